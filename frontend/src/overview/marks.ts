// What stands on the map: points, areas, countries, their labels, and rings around what is pointed at.
import { number } from "../words";
import type { Cell, CountryCount, MapAnswer, Spot, Where } from "./answers";
import type { Ground } from "./ground";
import { roving, svg, type Tell, type Tip } from "./shared";
import { type Country, countryName } from "./world";

export type Mark = { lon: number; lat: number; count: number; disputed: number; lines: string[]; name: string } & (
  | { is: "place" | "area"; of: Spot }
  | { is: "cell"; of: Cell }
  | { is: "country"; of: CountryCount }
);

/** Where the count of a country goes when its middle is taken, in pixels from there. */
const ASIDE = [[0, 0], [0, -34], [40, -20], [-40, -20], [0, 34], [48, 24], [-48, 24], [0, -64], [0, 64]] as const;
/** Kilometres around the middle of an area of a precision: a sign of its size, not its outline. */
const RADIUS_KM: Record<number, number> = { 3: 20, 4: 70, 5: 130, 7: 60 };
const EARTH_KM = 40_075;
/** Radius of an area at least, in pixels; with many of them, those that are too small to be seen. */
const LEAST_AREA = 13;
const SMALL_AREA = 6;
const MANY_AREAS = 40;
const MOST_LABELS = 40;
const LETTER = 6.6;
/** Longer names are cut on the map; the tooltip has them whole. */
const LONGEST = 28;

interface Shown {
  mark: Mark;
  node: SVGGElement;
  radius: number;
}

type Box = [number, number, number, number];

export class Marks {
  private readonly areas = svg("g", {});
  private readonly points = svg("g", {});
  private readonly names = svg("g", { class: "names", "aria-hidden": "true" });
  private readonly rings = svg("g", { class: "rings", "aria-hidden": "true" });
  private shown: Shown[] = [];
  private largest = 1;
  private countries: Country[] = [];

  constructor(
    overlay: SVGSVGElement,
    private readonly ground: Ground,
    private readonly t: Tell,
    private readonly tip: Tip,
    private readonly open: (mark: Mark, from: SVGGElement) => void,
  ) {
    const hatch = svg("pattern", { id: "hatch", width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
    hatch.append(svg("line", { x1: 0, y1: 0, x2: 0, y2: 7, class: "hatch-line" }));
    overlay.append(svg("defs", {}, hatch), this.areas, this.names, this.points, this.rings);
    overlay.addEventListener("keydown", roving(() => this.shown.map(({ node }) => node), (from, key) => this.towards(from, key)));
  }

  world(countries: Country[]): void {
    this.countries = countries;
  }

  /** Everything that the map can be read for, the most frequent first. */
  show(answer: MapAnswer): Mark[] {
    const marks: Mark[] = [
      ...answer.places.map((of): Mark => ({ is: "place", of, lon: of.lon, lat: of.lat, ...this.told(of.name, of, `precision_${of.near === of.count ? 2 : 1}`) })),
      ...answer.cells.map((of): Mark => ({ is: "cell", of, lon: of.lon, lat: of.lat, ...this.told(of.name, of, null, of.places) })),
      ...answer.areas.map((of): Mark => ({ is: "area", of, lon: of.lon, lat: of.lat, ...this.told(of.name, of, `precision_${of.precision}`) })),
      ...answer.countries.map((of): Mark => ({ is: "country", of, ...this.middle(of.country), ...this.told(countryName(of.country, of.country), of, "precision_6") })),
    ];
    marks.sort((a, b) => b.count - a.count);
    this.largest = Math.max(1, ...marks.map((mark) => mark.count));
    const focused = this.shown.find(({ node }) => node === document.activeElement)?.mark;
    this.areas.replaceChildren();
    this.points.replaceChildren();
    // The largest are drawn first, so that none hides a smaller one.
    this.shown = marks.map((mark) => this.draw(mark));
    const again = this.shown.find(({ mark }) => focused && mark.is === focused.is && mark.name === focused.name) ?? this.shown[0];
    again?.node.setAttribute("tabindex", "0");
    if (focused) again?.node.focus();
    this.move();
    return marks;
  }

  private told(name: string, counted: Spot | Cell | CountryCount, precision: string | null, places = 1): { count: number; disputed: number; name: string; lines: string[] } {
    const { count, near, disputed, killed } = counted;
    const events = this.t("events", { n: count, number: number(count) });
    const title = places > 1 ? this.t("cell_title", { name, events, places: number(places) }) : this.t("point_title", { name, events });
    const lines = [title];
    if (precision && places === 1) lines.push(this.t(precision));
    if (near && near < count) lines.push(this.t("near", { n: near }));
    if (disputed) lines.push(this.t("disputed_count", { n: disputed }));
    if (killed) lines.push(this.t("killed_count", { n: killed, number: number(killed) }));
    return { count, disputed, name, lines };
  }

  private middle(code: string): { lon: number; lat: number } {
    const found = this.countries.find((country) => country.code === code);
    if (!found) return { lon: 0, lat: 0 };
    const [west, north, east, south] = found.largest;
    const [x, y] = this.ground.unitAt((west + east) / 2, (north + south) / 2);
    const [lon, lat] = this.ground.under(x, y);
    return { lon, lat };
  }

  private draw(mark: Mark): Shown {
    const node = svg("g", { class: `mark ${mark.is}${mark.disputed ? " disputed" : ""}`, role: "button", tabindex: "-1", "aria-label": mark.lines.join(", ") });
    const radius = 5 + 14 * Math.sqrt((mark.count - 1) / Math.max(this.largest - 1, 11));
    if (mark.is === "area") {
      node.append(svg("circle", { class: "zone" }), svg("text", { class: "badge", dy: "0.35em" }, mark.count > 1 ? number(mark.count) : "·"));
      this.areas.append(node);
    } else if (mark.is === "country") {
      const width = 14 + LETTER * number(mark.count).length;
      node.append(svg("rect", { class: "flag", x: -width / 2, y: -10, width, height: 20, rx: 4 }), svg("text", { class: "badge", dy: "0.35em" }, number(mark.count)));
      this.areas.append(node);
    } else {
      if (mark.disputed) node.append(ringed(radius + 3, mark.disputed / mark.count));
      node.append(svg("circle", { class: "dot", r: radius }));
      if (mark.count > 1 && radius > 9) node.append(svg("text", { class: "badge", dy: "0.35em" }, number(mark.count)));
      this.points.append(node);
    }
    node.addEventListener("pointerenter", (event) => this.tip.show(mark.lines, event.clientX, event.clientY));
    node.addEventListener("pointerleave", () => this.tip.hide());
    node.addEventListener("focus", () => {
      this.comeIntoSight(mark);
      if (node.matches(":focus-visible")) this.tip.beside(mark.lines, node);
    });
    node.addEventListener("blur", () => this.tip.hide());
    node.addEventListener("click", () => this.open(mark, node));
    node.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      this.open(mark, node);
    });
    return { mark, node, radius: mark.disputed ? radius + 4 : radius };
  }

  private comeIntoSight({ lon, lat }: Mark): void {
    const [x, y] = this.ground.at(lon, lat);
    const inside = x > 0 && y > 0 && x < this.ground.width && y < this.ground.height;
    if (!inside) this.ground.go({ ...this.ground.view, lon, lat });
  }

  /** To where the ground now is. */
  move(): void {
    const { width, height } = this.ground;
    const many = this.areas.childElementCount > MANY_AREAS;
    const taken: Box[] = [];
    const inSight: [Shown, number, number][] = [];
    for (const shown of this.shown) {
      const { mark, node } = shown;
      const [x, y] = this.ground.at(mark.lon, mark.lat);
      const away = x < -200 || y < -200 || x > width + 200 || y > height + 200;
      node.setAttribute("transform", `translate(${x.toFixed(1)},${y.toFixed(1)})`);
      node.classList.toggle("away", away);
      if (mark.is === "area") {
        const km = RADIUS_KM[mark.of.precision] ?? 50;
        const pixels = (km / (EARTH_KM * Math.cos((mark.lat * Math.PI) / 180))) * this.ground.scale * 4096;
        const radius = Math.max(many ? SMALL_AREA : LEAST_AREA, pixels);
        shown.radius = radius;
        node.firstElementChild!.setAttribute("r", radius.toFixed(1));
        node.classList.toggle("small", radius < LEAST_AREA);
      }
      if (x >= 0 && y >= 0 && x <= width && y <= height) {
        inSight.push([shown, x, y]);
        if (mark.is === "place" || mark.is === "cell") taken.push([x - shown.radius, y - shown.radius, x + shown.radius, y + shown.radius]);
      }
    }
    for (const [{ mark, node }, x, y] of inSight) if (mark.is === "country") taken.push(aside(node, x, y, taken));
    this.label(inSight, taken);
  }

  private label(inSight: [Shown, number, number][], taken: Box[]): void {
    const made: SVGTextElement[] = [];
    const free = (box: Box) => taken.every(([l, t, r, b]) => box[2] < l || box[0] > r || box[3] < t || box[1] > b);
    for (const [{ mark, radius }, x, y] of inSight.slice(0, MOST_LABELS * 3)) {
      // A cell of many places has no name of its own.
      if (mark.is === "country" || (mark.is === "cell" && mark.of.places > 1) || made.length >= MOST_LABELS) continue;
      const name = mark.name.length > LONGEST ? `${mark.name.slice(0, LONGEST - 1).trimEnd()}…` : mark.name;
      const half = name.length * LETTER * 0.5;
      const below = mark.is === "area" ? Math.min(radius, 16) : radius;
      const tries: [number, number, string][] = [
        [x + radius + 4, y + 4, "start"],
        [x - radius - 4, y + 4, "end"],
        [x, y - below - 5, "middle"],
        [x, y + below + 13, "middle"],
      ];
      for (const [left, base, anchor] of mark.is === "area" ? tries.slice(2) : tries) {
        const from = anchor === "start" ? left : anchor === "end" ? left - 2 * half : left - half;
        const box: Box = [from, base - 11, from + 2 * half, base + 3];
        if (from < 2 || box[2] > this.ground.width - 2 || !free(box)) continue;
        taken.push(box);
        made.push(svg("text", { x: left.toFixed(1), y: base.toFixed(1), "text-anchor": anchor, class: `name ${mark.is}` }, name));
        break;
      }
    }
    for (const country of this.countries) {
      const [west, north, east, south] = country.largest;
      const [x, y] = this.ground.unitAt((west + east) / 2, (north + south) / 2);
      const half = country.name.length * LETTER * 0.5;
      const room = (east - west) * this.ground.scale;
      const box: Box = [x - half, y - 12, x + half, y + 4];
      if (!country.name || x < 0 || y < 0 || x > this.ground.width || y > this.ground.height || room < half * 1.6 || !free(box)) continue;
      taken.push(box);
      made.push(svg("text", { x: x.toFixed(1), y: y.toFixed(1), "text-anchor": "middle", class: "name land" }, country.name));
    }
    this.names.replaceChildren(...made);
  }

  /** Rings around the places of an event that is pointed at or selected. */
  ring(pointed: Where[], chosen: Where[]): void {
    const around = (where: Where[], kind: string) =>
      where.flatMap(([, lon, lat, precision, country]) => {
        const middle = lon !== null && lat !== null ? { lon, lat } : country ? this.middle(country) : null;
        if (!middle) return [];
        const [x, y] = this.ground.at(middle.lon, middle.lat);
        return [svg("circle", { cx: x.toFixed(1), cy: y.toFixed(1), r: precision > 2 ? 18 : 13, class: kind })];
      });
    this.rings.replaceChildren(...around(chosen, "chosen"), ...around(pointed, "pointed"));
  }

  /** The nearest mark in the direction of an arrow. */
  private towards(from: SVGGElement, key: string): SVGGElement | undefined {
    const here = this.shown.find(({ node }) => node === from)!.mark;
    const [x, y] = this.ground.at(here.lon, here.lat);
    const [dx, dy] = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key] ?? [0, 0];
    let best: [number, SVGGElement | undefined] = [Infinity, undefined];
    for (const { mark, node } of this.shown) {
      const [toX, toY] = this.ground.at(mark.lon, mark.lat);
      const along = (toX - x) * dx! + (toY - y) * dy!;
      const aside = Math.abs((toX - x) * dy!) + Math.abs((toY - y) * dx!);
      const cost = along + 2 * aside;
      if (node !== from && along > 0.5 && cost < best[0]) best = [cost, node];
    }
    return best[1];
  }
}

/** Moves the count of a country to where it covers no point; gives the rectangle it then takes. */
function aside(node: SVGGElement, x: number, y: number, taken: Box[]): Box {
  const boxes = ASIDE.map(([dx, dy]): Box => [x + dx - 14, y + dy - 12, x + dx + 14, y + dy + 12]);
  const n = boxes.findIndex((box) => taken.every(([l, t, r, b]) => box[2] < l || box[0] > r || box[3] < t || box[1] > b));
  const [dx, dy] = ASIDE[Math.max(0, n)]!;
  node.setAttribute("transform", `translate(${(x + dx).toFixed(1)},${(y + dy).toFixed(1)})`);
  return boxes[Math.max(0, n)]!;
}

/** An arc around a point: the share of its events that accounts disagree on. */
function ringed(radius: number, share: number): SVGCircleElement {
  const around = 2 * Math.PI * radius;
  const dashes = share >= 1 ? "4 2" : `${(around * share).toFixed(1)} ${around.toFixed(1)}`;
  return svg("circle", { class: "ring", r: radius.toFixed(1), "stroke-dasharray": dashes, transform: "rotate(-90)" });
}
