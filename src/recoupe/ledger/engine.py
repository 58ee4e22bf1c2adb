"""Connections to the file: write-ahead log, a busy timeout, and transactions that take the write lock at once."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, inspect, select
from sqlalchemy.pool import NullPool

from recoupe.ledger.schema import FORMAT, SCHEMA_VERSION, meta, metadata
from recoupe.ledger.upgrade import upgrade
from recoupe.model.errors import DataError

_SQLITE_MAGIC = b"SQLite format 3\x00"


def connect(path: Path, *, create: bool, wait_s: float) -> Engine:
    """An engine on the ledger at `path`, created first when `create` and there is none.

    Raises:
        DataError: there is none, it is something else, or it was written by a newer recoupe.
    """
    try:
        _check_file(path, create)
    except OSError as error:
        raise DataError(f"{path}: cannot be opened ({error.strerror}). Give a --ledger that you may read.") from error
    engine = create_engine("sqlite://", creator=lambda: _open(path, wait_s, writable=create), poolclass=NullPool)
    event.listen(engine, "begin", _begin)
    if create:
        _create(engine)
    _check_schema(engine, path)
    return engine


def writing(engine: Engine) -> Engine:
    """The same engine with transactions that take the write lock at their start, so that two writers wait for one
    another and never interleave.
    """
    return engine.execution_options(recoupe_write=True)


def _check_file(path: Path, create: bool) -> None:
    """Refuse what cannot be a ledger before the store touches it."""
    if path.is_dir():
        raise DataError(f"{path}: is a folder. Give --ledger a file name in it.")
    if not path.exists():
        if not create:
            raise DataError(f"{path}: there is no ledger here. `recoupe run PATH --ledger {path}` makes one.")
        _make_folder(path.parent)
        return
    with path.open("rb") as file:
        head = file.read(len(_SQLITE_MAGIC))
    if head not in (b"", _SQLITE_MAGIC) or (not head and not create):
        raise DataError(
            f"{path}: is not a recoupe ledger. Give the --ledger that `recoupe run` wrote, or a new file name."
        )


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataError(
            f"{folder}: cannot be made ({error.strerror}). Give --ledger a file in a folder that you may write."
        ) from error


def _open(path: Path, wait_s: float, *, writable: bool) -> sqlite3.Connection:
    """A connection in autocommit mode: `_begin` opens every transaction itself."""
    if writable:
        return _configured(sqlite3.connect(path, timeout=wait_s, isolation_level=None), write_ahead=True)
    address = path.resolve().as_uri()
    try:
        connection = sqlite3.connect(f"{address}?mode=rw", uri=True, timeout=wait_s, isolation_level=None)
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        # On a medium that cannot be written the log's index cannot be made either; without a log the file alone is
        # whole.
        if path.with_name(path.name + "-wal").exists():
            raise
        connection = sqlite3.connect(f"{address}?mode=ro&immutable=1", uri=True, timeout=wait_s, isolation_level=None)
    return _configured(connection, write_ahead=False)


def _configured(connection: sqlite3.Connection, *, write_ahead: bool) -> sqlite3.Connection:
    connection.execute("PRAGMA foreign_keys = ON")
    if write_ahead and connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        connection.execute("PRAGMA journal_mode = WAL")
    # A killed process loses nothing at NORMAL in WAL mode; only a power cut can lose the last transactions, whole.
    connection.execute("PRAGMA synchronous = NORMAL")
    return connection


def _begin(connection: Connection) -> None:
    """Open a transaction; a writing one takes the lock now rather than at its first write, where waiting would be a
    deadlock.
    """
    write = connection.get_execution_options().get("recoupe_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _create(engine: Engine) -> None:
    """Make the tables in a database that has none: a new file, or one whose maker was killed before its first
    transaction ended.
    """
    with engine.begin() as connection:
        if inspect(connection).get_table_names():
            return
    with writing(engine).begin() as connection:
        if inspect(connection).get_table_names():
            return  # another run was faster
        metadata.create_all(connection)
        rows = {"format": FORMAT, "schema": str(SCHEMA_VERSION), "state": "0"}
        connection.execute(meta.insert(), [{"key": key, "value": value} for key, value in rows.items()])


def _check_schema(engine: Engine, path: Path) -> None:
    with engine.begin() as connection:
        found: dict[str, str] = {}
        columns = inspect(connection).get_columns("meta") if inspect(connection).has_table("meta") else []
        if {"key", "value"} <= {column["name"] for column in columns}:
            found = {row.key: row.value for row in connection.execute(select(meta.c.key, meta.c.value))}
    if found.get("format") != FORMAT:
        raise DataError(_STRANGER.format(path=path))
    if int(found["schema"]) > SCHEMA_VERSION:
        found_schema = f"ledger schema {found['schema']}; this recoupe reads up to {SCHEMA_VERSION}"
        raise DataError(f"{path}: written by a newer recoupe ({found_schema}). Upgrade recoupe to open it.")
    if int(found["schema"]) < SCHEMA_VERSION:
        with writing(engine).begin() as connection:
            upgrade(connection)


_STRANGER = "{path}: is a database, but not a recoupe ledger. Give the --ledger that `recoupe run` wrote."
