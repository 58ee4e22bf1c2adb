"""What linking keeps between two looks at a ledger: everything that a new article cannot change.

Each step tells the next which reports it touched: those with words that became rare or common, with pairs that no
longer meet in a large block, in groups that changed, and what stands beside them. The rest is left as it is. The
outcome is that of linking everything at once: it is the same code, which then finds everything new.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from recoupe.link.chronicle import Chronicle, Sources
from recoupe.link.context import Context
from recoupe.link.events import EventMaker
from recoupe.link.evidence import Comparer
from recoupe.link.grouping import Grouping, ties
from recoupe.link.profile import Profile, profile
from recoupe.link.scores import Scores
from recoupe.link.suggest import Past
from recoupe.link.weights import Weights
from recoupe.link.words import Rarity
from recoupe.model.actors import ActorTree
from recoupe.model.document import Document
from recoupe.model.event import LinkedLedger
from recoupe.model.kinds import Kind
from recoupe.model.report import DocumentReading, Report, ReportLink
from recoupe.model.rulings import NO_RULINGS, Rulings


class Memory:
    """A ledger as linked so far. Not for two threads at once; of no more use once `update` has raised."""

    def __init__(self, weights: Weights, tree: ActorTree, kinds: Mapping[str, Kind]) -> None:
        families = {k.id: k.family for k in kinds.values()}
        self._persons = tree.persons
        self._readings: dict[str, DocumentReading] = {}
        self._documents: dict[str, Document] = {}
        self._rulings, self._ties = NO_RULINGS, ties()
        self._reports: dict[str, Report] = {}
        #: Documents whose links name a report, and how many links call it a part.
        self._naming: dict[str, set[str]] = {}
        self._parts: Counter[str] = Counter()
        #: Documents that copy a document.
        self._copies: dict[str, set[str]] = {}
        self._rarity = Rarity()
        self._scores = Scores(Comparer(weights, tree, families), families)
        self._first = Grouping(self._scores, weights.merge)
        self._context = Context(weights.answered, self._scores.profiles, self._first.of)
        self._second = Grouping(self._scores, weights.merge, self._context.weight)
        self._chronicle = Chronicle(
            self._second, self._scores, EventMaker(tree, kinds), Past(tree, kinds), weights.propose
        )

    def become(
        self, readings: Iterable[DocumentReading], documents: Iterable[Document], rulings: Rulings = NO_RULINGS
    ) -> LinkedLedger:
        """Link a whole ledger: only what differs from what was linked before is looked at."""
        told = {r.document: r for r in readings}
        printed = {d.id: _bare(d) for d in documents}
        new = {key: r for key, r in told.items() if self._readings.get(key) != r}
        facts = {key: d for key, d in printed.items() if self._documents.get(key) != d}
        unread = dict.fromkeys(self._readings.keys() - told.keys())
        lost = dict.fromkeys(self._documents.keys() - printed.keys())
        return self._relink({**new, **unread}, {**facts, **lost}, rulings)

    def update(
        self,
        readings: Iterable[DocumentReading] = (),
        documents: Iterable[Document] = (),
        *,
        gone: Iterable[str] = (),
        rulings: Rulings | None = None,
    ) -> LinkedLedger:
        """Link what came to a ledger or came anew, without the documents `gone`, under rulings that replace the former
        ones; without any those stay.
        """
        lost = dict.fromkeys(gone)
        read = {**lost, **{r.document: r for r in readings}}
        printed = {**lost, **{d.id: _bare(d) for d in documents}}
        return self._relink(read, printed, self._rulings if rulings is None else rulings)

    def _relink(
        self,
        readings: Mapping[str, DocumentReading | None],
        documents: Mapping[str, Document | None],
        rulings: Rulings,
    ) -> LinkedLedger:
        before = [self._readings[d] for d in readings if d in self._readings]
        after = [r for r in readings.values() if r is not None]
        old_links, new_links = _links(before), _links(after)
        reprinted = self._print(documents)
        self._read(before, after)
        retold = {r.id for reading in after for r in reading.reports}
        retold.update(r.id for d in reprinted if d in self._readings for r in self._readings[d].reports)
        gone = {r.id for reading in before for r in reading.reports} - self._reports.keys()
        parts = {k.source for k in (*old_links, *new_links) if k.type == "part_of" and k.source in self._reports}
        fresh = self._profiles(retold | parts | self._reworded(readings, before))
        touched = self._scores.replace(gone, fresh)

        decided = ties(rulings)
        touched |= self._ties.changed(decided)
        changed = self._first.regroup(touched, decided)
        touched |= self._context.relink(old_links, new_links)
        touched |= self._context.regroup(*changed, self._told)
        former, new = self._second.regroup(touched, decided)

        if rulings != self._rulings:
            retold |= _ruled(self._rulings) | _ruled(rulings)
        again = {self._second.of[r] for r in retold if r in self._second.of} - new
        sources = Sources(self._reports, self._documents, self._links)
        self._chronicle.update(former | again, new | again, touched=touched, sources=sources, rulings=rulings)
        self._rulings, self._ties = rulings, decided
        return self._chronicle.ledger()

    def _print(self, documents: Mapping[str, Document | None]) -> set[str]:
        """Note what is known of documents; gives those of whose events something else may be known by it."""
        for key, document in documents.items():
            old = self._documents.pop(key, None)
            if old is not None and old.copy_of is not None:
                self._copies[old.copy_of].discard(key)
            if document is not None:
                self._documents[key] = document
                if document.copy_of is not None:
                    self._copies.setdefault(document.copy_of, set()).add(key)
        return {*documents, *(copy for key in documents for copy in self._copies.get(key, ()))}

    def _read(self, before: Iterable[DocumentReading], after: Iterable[DocumentReading]) -> None:
        for reading in before:
            del self._readings[reading.document]
            for report in reading.reports:
                del self._reports[report.id]
            for link in reading.links:
                self._parts[link.source] -= link.type == "part_of"
                for end in (link.source, link.target):
                    self._naming[end].discard(reading.document)
        for reading in after:
            self._readings[reading.document] = reading
            self._reports.update((report.id, report) for report in reading.reports)
            for link in reading.links:
                self._parts[link.source] += link.type == "part_of"
                for end in (link.source, link.target):
                    self._naming.setdefault(end, set()).add(reading.document)

    def _reworded(self, documents: Iterable[str], before: Iterable[DocumentReading]) -> set[str]:
        """Reports that tell words which became rare, or common, by the change of some documents."""
        was = {reading.document: _words(reading) for reading in before}
        told = ((d, was.get(d), _words(self._readings[d]) if d in self._readings else None) for d in documents)
        changed = self._rarity.update(told)
        around = {d for word in changed for d in self._rarity.documents(word)}
        reports = (r for d in around for r in self._readings[d].reports)
        return {r.id for r in reports if not changed.isdisjoint(r.words)}

    def _profiles(self, reports: Iterable[str]) -> list[Profile]:
        """Profiles of reports that are not as they were, in the order of ids."""
        found = []
        for report in (self._reports[r] for r in sorted(reports)):
            document = self._documents.get(report.document)
            part = self._parts[report.id] > 0
            new = profile(report, self._rarity, self._persons, part=part, document=document)
            if new != self._scores.profiles.get(report.id):
                found.append(new)
        return found

    def _told(self, document: str) -> Iterable[str]:
        reading = self._readings.get(document)
        return (r.id for r in reading.reports) if reading is not None else ()

    def _links(self, report: str) -> Iterable[ReportLink]:
        links = (k for d in sorted(self._naming.get(report, ())) for k in self._readings[d].links)
        return (k for k in links if report in (k.source, k.target))


def _bare(document: Document) -> Document:
    """What linking asks of a document: who printed it, when, and what it copies."""
    return Document(
        id=document.id,
        path="",
        uri=None,
        sha256="",
        title=None,
        outlet=document.outlet,
        languages=(),
        published=document.published,
        dateline=None,
        text="",
        zones=(),
        copy_of=document.copy_of,
    )


def _links(readings: Iterable[DocumentReading]) -> list[ReportLink]:
    return [link for reading in readings for link in reading.links]


def _words(reading: DocumentReading) -> frozenset[str] | None:
    """Words that a document's reports tell; None without reports."""
    return frozenset(w for r in reading.reports for w in r.words) if reading.reports else None


def _ruled(rulings: Rulings) -> set[str]:
    """Reports on whose events people said something."""
    values = {v.report for v in rulings.values}
    return values | {r for v in rulings.verdicts for r in (v.report, *v.others)}
