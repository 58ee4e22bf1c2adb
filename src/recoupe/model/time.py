"""Dates as intervals that know how precise they are, and time expressions as TimeML sees them."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from recoupe.model.spans import CharSpan

#: UCDP `date_prec`: 1 day or finer, 2 two to six days, 3 week, 4 month, 5 year or vaguer.
DatePrecision = Literal[1, 2, 3, 4, 5]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
TimeUnit = Literal[
    "second", "minute", "hour", "day", "weekend", "week", "month", "quarter", "semester", "year", "decade", "century"
]  # fmt: skip
#: TIMEX3 codes of parts of a day: morning, midday, afternoon, evening, night, daytime.
DayPart = Literal["MO", "MI", "AF", "EV", "NI", "DT"]
TimeRole = Literal["at", "since", "until", "before", "after", "duration", "set"]


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


class TimeFields(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What the words of a time expression say, before any anchor is applied. None: the words do not say.

    Words, values and rules of a language pack are written in these fields; an expression's meaning is the union of its
    words' fields and its rule's.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    #: 1 Monday to 7 Sunday (ISO).
    weekday: int | None = None
    #: ISO week number.
    week: int | None = None
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    #: Offset to UTC as written in a TIMEX3 value ("Z"), or "local".
    zone: str | None = None
    part: DayPart | None = None
    season: Literal["SP", "SU", "FA", "WI"] | None = None
    #: Quarter or half of a year: "Q1" to "Q4", "H1", "H2".
    fraction: str | None = None
    #: Id of a feast in `language/common/holidays.yml`.
    holiday: str | None = None
    #: Year without its last digit (1990s: 199) or last two (20th century: 19).
    decade: int | None = None
    century: int | None = None
    #: Stretch of the period that is meant.
    segment: Literal["START", "MID", "END"] | None = None
    unit: TimeUnit | None = None
    amount: float | None = None
    #: An amount that cannot be told ("quelques"): X in TIMEX3.
    vague: bool | None = None
    #: Units, weekdays or months away from the anchor: -1 last, 0 this, +1 next.
    shift: int | None = None
    #: Whether `amount` counts backwards (-1) or forwards (+1) from `base`.
    sign: Literal[-1, 1] | None = None
    base: Literal["now", "narrative", "event"] | None = None
    #: A demonstrative points at the day of writing or at the day just told ("ce 29 décembre").
    pointed: bool | None = None
    #: Whether the expression repeats ("chaque jour").
    every: bool | None = None
    #: The stretch between `base` and `amount` units away, rather than the moment there ("les deux derniers mois").
    window: bool | None = None
    reference: Literal["PAST_REF", "PRESENT_REF", "FUTURE_REF"] | None = None


class Timex(msgspec.Struct, frozen=True):
    """A time expression: the words and what they mean before any anchor is applied (TimeML TIMEX3).

    `rule` is the id of the grammar rule that matched; `event_offset_days` says that the words count from an event named
    after them ("deux jours après la mort ...": +2 days), in which case only the report builder, which knows events, can
    give the interval when no date or landmark follows.
    """

    span: CharSpan
    type: TimexType
    rule: str
    #: Days counted from an event that the text names next, or None.
    event_offset_days: int | None = None
    fields: TimeFields = TimeFields()
    #: Begin and end of a range, as TimeML would mark them apart ("du [2] au [5 mars]"); empty for a single expression.
    parts: tuple[Timex, ...] = ()
    #: Words around the span that say how it stands to the event (TimeML SIGNAL): "depuis", "jusqu'au", "il y a", "plus
    #: tard".
    signal: CharSpan | None = None
    role: TimeRole = "at"

    @property
    def words(self) -> CharSpan:
        """Span and signal together: what to quote."""
        return self.span if self.signal is None else self.span.cover(self.signal)


class ResolvedTime(msgspec.Struct, frozen=True):
    """A time expression with its value, the anchor used and the rule: what a `when` claim is made of.

    `value` is the TIMEX3 value string ("2023-11-07", "P2D", "2019-12-29TNI"), None if it cannot be told. `interval` is
    None for durations, sets and whatever stays unresolved: silence is never dated. `anchor` names the evidence: "dct",
    "dateline", "text" (a full date), "timex:START" (another expression, by offset), "landmark:ID" or "none". `role`
    tells a moment of an event from the start or end of a running count.
    """

    timex: Timex
    value: str | None
    interval: DateInterval | None
    anchor: str
    role: TimeRole = "at"
    #: A second reading that the text also supports, kept visible ("2 au 3 janvier" against DCT February).
    conflict_with: CharSpan | None = None
    #: False when the text's other evidence speaks against this value: others should then prefer the expression at
    #: `conflict_with`.
    preferred: bool = True
    #: Begin and end of a range, resolved one by one (`timex.parts`).
    parts: tuple[ResolvedTime, ...] = ()
