"""What cannot be opened or written says so in words; two writers wait for one another."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sqlite3
import tempfile
from pathlib import Path

import pytest
from recoupe_fakes import make_document, read
from sqlalchemy import event

from recoupe.ledger.store import Ledger
from recoupe.model.errors import DataError

READER = "fake-1"


def test_no_ledger_to_read(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="there is no ledger here"):
        Ledger.open(tmp_path / "l.db", create=False)
    assert not (tmp_path / "l.db").exists()


@pytest.mark.parametrize("create", [True, False])
@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"# Notes\n", "is not a recoupe ledger"), (b"SQLite format 3\x00" + b"\xff" * 200, "ledger|damaged")],
)
def test_not_a_database(tmp_path: Path, content: bytes, reason: str, create: bool) -> None:
    (tmp_path / "l.db").write_bytes(content)
    with pytest.raises(DataError, match=reason):
        Ledger.open(tmp_path / "l.db", create=create)
    assert (tmp_path / "l.db").read_bytes() == content, "a stranger's file is left alone"


@pytest.mark.parametrize("table", ["meta (a TEXT)", "meta (key TEXT, value TEXT)", "songs (title TEXT)"])
def test_another_program_s_database(tmp_path: Path, table: str) -> None:
    with sqlite3.connect(tmp_path / "l.db") as other:
        other.execute(f"CREATE TABLE {table}")
    with pytest.raises(DataError, match="not a recoupe ledger"):
        Ledger.open(tmp_path / "l.db")
    with sqlite3.connect(tmp_path / "l.db") as other:
        assert len(other.execute("SELECT 1 FROM sqlite_master").fetchall()) == 1


def test_a_newer_schema(tmp_path: Path) -> None:
    Ledger.open(tmp_path / "l.db").close()
    with sqlite3.connect(tmp_path / "l.db") as file:
        file.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
    with pytest.raises(DataError, match=r"newer recoupe \(ledger schema 99"):
        Ledger.open(tmp_path / "l.db")


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="is a folder"):
        Ledger.open(tmp_path)


def test_a_maker_killed_before_its_first_transaction(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "l.db").execute("PRAGMA journal_mode = WAL").connection.close()
    with Ledger.open(tmp_path / "l.db") as ledger:
        assert ledger.state() == 0


def test_locked_by_another_run(tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path / "l.db", wait_s=0.1)
    other = sqlite3.connect(tmp_path / "l.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DataError, match="locked by another run"):
        ledger.add_document(make_document("Kidal: 3 killed."))
    assert list(ledger.documents()) == [], "reading needs no lock"
    other.execute("ROLLBACK")
    ledger.add_document(make_document("Kidal: 3 killed."))


def test_disk_full(tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path / "l.db")
    ledger.add_document(make_document("Gao: 1 killed."))

    def small(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")  # SQLite takes it for "no larger than now"

    event.listen(ledger._engine, "connect", small)
    with pytest.raises(DataError, match="disk is full"):
        ledger.add_document(make_document("Kidal: 3 killed. " * 9000, "b.txt"))
    event.remove(ledger._engine, "connect", small)
    assert [d.path for d in ledger.documents()] == ["a.txt"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork, to be another user for a moment")
@pytest.mark.parametrize("create", [True, False])
def test_a_folder_that_may_not_be_written(create: bool) -> None:
    folder = Path(tempfile.mkdtemp())  # not tmp_path, whose parents are closed to other users
    with Ledger.open(folder / "l.db") as ledger:
        ledger.add_document(make_document("Gao: 1 killed."))
    (folder / "l.db").chmod(0o444)
    folder.chmod(0o555)

    def opened() -> str:
        try:
            with Ledger.open(folder / "l.db", create=create) as here:
                if create:
                    here.add_document(make_document("Kidal: 3 killed."))
                return f"{len(list(here.documents()))} document"
        except DataError as error:
            return str(error)

    said = _as_nobody(opened)
    folder.chmod(0o755)
    shutil.rmtree(folder)
    assert ("read-only" in said or "may not be written" in said) if create else said == "1 document"


def _as_nobody(action) -> str:  # type: ignore[no-untyped-def]
    """What `action` gives in a child process that is not root (a root's writes are never refused)."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        if os.geteuid() == 0:
            os.seteuid(65534)
        os.write(into, action().encode())
        os._exit(0)
    os.close(into)
    os.waitpid(child, 0)
    return os.read(out, 10_000).decode()


def _write(path: Path, name: str, number: int) -> None:
    with Ledger.open(path) as ledger:
        for i in range(number):
            document = make_document(f"Kidal: {i} killed.", f"{name}-{i}.txt")
            ledger.add_document(document)
            ledger.add_reading(document, read(document), READER)


def test_two_writers_at_once(tmp_path: Path) -> None:
    """Both open a ledger that is not there yet, and write the same documents at two paths."""
    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=_write, args=(tmp_path / "l.db", name, 25)) for name in ("a", "b")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0, 0]
    with Ledger.open(tmp_path / "l.db", create=False) as ledger:
        counts = ledger.counts()
        assert (counts["pages"], counts["readings"]) == (50, 25 + 25)
        assert all(d.path.startswith("a") for d in ledger.documents())
        assert len(list(ledger.readings(READER))) == 25
