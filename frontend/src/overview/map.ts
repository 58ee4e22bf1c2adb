// The map: the ground, what stands on it, its tools, and a panel for what was opened.
import { el, need, settled } from "../dom";
import { number } from "../words";
import type { Facets, MapAnswer, Row } from "./answers";
import { Ground } from "./ground";
import { type Mark, Marks } from "./marks";
import type { Pointed, Tell, Tip } from "./shared";
import { svg } from "./shared";
import type { View } from "./state";
import { type Country, loadWorld } from "./world";

type Box = [number, number, number, number];

/** Where people live. */
const WHOLE: Box = [-170, -55, 170, 70];

export interface MapActions {
  moved: (view: View) => void;
  box: (box: Box) => void;
  only: (name: "place" | "country", key: string) => void;
  /** Events at a mark, and how many there are. */
  events: (mark: Mark, grid: number | null) => Promise<[Row[], number]>;
  point: (event: Pointed | null) => void;
}

export class OverviewMap {
  readonly ready: Promise<void>;
  private readonly stage = need<HTMLElement>("#stage");
  private readonly overlay = need<SVGSVGElement>("#overlay");
  private readonly panel = need<HTMLElement>("#map-panel");
  private readonly list = need<HTMLElement>("#places-list");
  private readonly notes = need<HTMLElement>("#map-notes");
  private readonly hint = need<HTMLElement>("#rectangle-hint");
  private readonly ground: Ground;
  private readonly marks: Marks;
  private answer: MapAnswer | null = null;
  private rings: [Pointed["where"], Pointed["where"]] = [[], []];
  private opener: HTMLElement | SVGElement | null = null;
  private shownMarks: Mark[] = [];

  constructor(
    private readonly t: Tell,
    tip: Tip,
    world: string,
    private readonly actions: MapActions,
  ) {
    const tell = settled(() => this.actions.moved(this.ground.view), 120);
    this.ground = new Ground(this.stage, need<HTMLCanvasElement>("#ground"), (done, byHand) => {
      this.marks?.move();
      this.marks?.ring(...this.rings);
      if (done && byHand) tell();
    });
    this.marks = new Marks(this.overlay, this.ground, t, tip, (mark, from) => void this.open(mark, from));
    this.tools(tell);
    this.rectangle();
    this.ready = loadWorld(world).then((countries: Country[]) => {
      this.ground.show(countries);
      this.marks.world(countries);
      if (this.answer) this.shownMarks = this.marks.show(this.answer);
      else this.marks.move();
      this.listPlaces();
    });
  }

  get view(): View {
    return this.ground.view;
  }

  get seen(): Box {
    return this.ground.seen;
  }

  /** Shows an answer; `view` is where to look, else it looks where it did, and at everything when nothing is in sight. */
  show(answer: MapAnswer, facets: Facets | undefined, view: View | null, first: boolean): void {
    const focused = this.panel.contains(document.activeElement);
    if (!focused) this.close();
    this.answer = answer;
    if (facets) this.ground.colour(facets.country.filter(({ count }) => count).map(({ key }) => key), answer.countries.map(({ country }) => country));
    if (view) this.ground.go(view);
    else if (first || !this.anyInSight(answer)) this.ground.fit(answer.focus ?? WHOLE);
    this.shownMarks = this.marks.show(answer);
    this.note(answer);
    this.listPlaces();
  }

  ring(pointed: Pointed["where"], chosen: Pointed["where"]): void {
    this.rings = [pointed, chosen];
    this.marks.ring(pointed, chosen);
  }

  fit(): void {
    this.ground.fit(this.answer?.extent ?? WHOLE);
  }

  private anyInSight(answer: MapAnswer): boolean {
    const [west, south, east, north] = this.ground.seen;
    const all = [...answer.places, ...answer.cells, ...answer.areas];
    return !all.length || all.some(({ lon, lat }) => lon >= west && lon <= east && lat >= south && lat <= north);
  }

  private tools(tell: () => void): void {
    const press = (id: string, what: () => void) =>
      need(`#${id}`).addEventListener("click", () => {
        what();
        tell();
      });
    press("map-in", () => this.ground.zoomBy(1.8));
    press("map-out", () => this.ground.zoomBy(1 / 1.8));
    press("map-fit", () => this.fit());
    const list = need<HTMLDetailsElement>(".list-of");
    document.addEventListener("pointerdown", (event) => {
      if (!list.contains(event.target as Node) && !this.panel.contains(event.target as Node)) list.open = false;
    });
    list.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !list.open) return;
      list.open = false;
      need<HTMLElement>("summary", list).focus();
    });
    need("#map-here").addEventListener("click", () => this.actions.box(this.ground.seen));
    this.stage.addEventListener("keydown", (event) => {
      if (event.target !== this.stage && /^Arrow/.test(event.key)) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const steps: Record<string, () => void> = {
        "+": () => this.ground.zoomBy(1.5),
        "=": () => this.ground.zoomBy(1.5),
        "-": () => this.ground.zoomBy(1 / 1.5),
        "0": () => this.fit(),
        ArrowLeft: () => this.ground.pan(-1, 0),
        ArrowRight: () => this.ground.pan(1, 0),
        ArrowUp: () => this.ground.pan(0, -1),
        ArrowDown: () => this.ground.pan(0, 1),
      };
      const step = steps[event.key];
      if (!step) return;
      event.preventDefault();
      step();
      tell();
    });
  }

  private rectangle(): void {
    const button = need<HTMLButtonElement>("#map-rectangle");
    const frame = svg("rect", { class: "frame" });
    let from: [number, number] | null = null;
    const arm = (on: boolean) => {
      this.ground.held = on;
      button.setAttribute("aria-pressed", String(on));
      this.stage.classList.toggle("drawing", on);
      this.hint.hidden = !on;
      from = null;
      frame.remove();
    };
    button.addEventListener("click", () => arm(!this.ground.held));
    this.stage.addEventListener("keydown", (event) => event.key === "Escape" && arm(false));
    button.addEventListener("keydown", (event) => event.key === "Escape" && arm(false));
    this.stage.addEventListener("pointerdown", (event) => {
      if (event.button || (!this.ground.held && !event.shiftKey) || this.panel.contains(event.target as Node)) return;
      from = this.local(event);
      this.ground.held = true;
      this.stage.setPointerCapture(event.pointerId);
      this.overlay.append(frame);
    });
    this.stage.addEventListener("pointermove", (event) => {
      if (!from) return;
      const [x, y] = this.local(event);
      const box = { x: Math.min(x, from[0]), y: Math.min(y, from[1]), width: Math.abs(x - from[0]), height: Math.abs(y - from[1]) };
      for (const [name, value] of Object.entries(box)) frame.setAttribute(name, String(value));
    });
    this.stage.addEventListener("pointerup", (event) => {
      if (!from) return;
      const [start, end] = [from, this.local(event)];
      arm(false);
      if (Math.abs(end[0] - start[0]) < 6 || Math.abs(end[1] - start[1]) < 6) return;
      const [west, north] = this.ground.under(Math.min(start[0], end[0]), Math.min(start[1], end[1]));
      const [east, south] = this.ground.under(Math.max(start[0], end[0]), Math.max(start[1], end[1]));
      this.actions.box([Math.max(-180, west), south, Math.min(180, east), north]);
    });
    this.stage.addEventListener("pointercancel", () => arm(false));
  }

  private local(event: PointerEvent): [number, number] {
    const { left, top } = this.stage.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  }

  private note(answer: MapAnswer): void {
    const { nowhere, areas_left_out: left } = answer;
    const said = [
      nowhere ? this.t("nowhere", { n: nowhere, number: number(nowhere) }) : "",
      left ? this.t("areas_left_out", { n: left, number: number(left) }) : "",
    ];
    const some = answer.places.length + answer.cells.length + answer.areas.length + answer.countries.length;
    this.notes.textContent = some ? said.filter(Boolean).join(" · ") : [this.t("empty_map"), ...said.filter(Boolean)].join(" ");
  }

  /** The same as a list: for those who do not use a map. */
  private listPlaces(): void {
    this.list.replaceChildren(
      ...this.shownMarks.slice(0, 300).map((mark) => {
        const button = el("button", { type: "button" }, mark.lines.join(", "));
        button.addEventListener("click", () => void this.open(mark, button));
        return el("li", {}, button);
      }),
    );
  }

  private async open(mark: Mark, from: HTMLElement | SVGElement): Promise<void> {
    const [rows, all] = await this.actions.events(mark, this.answer?.grid ?? null);
    const only = rows.length === 1 && all === 1 ? rows[0] : undefined;
    this.opener = from;
    const close = el("button", { type: "button", class: "close", "aria-label": this.t("close"), onclick: () => this.close(true) }, "×");
    const shown = rows.slice(0, 8);
    const items = shown.map((row) => {
      const link = el("a", { href: `/event/${row.id}` }, row.title);
      const line = el("li", {}, link, el("div", { class: "soft small" }, [row.date ?? this.t("no_date"), row.grade_name].join(" · ")));
      line.addEventListener("pointerenter", () => this.actions.point(row));
      line.addEventListener("pointerleave", () => this.actions.point(null));
      return line;
    });
    const more = all > shown.length ? el("p", { class: "soft small" }, this.t("more_events", { n: all - shown.length })) : "";
    this.panel.replaceChildren(el("header", {}, el("h3", {}, mark.name), close), el("p", { class: "soft small" }, mark.lines.slice(1).join(" · ")), this.narrow(mark), el("ul", {}, ...items), more);
    this.panel.setAttribute("aria-label", mark.lines[0] ?? mark.name);
    this.panel.hidden = false;
    this.panel.onkeydown = (event) => {
      event.stopPropagation();
      if (event.key === "Escape") this.close(true);
    };
    const [x] = this.ground.at(mark.lon, mark.lat);
    this.panel.classList.toggle("left", x > this.ground.width / 2);
    (only ? need<HTMLElement>("a", this.panel) : close).focus({ preventScroll: true });
  }

  private narrow(mark: Mark): HTMLElement {
    const { t, actions } = this;
    const button = (words: string, what: () => void) =>
      el("button", { type: "button", onclick: () => (this.close(), what()) }, words);
    if (mark.is === "country") return el("p", {}, button(t("filter_country"), () => actions.only("country", mark.of.country)));
    if (mark.is !== "cell") return el("p", {}, button(t("filter_place"), () => actions.only("place", mark.of.key)));
    const box = cellBox(mark, this.answer?.grid ?? 1);
    return el(
      "p",
      {},
      button(t("zoom_here"), () => {
        this.ground.fit(box);
        actions.moved(this.ground.view);
      }),
      " ",
      button(t("filter_cell"), () => actions.box(box)),
    );
  }

  private close(giveBack = false): void {
    if (this.panel.hidden) return;
    this.panel.hidden = true;
    this.panel.replaceChildren();
    if (giveBack) this.opener?.focus();
  }
}

/** Degrees of the cell that a gathered mark stands for. */
export function cellBox({ lon, lat }: { lon: number; lat: number }, side: number): Box {
  const west = Math.floor((lon + 180) / side) * side - 180;
  const south = Math.floor((lat + 90) / side) * side - 90;
  return [west, south, Math.min(180, west + side), Math.min(90, south + side)];
}
