"""Counts of harm: when two can both hold, and what two equal ones are worth."""

from __future__ import annotations

from collections.abc import Sequence

from recoupe.link.verdict import Verdict
from recoupe.model.values import LATER_DEATH, Toll

#: From this count on two equal tolls are hardly chance.
_MANY = 5
#: One count this many times another, and this many more, is of another event.
_FAR, _FAR_ABOVE = 5, 20
_WIDE_ABOVE = 8


def compare_tolls(a: Sequence[Toll], b: Sequence[Toll]) -> Verdict | None:
    """What two sets of counts say; None when no kind of harm is counted by both."""
    pairs = [(x, y) for x in a for y in b if x.kind == y.kind and not apart_groups(x, y)]
    if not pairs:
        return None
    verdict, x, y = min(((_verdict(x, y), x, y) for x, y in pairs), key=lambda v: _ORDER.index(v[0]))
    return Verdict(verdict, "{} and {} {}", (x.low, y.low, x.kind))


_ORDER = ("same_many", "same_group", "same_few", "compatible", "other", "wide", "none", "far")


def _verdict(x: Toll, y: Toll) -> str:
    if (x.low, x.high) == (y.low, y.high) and x.low > 0:
        if x.low >= _MANY:
            return "same_many"
        if any(group.startswith("foreigners:") for group in set(x.whose) & set(y.whose)):
            return "same_group"
        return "same_few" if x.low > 1 or groups(x) & groups(y) else "compatible"
    if tolls_agree(x, y):
        return "compatible"
    less, more = sorted((x.low, y.low))
    if 0 in (x.high, y.high) and more > 1:
        return "none"
    if more > _FAR * max(less, 1):
        return "far" if more - less > _FAR_ABOVE else ("wide" if more - less > _WIDE_ABOVE else "other")
    return "other"


def tolls_agree(a: Toll, b: Toll) -> bool:
    """Whether two counts of one harm can both hold: their intervals meet (an open end goes on for ever).

    Who died later is one among others: its count is open too.
    """
    a_high = a.high if a.high is not None and a.rule != LATER_DEATH else max(a.low, b.low, b.high or 0)
    b_high = b.high if b.high is not None and b.rule != LATER_DEATH else max(b.low, a.low, a.high or 0)
    return a.low <= b_high and b.low <= a_high


def groups(toll: Toll) -> frozenset[str]:
    """Groups of people counted, without where they come from."""
    return frozenset(g for g in toll.whose if not g.startswith("foreigners"))


def apart_groups(a: Toll, b: Toll) -> bool:
    """Whether two counts are of different people: two soldiers and three civilians are no rivals."""
    ours, theirs = groups(a), groups(b)
    return bool(ours and theirs and not ours & theirs)


def tolls_clash(a: Toll, b: Toll) -> bool:
    """Whether two counts of one harm cannot both hold. A group's count is bounded by the total, not equal to it."""
    if apart_groups(a, b) or tolls_agree(a, b):
        return False
    ours, theirs = groups(a), groups(b)
    if bool(ours) == bool(theirs):
        return True
    group, whole = (a, b) if ours else (b, a)
    return whole.high is not None and group.low > whole.high
