// What the parts of the overview share: an event under the pointer, dates, SVG, a tooltip.
import { el } from "../dom";
import { language } from "../words";
import type { Where } from "./answers";

export type Tell = (key: string, filled?: Record<string, unknown>) => string;

/** An event pointed at, in any part. */
export interface Pointed {
  id: string;
  where: Where[];
}

const SVG = "http://www.w3.org/2000/svg";

/** An SVG element with attributes and children. */
export function svg<K extends keyof SVGElementTagNameMap>(
  name: K,
  attributes: Record<string, string | number | boolean | null | undefined> = {},
  ...children: (Node | string)[]
): SVGElementTagNameMap[K] {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : String(value));
  }
  made.append(...children);
  return made;
}

export const DAY = 86_400_000;

export function day(iso: string): Date {
  return new Date(`${iso}T00:00:00Z`);
}

export function iso(date: Date): string {
  return date.toISOString().slice(0, 10);
}

const long = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" });

export function sayDay(text: string): string {
  return long.format(day(text));
}

/** A tooltip that follows what it tells of: never more than what a name for screen readers says too. */
export class Tip {
  private readonly box = el("div", { class: "tip", "aria-hidden": "true", hidden: true });

  constructor() {
    document.body.append(this.box);
  }

  show(lines: string[], x: number, y: number): void {
    this.box.replaceChildren(...lines.map((line, n) => el(n ? "div" : "strong", {}, line)));
    this.box.hidden = false;
    const { width, height } = this.box.getBoundingClientRect();
    const left = Math.min(Math.max(4, x + 14), window.innerWidth - width - 4);
    const top = y + 16 + height > window.innerHeight ? y - height - 12 : y + 16;
    this.box.style.transform = `translate(${Math.round(left)}px, ${Math.round(Math.max(4, top))}px)`;
  }

  /** Beside an element that has the focus. */
  beside(lines: string[], element: Element): void {
    const { right, top, height } = element.getBoundingClientRect();
    this.show(lines, right - 6, top + height / 2);
  }

  hide(): void {
    this.box.hidden = true;
  }
}

/** One of many is reached by Tab, the others by arrows from it: `next` says where an arrow leads. */
export function roving<T extends SVGElement | HTMLElement>(
  items: () => T[],
  next: (from: T, key: string, all: T[]) => T | undefined,
): (event: KeyboardEvent) => void {
  return (event) => {
    const all = items();
    const here = all.find((item) => item === document.activeElement);
    if (!here || !/^(Arrow|Home|End)/.test(event.key)) return;
    const to = event.key === "Home" ? all[0] : event.key === "End" ? all.at(-1) : next(here, event.key, all);
    event.preventDefault();
    event.stopPropagation();
    if (!to || to === here) return;
    for (const item of all) item.setAttribute("tabindex", item === to ? "0" : "-1");
    to.focus();
  };
}
