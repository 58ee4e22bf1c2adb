"""Values of time expressions: against the day of writing, each other, and events that everybody knows."""

from __future__ import annotations

from collections.abc import Sequence

from recoupe.language.pack import LanguagePack
from recoupe.model.document import Document, Issue, Zone
from recoupe.model.parse import Parse
from recoupe.model.resolved_times import ResolvedTimes
from recoupe.model.spans import quote
from recoupe.model.time import ResolvedTime, Timex
from recoupe.resolve.landmarks import LandmarkFinder
from recoupe.resolve.time_conflicts import settle
from recoupe.resolve.time_context import ContextReader, TextContext
from recoupe.resolve.time_reference import infer_reference
from recoupe.resolve.time_rules import HolidayTable
from recoupe.resolve.time_story import StoryReading

#: A value this wide has not told the day that the words name.
_TOLD_DAYS = 7
#: Language of a zone that nobody could tell.
_UNKNOWN = "und"


class TimeResolver:
    """Resolves the time expressions of a document."""

    def __init__(self, pack: LanguagePack) -> None:
        self._language = pack.code
        self._context = ContextReader(pack)
        self._landmarks = LandmarkFinder(pack)
        self._holidays = {row.id: row for row in pack.common("holidays", HolidayTable).holidays}

    def resolve(self, document: Document, timexes: Sequence[Timex], parse: Parse | None) -> ResolvedTimes:
        """Every expression of `timexes` with its value, in text order; unresolved and conflicting dates are issues.

        Expressions in zones of another language are left out. A pure function of its arguments: the order of `timexes`
        and of zones does not matter. A range has the values of its two ends in `parts`.
        """
        context = TextContext(self._context, document, parse)
        ordered = tuple(sorted((t for t in timexes if self._reads(context.zone(t.span.start))), key=lambda t: t.span))
        landmarks = self._landmarks.find(context.lower, context.ends)
        evidence = infer_reference(document, ordered, landmarks, context)
        reading = StoryReading(
            timexes=ordered, context=context, evidence=evidence, landmarks=landmarks, holidays=self._holidays
        )
        times, conflicts = settle(document, reading.all(), evidence.reference)
        doubted = frozenset(t.timex.span for t in times if not t.preferred)
        if doubted:
            # A date that the text contradicts must not carry the ones told from it.
            times, conflicts = settle(document, reading.all(doubted), evidence.reference)
        wide = evidence.reference is None or evidence.reference.interval.days > _TOLD_DAYS
        issues = tuple(_unresolved(document, t) for t in times if _is_unresolved(t, wide))
        return ResolvedTimes(times, tuple(sorted((*conflicts, *issues), key=_place)), evidence.reference)

    def _reads(self, zone: Zone | None) -> bool:
        return zone is None or zone.language in (self._language, _UNKNOWN)


def _is_unresolved(time: ResolvedTime, wide: bool) -> bool:
    """Whether the words name a day, week or month that the text, written at a time known only widely, does not let
    us tell."""
    said = time.timex.fields
    if said.window and said.base == "now":
        return wide
    if (
        time.role in ("set", "duration")
        or said.reference is not None
        or said.base == "event"
        or time.timex.event_offset_days
    ):
        return False
    if said.season is not None or said.holiday is not None or said.base == "narrative":
        return time.interval is None and said.holiday is not None
    if time.interval is None:
        return time.timex.type != "TIME" or said.weekday is not None or said.base is not None
    day_named = said.weekday is not None or said.day is not None or (said.base == "now" and said.unit == "day")
    week_named = said.unit == "week" and said.shift is not None
    return (day_named or week_named) and not time.timex.parts and time.interval.days > _TOLD_DAYS


def _unresolved(document: Document, time: ResolvedTime) -> Issue:
    detail = (
        "nothing in the page anchors this expression" if time.interval is None else "the page dates this only widely"
    )
    return Issue(document.id, "unresolved_date", quote(document.text, time.timex.words), detail)


def _place(issue: Issue) -> tuple[int, str]:
    return (issue.quote.start if issue.quote is not None else -1, issue.code)
