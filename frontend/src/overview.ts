// The overview: filters, map, timeline and table, all one view that the address holds.
import { need } from "./dom";
import { type Row, ask, type Overview } from "./overview/answers";
import { FilterBar } from "./overview/bar";
import { cellBox, OverviewMap } from "./overview/map";
import type { Mark } from "./overview/marks";
import { type Pointed, Tip } from "./overview/shared";
import { address, filterQuery, parse, type State, withSeveral, withSingle } from "./overview/state";
import { Table } from "./overview/table";
import { Timeline } from "./overview/timeline";
import { words } from "./words";

const PAGE = 50;
const root = need<HTMLElement>("#overview");
const first = parse(location.search);
// Asked for at once: the words come meanwhile.
const opening = ask(question(first), new AbortController().signal);
opening.catch(() => undefined);
const t = await words("overview");

let state = first;
/** What is being asked, by part: the whole stops the parts, a part only what it replaces. */
const running = new Map<string, AbortController>();
let typed = false;
let known: Overview | null = null;
const placesOf = new Map<string, Pointed["where"]>();
let pointed: Pointed | null = null;

const tip = new Tip();
const bar = new FilterBar(t, change);
const map = new OverviewMap(t, tip, root.dataset["world"] ?? "/static/world.json", {
  moved: (view) => {
    rewrite({ ...state, view });
    if (known?.map?.grid) void load("map");
  },
  box: (box) => change(withSingle(state, "bbox", box.map((edge) => edge.toFixed(3)).join(","))),
  only: (name, key) => change(withSeveral(state, name, [key])),
  events: eventsAt,
  point,
});
const timeline = new Timeline(t, tip, {
  period: (from, to) => change(withSingle(withSingle(state, "from", from), "to", to)),
  window: (window) => {
    rewrite({ ...state, window });
    const shown = known?.timeline;
    const [from, to] = window.split("..");
    const inside = shown?.window && !shown.days && from && to && shown.window[0] <= from && shown.window[1] >= to;
    if (!inside) void load("timeline");
  },
  point,
  select,
});
const table = new Table(t, {
  sort: (sort, order) => change({ ...state, sort, order }, { parts: "rows" }),
  point,
  select,
  more: async (offset) => {
    const query = question(state, "rows");
    query.set("offset", String(offset));
    const found = (await ask(query, new AbortController().signal)).rows ?? [];
    remember(found);
    return found;
  },
});

/** What to ask the server for a state. */
function question(of: State, parts = ""): URLSearchParams {
  const query = filterQuery(of);
  query.set("sort", of.sort);
  query.set("order", of.order);
  query.set("lanes", of.lanes);
  query.set("limit", String(PAGE));
  if (of.window) query.set("window", of.window);
  if (of.view) query.set("zoom", of.view.k.toPrecision(4));
  if (parts) query.set("parts", parts);
  return query;
}

function rewrite(next: State): void {
  state = next;
  history.replaceState(null, "", address(state));
}

/** Another state: written to the address, asked for, shown. */
function change(next: State, { typing = false, parts = "" }: { typing?: boolean; parts?: string } = {}): void {
  const to = address(next);
  if (to === address(state)) return;
  state = next;
  // A word that is typed is one step back, not one for each letter.
  if (typing && typed) history.replaceState(null, "", to);
  else history.pushState(null, "", to);
  typed = typing;
  bar.reflect(state, typing);
  void load(parts);
}

/** A new question about some part; what it replaces is given up. */
function begin(parts: string): AbortSignal {
  for (const [other, controller] of running) {
    if (parts === "" || other === parts) controller.abort();
  }
  if (parts === "") running.clear();
  const made = new AbortController();
  running.set(parts, made);
  return made.signal;
}

async function load(parts = "", answer?: Promise<Overview>): Promise<void> {
  const mine = begin(parts);
  performance.mark("filter-start");
  root.setAttribute("aria-busy", "true");
  try {
    const query = question(state, parts);
    if (parts === "map") {
      query.set("view", map.seen.map((edge) => edge.toFixed(3)).join(","));
      query.set("zoom", map.view.k.toPrecision(4));
    }
    const found = await (answer ?? ask(query, mine));
    if (mine.aborted) return;
    show(found, parts);
    performance.measure("filter", "filter-start");
  } catch (error) {
    if (mine.aborted) return;
    need("#count").textContent = t("failed", { detail: error instanceof Error ? error.message : String(error) });
  } finally {
    if (!mine.aborted) {
      running.delete(parts);
      if (!running.size) root.removeAttribute("aria-busy");
    }
  }
}

function show(found: Overview, parts: string): void {
  const opened = known === null;
  known = { ...known, ...found };
  if (found.rows) {
    remember(found.rows);
    table.show(state, found.rows, found.matched, found.total);
  }
  if (found.timeline) {
    remember(found.timeline.bars);
    timeline.show(found.timeline, state.suggested);
  }
  if (found.map) map.show(found.map, known.facets, opened ? state.view : null, opened);
  if (parts === "") bar.show(state, found);
  showSelected();
}

function remember(events: Pointed[]): void {
  for (const { id, where } of events) placesOf.set(id, where);
}

function point(event: Pointed | null): void {
  if (event?.id === pointed?.id) return;
  pointed = event;
  table.mark(event?.id ?? "", "pointed");
  timeline.mark(event?.id ?? "", "pointed");
  showRings();
}

function select(event: Pointed): void {
  rewrite({ ...state, selected: state.selected === event.id ? "" : event.id });
  showSelected();
}

function showSelected(): void {
  table.mark(state.selected, "chosen");
  timeline.mark(state.selected, "chosen");
  showRings();
}

function showRings(): void {
  map.ring(pointed?.where ?? [], placesOf.get(state.selected) ?? []);
}

/** Events of a mark: those told as finely as it is. */
async function eventsAt(mark: Mark, grid: number | null): Promise<[Row[], number]> {
  const at =
    mark.is === "country"
      ? withSeveral(state, "country", [mark.of.country])
      : mark.is === "cell"
        ? withSingle(state, "bbox", cellBox(mark, grid ?? 1).map((edge) => edge.toFixed(4)).join(","))
        : withSeveral(state, "place", [mark.of.key]);
  const query = question(at, "rows");
  query.set("limit", mark.is === "cell" ? "8" : "500");
  const { rows = [] } = await ask(query, new AbortController().signal);
  remember(rows);
  const here = rows.filter(({ where }) => where.some(([key, lon, , precision, country]) => isAt(mark, key, lon === null ? 6 : precision, country)));
  return [here, mark.count];
}

function isAt(mark: Mark, key: string, precision: number, country: string | null): boolean {
  if (mark.is === "country") return precision === 6 && country === mark.of.country;
  if (mark.is === "cell") return true;
  return key === mark.of.key && (mark.is === "area" ? precision === mark.of.precision : precision <= 2);
}

/** At phone width one of the three is shown. */
function switches(): void {
  const buttons = [...document.querySelectorAll<HTMLButtonElement>("#switch button")];
  for (const button of buttons) {
    button.addEventListener("click", () => {
      root.dataset["shown"] = button.value;
      for (const other of buttons) other.setAttribute("aria-pressed", String(other === button));
    });
  }
}

function controls(): void {
  const lanes = need<HTMLSelectElement>("#lanes-by");
  const suggested = need<HTMLInputElement>("#suggested");
  lanes.value = state.lanes;
  suggested.checked = state.suggested;
  lanes.addEventListener("change", () => change({ ...state, lanes: lanes.value }, { parts: "timeline" }));
  suggested.addEventListener("change", () => {
    rewrite({ ...state, suggested: suggested.checked });
    timeline.showSuggested(suggested.checked);
  });
  window.addEventListener("popstate", () => {
    const view = state.view;
    state = { ...parse(location.search), view };
    typed = false;
    lanes.value = state.lanes;
    suggested.checked = state.suggested;
    bar.reflect(state);
    void load();
  });
}

controls();
switches();
bar.reflect(state);
await load("", opening);
performance.mark("overview-ready");
await map.ready;
showRings();
performance.mark("overview-drawn");
root.dataset["ready"] = "true";
