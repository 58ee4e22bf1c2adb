"""What a file is, told from its first bytes; its suffix only decides between kinds of text."""

from __future__ import annotations

import re
from typing import Literal

from recoupe.text.encoding import decode

Format = Literal["html", "text", "json", "jsonl", "csv", "tsv", "warc", "feed"]

_BY_SUFFIX: dict[str, Format] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".markdown": "text",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".warc": "warc",
    ".xml": "feed",
    ".rss": "feed",
    ".atom": "feed",
    "": "text",
}
ARTICLE_SUFFIXES = frozenset(_BY_SUFFIX) - {""}

#: First bytes of what is never an article, with its name.
_MAGIC = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "ZIP or office document"),
    (b"PK\x05\x06", "ZIP"),
    (b"\x89PNG", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF8", "GIF image"),
    (b"RIFF", "RIFF media"),
    (b"\x7fELF", "program"),
    (b"MZ\x90", "program"),
    (b"{\\rtf", "RTF"),
    (b"\xd0\xcf\x11\xe0", "old office document"),
    (b"7z\xbc\xaf", "7z archive"),
    (b"Rar!", "RAR archive"),
    (b"\x28\xb5\x2f\xfd", "Zstandard archive"),
    (b"BZh", "bzip2 archive"),
    (b"\xfd7zXZ", "xz archive"),
    (b"SQLite format 3", "SQLite database"),
    (b"bplist", "binary property list (web archive)"),
    (b"\x00\x00\x00\x1cftyp", "video"),
    (b"\x00\x00\x00\x20ftyp", "video"),
    (b"ID3", "audio"),
    (b"OggS", "audio"),
)
GZIP = b"\x1f\x8b"
#: `<p class="x">`, `</div>`, `<!DOCTYPE html>`; not "x < y" nor "<kidal@example.org>".
_TAG = re.compile(
    r"<!doctype html|</?(?:html|head|body|p|div|br|span|a|h[1-6]|article|section|ul|ol|li|blockquote|strong|em|table"
    r"|meta|title|i|b)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_XML_HTML = re.compile(r"<html[\s>]", re.IGNORECASE)


def binary_name(head: bytes) -> str | None:
    """What the first bytes say a file is, when it is something that holds no plain text."""
    return next((name for magic, name in _MAGIC if head.startswith(magic)), None)


def has_markup(text: str) -> bool:
    """Whether a text is HTML or a piece of it."""
    return _TAG.search(text) is not None


def has_declaration(text: str) -> bool:
    """Whether XML declares entities or an external document type: feeds need neither, attacks do."""
    return "<!ENTITY" in text[:100_000].upper()


def by_suffix(name: str) -> Format | None:
    """Format that the name promises; None for names that no article has. "x.warc.gz" is an archive."""
    lower = name.lower()
    if lower.endswith((".warc.gz", ".warc.zst")):
        return "warc"
    dot = lower.rfind(".")
    return _BY_SUFFIX.get(lower[dot:] if dot > 0 else "")


def settle(promised: Format, head: bytes) -> Format | None:
    """The format that the first bytes show, given the promise. None: bytes that are no text."""
    decoded = decode(head)
    if decoded is None:
        return None
    start = decoded.text[:4096].lstrip()
    if promised == "feed":
        return "feed" if _FEED.search(start) else "html" if _XML_HTML.search(start) else "feed"
    if promised in ("text", "html"):
        if _FEED.search(start[:1000]) and start.startswith("<"):
            return "feed"
        if promised == "text":
            return "html" if start.startswith("<") and has_markup(start) else "text"
        return "html" if has_markup(decoded.text) else "text"
    return promised
