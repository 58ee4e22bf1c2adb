"""One pass over the expressions of a document, in text order, that keeps the day the story is at."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from recoupe.model.resolved_times import Reference
from recoupe.model.spans import CharSpan
from recoupe.model.time import DateInterval, ResolvedTime, TimeFields, Timex
from recoupe.resolve import calendar, time_rules, time_values
from recoupe.resolve.calendar import ONE_DAY, make
from recoupe.resolve.landmarks import Landmark
from recoupe.resolve.time_calendar import CalendarReading
from recoupe.resolve.time_context import TextContext
from recoupe.resolve.time_outcome import NOTHING, Outcome, day_outcome
from recoupe.resolve.time_reference import Evidence
from recoupe.text.entries import ENTRIES, opens_paragraph

#: Sentences back to which "le même jour", "la veille" and clock times reach; "à l'aube" reaches less far.
_STORY_SENTENCES, _PART_SENTENCES = 6, 5
#: Days before writing in which what lasts since then is the news.
_NEWS_DAYS = 7
#: Characters between a clock time and a day named right after it ("vers 0 h 40, jeudi").
_DAY_AFTER_CLOCK = 4
#: The rules of "dans la nuit", "en soirée", and of "la même nuit".
_NIGHTS = frozenset({"part_within", "part_same"})
#: Hours before which a moment told belongs to the night that began the day before.
_SMALL_HOURS = 7
#: A month at most gives its name to the days told after it.
_MONTH_DAYS = 31
#: Characters between a part of a day and its weekday ("avant l'aube, mardi").
_DAY_AFTER_PART = 2
#: Characters between "au lendemain" and the date or landmark it counts from.
_NEXT_DATE, _NEXT_LANDMARK = 8, 110


class _StoryDay(msgspec.Struct, frozen=True):
    """The last day told, where, and by which expression."""

    sentence: int
    interval: DateInterval
    anchor: str


class StoryReading:
    """One pass over the expressions of one document, in text order; keeps the day the story is at."""

    def __init__(
        self,
        *,
        timexes: tuple[Timex, ...],
        context: TextContext,
        evidence: Evidence,
        landmarks: tuple[Landmark, ...],
        holidays: Mapping[str, time_rules.Holiday],
    ) -> None:
        self._timexes = timexes
        self._context = context
        self._landmarks = landmarks
        self._calendar = CalendarReading(context, evidence, holidays, landmarks, _years_of_days(timexes))
        heads = frozenset(
            t.span for t in timexes if t.fields.hour is not None and opens_paragraph(context.text, t.words)
        )
        #: The hours that head the entries of a live page: they are of the day of writing, whatever the story's day.
        self._entries = heads if len(heads) >= ENTRIES else frozenset()
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
            aside = aside or not self._context.tells_story(timex.span.start) or self._context.describes(timex.span)
            told = role == "at" or (role == "since" and self._begins(timex, interval))
            if interval is not None and interval.days <= 2 and interval.precision <= 2 and told and not aside:
                sentence = self._context.sentence(timex.span.start)
                # "a-t-on appris vendredi" is no day of the story, unless nobody tells another.
                if self._context.dates_speech(timex.span) and self._story_day(timex.span.start, _PART_SENTENCES):
                    continue
                self._story = _StoryDay(sentence, interval, f"timex:{timex.span.start}")
        return tuple(found)

    def _begins(self, timex: Timex, interval: DateInterval | None) -> bool:
        """Whether the start of a stretch is a day of the story: "échappe depuis dimanche", "a suspendu dès lundi"; not
        "progressaient depuis jeudi", in a story that is at Friday."""
        if self._context.punctual(timex):
            return True
        story = self._story_day(timex.span.start, _PART_SENTENCES)
        back = story is not None and interval is not None and interval.end < story.interval.start
        return self._is_news(interval) and not back

    def _is_news(self, interval: DateInterval | None) -> bool:
        """Whether a start lies in the days before writing: "échappe depuis dimanche" tells what happened on Sunday."""
        reference = self._calendar.reference
        if interval is None or reference is None:
            return False
        return 0 <= (reference.interval.end - interval.start).days <= _NEWS_DAYS

    def _outcome(self, at: int, timex: Timex) -> Outcome:
        said = timex.fields
        if said.reference is not None:
            return Outcome(said.reference)
        if said.every:
            return Outcome(time_values.repeated(said), role="set")
        if timex.parts:
            return self._calendar.range(timex, self._part_of_range)
        if said.base == "event":
            return self._from_event(at, timex)
        beside = self._day_beside(at, timex) or self._apposed(timex)
        if beside is not None:
            return beside
        if said.base == "narrative" and (said.amount is not None or said.vague or said.shift is not None):
            return self._from_story(timex)
        if said.base == "now" and said.sign is not None:
            return self._calendar.from_now(timex, said.sign)
        if said.base == "now" and said.unit == "day" and said.shift is not None:
            return self._deictic(timex)
        if timex.type == "DURATION":
            return self._calendar.duration(timex)
        return self._day_alone(timex) or self._same_year(timex) or self._calendar.told(timex) or self._part(at, timex)

    def _part_of_range(self, part: Timex) -> Outcome:
        return self._day_alone(part) or self._calendar.told(part) or self._part(len(self._timexes), part)

    def _same_year(self, timex: Timex) -> Outcome | None:
        """ "Entre le 7 et le 9 janvier 2015, ..., puis une marche le 11 janvier": the year of the sentence's last date,
        for a day soon after it."""
        said = timex.fields
        last = self._found[-1] if self._found else None
        if last is None or said.year is not None or said.month is None or said.day is None or said.weekday is not None:
            return None
        year_told = last.timex.fields.year is not None or any(p.fields.year is not None for p in last.timex.parts)
        same = self._context.sentence(last.timex.span.start) == self._context.sentence(timex.span.start)
        if not (year_told and same) or last.interval is None or last.interval.days > _MONTH_DAYS:
            return None
        date = calendar.date_or_none(last.interval.end.year, said.month, said.day)
        if date is None or not 0 <= (date - last.interval.start).days <= 2 * _MONTH_DAYS:
            return None
        return day_outcome(calendar.day(date), said, f"timex:{last.timex.span.start}")

    def _day_alone(self, timex: Timex) -> Outcome | None:
        """ "Le 3 mai, ... Le 9, ...": a day whose month the story tells."""
        said = timex.fields
        if said.day is None or said.month is not None or said.weekday is not None:
            return None
        here = self._context.sentence(timex.span.start)
        for time in reversed(self._found):
            if here - self._context.sentence(time.timex.span.start) > _STORY_SENTENCES:
                break
            if time.interval is not None and time.interval.days <= _MONTH_DAYS and time.role in ("at", "since"):
                last = self._calendar.reference.interval.end if self._calendar.reference is not None else None
                interval = time_rules.day_near(said.day, time.interval.start, last)
                return day_outcome(interval, said, f"timex:{time.timex.span.start}") if interval is not None else None
        return None

    def _deictic(self, timex: Timex) -> Outcome:
        """ "aujourd'hui" of someone quoted, on a page written nobody knows when, is the story's day."""
        outcome = self._calendar.deictic(timex)
        unknown = outcome.interval is not None and outcome.interval.days > 1 and self._calendar.wide
        if unknown and self._story is not None and self._context.quoted(timex.span.start):
            return day_outcome(self._story.interval, timex.fields, self._story.anchor)
        return outcome

    def _story_day(self, offset: int, sentences: int) -> _StoryDay | None:
        story = self._story
        if story is not None and self._context.sentence(offset) - story.sentence <= sentences:
            return story
        return None

    def _from_story(self, timex: Timex) -> Outcome:
        said = timex.fields
        last = self._found[-1] if self._found else None
        if last is not None and said.sign == -1 and self._context.bridged(last.timex.span.end, timex.span.start):
            # "le 31 octobre, soit une semaine auparavant": the same day told twice.
            return Outcome(time_values.duration(said), last.interval, f"timex:{last.timex.span.start}")
        part = said.part is not None and said.amount == 0
        story = self._story_day(timex.span.start, _PART_SENTENCES if part else _STORY_SENTENCES)
        if story is None and said.part is None:
            # "La veille" counts from a day told, however far, rather than from the day of writing.
            story = self._story if self._calendar.wide or said.sign is not None else None
            if story is None and said.amount == 0:
                return NOTHING
        if said.unit in ("month", "year", "decade") and said.sign is not None and timex.type == "DURATION":
            return self._long_after(timex, said.sign)
        if said.unit in ("month", "year") and said.shift is not None:
            told = self._last_stretch(timex)
            if told is not None:
                return self._told_from(told, timex)
        if story is None and said.sign == 1 and said.part is None:
            # "trois jours plus tard" without a day told before counts from what nobody dated.
            return Outcome(time_values.duration(said) if timex.type == "DURATION" else None)
        if story is None and part and said.part == "NI" and self._context.direction(timex.span) <= 0:
            return self._calendar.last_night(said)
        if story is not None and part and said.part == "NI" and timex.rule in _NIGHTS:
            return self._night(timex, story)
        reference = Reference(story.interval, story.anchor, "story") if story is not None else self._calendar.reference
        if reference is None:
            return Outcome(time_values.duration(said) if timex.type == "DURATION" else None)
        return self._told_from(reference, timex)

    def _night(self, timex: Timex, story: _StoryDay) -> Outcome:
        """ "Dans la nuit" of a story that is at a day: the night that begins that day, or the one that ended on the day
        of writing."""
        today = self._calendar.reference.interval if self._calendar.reference is not None else None
        if story.interval == today and self._context.direction(timex.span) <= 0:
            return self._calendar.last_night(timex.fields)
        outcome = day_outcome(story.interval, timex.fields, story.anchor)
        if story.interval.days > 1:
            return msgspec.structs.replace(outcome, interval=story.interval)
        first = story.interval.start - ONE_DAY if self._in_small_hours(story) else story.interval.start
        night = make(first, first + ONE_DAY, 1)
        return msgspec.structs.replace(outcome, interval=night)

    def _in_small_hours(self, story: _StoryDay) -> bool:
        """Whether the story was last told at an hour before dawn: "vers une heure du matin ..., la même nuit"."""
        last = next((t for t in reversed(self._found) if t.interval is not None), None)
        hour = last.timex.fields.hour if last is not None and last.interval == story.interval else None
        return hour is not None and hour < _SMALL_HOURS

    def _long_after(self, timex: Timex, sign: int) -> Outcome:
        """ "deux ans plus tard": from the last stretch told nearby, be it a year; "plus tôt" also from writing."""
        said, value = timex.fields, time_values.duration(timex.fields)
        start = self._last_stretch(timex)
        if start is not None:
            return Outcome(value, self._counted(start, said), start.anchor)
        return self._calendar.from_now(timex, sign) if sign < 0 else Outcome(value)

    def _last_stretch(self, timex: Timex) -> Reference | None:
        """The first day of the last stretch told nearby, be it a year."""
        here = self._context.sentence(timex.span.start)
        for time in reversed(self._found):
            if here - self._context.sentence(time.timex.span.start) > _PART_SENTENCES:
                break
            if time.interval is not None and time.role in ("at", "since"):
                return Reference(calendar.day(time.interval.start), f"timex:{time.timex.span.start}", "story")
        return None

    def _told_from(self, reference: Reference, timex: Timex) -> Outcome:
        said = timex.fields
        unit = said.unit or "day"
        if said.unit is None and said.weekday is not None:
            interval = time_rules.spread(reference, lambda date: time_rules.weekday(date, said, 0))
        elif said.shift is not None:
            shift = said.shift
            interval = time_rules.spread(reference, lambda date: time_rules.shifted(date, unit, shift, 1))
        else:
            interval = self._counted(reference, said)
        if timex.type == "DURATION":
            return Outcome(time_values.duration(said), interval, reference.anchor)
        if unit == "second" and said.amount == 0:
            # "à ce moment-là": the last moment told, clock time included.
            last = next((t.value for t in reversed(self._found) if t.interval == interval), None)
            return Outcome(last, interval, reference.anchor)
        if said.shift is not None and unit != "day":
            return Outcome(time_values.period(interval, unit), interval, reference.anchor)
        return day_outcome(interval, said, reference.anchor)

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
        if base is None or base.interval is None:
            story = self._story_day(timex.span.start, _STORY_SENTENCES) if timex.event_offset_days == 0 else None
            # "Moins d'une heure après l'annonce" tells of the day that the story is at.
            return Outcome(value) if story is None else Outcome(value, story.interval, story.anchor)
        interval = self._counted(Reference(base.interval, base.anchor, "event"), said)
        outcome = day_outcome(interval, said, base.anchor)
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

    def _day_beside(self, at: int, timex: Timex) -> Outcome | None:
        """ "Avant l'aube, mardi": a part of the day that is named right after."""
        said = timex.fields
        after = self._timexes[at + 1] if at + 1 < len(self._timexes) else None
        if said.part is None or said.amount != 0 or after is None or after.type != "DATE":
            return None
        if after.fields.weekday is None or not 0 < after.span.start - timex.span.end <= _DAY_AFTER_PART:
            return None
        day = self._outcome(at + 1, after)
        if day.interval is None or day.interval.days > 1:
            return None
        return day_outcome(day.interval, said, f"timex:{after.span.start}")

    def _apposed(self, timex: Timex) -> Outcome | None:
        """ "Le 9 avril, dimanche des Rameaux": a weekday beside a date that falls on it is that day."""
        said, last = timex.fields, self._found[-1] if self._found else None
        if said.weekday is None or said.day is not None or said.shift is not None or last is None:
            return None
        interval, gap = last.interval, timex.words.start - last.timex.words.end
        if interval is None or interval.days > 1 or not 0 < gap <= _DAY_AFTER_PART or last.timex.fields.day is None:
            return None
        same = interval.start.isoweekday() == said.weekday
        return day_outcome(interval, said, f"timex:{last.timex.span.start}") if same else None

    def _part(self, at: int, timex: Timex) -> Outcome:
        """A clock time or part of a day without a date: the day named right after, the story's day, or that of
        writing."""
        said = timex.fields
        if said.vague:
            return Outcome(time_values.clock(said))
        after = self._timexes[at + 1] if at + 1 < len(self._timexes) else None
        named = said.hour is not None and timex.span not in self._entries and after is not None and after.type == "DATE"
        if after is not None and named and 0 < after.span.start - timex.span.end <= _DAY_AFTER_CLOCK:
            day = self._outcome(at + 1, after)
            if day.interval is not None and day.interval.days == 1:
                return day_outcome(day.interval, said, f"timex:{after.span.start}")
        if said.base == "now" and said.shift is not None:
            return self._calendar.last_night(said)
        story = self._story_day(timex.span.start, _STORY_SENTENCES if said.hour is not None else _PART_SENTENCES)
        if story is not None and timex.span not in self._entries:
            return day_outcome(story.interval, said, story.anchor)
        return day_outcome(self._calendar.spread(calendar.day), said, self._calendar.anchor)


def _years_of_days(timexes: tuple[Timex, ...]) -> dict[tuple[int, int], int]:
    """The year of each (month, day) that the text tells in full, where it gives one year only."""
    years: dict[tuple[int, int], set[int]] = {}
    for timex in timexes:
        said = timex.fields
        if said.year is not None and said.month is not None and said.day is not None:
            years.setdefault((said.month, said.day), set()).add(said.year)
    return {day: min(told) for day, told in years.items() if len(told) == 1}
