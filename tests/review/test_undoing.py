"""An undo takes one judgement back; an undo of it brings that back."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from recoupe.model.judgement import Judgement
from recoupe.review.undoing import undone

START = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)


def judgement(number: int, undoes: int | None = None) -> Judgement:
    action, subject = ("undo", f"j:{undoes}") if undoes is not None else ("confirm", "event:1")
    return Judgement(f"j:{number}", action, subject, None, None, None, "me", START + dt.timedelta(days=number), "")


def test_undo_and_undo_of_the_undo() -> None:
    plain, undo, redo = judgement(0), judgement(1, 0), judgement(2, 1)
    assert undone([plain]) == {}
    assert undone([plain, undo]) == {"j:0": "j:1"}
    assert undone([plain, undo, redo]) == {"j:1": "j:2"}
    assert undone([plain, undo, redo, judgement(3, 2)]) == {"j:0": "j:1", "j:2": "j:3"}


def test_two_people_who_undo_one_judgement_at_once_undo_it_once() -> None:
    both = [judgement(0), judgement(1, 0), judgement(2, 0)]
    assert undone(both) == {"j:0": "j:1"}
    assert undone([*both, judgement(3, 1)]) == {"j:0": "j:2", "j:1": "j:3"}, "the other undo still stands"


def test_an_undo_of_nothing_known_is_no_matter() -> None:
    assert undone([judgement(1, 7)]) == {}


@given(st.data(), st.integers(1, 12))
def test_the_order_in_which_they_come_changes_nothing(data: st.DataObject, number: int) -> None:
    made = [judgement(n, data.draw(st.none() | st.integers(0, n - 1)) if n else None) for n in range(number)]
    found = undone(made)
    assert undone(data.draw(st.permutations(made))) == found
    assert all(by not in found for by in found.values()), "what is undone undoes nothing"
