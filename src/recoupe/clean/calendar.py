"""Dates as pages write them in headers and metadata, read into intervals. Relative dates have none and are not read."""

from __future__ import annotations

import calendar
import datetime as dt
import email.utils
import re
from collections.abc import Iterable, Mapping

import msgspec

from recoupe.model.time import DateInterval

FIRST_YEAR, LAST_YEAR = 1900, 2100


class BadDate(msgspec.Struct, frozen=True):
    """Words in the shape of a date that name no day there ever was: 31 février, year 0012."""

    words: str


class Calendar:
    """Reads dates written with the weekdays and months of one language, or in figures.

    Args:
        weekdays: patterns of their names.
        months: name to number.
        ordinals: endings that a day's number may have ("1er").
        time: pattern of a time of day after a date, with what joins them and the zone.
    """

    def __init__(
        self, *, weekdays: Iterable[str], months: Mapping[str, int], ordinals: Iterable[str], time: str
    ) -> None:
        names = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
        weekday = f"(?:(?:{'|'.join(weekdays)}),?\\s+)?"
        ordinal = f"(?:{'|'.join(map(re.escape, ordinals))})?"
        self._months = dict(months)
        #: Names of months, for others who need them.
        self.months = tuple(months)
        #: A full date, without groups of its own.
        self.date = (
            (
                f"(?:{weekday}\\d{{1,2}}{ordinal}[ .-]{{1,2}}(?:{names})\\.?[ ,.-]{{1,2}}\\d{{4}}"
                f"|{weekday}(?:{names})\\.?\\s\\d{{1,2}},?\\s\\d{{4}}"
                f"|{weekday}\\d{{1,2}}(?P<s>[./-])\\d{{1,2}}(?P=s)(?:\\d{{4}}|\\d{{2}})(?![\\d/.-]\\d)"
                r"|\d{4}-\d{2}-\d{2}(?!\d))"
            )
            .replace("(?P<s>[./-])", "[./-]")
            .replace("(?P=s)", "[./-]")
        )
        #: Day and month without a year.
        self.short = f"(?:{weekday}\\d{{1,2}}{ordinal}\\s(?:{names})\\.?)"
        #: Time of day after a date, with what joins them and the zone.
        self.time = f"(?:{time})"
        self._long = re.compile(
            rf"(?<!\d)(\d{{1,2}}){ordinal}[ .-]{{1,2}}({names})\.?[ ,.-]{{1,2}}(\d{{4}})(?!\d)", re.IGNORECASE
        )
        self._short = re.compile(rf"(?<!\d)(\d{{1,2}}){ordinal}\s({names})\b", re.IGNORECASE)
        self._month_first = re.compile(rf"\b({names})\.?\s(\d{{1,2}}),?\s(\d{{4}})(?!\d)", re.IGNORECASE)
        self._month_year = re.compile(rf"({names})\.?\s+(\d{{4}})", re.IGNORECASE)

    def read(self, words: str) -> DateInterval | BadDate | None:
        """The date that `words` hold: ISO, RFC 822, seconds since 1970, or day, month, year as the language has them.

        None when there is no full date (nor month, nor year alone) in them; `BadDate` when there is one that cannot be.
        """
        words = words.strip()
        for read in (_iso, self._read_long, _figures, self._read_month, _mail, _seconds):
            found = read(words)
            if found is not None:
                return found
        return None

    def _read_long(self, words: str) -> DateInterval | BadDate | None:
        if match := self._long.search(words):
            return _day(int(match[3]), self._months[match[2].lower()], int(match[1]), match[0])
        if match := self._month_first.search(words):
            return _day(int(match[3]), self._months[match[1].lower()], int(match[2]), match[0])
        return None

    def read_short(self, words: str, years: DateInterval) -> DateInterval | None:
        """The day that "12 mai" names in the month or year `years`; None where it has no such day, or two."""
        match = self._short.search(words)
        if match is None:
            return None
        found = (
            _day(year, self._months[match[2].lower()], int(match[1]), words)
            for year in range(years.start.year, years.end.year + 1)
        )
        days = [day for day in found if isinstance(day, DateInterval) and years.contains(day)]
        return days[0] if len(days) == 1 else None

    def _read_month(self, words: str) -> DateInterval | BadDate | None:
        match = self._month_year.fullmatch(words)
        return month(int(match[2]), self._months[match[1].lower()], words) if match else None


def month(year: int, number: int, words: str) -> DateInterval | BadDate:
    """A whole month, precision 4."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= number <= 12):
        return BadDate(words)
    last = calendar.monthrange(year, number)[1]
    return DateInterval(dt.date(year, number, 1), dt.date(year, number, last), 4)


def _day(year: int, number: int, day: int, words: str) -> DateInterval | BadDate:
    try:
        date = dt.date(year, number, day)
    except ValueError:
        return BadDate(words)
    return DateInterval(date, date, 1) if FIRST_YEAR <= year <= LAST_YEAR else BadDate(words)


_ISO = re.compile(r"(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?(?:[T ].*)?")
_ISO_SLASH = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})(?:[T ].*)?")
_FIGURES = re.compile(r"(?<![\d/.-])(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_ISO_INSIDE = re.compile(r"(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?![\d-])")
_SECONDS = re.compile(r"\d{9,10}(?:\d{3})?")


def _iso(words: str) -> DateInterval | BadDate | None:
    match = _ISO.fullmatch(words) or _ISO_SLASH.fullmatch(words)
    if match is None:
        return None
    year = int(match[1])
    if match[3]:
        return _day(year, int(match[2]), int(match[3]), words)
    if match[2]:
        return month(year, int(match[2]), words)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return BadDate(words)
    return DateInterval(dt.date(year, 1, 1), dt.date(year, 12, 31), 5)


def _figures(words: str) -> DateInterval | BadDate | None:
    """Day first, as all languages here write it; two figures of a year are of this century up to 68."""
    if match := _ISO_INSIDE.search(words):
        return _day(int(match[1]), int(match[2]), int(match[3]), match[0])
    match = _FIGURES.search(words)
    if match is None:
        return None
    year = int(match[4])
    if len(match[4]) == 2:
        year += 2000 if year <= 68 else 1900
    return _day(year, int(match[3]), int(match[1]), match[0])


def _mail(words: str) -> DateInterval | BadDate | None:
    """RFC 822 as feeds write it: "Tue, 07 Nov 2023 20:41:00 +0100"."""
    parts = email.utils.parsedate(words)
    return _day(parts[0], parts[1], parts[2], words) if parts else None


def _seconds(words: str) -> DateInterval | BadDate | None:
    if not _SECONDS.fullmatch(words):
        return None
    seconds = int(words) / (1000 if len(words) > 10 else 1)
    date = (dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=seconds)).date()
    return DateInterval(date, date, 1)
