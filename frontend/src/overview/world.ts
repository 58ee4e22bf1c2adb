// Countries as paths on a canvas, projected once (Web Mercator, the world one unit wide).
import { type GeoPermissibleObjects, geoMercator, geoPath } from "d3-geo";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { language } from "../words";

export interface Country {
  code: string | null;
  name: string;
  path: Path2D;
  /** West, north, east, south of its largest part, and of all of it, in units of the world's width. */
  largest: Box;
  all: Box;
}

type Box = [number, number, number, number];
/** Units that the world is wide while paths are made: whole numbers of them are fine enough at any zoom. */
export const WIDTH = 4096;

const projection = geoMercator()
  .scale(WIDTH / (2 * Math.PI))
  .translate([WIDTH / 2, WIDTH / 2])
  .precision(0);

/** Degrees to units; latitudes beyond Mercator's world are held at its edge. */
export function project(lon: number, lat: number): [number, number] {
  const at = Math.min(85, Math.max(-85, lat)) * (Math.PI / 180);
  const y = Math.log(Math.tan(Math.PI / 4 + at / 2));
  return [((lon + 180) / 360) * WIDTH, WIDTH / 2 - (y * WIDTH) / (2 * Math.PI)];
}

export function unproject(x: number, y: number): [number, number] {
  const lat = 2 * Math.atan(Math.exp(((WIDTH / 2 - y) * 2 * Math.PI) / WIDTH)) - Math.PI / 2;
  return [(x / WIDTH) * 360 - 180, (lat * 180) / Math.PI];
}

/** Writes a path and measures each of its rings. */
class Tracer {
  readonly path = new Path2D();
  largest: Box = [0, 0, 0, 0];
  all: Box = [Infinity, Infinity, -Infinity, -Infinity];
  private ring: Box = [0, 0, 0, 0];

  beginPath(): void {}
  arc(): void {}

  moveTo(x: number, y: number): void {
    this.path.moveTo(x, y);
    this.ring = [x, y, x, y];
  }

  lineTo(x: number, y: number): void {
    this.path.lineTo(x, y);
    const ring = this.ring;
    ring[0] = Math.min(ring[0], x);
    ring[1] = Math.min(ring[1], y);
    ring[2] = Math.max(ring[2], x);
    ring[3] = Math.max(ring[3], y);
  }

  closePath(): void {
    this.path.closePath();
    const [west, north, east, south] = this.ring;
    this.all = [Math.min(this.all[0], west), Math.min(this.all[1], north), Math.max(this.all[2], east), Math.max(this.all[3], south)];
    if ((east - west) * (south - north) > (this.largest[2] - this.largest[0]) * (this.largest[3] - this.largest[1])) this.largest = this.ring;
  }
}

/** Name of a country in the page's language. */
const regions = new Intl.DisplayNames(language, { type: "region" });
export function countryName(code: string | null, otherwise = ""): string {
  try {
    return (code && regions.of(code)) || otherwise;
  } catch {
    return otherwise;
  }
}

export async function loadWorld(address: string): Promise<Country[]> {
  const answer = await fetch(address);
  const world = (await answer.json()) as Topology<{ countries: GeometryCollection }>;
  return feature(world, world.objects.countries).features.map((found) => {
    const tracer = new Tracer();
    geoPath(projection, tracer)(found as GeoPermissibleObjects);
    const code = typeof found.id === "string" ? found.id : null;
    const { path, largest, all } = tracer;
    // Outlines without a code of their own have English names only: they stay without a label.
    return { code, name: countryName(code), path, largest, all };
  });
}
