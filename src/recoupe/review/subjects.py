"""What a judgement can be about, in one ledger: events, reports, disagreements, issues."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from recoupe.model.document import Document, Issue
from recoupe.model.errors import DataError
from recoupe.model.event import Disagreement, Event
from recoupe.model.ids import make_id
from recoupe.model.judgement import Anchor, Judgement, Standing
from recoupe.model.report import Report
from recoupe.model.view import LedgerView


def issue_id(issue: Issue) -> str:
    """Permanent id of an issue: its document, code and words."""
    where = (issue.quote.start, issue.quote.end, issue.quote.exact) if issue.quote else ()
    return make_id("issue", issue.document, issue.code, *where, issue.detail)


def disagreement_id(dispute: Disagreement) -> str:
    """Permanent id of a disagreement: the property and the claims that cannot all hold. With a claim more it is another
    one, and is asked anew.
    """
    claims = sorted({claim.id for side in dispute.values for claim in side.claims})
    return make_id("disagreement", dispute.property, *claims)


class Subjects:
    """Everything in a view that a judgement can name, by id."""

    def __init__(self, view: LedgerView) -> None:
        self.view = view
        self.events: dict[str, Event] = {event.id: event for event in view.linked.events}
        self.event_of: dict[str, str] = {r: event.id for event in view.linked.events for r in event.reports}

    @functools.cached_property
    def reports(self) -> dict[str, Report]:
        """Reports as read now."""
        return {report.id: report for reading in self.view.readings for report in reading.reports}

    @functools.cached_property
    def documents(self) -> dict[str, Document]:
        """Documents of the ledger."""
        return {document.id: document for document in self.view.documents}

    @functools.cached_property
    def disagreements(self) -> dict[str, Disagreement]:
        """Disagreements of the events."""
        return {disagreement_id(d): d for d in self.view.linked.disagreements}

    @functools.cached_property
    def issues(self) -> dict[str, Issue]:
        """Issues of the documents and of their readings."""
        found = [i for document in self.view.documents for i in document.issues]
        return {issue_id(i): i for i in (*found, *(i for reading in self.view.readings for i in reading.issues))}

    @functools.cached_property
    def judgements(self) -> dict[str, Judgement]:
        """All human decisions, oldest first."""
        return {j.id: j for j in self.view.judgements}

    @functools.cached_property
    def standings(self) -> dict[str, Standing]:
        """What each judgement amounts to as of the last linking; one made since is not there."""
        return {s.judgement: s for s in self.view.linked.standings}

    def anchors(self, key: str) -> tuple[Anchor, ...]:
        """What a judgement on an event or a report holds on to.

        Raises:
            DataError: there is no such event or report.
        """
        if key in self.events:
            found = tuple(Anchor.of(self.reports[r]) for r in self._told(self.events[key]) if r in self.reports)
            if not found:
                raise DataError(f"what {key} rests on is to be read anew. `recoupe run` does that; decide then.")
            return found
        if key in self.reports:
            return (Anchor.of(self.reports[key]),)
        raise DataError(
            f"there is no event or report {key!r} in the ledger. `recoupe timeline` lists the events with their ids."
        )

    def event(self, key: str) -> Event:
        """The event that an id of an event or of a report means.

        Raises:
            DataError: there is none.
        """
        self.anchors(key)
        event = self.events.get(key) or self.events.get(self.event_of.get(key, ""))
        if event is None:
            raise DataError(f"{key} is in no event yet. `recoupe run` links what was read.")
        return event

    def _told(self, event: Event) -> Sequence[str]:
        """Reports of an event; the one that it is named after comes first."""
        return sorted(event.reports, key=lambda r: (make_id("event", r) != event.id, r))
