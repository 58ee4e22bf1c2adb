// Where bars of the timeline stand: lanes one below the other, in each lane as many rows as it takes.
import type { Bar, TimelineAnswer } from "./answers";
import { DAY, day } from "./shared";

export const ROW = 21;
/** Between rows of bars without labels. */
const DENSE = 14;
export const BIN_HEIGHT = 40;
const LEAST_WIDTH = 11;
const PER_LETTER = 6.4;
const LONGEST_LABEL = 40;
/** A lane that takes more rows than this with labels goes without. */
const MOST_ROWS = 3;
const EDGE = 4;
/** Room for names of lanes at the left, and above each lane where there is no such room. */
const GUTTER = 172;
const CAPTION = 18;
const NARROW = 640;

export interface Placed {
  bar: Bar;
  x: number;
  y: number;
  width: number;
  label: string;
  labelX: number;
  anchor: "start" | "end";
}

export interface LaneBox {
  top: number;
  /** Where its first row begins. */
  inner: number;
  height: number;
}

export interface Layout {
  lanes: LaneBox[];
  bars: Placed[];
  height: number;
}

type Scale = (date: Date) => number;

/** Where days begin: right of the names of lanes where there is room for them. */
export function gutter(width: number): number {
  return width < NARROW ? 0 : GUTTER;
}

/** Bars in rows that do not overlap, `x` giving pixels for a moment. */
export function place(answer: TimelineAnswer, x: Scale, width: number): Layout {
  const caption = gutter(width) ? EDGE : CAPTION;
  const lanes: LaneBox[] = [];
  const bars: Placed[] = [];
  let top = 0;
  for (const n of answer.lanes.keys()) {
    const own = answer.bars.filter((bar) => bar.lane === n);
    let [placed, rows] = stack(own, x, width, true);
    const labelled = rows <= MOST_ROWS && own.length > 0;
    if (!labelled) [placed, rows] = stack(own, x, width, false);
    const step = labelled ? ROW : DENSE;
    const height = caption + (answer.days ? BIN_HEIGHT : Math.max(ROW, rows * step + (labelled ? 0 : ROW - DENSE))) + EDGE;
    const inner = top + caption;
    bars.push(...placed.map((one) => ({ ...one, y: inner + one.y * step })));
    lanes.push({ top, inner, height });
    top += height;
  }
  return { lanes, bars, height: top };
}

/** One lane: each bar in the first row that is free there; how many rows it takes. */
function stack(bars: Bar[], x: Scale, width: number, labelled: boolean): [Placed[], number] {
  const rows: [number, number][][] = [];
  const placed: Placed[] = [];
  for (const bar of bars) {
    const from = x(day(bar.first));
    const to = x(new Date(day(bar.last).getTime() + DAY));
    const wide = Math.max(LEAST_WIDTH, to - from);
    const left = (from + to) / 2 - wide / 2;
    if (left > width + 20 || left + wide < gutter(width) - 20) continue;
    const label = labelled ? clipped(bar.title) : "";
    const letters = label.length * PER_LETTER;
    const end = left + wide + 5 + letters;
    // Longer than its label, or all across: the label stands inside.
    const long = wide > letters + 26 || (left < gutter(width) && left + wide > width);
    const before = !long && end > width && left - 5 - letters > gutter(width);
    const labelX = long ? Math.max(left, gutter(width)) + 9 : before ? left - 5 : left + wide + 5;
    const taken: [number, number] = long ? [left, Math.max(left + wide, labelX + letters)] : before ? [left - 5 - letters, left + wide] : [left, end];
    let row = rows.findIndex((others) => others.every(([start, stop]) => taken[0] > stop + 4 || taken[1] < start - 4));
    if (row < 0) row = rows.push([]) - 1;
    rows[row]!.push(taken);
    placed.push({ bar, x: left, y: row, width: wide, label, labelX, anchor: before ? "end" : "start" });
  }
  return [placed, rows.length];
}

function clipped(text: string): string {
  return text.length <= LONGEST_LABEL ? text : `${text.slice(0, LONGEST_LABEL - 1).trimEnd()}…`;
}
