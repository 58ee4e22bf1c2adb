"""RSS and Atom feeds: each entry with words is a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from feedparser.api import parse

from recoupe.ingest.make import make_page
from recoupe.ingest.refusals import Refused, refuse
from recoupe.ingest.sniff import has_declaration
from recoupe.model.document import PageMetadata, RawPage, Refusal
from recoupe.text.encoding import decode


def read_feed(content: bytes, label: str, published: str | None) -> Iterator[RawPage | Refusal]:
    """Entries of a feed; the text is the entry's content, or its summary where it has nothing longer.

    Raises:
        Refused: no feed, or one that declares entities (feeds need none; entity bombs do).
    """
    decoded = decode(content)
    if decoded is None:
        raise Refused("binary", "no text")
    if has_declaration(decoded.text):
        raise Refused("malformed", "XML that declares entities; not read")
    options = {"sanitize_html": False, "resolve_relative_uris": False}
    feed: Any = parse(decoded.text, **options)  # type: ignore[no-untyped-call]
    if not feed.get("version") and not feed.entries:
        raise Refused("unsupported_format", "XML that is no RSS or Atom feed")
    if not feed.entries:
        yield refuse(label, "empty", "a feed without entries")
    for number, entry in enumerate(feed.entries, start=1):
        yield _from_entry(entry, f"{label}#{number}", feed.feed.get("title"), published)


def _from_entry(entry: Mapping[str, Any], label: str, outlet: str | None, published: str | None) -> RawPage | Refusal:
    summary = entry.get("summary")
    contents = [part.get("value") for part in entry.get("content", ())]
    text = max((words for words in (*contents, summary) if words), key=len, default=None)
    if not text or not text.strip():
        return refuse(label, "no_text", "an entry with neither content nor summary")
    title, date = entry.get("title"), entry.get("published") or entry.get("updated")
    metadata = PageMetadata(title, outlet, date, entry.get("language"), None)
    hashed = "\x1f".join(str(part) for part in (entry.get("link"), title, date, text)).encode("utf-8", "ignore")
    return make_page(
        label,
        text.encode("utf-8", "ignore"),
        hashed=hashed,
        uri=entry.get("link"),
        metadata=metadata,
        published=published,
    )
