"""What SQLite says, in words that open the door."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from recoupe.model.errors import DataError

#: Primary SQLite result codes (the low byte of the extended ones).
_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 6, 8, 10, 11, 13, 14, 26
_WAITED = "locked by another run; waited {wait:.0f} s for it. Let that run end, then run again; nothing is lost"
_WORDS = {
    _BUSY: _WAITED,
    _LOCKED: _WAITED,
    _READONLY: "cannot be written: the file or its folder is read-only. Copy it to a folder that you may write",
    _IOERR: "cannot be written: the disk is full or reports an error. Free some space, then run again; nothing is lost",
    _CORRUPT: "is damaged. Restore it from a copy, or run on the articles again with a new --ledger",
    _FULL: "cannot grow: the disk is full. Free some space, then run again; nothing is lost",
    _CANTOPEN: "cannot be opened: its folder may not be written. Change its rights or give another --ledger",
    _NOTADB: "is not a recoupe ledger. Give the --ledger that `recoupe run` wrote, or a new file name",
}


@contextmanager
def in_words(path: Path, wait_s: float) -> Iterator[None]:
    """Turn the store's errors into a `DataError` that names `path` and says what to do. Errors that are our own fault
    pass.
    """
    try:
        yield
    except DBAPIError as error:
        words = explain(error.orig, wait_s)
        if words is None:
            raise
        raise DataError(f"{path}: {words}.") from error


def explain(error: BaseException | None, wait_s: float) -> str | None:
    """Words for a SQLite error, None when it tells of no condition that the user can change."""
    code = getattr(error, "sqlite_errorcode", None)
    if not isinstance(error, sqlite3.Error) or code is None:
        return None
    words = _WORDS.get(code & 0xFF)
    return words.format(wait=wait_s) if words else None
