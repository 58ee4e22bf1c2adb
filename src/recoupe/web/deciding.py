"""Decisions as the desk takes them: one thing asked, one or several judgements written, and the events linked anew."""

from __future__ import annotations

import concurrent.futures
from typing import Any, Literal
from urllib.parse import unquote

import msgspec

from recoupe.model.errors import DataError
from recoupe.model.judgement import Judgement
from recoupe.pipeline.review import Review
from recoupe.web.desk import Desk

Ask = Literal["same", "different", "unsure", "split", "set", "dismiss", "confirm", "undo"]
#: How long an answer waits for the events to be linked anew, in seconds; it goes on without it.
_PATIENCE_S = 4.0


class Asked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a person decides. `subject` (and `other`, for same, different, unsure) is the id of an event or a report; of
    a disagreement or an issue, for dismiss and confirm; of a judgement, for undo. `split` parts the report `subject`
    from every other report of its event. `value` is written as `recoupe review set` takes it, or JSON.

    `seen` is the number of judgements that the person had before their eyes: when somebody else decided on the same
    things since, nothing is written.
    """

    action: Ask
    subject: str
    why: str
    other: str | None = None
    property: str | None = None
    value: str | None = None
    who: str | None = None
    seen: int | None = None


class Decided(msgspec.Struct, frozen=True):
    """The judgements written, and whether they took effect on the events already; they will at any rate."""

    judgements: tuple[Judgement, ...]
    linked: bool


class DecisionForm(msgspec.Struct, frozen=True, kw_only=True):
    """What a form sends. `here` is the page to go back to, `item` the item of the queue that it is about.

    A value is written, or picked: `value` for `property`, or `told`, "PROPERTY=JSON". What is written goes first. The
    other event is named (`other`, an id or the address of its page) or picked (`near`). `report` is what is split off.
    """

    action: Ask
    subject: str
    seen: int
    why: str = ""
    other: str = ""
    near: str = ""
    report: str = ""
    told: str = ""
    property: str = ""
    value: str = ""
    written: str = ""
    who: str = ""
    here: str = "/review"
    item: str = ""

    def asked(self) -> Asked:
        """The decision."""
        picked, _, json = self.told.partition("=")
        written = self.written.strip()
        return Asked(
            action=self.action,
            subject=self.report if self.action == "split" and self.report else self.subject,
            why=self.why,
            other=_event_id(self.other) or self.near or None,
            property=(self.property if written or not picked else picked) or None,
            value=written or self.value or json or None,
            who=self.who.strip() or None,
            seen=self.seen,
        )


class Trouble(msgspec.Struct, frozen=True):
    """Why a decision was not taken, and what was asked, so that nothing has to be typed again."""

    form: DecisionForm
    words: str
    meanwhile: tuple[Any, ...] = ()


def _event_id(text: str) -> str:
    """An id as typed, or out of the address of an event's page."""
    return unquote(text.strip().partition("?")[0].rstrip("/").rpartition("/")[2])


def decide(desk: Desk, asked: Asked, who: str) -> Decided:
    """Write what was decided, and link.

    Raises:
        DataError: there is no such thing, no name, no reason, no such value; `DecidedMeanwhile` when somebody else
            decided on it since.
    """
    with desk.writing:
        written = tuple(_write(desk.review(), asked, asked.who or who))
    linking = desk.relink()
    try:
        linking.result(timeout=_PATIENCE_S)
    except concurrent.futures.TimeoutError:
        return Decided(written, linked=False)
    return Decided(written, linked=True)


def _write(review: Review, asked: Asked, who: str) -> list[Judgement]:
    why, seen, subject = asked.why, asked.seen, asked.subject
    match asked.action:
        case "same":
            return [review.same(subject, _needed(asked, "other"), who=who, why=why, seen=seen)]
        case "different":
            return [review.different(subject, _needed(asked, "other"), who=who, why=why, seen=seen)]
        case "unsure":
            return [review.unsure(subject, _needed(asked, "other"), who=who, why=why, seen=seen)]
        case "set":
            name, value = _needed(asked, "property"), _needed(asked, "value")
            return [review.set_value(subject, name, value, who=who, why=why, seen=seen)]
        case "dismiss":
            return [review.dismiss(subject, who=who, why=why, seen=seen)]
        case "confirm":
            return [review.confirm(subject, who=who, why=why, seen=seen)]
        case "undo":
            return [review.undo(subject, who=who, why=why, seen=seen)]
        case "split":
            return _split(review, subject, who=who, why=why, seen=seen)


def _split(review: Review, report: str, *, who: str, why: str, seen: int | None) -> list[Judgement]:
    """Part a report from all others of its event."""
    if report not in review.subjects.reports:
        raise DataError(
            f"there is no report {report!r} in the ledger. A split names the report that is to stand apart."
        )
    event = review.subjects.event(report)
    others = [other for other in event.reports if other != report and other in review.subjects.reports]
    if not others:
        raise DataError(f"{report} is the only report of {event.id}: there is nothing to part it from.")
    first, *rest = others
    # Only the first looks for what others decided: the ones after it would find the first.
    written = [review.different(report, first, who=who, why=why, seen=seen)]
    return written + [review.different(report, other, who=who, why=why) for other in rest]


def _needed(asked: Asked, name: str) -> str:
    found: str | None = getattr(asked, name)
    if not found or not found.strip():
        raise DataError(f"{asked.action} needs {name!r}, and it is empty.")
    return found.strip()
