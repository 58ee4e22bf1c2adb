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
#: in_force: obeyed. undone: taken back by an undo that is in force. overruled: a later judgement says otherwise.
#: lapsed: nothing that it was about is read any more; it is obeyed again when that is back.
State = Literal["in_force", "undone", "overruled", "lapsed"]


class Anchor(msgspec.Struct, frozen=True):
    """What a judgement holds on to: one report as it stood when a person judged it.

    An id of a report is a hash of its document and its first trigger, so that a better extractor may give the same
    report another id. The words that told it stay: an anchor finds it by them.
    """

    report: str
    document: str
    kind: str
    triggers: tuple[Quote, ...]
    #: What the claims of the report quote, each wording once, sorted.
    words: tuple[str, ...] = ()

    @classmethod
    def of(cls, report: Report) -> Anchor:
        """The anchor of a report as it is now."""
        return cls(report.id, report.document, report.kind, report.triggers, _quoted(report))

    def find(self, reports: Sequence[Report]) -> Report | None:
        """The report that this anchor means among the `reports` of its document as they are read now; None when none of
        them can be told to be it.

        By id; else the one whose triggers share most letters with the anchor's, at the same offsets and in the same
        words; else, when the text moved, the only one of that kind that is told by the same first words and whose
        claims quote half of what the anchor's did: "killed" alone tells no two attacks of one article apart.
        """
        same_id = next((r for r in reports if r.id == self.report), None)
        if same_id is not None:
            return same_id
        shared = {r.id: sum(_shared(a, b) for a in self.triggers for b in r.triggers) for r in reports}
        best = min(reports, key=lambda r: (-shared[r.id], r.kind != self.kind, r.id), default=None)
        if best is not None and shared[best.id]:
            return best
        alike = [r for r in reports if r.kind == self.kind and self._reads_as(r)]
        return alike[0] if len(alike) == 1 else None

    def _reads_as(self, report: Report) -> bool:
        if report.triggers[0].exact != self.triggers[0].exact or not self.words:
            return False
        return 2 * len(set(self.words).intersection(_quoted(report))) >= len(self.words)


def _quoted(report: Report) -> tuple[str, ...]:
    return tuple(sorted({claim.quote.exact for claim in report.claims}))


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


class Standing(msgspec.Struct, frozen=True):
    """What a judgement amounts to beside all others and what is read now.

    `by` is the judgement that undid or overruled it; `detail` says in words why it is not obeyed, or not in full;
    `reports` are the reports that its anchors mean now, `document` one that it was about.
    """

    judgement: str
    state: State
    by: str | None = None
    detail: str = ""
    reports: tuple[str, ...] = ()
    document: str | None = None


def judgement_id(judgement: Judgement) -> str:
    """Permanent id of a decision: who decided what, when and why. The `id` it has is not looked at."""
    j = judgement
    said = (j.action, j.subject, j.object, j.property, j.value, j.who, j.when.isoformat(), j.why)
    return make_id("judgement", *said)
