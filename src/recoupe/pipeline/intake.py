"""Articles that come as bytes from a person rather than from paths: files sent to the desk, text pasted into it."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath

import msgspec

from recoupe.ingest.make import make_page
from recoupe.ingest.pages import ingest
from recoupe.ingest.sniff import ARTICLE_SUFFIXES
from recoupe.model.document import PageMetadata, RawPage, Refusal

#: Longest name of a file that is kept, in characters.
_LONGEST_NAME = 120
#: Suffix of a file whose name promises nothing that is read: it is refused by that.
_STRANGE = ".unknown"

Pages = Callable[[tuple[Path, ...], str | None], Iterator[RawPage | Refusal]]


class Upload(msgspec.Struct, frozen=True):
    """A file as sent: the name that its sender gave it, and its bytes."""

    name: str
    content: bytes


class Pasted(msgspec.Struct, frozen=True):
    """An article as pasted: text or HTML, and what the person says of it."""

    text: str
    title: str | None = None
    outlet: str | None = None
    uri: str | None = None
    published: str | None = None


def uploaded(files: Sequence[Upload], published: str | None) -> Pages:
    """The pages of files. On disk they bear numbers, never their senders' names; their labels are the names without
    folders.
    """

    def pages(_: tuple[Path, ...], __: str | None) -> Iterator[RawPage | Refusal]:
        with tempfile.TemporaryDirectory(prefix="recoupe-") as name:
            folder, labels = Path(name), {}
            for number, file in enumerate(files, 1):
                label = safe_name(file.name)
                stored = f"{number:05}{_suffix(label)}"
                labels[stored] = label
                (folder / stored).write_bytes(file.content)
            for page in ingest((folder,), published=published):
                yield msgspec.structs.replace(page, path=_labelled(page.path, labels))

    return pages


def pasted(article: Pasted) -> Pages:
    """The one page that was pasted. The same text with the same facts about it is the same page."""

    def pages(_: tuple[Path, ...], __: str | None) -> Iterator[RawPage | Refusal]:
        content = article.text.encode("utf-8", "replace")
        facts = msgspec.json.encode(article)
        label = f"pasted/{hashlib.sha256(facts).hexdigest()[:12]}"
        metadata = PageMetadata(title=article.title, outlet=article.outlet, published=article.published)
        yield make_page(label, content, hashed=facts, uri=article.uri, metadata=metadata)

    return pages


def safe_name(name: str) -> str:
    """A file's name without folders and control characters."""
    last = PureWindowsPath(PurePosixPath(name).name).name
    kept = "".join(c for c in last if c.isprintable()).strip(". ")
    return kept[-_LONGEST_NAME:] or "unnamed"


def _suffix(label: str) -> str:
    lower = label.lower()
    if lower.endswith(".warc.gz"):
        return ".warc.gz"
    found = PurePosixPath(lower).suffix
    return found if found in ARTICLE_SUFFIXES else _STRANGE


def _labelled(path: str, labels: dict[str, str]) -> str:
    """A page's path with the name of its file in the place of the file's number."""
    for stored, label in labels.items():
        if path.startswith(stored):
            return label + path[len(stored) :]
    return path
