"""Weights of pairs of reports: what the comparer says, what answers what, and what is too ambiguous to decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from recoupe.link.cluster import VETO, Pair
from recoupe.link.evidence import Comparer, Feature
from recoupe.link.profile import Profile
from recoupe.model.report import ReportLink

#: A report without a day of its own goes to the better of two events only when it is better by this much.
_CLEARLY = 2.0
#: Evidence against one event that is hardly any: no date given, counts or targets that differ.
_HARDLY = -1.0
#: Documents of one event that keep company: beyond them everything is told beside everything.
_COMPANY = 12


class Scores:
    """Weights of one set of profiles, worked out when first asked for."""

    def __init__(self, comparer: Comparer, profiles: Mapping[str, Profile]) -> None:
        self._comparer = comparer
        self._profiles = profiles
        self._bonus: dict[str, set[tuple[str, str]]] = {}
        self._company: dict[Pair, set[str]] = {}
        self._event_of: dict[str, str] = {}
        self._known: dict[Pair, float] = {}

    def features(self, pair: Pair) -> tuple[Feature, ...]:
        """The evidence for a pair."""
        return self._comparer.features(self._profiles[pair[0]], self._profiles[pair[1]])

    def weigh(self, pair: Pair) -> float:
        """Log2 odds that a pair tells one event."""
        if pair not in self._known:
            self._known[pair] = self._comparer.weigh(self._profiles[pair[0]], self._profiles[pair[1]])
        return self._known[pair] + (self._context(pair) if self._event_of else 0.0)

    def silent(self, pair: Pair) -> bool:
        """Whether nothing that the two reports tell speaks against one event: they only tell too little."""
        return all(f.weight >= _HARDLY for f in self.features(pair))

    def _context(self, pair: Pair) -> float:
        """What the other events of the two documents say, once there is a first answer to which these are."""
        w = self._comparer.weights.answered
        weight = w["same"] if self._bonus.get(pair[0], set()) & self._bonus.get(pair[1], set()) else 0.0
        left, right = self._profiles[pair[0]].document, self._profiles[pair[1]].document
        shared = self._company.get((min(left, right), max(left, right)), set())
        others = shared - {self._event_of[pair[0]], self._event_of[pair[1]]}
        return weight + (w["company"] if others else 0.0)

    def answered(self, groups: Iterable[tuple[str, ...]], links: Sequence[ReportLink]) -> None:
        """Second look: reports that one event answers, that answer one event or that are told beside one event are the
        likelier one event.
        """
        listed = list(groups)
        event_of = {report: group[0] for group in listed for report in group}
        company: dict[Pair, set[str]] = defaultdict(set)
        for group in listed:
            documents = sorted({self._profiles[r].document for r in group})[:_COMPANY]
            for n, one in enumerate(documents):
                for other in documents[n + 1 :]:
                    company[one, other].add(group[0])
        neighbours: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for link in links:
            if link.type == "response_to" and link.source in event_of and link.target in event_of:
                neighbours[link.source].add(("answers", event_of[link.target]))
                neighbours[link.target].add(("answered by", event_of[link.source]))
        self._bonus, self._company, self._event_of = dict(neighbours), dict(company), event_of

    def worth(self, pairs: Iterable[Pair]) -> list[Pair]:
        """Pairs that may still be shown or joined once it is known what answers what."""
        w = self._comparer.weights
        least = min(w.propose, w.merge - w.answered["same"] - w.answered["company"])
        return [pair for pair in pairs if self.weigh(pair) >= least]

    def decided(self, pairs: Sequence[Pair], threshold: float) -> dict[Pair, float]:
        """Weights of pairs, those held back that could as well be another's.

        An undated report that fits two events which cannot be one is joined to neither: a human is asked.
        """
        weights = {pair: self.weigh(pair) for pair in pairs}
        fits: dict[str, list[tuple[float, str]]] = defaultdict(list)
        for pair, weight in weights.items():
            if weight >= threshold:
                for report, other in (pair, pair[::-1]):
                    if self._profiles[report].loose:
                        fits[report].append((weight, other))
        for report, found in fits.items():
            if len(found) > 1 and self._torn(found):
                for _, other in found:
                    pair = (min(report, other), max(report, other))
                    weights[pair] = min(weights[pair], threshold - 1.0)
        return weights

    def _torn(self, found: list[tuple[float, str]]) -> bool:
        ordered = sorted(found, key=lambda f: (-f[0], f[1]))
        best_weight, best = ordered[0]
        rivals = [other for weight, other in ordered[1:] if best_weight - weight < _CLEARLY]
        return any(self._exclude(best, other) for other in rivals)

    def _exclude(self, one: str, other: str) -> bool:
        same_document = self._profiles[one].document == self._profiles[other].document
        return same_document or self.weigh((min(one, other), max(one, other))) <= VETO
