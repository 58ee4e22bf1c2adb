"""Dates as intervals that know how precise they are, and time expressions as TimeML sees them."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from recoupe.model.spans import CharSpan

#: UCDP `date_prec`: 1 day or finer, 2 two to six days, 3 week, 4 month, 5 year or vaguer.
DatePrecision = Literal[1, 2, 3, 4, 5]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


class DateInterval(msgspec.Struct, frozen=True, order=True):
    """Local calendar days `start` to `end`, both included."""

    start: dt.date
    end: dt.date
    precision: DatePrecision = 1

    def overlaps(self, other: DateInterval) -> bool:
        return self.start <= other.end and other.start <= self.end

    def contains(self, other: DateInterval) -> bool:
        return self.start <= other.start and other.end <= self.end

    @property
    def days(self) -> int:
        """Number of days covered, at least 1."""
        return (self.end - self.start).days + 1


class Timex(msgspec.Struct, frozen=True):
    """A time expression: the words and what they mean before any anchor is applied (TimeML TIMEX3).

    `rule` is the id of the grammar rule that matched; `relation` says that the words count from an event named after them ("deux jours après
    la mort ...": +2 days), in which case only the report builder, which knows events, can give the interval.
    """

    span: CharSpan
    type: TimexType
    rule: str
    #: Days counted from an event that the text names next, or None.
    event_offset_days: int | None = None


class ResolvedTime(msgspec.Struct, frozen=True):
    """A time expression with its value, the anchor used and the rule: what a `when` claim is made of.

    `value` is the TIMEX3 value string ("2023-11-07", "P2D", "2019-12-29TNI"), None if it cannot be told. `interval` is None for durations, sets and
    whatever stays unresolved: silence is never dated. `anchor` names the evidence: "dct", "dateline", "text" (a full date), "timex:START" (another
    expression, by offset), "landmark:ID" or "none". `role` tells a moment of an event from the start or end of a running count.
    """

    timex: Timex
    value: str | None
    interval: DateInterval | None
    anchor: str
    role: Literal["at", "since", "until", "before", "after", "duration", "set"] = "at"
    #: A second reading that the text also supports, kept visible ("2 au 3 janvier" against DCT February).
    conflict_with: CharSpan | None = None
