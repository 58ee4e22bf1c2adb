"""Workers can be killed; what they were reading is not lost, and what kills them twice is refused."""

from __future__ import annotations

import functools

import pytest
from recoupe_fakes import FakeReader, make_document, make_reader, read

from recoupe.model.document import Refusal
from recoupe.model.errors import BugError, DataError
from recoupe.pipeline.workers import read_batch, read_here, read_with_workers

GOOD = tuple(make_document(f"Kidal: {i} killed.", f"{i}.txt") for i in range(10))
CRASH = make_document("CRASH", "crash.txt")
#: A factory that a worker can import without these tests: code to run.
NO_MODEL = "from recoupe.model.errors import DataError\nraise DataError('no such model')"
KILL = make_document("KILL", "kill.txt")


def test_a_document_that_raises_is_refused_and_the_rest_read() -> None:
    found = {d.path: what for d, what in read_batch(FakeReader(), (GOOD[0], CRASH, GOOD[1]))}
    assert found["0.txt"] == read(GOOD[0])
    assert found["1.txt"] == read(GOOD[1])
    refusal = found["crash.txt"]
    assert isinstance(refusal, Refusal)
    assert refusal.code == "internal_error"
    assert refusal.detail.startswith("ValueError: the text says CRASH (recoupe_fakes, line ")


def test_reading_here_and_with_workers_is_the_same() -> None:
    batches = [GOOD[:4], (CRASH,), GOOD[4:]]
    here = sorted(read_here(make_reader, batches), key=lambda pair: pair[0].id)
    there = sorted(read_with_workers(make_reader, batches, 2), key=lambda pair: pair[0].id)
    assert here == there
    assert len(here) == 11


def test_a_document_that_kills_its_worker_is_refused_and_the_rest_read() -> None:
    batches = [(*GOOD[:3], KILL, *GOOD[3:5]), GOOD[5:]]
    found = {d.path: what for d, what in read_with_workers(make_reader, batches, 2)}
    assert len(found) == 11
    refusal = found.pop("kill.txt")
    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.detail) == ("worker_died", "the process that read it ended 2 times (exit code -9)")
    assert not any(isinstance(what, Refusal) for what in found.values())


def test_no_documents_no_workers() -> None:
    assert list(read_with_workers(make_reader, [], 2)) == []


def test_a_reader_that_cannot_be_made_ends_the_run_in_its_own_words() -> None:
    with pytest.raises(DataError, match="no such model"):
        list(read_with_workers(functools.partial(exec, NO_MODEL), [GOOD[:1]], 1))


def test_workers_that_never_live_end_the_run() -> None:
    with pytest.raises(BugError, match="end before they read anything"):
        list(read_with_workers(functools.partial(exec, "raise SystemExit(3)"), [GOOD[:1]], 1))
