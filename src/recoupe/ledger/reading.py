"""Queries: rows back into the values that they were."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec
from sqlalchemy import Connection, Select, and_, func, select

from recoupe.ledger.schema import documents as documents_table
from recoupe.ledger.schema import judgements as judgements_table
from recoupe.ledger.schema import pages
from recoupe.ledger.schema import readings as readings_table
from recoupe.ledger.schema import refusals as refusals_table
from recoupe.model.document import Document, Refusal
from recoupe.model.judgement import Judgement
from recoupe.model.report import DocumentReading

#: Rows fetched at a time: memory stays flat however large the ledger.
_CHUNK = 256

_DOCUMENT = msgspec.json.Decoder(Document)
_READING = msgspec.json.Decoder(DocumentReading)
_JUDGEMENT = msgspec.json.Decoder(Judgement)


def _current() -> Select[tuple[str, str]]:
    """Each document with its current revision. The same article found at two paths is one document: the path that sorts
    first speaks for it.
    """
    first = select(pages.c.document, func.min(pages.c.path).label("path")).group_by(pages.c.document).subquery()
    here = and_(pages.c.document == first.c.document, pages.c.path == first.c.path)
    return select(pages.c.document, pages.c.revision).join(first, here)


def documents(connection: Connection, copies: Mapping[str, str]) -> Iterator[Document]:
    """Current documents by id, marked with the original that each copies."""
    now = _current().subquery()
    here = and_(documents_table.c.id == now.c.document, documents_table.c.revision == now.c.revision)
    query = select(documents_table.c.payload).join(now, here).order_by(documents_table.c.id)
    for payload in connection.execution_options(yield_per=_CHUNK).execute(query).scalars():
        document = _DOCUMENT.decode(payload)
        original = copies.get(document.id)
        yield msgspec.structs.replace(document, copy_of=original) if original else document


def readings(connection: Connection, reader: str) -> Iterator[DocumentReading]:
    """Readings of the current documents by that reader, by document id."""
    now, found = _current().subquery(), readings_table
    here = and_(found.c.document == now.c.document, found.c.revision == now.c.revision, found.c.reader == reader)
    query = select(found.c.payload).join(now, here).order_by(found.c.document)
    for payload in connection.execution_options(yield_per=_CHUNK).execute(query).scalars():
        yield _READING.decode(payload)


def all_readings(connection: Connection, document: str) -> Iterator[DocumentReading]:
    """Everything that was ever read from one document, whatever its form and the reader."""
    found = readings_table
    query = select(found.c.payload).where(found.c.document == document).order_by(found.c.revision, found.c.reader)
    return (_READING.decode(payload) for payload in connection.execute(query).scalars())


def reading_of(connection: Connection, document: str, reader: str) -> DocumentReading | None:
    """What that reader read from the current form of one document."""
    here, found = select(pages.c.revision).where(pages.c.document == document), readings_table
    revision = connection.execute(here.order_by(pages.c.path).limit(1)).scalar()
    key = and_(found.c.document == document, found.c.revision == revision, found.c.reader == reader)
    payload = connection.execute(select(found.c.payload).where(key)).scalar()
    return _READING.decode(payload) if payload is not None else None


def unread(connection: Connection, reader: str) -> Iterator[Document]:
    """Current documents without a reading by that reader, by id."""
    now, found = _current().subquery(), readings_table
    here = and_(documents_table.c.id == now.c.document, documents_table.c.revision == now.c.revision)
    theirs = and_(found.c.document == now.c.document, found.c.revision == now.c.revision, found.c.reader == reader)
    query = (
        select(documents_table.c.payload)
        .join(now, here)
        .outerjoin(found, theirs)
        .where(found.c.document.is_(None))
        .order_by(documents_table.c.id)
    )
    for payload in connection.execution_options(yield_per=_CHUNK).execute(query).scalars():
        yield _DOCUMENT.decode(payload)


def is_unread(connection: Connection, document: str, revision: str, reader: str) -> bool:
    """Whether that revision is the document's current one and has no reading by that reader."""
    here = select(pages.c.revision).where(pages.c.document == document).order_by(pages.c.path).limit(1)
    if connection.execute(here).scalar() != revision:
        return False
    found = readings_table
    key = and_(found.c.document == document, found.c.revision == revision, found.c.reader == reader)
    return connection.execute(select(found.c.document).where(key)).first() is None


def refusals(connection: Connection, reader: str) -> tuple[Refusal, ...]:
    """What is refused and why, sorted; a document that the reader could read after all is no longer refused."""
    read = select(readings_table.c.document).where(readings_table.c.reader == reader)
    table = refusals_table
    query = select(table.c.path, table.c.code, table.c.detail).where(
        table.c.document.is_(None) | table.c.document.not_in(read)
    )
    return tuple(sorted((Refusal(*row) for row in connection.execute(query)), key=lambda r: (r.path, r.code, r.detail)))


def judgements(connection: Connection) -> tuple[Judgement, ...]:
    """Human decisions, oldest first; those of one moment by id."""
    found = (_JUDGEMENT.decode(p) for p in connection.execute(select(judgements_table.c.payload)).scalars())
    return tuple(sorted(found, key=lambda j: (j.when, j.id)))
