// What /api/overview answers, and asking it.

export interface Counted {
  count: number;
  near: number;
  disputed: number;
  killed: number;
}

export interface Spot extends Counted {
  key: string;
  name: string;
  country: string | null;
  lat: number;
  lon: number;
  precision: number;
  kind: string | null;
}

export interface Cell extends Counted {
  key: string;
  name: string;
  country: string | null;
  places: number;
  lat: number;
  lon: number;
}

export interface CountryCount extends Counted {
  country: string;
}

export interface MapAnswer {
  places: Spot[];
  cells: Cell[];
  grid: number | null;
  areas: Spot[];
  areas_left_out: number;
  countries: CountryCount[];
  nowhere: number;
  extent: [number, number, number, number] | null;
  focus: [number, number, number, number] | null;
}

/** Key, longitude, latitude, precision, country. */
export type Where = [string, number | null, number | null, number, string | null];

export interface Bar {
  id: string;
  lane: number;
  first: string;
  last: string;
  precision: number;
  date: string;
  title: string;
  grade: string;
  grade_name: string;
  disputed: boolean;
  where: Where[];
}

export interface Lane {
  key: string | null;
  name: string | null;
  count: number;
}

export interface TimelineAnswer {
  by: string;
  undated: number;
  extent: [string, string] | null;
  window: [string, string] | null;
  lanes: Lane[];
  bars: Bar[];
  bins: [string, number, number][];
  days: number | null;
  links: { from: string; to: string; suggested: boolean }[];
}

export interface Row {
  id: string;
  title: string;
  date: string | null;
  first: string | null;
  last: string | null;
  who: string;
  whom: string;
  place: string;
  kind: string;
  kind_name: string;
  grade: string;
  grade_name: string;
  killed: string;
  sources: number;
  disputed: boolean;
  review: boolean;
  where: Where[];
}

export interface Value {
  key: string;
  name: string | null;
  count: number;
  area?: boolean;
}

export interface Facets {
  place: Value[];
  country: Value[];
  kind: Value[];
  actor: Value[];
  source: Value[];
  grade: Value[];
  disputed: number;
  review: number;
}

export interface Overview {
  version: number;
  judged: number;
  query: string;
  matched: number;
  total: number;
  hidden: number;
  facets?: Facets;
  map?: MapAnswer;
  timeline?: TimelineAnswer;
  rows?: Row[];
}

/** An answer; an error in the server's words where it refuses. */
export async function ask(query: URLSearchParams, signal: AbortSignal): Promise<Overview> {
  const answer = await fetch(`/api/overview?${query}`, { signal });
  if (!answer.ok) {
    const refused = (await answer.json().catch(() => null)) as { detail?: string } | null;
    throw new Error(refused?.detail ?? String(answer.status));
  }
  return (await answer.json()) as Overview;
}
