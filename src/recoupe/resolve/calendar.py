"""Arithmetic of calendar days: months, weeks, seasons, feasts. Nothing here knows a text or a language."""

from __future__ import annotations

import calendar
import datetime as dt

from recoupe.model.time import DateInterval, DatePrecision, TimeUnit

ONE_DAY = dt.timedelta(days=1)
FIRST_YEAR, LAST_YEAR = 1000, 2150
#: First month and year offset of the last month of meteorological seasons of the north.
_SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
#: Start of the tabular Islamic calendar (its day 1 of year 1), as a proleptic Gregorian ordinal.
_HIJRA = dt.date(622, 7, 19).toordinal()


def precision_of(days: int) -> DatePrecision:
    """UCDP `date_prec` of a stretch of `days` days."""
    if days <= 1:
        return 1
    if days <= 6:
        return 2
    if days <= 7:
        return 3
    return 4 if days <= 31 else 5


def make(start: dt.date, end: dt.date, precision: DatePrecision | None = None) -> DateInterval:
    """Interval with the precision of its length, unless told; ends are put in order."""
    first, last = min(start, end), max(start, end)
    return DateInterval(first, last, precision or precision_of((last - first).days + 1))


def day(date: dt.date) -> DateInterval:
    """One day."""
    return DateInterval(date, date, 1)


def date_or_none(year: int, month: int, number: int) -> dt.date | None:
    """The date, or None where the calendar has none (29 February of most years)."""
    if not FIRST_YEAR <= year <= LAST_YEAR or number > calendar.monthrange(year, month)[1]:
        return None
    return dt.date(year, month, number)


def month(year: int, number: int) -> DateInterval:
    """A calendar month, precision 4."""
    return DateInterval(dt.date(year, number, 1), dt.date(year, number, calendar.monthrange(year, number)[1]), 4)


def year_span(year: int, last: int | None = None) -> DateInterval:
    """A year, or the years from `year` to `last`, precision 5."""
    return DateInterval(dt.date(year, 1, 1), dt.date(last if last is not None else year, 12, 31), 5)


def week(date: dt.date) -> DateInterval:
    """Monday to Sunday of the week of `date`."""
    monday = date - dt.timedelta(days=date.weekday())
    return DateInterval(monday, monday + dt.timedelta(days=6), 3)


def iso_week(year: int, number: int) -> DateInterval | None:
    """The ISO week, or None where the year has no such week."""
    try:
        return week(dt.date.fromisocalendar(year, number, 1))
    except ValueError:
        return None


def weekend(date: dt.date) -> DateInterval:
    """Saturday and Sunday of the week of `date`."""
    monday = week(date).start
    return DateInterval(monday + 5 * ONE_DAY, monday + 6 * ONE_DAY, 2)


def add_months(date: dt.date, count: int) -> dt.date:
    """The same day `count` months on, or the last of that month."""
    index = date.year * 12 + date.month - 1 + count
    year, number = min(max(index // 12, FIRST_YEAR), LAST_YEAR), index % 12 + 1
    return dt.date(year, number, min(date.day, calendar.monthrange(year, number)[1]))


def add_units(date: dt.date, unit: TimeUnit, count: float) -> dt.date:
    """`count` units on; parts of a day are the day itself."""
    months = {"month": 1, "quarter": 3, "semester": 6, "year": 12, "decade": 120, "century": 1200}.get(unit)
    if months is not None:
        return add_months(date, round(count * months))
    days = {"day": 1, "week": 7, "weekend": 7, "hour": 1 / 24}.get(unit, 0)
    # Half a day is no day more; 24, 48, 72 hours are whole days.
    return date + dt.timedelta(days=int(min(max(count * days, -300_000), 300_000)))


def span_of(date: dt.date, unit: TimeUnit) -> DateInterval:
    """The calendar's stretch of kind `unit` that holds `date`."""
    if unit == "week":
        return week(date)
    if unit == "weekend":
        return weekend(date)
    if unit == "month":
        return month(date.year, date.month)
    if unit in ("quarter", "semester"):
        size = 3 if unit == "quarter" else 6
        first = (date.month - 1) // size * size + 1
        return make(dt.date(date.year, first, 1), month(date.year, first + size - 1).end, 5)
    if unit == "year":
        return year_span(date.year)
    if unit == "decade":
        return year_span(date.year // 10 * 10, date.year // 10 * 10 + 9)
    if unit == "century":
        return year_span(date.year // 100 * 100 or FIRST_YEAR, date.year // 100 * 100 + 99)
    return day(date)


def season(year: int, code: str) -> DateInterval:
    """Meteorological season of the northern hemisphere; winter is named after the year it begins in."""
    first, last = _SEASONS[code]
    return make(dt.date(year, first, 1), month(year + (last < first), last).end, 5)


def fraction(year: int, code: str) -> DateInterval:
    """Quarter ("Q1") or half ("H2") of a year."""
    size = 3 if code[0] == "Q" else 6
    first = (int(code[1]) - 1) * size + 1
    return make(dt.date(year, first, 1), month(year, first + size - 1).end, 5)


def easter(year: int) -> dt.date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    lunar = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * lunar) // 451
    number, rest = divmod(h + lunar - 7 * m + 114, 31)
    return dt.date(year, number, rest + 1)


def islamic(year: int, number: int, date: int) -> dt.date:
    """Day of the tabular Islamic calendar; moon sighting may move it by a day either way."""
    days = date + -(-59 * (number - 1) // 2) + (year - 1) * 354 + (3 + 11 * year) // 30 - 1
    return dt.date.fromordinal(_HIJRA + days)


def segment(whole: DateInterval, code: str) -> DateInterval:
    """Beginning, middle or end of a stretch: of a month 1-10, 11-20, 21-last (codebook); of longer ones about a
    third."""
    if whole.precision == 4 and whole.days <= 31:
        bounds = {"START": (1, 10), "MID": (11, 20), "END": (21, whole.end.day)}[code]
        return make(whole.start.replace(day=bounds[0]), whole.start.replace(day=bounds[1]), 4)
    third = max(whole.days // 3, 1)
    if code == "START":
        return make(whole.start, whole.start + (third - 1) * ONE_DAY)
    if code == "END":
        return make(whole.end - (third - 1) * ONE_DAY, whole.end)
    return make(whole.start + third * ONE_DAY, whole.end - third * ONE_DAY)


def weekday_on_or_before(date: dt.date, number: int) -> dt.date:
    """The last day of weekday `number` (1 Monday) up to `date`."""
    return date - dt.timedelta(days=(date.isoweekday() - number) % 7)


def weekday_on_or_after(date: dt.date, number: int) -> dt.date:
    """The first day of weekday `number` (1 Monday) from `date` on."""
    return date + dt.timedelta(days=(number - date.isoweekday()) % 7)
