"""Every room's output for the articles of one file, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from recoupe.model.document import Document, RawPage, Refusal
from recoupe.model.event import LinkedLedger
from recoupe.model.findings import Findings
from recoupe.model.parse import Parse
from recoupe.model.report import DocumentReading
from recoupe.model.rulings import NO_RULINGS
from recoupe.pipeline.config import ReaderConfig
from recoupe.pipeline.house import house
from recoupe.pipeline.reader import Reader


class Trace(msgspec.Struct, frozen=True):
    """What became of one page. Where a room refused it, the fields of the rooms after it are None."""

    page: RawPage | None = None
    refusal: Refusal | None = None
    document: Document | None = None
    parse: Parse | None = None
    findings: Findings | None = None
    reading: DocumentReading | None = None
    linked: LinkedLedger | None = None


def trace(path: Path, published: str | None, config: ReaderConfig) -> Iterator[Trace]:
    """A trace of each page at `path`. Linking is that of the article alone.

    Raises:
        LanguageError, DataError: the reader cannot be made.
    """
    rooms, reader = house(config), Reader(config)
    for page in rooms.pages((path,), published):
        if isinstance(page, Refusal):
            yield Trace(refusal=page)
            continue
        document = rooms.clean(page)
        if isinstance(document, Refusal):
            yield Trace(page=page, refusal=document)
            continue
        parse = next(iter(reader.parse_all((document,))))
        findings = reader.findings.make(document, parse)
        reading = reader.read(document, parse)
        linked = rooms.link((reading,), (document,), NO_RULINGS)
        yield Trace(page, None, document, parse, findings, reading, linked)
