"""A run brings a ledger up to date; killed at any moment and run again, it ends in the same ledger."""

from __future__ import annotations

import datetime as dt
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
import recoupe_fakes as fakes
from recoupe_fakes import make_reader

from recoupe.export.json import export
from recoupe.ledger.store import Ledger
from recoupe.model.document import Refusal
from recoupe.model.errors import DataError
from recoupe.model.judgement import Anchor, Judgement
from recoupe.model.spans import Quote
from recoupe.pipeline.rooms import Rooms
from recoupe.pipeline.run import Progress, RunOptions, RunSummary, run

TEXTS = {
    "a.txt": "Kidal: 3 killed.",
    "b.txt": "Kidal: 4 killed. Gao: 1 killed.",
    "c.txt": "Gao: 1 killed.",
    "d.txt": "Nothing happened.",
    "e.txt": "",
}
ROOMS = Rooms(fakes.pages, fakes.clean, make_reader, fakes.copies, fakes.link, "fake-1")


def clock() -> dt.datetime:
    return dt.datetime(2024, 1, 1, tzinfo=dt.UTC)


def go(folder: Path, ledger: Path, *, rooms: Rooms = ROOMS, workers: int = 0, batch: int = 2) -> RunSummary:
    with Ledger.open(ledger) as open_ledger:
        options = RunOptions(paths=(folder,), workers=workers, batch=batch)
        return run(options, open_ledger, rooms, clock=clock)


def exported(ledger: Path) -> bytes:
    with Ledger.open(ledger, create=False) as open_ledger:
        return export(open_ledger.current(), {}).content


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    here = tmp_path / "articles"
    here.mkdir()
    for name, text in TEXTS.items():
        (here / name).write_text(text, encoding="utf-8")
    return here


def test_a_run_reads_links_and_sums_up(folder: Path, tmp_path: Path) -> None:
    summary = go(folder, tmp_path / "l.db")
    assert (summary.pages, summary.documents, summary.new_documents, summary.read) == (5, 4, 4, 4)
    assert summary.refusals == (Refusal("e.txt", "empty", "no text in the file"),)
    assert (summary.reports, summary.events, summary.disagreements, summary.ledger_version) == (4, 2, 1, 1)


def test_a_run_says_which_judgements_have_nothing_to_rule_and_keeps_them(folder: Path, tmp_path: Path) -> None:
    gone = Anchor("report:0", "doc:0", "armed_attack", (Quote(0, 6, "killed"),))
    made = Judgement("judgement:1", "dismiss", "event:0", None, None, None, "me", clock(), "seen", (gone,))
    with Ledger.open(tmp_path / "l.db") as ledger:
        ledger.add_judgement(made)
    assert go(folder, tmp_path / "l.db").lapsed == 1
    with Ledger.open(tmp_path / "l.db", create=False) as ledger:
        assert ledger.judgements() == (made,)
        assert ledger.current().linked.standings[0].state == "lapsed"


@pytest.mark.parametrize("workers", [0, 2])
def test_running_twice_changes_nothing(folder: Path, tmp_path: Path, workers: int) -> None:
    go(folder, tmp_path / "l.db")
    first = exported(tmp_path / "l.db")
    again = go(folder, tmp_path / "l.db", workers=workers)
    assert (again.documents, again.new_documents, again.read, again.ledger_version) == (4, 0, 0, 1)
    assert exported(tmp_path / "l.db") == first


def test_workers_batches_and_order_change_nothing(folder: Path, tmp_path: Path) -> None:
    go(folder, tmp_path / "one.db", batch=1)
    go(folder, tmp_path / "two.db", batch=100, workers=2)
    backwards = Rooms(lambda p, d: reversed(list(fakes.pages(p, d))), *list(_parts(ROOMS))[1:])
    go(folder, tmp_path / "three.db", rooms=backwards)
    assert exported(tmp_path / "one.db") == exported(tmp_path / "two.db") == exported(tmp_path / "three.db")


def _parts(rooms: Rooms) -> list[object]:
    return [getattr(rooms, name) for name in rooms.__struct_fields__]


def test_what_is_new_is_added_and_ids_are_kept(folder: Path, tmp_path: Path) -> None:
    go(folder, tmp_path / "l.db")
    with Ledger.open(tmp_path / "l.db") as ledger:
        before = {e.id for e in ledger.current().linked.events}
    (folder / "f.txt").write_text("Tessalit: 2 killed.", encoding="utf-8")
    summary = go(folder, tmp_path / "l.db")
    assert (summary.new_documents, summary.read, summary.ledger_version) == (1, 1, 2)
    with Ledger.open(tmp_path / "l.db") as ledger:
        assert before < {e.id for e in ledger.current().linked.events}


def test_another_version_reads_everything_again_even_what_is_not_given(folder: Path, tmp_path: Path) -> None:
    go(folder, tmp_path / "l.db")
    (tmp_path / "empty").mkdir()
    rooms = Rooms(fakes.pages, fakes.clean, make_reader, fakes.copies, fakes.link, "fake-2")
    assert go(tmp_path / "empty", tmp_path / "l.db", rooms=rooms).read == 4


def test_a_page_that_breaks_a_room_is_refused_and_the_rest_goes_on(folder: Path, tmp_path: Path) -> None:
    def clean(page):  # type: ignore[no-untyped-def]
        if page.path == "a.txt":
            raise RecursionError("too deep")
        return fakes.clean(page)

    (folder / "g.txt").write_text("CRASH", encoding="utf-8")
    rooms = Rooms(fakes.pages, clean, make_reader, fakes.copies, fakes.link, "fake-1")
    summary = go(folder, tmp_path / "l.db", rooms=rooms)
    assert [(r.path, r.code) for r in summary.refusals] == [
        ("a.txt", "internal_error"),
        ("e.txt", "empty"),
        ("g.txt", "internal_error"),
    ]
    assert summary.read == 3


def test_progress_only_grows_and_ends_done(folder: Path, tmp_path: Path) -> None:
    seen: list[Progress] = []
    with Ledger.open(tmp_path / "l.db") as ledger:
        run(RunOptions(paths=(folder,), workers=0), ledger, ROOMS, clock=clock, on_progress=seen.append)
    assert [p.pages for p in seen] == sorted(p.pages for p in seen)
    assert seen[-1] == Progress("done", pages=5, documents=4, to_read=4, read=4, refused=1)


def test_a_snapshot_made_stale_by_another_run_is_made_again(folder: Path, tmp_path: Path) -> None:
    other = fakes.make_document("Tessalit: 9 killed.", "z.txt")
    calls = []

    def slow_link(readings, documents, rulings):  # type: ignore[no-untyped-def]
        if not calls:
            with Ledger.open(tmp_path / "l.db") as ledger:
                ledger.add_document(other)
                ledger.add_reading(other, fakes.read(other), "fake-1")
        calls.append(1)
        return fakes.link(readings, documents, rulings)

    rooms = Rooms(fakes.pages, fakes.clean, make_reader, fakes.copies, slow_link, "fake-1")
    assert go(folder, tmp_path / "l.db", rooms=rooms).events == 3
    assert len(calls) == 2


@pytest.mark.slow
def test_killed_at_random_moments_and_run_again(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for i in range(40):
        (folder / f"{i:02}.txt").write_text(f"SLOW {i}. Kidal: {i} killed. Gao: {i % 3} killed.", encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    go(folder, tmp_path / "whole.db")
    moments = random.Random(7)
    for ledger in (tmp_path / "one.db", tmp_path / "two.db", tmp_path / "three.db"):
        killed = 0
        for earliest in (0, 12, 24):
            process = _start(folder, ledger)
            _wait_for(ledger, process, earliest + moments.randrange(12))
            time.sleep(moments.uniform(0, 0.03))
            os.killpg(process.pid, signal.SIGKILL)
            killed += process.wait() == -signal.SIGKILL
        assert killed, "on a busy machine a run may end before its killer looks, but not each time"
        assert _start(folder, ledger).wait(60) == 0
        assert exported(ledger) == exported(tmp_path / "whole.db")
        with Ledger.open(ledger) as whole:
            assert whole.counts()["documents"] == whole.counts()["readings"] == 40


def _wait_for(ledger: Path, process: subprocess.Popen[bytes], readings: int) -> None:
    """Wait until a run has written that many readings (0: until there is a ledger)."""
    while process.poll() is None:
        with suppress(DataError), Ledger.open(ledger, create=False) as here:
            if here.counts()["readings"] >= readings:
                return
        time.sleep(0.01)


def _start(folder: Path, ledger: Path) -> subprocess.Popen[bytes]:
    """A run of its own process group, so that its workers die with it."""
    script = Path(fakes.__file__).with_name("recoupe_fake_run.py")
    return subprocess.Popen([sys.executable, str(script), str(folder), str(ledger)], start_new_session=True)
