"""Reports grouped into events, as weights and rulings change: only what is tied to a change is grouped again.

Groups join along likely pairs and along what people decided, so reports that neither ties, however far round, bear on
one another in nothing: each such component is grouped by itself. Pairs of a report that is torn between two events are
not likely, or the undated news of a war would tie all of it together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Set

import msgspec

from recoupe.link.cluster import VETO, Pair, cluster
from recoupe.link.context import Group
from recoupe.link.scores import Scores
from recoupe.model.rulings import NO_RULINGS, Rulings

#: A report without a day of its own goes to the better of two events only when it is better by this much.
_CLEARLY = 2.0

Weigh = Callable[[Pair], float]


class Ties(msgspec.Struct, frozen=True):
    """What people decided of pairs, by report: groups that are one event, reports that are of another one."""

    same: Mapping[str, Group]
    different: Mapping[str, frozenset[str]]

    def changed(self, other: Ties) -> set[str]:
        """Reports of which something else is decided."""
        ours, theirs = (self.same, self.different), (other.same, other.different)
        return {r for a, b in zip(ours, theirs, strict=True) for r in a.keys() | b.keys() if a.get(r) != b.get(r)}


def ties(rulings: Rulings = NO_RULINGS) -> Ties:
    """Rulings on pairs by report."""
    rivals: dict[str, set[str]] = defaultdict(set)
    for one, other in rulings.different:
        rivals[one].add(other)
        rivals[other].add(one)
    same = {report: group for group in rulings.same for report in group}
    return Ties(same, {report: frozenset(found) for report, found in rivals.items()})


class Grouping:
    """Groups of the reports of `scores`. `more` adds to the weight of a pair what the reports alone do not tell."""

    def __init__(self, scores: Scores, threshold: float, more: Weigh | None = None) -> None:
        self.of: dict[str, Group] = {}
        self._torn: set[str] = set()
        self._scores, self._threshold, self._more = scores, threshold, more

    def weigh(self, pair: Pair) -> float:
        """Log2 odds that a pair (sorted) tells one event."""
        return self._scores.weigh(pair) + (self._more(pair) if self._more is not None else 0.0)

    def regroup(self, touched: Iterable[str], decided: Ties) -> tuple[set[Group], set[Group]]:
        """Group again what is tied to the reports touched; gives the groups that are no more, and the new ones."""
        profiles, stirred = self._scores.profiles, set(touched)
        stirred |= self._tear(stirred)
        gone = {group for report in stirred if (group := self.of.pop(report, None)) is not None}
        waiting = {r for r in (*stirred, *(r for group in gone for r in group)) if r in profiles}
        new: set[Group] = set()
        done: set[str] = set()
        while waiting:
            known: dict[Pair, float] = {}
            component = self._component(waiting.pop(), decided, known)
            former = {self.of[r] for r in component if r in self.of}
            gone |= former
            waiting.update(r for group in former for r in group if r in profiles)
            done |= component
            waiting -= done
            groups = self._cluster(component, known, decided)
            new.update(groups)
            self.of.update((report, group) for group in groups for report in group)
        return gone - new, new - gone

    def _tear(self, touched: Set[str]) -> set[str]:
        """Find out anew who is torn; gives those who are now or no longer, and whom they are torn between.

        A report without a day of its own that fits two events which cannot be one is joined to neither: a human is
        asked.
        """
        profiles, beside = self._scores.profiles, self._scores.beside
        near = {r for r in touched if r in profiles}
        near.update([other for r in touched for other in beside.get(r, ())])
        self._torn -= {r for r in touched if r not in profiles or not profiles[r].loose}
        changed: set[str] = set()
        for report in near:
            if profiles[report].loose:
                found = self._likely(report)
                if (len(found) > 1 and self._between(found)) != (report in self._torn):
                    self._torn ^= {report}
                    changed.update((report, *(other for _, other in found)))
        return changed

    def _likely(self, report: str) -> list[tuple[float, str]]:
        pairs = (
            (other, (report, other) if report < other else (other, report)) for other in self._scores.beside[report]
        )
        weights = ((self.weigh(pair), other) for other, pair in pairs)
        return [(weight, other) for weight, other in weights if weight >= self._threshold]

    def _between(self, found: list[tuple[float, str]]) -> bool:
        ordered = sorted(found, key=lambda f: (-f[0], f[1]))
        best_weight, best = ordered[0]
        rivals = [other for weight, other in ordered[1:] if best_weight - weight < _CLEARLY]
        return any(self._exclude(best, other) for other in rivals)

    def _exclude(self, one: str, other: str) -> bool:
        profiles = self._scores.profiles
        same_document = profiles[one].document == profiles[other].document
        return same_document or self.weigh((min(one, other), max(one, other))) <= VETO

    def _held_back(self, pair: Pair) -> float:
        """The weight of a pair as groups join by it: likely for nobody who is torn."""
        weight = self.weigh(pair)
        torn = weight >= self._threshold and not self._torn.isdisjoint(pair)
        return self._threshold - 1.0 if torn else weight

    def _component(self, report: str, decided: Ties, known: dict[Pair, float]) -> set[str]:
        """What is tied to a report; the weights of pairs met on the way are put into `known`."""
        found, ahead = {report}, [report]
        while ahead:
            one = ahead.pop()
            tied = [r for r in decided.same.get(one, ()) if r in self._scores.profiles]
            for other in self._scores.beside[one] if one not in self._torn else ():
                pair = (one, other) if one < other else (other, one)
                if pair not in known:
                    known[pair] = self._held_back(pair)
                if known[pair] >= self._threshold:
                    tied.append(other)
            new = set(tied) - found
            found |= new
            ahead += new
        return found

    def _cluster(self, component: set[str], known: dict[Pair, float], decided: Ties) -> tuple[Group, ...]:
        if len(component) == 1:
            return (tuple(component),)
        likely = {pair: weight for pair, weight in known.items() if weight >= self._threshold}

        def weigh(pair: Pair) -> float:
            if pair not in known:
                known[pair] = self._held_back(pair)
            return known[pair]

        return cluster(
            {r: self._scores.profiles[r].document for r in sorted(component)},
            likely,
            self._threshold,
            weigh,
            together={decided.same[r] for r in component if r in decided.same},
            apart=[(r, other) for r in component for other in decided.different.get(r, ())],
            silent=self._scores.silent,
        )
