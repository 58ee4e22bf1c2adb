"""What comes in: pages as found, documents as cleaned, refusals with their reason."""

from __future__ import annotations

from typing import Literal

import msgspec

from recoupe.model.spans import CharSpan, Quote
from recoupe.model.time import DateInterval

MediaType = Literal["html", "text"]
ZoneKind = Literal["title", "lead", "body", "caption", "subhead", "embed", "footnote", "byline"]


class PageMetadata(msgspec.Struct, frozen=True):
    """What the container (a JSON or CSV row, a feed, a command-line argument) says of a page. All as written, nothing
    interpreted.
    """

    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    language: str | None = None
    #: Standfirst kept apart from the text by the container ("heading", "chapo").
    lead: str | None = None


class RawPage(msgspec.Struct, frozen=True):
    """A page as found: bytes and where they came from. `sha256` is of `content` (for a row of a table: of the row's
    bytes).
    """

    path: str
    uri: str | None
    content: bytes
    sha256: str
    media_type: MediaType
    metadata: PageMetadata = PageMetadata()
    #: Publication date given on the command line (`--published`), as written.
    published_argument: str | None = None


class Refusal(msgspec.Struct, frozen=True):
    """Something not read, and why. `code` is one of the refusal codes of docs/glossary.md."""

    path: str
    code: str
    detail: str


class Evidence(msgspec.Struct, frozen=True):
    """Where a document-level value comes from, and the words it rests on."""

    kind: Literal["metadata", "header", "text", "argument"]
    exact: str


class Published(msgspec.Struct, frozen=True):
    """Document creation time (DCT) with its evidence."""

    interval: DateInterval
    evidence: Evidence


class Zone(msgspec.Struct, frozen=True):
    """A stretch of a document with one function and one language (ISO 639-1, "und" when unknown)."""

    start: int
    end: int
    kind: ZoneKind
    language: str

    @property
    def span(self) -> CharSpan:
        return CharSpan(self.start, self.end)


class Dropped(msgspec.Struct, frozen=True):
    """Words of the page that are not in the document's text, and why."""

    exact: str
    reason: str


class Issue(msgspec.Struct, frozen=True):
    """Something a human should see. `quote` is None when it concerns the whole document."""

    document: str
    code: str
    quote: Quote | None
    detail: str


class Document(msgspec.Struct, frozen=True):
    """One article as published: immutable cleaned text and everything known of it. Zones are sorted, do not overlap,
    and cover every word.
    """

    id: str
    path: str
    uri: str | None
    sha256: str
    title: str | None
    outlet: str | None
    languages: tuple[str, ...]
    published: Published | None
    #: Place named by a dateline ("Dakar (AFP) -"), as written, or None.
    dateline: Quote | None
    text: str
    zones: tuple[Zone, ...]
    dropped: tuple[Dropped, ...] = ()
    issues: tuple[Issue, ...] = ()
    copy_of: str | None = None
