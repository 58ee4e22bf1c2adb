// The table: a page of rows at first, more as it is scrolled or asked for.
import { el, need } from "../dom";
import { number } from "../words";
import type { Row } from "./answers";
import type { Pointed, Tell } from "./shared";
import type { State } from "./state";

const COLUMNS = ["date", "kind", "place", "grade", "killed", "sources"] as const;
/** Columns of which the largest come first. */
const LARGEST_FIRST = new Set(["killed", "sources"]);

export interface TableActions {
  sort: (column: string, order: "asc" | "desc") => void;
  point: (event: Pointed | null) => void;
  select: (event: Pointed) => void;
  more: (offset: number) => Promise<Row[]>;
}

export class Table {
  private readonly head = need<HTMLElement>("#rows thead tr");
  private readonly body = need<HTMLElement>("#rows tbody");
  private readonly scroller = need<HTMLElement>("#scroller");
  private readonly foot = need<HTMLElement>("#rows-foot");
  private readonly empty = need<HTMLElement>("#rows-empty");
  private readonly next: HTMLButtonElement;
  private readonly rows = new Map<string, HTMLTableRowElement>();
  private matched = 0;
  private loading = false;

  constructor(
    private readonly t: Tell,
    private readonly actions: TableActions,
  ) {
    this.next = el("button", { type: "button", onclick: () => void this.more() }, t("more"));
    new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && void this.more(), {
      root: this.scroller,
      rootMargin: "300px",
    }).observe(this.next);
    this.scroller.addEventListener("pointerleave", () => this.actions.point(null));
  }

  show(state: State, rows: Row[], matched: number, total: number): void {
    this.matched = matched;
    this.showHead(state);
    this.rows.clear();
    this.body.replaceChildren(...rows.map((row) => this.row(row)));
    this.scroller.scrollTop = 0;
    this.empty.hidden = matched > 0;
    this.empty.textContent = this.t(total ? "empty" : "empty_ledger");
    this.showFoot();
    this.mark(state.selected, "chosen");
  }

  /** Marks a row as pointed at or selected in any part. */
  mark(id: string, as: "pointed" | "chosen"): void {
    for (const row of this.body.querySelectorAll(`.${as}`)) row.classList.remove(as);
    const row = this.rows.get(id);
    row?.classList.add(as);
    if (as === "chosen") row?.scrollIntoView({ block: "nearest" });
  }

  private showFoot(): void {
    const shown = this.rows.size;
    const rest = shown < this.matched;
    this.foot.replaceChildren(
      rest ? this.next : "",
      rest ? el("span", { class: "soft" }, ` ${this.t("table_end", { shown: number(shown), matched: number(this.matched) })}`) : "",
    );
  }

  private async more(): Promise<void> {
    if (this.loading || this.rows.size >= this.matched) return;
    this.loading = true;
    try {
      const found = await this.actions.more(this.rows.size);
      this.body.append(...found.filter((row) => !this.rows.has(row.id)).map((row) => this.row(row)));
      if (!found.length) this.matched = this.rows.size;
      this.showFoot();
    } finally {
      this.loading = false;
    }
  }

  private showHead(state: State): void {
    const focused = (document.activeElement as HTMLElement | null)?.dataset["column"];
    const cells = COLUMNS.map((column) => {
      const active = state.sort === column;
      const turned = active ? (state.order === "asc" ? "desc" : "asc") : LARGEST_FIRST.has(column) ? "desc" : "asc";
      const name = this.t(`col_${column}`);
      const sign = active ? (state.order === "asc" ? " ↑" : " ↓") : "";
      const button = el(
        "button",
        { type: "button", "data-column": column, title: this.t("sort_by", { column: name }), onclick: () => this.actions.sort(column, turned) },
        name,
        el("span", { "aria-hidden": "true" }, sign),
      );
      const sorted = active ? (state.order === "asc" ? "ascending" : "descending") : null;
      return el("th", { scope: "col", class: `col-${column}`, "aria-sort": sorted }, button);
    });
    this.head.replaceChildren(...cells);
    if (focused) this.head.querySelector<HTMLElement>(`[data-column="${focused}"]`)?.focus();
  }

  private row(row: Row): HTMLTableRowElement {
    const { t } = this;
    const address = `/event/${encodeURIComponent(row.id).replaceAll("%3A", ":")}`;
    const sides = [row.who, row.whom && row.who ? el("span", { class: "arrow" }, el("span", { "aria-hidden": "true" }, " → "), el("span", { class: "unseen" }, t("target"))) : "", row.whom];
    const made = el(
      "tr",
      { "data-id": row.id },
      el("td", { class: "col-date" }, row.date ?? el("span", { class: "soft" }, t("no_date"))),
      el("td", { class: "col-kind" }, el("a", { href: address, title: row.title }, row.kind_name), el("div", { class: "sides soft small", title: [row.who, row.whom].filter(Boolean).join(" → ") }, ...sides), el("div", { class: "at small" }, row.place)),
      el("td", { class: "col-place", title: row.place }, row.place ? el("div", { class: "places" }, row.place) : el("span", { class: "soft" }, t("no_place"))),
      el("td", { class: "col-grade" }, el("span", { class: `chip grade-${row.grade}` }, row.grade_name), ...this.flags(row)),
      el("td", { class: "col-killed number" }, row.killed),
      el("td", { class: "col-sources number" }, number(row.sources)),
    );
    made.addEventListener("pointerenter", () => this.actions.point(row));
    made.addEventListener("focusin", () => this.actions.point(row));
    made.addEventListener("focusout", () => this.actions.point(null));
    made.addEventListener("click", (event) => {
      if (!(event.target as Element).closest("a") && !String(getSelection())) this.actions.select(row);
    });
    this.rows.set(row.id, made);
    return made;
  }

  private flags(row: Row): HTMLElement[] {
    const mark = (sign: string, words: string) => el("span", { class: "flag", title: words }, el("span", { "aria-hidden": "true" }, sign), el("span", { class: "unseen" }, words));
    return [...(row.disputed ? [mark("≠", this.t("contested_mark"))] : []), ...(row.review ? [mark("?", this.t("review_mark"))] : [])];
  }
}
