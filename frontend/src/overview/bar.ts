// The filters: search, dates, lists of values with counts, and what is active as chips that can be removed.
import { el, need, settled } from "../dom";
import { number } from "../words";
import type { Facets, Overview, Value } from "./answers";
import { sayDay, type Tell } from "./shared";
import { isFiltered, type Several, SEVERAL, type Single, type State, withSeveral, withSingle } from "./state";

/** Lists with more values than this get a field to search them. */
const MANY = 10;
/** What a typed search waits for, in milliseconds. */
const TYPING = 40;

export class FilterBar {
  private readonly form = need<HTMLFormElement>("#filters");
  private readonly picks = need<HTMLElement>("#picks");
  private readonly chips = need<HTMLElement>("#chips");
  private readonly count = need<HTMLElement>("#count");
  private readonly lists = new Map<Several, Pick>();
  private names = new Map<string, string>();
  private state!: State;

  constructor(
    private readonly t: Tell,
    private readonly change: (next: State, options?: { typing?: boolean }) => void,
  ) {
    for (const name of SEVERAL) {
      const pick = new Pick(t, name, (keys) => this.change(withSeveral(this.state, name, keys)));
      if (name === "grade") pick.flags(["disputed", "review"], (flag, on) => this.change(withSingle(this.state, flag, on ? "1" : "")));
      this.lists.set(name, pick);
      this.picks.append(pick.root);
    }
    const typed = settled(() => this.change(withSingle(this.state, "q", this.field("q").value.trim()), { typing: true }), TYPING);
    this.field("q").addEventListener("input", typed);
    for (const name of ["from", "to"] as const) {
      this.field(name).addEventListener("change", () => this.change(withSingle(this.state, name, this.field(name).value)));
    }
    const more = need<HTMLElement>("#more-filters");
    more.addEventListener("click", () => more.setAttribute("aria-expanded", String(this.form.classList.toggle("open"))));
    this.form.addEventListener("submit", (event) => event.preventDefault());
    document.addEventListener("pointerdown", (event) => this.closeAll(event.target as Node));
    document.addEventListener("focusin", (event) => this.closeAll(event.target as Node));
  }

  private field(name: Single): HTMLInputElement {
    return need<HTMLInputElement>(`[name="${name}"]`, this.form);
  }

  private closeAll(within: Node): void {
    for (const { root } of this.lists.values()) if (root.open && !root.contains(within)) root.open = false;
  }

  /** Shows the filters in use before their counts are known. */
  reflect(state: State, typing = false): void {
    this.state = state;
    for (const name of ["q", "from", "to"] as const) {
      const [field, value] = [this.field(name), state.single[name] ?? ""];
      // What is being typed is left alone: trimmed, it is what the state holds.
      if (!(typing && name === "q") && field.value !== value) field.value = value;
    }
    this.showChips();
  }

  show(state: State, answer: Overview): void {
    this.state = state;
    this.counted(answer);
    if (!answer.facets) return;
    this.remember(answer.facets);
    for (const [name, pick] of this.lists) {
      pick.show(answer.facets[name], state.several[name] ?? []);
    }
    this.lists.get("grade")!.showFlags({
      disputed: [Boolean(state.single.disputed), answer.facets.disputed],
      review: [Boolean(state.single.review), answer.facets.review],
    });
    this.showChips();
  }

  private counted(answer: Overview): void {
    const { matched, total, hidden } = answer;
    const said = this.t(matched === total ? "all" : "matched", { n: matched === total ? matched : total, matched: number(matched), total: number(total) });
    this.count.replaceChildren(said, hidden ? el("span", { class: "soft" }, ` ${this.t("hidden", { n: hidden })}`) : "");
  }

  private remember(facets: Facets): void {
    for (const name of SEVERAL) {
      for (const value of facets[name]) if (value.name) this.names.set(`${name} ${value.key}`, saidValue(this.t, value));
    }
  }

  private showChips(): void {
    const made: HTMLElement[] = [];
    const chip = (what: string, without: State) => {
      const button = el("button", { type: "button", class: "removable", onclick: () => this.change(without) }, what, el("span", { "aria-hidden": "true" }, " ×"));
      button.setAttribute("aria-label", this.t("remove", { what }));
      made.push(el("li", {}, button));
    };
    const { single, several } = this.state;
    if (single.q) chip(`« ${single.q} »`, withSingle(this.state, "q", ""));
    if (single.from) chip(this.t("since", { day: sayDay(single.from) }), withSingle(this.state, "from", ""));
    if (single.to) chip(this.t("until", { day: sayDay(single.to) }), withSingle(this.state, "to", ""));
    for (const name of SEVERAL) {
      for (const key of several[name] ?? []) {
        const left = several[name]!.filter((other) => other !== key);
        chip(this.names.get(`${name} ${key}`) ?? key, withSeveral(this.state, name, left));
      }
    }
    for (const name of ["disputed", "review", "bbox"] as const) {
      if (single[name]) chip(this.t(name), withSingle(this.state, name, ""));
    }
    if (made.length > 1) {
      const clear = () => this.change({ ...this.state, single: {}, several: {}, window: "" });
      made.push(el("li", {}, el("button", { type: "button", class: "clear", onclick: clear }, this.t("clear"))));
    }
    this.chips.replaceChildren(...made);
    this.chips.hidden = !isFiltered(this.state);
  }
}

function saidValue(t: Tell, value: Value): string {
  const name = value.name ?? value.key;
  return value.area ? t("region", { name }) : name;
}

/** One list of values to choose from. */
class Pick {
  readonly root = el("details", { class: "pick" });
  private readonly badge = el("span", { class: "count", hidden: true });
  private readonly search = el("input", { type: "search", autocomplete: "off" });
  private readonly list = el("ul", {});
  private readonly top = el("ul", { class: "flags", hidden: true });
  private readonly flagBoxes = new Map<"disputed" | "review", { box: HTMLInputElement; count: HTMLElement }>();
  private values: Value[] = [];
  private chosen: readonly string[] = [];

  constructor(
    private readonly t: Tell,
    private readonly name: Several,
    private readonly choose: (keys: string[]) => void,
  ) {
    this.root.dataset["facet"] = name;
    this.search.setAttribute("aria-label", `${t("find_value")} : ${t(name)}`);
    this.search.placeholder = t("find_value");
    this.search.addEventListener("input", () => this.draw());
    const panel = el("div", { class: "panel", role: "group", "aria-label": t(name) }, this.top, this.search, this.list);
    this.root.append(el("summary", {}, t(name), this.badge), panel);
    this.root.addEventListener("toggle", () => {
      if (!this.root.open) this.search.value = "";
      this.draw();
      panel.classList.toggle("leftward", panel.getBoundingClientRect().right > window.innerWidth - 8);
    });
    this.root.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.root.open) return;
      this.root.open = false;
      need<HTMLElement>("summary", this.root).focus();
    });
  }

  flags(names: ("disputed" | "review")[], toggle: (name: "disputed" | "review", on: boolean) => void): void {
    for (const name of names) {
      const box = el("input", { type: "checkbox", name, value: "1" });
      box.addEventListener("change", () => toggle(name, box.checked));
      const count = el("span", { class: "number" });
      this.top.append(el("li", {}, el("label", {}, box, el("span", {}, this.t(name)), count)));
      this.flagBoxes.set(name, { box, count });
    }
    this.top.hidden = false;
  }

  showFlags(found: Record<"disputed" | "review", [boolean, number]>): void {
    for (const [name, { box, count }] of this.flagBoxes) {
      [box.checked, count.textContent] = [found[name][0], number(found[name][1])];
    }
    this.mark(Object.values(found).filter(([on]) => on).length);
  }

  show(values: Value[], chosen: readonly string[]): void {
    const byName = (key: string) => values.find((value) => value.key === key) ?? { key, name: null, count: 0 };
    // What is chosen stays at the top, where it can be taken back.
    this.values = [...chosen.map(byName), ...values.filter((value) => !chosen.includes(value.key))];
    this.chosen = chosen;
    this.mark(0);
    if (this.root.open) this.draw();
  }

  private mark(flags: number): void {
    const active = this.chosen.length + flags;
    this.badge.textContent = active ? String(active) : "";
    this.badge.hidden = !active;
  }

  private draw(): void {
    const focused = (document.activeElement as HTMLInputElement | null)?.value;
    const inside = this.list.contains(document.activeElement);
    this.search.hidden = this.values.length <= MANY;
    const wanted = folded(this.search.value);
    const shown = this.root.open ? this.values.filter((value) => folded(saidValue(this.t, value)).includes(wanted)) : [];
    this.list.replaceChildren(...shown.map((value) => this.item(value)));
    if (!shown.length && this.root.open) this.list.append(el("li", { class: "soft" }, this.t("no_value")));
    if (inside && focused) this.list.querySelector<HTMLElement>(`input[value="${CSS.escape(focused)}"]`)?.focus();
  }

  private item(value: Value): HTMLElement {
    const box = el("input", { type: "checkbox", name: this.name, value: value.key });
    box.checked = this.chosen.includes(value.key);
    box.addEventListener("change", () => {
      const others = this.chosen.filter((key) => key !== value.key);
      this.choose(box.checked ? [...others, value.key] : others);
    });
    return el("li", {}, el("label", {}, box, el("span", {}, saidValue(this.t, value)), el("span", { class: "number" }, number(value.count))));
  }
}

function folded(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
