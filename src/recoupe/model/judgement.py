"""Human decisions: append-only, reversible, never lost. They outrank the model."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Literal

import msgspec

from recoupe.model.ids import make_id
from recoupe.model.report import Report
from recoupe.model.spans import Quote

Action = Literal["same", "different", "unsure", "set", "dismiss", "confirm", "undo"]


class Anchor(msgspec.Struct, frozen=True):
    """What a judgement holds on to: one report as it stood when a person judged it.

    An id of a report is a hash of its document and its first trigger, so that a better extractor may give the same
    report another id. The words that told it stay: an anchor finds it by them.
    """

    report: str
    document: str
    kind: str
    triggers: tuple[Quote, ...]

    @classmethod
    def of(cls, report: Report) -> Anchor:
        """The anchor of a report as it is now."""
        return cls(report.id, report.document, report.kind, report.triggers)

    def find(self, reports: Sequence[Report]) -> Report | None:
        """The report that this anchor means among the `reports` of its document as they are read now; None when none of
        them can be told to be it.

        By id; else the one whose triggers share most letters with the anchor's, at the same offsets and in the same
        words; else, when the text moved, the only one told by the same first words as the same kind.
        """
        same_id = next((r for r in reports if r.id == self.report), None)
        if same_id is not None:
            return same_id
        shared = {r.id: sum(_shared(a, b) for a in self.triggers for b in r.triggers) for r in reports}
        best = min(reports, key=lambda r: (-shared[r.id], r.kind != self.kind, r.id), default=None)
        if best is not None and shared[best.id]:
            return best
        alike = [r for r in reports if r.kind == self.kind and r.triggers[0].exact == self.triggers[0].exact]
        return alike[0] if len(alike) == 1 else None


def _shared(one: Quote, other: Quote) -> int:
    """Letters that two quotes have in common at the same offsets; 0 when they read differently there."""
    start, end = max(one.start, other.start), min(one.end, other.end)
    if start >= end:
        return 0
    here, there = one.exact[start - one.start : end - one.start], other.exact[start - other.start : end - other.start]
    return end - start if here == there else 0


class Judgement(msgspec.Struct, frozen=True):
    """One decision. `subject` and `object` are the ids that the person named: events, reports, issues, disagreements;
    an `undo` names the judgement it undoes. `value` is JSON for `set`.

    It means the reports at its anchors, which are those of `subject` and `object` when it was made: of an event, the
    report that the event is named after comes first.
    """

    id: str
    action: Action
    subject: str
    object: str | None
    property: str | None
    value: str | None
    who: str
    when: dt.datetime
    why: str
    anchors: tuple[Anchor, ...] = ()
    object_anchors: tuple[Anchor, ...] = ()


def judgement_id(judgement: Judgement) -> str:
    """Permanent id of a decision: who decided what, when and why. The `id` it has is not looked at."""
    j = judgement
    said = (j.action, j.subject, j.object, j.property, j.value, j.who, j.when.isoformat(), j.why)
    return make_id("judgement", *said)
