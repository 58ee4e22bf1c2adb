"""What is told of one time expression: its value, its days and what they count from."""

from __future__ import annotations

import msgspec

from recoupe.model.time import DateInterval, ResolvedTime, TimeFields, TimeRole, Timex
from recoupe.resolve import calendar, time_values
from recoupe.resolve.calendar import make


class Outcome(msgspec.Struct, frozen=True):
    """Value, days and anchor of one expression."""

    value: str | None = None
    interval: DateInterval | None = None
    anchor: str = "none"
    role: TimeRole | None = None
    parts: tuple[ResolvedTime, ...] = ()


NOTHING = Outcome()


def exact(interval: DateInterval, said: TimeFields) -> str | None:
    """Value of a single day with the part of it that the words add, None for more days."""
    return interval.start.isoformat() + time_values.clock(said) if interval.days == 1 else None


def day_outcome(interval: DateInterval | None, said: TimeFields, anchor: str) -> Outcome:
    """A day with the part of it or clock time that the words add."""
    if interval is None:
        clock = time_values.clock(said)
        return Outcome(clock or None)
    if interval.days == 2 and interval.precision == 1 and time_values.clock(said):
        # Within a night of two dates the small hours are the second day's.
        late = said.part in ("EV", "AF") or (said.hour is not None and said.hour >= 12)
        interval = calendar.day(interval.start if late else interval.end)
    return Outcome(exact(interval, said), interval, anchor)


def month_outcome(interval: DateInterval, timex: Timex, anchor: str) -> Outcome:
    """A month, or the stretch of it that the words mean."""
    value, said = f"{interval.start:%Y-%m}", timex.fields
    if said.segment is not None:
        interval = calendar.segment(interval, said.segment)
        if said.segment == "MID" and timex.role == "since":
            interval = make(interval.start.replace(day=15), interval.end, 4)
    return Outcome(value, interval, anchor)


def of_year(said: TimeFields) -> Outcome:
    """A year told, or a week, quarter or half of it."""
    year = said.year or 0
    if said.fraction is not None:
        return Outcome(f"{year:04d}-{said.fraction}", calendar.fraction(year, said.fraction), "text")
    if said.week is not None:
        interval = calendar.iso_week(year, said.week)
        return Outcome(f"{year:04d}-W{said.week:02d}", interval, "text" if interval is not None else "none")
    interval = calendar.year_span(year)
    return Outcome(f"{year:04d}", calendar.segment(interval, said.segment) if said.segment else interval, "text")


def whole_unit(dated: Outcome, said: TimeFields) -> Outcome:
    """ "la semaine du 31 août": the week that holds the day."""
    if dated.interval is None or dated.interval.days > 1:
        return dated
    interval = calendar.span_of(dated.interval.start, said.unit or "week")
    return Outcome(time_values.period(interval, said.unit or "week"), interval, dated.anchor)


def years(first: int, last: int) -> DateInterval:
    """From the first day of one year to the last of another."""
    return calendar.year_span(max(first, calendar.FIRST_YEAR), last)
