"""Constrained clustering of reports into events.

Best-first agglomeration with average linkage: an approximation of correlation clustering (Bansal, Blum and Chawla 2004)
that never chains, because a group is joined on the mean of all its pairs, and that honours cannot-links (two reports of
one document are two events). Ties are broken by id, so that the order of arrival changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

#: A pair at or below this weight must never be in one event.
VETO = -9.0
#: Members of a large group that speak for it: pairs between two groups are looked at in full up to this many each.
_SPEAKERS = 8

Pair = tuple[str, str]


def cluster(
    members: Mapping[str, str],
    weights: Mapping[Pair, float],
    threshold: float,
    weigh: Callable[[Pair], float] | None = None,
) -> tuple[tuple[str, ...], ...]:
    """Groups of reports, each sorted, in the order of their first id.

    Args:
        members: document of each report: reports of one document never join.
        weights: log2 odds of pairs (sorted ids): those that were worth a look.
        threshold: mean weight of the known pairs between two groups from which they join.
        weigh: gives the weight of a pair that is not listed when two groups may join; without it such pairs are unknown
            and left out of the mean.
    """
    group_of = {report: report for report in members}
    groups: dict[str, list[str]] = {report: [report] for report in members}
    likely = [(pair, weight) for pair, weight in weights.items() if weight >= threshold]
    for pair, _ in sorted(likely, key=lambda item: (-item[1], item[0])):
        left, right = group_of[pair[0]], group_of[pair[1]]
        if left == right or not _may_join(groups[left], groups[right], members, threshold, _lookup(weights, weigh)):
            continue
        keep, drop = min(left, right), max(left, right)
        groups[keep] = sorted(groups[keep] + groups.pop(drop))
        for report in groups[keep]:
            group_of[report] = keep
    return tuple(tuple(groups[name]) for name in sorted(groups))


def _lookup(weights: Mapping[Pair, float], weigh: Callable[[Pair], float] | None) -> Callable[[Pair], float | None]:
    def look(pair: Pair) -> float | None:
        known = weights.get(pair)
        return known if known is not None or weigh is None else weigh(pair)

    return look


def _may_join(
    left: list[str],
    right: list[str],
    members: Mapping[str, str],
    threshold: float,
    look: Callable[[Pair], float | None],
) -> bool:
    if {members[r] for r in left} & {members[r] for r in right}:
        return False
    pairs = [(min(a, b), max(a, b)) for a in left[:_SPEAKERS] for b in right[:_SPEAKERS]]
    known = [weight for pair in pairs if (weight := look(pair)) is not None]
    return min(known) > VETO and sum(known) / len(known) >= threshold if known else False
