"""The store gives back what it was given, and the same thing twice changes nothing."""

from __future__ import annotations

import datetime as dt
import itertools
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from recoupe_fakes import link, make_document, read

from recoupe.ledger.store import Ledger
from recoupe.model.document import Refusal
from recoupe.model.judgement import Judgement

READER = "fake-1"


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger.open(tmp_path / "l.db")


def test_gives_back_documents_and_readings(ledger: Ledger) -> None:
    document = make_document("Kidal: 3 killed.")
    ledger.add_document(document)
    ledger.add_reading(document, read(document), READER)
    assert list(ledger.documents()) == [document]
    assert list(ledger.readings(READER)) == [read(document)]
    assert list(ledger.readings("fake-2")) == []


def test_the_same_twice_changes_nothing(ledger: Ledger) -> None:
    document = make_document("Kidal: 3 killed.")
    for _ in range(2):
        ledger.add_document(document)
        ledger.add_reading(document, read(document), READER)
        ledger.add_refusal(Refusal("b.txt", "empty", "no text"))
        found = link(ledger.readings(READER), ledger.documents())
        assert ledger.snapshot(found, reader=READER) == 1
        state = ledger.state()
    counts = ledger.counts()
    assert counts["documents"] == counts["readings"] == counts["refusals"] == counts["events"] == 1
    assert ledger.add_documents((document,)) == 0
    assert ledger.state() == state


def test_what_is_unread_is_known_by_form_and_reader(ledger: Ledger) -> None:
    first, second = make_document("Kidal: 3 killed."), make_document("Gao: 1 killed.", "b.txt")
    ledger.add_documents((first, second))
    ledger.add_reading(first, read(first), READER)
    assert list(ledger.unread(READER)) == [second]
    assert ledger.unread_among((first, second), READER) == (second,)
    assert len(list(ledger.unread("fake-2"))) == 2
    dated = msgspec.structs.replace(first, published=None)
    ledger.add_document(dated)
    assert dated in list(ledger.unread(READER)), "a new form of a document is to be read anew"
    ledger.add_document(first)
    assert list(ledger.unread(READER)) == [second], "and the way back finds the old reading"


def test_one_article_at_two_paths_is_one_document_whatever_the_order(tmp_path: Path) -> None:
    twins = (make_document("Kidal: 3 killed.", "z/a.txt"), make_document("Kidal: 3 killed.", "a/z.txt"))
    for name, order in (("one", twins), ("two", twins[::-1])):
        with Ledger.open(tmp_path / f"{name}.db") as ledger:
            ledger.add_documents(order)
            assert [d.path for d in ledger.documents()] == ["a/z.txt"]


def test_copies_are_of_the_snapshot(ledger: Ledger) -> None:
    first, second = make_document("Kidal: 3 killed."), make_document("Gao: 1 killed.", "b.txt")
    ledger.add_documents((first, msgspec.structs.replace(second, copy_of=first.id)))
    assert [d.copy_of for d in ledger.documents()] == [None, None]
    ledger.snapshot(link((), ()), reader=READER, copies={second.id: first.id})
    assert {d.id: d.copy_of for d in ledger.current().documents} == {first.id: None, second.id: first.id}
    assert list(ledger.unread(READER)) != [], "being a copy does not make a document read"


def test_a_reading_settles_the_refusal_of_its_document(ledger: Ledger) -> None:
    document = make_document("Kidal: 3 killed.")
    ledger.add_document(document)
    ledger.add_refusals(
        ((Refusal("a.txt", "worker_died", "twice"), document.id), (Refusal("b.txt", "empty", ""), None))
    )
    assert [r.code for r in ledger.current().refusals] == ["worker_died", "empty"]
    ledger.add_reading(document, read(document), READER)
    ledger.snapshot(link((), ()), reader=READER)
    assert [r.code for r in ledger.current().refusals] == ["empty"]


def test_a_snapshot_of_a_stale_state_is_not_written(ledger: Ledger) -> None:
    state = ledger.state()
    ledger.add_document(make_document("Kidal: 3 killed."))
    assert ledger.snapshot(link((), ()), reader=READER, state=state) is None
    assert ledger.snapshot(link((), ()), reader=READER, state=ledger.state()) == 1


def test_judgements_are_kept_in_the_order_of_their_time(ledger: Ledger) -> None:
    moments = (dt.datetime(2024, 1, day, tzinfo=dt.UTC) for day in (2, 1))
    made = [
        Judgement(f"j:{i}", "confirm", "event:1", None, None, None, "me", when, "") for i, when in enumerate(moments)
    ]
    for judgement in (*made, made[0]):
        ledger.add_judgement(judgement)
    assert ledger.judgements() == (made[1], made[0])


def test_runs_are_noted_and_change_no_view(ledger: Ledger) -> None:
    before = ledger.current()
    run = ledger.begin_run(dt.datetime(2024, 1, 1, tzinfo=dt.UTC), recoupe="0", reader=READER)
    ledger.end_run(run, dt.datetime(2024, 1, 2, tzinfo=dt.UTC), documents=3, refusals=0)
    assert ledger.current() == before
    assert ledger.counts()["runs"] == 1


TEXTS = ("Kidal: 3 killed.", "Kidal: 4 killed.", "Gao: 1 killed.", "Nothing.", "Gao: 1 killed. Kidal: 3 killed.")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations([make_document(text, f"{i}.txt") for i, text in enumerate(TEXTS)]), cut=st.integers(1, 4))
def test_the_order_and_the_batches_change_no_view(
    tmp_path_factory: pytest.TempPathFactory, order: list, cut: int
) -> None:
    views = []
    for documents in (sorted(order, key=lambda d: d.path), order):
        with Ledger.open(tmp_path_factory.mktemp("l") / "l.db") as ledger:
            for batch in itertools.batched(documents, cut) if hasattr(itertools, "batched") else [documents]:
                ledger.add_documents(batch)
                ledger.add_readings([(d, read(d)) for d in batch], READER)
            found = link(ledger.readings(READER), ledger.documents())
            ledger.snapshot(found, reader=READER, state=ledger.state())
            views.append(ledger.current())
    assert views[0] == views[1]
