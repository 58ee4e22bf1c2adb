"""Events with their disagreements, links and proposals, as groups of reports come and go."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set

import msgspec

from recoupe.link.cluster import Pair
from recoupe.link.context import Group
from recoupe.link.events import EventMaker
from recoupe.link.evidence import Feature
from recoupe.link.grouping import Grouping
from recoupe.link.rulings import Bench
from recoupe.link.scores import Scores
from recoupe.link.suggest import Past
from recoupe.model.document import Document
from recoupe.model.event import Disagreement, Event, EventLink, LinkedLedger, Proposal
from recoupe.model.report import Report, ReportLink
from recoupe.model.rulings import Rulings

#: Type, source and target of a link between events.
Tie = tuple[str, str, str]


class Sources(msgspec.Struct, frozen=True):
    """What events are made from: reports and documents by id, and the links from and to a report, in their order."""

    reports: Mapping[str, Report]
    documents: Mapping[str, Document]
    links: Callable[[str], Iterable[ReportLink]]


class Chronicle:
    """What the groups of `grouping` amount to. Whatever an event or a link hangs on is next to it: the rest stays."""

    def __init__(self, grouping: Grouping, scores: Scores, maker: EventMaker, past: Past, propose: float) -> None:
        self._grouping, self._scores, self._maker, self._past, self._propose = grouping, scores, maker, past, propose
        self._events: dict[str, Event] = {}
        self._disputes: dict[str, list[Disagreement]] = {}
        self._event_of: dict[str, str] = {}
        self._quoted: dict[Tie, EventLink] = {}
        self._suggested: dict[str, EventLink] = {}
        self._proposals: dict[Pair, Proposal] = {}
        self._ties_of: dict[str, set[Tie]] = {}
        self._proposed_of: dict[str, set[Pair]] = {}

    def ledger(self) -> LinkedLedger:
        """Everything, sorted."""
        links = dict(self._quoted)
        links.update(((k.type, k.source, k.target), k) for k in self._suggested.values())
        return LinkedLedger(
            events=tuple(self._events[e] for e in sorted(self._events)),
            disagreements=tuple(d for e in sorted(self._disputes) for d in self._disputes[e]),
            links=tuple(links[key] for key in sorted(links)),
            proposals=tuple(self._proposals[pair] for pair in sorted(self._proposals)),
        )

    def update(
        self, gone: Set[Group], new: Set[Group], *, touched: Iterable[str], sources: Sources, rulings: Rulings
    ) -> None:
        """Let groups go and others come, or come anew. `touched` are the reports whose pairs may weigh otherwise."""
        past = [self._events[e] for e in sorted({self._event_of[r] for group in gone for r in group})]
        self._forget(past, (r for group in gone for r in group))
        present = self._make(new, sources, rulings)
        changed = {e.id for e in (*past, *present)}
        moved = changed | self._tie(changed, present, sources)
        followers = {follower for event in (*past, *present) for follower in self._past.followers(event)}
        for event in moved | followers:
            self._suggest(event)
        self._repropose({self._event_of[r] for r in touched if r in self._event_of} | changed, rulings)

    def _forget(self, past: Iterable[Event], reports: Iterable[str]) -> None:
        for event in past:
            self._past.remove(event)
            del self._events[event.id]
            self._disputes.pop(event.id, None)
        for report in reports:
            del self._event_of[report]

    def _make(self, groups: Iterable[Group], sources: Sources, rulings: Rulings) -> list[Event]:
        bench, made = Bench(rulings), []
        for group in groups:
            plain, disputes = self._maker.make([sources.reports[r] for r in group], sources.documents)
            event = bench.apply(plain, self._maker.title)
            self._events[event.id] = event
            if disputes:
                self._disputes[event.id] = sorted(disputes, key=lambda d: d.property)
            self._event_of.update((report, event.id) for report in group)
            self._past.add(event)
            made.append(event)
        return made

    def _tie(self, changed: Set[str], present: Iterable[Event], sources: Sources) -> set[str]:
        """Draw the quoted links of changed events anew; gives the events at their ends."""
        ends: set[str] = set()
        for key in {key for event in changed for key in self._ties_of.pop(event, ())}:
            del self._quoted[key]
            ends.update(key[1:])
            for end in key[1:]:
                self._ties_of.get(end, set()).discard(key)
        found: dict[Tie, dict[int, ReportLink]] = {}
        for link in (link for event in present for report in event.reports for link in sources.links(report)):
            source, target = self._event_of.get(link.source), self._event_of.get(link.target)
            if source is not None and target is not None and source != target:
                found.setdefault((link.type, source, target), {}).setdefault(id(link), link)
        for key, links in found.items():
            first = min(links.values(), key=lambda k: (k.source, k.target, k.document))
            self._quoted[key] = EventLink(first.type, key[1], key[2], first.quote, first.document)
            for end in key[1:]:
                self._ties_of.setdefault(end, set()).add(key)
            ends.update(key[1:])
        return ends

    def _suggest(self, event: str) -> None:
        self._suggested.pop(event, None)
        if event in self._events:
            tied = [self._quoted[key] for key in self._ties_of.get(event, ())]
            found = self._past.suggestion(self._events[event], tied)
            if found is not None:
                self._suggested[event] = found

    def _repropose(self, restless: set[str], rulings: Rulings) -> None:
        """Pairs of events whose closest reports are likely enough to be shown, and that nobody held to be two."""
        for key in {key for event in restless for key in self._proposed_of.pop(event, ())}:
            del self._proposals[key]
            for event in key:
                self._proposed_of.get(event, set()).discard(key)
        settled = _event_pairs(rulings.different, self._event_of)
        best: dict[Pair, tuple[float, Pair]] = {}
        for event in restless & self._events.keys():
            for report in self._events[event].reports:
                for other in self._scores.beside[report]:
                    theirs = self._event_of[other]
                    if theirs == event or (report > other and theirs in restless):
                        continue  # one event, or seen from the other side
                    key = (event, theirs) if event < theirs else (theirs, event)
                    pair = (report, other) if report < other else (other, report)
                    weight = self._grouping.weigh(pair)
                    closer = key not in best or (-weight, pair) < (-best[key][0], best[key][1])
                    if weight >= self._propose and closer and key not in settled:
                        best[key] = (weight, pair)
        for key, (weight, pair) in best.items():
            reasons = tuple(map(_in_words, self._scores.features(pair)))
            self._proposals[key] = Proposal(*key, round(weight, 3), reasons, pair)
            for event in key:
                self._proposed_of.setdefault(event, set()).add(key)


def _event_pairs(pairs: Iterable[Pair], event_of: Mapping[str, str]) -> set[Pair]:
    """Pairs of events (sorted) that hold the reports of `pairs`, as far as those are there."""
    known = ((event_of[a], event_of[b]) for a, b in pairs if a in event_of and b in event_of)
    return {(min(pair), max(pair)) for pair in known}


def _in_words(feature: Feature) -> str:
    return f"{feature.name}: {feature.reason} ({feature.weight:+.1f})"
