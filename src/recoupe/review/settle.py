"""Judgements against what is read now: which are obeyed, which are taken back, overruled or without their reports.

Pure: the same judgements and reports settle in the same way whatever the order in which either came.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from recoupe.model.document import Issue
from recoupe.model.event import LinkedLedger
from recoupe.model.judgement import Anchor, Judgement, Standing, State
from recoupe.model.report import DocumentReading, Report
from recoupe.model.rulings import SETTABLE, Rulings, SetValue, Verdict
from recoupe.review.pairs import Constraints, PairRuling, constrain
from recoupe.review.subjects import disagreement_id, issue_id
from recoupe.review.undoing import undone

_PAIRED = ("same", "different", "unsure")
_VERDICTS = ("dismiss", "confirm")


class Docket(msgspec.Struct, frozen=True):
    """Judgements settled as far as it goes before linking. `rulings` is what linking obeys."""

    judgements: tuple[Judgement, ...]
    rulings: Rulings
    constraints: Constraints
    undone: Mapping[str, str]
    #: Reports that each judgement means now, of its subject and of its object.
    found: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]
    #: Why a judgement cannot be obeyed now.
    lapsed: Mapping[str, str]

    def standings(self, linked: LinkedLedger, issues: Iterable[Issue]) -> tuple[Standing, ...]:
        """What each judgement amounts to, oldest first, once it is known which reports are one event and what is left
        to see.
        """
        event_of = {report: event.id for event in linked.events for report in event.reports}
        later = _later(self.rulings, event_of)
        there = {*map(disagreement_id, linked.disagreements), *map(issue_id, issues)}
        return tuple(self._standing(j, later, there) for j in self.judgements)

    def _standing(self, judgement: Judgement, later: Mapping[str, str], there: set[str]) -> Standing:
        key, anchors = judgement.id, judgement.anchors + judgement.object_anchors
        left, right = self.found.get(key, ((), ()))
        state, by, detail = self._state(key, later)
        if state == "in_force" and judgement.action in _VERDICTS and not anchors and judgement.subject not in there:
            state, detail = "lapsed", "what it sets aside is no longer there"
        return Standing(key, state, by, detail, (*left, *right), anchors[0].document if anchors else None)

    def _state(self, key: str, later: Mapping[str, str]) -> tuple[State, str | None, str]:
        if key in self.undone:
            return "undone", self.undone[key], "taken back"
        if key in self.lapsed:
            return "lapsed", None, self.lapsed[key]
        ruled = self.constraints.overruled.get(key) or later.get(key)
        if ruled is not None:
            return "overruled", ruled, "a later judgement says otherwise"
        part = self.constraints.in_part.get(key)
        return "in_force", part, "a later judgement overrules part of it" if part else ""


def settle(judgements: Iterable[Judgement], readings: Iterable[DocumentReading]) -> Docket:
    """What people decided, as far as it can be told before linking."""
    ordered = tuple(sorted(judgements, key=lambda j: (j.when, j.id)))
    wanted = {a.document for j in ordered for a in j.anchors + j.object_anchors}
    reports = {reading.document: reading.reports for reading in readings if reading.document in wanted}
    taken_back = undone(ordered)
    found = {j.id: (_found(j.anchors, reports), _found(j.object_anchors, reports)) for j in ordered}
    lapsed = {j.id: why for j in ordered if (why := _lapse(j, *found[j.id]))}
    live = [j for j in ordered if j.id not in taken_back and j.id not in lapsed]
    constraints = constrain([PairRuling(j.id, j.action, *found[j.id]) for j in live if j.action in _PAIRED])
    rulings = Rulings(
        same=constraints.same,
        different=constraints.different,
        values=tuple(_value(j, found[j.id][0][0]) for j in live if j.action == "set"),
        verdicts=tuple(
            Verdict(found[j.id][0][0], found[j.id][0][1:], j.action == "dismiss", j.id, j.who, j.why)
            for j in live
            if j.action in _VERDICTS and j.anchors
        ),
    )
    return Docket(ordered, rulings, constraints, taken_back, found, lapsed)


def _found(anchors: Sequence[Anchor], reports: Mapping[str, Sequence[Report]]) -> tuple[str, ...]:
    """Reports that anchors mean now, in the order of the anchors, each once."""
    found = (anchor.find(reports.get(anchor.document, ())) for anchor in anchors)
    return tuple(dict.fromkeys(report.id for report in found if report is not None))


def _lapse(judgement: Judgement, left: tuple[str, ...], right: tuple[str, ...]) -> str:
    """Why there is nothing left that the judgement could rule; "" when there is."""
    if judgement.anchors and not left:
        return f"{_told(judgement.anchors)} is no longer read"
    if judgement.object_anchors and not right:
        return f"{_told(judgement.object_anchors)} is no longer read"
    if judgement.action in _PAIRED and len({*left, *right}) == 1:
        return f"{_told(judgement.anchors)} and {_told(judgement.object_anchors)} are read as one report now"
    if judgement.action == "set" and not _readable(judgement):
        return f"its value for {judgement.property} cannot be read by this version"
    return ""


def _told(anchors: Sequence[Anchor]) -> str:
    first = anchors[0]
    more = f" and {len(anchors) - 1} more" if len(anchors) > 1 else ""
    return f"the report told by «{first.triggers[0].exact}» in {first.document}{more}"


def _readable(judgement: Judgement) -> bool:
    try:
        msgspec.json.decode(judgement.value or "", type=SETTABLE[judgement.property or ""])
    except (KeyError, msgspec.DecodeError):
        return False
    return True


def _value(judgement: Judgement, report: str) -> SetValue:
    return SetValue(report, judgement.property or "", judgement.value or "", judgement.id, judgement.who)


def _later(rulings: Rulings, event_of: Mapping[str, str]) -> dict[str, str]:
    """Values and verdicts that a later one on the same event replaces -> that later one."""
    replaced: dict[str, str] = {}
    latest: dict[tuple[str | None, str], str] = {}
    rows = [(v.judgement, v.report, v.property) for v in reversed(rulings.values)]
    rows += [(v.judgement, v.report, "verdict") for v in reversed(rulings.verdicts)]
    for judgement, report, what in rows:
        rule = latest.setdefault((event_of.get(report), what), judgement)
        if rule != judgement:
            replaced[judgement] = rule
    return replaced
