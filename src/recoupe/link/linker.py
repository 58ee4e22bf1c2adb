"""Readings in, events out: compare, cluster, reconcile, grade, link."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from recoupe.link import reconcile
from recoupe.link.blocking import candidate_pairs
from recoupe.link.cluster import Pair, cluster
from recoupe.link.disagreements import disagreements
from recoupe.link.evidence import Comparer, Feature
from recoupe.link.grade import grade, independent_sources
from recoupe.link.profile import Profile, profiles
from recoupe.link.rulings import Bench
from recoupe.link.scores import Scores
from recoupe.link.suggest import suggestions
from recoupe.link.weights import Weights
from recoupe.model.actors import ActorTree
from recoupe.model.document import Document
from recoupe.model.event import Disagreement, Event, EventLink, LinkedLedger, Proposal
from recoupe.model.ids import make_id
from recoupe.model.kinds import Kind
from recoupe.model.report import DocumentReading, Report, ReportLink
from recoupe.model.rulings import NO_RULINGS, Rulings

#: UCDP precision up to which days of publication put counts in order.
_FEW_DAYS = 2


class Linker:
    """Links reports under fixed weights. Pure: the same readings give the same events in whatever order they come."""

    def __init__(self, weights: Weights, tree: ActorTree, kinds: Mapping[str, Kind]) -> None:
        self._weights = weights
        self._tree = tree
        self._kinds = kinds
        self._families = {k.id: k.family for k in kinds.values()}
        self._comparer = Comparer(weights, tree, self._families)

    def link(
        self, readings: Iterable[DocumentReading], documents: Iterable[Document], rulings: Rulings = NO_RULINGS
    ) -> LinkedLedger:
        """Events, disagreements, links and proposals of a set of readings, under what people decided."""
        listed = sorted(readings, key=lambda r: r.document)
        reports = {r.id: r for reading in listed for r in reading.reports}
        links = [link for reading in listed for link in reading.links]
        parts = frozenset(link.source for link in links if link.type == "part_of")
        published = {d.id: d for d in documents}
        known = profiles(reports.values(), self._tree, parts, published)
        scores = Scores(self._comparer, known)
        pairs = scores.worth(candidate_pairs(known, self._families))
        members = {r.id: r.document for r in reports.values()}
        groups = self._cluster(members, scores, pairs, rulings)
        scores.answered(groups, links)
        groups = self._cluster(members, scores, pairs, rulings)
        return self._ledger(groups, reports, links, published, pairs, scores, rulings)

    def _cluster(
        self, members: Mapping[str, str], scores: Scores, pairs: list[Pair], rulings: Rulings
    ) -> tuple[tuple[str, ...], ...]:
        merge, decided = self._weights.merge, scores.decided(pairs, self._weights.merge)
        return cluster(
            members, decided, merge, scores.weigh, together=rulings.same, apart=rulings.different, silent=scores.silent
        )

    def _ledger(
        self,
        groups: tuple[tuple[str, ...], ...],
        reports: Mapping[str, Report],
        links: Sequence[ReportLink],
        documents: Mapping[str, Document],
        pairs: Sequence[Pair],
        scores: Scores,
        rulings: Rulings,
    ) -> LinkedLedger:
        events: list[Event] = []
        disputes: list[Disagreement] = []
        bench = Bench(rulings)
        for group in groups:
            event, theirs = self._event([reports[r] for r in group], documents)
            events.append(bench.apply(event, self._title))
            disputes += theirs
        event_of = {r: e.id for e in events for r in e.reports}
        quoted = _event_links(links, event_of)
        suggested = suggestions(events, quoted, self._tree, self._kinds)
        return LinkedLedger(
            events=tuple(sorted(events, key=lambda e: e.id)),
            disagreements=tuple(sorted(disputes, key=lambda d: (d.event, d.property))),
            links=tuple(sorted((*quoted, *suggested), key=lambda k: (k.type, k.source, k.target))),
            proposals=self._proposals(event_of, pairs, scores, rulings),
        )

    def _event(self, reports: list[Report], documents: Mapping[str, Document]) -> tuple[Event, list[Disagreement]]:
        event_id = make_id("event", founder(reports, documents))
        kind = self._kind(reports)
        disputes = disagreements(event_id, reports, self._tree)
        sources = independent_sources(reports, documents)
        level, reason = grade(reports, sources, disputes)
        event = Event(
            id=event_id,
            kind=kind,
            title="",
            when=reconcile.preferred_when(reports),
            where=reconcile.places(reports),
            attacker=reconcile.actors(reports, "attacker", "actor"),
            target=reconcile.actors(reports, "target", "partner"),
            weapon=reconcile.weapons(reports),
            sites=reconcile.sites(reports),
            tolls=reconcile.tolls(reports, _days(reports, documents)),
            grade=level,
            grade_reason=reason,
            independent_sources=sources,
            reports=tuple(r.id for r in reports),
            documents=tuple(sorted({r.document for r in reports})),
        )
        return event, disputes

    def _title(self, event: Event) -> str:
        days = [event.when.interval.start.isoformat()] if event.when else []
        kind = self._kinds.get(event.kind)
        return ", ".join([kind.label if kind else event.kind, *(p.name for p in event.where[:1]), *days])

    def _kind(self, reports: Sequence[Report]) -> str:
        """The kind most reports give; a vague one ("armed_attack") only when no other is given."""
        votes: dict[str, int] = defaultdict(int)
        for report in reports:
            votes[report.kind] += 1
        named = {k: n for k, n in votes.items() if k != "armed_attack"} or votes
        return min(named, key=lambda k: (-named[k], k))

    def _proposals(
        self, event_of: Mapping[str, str], pairs: Sequence[Pair], scores: Scores, rulings: Rulings
    ) -> tuple[Proposal, ...]:
        """Pairs of events whose closest reports are likely enough to be shown, and that nobody held to be two."""
        best: dict[Pair, tuple[float, Pair]] = {}
        settled = _event_pairs(rulings.different, event_of)
        for pair in pairs:
            left, right = sorted((event_of[pair[0]], event_of[pair[1]]))
            weight = scores.weigh(pair)
            if left == right or weight < self._weights.propose or (left, right) in settled:
                continue
            if (left, right) not in best or (-weight, pair) < (-best[left, right][0], best[left, right][1]):
                best[left, right] = (weight, pair)
        return tuple(
            Proposal(left, right, round(weight, 3), tuple(map(_in_words, scores.features(pair))), pair)
            for (left, right), (weight, pair) in sorted(best.items())
        )


def founder(reports: Sequence[Report], documents: Mapping[str, Document]) -> str:
    """The report that an event is named after: of the document published first, the smallest id among equals.

    Later articles then seldom rename an event, and the order in which they are read never does.
    """

    def rank(report: Report) -> tuple[str, str]:
        document = documents.get(report.document)
        published = document.published if document is not None else None
        return (published.interval.start.isoformat() if published else "undated", report.id)

    return min(map(rank, reports))[1]


def _event_pairs(pairs: Iterable[Pair], event_of: Mapping[str, str]) -> set[Pair]:
    """Pairs of events (sorted) that hold the reports of `pairs`, as far as those are there."""
    known = ((event_of[a], event_of[b]) for a, b in pairs if a in event_of and b in event_of)
    return {(min(pair), max(pair)) for pair in known}


def _days(reports: Sequence[Report], documents: Mapping[str, Document]) -> dict[str, dt.date]:
    """Days of publication, where they are known to a few days."""
    told = {r.document: documents[r.document].published for r in reports if r.document in documents}
    return {d: p.interval.end for d, p in told.items() if p is not None and p.interval.precision <= _FEW_DAYS}


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
