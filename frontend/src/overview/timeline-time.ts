// Days of the timeline: how many it shows, and how its ticks are told.
import { language } from "../words";
import { DAY, day } from "./shared";

/** From a moment to a moment, in milliseconds. */
export type Span = [number, number];

/** Room at both ends, as a share of all; the shortest stretch shown. */
const ROOM = 0.03;
export const SHORTEST = 4 * DAY;

/** A little more than the days that events have. */
export function padded([first, last]: [string, string]): Span {
  const [from, to] = [day(first).getTime(), day(last).getTime() + DAY];
  const room = Math.max(DAY, (to - from) * ROOM, (SHORTEST - (to - from)) / 2);
  return [from - room, to + room];
}

/** Days, months or years, whatever tells the ticks apart. */
export function tickFormat([from, to]: Span, ticks: Date[]): (at: Date) => string {
  const apart = ticks.length > 1 ? ticks[1]!.getTime() - ticks[0]!.getTime() : to - from;
  const parts: Intl.DateTimeFormatOptions = apart >= 360 * DAY ? { year: "numeric" } : apart >= 27 * DAY ? { month: "short", year: "numeric" } : { day: "numeric", month: "short" };
  const plain = new Intl.DateTimeFormat(language, { ...parts, timeZone: "UTC" });
  const withYear = new Intl.DateTimeFormat(language, { ...parts, year: "numeric", timeZone: "UTC" });
  let year = -1;
  return (at) => {
    const turned = at.getUTCFullYear() !== year;
    year = at.getUTCFullYear();
    return (turned ? withYear : plain).format(at);
  };
}
