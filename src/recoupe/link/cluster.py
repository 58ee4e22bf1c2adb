"""Constrained clustering of reports into events.

Best-first agglomeration with average linkage: an approximation of correlation clustering (Bansal, Blum and Chawla 2004)
that never chains, because a group is joined on the mean of all its pairs, and that honours cannot-links (two reports of
one document are two events) and what people decided. Ties are broken by id, so that the order of arrival changes
nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

#: A pair at or below this weight must never be in one event.
VETO = -9.0
#: Members of a large group that speak for it: pairs between two groups are looked at in full up to this many each.
_SPEAKERS = 8
#: One pair in so many at least must speak for two groups to join.
_HEARD = 2

Pair = tuple[str, str]


def cluster(
    members: Mapping[str, str],
    weights: Mapping[Pair, float],
    threshold: float,
    weigh: Callable[[Pair], float] | None = None,
    *,
    together: Iterable[tuple[str, ...]] = (),
    apart: Iterable[Pair] = (),
    silent: Callable[[Pair], bool] | None = None,
) -> tuple[tuple[str, ...], ...]:
    """Groups of reports, each sorted, in the order of their first id.

    Args:
        members: document of each report: reports of one document never join.
        weights: log2 odds of pairs (sorted ids): those that were worth a look.
        threshold: mean weight of the known pairs between two groups from which they join.
        weigh: gives the weight of a pair that is not listed when two groups may join; without it such pairs are unknown
            and left out of the mean.
        together: reports that people hold to be one event: groups that nothing parts, of one document or not. They do
            not overlap.
        apart: pairs that people hold to be two events.
        silent: whether a pair below the threshold says nothing against one event, but only too little for it: such
            pairs are left out of the mean while others speak.
    """
    groups = _seeds(members, together)
    group_of = {report: name for name, reports in groups.items() for report in reports}
    rivals = _rivals(apart)
    likely = [(pair, weight) for pair, weight in weights.items() if weight >= threshold]
    for pair, _ in sorted(likely, key=lambda item: (-item[1], item[0])):
        left, right = group_of[pair[0]], group_of[pair[1]]
        if left == right or _parted(groups[left], groups[right], rivals):
            continue
        if not _may_join(groups[left], groups[right], members, threshold, _lookup(weights, weigh), silent):
            continue
        keep, drop = min(left, right), max(left, right)
        groups[keep] = sorted(groups[keep] + groups.pop(drop))
        for report in groups[keep]:
            group_of[report] = keep
    return tuple(tuple(groups[name]) for name in sorted(groups))


def _seeds(members: Mapping[str, str], together: Iterable[tuple[str, ...]]) -> dict[str, list[str]]:
    """Groups to start from, by their first report: what people joined, and every other report alone."""
    groups: dict[str, list[str]] = {report: [report] for report in members}
    for reports in together:
        known = sorted({r for r in reports if r in members})
        for report in known[1:]:
            del groups[report]
        if known:
            groups[known[0]] = known
    return groups


def _rivals(apart: Iterable[Pair]) -> dict[str, set[str]]:
    rivals: dict[str, set[str]] = {}
    for one, other in apart:
        rivals.setdefault(one, set()).add(other)
        rivals.setdefault(other, set()).add(one)
    return rivals


def _parted(left: list[str], right: list[str], rivals: Mapping[str, set[str]]) -> bool:
    return bool(rivals) and any(not rivals[r].isdisjoint(right) for r in left if r in rivals)


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
    silent: Callable[[Pair], bool] | None,
) -> bool:
    if {members[r] for r in left} & {members[r] for r in right}:
        return False
    pairs = [(min(a, b), max(a, b)) for a in left[:_SPEAKERS] for b in right[:_SPEAKERS]]
    known = {pair: weight for pair in pairs if (weight := look(pair)) is not None}
    if not known or min(known.values()) <= VETO:
        return False
    if sum(known.values()) / len(known) >= threshold:
        return True
    heard = [w for pair, w in known.items() if w >= threshold or silent is None or not silent(pair)]
    return len(heard) * _HEARD >= len(known) and sum(heard) / len(heard) >= threshold
