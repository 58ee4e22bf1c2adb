"""One event of a group of reports: reconciled, graded, named."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence

from recoupe.link import reconcile
from recoupe.link.disagreements import disagreements
from recoupe.link.grade import grade, independent_sources
from recoupe.model.actors import ActorTree
from recoupe.model.document import Document
from recoupe.model.event import Disagreement, Event
from recoupe.model.ids import make_id
from recoupe.model.kinds import Kind
from recoupe.model.report import Report

#: UCDP precision up to which days of publication put counts in order.
_FEW_DAYS = 2


class EventMaker:
    """Makes events of groups of reports."""

    def __init__(self, tree: ActorTree, kinds: Mapping[str, Kind]) -> None:
        self._tree, self._kinds = tree, kinds

    def make(self, reports: Sequence[Report], documents: Mapping[str, Document]) -> tuple[Event, list[Disagreement]]:
        """The event that reports (sorted by id) tell, without a title, and on what they disagree."""
        event_id = make_id("event", founder(reports, documents))
        kind = _kind(reports)
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

    def title(self, event: Event) -> str:
        """What, where, when."""
        days = [event.when.interval.start.isoformat()] if event.when else []
        kind = self._kinds.get(event.kind)
        return ", ".join([kind.label if kind else event.kind, *(p.name for p in event.where[:1]), *days])


def _kind(reports: Sequence[Report]) -> str:
    """The kind most reports give; a vague one ("armed_attack") only when no other is given."""
    votes: dict[str, int] = defaultdict(int)
    for report in reports:
        votes[report.kind] += 1
    named = {k: n for k, n in votes.items() if k != "armed_attack"} or votes
    return min(named, key=lambda k: (-named[k], k))


def founder(reports: Sequence[Report], documents: Mapping[str, Document]) -> str:
    """The report that an event is named after: of the document published first, the smallest id among equals.

    Later articles then seldom rename an event, and the order in which they are read never does.
    """

    def rank(report: Report) -> tuple[str, str]:
        document = documents.get(report.document)
        published = document.published if document is not None else None
        return (published.interval.start.isoformat() if published else "undated", report.id)

    return min(map(rank, reports))[1]


def _days(reports: Sequence[Report], documents: Mapping[str, Document]) -> dict[str, dt.date]:
    """Days of publication, where they are known to a few days."""
    told = {r.document: documents[r.document].published for r in reports if r.document in documents}
    return {d: p.interval.end for d, p in told.items() if p is not None and p.interval.precision <= _FEW_DAYS}
