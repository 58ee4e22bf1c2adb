"""Constrained clustering of reports into events.

Best-first agglomeration with average linkage: an approximation of correlation clustering (Bansal, Blum and Chawla 2004)
that never chains, because a
group is joined on the mean of all its pairs, and that honours cannot-links (two reports of one document are two
events). Ties are broken by id, so that
the order of arrival changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

#: A pair at or below this weight must never be in one event.
VETO = -9.0

Pair = tuple[str, str]


def cluster(members: Mapping[str, str], weights: Mapping[Pair, float], threshold: float) -> tuple[tuple[str, ...], ...]:
    """Groups of reports, each sorted, in the order of their first id.

    Args:
        members: document of each report: reports of one document never join.
        weights: log2 odds of pairs (sorted ids); pairs not listed are unknown and count as 0.
        threshold: mean weight of the listed pairs between two groups from which they join.
    """
    group_of = {report: report for report in members}
    groups: dict[str, list[str]] = {report: [report] for report in members}
    for pair, weight in sorted(weights.items(), key=lambda item: (-item[1], item[0])):
        if weight < threshold:
            break
        left, right = group_of[pair[0]], group_of[pair[1]]
        if left == right or not _may_join(groups[left], groups[right], members, weights, threshold):
            continue
        keep, drop = min(left, right), max(left, right)
        groups[keep] = sorted(groups[keep] + groups.pop(drop))
        for report in groups[keep]:
            group_of[report] = keep
    return tuple(tuple(groups[name]) for name in sorted(groups))


def _may_join(
    left: list[str], right: list[str], members: Mapping[str, str], weights: Mapping[Pair, float], threshold: float
) -> bool:
    if {members[r] for r in left} & {members[r] for r in right}:
        return False
    known = [weights[p] for a in left for b in right if (p := (min(a, b), max(a, b))) in weights]
    return min(known) > VETO and sum(known) / len(known) >= threshold
