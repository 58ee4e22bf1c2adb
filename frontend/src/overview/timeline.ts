// The timeline: lanes of bars or of counts, zoomed and moved by wheel, buttons and keys, dragged over to filter.
import { scaleUtc, type ScaleTime } from "d3-scale";
import { need, settled } from "../dom";
import { number } from "../words";
import type { Bar, TimelineAnswer } from "./answers";
import { DAY, day, iso, type Pointed, roving, sayDay, svg, type Tell, type Tip } from "./shared";
import { brush } from "./timeline-brush";
import { BIN_HEIGHT, gutter, type Layout, place, type Placed, ROW } from "./timeline-layout";
import { padded, SHORTEST, type Span, tickFormat } from "./timeline-time";

const AXIS = 24;

export interface TimelineActions {
  period: (from: string, to: string) => void;
  window: (window: string) => void;
  point: (event: Pointed | null) => void;
  select: (event: Pointed) => void;
}

export class Timeline {
  private readonly scroller = need<HTMLElement>("#lanes-scroller");
  private readonly axis = need<SVGSVGElement>("#axis");
  private readonly plot = need<SVGSVGElement>("#lanes");
  private readonly notes = need<HTMLElement>("#timeline-notes");
  private answer: TimelineAnswer | null = null;
  private layout: Layout = { lanes: [], bars: [], height: 0 };
  private span: Span = [0, 1];
  private whole: Span = [0, 1];
  private width = 1;
  private suggested = true;
  private nodes = new Map<string, SVGElement>();
  private pointed = "";
  private chosen = "";
  private frame = 0;

  constructor(
    private readonly t: Tell,
    private readonly tip: Tip,
    private readonly actions: TimelineActions,
  ) {
    this.plot.append(
      svg(
        "defs",
        {},
        svg("marker", { id: "arrow", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto-start-reverse" }, svg("path", { d: "M0,0 L8,4 L0,8 z", class: "arrow-head" })),
      ),
    );
    new ResizeObserver(() => this.draw()).observe(this.scroller);
    this.tools();
    brush({
      areas: [this.scroller, this.axis],
      plot: this.plot,
      at: (event) => Math.min(this.width, Math.max(gutter(this.width), event.clientX - this.scroller.getBoundingClientRect().left)),
      began: () => this.tip.hide(),
      done: (from, to) => {
        const x = this.scale();
        if (this.answer?.extent) this.actions.period(iso(x.invert(from)), iso(x.invert(to)));
      },
    });
  }

  private readonly tell = settled(() => {
    const at = this.span[0] <= this.whole[0] && this.span[1] >= this.whole[1] ? "" : `${iso(new Date(this.span[0]))}..${iso(new Date(this.span[1] - 1))}`;
    this.actions.window(at);
  }, 180);

  show(answer: TimelineAnswer, suggested: boolean): void {
    this.answer = answer;
    this.suggested = suggested;
    const { extent, window: shown } = answer;
    if (extent && shown) {
      this.whole = padded(extent);
      this.span = shown[0] === extent[0] && shown[1] === extent[1] ? this.whole : [day(shown[0]).getTime(), day(shown[1]).getTime() + DAY];
    }
    this.note(answer);
    this.draw();
  }

  showSuggested(on: boolean): void {
    this.suggested = on;
    this.draw();
  }

  mark(id: string, as: "pointed" | "chosen"): void {
    if (as === "pointed") this.pointed = id;
    else this.chosen = id;
    for (const [key, node] of this.nodes) {
      node.classList.toggle(as, key === id);
      if (key === id && as === "chosen") node.scrollIntoView({ block: "nearest" });
    }
    for (const link of this.plot.querySelectorAll<SVGElement>(".answer")) {
      link.classList.toggle("lit", [link.dataset["from"], link.dataset["to"]].some((end) => end === this.pointed || end === this.chosen));
    }
  }

  private note(answer: TimelineAnswer): void {
    const said = [
      answer.extent ? "" : this.t("empty_timeline"),
      answer.undated ? this.t("undated", { n: answer.undated, number: number(answer.undated) }) : "",
      answer.days ? this.t("bins_note", { unit: this.t("unit", { n: answer.days }) }) : "",
    ];
    need<HTMLElement>("#grades").hidden = answer.days !== null;
    this.notes.textContent = said.filter(Boolean).join(" · ");
  }

  private scale(): ScaleTime<number, number> {
    return scaleUtc().domain(this.span.map((at) => new Date(at))).range([gutter(this.width), this.width]);
  }

  private draw(): void {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.paint());
  }

  private paint(): void {
    const answer = this.answer;
    this.width = this.scroller.clientWidth;
    if (!answer || this.width < 2) return;
    const focused = (document.activeElement as SVGElement | null)?.dataset?.["id"];
    const x = this.scale();
    this.layout = place(answer, x, this.width);
    const height = Math.max(this.layout.height, this.scroller.clientHeight - 2);
    this.plot.setAttribute("viewBox", `0 0 ${this.width} ${height}`);
    this.plot.setAttribute("height", String(height));
    const ticks = x.ticks(Math.max(3, this.width / 110));
    this.drawAxis(x, ticks, Boolean(answer.extent));
    const grid = ticks.map((at) => svg("line", { x1: x(at), x2: x(at), y1: 0, y2: height, class: "grid" }));
    this.nodes.clear();
    const bars = this.layout.bars.map((placed) => this.bar(placed));
    const kept = this.plot.querySelector("defs")!;
    const clip = svg("clipPath", { id: "days" }, svg("rect", { x: gutter(this.width), y: 0, width: this.width, height }));
    const days = svg("g", { "clip-path": "url(#days)" }, ...(answer.extent ? grid : []), ...this.bins(answer, x), ...this.answers(answer), ...bars);
    this.plot.replaceChildren(kept, clip, ...this.captions(answer, height), days);
    const all = this.stops();
    const again = all.find((node) => node.dataset["id"] === focused) ?? all[0];
    again?.setAttribute("tabindex", "0");
    if (focused && again?.dataset["id"] === focused) again.focus({ preventScroll: true });
    this.mark(this.pointed, "pointed");
    for (const node of this.nodes.values()) node.classList.toggle("chosen", node.dataset["id"] === this.chosen);
  }

  private drawAxis(x: ScaleTime<number, number>, ticks: Date[], any: boolean): void {
    const say = tickFormat(this.span, ticks);
    this.axis.setAttribute("viewBox", `0 0 ${this.width} ${AXIS}`);
    this.axis.replaceChildren(
      ...(any ? ticks : []).flatMap((at) => {
        const here = x(at);
        if (here < gutter(this.width)) return [];
        return [svg("line", { x1: here, x2: here, y1: AXIS - 5, y2: AXIS, class: "tick" }), svg("text", { x: here + 4, y: AXIS - 8, class: "tick-text" }, say(at))];
      }),
    );
  }

  private laneName(answer: TimelineAnswer, n: number): string {
    const lane = answer.lanes[n]!;
    return lane.name ?? this.t(lane.key === "" ? "lane_other" : `lane_none_${answer.by}`);
  }

  private captions(answer: TimelineAnswer, height: number): SVGElement[] {
    const left = gutter(this.width);
    const names = this.layout.lanes.flatMap(({ top }, n) => {
      const name = this.laneName(answer, n);
      const fits = left ? Math.floor((left - 48) / 6.7) : 60;
      const short = name.length > fits ? `${name.slice(0, fits - 1).trimEnd()}…` : name;
      const text = svg("text", { x: 10, y: top + 17, class: "lane-name" }, svg("title", {}, name), short);
      const count = svg("text", { x: left ? left - 8 : this.width - 8, y: top + 17, class: "lane-count", "text-anchor": "end" }, number(answer.lanes[n]!.count));
      return [...(n ? [svg("line", { x1: 0, x2: this.width, y1: top, y2: top, class: "lane-line" })] : []), text, count];
    });
    return [...(left && names.length ? [svg("line", { x1: left, x2: left, y1: 0, y2: height, class: "lane-line" })] : []), ...names];
  }

  private bar({ bar, x, y, width, label, labelX, anchor }: Placed): SVGElement {
    const node = svg(
      "a",
      { href: `/event/${bar.id}`, class: `bar-event grade-of-${bar.grade}${bar.precision > 3 ? " vague" : ""}${bar.disputed ? " disputed" : ""}`, tabindex: "-1", "data-id": bar.id, "aria-label": this.said(bar).join(", ") },
      svg("rect", { x: x.toFixed(1), y: y + 4, width: width.toFixed(1), height: ROW - 10, rx: 6 }),
    );
    if (label) {
      const unlike = bar.disputed ? [svg("tspan", { class: "unlike" }, "≠ ")] : [];
      node.append(svg("text", { x: labelX.toFixed(1), y: y + 14, "text-anchor": anchor }, ...unlike, label));
    }
    const pointed: Pointed = bar;
    node.addEventListener("pointerenter", (event) => {
      this.tip.show(this.said(bar), event.clientX, event.clientY);
      this.actions.point(pointed);
    });
    const leave = () => {
      this.tip.hide();
      this.actions.point(null);
    };
    node.addEventListener("pointerleave", leave);
    node.addEventListener("focus", () => {
      this.actions.point(pointed);
      if (node.matches(":focus-visible")) this.tip.beside(this.said(bar), node);
    });
    node.addEventListener("blur", leave);
    node.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      this.actions.select(pointed);
    });
    this.nodes.set(bar.id, node);
    return node;
  }

  private said(bar: Bar): string[] {
    const lines = [bar.title, bar.date, this.laneName(this.answer!, bar.lane), bar.grade_name];
    if (bar.disputed) lines.push(this.t("contested_mark"));
    for (const link of this.answer!.links) {
      const to = link.from === bar.id && (this.suggested || !link.suggested) && this.answer!.bars.find((other) => other.id === link.to);
      if (to) lines.push(this.t(link.suggested ? "answers_suggested" : "answers", { title: to.title }));
    }
    return lines;
  }

  /** From what was done to what answers it. */
  private answers(answer: TimelineAnswer): SVGElement[] {
    const at = new Map(this.layout.bars.map((placed) => [placed.bar.id, placed]));
    return answer.links.flatMap((link) => {
      const [later, earlier] = [at.get(link.from), at.get(link.to)];
      if (!later || !earlier || (link.suggested && !this.suggested)) return [];
      const [x0, y0] = [earlier.x + Math.min(earlier.width, 6), earlier.y + ROW - 6];
      const [x1, y1] = [later.x + Math.min(later.width, 6), later.y + (later.y > earlier.y ? 3 : ROW - 5)];
      const bend = Math.max(18, Math.abs(y1 - y0) / 2);
      const down = y1 >= y0 ? bend : -bend;
      const path = later.y === earlier.y ? `M${x0},${y0} C${x0},${y0 + 20} ${x1},${y1 + 20} ${x1},${y1}` : `M${x0},${y0} C${x0},${y0 + down} ${x1},${y1 - down} ${x1},${y1}`;
      return [svg("path", { d: path, class: `answer${link.suggested ? " suggested" : ""}`, "data-from": link.from, "data-to": link.to, "marker-end": "url(#arrow)" })];
    });
  }

  private bins(answer: TimelineAnswer, x: ScaleTime<number, number>): SVGElement[] {
    const days = answer.days;
    if (!days) return [];
    const most = Math.max(...answer.bins.map(([, , count]) => count));
    return answer.bins.flatMap(([first, lane, count]) => {
      const from = day(first).getTime();
      const to = from + days * DAY;
      const [left, right] = [x(new Date(from)), x(new Date(to))];
      if (right < 0 || left > this.width) return [];
      const box = this.layout.lanes[lane]!;
      const high = Math.max(2, Math.sqrt(count / most) * BIN_HEIGHT);
      const events = this.t("events", { n: count, number: number(count) });
      const said = this.t("bin", { from: sayDay(first), to: sayDay(iso(new Date(to - DAY))), lane: this.laneName(answer, lane), events });
      const node = svg("rect", { x: left.toFixed(1), width: Math.max(1.5, right - left - 1).toFixed(1), y: box.inner + BIN_HEIGHT - high, height: high, class: "bin", role: "button", tabindex: "-1", "data-id": `${first} ${lane}`, "aria-label": said });
      const near = () => {
        this.span = [from - 2 * days * DAY, to + 2 * days * DAY];
        this.moved();
      };
      node.addEventListener("click", near);
      node.addEventListener("keydown", (event) => event.key === "Enter" && near());
      node.addEventListener("pointerenter", (event) => this.tip.show([said], event.clientX, event.clientY));
      node.addEventListener("pointerleave", () => this.tip.hide());
      node.addEventListener("focus", () => node.matches(":focus-visible") && this.tip.beside([said], node));
      node.addEventListener("blur", () => this.tip.hide());
      return [node];
    });
  }

  private stops(): (SVGElement & HTMLOrSVGElement)[] {
    return [...this.plot.querySelectorAll<SVGElement>(".bar-event, .bin")];
  }

  private moved(): void {
    const wide = Math.max(SHORTEST, this.span[1] - this.span[0]);
    const middle = (this.span[0] + this.span[1]) / 2;
    const whole = this.whole[1] - this.whole[0];
    if (wide >= whole) this.span = this.whole;
    else {
      const from = Math.min(Math.max(middle - wide / 2, this.whole[0]), this.whole[1] - wide);
      this.span = [from, from + wide];
    }
    this.draw();
    this.tell();
  }

  private zoomBy(factor: number, at = (this.width + gutter(this.width)) / 2): void {
    const fixed = this.scale().invert(at).getTime();
    this.span = [fixed - (fixed - this.span[0]) / factor, fixed + (this.span[1] - fixed) / factor];
    this.moved();
  }

  private pan(share: number): void {
    const by = share * (this.span[1] - this.span[0]);
    this.span = [this.span[0] + by, this.span[1] + by];
    this.moved();
  }

  private tools(): void {
    const all = () => {
      this.span = this.whole;
      this.moved();
    };
    need("#time-in").addEventListener("click", () => this.zoomBy(1.8));
    need("#time-out").addEventListener("click", () => this.zoomBy(1 / 1.8));
    need("#time-fit").addEventListener("click", all);
    this.scroller.addEventListener(
      "wheel",
      (event) => {
        const scrolls = this.plot.clientHeight > this.scroller.clientHeight + 1;
        const aside = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
        if (scrolls && !aside && !event.ctrlKey && !event.altKey) return;
        event.preventDefault();
        if (aside) this.pan((event.deltaX || event.deltaY) / 1200);
        else this.zoomBy(1.0015 ** -event.deltaY, event.clientX - this.scroller.getBoundingClientRect().left);
      },
      { passive: false },
    );
    this.axis.addEventListener(
      "wheel",
      (event) => {
        event.preventDefault();
        this.zoomBy(1.0015 ** -event.deltaY, event.clientX - this.axis.getBoundingClientRect().left);
      },
      { passive: false },
    );
    const among = roving(() => this.stops(), (from, key, stops) => this.towards(from, key, stops));
    this.scroller.addEventListener("keydown", (event) => {
      among(event);
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const keys: Record<string, () => void> = { "+": () => this.zoomBy(1.5), "=": () => this.zoomBy(1.5), "-": () => this.zoomBy(1 / 1.5), "0": all, ArrowLeft: () => this.pan(-0.1), ArrowRight: () => this.pan(0.1) };
      const step = keys[event.key];
      if (!step) return;
      event.preventDefault();
      step();
    });
  }

  /** The next in time, or the nearest in a row above or below. */
  private towards(from: SVGElement, key: string, stops: SVGElement[]): SVGElement | undefined {
    const n = stops.indexOf(from);
    const middle = (node: SVGElement): [number, number] => {
      const box = (node.querySelector("rect") ?? node).getBoundingClientRect();
      return [box.left, box.bottom];
    };
    const [x, y] = middle(from);
    if (key === "ArrowLeft" || key === "ArrowRight") {
      const inTime = stops.map((node) => [middle(node)[0], node] as const).sort((a, b) => a[0] - b[0]);
      const here = inTime.findIndex(([, node]) => node === stops[n]);
      return inTime[here + (key === "ArrowRight" ? 1 : -1)]?.[1];
    }
    const down = key === "ArrowDown" ? 1 : -1;
    let best: [number, SVGElement | undefined] = [Infinity, undefined];
    for (const node of stops) {
      const [toX, toY] = middle(node);
      const cost = (toY - y) * down * 3 + Math.abs(toX - x);
      if ((toY - y) * down > 4 && cost < best[0]) best = [cost, node];
    }
    return best[1];
  }
}
