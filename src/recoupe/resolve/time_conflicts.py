"""Dates of one text that cannot both hold: which one the other evidence supports, and what a human should see."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from recoupe.model.document import Document, Issue
from recoupe.model.resolved_times import Reference
from recoupe.model.spans import quote
from recoupe.model.time import DateInterval, ResolvedTime

#: "ce 2 janvier" is written within these days of the 2nd of January.
_POINTED_DAYS = 20
_CODE = "date_conflict"


def settle(
    document: Document, times: Sequence[ResolvedTime], reference: Reference | None
) -> tuple[tuple[ResolvedTime, ...], tuple[Issue, ...]]:
    """Mark expressions that the text's other dates contradict, with an issue for each.

    Three cases only: a night told by the same days of two months; a day pointed at ("ce 2 janvier") far from the time
    of writing; a weekday that its date does not fall on. Two different dates are no conflict.
    """
    settled, issues = list(times), []
    for at, time in enumerate(times):
        reason, against = _doubt(time, times, reference)
        if reason is None:
            continue
        settled[at] = msgspec.structs.replace(
            time, preferred=False, conflict_with=against.timex.span if against is not None else None
        )
        issues.append(Issue(document.id, _CODE, quote(document.text, time.timex.span), reason))
        if against is not None:
            other = times.index(against)
            settled[other] = msgspec.structs.replace(settled[other], conflict_with=time.timex.span)
    return tuple(settled), tuple(issues)


def _doubt(
    time: ResolvedTime, times: Sequence[ResolvedTime], reference: Reference | None
) -> tuple[str | None, ResolvedTime | None]:
    """Why `time` is not to be believed, and the expression that says otherwise."""
    interval, said = time.interval, time.timex.fields
    if interval is None:
        return None, None
    wrong_day = _wrong_weekday(time)
    if wrong_day is not None:
        return wrong_day, None
    if reference is None or reference.anchor != "dct":
        return None, None
    twin = next((t for t in times if _same_days(time, t) and _nearer(t, time, reference.interval)), None)
    if twin is not None:
        return "the same days are told in another month, which the date of writing supports", twin
    if (
        said.pointed
        and said.year is None
        and said.day is not None
        and said.month is not None
        and _days_apart(interval, reference.interval) > _POINTED_DAYS
    ):
        holder = next((t for t in times if t is not time and _holds_day(t, time)), None)
        return "a day pointed at as present lies far from the date of writing", holder
    return None, None


def _wrong_weekday(time: ResolvedTime) -> str | None:
    said, interval = time.timex.fields, time.interval
    named = (said.day is not None and said.month is not None) or (said.base == "now" and said.unit == "day")
    if said.weekday is None or not named or interval is None or interval.days > 1:
        return None
    if interval.start.isoweekday() == said.weekday:
        return None
    return f"{interval.start.isoformat()} does not fall on the weekday named"


def _same_days(one: ResolvedTime, other: ResolvedTime) -> bool:
    """Whether two ranges or nights name the same days of different months."""
    mine = [part.fields for part in one.timex.parts]
    theirs = [part.fields for part in other.timex.parts]
    night = "NI" in (one.timex.fields.part, other.timex.fields.part)
    if not night or len(mine) != 2 or len(theirs) != 2:
        return False
    days = [f.day for f in mine]
    return None not in days and days == [f.day for f in theirs] and [f.month for f in mine] != [f.month for f in theirs]


def _nearer(one: ResolvedTime, other: ResolvedTime, span: DateInterval) -> bool:
    """Whether the time of writing supports `one` and not `other`."""
    if one.interval is None or other.interval is None:
        return False
    near, far = _days_apart(one.interval, span), _days_apart(other.interval, span)
    return near <= _POINTED_DAYS and near < far


def _holds_day(holder: ResolvedTime, time: ResolvedTime) -> bool:
    """Whether `holder` is preferred by the calendar and names the same day of the month, alone or as one end of a
    range."""
    said = time.timex.fields
    ends = [part.fields for part in holder.timex.parts] or [holder.timex.fields]
    return any(f.day == said.day and f.month is not None and f.month != said.month for f in ends)


def _days_apart(one: DateInterval, other: DateInterval) -> int:
    if one.overlaps(other):
        return 0
    return min(abs((one.start - other.end).days), abs((other.start - one.end).days))
