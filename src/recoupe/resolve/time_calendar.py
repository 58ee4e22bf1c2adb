"""Expressions told by the calendar or from the day of writing: nothing here knows the story's days."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from recoupe.model.time import DateInterval, ResolvedTime, TimeFields, Timex
from recoupe.resolve import calendar, time_rules, time_values
from recoupe.resolve.calendar import ONE_DAY, make
from recoupe.resolve.landmarks import Landmark
from recoupe.resolve.time_context import Direction, TextContext
from recoupe.resolve.time_outcome import (
    NOTHING,
    Outcome,
    day_outcome,
    exact,
    month_outcome,
    of_year,
    whole_unit,
    years,
)
from recoupe.resolve.time_reference import Evidence

#: A bare date this near to the day of writing is of this year.
_ANNIVERSARY_DAYS = 40


class CalendarReading:
    """Reads expressions against the day of writing of one document."""

    def __init__(
        self,
        context: TextContext,
        evidence: Evidence,
        holidays: Mapping[str, time_rules.Holiday],
        landmarks: Sequence[Landmark],
        full_days: Mapping[tuple[int, int], int],
    ) -> None:
        self._full_days = full_days
        self._landmarks = landmarks
        self._context = context
        self._known = evidence.known
        self._holidays = holidays
        self._years = evidence.years
        self.reference = evidence.reference

    @property
    def anchor(self) -> str:
        """What expressions told from the day of writing rest on."""
        return self.reference.anchor if self.reference is not None else "none"

    @property
    def wide(self) -> bool:
        """Whether the day of writing is not known to the day."""
        return self.reference is None or self.reference.interval.days > 1

    def spread(self, reading: Callable[..., DateInterval], *, clip: bool = True) -> DateInterval | None:
        """What `reading` gives over all days that may be the day of writing."""
        return time_rules.spread(self.reference, reading, clip=clip) if self.reference is not None else None

    def _direction(self, timex: Timex) -> Direction:
        return -1 if timex.role == "since" else self._context.direction(timex.span)

    def deictic(self, timex: Timex) -> Outcome:
        """ "hier", "ce soir": days counted from the day of writing."""
        said = timex.fields
        if said.weekday is not None:
            known = self._known_weekday(said, timex)
            if known is not None or self.wide:
                return known or self._weekday(timex)
        count = said.shift or 0
        interval = self.spread(lambda date: calendar.day(date + count * ONE_DAY))
        if said.part == "NI" and count == 0 and interval is not None and self._direction(timex) <= 0:
            night = make(interval.start - ONE_DAY, interval.end, interval.precision)
            return Outcome(exact(interval, said), night, self.anchor)
        return day_outcome(interval, said, self.anchor)

    def from_now(self, timex: Timex, sign: int) -> Outcome:
        """ "il y a trois jours", "les deux derniers mois"."""
        said = timex.fields
        reading = time_rules.window if said.window else time_rules.offset
        interval = self.spread(lambda date: reading(date, said, sign), clip=False)
        if interval is not None and said.window and self.wide:
            # The start of "les deux derniers mois" seen from an unknown day: the month's first day.
            interval = make(interval.start.replace(day=1), interval.end)
        return Outcome(time_values.duration(said), interval, self.anchor if interval is not None else "none")

    def duration(self, timex: Timex) -> Outcome:
        """A duration, with the begin of one that still runs ("depuis deux ans")."""
        said = timex.fields
        value = time_values.duration(said)
        if timex.role == "since" and said.unit is not None:
            interval = self.spread(lambda date: time_rules.offset(date, said, -1), clip=False)
            return Outcome(value, interval, self.anchor if interval is not None else "none")
        return Outcome(value, role="duration")

    def last_night(self, said: TimeFields) -> Outcome:
        """The night (or other part) of the day before writing; a night ends on the day of writing."""
        interval = self.spread(lambda date: calendar.day(date - ONE_DAY))
        if interval is None:
            return NOTHING
        night = make(interval.start, interval.end + ONE_DAY, interval.precision) if said.part == "NI" else interval
        return Outcome(exact(interval, said), night, self.anchor)

    def told(self, timex: Timex) -> Outcome | None:
        """An expression that names a stretch of the calendar; None for a bare part of a day or clock time."""
        said = timex.fields
        if said.holiday is not None:
            return self._feast(timex)
        if said.century is not None:
            return Outcome(f"{said.century:02d}", years(said.century * 100 + 1, said.century * 100 + 100), "text")
        if said.unit == "decade" and (said.year is not None or said.amount is not None):
            first = (said.year if said.year is not None else 1900 + int(said.amount or 0)) // 10 * 10
            return Outcome(f"{first // 10:03d}", years(first, first + 9), "text")
        if said.season is not None:
            return self._season(timex)
        if said.month is not None:
            dated = self._dated(timex)
            return whole_unit(dated, said) if said.unit in ("week", "weekend") else dated
        if said.year is not None:
            return of_year(said)
        if said.fraction is not None:
            return self._fraction(timex, said.fraction)
        if said.weekday is not None:
            return self._weekday(timex)
        if said.day is not None:
            span = self.reference.interval if self.reference is not None else None
            interval = time_rules.day_of_unknown_month(said.day, span) if span is not None else None
            return day_outcome(interval, said, self.anchor)
        if said.part is not None or said.hour is not None:
            return None
        return self._period(timex) if said.unit is not None else NOTHING

    def _dated(self, timex: Timex) -> Outcome:
        said = timex.fields
        if said.year is not None and said.month is not None:
            if said.day is None:
                return month_outcome(calendar.month(said.year, said.month), timex, "text")
            date = calendar.date_or_none(said.year, said.month, said.day)
            return day_outcome(calendar.day(date) if date is not None else None, said, "text")
        if self.reference is None:
            return Outcome(time_values.month_day(said, None) + time_values.clock(said))
        interval = time_rules.partial(said, self.reference.interval, self._direction(timex), self._years)
        mark = self._landmark_day(timex, interval)
        if mark is not None:
            return day_outcome(mark.interval, said, f"landmark:{mark.id}")
        again = self._told_in_full(said, interval)
        if again is not None:
            return day_outcome(again, said, "text")
        if interval is None:
            return Outcome(time_values.month_day(said, None))
        return self._month_or_day(interval, timex, self.anchor)

    def _told_in_full(self, said: TimeFields, read: DateInterval | None) -> DateInterval | None:
        """The day that the text tells elsewhere with its year: "les attentats du 3 mai 2015 ... Le 3 mai".

        A date of the last weeks is an anniversary.
        """
        if self.reference is None or said.month is None or said.day is None or said.weekday is not None:
            return None
        year = self._full_days.get((said.month, said.day))
        recent = read is not None and abs((read.start - self.reference.interval.end).days) <= _ANNIVERSARY_DAYS
        date = calendar.date_or_none(year, said.month, said.day) if year is not None and not recent else None
        return calendar.day(date) if date is not None else None

    def _landmark_day(self, timex: Timex, read: DateInterval | None) -> Landmark | None:
        """The landmark of the same day and month that the text names: "les attentats du 11 septembre" tell of 2001.

        A date of the last weeks is an anniversary, unless the landmark stands in the same sentence.
        """
        said = timex.fields
        if self.reference is None or said.day is None or said.weekday is not None:
            return None
        now, sentence = self.reference.interval, self._context.sentence(timex.span.start)
        recent = read is not None and abs((read.start - now.end).days) <= _ANNIVERSARY_DAYS
        for mark in self._landmarks:
            start = mark.interval.start
            same = (start.month, start.day) == (said.month, said.day) and start <= now.end
            if same and (not recent or self._context.sentence(mark.span.start) == sentence):
                return mark
        return None

    def _weekday(self, timex: Timex) -> Outcome:
        said = timex.fields
        known = self._known_weekday(said, timex)
        if known is not None:
            return known
        unknown = f"XXXX-WXX-{said.weekday}{time_values.clock(said)}"
        if self.reference is None:
            return Outcome(unknown)
        direction = self._direction(timex)
        interval = self.spread(lambda date: time_rules.weekday(date, said, direction))
        if interval is None or interval.days == 1:
            return day_outcome(interval, said, self.anchor)
        span = self.reference.interval
        if self.reference.anchor != "dct":
            first = calendar.weekday_on_or_after(span.start, said.weekday or 1)
            interval = make(min(first, span.end), span.end)
        return Outcome(unknown, interval, self.anchor)

    def _known_weekday(self, said: TimeFields, timex: Timex) -> Outcome | None:
        """With a time of writing that is no single day, a bare weekday is the sure day of the text that bears its
        name."""
        if said.shift is not None and said.base is None:
            return None
        if self.reference is not None and self.reference.interval.days == 1 and self.reference.evidence is None:
            return None
        same = {k.date: k for k in self._known if k.date.isoweekday() == said.weekday}
        if len(same) != 1:
            return None
        (known,) = same.values()
        if known.span == timex.span:
            return None
        return day_outcome(calendar.day(known.date), said, f"timex:{known.span.start}")

    def _period(self, timex: Timex) -> Outcome:
        said = timex.fields
        unit, shift = said.unit or "day", said.shift or 0
        direction = self._direction(timex)
        interval = self.spread(lambda date: time_rules.shifted(date, unit, shift, direction))
        if interval is None or self.reference is None:
            return NOTHING
        span = self.reference.interval
        ends = [time_rules.shifted(date, unit, shift, direction) for date in (span.start, span.end)]
        same = ends[0] == ends[1]
        value = time_values.period(interval, unit) if same else None
        if said.segment is not None and same:
            interval = calendar.segment(interval, said.segment)
        return Outcome(value, interval, self.anchor)

    def _fraction(self, timex: Timex, code: str) -> Outcome:
        if self.reference is None:
            return NOTHING
        interval = time_rules.fraction(code, self.reference.interval, self._direction(timex))
        return Outcome(f"{interval.start.year:04d}-{code}", interval, self.anchor)

    def _season(self, timex: Timex) -> Outcome:
        said = timex.fields
        if said.season is None:
            return NOTHING
        if said.year is not None:
            return Outcome(f"{said.year:04d}-{said.season}", calendar.season(said.year, said.season), "text")
        if self.reference is None or (said.shift is None and not said.pointed):
            return Outcome(f"XXXX-{said.season}")
        interval = time_rules.season(said, self.reference.interval)
        value = f"{interval.start.year:04d}-{said.season}" if interval is not None else None
        return Outcome(value, interval, self.anchor)

    def _feast(self, timex: Timex) -> Outcome:
        said = timex.fields
        row = self._holidays.get(said.holiday or "")
        span = self.reference.interval if self.reference is not None else None
        if row is None:
            return NOTHING
        interval = time_rules.holiday(row, said.year, span, self._direction(timex))
        if interval is None:
            return NOTHING
        anchor = "text" if said.year is not None else self.anchor
        if said.segment is not None and interval.days > 7:
            interval = calendar.segment(interval, said.segment)
        return Outcome(interval.start.isoformat() if row.islamic is None else None, interval, anchor)

    def range(self, timex: Timex, read: Callable[[Timex], Outcome]) -> Outcome:
        """Begin and end of a range, the begin read from the end so that it never comes after it."""
        first, last = timex.parts
        end, begin = read(last), read(first)
        if end.interval is not None and begin.interval is not None and begin.interval.start > end.interval.end:
            begin = self._begin_before(first, end.interval, begin)
        parts = tuple(ResolvedTime(part, o.value, o.interval, o.anchor) for part, o in ((first, begin), (last, end)))
        if begin.interval is None or end.interval is None:
            return Outcome(None, parts=parts)
        interval = make(begin.interval.start, end.interval.end)
        if timex.fields.part == "NI":
            # One night of two dates is one expression, and as exact as a night can be told.
            night = make(interval.start, interval.end, 1) if interval.days <= 3 else interval
            return Outcome(f"{begin.value}TNI", night, end.anchor)
        return Outcome(f"{begin.value}/{end.value}", interval, end.anchor, parts=parts)

    def _begin_before(self, first: Timex, end: DateInterval, begin: Outcome) -> Outcome:
        """A begin that came out after its end, read as the last one before it."""
        said = first.fields
        if said.weekday is not None and said.month is None:
            date = calendar.weekday_on_or_before(end.start, said.weekday)
            return day_outcome(calendar.day(date), said, begin.anchor)
        interval = time_rules.partial(said, end, -1) if said.year is None else None
        if interval is None or interval.start > end.start:
            return begin
        return self._month_or_day(interval, first, begin.anchor)

    def _month_or_day(self, interval: DateInterval, timex: Timex, anchor: str) -> Outcome:
        if timex.fields.day is None:
            return month_outcome(interval, timex, anchor)
        return day_outcome(interval, timex.fields, anchor)
