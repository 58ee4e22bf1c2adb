"""Whether somebody else decided something on the same things since a person last looked."""

from __future__ import annotations

from collections.abc import Iterable

from recoupe.model.errors import DataError
from recoupe.model.judgement import Judgement
from recoupe.review.subjects import Subjects


class DecidedMeanwhile(DataError):
    """Others decided on the same things: `judgements`, oldest first. To be shown before the person decides again."""

    def __init__(self, judgements: tuple[Judgement, ...]) -> None:
        told = "; ".join(f"{j.who}: {j.action} ({j.why})" for j in judgements)
        super().__init__(f"decided meanwhile by somebody else: {told}. Look at it, then decide again.")
        self.judgements = judgements


def decided_since(subjects: Subjects, keys: Iterable[str], seen: int) -> tuple[Judgement, ...]:
    """Judgements after the first `seen` that touch any of `keys` (events, reports, disagreements, issues, judgements):
    that name one, or are about a report of one.
    """
    touched = frozenset().union(*(_touched(subjects, key) for key in keys))
    return tuple(j for j in subjects.view.judgements[seen:] if not touched.isdisjoint(_touched_by(subjects, j)))


def _touched(subjects: Subjects, key: str) -> frozenset[str]:
    """Ids that a decision on `key` is about."""
    if key in subjects.judgements:
        return frozenset({key}) | _touched_by(subjects, subjects.judgements[key])
    event = subjects.disagreements[key].event if key in subjects.disagreements else subjects.event_of.get(key, key)
    reports = subjects.events[event].reports if event in subjects.events else ()
    return frozenset({key, event, *reports})


def _touched_by(subjects: Subjects, judgement: Judgement) -> frozenset[str]:
    """Ids that a judgement is about. An undo is about what it takes back."""
    anchored = {a.report for a in judgement.anchors + judgement.object_anchors}
    named = {judgement.subject, judgement.object or judgement.subject}
    undone = subjects.judgements.get(judgement.subject) if judgement.action == "undo" else None
    return frozenset(anchored | named) | (_touched_by(subjects, undone) if undone is not None else frozenset())
