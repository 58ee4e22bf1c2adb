"""When was this written? The document creation time where the page gives one, narrowed by what the text says; else
what the text itself tells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

import msgspec

from recoupe.model.document import Document
from recoupe.model.resolved_times import Reference
from recoupe.model.spans import CharSpan, quote
from recoupe.model.time import DateInterval, Timex
from recoupe.resolve import calendar
from recoupe.resolve.calendar import ONE_DAY, make
from recoupe.resolve.landmarks import Landmark
from recoupe.resolve.time_context import TextContext
from recoupe.resolve.time_rules import offset, partial

#: An undated text is taken to be written within the month of the last day it tells, or these days after it.
_DAYS_AFTER_LAST = 10


class KnownDay(msgspec.Struct, frozen=True):
    """A day of the story told with enough to be sure: it anchors bare weekdays of the same name."""

    date: dt.date
    span: CharSpan


class Evidence(msgspec.Struct, frozen=True):
    """Reference of a document and the days its text tells for sure."""

    reference: Reference | None
    known: tuple[KnownDay, ...]
    #: Years that the text tells, by full dates and landmarks.
    years: frozenset[int] = frozenset()


class _Told(msgspec.Struct, frozen=True):
    """A day the text tells, with what tells it."""

    interval: DateInterval
    timex: Timex
    rule: str


def infer_reference(
    document: Document, timexes: Sequence[Timex], landmarks: Sequence[Landmark], context: TextContext
) -> Evidence:
    """When the document was written, as an interval with its evidence, and the days its text tells for sure.

    A DCT of one day stands as it is. A DCT of a month is narrowed: to a day that the text points at ("ce 29 décembre"),
    or to the days from the last one told as past. Without a DCT the landmarks, the full dates, and weekdays with day
    and month tell the earliest day it can have been written.
    """
    singles = [single for t in timexes for single in (t.parts or (t,))]
    evidence = _evidence(document, singles, landmarks, context)
    told = (t.fields.year for t in singles if t.fields.year is not None)
    return msgspec.structs.replace(
        evidence, years=frozenset((*told, *(mark.interval.start.year for mark in landmarks)))
    )


def _evidence(
    document: Document, singles: Sequence[Timex], landmarks: Sequence[Landmark], context: TextContext
) -> Evidence:
    published = document.published
    if published is not None and not _plausible(published.interval):
        published = None
    if published is not None and published.interval.days == 1:
        reference = Reference(published.interval, "dct", "dct")
        return Evidence(reference, _known(_told(singles, published.interval, context), published.interval))
    if published is not None:
        return _narrowed(document, singles, published.interval, context)
    return _from_text(document, singles, landmarks, context)


def _plausible(interval: DateInterval) -> bool:
    """Whether the calendar of this room reaches a date: a page may claim any year."""
    return interval.start.year >= calendar.FIRST_YEAR and interval.end.year <= calendar.LAST_YEAR


def _narrowed(document: Document, singles: Sequence[Timex], dct: DateInterval, context: TextContext) -> Evidence:
    told = _told(singles, dct, context)
    for one in told:
        if one.timex.fields.pointed and one.interval.days == 1 and dct.contains(one.interval):
            evidence = quote(document.text, one.timex.span)
            return Evidence(Reference(one.interval, "dct", "dct_pointed_day", evidence), _known(told, dct))
    past = [
        one
        for one in told
        if one.interval.days == 1
        and dct.contains(one.interval)
        and context.direction(one.timex.span) <= 0
        and one.timex.role not in ("until", "before")
    ]
    if not past:
        return Evidence(Reference(dct, "dct", "dct"), _known(told, dct))
    last = max(past, key=lambda one: one.interval.start)
    narrowed = make(last.interval.start, dct.end)
    reference = Reference(narrowed, "dct", "dct_after_last_day", quote(document.text, last.timex.span))
    return Evidence(reference, _known(told, dct))


def _from_text(
    document: Document, singles: Sequence[Timex], landmarks: Sequence[Landmark], context: TextContext
) -> Evidence:
    full = list(_full(singles))
    newest = max(landmarks, key=lambda mark: (mark.interval.start, -mark.span.start), default=None)
    latest = max((one for one in full if one.interval.days == 1), key=lambda one: one.interval.start, default=None)
    months = [one for one in full if one.interval.days > 1 and context.direction(one.timex.span) <= 0]
    if latest is None and newest is None and not months:
        return Evidence(None, ())
    base, anchor, rule, span = _base(latest, newest, months)
    told = [
        one for one in (*_told(singles, base, context), *full) if one.timex.role not in ("until", "before", "after")
    ]
    told = [one for one in told if one.interval.days == 1 and context.direction(one.timex.span) <= 0]
    # The year of a bare date is the one nearest to the evidence, so dates far from it are not told by it.
    near = [one for one in told if abs((one.interval.start - base.start).days) < 365 or one.rule != "date"]
    last = max(near, key=lambda one: one.interval.start, default=None)
    lower = base.start
    open_ended = newest is not None and latest is None
    if last is not None and last.interval.start >= lower:
        lower, span, rule = last.interval.start, last.timex.span, last.rule
        # A count that still runs ("depuis le 17 octobre"), or a war that began, says little of the day of writing.
        open_ended = open_ended and last.rule != "weekday_date" and _runs_on(last.timex, singles)
    end = dt.date(lower.year, 12, 31) if open_ended else calendar.month(lower.year, lower.month).end
    interval = make(lower, max(end, lower + _DAYS_AFTER_LAST * ONE_DAY))
    reference = Reference(interval, anchor, rule, quote(document.text, span))
    return Evidence(reference, _known(told, interval))


def _base(
    latest: _Told | None, newest: Landmark | None, months: Sequence[_Told]
) -> tuple[DateInterval, str, str, CharSpan]:
    """The newest sure evidence: a full date, a landmark or a month told with its year, in that order where they
    agree."""
    rows: list[tuple[DateInterval, str, str, CharSpan]] = []
    if latest is not None:
        rows.append((latest.interval, "text", latest.rule, latest.timex.span))
    if newest is not None:
        rows.append((newest.interval, f"landmark:{newest.id}", "landmark", newest.span))
    rows += [(one.interval, "text", "month_with_year", one.timex.span) for one in months]
    # The first of those that begin last.
    return max(rows, key=lambda row: row[0].start)


def _runs_on(last: Timex, singles: Sequence[Timex]) -> bool:
    """Whether the last day told is the start of something that runs on, here or where the same day is told again."""
    same = [t for t in singles if (t.fields.month, t.fields.day) == (last.fields.month, last.fields.day)]
    return any(t.role == "since" for t in same)


def _full(singles: Sequence[Timex]) -> Iterator[_Told]:
    """Days and months told with their year."""
    for timex in singles:
        said = timex.fields
        if said.year is None or said.month is None or said.segment is not None:
            continue
        if said.day is None:
            yield _Told(calendar.month(said.year, said.month), timex, "month_with_year")
        elif (date := calendar.date_or_none(said.year, said.month, said.day)) is not None:
            yield _Told(calendar.day(date), timex, "full_date")


def _told(singles: Sequence[Timex], around: DateInterval, context: TextContext) -> list[_Told]:
    """Days told by day and month, read around an interval, and days that another one leads to ("le 31 octobre, soit
    une semaine auparavant")."""
    found: list[_Told] = []
    for at, timex in enumerate(singles):
        said = timex.fields
        if said.month is None or said.day is None:
            continue
        if said.year is not None:
            date = calendar.date_or_none(said.year, said.month, said.day)
            interval = calendar.day(date) if date is not None else None
        else:
            interval = partial(said, around, context.direction(timex.span))
        if interval is None:
            continue
        found.append(_Told(interval, timex, "weekday_date" if said.weekday is not None else "date"))
        after = singles[at + 1] if at + 1 < len(singles) else None
        if after is not None and after.fields.sign == -1 and context.bridged(timex.span.end, after.span.start):
            led = offset(interval.start, msgspec.structs.replace(after.fields, window=None), 1)
            middle = led.start + (led.end - led.start) // 2
            found.append(_Told(calendar.day(middle), after, "bridge"))
    return found


def _known(told: Sequence[_Told], around: DateInterval) -> tuple[KnownDay, ...]:
    """Days that a weekday, a demonstrative or another day vouches for, near the time of writing."""
    sure = [
        KnownDay(one.interval.start, one.timex.span)
        for one in told
        if (one.rule in ("weekday_date", "bridge") or one.timex.fields.pointed)
        and one.interval.days == 1
        and (one.timex.fields.weekday is None or one.interval.start.isoweekday() == one.timex.fields.weekday)
        and abs((one.interval.start - around.end).days) <= 62
    ]
    return tuple(sorted(sure, key=lambda known: known.span))
