"""Values of time expressions: against the day of writing, against each other, and against events that everybody knows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from recoupe.language.pack import LanguagePack
from recoupe.model.document import Document, Issue
from recoupe.model.parse import Parse
from recoupe.model.resolved_times import Reference, ResolvedTimes
from recoupe.model.spans import CharSpan, quote
from recoupe.model.time import DateInterval, ResolvedTime, TimeFields, TimeRole, Timex
from recoupe.resolve import calendar, time_rules, time_values
from recoupe.resolve.calendar import ONE_DAY, make
from recoupe.resolve.landmarks import Landmark, LandmarkFinder
from recoupe.resolve.time_conflicts import settle
from recoupe.resolve.time_context import ContextReader, TextContext
from recoupe.resolve.time_reference import Evidence, infer_reference

#: Sentences back to which "le même jour", "la veille" reach; "à l'aube" reaches less far.
_STORY_SENTENCES, _PART_SENTENCES = 6, 3
#: Characters between a clock time and a day named right after it ("vers 0 h 40, jeudi").
_DAY_AFTER_CLOCK = 4
#: Characters between "au lendemain" and the date or landmark it counts from.
_NEXT_DATE, _NEXT_LANDMARK = 8, 110
#: A value this wide has not told the day that the words name.
_TOLD_DAYS = 7


class Outcome(msgspec.Struct, frozen=True):
    """Value, days and anchor of one expression."""

    value: str | None = None
    interval: DateInterval | None = None
    anchor: str = "none"
    role: TimeRole | None = None
    parts: tuple[ResolvedTime, ...] = ()


class _StoryDay(msgspec.Struct, frozen=True):
    """The last day told, where, and by which expression."""

    sentence: int
    interval: DateInterval
    anchor: str


class TimeResolver:
    """Resolves the time expressions of a document."""

    def __init__(self, pack: LanguagePack) -> None:
        self._context = ContextReader(pack)
        self._landmarks = LandmarkFinder(pack)
        self._holidays = {row.id: row for row in pack.common("holidays", time_rules.HolidayTable).holidays}

    def resolve(self, document: Document, timexes: Sequence[Timex], parse: Parse | None) -> ResolvedTimes:
        """Every expression of `timexes` with its value, in text order; unresolved and conflicting dates are issues.

        A pure function of its arguments: the order of `timexes` and of zones does not matter.
        """
        ordered = tuple(sorted(timexes, key=lambda t: t.span))
        context = TextContext(self._context, document.text, parse)
        landmarks = self._landmarks.find(context.lower, context.ends)
        evidence = infer_reference(document, ordered, landmarks, context)
        reading = _Reading(ordered, context, evidence, landmarks, self._holidays)
        times, conflicts = settle(document, reading.all(), evidence.reference)
        doubted = frozenset(t.timex.span for t in times if not t.preferred)
        if doubted:
            # A date that the text contradicts must not carry the ones told from it.
            times, conflicts = settle(document, reading.all(doubted), evidence.reference)
        wide = evidence.reference is None or evidence.reference.interval.days > _TOLD_DAYS
        issues = tuple(_unresolved(document, t) for t in times if _is_unresolved(t, wide))
        return ResolvedTimes(times, tuple(sorted((*conflicts, *issues), key=_place)), evidence.reference)


class _Reading:
    """One pass over the expressions of one document, in text order; keeps the day the story is at."""

    def __init__(
        self,
        timexes: tuple[Timex, ...],
        context: TextContext,
        evidence: Evidence,
        landmarks: tuple[Landmark, ...],
        holidays: dict[str, time_rules.Holiday],
    ) -> None:
        self._timexes = timexes
        self._context = context
        self._known = evidence.known
        self._reference = evidence.reference
        self._landmarks = landmarks
        self._holidays = holidays
        self._story: _StoryDay | None = None
        self._found: list[ResolvedTime] = []

    def all(self, doubted: frozenset[CharSpan] = frozenset()) -> tuple[ResolvedTime, ...]:
        """Every expression in turn; those at `doubted` spans do not move the story."""
        found: list[ResolvedTime] = []
        self._story, self._found = None, found
        for at, timex in enumerate(self._timexes):
            outcome = self._outcome(at, timex)
            role = outcome.role or timex.role
            found.append(
                ResolvedTime(timex, outcome.value, outcome.interval, outcome.anchor, role, parts=outcome.parts)
            )
            interval = None if timex.span in doubted else outcome.interval
            # "trois jours plus tôt" looks aside, "depuis le 12" tells a count: neither moves the story.
            aside = timex.type == "DURATION" and timex.fields.sign == -1
            if interval is not None and interval.days <= 2 and interval.precision <= 2 and role == "at" and not aside:
                sentence = self._context.sentence(timex.span.start)
                self._story = _StoryDay(sentence, interval, f"timex:{timex.span.start}")
        return tuple(found)

    def _outcome(self, at: int, timex: Timex) -> Outcome:
        said = timex.fields
        if said.reference is not None:
            return Outcome(said.reference)
        if said.every:
            return Outcome(time_values.repeated(said), role="set")
        if timex.parts:
            return self._range(timex)
        if said.base == "event":
            return self._from_event(at, timex)
        if said.base == "narrative" and (said.amount is not None or said.vague or said.shift is not None):
            return self._from_story(at, timex)
        if said.base == "now" and said.sign is not None:
            return self._from_now(timex, said.sign)
        if said.base == "now" and said.unit == "day" and said.shift is not None:
            return self._deictic(timex)
        if timex.type == "DURATION":
            return self._duration(timex)
        return self._calendar(at, timex)

    # --- counted from now ---------------------------------------------------------------------------------------------------------------------

    def _spread(self, reading: Callable[..., DateInterval], *, clip: bool = True) -> DateInterval | None:
        return time_rules.spread(self._reference, reading, clip=clip) if self._reference is not None else None

    @property
    def _anchor(self) -> str:
        return self._reference.anchor if self._reference is not None else "none"

    def _deictic(self, timex: Timex) -> Outcome:
        said = timex.fields
        if said.weekday is not None:
            known = self._known_weekday(said, timex)
            if known is not None:
                return known
        count = said.shift or 0
        if said.weekday is not None and self._reference is not None and self._reference.interval.days > 1:
            return self._weekday(timex)
        interval = self._spread(lambda date: calendar.day(date + count * ONE_DAY))
        if interval is not None and interval.days > 1 and self._story is not None and self._context.quoted(timex.span.start):
            return _day_outcome(self._story.interval, said, self._story.anchor)
        if said.part == "NI" and count == 0 and interval is not None and self._context.direction(timex.span) <= 0:
            value = _exact(interval, said)
            return Outcome(value, make(interval.start - ONE_DAY, interval.end, interval.precision), self._anchor)
        return _day_outcome(interval, said, self._anchor)

    def _from_now(self, timex: Timex, sign: int) -> Outcome:
        said = timex.fields
        reading = time_rules.window if said.window else time_rules.offset
        interval = self._spread(lambda date: reading(date, said, sign), clip=False)
        if interval is not None and said.window and self._reference is not None and self._reference.interval.days > 1:
            # The start of "les deux derniers mois" seen from an unknown day: the month's first day.
            interval = make(interval.start.replace(day=1), interval.end)
        return Outcome(time_values.duration(said), interval, self._anchor if interval is not None else "none")

    def _duration(self, timex: Timex) -> Outcome:
        said = timex.fields
        value = time_values.duration(said)
        if timex.role in ("since", "until") and said.unit is not None:
            sign = -1 if timex.role == "since" else 1
            interval = self._spread(lambda date: time_rules.offset(date, said, sign), clip=False)
            return Outcome(value, interval, self._anchor if interval is not None else "none")
        return Outcome(value, role="duration")

    # --- counted from the story or an event ---------------------------------------------------------------------------------------------------

    def _story_day(self, offset: int, sentences: int) -> _StoryDay | None:
        story = self._story
        if story is not None and self._context.sentence(offset) - story.sentence <= sentences:
            return story
        return None

    def _from_story(self, at: int, timex: Timex) -> Outcome:
        said = timex.fields
        last = self._found[-1] if self._found and at else None
        if last is not None and said.sign == -1 and self._context.bridged(last.timex.span.end, timex.span.start):
            # "le 31 octobre, soit une semaine auparavant": the same day told twice.
            return Outcome(time_values.duration(said), last.interval, f"timex:{last.timex.span.start}")
        reach = _PART_SENTENCES if said.amount == 0 and said.part is not None else _STORY_SENTENCES
        story = self._story_day(timex.span.start, reach)
        wide = self._reference is None or self._reference.interval.days > 1
        if story is None and wide and said.part is None:
            story = self._story
        if story is None and said.amount == 0 and said.unit == "day" and said.part is None:
            return Outcome(None)
        if story is None and said.part == "NI" and said.amount == 0 and self._context.direction(timex.span) <= 0:
            return self._last_night(said)
        reference = Reference(story.interval, story.anchor, "story") if story is not None else self._reference
        if reference is None:
            return Outcome(time_values.duration(said) if timex.type == "DURATION" else None)
        if said.unit is None and said.weekday is not None:
            interval = time_rules.spread(reference, lambda date: time_rules.weekday(date, said, 0))
        elif said.shift is not None:
            unit, shift = said.unit or "day", said.shift
            interval = time_rules.spread(reference, lambda date: time_rules.shifted(date, unit, shift, 1))
        else:
            interval = self._counted(reference, said)
        if timex.type == "DURATION":
            return Outcome(time_values.duration(said), interval, reference.anchor)
        if said.shift is not None and said.unit not in (None, "day"):
            return Outcome(time_values.period(interval, said.unit or "day"), interval, reference.anchor)
        return _day_outcome(interval, said, reference.anchor)

    def _counted(self, reference: Reference, said: TimeFields) -> DateInterval:
        span, sign = reference.interval, said.sign or 1
        if said.window:
            return time_rules.spread(reference, lambda date: time_rules.window(date, said, sign))
        if span.days <= 2 and span.precision == 1:
            # A night of two dates: its eve counts from its first day, its morrow from its last.
            date = span.start if sign < 0 else span.end
            return span if said.amount == 0 else time_rules.offset(date, said, sign)
        return time_rules.spread(reference, lambda date: time_rules.offset(date, said, sign))

    def _from_event(self, at: int, timex: Timex) -> Outcome:
        said = timex.fields
        value = time_values.duration(said) if timex.type == "DURATION" else None
        base = self._event_day(at, timex)
        if base is None:
            return Outcome(value)
        interval = self._counted(Reference(base.interval or make(*_never()), base.anchor, "event"), said)
        outcome = _day_outcome(interval, said, base.anchor)
        return msgspec.structs.replace(outcome, value=value or outcome.value)

    def _event_day(self, at: int, timex: Timex) -> Outcome | None:
        """The date or landmark that the expression counts from, when the text names one right after it."""
        end = timex.words.end
        after = self._timexes[at + 1] if at + 1 < len(self._timexes) else None
        if after is not None and after.span.start - end <= _NEXT_DATE and after.type in ("DATE", "TIME"):
            outcome = self._outcome(at + 1, after)
            if outcome.interval is not None and outcome.interval.days <= 2:
                return msgspec.structs.replace(outcome, anchor=f"timex:{after.span.start}")
        if self._context.tells_again(end) and self._story is not None:
            return Outcome(None, self._story.interval, self._story.anchor)
        named = self._named_event(end)
        if named is not None:
            return named
        sentence = self._context.sentence(end)
        for mark in self._landmarks:
            if 0 <= mark.span.start - end <= _NEXT_LANDMARK and self._context.sentence(mark.span.start) == sentence:
                if after is not None and after.span.end < mark.span.start:
                    return None
                return Outcome(None, calendar.day(mark.interval.start), f"landmark:{mark.id}")
        return None

    def _named_event(self, end: int) -> Outcome | None:
        """ "cinq jours après Erbil": the last day told in a sentence with that name."""
        name = self._context.name_after(end)
        if name is None:
            return None
        for time in reversed(self._found):
            span = self._context.sentence_span(self._context.sentence(time.timex.span.start))
            told = time.interval is not None and time.interval.days <= 2 and time.role == "at"
            if told and name in self._context.text[span.start : span.end]:
                return Outcome(None, time.interval, f"timex:{time.timex.span.start}")
        return None

    # --- told by the calendar -----------------------------------------------------------------------------------------------------------------

    def _calendar(self, at: int, timex: Timex) -> Outcome:
        said = timex.fields
        if said.holiday is not None:
            return self._feast(timex)
        if said.century is not None:
            first = said.century * 100
            return Outcome(f"{said.century:02d}", _years(first + 1, first + 100), "text")
        if said.unit == "decade" and (said.year is not None or said.amount is not None):
            first = (said.year if said.year is not None else 1900 + int(said.amount or 0)) // 10 * 10
            return Outcome(f"{first // 10:03d}", _years(first, first + 9), "text")
        if said.season is not None:
            return self._season(timex)
        if said.month is not None:
            dated = self._dated(timex)
            return _whole_unit(dated, said) if said.unit in ("week", "weekend") else dated
        if said.year is not None:
            return _of_year(said)
        if said.weekday is not None:
            return self._weekday(timex)
        if said.day is not None and self._reference is not None:
            return _day_outcome(time_rules.day_of_unknown_month(said.day, self._reference.interval), said, self._anchor)
        if said.part is not None or said.hour is not None:
            return self._part(at, timex)
        if said.unit is not None:
            return self._period(timex)
        return Outcome(None)

    def _dated(self, timex: Timex) -> Outcome:
        said = timex.fields
        if said.year is not None and said.month is not None:
            if said.day is None:
                return _month_outcome(calendar.month(said.year, said.month), timex, "text")
            date = calendar.date_or_none(said.year, said.month, said.day)
            return _day_outcome(calendar.day(date) if date is not None else None, said, "text")
        if self._reference is None:
            return Outcome(time_values.month_day(said, None) + time_values.clock(said))
        interval = time_rules.partial(said, self._reference.interval, self._context.direction(timex.span))
        if interval is None:
            return Outcome(time_values.month_day(said, None))
        return _month_outcome(interval, timex, self._anchor) if said.day is None else _day_outcome(interval, said, self._anchor)

    def _weekday(self, timex: Timex) -> Outcome:
        said = timex.fields
        known = self._known_weekday(said, timex)
        if known is not None:
            return known
        unknown = f"XXXX-WXX-{said.weekday}{time_values.clock(said)}"
        if self._reference is None:
            return Outcome(unknown)
        direction = self._context.direction(timex.span)
        interval = self._spread(lambda date: time_rules.weekday(date, said, direction))
        if interval is None or interval.days == 1:
            return _day_outcome(interval, said, self._anchor)
        span = self._reference.interval
        if self._reference.anchor != "dct":
            first = calendar.weekday_on_or_after(span.start, said.weekday or 1)
            interval = make(min(first, span.end), span.end)
        return Outcome(unknown, interval, self._anchor)

    def _known_weekday(self, said: TimeFields, timex: Timex) -> Outcome | None:
        """With a time of writing that is no single day, a bare weekday is the sure day of the text that bears its name."""
        if said.shift is not None and said.base is None:
            return None
        if self._reference is not None and self._reference.interval.days == 1 and self._reference.evidence is None:
            return None
        same = {k.date: k for k in self._known if k.date.isoweekday() == said.weekday}
        if len(same) != 1:
            return None
        (known,) = same.values()
        if known.span == timex.span:
            return None
        return _day_outcome(calendar.day(known.date), said, f"timex:{known.span.start}")

    def _part(self, at: int, timex: Timex) -> Outcome:
        """A clock time or part of a day without a date: the day named right after it, the story's day, or the day of writing."""
        said = timex.fields
        if said.vague:
            return Outcome(time_values.clock(said))
        after = self._timexes[at + 1] if at + 1 < len(self._timexes) else None
        if after is not None and said.hour is not None and after.type == "DATE":
            if 0 < after.span.start - timex.span.end <= _DAY_AFTER_CLOCK:
                day = self._outcome(at + 1, after)
                if day.interval is not None and day.interval.days == 1:
                    return _day_outcome(day.interval, said, f"timex:{after.span.start}")
        if said.base == "now" and said.shift is not None:
            return self._last_night(said)
        story = self._story_day(timex.span.start, _STORY_SENTENCES if said.hour is not None else _PART_SENTENCES)
        if story is not None:
            return _day_outcome(story.interval, said, story.anchor)
        if said.part == "NI" and self._context.direction(timex.span) <= 0:
            return self._last_night(said)
        return _day_outcome(self._spread(calendar.day), said, self._anchor)

    def _last_night(self, said: TimeFields) -> Outcome:
        """The night (or other part) of the day before writing; a night ends on the day of writing."""
        interval = self._spread(lambda date: calendar.day(date - ONE_DAY))
        if interval is None:
            return Outcome(None)
        night = make(interval.start, interval.end + ONE_DAY, interval.precision) if said.part == "NI" else interval
        return Outcome(_exact(interval, said), night, self._anchor)

    def _period(self, timex: Timex) -> Outcome:
        said = timex.fields
        unit, shift = said.unit or "day", said.shift or 0
        direction = self._context.direction(timex.span)
        interval = self._spread(lambda date: time_rules.shifted(date, unit, shift, direction))
        if interval is None or self._reference is None:
            return Outcome(None)
        span = self._reference.interval
        exact = time_rules.shifted(span.start, unit, shift, direction) == time_rules.shifted(span.end, unit, shift, direction)
        value = time_values.period(interval, unit) if exact else None
        if said.segment is not None and exact:
            interval = calendar.segment(interval, said.segment)
        return Outcome(value, interval, self._anchor)

    def _season(self, timex: Timex) -> Outcome:
        said = timex.fields
        if said.season is None:
            return Outcome(None)
        if said.year is not None:
            return Outcome(f"{said.year:04d}-{said.season}", calendar.season(said.year, said.season), "text")
        if self._reference is None or (said.shift is None and not said.pointed):
            return Outcome(f"XXXX-{said.season}")
        interval = time_rules.season(said, self._reference.interval)
        value = f"{interval.start.year:04d}-{said.season}" if interval is not None else None
        return Outcome(value, interval, self._anchor)

    def _feast(self, timex: Timex) -> Outcome:
        said = timex.fields
        row = self._holidays.get(said.holiday or "")
        span = self._reference.interval if self._reference is not None else None
        if row is None:
            return Outcome(None)
        interval = time_rules.holiday(row, said.year, span, self._context.direction(timex.span))
        if interval is None:
            return Outcome(None)
        anchor = "text" if said.year is not None else self._anchor
        if said.segment is not None and interval.days > 7:
            interval = calendar.segment(interval, said.segment)
        return Outcome(interval.start.isoformat() if row.islamic is None else None, interval, anchor)

    def _range(self, timex: Timex) -> Outcome:
        """Begin and end of a range, the begin read from the end so that it never comes after it."""
        first, last = timex.parts
        end = self._calendar(len(self._timexes), last)
        begin = self._calendar(len(self._timexes), first)
        if end.interval is not None and begin.interval is not None and begin.interval.start > end.interval.end:
            begin = self._begin_before(first, end.interval, begin)
        parts = tuple(
            ResolvedTime(part, o.value, o.interval, o.anchor) for part, o in ((first, begin), (last, end))
        )
        if begin.interval is None or end.interval is None:
            return Outcome(None, parts=parts)
        night = timex.fields.part == "NI"
        precision = 1 if night and end.interval.end - begin.interval.start <= 2 * ONE_DAY else None
        interval = make(begin.interval.start, end.interval.end, precision)
        value = f"{begin.value}TNI" if night else f"{begin.value}/{end.value}"
        return Outcome(value, interval, end.anchor, parts=parts)

    def _begin_before(self, first: Timex, end: DateInterval, begin: Outcome) -> Outcome:
        said = first.fields
        if said.weekday is not None and said.month is None:
            return _day_outcome(calendar.day(calendar.weekday_on_or_before(end.start, said.weekday)), said, begin.anchor)
        if said.month is not None and said.year is None:
            interval = time_rules.partial(said, end, -1)
            if interval is not None and interval.start <= end.start:
                return _month_outcome(interval, first, begin.anchor) if said.day is None else _day_outcome(interval, said, begin.anchor)
        return begin


def timeml_times(times: Sequence[ResolvedTime]) -> tuple[ResolvedTime, ...]:
    """The expressions as TimeML marks them: the two ends of a range apart, a night between two days as one."""
    found: list[ResolvedTime] = []
    for time in times:
        if time.parts and time.timex.fields.part != "NI":
            found.extend(time.parts)
        else:
            found.append(time)
    return tuple(found)


def _exact(interval: DateInterval, said: TimeFields) -> str | None:
    return interval.start.isoformat() + time_values.clock(said) if interval.days == 1 else None


def _day_outcome(interval: DateInterval | None, said: TimeFields, anchor: str) -> Outcome:
    """A day with the part of it or clock time that the words add."""
    if interval is None:
        clock = time_values.clock(said)
        return Outcome(clock or None)
    if interval.days == 2 and interval.precision == 1 and time_values.clock(said):
        # Within a night of two dates the small hours are the second day's.
        late = said.part in ("EV", "AF") or (said.hour is not None and said.hour >= 12)
        interval = calendar.day(interval.start if late else interval.end)
    return Outcome(_exact(interval, said), interval, anchor)


def _month_outcome(interval: DateInterval, timex: Timex, anchor: str) -> Outcome:
    value, said = f"{interval.start:%Y-%m}", timex.fields
    if said.segment is not None:
        interval = calendar.segment(interval, said.segment)
        if said.segment == "MID" and timex.role == "since":
            interval = make(interval.start.replace(day=15), interval.end, 4)
    return Outcome(value, interval, anchor)


def _of_year(said: TimeFields) -> Outcome:
    year = said.year or 0
    if said.fraction is not None:
        return Outcome(f"{year:04d}-{said.fraction}", calendar.fraction(year, said.fraction), "text")
    if said.week is not None:
        interval = calendar.iso_week(year, said.week)
        return Outcome(f"{year:04d}-W{said.week:02d}", interval, "text" if interval is not None else "none")
    interval = calendar.year_span(year)
    return Outcome(f"{year:04d}", calendar.segment(interval, said.segment) if said.segment else interval, "text")


def _whole_unit(dated: Outcome, said: TimeFields) -> Outcome:
    """ "la semaine du 31 août": the week that holds the day."""
    if dated.interval is None or dated.interval.days > 1:
        return dated
    interval = calendar.span_of(dated.interval.start, said.unit or "week")
    return Outcome(time_values.period(interval, said.unit or "week"), interval, dated.anchor)


def _years(first: int, last: int) -> DateInterval:
    return calendar.year_span(max(first, calendar.FIRST_YEAR), last)


def _is_unresolved(time: ResolvedTime, wide: bool) -> bool:
    """Whether the words name a day, week or month that the text, written at a time known only widely, does not let us tell."""
    said = time.timex.fields
    if said.window and said.base == "now":
        return wide
    if time.role in ("set", "duration") or said.reference is not None or said.base == "event" or time.timex.event_offset_days:
        return False
    if said.season is not None or said.holiday is not None or said.base == "narrative":
        return time.interval is None and said.holiday is not None
    if time.interval is None:
        return time.timex.type != "TIME" or said.weekday is not None or said.base is not None
    day_named = said.weekday is not None or said.day is not None or (said.base == "now" and said.unit == "day")
    week_named = said.unit == "week" and said.shift is not None
    return (day_named or week_named) and not time.timex.parts and time.interval.days > _TOLD_DAYS


def _unresolved(document: Document, time: ResolvedTime) -> Issue:
    detail = "nothing in the page anchors this expression" if time.interval is None else "the page dates this only widely"
    return Issue(document.id, "unresolved_date", quote(document.text, time.timex.words), detail)


def _place(issue: Issue) -> tuple[int, str]:
    return (issue.quote.start if issue.quote is not None else -1, issue.code)


def _never() -> tuple[calendar.dt.date, calendar.dt.date]:
    return calendar.dt.date.min, calendar.dt.date.min
