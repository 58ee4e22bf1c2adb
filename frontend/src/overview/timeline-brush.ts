// Dragging over the days of the timeline.
import { svg } from "./shared";

/** A drag shorter than this is a click, in pixels. */
const LEAST = 6;

export interface Drag {
  /** Where it may begin. */
  areas: (HTMLElement | SVGSVGElement)[];
  plot: SVGSVGElement;
  /** Pixels of the plot under a pointer, held inside of it. */
  at: (event: PointerEvent) => number;
  began: () => void;
  done: (from: number, to: number) => void;
}

/** Shades what is dragged over, and says so once the pointer lets go. */
export function brush({ areas, plot, at, began, done }: Drag): void {
  const shade = svg("rect", { class: "brush", y: 0 });
  let from: number | null = null;
  let moved = false;
  for (const area of areas) {
    area.addEventListener("pointerdown", (down) => {
      const event = down as PointerEvent;
      if (event.button || event.pointerType === "touch") return;
      [from, moved] = [at(event), false];
    });
    area.addEventListener("dragstart", (event) => event.preventDefault());
    // A drag that ends on a bar does not open it.
    area.addEventListener("click", (event) => moved && event.preventDefault(), true);
  }
  window.addEventListener("pointermove", (event) => {
    if (from === null) return;
    const to = at(event);
    if (!moved && Math.abs(to - from) < LEAST) return;
    if (!moved) {
      plot.append(shade);
      began();
    }
    moved = true;
    shade.setAttribute("x", String(Math.min(from, to)));
    shade.setAttribute("width", String(Math.abs(to - from)));
    shade.setAttribute("height", plot.getAttribute("height") ?? "0");
  });
  window.addEventListener("pointerup", (event) => {
    const start = from;
    from = null;
    shade.remove();
    if (start === null || !moved) return;
    const end = at(event);
    done(Math.min(start, end), Math.max(start, end));
  });
}
