"""From what a person says to a judgement: checked against the ledger as it is now, anchored to its reports."""

from __future__ import annotations

import datetime as dt

import msgspec

from recoupe.model.errors import DataError
from recoupe.model.judgement import Action, Anchor, Judgement, judgement_id
from recoupe.review.subjects import Subjects
from recoupe.review.undoing import undone


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """A judgement that is not signed yet."""

    action: Action
    subject: str
    object: str | None = None
    property: str | None = None
    value: str | None = None
    anchors: tuple[Anchor, ...] = ()
    object_anchors: tuple[Anchor, ...] = ()


def paired(subjects: Subjects, action: Action, left: str, right: str) -> Decision:
    """Same, different or unsure: about two events, two reports, or one of each.

    Raises:
        DataError: there is no such thing, or both are one.
    """
    one, other = subjects.anchors(left), subjects.anchors(right)
    if left == right:
        raise DataError(f"{left} is named twice. Name two events or reports.")
    if {a.report for a in one} & {a.report for a in other}:
        raise DataError(
            f"{left} and {right} are one event as things are. To part its reports, or keep them together, name two."
        )
    return Decision(action=action, subject=left, object=right, anchors=one, object_anchors=other)


def set_value(subjects: Subjects, key: str, name: str, value: str) -> Decision:
    """A value, as JSON, for a property of an event; see `review.values` for how people write values.

    Raises:
        DataError: there is no such event.
    """
    return Decision(action="set", subject=key, property=name, value=value, anchors=_of_event(subjects, key))


def verdict(subjects: Subjects, action: Action, key: str) -> Decision:
    """Dismiss or confirm an event (a report stands for its event), a disagreement or an issue.

    Raises:
        DataError: there is no such thing.
    """
    if key in subjects.disagreements or key in subjects.issues:
        return Decision(action=action, subject=key)
    return Decision(action=action, subject=key, anchors=_of_event(subjects, key))


def undo(subjects: Subjects, key: str) -> Decision:
    """Take a judgement back; to undo an undo brings back what it took away.

    Raises:
        DataError: there is no such judgement, or it is undone already.
    """
    if key not in subjects.judgements:
        raise DataError(f"there is no judgement {key!r}. `recoupe review list` shows all.")
    by = undone(subjects.view.judgements).get(key)
    if by is not None:
        earlier = subjects.judgements[by]
        raise DataError(
            f"{key} was undone already, by {earlier.who} on {earlier.when:%Y-%m-%d} ({by}). Undo {by} to bring it back."
        )
    return Decision(action="undo", subject=key)


def sign(subjects: Subjects, decision: Decision, *, who: str, why: str, now: dt.datetime) -> Judgement:
    """The judgement: who decided, when and why.

    A clock that is set back does not let a decision pass for older than those it was made upon: it comes after them.

    Raises:
        DataError: nobody or nothing is named.
    """
    who, why = who.strip(), why.strip()
    if not who:
        raise DataError("a judgement needs a name: --by NAME")
    if not why:
        raise DataError("a judgement needs a reason: --why TEXT")
    last = max((j.when for j in subjects.view.judgements), default=None)
    if last is not None and now <= last:
        now = last + dt.timedelta(microseconds=1)
    unsigned = Judgement("", decision.action, decision.subject, decision.object, decision.property, decision.value,
                         who, now, why, decision.anchors, decision.object_anchors)  # fmt: skip
    return msgspec.structs.replace(unsigned, id=judgement_id(unsigned))


def _of_event(subjects: Subjects, key: str) -> tuple[Anchor, ...]:
    """The reports of the event that `key` means, that of `key` first when it is a report."""
    anchors = subjects.anchors(subjects.event(key).id)
    return tuple(sorted(anchors, key=lambda a: a.report != key))
