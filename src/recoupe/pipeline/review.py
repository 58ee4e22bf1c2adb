"""Review as a service: the queue, and decisions written to a ledger. What a terminal and the desk both use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import msgspec

from recoupe.ledger.store import Ledger
from recoupe.model.errors import BugError
from recoupe.model.judgement import Action, Judgement
from recoupe.model.view import LedgerView
from recoupe.pipeline.names import LedgerNames
from recoupe.pipeline.rooms import LinkRoom
from recoupe.pipeline.run import under_judgements
from recoupe.review import decide
from recoupe.review.decide import Decision
from recoupe.review.meanwhile import DecidedMeanwhile, decided_since
from recoupe.review.queue import Item, queue
from recoupe.review.subjects import Subjects
from recoupe.review.values import parse

#: Times a decision or a linking is tried again because somebody else wrote meanwhile.
_PATIENCE = 50


class Review:
    """Decisions on one ledger. Each is written at once; `relink` lets all of them take effect on the events.

    Ids are whole ids of events (former ones too), reports, disagreements, issues, judgements. Every method that decides
    raises `DataError` in words when there is no such thing, and gives the judgement as written. With `seen`, the number
    of judgements that whoever decides has seen, it raises `DecidedMeanwhile` when a later one is about the same things.
    """

    def __init__(self, ledger: Ledger, link: LinkRoom, *, clock: Callable[[], dt.datetime]) -> None:
        self._ledger, self._link, self._clock = ledger, link, clock
        self._subjects: Subjects | None = None

    @property
    def subjects(self) -> Subjects:
        """What the ledger holds, as of the last call that wrote or refreshed."""
        if self._subjects is None:
            self._subjects = Subjects(self._ledger.current())
        return self._subjects

    @property
    def view(self) -> LedgerView:
        """The ledger as one value."""
        return self.subjects.view

    def refresh(self) -> None:
        """Look at the ledger anew: others may have written to it."""
        self._subjects = None

    def former_events(self) -> tuple[str, ...]:
        """Ids that were events once; a decision on one is a decision on what it leads to."""
        return self._ledger.former_events()

    def queue(self) -> tuple[Item, ...]:
        """What needs a human, most important first."""
        return queue(self.view)

    def same(self, left: str, right: str, *, who: str, why: str, seen: int | None = None) -> Judgement:
        """Two events (or reports) are one event."""
        return self._paired("same", left, right, who, why, seen)

    def different(self, left: str, right: str, *, who: str, why: str, seen: int | None = None) -> Judgement:
        """Two events (or reports) are two events."""
        return self._paired("different", left, right, who, why, seen)

    def unsure(self, left: str, right: str, *, who: str, why: str, seen: int | None = None) -> Judgement:
        """Looked at, and not decided: earlier decisions on the pair no longer hold."""
        return self._paired("unsure", left, right, who, why, seen)

    def set_value(self, event: str, name: str, text: str, *, who: str, why: str, seen: int | None = None) -> Judgement:
        """The value of a property, as people write it or as JSON (`recoupe.review.values`)."""

        def decision(subjects: Subjects) -> Decision:
            value = parse(name, text, LedgerNames(subjects.view))
            return decide.set_value(subjects, self._now(event), name, value)

        return self._write(decision, who, why, (event,), seen)

    def dismiss(self, key: str, *, who: str, why: str, seen: int | None = None) -> Judgement:
        """An event does not count; a disagreement or an issue is none."""
        return self._write(lambda s: decide.verdict(s, "dismiss", self._now(key)), who, why, (key,), seen)

    def confirm(self, key: str, *, who: str, why: str, seen: int | None = None) -> Judgement:
        """An event is right as it stands; a disagreement or an issue was looked at and stays."""
        return self._write(lambda s: decide.verdict(s, "confirm", self._now(key)), who, why, (key,), seen)

    def undo(self, judgement: str, *, who: str, why: str, seen: int | None = None) -> Judgement:
        """Take a judgement back."""
        return self._write(lambda s: decide.undo(s, judgement), who, why, (judgement,), seen)

    def relink(self) -> int:
        """Link what the last run linked under all judgements; gives the ledger version, which rises only when
        something changes.
        """
        for _ in range(_PATIENCE):
            state, reader = self._ledger.state(), self._ledger.reader()
            view = self._ledger.current()
            if view.ledger_version == 0:
                return 0
            linked = under_judgements(self._link, view.readings, view.documents, view.judgements)
            copies = {d.id: d.copy_of for d in view.documents if d.copy_of is not None}
            version = self._ledger.snapshot(linked, reader=reader, copies=copies, state=state)
            if version is not None:
                self.refresh()
                return version
        raise BugError(f"the ledger changed {_PATIENCE} times while it was being linked; try again in a moment")

    def _paired(self, action: Action, left: str, right: str, who: str, why: str, seen: int | None) -> Judgement:
        def decision(subjects: Subjects) -> Decision:
            return decide.paired(subjects, action, self._now(left), self._now(right))

        return self._write(decision, who, why, (left, right), seen)

    def _now(self, key: str) -> str:
        """The living event of a former id; anything else as it is."""
        if key in self.subjects.events or not key.startswith("event:"):
            return key
        return self._ledger.resolve_event(key) or key

    def _write(
        self,
        decision: Callable[[Subjects], Decision],
        who: str,
        why: str,
        about: tuple[str, ...],
        seen: int | None,
    ) -> Judgement:
        """Check, sign and write; when somebody else decided something in between, check again with that in view."""
        for _ in range(_PATIENCE):
            subjects = self.subjects
            later = () if seen is None else decided_since(subjects, map(self._now, about), seen)
            if later:
                raise DecidedMeanwhile(later)
            judgement = decide.sign(subjects, decision(subjects), who=who, why=why, now=self._clock())
            if self._ledger.add_judgement(judgement, after=len(subjects.view.judgements)):
                known = (*subjects.view.judgements, judgement)
                self._subjects = Subjects(msgspec.structs.replace(subjects.view, judgements=known))
                return judgement
            self.refresh()
        raise BugError(f"{_PATIENCE} others decided something first; try again in a moment")
