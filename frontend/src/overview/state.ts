// What the overview shows, held in the address: filters, order, lanes, window, view, selection.

/** Filters that hold one value, and those that hold several. */
export const SINGLE = ["from", "to", "disputed", "review", "q", "bbox"] as const;
export const SEVERAL = ["place", "country", "kind", "actor", "source", "grade"] as const;
export type Single = (typeof SINGLE)[number];
export type Several = (typeof SEVERAL)[number];

/** Middle of the map in degrees, and how many times the world is as wide as the map. */
export interface View {
  lon: number;
  lat: number;
  k: number;
}

export interface State {
  single: Partial<Record<Single, string>>;
  several: Partial<Record<Several, readonly string[]>>;
  sort: string;
  order: "asc" | "desc";
  lanes: string;
  window: string;
  view: View | null;
  selected: string;
  suggested: boolean;
}

export function parse(search: string): State {
  const query = new URLSearchParams(search);
  const state: State = {
    single: {},
    several: {},
    sort: query.get("sort") ?? "date",
    order: query.get("order") === "desc" ? "desc" : "asc",
    lanes: query.get("lanes") ?? "actor",
    window: query.get("window") ?? "",
    view: parseView(query.get("map")),
    selected: query.get("event") ?? "",
    suggested: query.get("suggested") !== "0",
  };
  for (const name of SINGLE) {
    const value = query.get(name)?.trim();
    if (value) state.single[name] = value;
  }
  for (const name of SEVERAL) {
    const values = query.getAll(name).filter((value) => value !== "");
    if (values.length) state.several[name] = [...new Set(values)];
  }
  return state;
}

function parseView(text: string | null): View | null {
  const [lon, lat, k] = (text ?? "").split(",").map(Number);
  const fine = text && [lon, lat, k].every((value) => value !== undefined && Number.isFinite(value)) && k! > 0;
  return fine ? { lon: lon!, lat: lat!, k: k! } : null;
}

/** The filters alone, as the API and the page read them. */
export function filterQuery(state: State): URLSearchParams {
  const query = new URLSearchParams();
  for (const name of SINGLE) if (state.single[name]) query.set(name, state.single[name]);
  for (const name of SEVERAL) for (const value of state.several[name] ?? []) query.append(name, value);
  return query;
}

/** Everything, as the address of the page. */
export function address(state: State): string {
  const query = filterQuery(state);
  if (state.sort !== "date") query.set("sort", state.sort);
  if (state.order !== "asc") query.set("order", state.order);
  if (state.lanes !== "actor") query.set("lanes", state.lanes);
  if (state.window) query.set("window", state.window);
  if (!state.suggested) query.set("suggested", "0");
  if (state.selected) query.set("event", state.selected);
  if (state.view) {
    const { lon, lat, k } = state.view;
    query.set("map", [lon.toFixed(4), lat.toFixed(4), k.toPrecision(5)].join(","));
  }
  // Readable: colons and commas need no escape in a query.
  const text = query.toString().replaceAll("%3A", ":").replaceAll("%2C", ",");
  return location.pathname + (text ? `?${text}` : "");
}

export function isFiltered(state: State): boolean {
  return filterQuery(state).size > 0;
}

/** The same with one filter set; nothing or an empty list takes it away. */
export function withSingle(state: State, name: Single, value: string): State {
  const single = { ...state.single };
  if (value) single[name] = value;
  else delete single[name];
  return { ...state, single, window: "" };
}

export function withSeveral(state: State, name: Several, values: readonly string[]): State {
  const several = { ...state.several };
  if (values.length) several[name] = values;
  else delete several[name];
  return { ...state, several, window: "" };
}
