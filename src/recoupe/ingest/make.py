"""One way to make a `RawPage`."""

from __future__ import annotations

import hashlib

from recoupe.ingest.sniff import has_markup
from recoupe.model.document import MediaType, PageMetadata, RawPage

#: Metadata of a page that its container says nothing of.
NO_METADATA = PageMetadata()
#: How much of a cell is looked at for tags.
_LOOK = 20_000


def make_page(
    label: str,
    content: bytes,
    *,
    hashed: bytes | None = None,
    uri: str | None = None,
    media_type: MediaType | None = None,
    metadata: PageMetadata = NO_METADATA,
    published: str | None = None,
) -> RawPage:
    """A page; its hash is of `hashed` (a row's canonical bytes) or of `content`. Tags tell the media type."""
    kind: MediaType = media_type or ("html" if has_markup(content[:_LOOK].decode("utf-8", "ignore")) else "text")
    digest = hashlib.sha256(content if hashed is None else hashed).hexdigest()
    return RawPage(label, uri, content, digest, kind, metadata, published)
