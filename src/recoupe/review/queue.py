"""What needs a human, most important first: told from a view alone, the same view giving the same queue."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Literal

import msgspec

from recoupe.model.event import Disagreement, Event
from recoupe.model.judgement import Judgement
from recoupe.model.view import LedgerView
from recoupe.review.reasons import compare
from recoupe.review.subjects import Subjects

ItemKind = Literal["lapsed", "reopened", "proposal", "disagreement", "issue", "thin"]

#: What an item of a kind is worth before what is at stake: doublings of importance.
_LAPSED = 8.0  # a person's decision is not obeyed
_REOPENED = 6.0  # new accounts of what a person dismissed
_PROPOSAL = 4.0  # a false merge hides deaths, a false split counts them twice
#: Log2 odds worth one more doubling, and the most that likelihood can add to a proposal.
_ODDS, _MOST_ODDS = 5.0, 2.0
#: Who did it and whether it happened come first; tolls are what is counted.
_DISAGREEMENT: Mapping[str, float] = {"attacker": 4.0, "status": 4.0, "toll": 3.0, "when": 3.0, "where": 2.0}
_ISSUE: Mapping[str, float] = {"date_conflict": 3.0, "truncated": 2.0, "unresolved_date": 2.0}
_OTHER = 1.0
#: Properties of which an event tells fewer than this many are thin evidence that it is one.
_TELLING = 2
#: An issue or thin evidence concerns one account of an event: what is at stake counts half.
_HALF = 0.5


class Item(msgspec.Struct, frozen=True):
    """Something for a person to decide.

    `key` is what a judgement on it names: an event, a disagreement, an issue, or the judgement that lapsed; `events`
    are one or two events that it is about, `reports` those to read side by side, `words` what is the matter.
    `deferred`: somebody looked and was unsure; such items come last.
    """

    kind: ItemKind
    key: str
    weight: float
    words: str
    events: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    document: str | None = None
    property: str | None = None
    deferred: bool = False


def queue(view: LedgerView) -> tuple[Item, ...]:
    """All items, those that matter most first; ties by key."""
    maker = _Queue(Subjects(view))
    items = (*maker.lapsed(), *maker.reopened(), *maker.proposals(), *maker.disagreements(), *maker.issues())
    return tuple(sorted((*items, *maker.thin()), key=lambda i: (i.deferred, -i.weight, i.kind, i.key, i.events)))


class _Queue:
    """One view, asked for what is open in it."""

    def __init__(self, subjects: Subjects) -> None:
        self._subjects, self._view = subjects, subjects.view
        standings = subjects.standings
        self._obeyed = [
            j for j in self._view.judgements if j.id in standings and standings[j.id].state == "in_force"
        ]  # fmt: skip
        self._set_aside = {j.subject for j in self._obeyed if j.action in ("dismiss", "confirm") and not j.anchors}
        self._by_id = {j.id: j for j in self._obeyed}

    def lapsed(self) -> Iterator[Item]:
        """Judgements without their reports. One on a disagreement or an issue that is gone asks for nothing."""
        for judgement in self._view.judgements:
            standing = self._subjects.standings.get(judgement.id)
            if standing is not None and standing.state == "lapsed" and standing.document is not None:
                words = f"«{judgement.action}» by {judgement.who} is not obeyed: {standing.detail}"
                yield Item("lapsed", judgement.id, _LAPSED, words, document=standing.document)

    def reopened(self) -> Iterator[Item]:
        """Dismissed events of which further accounts came."""
        for event in self._view.linked.events:
            verdict = self._verdict(event)
            if event.grade == "discounted" and verdict is not None:
                new = self._new_reports(event, verdict)
                if new:
                    times = "once more" if len(new) == 1 else f"{len(new)} more times"
                    told = f"dismissed by {verdict.who} ({verdict.why}), but told {times} since"
                    yield Item("reopened", event.id, _REOPENED + _stakes(event), told, (event.id,), tuple(new))

    def proposals(self) -> Iterator[Item]:
        """Pairs of events that may be one."""
        unsure = self._unsure()
        for proposal in self._view.linked.proposals:
            left, right = self._subjects.events[proposal.left], self._subjects.events[proposal.right]
            if "discounted" in (left.grade, right.grade):
                continue
            odds = min(_MOST_ODDS, max(0.0, proposal.weight / _ODDS))
            weight = _PROPOSAL + odds + max(_stakes(left), _stakes(right))
            reports = proposal.reports or (left.reports[0], right.reports[0])
            by_side = tuple(sorted(reports, key=lambda r: self._subjects.event_of.get(r) != left.id))
            deferred = (left.id, right.id) in unsure
            words, events = compare(left, right), (left.id, right.id)
            yield Item("proposal", left.id, weight, words, events, by_side, deferred=deferred)

    def disagreements(self) -> Iterator[Item]:
        """Accounts that contradict each other and that nobody ruled on."""
        for key, dispute in self._subjects.disagreements.items():
            event = self._subjects.events[dispute.event]
            if key in self._set_aside or event.grade == "discounted" or self._ruled(event, dispute):
                continue
            weight = _DISAGREEMENT.get(dispute.property.partition(".")[0], _OTHER) + _stakes(event)
            scope = "inside one document" if dispute.inside_document else f"between {len(dispute.values)} accounts"
            words = f"{dispute.property.replace('.', ': ')} differs {scope}"
            reports = self._holders(event, dispute)
            yield Item("disagreement", key, weight, words, (event.id,), reports, property=dispute.property)

    def issues(self) -> Iterator[Item]:
        """What a reader could not settle in a document."""
        told: dict[str, list[Event]] = {}
        for event in self._view.linked.events:
            for document in event.documents:
                told.setdefault(document, []).append(event)
        for key, issue in self._subjects.issues.items():
            if key in self._set_aside:
                continue
            events = told.get(issue.document, [])
            weight = _ISSUE.get(issue.code, _OTHER) + _HALF * max(map(_stakes, events), default=0.0)
            words = f"{issue.code.replace('_', ' ')}: {issue.detail}"
            yield Item("issue", key, weight, words, tuple(e.id for e in events[:1]), document=issue.document)

    def thin(self) -> Iterator[Item]:
        """Events of one source that tell little."""
        for event in self._view.linked.events:
            told = [bool(v) for v in (event.when, event.where, event.attacker, event.target, event.tolls)]
            if event.grade != "weak" or sum(told) >= _TELLING or self._verdict(event) is not None:
                continue
            names = ("date", "place", "attacker", "target", "toll")
            missing = ", ".join(f"no {name}" for name, there in zip(names, told, strict=True) if not there)
            words = f"one source tells little: {missing}"
            weight = _OTHER + _HALF * _stakes(event)
            yield Item("thin", event.id, weight, words, (event.id,), event.reports[:1])

    def _verdict(self, event: Event) -> Judgement | None:
        """The dismissal or confirmation that the event carries."""
        found = (self._by_id[key] for key in event.judgements if key in self._by_id)
        return next((j for j in found if j.action in ("dismiss", "confirm")), None)

    def _new_reports(self, event: Event, judgement: Judgement) -> list[str]:
        """Reports of the event that were not in it when it was judged."""
        meant = self._subjects.standings[judgement.id].reports
        return [report for report in event.reports if report not in meant]

    def _ruled(self, event: Event, dispute: Disagreement) -> bool:
        """Whether a person set the value, or confirmed the event when all sides were known."""
        verdict = self._verdict(event)
        if verdict is not None and not self._new_reports(event, verdict):
            return True
        found = (self._by_id[key] for key in event.judgements if key in self._by_id)
        return any(j.action == "set" and j.property == dispute.property for j in found)

    def _unsure(self) -> set[tuple[str, str]]:
        """Pairs of events that somebody was unsure of."""
        pairs = set()
        for judgement in self._obeyed:
            if judgement.action == "unsure":
                reports = self._subjects.standings[judgement.id].reports
                events = sorted({self._subjects.event_of[r] for r in reports if r in self._subjects.event_of})
                pairs |= {(a, b) for n, a in enumerate(events) for b in events[n + 1 :]}
        return pairs

    def _holders(self, event: Event, dispute: Disagreement) -> tuple[str, ...]:
        """One report for each side of a disagreement."""
        holder = {
            claim.id: report
            for report in event.reports
            if report in self._subjects.reports
            for claim in self._subjects.reports[report].claims
        }
        found = (next((holder[c.id] for c in side.claims if c.id in holder), None) for side in dispute.values)
        return tuple(dict.fromkeys(report for report in found if report is not None))


def _stakes(event: Event) -> float:
    """Doublings of the people killed, of whom the event counts most: 0 for none, 1 for one, 4 for fifteen."""
    return math.log2(1 + max((t.low for t in event.tolls if t.kind == "killed"), default=0))
