"""Readings in, events out: compare, cluster, reconcile, grade, link."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from recoupe.link import reconcile
from recoupe.link.blocking import candidate_pairs
from recoupe.link.cluster import Pair, cluster
from recoupe.link.disagreements import disagreements
from recoupe.link.evidence import Comparer, Feature
from recoupe.link.grade import grade, independent_sources
from recoupe.link.profile import Profile, profiles
from recoupe.link.scores import Scores
from recoupe.link.weights import Weights
from recoupe.model.actors import ActorTree
from recoupe.model.document import Document
from recoupe.model.event import Disagreement, Event, EventLink, LinkedLedger, Proposal
from recoupe.model.ids import make_id
from recoupe.model.kinds import Kind
from recoupe.model.report import DocumentReading, Report, ReportLink


class Linker:
    """Links reports under fixed weights. Pure: the same readings give the same events in whatever order they come."""

    def __init__(self, weights: Weights, tree: ActorTree, kinds: Mapping[str, Kind]) -> None:
        self._weights = weights
        self._tree = tree
        self._kinds = kinds
        self._families = {k.id: k.family for k in kinds.values()}
        self._comparer = Comparer(weights, tree, self._families)

    def link(self, readings: Iterable[DocumentReading], documents: Iterable[Document]) -> LinkedLedger:
        """Events, disagreements, links and proposals of a set of readings."""
        listed = sorted(readings, key=lambda r: r.document)
        reports = {r.id: r for reading in listed for r in reading.reports}
        links = [link for reading in listed for link in reading.links]
        parts = frozenset(link.source for link in links if link.type == "part_of")
        known = profiles(reports.values(), self._tree, parts)
        scores = Scores(self._comparer, known)
        pairs = scores.worth(candidate_pairs(known, self._families))
        members = {r.id: r.document for r in reports.values()}
        groups = self._cluster(members, scores, pairs)
        scores.answered(groups, links)
        groups = self._cluster(members, scores, pairs)
        return self._ledger(groups, reports, links, {d.id: d for d in documents}, pairs, scores)

    def _cluster(self, members: Mapping[str, str], scores: Scores, pairs: list[Pair]) -> tuple[tuple[str, ...], ...]:
        merge = self._weights.merge
        return cluster(members, scores.decided(pairs, merge), merge, scores.weigh)

    def _ledger(
        self,
        groups: tuple[tuple[str, ...], ...],
        reports: Mapping[str, Report],
        links: Sequence[ReportLink],
        documents: Mapping[str, Document],
        pairs: Sequence[Pair],
        scores: Scores,
    ) -> LinkedLedger:
        events: list[Event] = []
        disputes: list[Disagreement] = []
        for group in groups:
            event, theirs = self._event([reports[r] for r in group], documents)
            events.append(event)
            disputes += theirs
        event_of = {r: e.id for e in events for r in e.reports}
        return LinkedLedger(
            events=tuple(sorted(events, key=lambda e: e.id)),
            disagreements=tuple(sorted(disputes, key=lambda d: (d.event, d.property))),
            links=_event_links(links, event_of),
            proposals=self._proposals(event_of, pairs, scores),
        )

    def _event(self, reports: list[Report], documents: Mapping[str, Document]) -> tuple[Event, list[Disagreement]]:
        event_id = make_id("event", min(r.id for r in reports))
        kind = self._kind(reports)
        disputes = disagreements(event_id, reports, self._tree)
        sources = independent_sources(reports, documents)
        level, reason = grade(reports, sources, disputes)
        when, where = reconcile.preferred_when(reports), reconcile.places(reports)
        title = [
            self._kinds[kind].label,
            *(p.name for p in where[:1]),
            *([when.interval.start.isoformat()] if when else []),
        ]
        event = Event(
            id=event_id,
            kind=kind,
            title=", ".join(title),
            when=when,
            where=where,
            attacker=reconcile.actors(reports, "attacker", "actor"),
            target=reconcile.actors(reports, "target", "partner"),
            weapon=reconcile.weapons(reports),
            sites=reconcile.sites(reports),
            tolls=reconcile.tolls(reports),
            grade=level,
            grade_reason=reason,
            independent_sources=sources,
            reports=tuple(r.id for r in reports),
            documents=tuple(sorted({r.document for r in reports})),
        )
        return event, disputes

    def _kind(self, reports: Sequence[Report]) -> str:
        """The kind most reports give; a vague one ("armed_attack") only when no other is given."""
        votes: dict[str, int] = defaultdict(int)
        for report in reports:
            votes[report.kind] += 1
        named = {k: n for k, n in votes.items() if k != "armed_attack"} or votes
        return min(named, key=lambda k: (-named[k], k))

    def _proposals(self, event_of: Mapping[str, str], pairs: Sequence[Pair], scores: Scores) -> tuple[Proposal, ...]:
        """Pairs of events whose closest reports are likely enough to be shown."""
        best: dict[Pair, tuple[float, Pair]] = {}
        for pair in pairs:
            left, right = sorted((event_of[pair[0]], event_of[pair[1]]))
            weight = scores.weigh(pair)
            if left == right or weight < self._weights.propose:
                continue
            if (left, right) not in best or (-weight, pair) < (-best[left, right][0], best[left, right][1]):
                best[left, right] = (weight, pair)
        return tuple(
            Proposal(left, right, round(weight, 3), tuple(map(_in_words, scores.features(pair))))
            for (left, right), (weight, pair) in sorted(best.items())
        )


def _in_words(feature: Feature) -> str:
    return f"{feature.name}: {feature.reason} ({feature.weight:+.1f})"


def _event_links(links: Sequence[ReportLink], event_of: Mapping[str, str]) -> tuple[EventLink, ...]:
    found: dict[tuple[str, str, str], EventLink] = {}
    for link in sorted(links, key=lambda k: (k.type, k.source, k.target)):
        source, target = event_of.get(link.source), event_of.get(link.target)
        if source is not None and target is not None and source != target:
            found.setdefault(
                (link.type, source, target), EventLink(link.type, source, target, link.quote, link.document)
            )
    return tuple(found[key] for key in sorted(found))


__all__ = ["Linker", "Profile"]
