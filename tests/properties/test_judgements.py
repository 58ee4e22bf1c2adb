"""Promise 4 of the design: no decision is ever lost or overwritten by a run, and each can be undone.

Random sequences of runs, better and worse readers, decisions and undos. After each step the ledger holds every decision
as it was made; at the end it equals the ledger that gets all documents and all decisions at once, in another order.

`make nightly` runs 1,000 sequences; the suite runs a few.
"""

from __future__ import annotations

import os
import random
import tempfile
from pathlib import Path

import hypothesis.strategies as st
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from recoupe_fakes import make_document
from review_house import LINK, READERS, clock, run

from recoupe.ledger.store import Ledger
from recoupe.model.document import Document
from recoupe.model.errors import DataError
from recoupe.model.judgement import Judgement
from recoupe.model.view import LedgerView
from recoupe.pipeline.review import Review

SEQUENCES = int(os.environ.get("RECOUPE_SEQUENCES", "20"))
TEXTS = (
    "Kidal: 14 killed.",
    "Kidal: 14 killed. Gao: 3 killed.",
    "Kidal: 20 killed. Mopti: 2 killed.",
    "Gao: 90 killed.",
    "Gao: 3 killed. Gao: 8 killed.",
    "Mopti: 2 killed.",
)
DOCUMENTS = tuple(make_document(text, f"{n}.txt", outlet=f"outlet {n}") for n, text in enumerate(TEXTS))
VALUES = (("toll.killed", "17"), ("toll.killed", "9+"), ("kind", "shelling"), ("when", "2023-11-06"), ("where", "none"))


class Newsroom(RuleBasedStateMachine):
    """A ledger that people and runs write to, and a list of everything decided."""

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.ledger = Ledger.open(Path(self.folder.name) / "l.db")
        self.review = Review(self.ledger, LINK, clock=clock())
        self.reader = "plain"
        self.documents: list[Document] = []
        self.decided: list[Judgement] = []

    @rule(documents=st.lists(st.sampled_from(DOCUMENTS), min_size=1, max_size=3))
    def more_articles(self, documents: list[Document]) -> None:
        self.documents = list(dict.fromkeys([*self.documents, *documents]))
        run(self.ledger, documents, self.reader)
        self.review.refresh()

    @rule(reader=st.sampled_from(sorted(READERS)))
    def another_reader(self, reader: str) -> None:
        self.reader = reader
        run(self.ledger, (), reader)
        self.review.refresh()

    @precondition(lambda self: len(self.review.subjects.events) > 1)
    @rule(action=st.sampled_from(["same", "different", "unsure"]), data=st.data(), whole=st.booleans())
    def on_a_pair(self, action: str, data: st.DataObject, whole: bool) -> None:
        things = sorted(self.review.subjects.events if whole else self.review.subjects.event_of)
        left, right = data.draw(st.permutations(things))[:2]
        self.decide(lambda: getattr(self.review, action)(left, right, who="me", why="seen"))

    @precondition(lambda self: self.review.subjects.events)
    @rule(action=st.sampled_from(["dismiss", "confirm", "set"]), data=st.data(), value=st.sampled_from(VALUES))
    def on_an_event(self, action: str, data: st.DataObject, value: tuple[str, str]) -> None:
        event = data.draw(st.sampled_from(sorted(self.review.subjects.events)))
        if action == "set":
            self.decide(lambda: self.review.set_value(event, *value, who="me", why="seen"))
        else:
            self.decide(lambda: getattr(self.review, action)(event, who="me", why="seen"))

    @precondition(lambda self: self.review.subjects.disagreements)
    @rule(action=st.sampled_from(["dismiss", "confirm"]), data=st.data())
    def on_a_disagreement(self, action: str, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(sorted(self.review.subjects.disagreements)))
        self.decide(lambda: getattr(self.review, action)(key, who="me", why="seen"))

    @precondition(lambda self: self.decided)
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from([j.id for j in self.decided]))
        self.decide(lambda: self.review.undo(key, who="me", why="a slip"))

    @rule()
    def let_it_take_effect(self) -> None:
        self.review.relink()

    def decide(self, call) -> None:  # type: ignore[no-untyped-def]
        try:
            self.decided.append(call())
        except DataError:
            return  # undone already, or reports of one event

    @invariant()
    def nothing_is_lost(self) -> None:
        assert list(self.ledger.judgements()) == self.decided
        if self.ledger.reader():
            assert {s.judgement for s in self.review.view.linked.standings} <= {j.id for j in self.decided}

    def teardown(self) -> None:
        if not self.documents:
            return
        self.review.relink()
        with Ledger.open(Path(self.folder.name) / "replay.db") as replay:
            for judgement in random.Random(len(self.decided)).sample(self.decided, len(self.decided)):
                replay.add_judgement(judgement)
            run(replay, self.documents[::-1], self.reader)
            assert _state(replay.current()) == _state(self.ledger.current())
        for judgement in reversed(self.decided):
            self.decide(lambda key=judgement.id: self.review.undo(key, who="me", why="all back"))
        self.undone_and_still_there()
        self.folder.cleanup()

    def undone_and_still_there(self) -> None:
        """With everything taken back nothing but the history is left of it."""
        self.review.relink()
        left = [s for s in self.review.view.linked.standings if s.state == "in_force"]
        actions = {j.id: j.action for j in self.decided}
        assert {actions[s.judgement] for s in left} <= {"undo"}
        with Ledger.open(Path(self.folder.name) / "bare.db") as bare:
            run(bare, self.documents, self.reader)
            assert bare.current().linked.events == self.ledger.current().linked.events
        assert list(self.ledger.judgements()) == self.decided


def _state(view: LedgerView) -> object:
    return view.documents, view.readings, view.linked, view.judgements


Newsroom.TestCase.settings = settings(
    max_examples=SEQUENCES,
    stateful_step_count=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
TestNewsroom = Newsroom.TestCase
