"""Weights of pairs of reports, kept for those pairs that may still be shown or joined."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from recoupe.link.blocking import Blocks
from recoupe.link.cluster import Pair
from recoupe.link.evidence import Comparer, Feature
from recoupe.link.profile import Profile

#: Evidence against one event that is hardly any: no date given, counts or targets that differ.
_HARDLY = -1.0


class Scores:
    """What the comparer says of pairs of reports, as reports come and go."""

    def __init__(self, comparer: Comparer, families: Mapping[str, str]) -> None:
        self.profiles: dict[str, Profile] = {}
        #: Weights worth keeping, of each report with others. Symmetric.
        self.beside: dict[str, dict[str, float]] = {}
        self._comparer = comparer
        self._blocks = Blocks(families)
        w = comparer.weights
        self._least = min(w.propose, w.merge - w.answered["same"] - w.answered["company"])

    def replace(self, gone: Iterable[str], new: Iterable[Profile]) -> set[str]:
        """Let reports go, and others come or come back changed; gives them and those whose pairs changed with them."""
        fresh = {p.report: p for p in new}
        changed = {*gone, *fresh}
        stirred = self._blocks.replace(gone, fresh.values())
        touched = set(changed)
        for report in changed:
            self.profiles.pop(report, None)
            for other in self.beside.pop(report, ()):
                if other not in changed:
                    del self.beside[other][report]
                    touched.add(other)
        self.profiles.update(fresh)
        self.beside.update((report, {}) for report in fresh)
        done: set[str] = set()
        for report in fresh:
            done.add(report)
            touched.update([r for r in self._blocks.partners(report, done) if self._keep((report, r))])
        for pair in stirred:
            touched.update(pair if self._look_again(pair) else ())
        return touched

    def weigh(self, pair: Pair) -> float:
        """Log2 odds that a pair (sorted) tells one event, by what the two reports tell."""
        known = self.beside[pair[0]].get(pair[1])
        return self._comparer.weigh(*self._both(pair)) if known is None else known

    def features(self, pair: Pair) -> tuple[Feature, ...]:
        """The evidence for a pair."""
        return self._comparer.features(*self._both(pair))

    def silent(self, pair: Pair) -> bool:
        """Whether nothing that the two reports tell speaks against one event: they only tell too little."""
        return self._comparer.least(*self._both(pair)) >= _HARDLY

    def _both(self, pair: Pair) -> tuple[Profile, Profile]:
        return self.profiles[pair[0]], self.profiles[pair[1]]

    def _keep(self, pair: Pair) -> bool:
        """Keep the weight of a pair that may still be shown or joined once it is known what answers what."""
        one, other = sorted(pair)
        weight = self._comparer.weigh(self.profiles[one], self.profiles[other])
        if weight < self._least:
            return False
        self.beside[one][other] = self.beside[other][one] = weight
        return True

    def _look_again(self, pair: Pair) -> bool:
        """Whether a pair is kept and no longer meets, or now meets and is kept."""
        one, other = pair
        meets = other in set(self._blocks.partners(one))
        if other in self.beside[one]:
            if not meets:
                del self.beside[one][other], self.beside[other][one]
            return not meets
        return meets and self._keep(pair)
