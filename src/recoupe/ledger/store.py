"""The append-only store. It keeps and gives back; what things mean is decided elsewhere.

Every method that writes is one transaction and idempotent: adding the same thing twice changes nothing, so a run that
was killed is simply run again.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec
from sqlalchemy import Connection, Engine, Table, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from recoupe.ledger import moves, reading, schema, snapshots
from recoupe.ledger.engine import connect, writing
from recoupe.ledger.errors import in_words
from recoupe.model.document import Document, Refusal
from recoupe.model.event import LinkedLedger, Whereabouts
from recoupe.model.ids import make_id
from recoupe.model.judgement import Judgement
from recoupe.model.report import DocumentReading
from recoupe.model.view import LedgerView

#: How long to wait for another run's transaction, in seconds. One transaction is a batch of documents: well under a
#: second.
WAIT_S = 30.0


class Ledger:
    """A ledger in a SQLite file. Use `Ledger.open`, as a context manager."""

    def __init__(self, engine: Engine, path: Path, wait_s: float) -> None:
        self._engine = engine
        self._writing = writing(engine)
        self._path = path
        self._wait_s = wait_s

    @classmethod
    def open(cls, path: Path, *, create: bool = True, wait_s: float = WAIT_S) -> Self:
        """Open the ledger at `path`. With `create` False it must be there and is only read.

        Raises:
            DataError: no ledger, not a ledger, of a newer recoupe, locked, read-only, or the disk is full.
        """
        with in_words(path, wait_s):
            return cls(connect(path, create=create, wait_s=wait_s), path, wait_s)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- what was read ---

    def add_document(self, document: Document) -> None:
        """Add one document; see `add_documents`."""
        self.add_documents((document,))

    def add_documents(self, documents: Iterable[Document]) -> int:
        """Add documents in one transaction; gives how many of them are new or were found in a new form.

        `copy_of` is not kept: it depends on the other documents and is part of each snapshot.
        """
        changed = 0
        with self._write() as connection:
            for document in documents:
                payload, revision = encode(document)
                row = {
                    "id": document.id,
                    "revision": revision,
                    "sha256": document.sha256,
                    "path": document.path,
                    "payload": payload,
                }
                _insert(connection, schema.documents, row)
                changed += _point(connection, document, revision)
            _touch(connection, changed)
        return changed

    def add_reading(self, document: Document, found: DocumentReading, reader: str) -> None:
        """Add one reading; see `add_readings`."""
        self.add_readings(((document, found),), reader)

    def add_readings(self, pairs: Iterable[tuple[Document, DocumentReading]], reader: str) -> int:
        """Add what was read from documents by that reader, in one transaction; gives how many are new."""
        changed = 0
        with self._write() as connection:
            for document, found in pairs:
                payload = msgspec.json.encode(found).decode()
                row = {"document": document.id, "revision": encode(document)[1], "reader": reader, "payload": payload}
                changed += _insert(connection, schema.readings, row)
            _touch(connection, changed)
        return changed

    def add_refusal(self, refusal: Refusal, document: str | None = None) -> None:
        """Add one refusal; `document` is given when the page could be cleaned but not read."""
        self.add_refusals(((refusal, document),))

    def add_refusals(self, refusals: Iterable[tuple[Refusal, str | None]]) -> int:
        """Add refusals, each with the document it concerns or None, in one transaction; gives how many are new."""
        changed = 0
        with self._write() as connection:
            for refusal, document in refusals:
                key = make_id("refusal", refusal.path, refusal.code, refusal.detail, document or "")
                row = {
                    "id": key,
                    "path": refusal.path,
                    "code": refusal.code,
                    "detail": refusal.detail,
                    "document": document,
                }
                changed += _insert(connection, schema.refusals, row)
            _touch(connection, changed)
        return changed

    def documents(self) -> Iterator[Document]:
        """All documents, by id, each in its current form, `copy_of` as of the latest snapshot."""
        with self._read() as connection:
            yield from reading.documents(connection, snapshots.latest(connection).copies)

    def readings(self, reader: str) -> Iterator[DocumentReading]:
        """What the reader of that version read from the current form of each document, by document id."""
        with self._read() as connection:
            yield from reading.readings(connection, reader)

    def unread(self, reader: str) -> Iterator[Document]:
        """Documents whose current form the reader of that version has not read, by id."""
        with self._read() as connection:
            yield from reading.unread(connection, reader)

    def unread_among(self, documents: Iterable[Document], reader: str) -> tuple[Document, ...]:
        """Those of `documents` whose form as given is current and was not read by the reader of that version."""
        with self._read() as connection:
            return tuple(d for d in documents if reading.is_unread(connection, d.id, encode(d)[1], reader))

    # --- what it amounts to ---

    def state(self) -> int:
        """Counter of changes: take it before linking and give it to `snapshot`."""
        with self._read() as connection:
            return _state(connection)

    def snapshot(
        self, linked: LinkedLedger, *, reader: str, copies: Mapping[str, str] | None = None, state: int | None = None
    ) -> int | None:
        """Make `linked` the current events; gives the ledger version, which rises only when something differs from the
        last snapshot.

        `copies` maps the id of each copied document to the id of its original. What left an event is noted with where
        it went. Gives None, and writes nothing, when the ledger is no longer in `state`: another run added to it
        meanwhile, so link again.
        """
        with self._write() as connection:
            if state is not None and _state(connection) != state:
                return None
            return snapshots.write(connection, linked, reader, dict(copies or {}))

    def current(self) -> LedgerView:
        """Everything the ledger holds now, as one value read in one transaction."""
        with self._read() as connection:
            last = snapshots.latest(connection)
            return LedgerView(
                ledger_version=last.ledger_version,
                documents=tuple(reading.documents(connection, last.copies)),
                readings=tuple(reading.readings(connection, last.reader)),
                linked=snapshots.linked(connection, last),
                refusals=reading.refusals(connection, last.reader),
                judgements=reading.judgements(connection),
            )

    def reader(self) -> str:
        """Version of the reader whose readings the latest snapshot links; "" when nothing was linked yet."""
        with self._read() as connection:
            return snapshots.latest(connection).reader

    def whereabouts(self, event: str) -> Whereabouts | None:
        """What became of the event that `event` names or once named: itself, merged, split or gone. None when it never
        was an event of these articles.
        """
        with self._read() as connection:
            return moves.whereabouts(connection, event, snapshots.latest(connection).ledger_version)

    def resolve_event(self, event: str) -> str | None:
        """The current event that `event` leads to; None when it never was an event or nothing is left of it."""
        found = self.whereabouts(event)
        return found.event if found is not None else None

    def has_departed(self, event: str) -> bool:
        """Whether reports that were once in the event left it: then `whereabouts` has more to say of it than itself."""
        with self._read() as connection:
            return moves.has_departed(connection, event)

    def absorbed(self, event: str) -> tuple[str, ...]:
        """Ids that were events once and whose reports are in `event` now, sorted."""
        with self._read() as connection:
            return moves.absorbed(connection, event, snapshots.latest(connection).ledger_version)

    def former_events(self) -> tuple[str, ...]:
        """Ids that were events once and are none now, sorted."""
        with self._read() as connection:
            return moves.former(connection, snapshots.latest(connection).ledger_version)

    # --- people and runs ---

    def add_judgement(self, judgement: Judgement, *, after: int | None = None) -> bool:
        """Add a human decision. Nothing ever removes one: an `undo` is a judgement too.

        With `after`, only when the ledger still holds that many judgements; False, and nothing written, when somebody
        else decided something meanwhile: look at that first.
        """
        table = schema.judgements
        with self._write() as connection:
            if after is not None and connection.execute(select(func.count()).select_from(table)).scalar_one() != after:
                return False
            row = {"id": judgement.id, "payload": msgspec.json.encode(judgement).decode()}
            _touch(connection, _insert(connection, table, row))
            return True

    def judgements(self) -> tuple[Judgement, ...]:
        """All human decisions, oldest first."""
        with self._read() as connection:
            return reading.judgements(connection)

    def begin_run(self, now: dt.datetime, *, recoupe: str, reader: str) -> int:
        """Note that a run starts; gives its number."""
        row = {"started": now.isoformat(timespec="seconds"), "recoupe": recoupe, "reader": reader}
        with self._write() as connection:
            key = connection.execute(schema.runs.insert().values(row)).inserted_primary_key
            return int(key[0]) if key else 0

    def end_run(self, run: int, now: dt.datetime, *, documents: int, refusals: int) -> None:
        """Note that run number `run` ended, and what it saw."""
        row = {"finished": now.isoformat(timespec="seconds"), "documents": documents, "refusals": refusals}
        with self._write() as connection:
            connection.execute(update(schema.runs).where(schema.runs.c.id == run).values(row))

    def counts(self) -> dict[str, int]:
        """Number of rows of each table."""
        with self._read() as connection:
            return {
                t.name: connection.execute(select(func.count()).select_from(t)).scalar_one()
                for t in schema.metadata.sorted_tables
            }

    def _read(self) -> _Transaction:
        return _Transaction(self._engine, self._path, self._wait_s)

    def _write(self) -> _Transaction:
        return _Transaction(self._writing, self._path, self._wait_s)


class _Transaction:
    """One transaction whose errors come in words."""

    def __init__(self, engine: Engine, path: Path, wait_s: float) -> None:
        self._engine, self._words = engine, in_words(path, wait_s)

    def __enter__(self) -> Connection:
        self._words.__enter__()
        try:
            self._inner = self._engine.begin()
            return self._inner.__enter__()
        except BaseException as error:
            self._words.__exit__(type(error), error, error.__traceback__)
            raise

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._inner.__exit__(kind, error, trace)
        except BaseException as late:
            self._words.__exit__(type(late), late, late.__traceback__)
            raise
        self._words.__exit__(kind, error, trace)


def encode(document: Document) -> tuple[str, str]:
    """A document as stored and its revision: the digest of everything in it that does not depend on other documents."""
    payload = msgspec.json.encode(msgspec.structs.replace(document, copy_of=None) if document.copy_of else document)
    return payload.decode(), hashlib.sha256(payload).hexdigest()


def _insert(connection: Connection, table: Table, row: dict[str, Any]) -> int:
    """Insert unless the row's key is there; gives the number of rows inserted."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    return connection.execute(dialect.insert(table).values(row).on_conflict_do_nothing()).rowcount


def _point(connection: Connection, document: Document, revision: str) -> int:
    """Let the page of `document` stand for `revision`; 1 when it did not before."""
    row = {"path": document.path, "document": document.id, "revision": revision}
    if _insert(connection, schema.pages, row):
        return 1
    pages = schema.pages
    here = (pages.c.path == document.path) & (pages.c.document == document.id) & (pages.c.revision != revision)
    return connection.execute(update(pages).where(here).values(revision=revision)).rowcount


def _touch(connection: Connection, changed: int) -> None:
    if changed:
        meta = schema.meta
        connection.execute(update(meta).where(meta.c.key == "state").values(value=str(_state(connection) + 1)))


def _state(connection: Connection) -> int:
    return int(connection.execute(select(schema.meta.c.value).where(schema.meta.c.key == "state")).scalar_one())
