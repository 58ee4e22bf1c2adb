"""Dates from the fields of an expression and the days it may count from. Pure functions of fields, days and
direction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

import msgspec

from recoupe.model.resolved_times import Reference
from recoupe.model.time import DateInterval, TimeFields, TimeUnit
from recoupe.resolve import calendar
from recoupe.resolve.calendar import ONE_DAY, make

#: A reference longer than this is read at its two ends only.
_DAYS_READ_ONE_BY_ONE = 92
#: How much dearer a day ahead is than a day back: when the words look back, do not say, look ahead.
_PRICE_AHEAD = {-1: 5.0, 0: 3.0, 1: 1.0}
_PRICE_BACK = {-1: 1.0, 0: 1.0, 1: 1.5}
#: Months ahead without a word that looks ahead are rare: "en septembre" written in July is last year's.
_PRICE_MONTH_BACK = {-1: 1.0, 0: 1.0, 1: 3.0}
_PRICE_MONTH_AHEAD = {-1: 30.0, 0: 10.0, 1: 1.0}
#: A story seldom goes back to the month before without naming it.
_PRICE_MONTH_BEFORE = 3
#: "quelques": what a count that is not told may be.
_VAGUE: Mapping[TimeUnit, tuple[int, int]] = {
    "day": (2, 7),
    "week": (2, 6),
    "month": (2, 9),
    "year": (2, 9),
    "decade": (2, 5),
}
#: Weekday and date fix a year within this many years of the reference.
_WEEKDAY_YEARS = 12


class Holiday(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row of `common/holidays`."""

    id: str
    month: int | None = None
    day: int | None = None
    easter: int | None = None
    islamic: tuple[int, int] | None = None
    days: int = 1


class HolidayTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    holidays: tuple[Holiday, ...]


def spread(reference: Reference, reading: Callable[[dt.date], DateInterval], *, clip: bool = True) -> DateInterval:
    """What `reading` gives for every day the reference may be: one interval if all agree, else all that they cover.

    With `clip`, an undated text's news do not come before the last day it tells.
    """
    span = reference.interval
    if span.days <= _DAYS_READ_ONE_BY_ONE:
        days = [span.start + ONE_DAY * n for n in range(span.days)]
    else:
        days = [span.start, span.end]
    found = {reading(date) for date in days}
    if len(found) == 1:
        return found.pop()
    hull = make(min(i.start for i in found), max(i.end for i in found))
    if clip and reference.anchor != "dct" and hull.start < span.start <= hull.end:
        return make(span.start, hull.end)
    return hull


def weekday(date: dt.date, fields: TimeFields, direction: int) -> DateInterval:
    """The day that a weekday names, seen from `date`: the nearest back, `date` itself included, unless the words say
    otherwise."""
    number = fields.weekday or 1
    if fields.shift is not None and fields.shift < 0:
        return calendar.day(calendar.weekday_on_or_before(date - ONE_DAY, number))
    if fields.shift is not None and fields.shift > 0:
        return calendar.day(calendar.weekday_on_or_after(date + ONE_DAY, number))
    if direction > 0:
        return calendar.day(calendar.weekday_on_or_after(date, number))
    return calendar.day(calendar.weekday_on_or_before(date, number))


def shifted(date: dt.date, unit: TimeUnit, shift: int, direction: int) -> DateInterval:
    """The stretch of the calendar `shift` units from the one that holds `date`; an unmarked week-end is the last
    one, or the one under way."""
    if unit == "weekend" and shift == 0 and direction <= 0 and date.isoweekday() < 5:
        shift = -1
    return calendar.span_of(calendar.add_units(date, unit, shift), unit)


def offset(date: dt.date, fields: TimeFields, sign: int) -> DateInterval:
    """A moment `amount` units from `date`: exact for days, as wide as the unit for longer ones."""
    unit, amount = fields.unit or "day", fields.amount
    if fields.vague or amount is None:
        low, high = _VAGUE.get(unit, (0, 0))
        return make(calendar.add_units(date, unit, sign * high), calendar.add_units(date, unit, sign * low))
    target = calendar.add_units(date, unit, sign * amount)
    if fields.window:
        return make(calendar.add_units(date, unit, sign * amount), date)
    if unit == "week":
        # "Il y a une semaine" is that day; several weeks are told more roughly.
        margin = dt.timedelta(0) if amount == 1 else 3 * ONE_DAY
        return make(target - margin, target + margin)
    if unit in ("month", "quarter", "semester"):
        return calendar.month(target.year, target.month)
    if unit in ("year", "decade", "century"):
        return calendar.year_span(target.year)
    return calendar.day(target)


def window(date: dt.date, fields: TimeFields, sign: int) -> DateInterval:
    """The stretch between `date` and `amount` units away."""
    unit = fields.unit or "day"
    amount = fields.amount if fields.amount is not None else _VAGUE.get(unit, (0, 1))[1]
    return make(calendar.add_units(date, unit, sign * amount), date)


def partial(
    fields: TimeFields, span: DateInterval, direction: int, told_years: frozenset[int] = frozenset()
) -> DateInterval | None:
    """The month, or day of a month, whose year is not told: the cheapest year around `span`, looking back before
    looking ahead."""
    if fields.month is None:
        return None
    years = range(span.start.year - 1, span.end.year + 2)
    if fields.shift:
        direction = 1 if fields.shift > 0 else -1
    found = [i for year in years if (i := _of_year(fields, year)) is not None]
    if fields.weekday is not None and fields.day is not None:
        wide = range(span.start.year - _WEEKDAY_YEARS, span.end.year + _WEEKDAY_YEARS + 1)
        near = [i for i in found if i.start.isoweekday() == fields.weekday]
        far = [i for year in wide if (i := _of_year(fields, year)) and i.start.isoweekday() == fields.weekday]
        if span.days <= 31:
            # A weekday that fits no near year is a slip of the pen, unless the text tells of a year that it fits.
            far = [i for i in far if i.start.year in told_years]
        found = near or far or found
    if fields.shift:
        found = [i for i in found if (i.end < span.start if fields.shift < 0 else i.start > span.end)] or found
    return min(found, key=lambda i: (_cost(i, span, direction, fields.day is None), i.start), default=None)


def _of_year(fields: TimeFields, year: int) -> DateInterval | None:
    if fields.month is None:
        return None
    if fields.day is None:
        return calendar.month(year, fields.month)
    date = calendar.date_or_none(year, fields.month, fields.day)
    return calendar.day(date) if date is not None else None


def _cost(interval: DateInterval, span: DateInterval, direction: int, whole_month: bool) -> float:
    if interval.overlaps(span):
        return 0.0
    if interval.end < span.start:
        back = _PRICE_MONTH_BACK if whole_month else _PRICE_BACK
        return (span.start - interval.end).days * back[direction]
    ahead = _PRICE_MONTH_AHEAD if whole_month else _PRICE_AHEAD
    return (interval.start - span.end).days * ahead[direction]


def day_of_unknown_month(number: int, span: DateInterval) -> DateInterval | None:
    """ "le 7" alone: that day of the reference's month, or of the month before it."""
    for months in (0, -1):
        month = calendar.add_months(span.end.replace(day=1), months)
        date = calendar.date_or_none(month.year, month.month, number)
        if date is not None and date <= span.end:
            return calendar.day(date)
    return None


def day_near(number: int, story: dt.date, last: dt.date | None) -> DateInterval | None:
    """ "le 7" in a story that is at `story`: in its month, the next one or, less likely, the one before; not after
    `last`."""
    found: list[tuple[int, dt.date]] = []
    for months, price in ((0, 1), (1, 1), (-1, _PRICE_MONTH_BEFORE)):
        month = calendar.add_months(story.replace(day=1), months)
        date = calendar.date_or_none(month.year, month.month, number)
        if date is not None and (last is None or date <= last):
            found.append((abs((date - story).days) * price, date))
    return calendar.day(min(found)[1]) if found else None


def season(fields: TimeFields, span: DateInterval) -> DateInterval | None:
    """The season meant by "cet été", "l'été dernier"."""
    if fields.season is None:
        return None
    around = [calendar.season(year, fields.season) for year in range(span.start.year - 2, span.end.year + 3)]
    if fields.shift is not None and fields.shift < 0:
        return max((s for s in around if s.end < span.end), key=lambda s: s.start)
    if fields.shift is not None and fields.shift > 0:
        return min((s for s in around if s.start > span.start), key=lambda s: s.start)
    return min(around, key=lambda s: _cost(s, span, 0, True))


def holiday(row: Holiday, year: int | None, span: DateInterval | None, direction: int) -> DateInterval | None:
    """The feast in `year`, or the nearest one around `span`."""
    if year is not None:
        return _feast(row, year)
    if span is None:
        return None
    found = [f for y in range(span.start.year - 1, span.end.year + 2) if (f := _feast(row, y)) is not None]
    return min(found, key=lambda i: (_cost(i, span, direction, False), i.start), default=None)


def fraction(code: str, span: DateInterval, direction: int) -> DateInterval:
    """The quarter or half of a year nearest to `span`."""
    around = [calendar.fraction(year, code) for year in range(span.start.year - 1, span.end.year + 2)]
    return min(around, key=lambda i: (_cost(i, span, direction, True), i.start))


def _feast(row: Holiday, year: int) -> DateInterval | None:
    length = ONE_DAY * (row.days - 1)
    if row.month is not None and row.day is not None:
        # A feast that runs over midnight of the last of December bears the new year's number.
        date = dt.date(year, row.month, row.day)
        return (
            make(date, date + length)
            if (date + length).year == year
            else make(date.replace(year=year - 1), date.replace(year=year - 1) + length)
        )
    if row.easter is not None:
        return calendar.day(calendar.easter(year) + row.easter * ONE_DAY)
    if row.islamic is None:
        return None
    # The Islamic year is eleven days shorter: one of these begins in the year asked for (seldom two: the first).
    lunar = (year - 622) * 33 // 32
    for number in range(lunar - 1, lunar + 3):
        first = calendar.islamic(number, *row.islamic)
        if first.year == year:
            return make(first - ONE_DAY, first + length + ONE_DAY)
    return None
