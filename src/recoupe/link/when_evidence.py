"""Evidence from dates. A bound that the document merely leaves open never outvotes a date that it says."""

from __future__ import annotations

import datetime as dt

from recoupe.link.profile import LOOSE, Profile
from recoupe.link.verdict import Verdict
from recoupe.model.time import DateInterval

#: Days by which the edge of a vague stretch ("fin décembre") may be wrong.
_EDGE = 3
#: Days after an event in which the undated news of a place is likely of it.
_FRESH = 4
#: Parts of a day that may be the next day elsewhere, that may have been the day before, and that are neither.
_LATE, _EARLY, _DAY = frozenset({"EV", "NI"}), frozenset({None, "NI", "MO"}), frozenset({"MO", "MI", "AF", "DT"})
#: UCDP precision of a week, and the days of a stretch such as "fin décembre".
_WEEK, _FORTNIGHT = 3, 15


def compare_dates(a: Profile, b: Profile) -> Verdict:
    """What two dates say."""
    if not a.when or not b.when:
        return _undated(a, b)
    x, y = a.when[0], b.when[0]
    gap = gap_days(x, y)
    if gap > 0:
        return Verdict(_apart(a, b, gap), "{} against {}", (x, y))
    if a.bounded or b.bounded:
        return Verdict("bounded", "{} can be {}", (x, y))
    coarse = max(x.precision, y.precision)
    if coarse == 1:
        return Verdict("same_day", "same day ({})", (x,))
    return Verdict(_overlap(coarse, max(x.days, y.days)), "{} overlaps {}", (x, y))


def _overlap(precision: int, days: int) -> str:
    if precision <= _WEEK:
        return "overlap_week" if precision == _WEEK else "overlap"
    return "overlap_fortnight" if days <= _FORTNIGHT else "overlap_wide"


def _apart(a: Profile, b: Profile, gap: int) -> str:
    if a.bounded or b.bounded:
        return "bounded_apart"
    if gap == 1:
        return "over_midnight" if _over_midnight(a, b) else "next_day"
    vague = max(a.when[0].precision, b.when[0].precision) >= LOOSE
    return "stretch_edge" if vague and gap <= _EDGE else "apart"


def _undated(a: Profile, b: Profile) -> Verdict:
    """What the day of publication of an undated report says beside the date of the other."""
    undated, dated = (a, b) if not a.when else (b, a)
    if undated.published is None or not dated.when or dated.bounded:
        return Verdict("missing", "no date given")
    told, printed = dated.when[0], undated.published
    if told.start > printed.end + dt.timedelta(days=1):
        return Verdict("untold", "printed {}, before {}", (printed, told))
    since = (printed.end - told.end).days
    name = "fresh" if told.precision == 1 and since <= _FRESH else "missing"
    return Verdict(name, "no date given, printed {} days after {}", (max(since, 0), told))


def _over_midnight(a: Profile, b: Profile) -> bool:
    """Whether one date is an evening and the next day may be its night, or the other way round."""
    early, late = (a, b) if a.when[0].start < b.when[0].start else (b, a)
    return (early.part_of_day in _LATE and late.part_of_day in _EARLY) or (
        late.part_of_day == "NI" and early.part_of_day not in _DAY
    )


def never_together(a: Profile, b: Profile) -> bool:
    """Whether the dates alone rule out one event: a quick look before anything else is compared."""
    if not a.when or not b.when:
        return _undated(a, b).name == "untold"
    gap = gap_days(a.when[0], b.when[0])
    return gap > 1 and _apart(a, b, gap) == "apart"


def gap_days(a: DateInterval, b: DateInterval) -> int:
    """Days between two intervals: 0 when they meet."""
    if b.start > a.end:
        return (b.start - a.end).days
    return (a.start - b.end).days if a.start > b.end else 0
