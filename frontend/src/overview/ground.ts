// The ground of the map: countries on a canvas, under a view that is zoomed and moved.
import { select } from "d3-selection";
import { type D3ZoomEvent, zoom, type ZoomBehavior, zoomIdentity, type ZoomTransform } from "d3-zoom";
import type { View } from "./state";
import { type Country, project, unproject, WIDTH } from "./world";

const NEAREST = 4000;
const STEP = 60;

/** Colours of the ground, as the style sheet has them for the scheme in force. */
function inks(from: Element): Record<"water" | "land" | "active" | "line" | "hatch", string> {
  const style = getComputedStyle(from);
  const ink = (name: string) => style.getPropertyValue(name).trim();
  return { water: ink("--water"), land: ink("--land"), active: ink("--land-active"), line: ink("--land-line"), hatch: ink("--hatch") };
}

export class Ground {
  width = 1;
  height = 1;
  private transform: ZoomTransform = zoomIdentity;
  private readonly behaviour: ZoomBehavior<HTMLElement, unknown>;
  private readonly context: CanvasRenderingContext2D;
  private countries: Country[] = [];
  private active = new Set<string>();
  private hatched = new Set<string>();
  private wanted: View | null = null;
  private frame = 0;
  /** While a rectangle is drawn the map does not move. */
  held = false;

  constructor(
    private readonly stage: HTMLElement,
    private readonly canvas: HTMLCanvasElement,
    private readonly moved: (done: boolean, byHand: boolean) => void,
  ) {
    this.context = canvas.getContext("2d")!;
    this.behaviour = zoom<HTMLElement, unknown>()
      .filter((event: MouseEvent) => !this.held && !event.button && !(event.shiftKey && event.type === "mousedown"))
      .on("zoom", (event: D3ZoomEvent<HTMLElement, unknown>) => this.follow(event.transform, false, Boolean(event.sourceEvent)))
      .on("end", (event: D3ZoomEvent<HTMLElement, unknown>) => this.follow(event.transform, true, Boolean(event.sourceEvent)));
    select(stage).call(this.behaviour).on("dblclick.zoom", null);
    new ResizeObserver(() => this.resize()).observe(stage);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw());
    this.resize();
  }

  /** Pixels of a unit of the world. */
  get scale(): number {
    return (this.transform.k * this.width) / WIDTH;
  }

  /** Where a place is on the stage, in pixels. */
  at(lon: number, lat: number): [number, number] {
    return this.unitAt(...project(lon, lat));
  }

  unitAt(x: number, y: number): [number, number] {
    return [this.transform.x + x * this.scale, this.transform.y + y * this.scale];
  }

  /** Degrees under a pixel of the stage. */
  under(x: number, y: number): [number, number] {
    return unproject((x - this.transform.x) / this.scale, (y - this.transform.y) / this.scale);
  }

  get view(): View {
    const [lon, lat] = this.under(this.width / 2, this.height / 2);
    return { lon, lat, k: this.transform.k };
  }

  /** West, south, east, north of what is seen. */
  get seen(): [number, number, number, number] {
    const [west, north] = this.under(0, 0);
    const [east, south] = this.under(this.width, this.height);
    return [Math.max(-180, west), Math.max(-90, south), Math.min(180, east), Math.min(90, north)];
  }

  show(countries: Country[]): void {
    this.countries = countries;
    this.draw();
  }

  /** Countries that events are in, and those that events are told of no more finely. */
  colour(active: Iterable<string>, hatched: Iterable<string>): void {
    const [wasActive, wasHatched] = [this.active, this.hatched];
    [this.active, this.hatched] = [new Set(active), new Set(hatched)];
    if (!same(wasActive, this.active) || !same(wasHatched, this.hatched)) this.draw();
  }

  go(view: View): void {
    this.wanted = view;
    if (this.width <= 1) return;
    const [x, y] = project(view.lon, view.lat);
    const k = Math.min(NEAREST, Math.max(this.least, view.k));
    const scale = (k * this.width) / WIDTH;
    const to = zoomIdentity.translate(this.width / 2 - x * scale, this.height / 2 - y * scale).scale(k);
    select(this.stage).call(this.behaviour.transform, to);
  }

  /** Around a rectangle of degrees, with room at the edges. */
  fit([west, south, east, north]: [number, number, number, number], nearest = 90): void {
    const [x0, y0] = project(west, north);
    const [x1, y1] = project(east, south);
    const k = Math.min((0.72 * WIDTH) / Math.max(x1 - x0, 1e-6), (0.66 * WIDTH * this.height) / (this.width * Math.max(y1 - y0, 1e-6)), nearest);
    const [lon, lat] = unproject((x0 + x1) / 2, (y0 + y1) / 2);
    this.go({ lon, lat, k });
  }

  zoomBy(factor: number): void {
    select(this.stage).call(this.behaviour.scaleBy, factor);
  }

  pan(dx: number, dy: number): void {
    select(this.stage).call(this.behaviour.translateBy, (-dx * STEP) / this.transform.k, (-dy * STEP) / this.transform.k);
  }

  private get least(): number {
    return Math.max(1, this.height / this.width);
  }

  private follow(transform: ZoomTransform, done: boolean, byHand: boolean): void {
    this.transform = transform;
    if (byHand) this.wanted = null;
    this.draw();
    this.moved(done, byHand);
  }

  private resize(): void {
    const { width, height } = this.stage.getBoundingClientRect();
    if (!width || !height || (width === this.width && height === this.height)) return;
    const view = this.width > 1 ? this.view : null;
    [this.width, this.height] = [width, height];
    const dots = window.devicePixelRatio || 1;
    this.canvas.width = Math.round(width * dots);
    this.canvas.height = Math.round(height * dots);
    this.behaviour
      .extent([[0, 0], [width, height]])
      .translateExtent([[0, 0], [width, width]])
      .scaleExtent([this.least, NEAREST]);
    const go = this.wanted ?? view;
    if (go) this.go(go);
    else this.moved(true, false);
  }

  draw(): void {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.paint());
  }

  private paint(): void {
    const { context, scale, transform } = this;
    const dots = window.devicePixelRatio || 1;
    const ink = inks(this.stage);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = ink.water;
    context.fillRect(0, 0, this.canvas.width, this.canvas.height);
    context.setTransform(dots * scale, 0, 0, dots * scale, dots * transform.x, dots * transform.y);
    context.lineWidth = 0.8 / scale;
    context.lineJoin = "round";
    context.strokeStyle = ink.line;
    const hatch = hatching(context, ink.hatch, dots);
    hatch?.setTransform(new DOMMatrix().scale(1 / (scale * dots)));
    for (const country of this.countries) {
      if (!this.inSight(country)) continue;
      context.fillStyle = country.code && this.active.has(country.code) ? ink.active : ink.land;
      context.fill(country.path);
      if (hatch && country.code && this.hatched.has(country.code)) {
        context.fillStyle = hatch;
        context.fill(country.path);
      }
      context.stroke(country.path);
    }
  }

  private inSight({ all: [west, north, east, south] }: Country): boolean {
    const [left, top] = this.unitAt(west, north);
    const [right, bottom] = this.unitAt(east, south);
    return right >= 0 && left <= this.width && bottom >= 0 && top <= this.height;
  }
}

function same(one: Set<string>, other: Set<string>): boolean {
  return one.size === other.size && [...one].every((value) => other.has(value));
}

/** Oblique lines, as a pattern of 9 pixels. */
function hatching(context: CanvasRenderingContext2D, ink: string, dots: number): CanvasPattern | null {
  const side = Math.round(9 * dots);
  const tile = document.createElement("canvas");
  tile.width = tile.height = side;
  const brush = tile.getContext("2d")!;
  brush.strokeStyle = ink;
  brush.lineWidth = 1.4 * dots;
  for (const shift of [-side, 0, side]) {
    brush.moveTo(shift, side);
    brush.lineTo(shift + side, 0);
  }
  brush.stroke();
  return context.createPattern(tile, "repeat");
}
