"""One view of a ledger, indexed for pages: what belongs to what, found by id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

from recoupe.model.document import Document, Issue
from recoupe.model.event import Disagreement, Event, EventLink, Proposal
from recoupe.model.judgement import Judgement, Standing
from recoupe.model.kinds import Kind
from recoupe.model.report import Claim, DocumentReading, Report, Tally
from recoupe.model.view import LedgerView
from recoupe.review.queue import Item, queue

K = TypeVar("K")
V = TypeVar("V")


class Catalogue:
    """A view and its indexes, each made when it is first asked for. Never changes."""

    def __init__(self, view: LedgerView, kinds: Mapping[str, Kind]) -> None:
        self.view, self.kinds = view, kinds

    @property
    def version(self) -> int:
        """Of the ledger: rises when its events change."""
        return self.view.ledger_version

    @property
    def judged(self) -> int:
        """How many judgements the ledger holds: what a page shows is as of that many."""
        return len(self.view.judgements)

    @cached_property
    def events(self) -> Mapping[str, Event]:
        """By id, in the order of ids."""
        return {event.id: event for event in self.view.linked.events}

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """By id."""
        return {document.id: document for document in self.view.documents}

    @cached_property
    def readings(self) -> Mapping[str, DocumentReading]:
        """By document."""
        return {found.document: found for found in self.view.readings}

    @cached_property
    def reports(self) -> Mapping[str, Report]:
        """By id."""
        return {report.id: report for found in self.view.readings for report in found.reports}

    @cached_property
    def event_of(self) -> Mapping[str, str]:
        """Event of each report."""
        return {report: event.id for event in self.view.linked.events for report in event.reports}

    @cached_property
    def claims(self) -> Mapping[str, tuple[Claim, Report]]:
        """By id, each with its report."""
        return {claim.id: (claim, report) for report in self.reports.values() for claim in report.claims}

    @cached_property
    def disagreements(self) -> Mapping[str, tuple[Disagreement, ...]]:
        """By event."""
        return _grouped((d.event, d) for d in self.view.linked.disagreements)

    @cached_property
    def links(self) -> Mapping[str, tuple[EventLink, ...]]:
        """By event, at either end."""
        both = [(link.source, link) for link in self.view.linked.links]
        both += [(link.target, link) for link in self.view.linked.links if link.target != link.source]
        return _grouped(both)

    @cached_property
    def proposals(self) -> Mapping[str, tuple[Proposal, ...]]:
        """By event, of either side."""
        found = self.view.linked.proposals
        return _grouped([(p.left, p) for p in found] + [(p.right, p) for p in found])

    @cached_property
    def copies(self) -> Mapping[str, tuple[Document, ...]]:
        """Copies of each original document."""
        return _grouped((d.copy_of, d) for d in self.view.documents if d.copy_of is not None)

    @cached_property
    def _addresses(self) -> Mapping[str, tuple[Document, ...]]:
        """Documents of each address or file."""
        return _grouped((d.uri or d.path, d) for d in self.view.documents)

    def versions(self, document: Document) -> tuple[Document, ...]:
        """Documents found under the same address or file, itself included."""
        return self._addresses.get(document.uri or document.path, ())

    @cached_property
    def tallies(self) -> Sequence[Tally]:
        """All running totals, by id."""
        return sorted((t for found in self.view.readings for t in found.tallies), key=lambda t: t.id)

    @cached_property
    def standings(self) -> Mapping[str, Standing]:
        """By judgement."""
        return {standing.judgement: standing for standing in self.view.linked.standings}

    @cached_property
    def judgements(self) -> Mapping[str, Judgement]:
        """By id, oldest first."""
        return {judgement.id: judgement for judgement in self.view.judgements}

    @cached_property
    def queue(self) -> tuple[Item, ...]:
        """What needs a human, most important first."""
        return queue(self.view)

    def issues(self, document: str) -> tuple[Issue, ...]:
        """What a person should see in a document."""
        own = self.documents[document].issues if document in self.documents else ()
        read = self.readings[document].issues if document in self.readings else ()
        return (*own, *read)

    def accounts(self, event: Event) -> tuple[Report, ...]:
        """Reports of an event, by day of publication of their documents, those without one last."""
        found = (self.reports[r] for r in event.reports if r in self.reports)
        return tuple(sorted(found, key=lambda r: (self._published(r.document), r.id)))

    def _published(self, document: str) -> str:
        found = self.documents.get(document)
        return found.published.interval.start.isoformat() if found and found.published else "9999"


def _grouped(pairs: Iterable[tuple[K, V]]) -> Mapping[K, tuple[V, ...]]:
    groups: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}
