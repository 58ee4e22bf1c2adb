"""The door of the room: paths in, pages and refusals out, one at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec

from recoupe.ingest.archives import read_warc
from recoupe.ingest.feeds import read_feed
from recoupe.ingest.fields import FieldNames, load_field_names
from recoupe.ingest.files import Found, find, open_file
from recoupe.ingest.limits import LIMITS, Limits
from recoupe.ingest.make import make_page
from recoupe.ingest.refusals import Refused, refuse
from recoupe.ingest.sniff import GZIP, Format, binary_name, by_suffix, settle
from recoupe.ingest.tables import Place, read_csv, read_json, read_json_lines
from recoupe.model.document import MediaType, RawPage, Refusal

#: First bytes that decide what a file is.
_HEAD = 65_536


class _Job(msgspec.Struct, frozen=True):
    """What every file of a run is read with."""

    published: str | None
    names: FieldNames
    limits: Limits


def ingest(
    paths: Sequence[Path], *, published: str | None = None, limits: Limits = LIMITS
) -> Iterator[RawPage | Refusal]:
    """Pages of all files under `paths`, sorted by label whatever the order of `paths`; what is not read is a `Refusal`.

    Holds one file (or one row of a streamed one) at a time. The same bytes met again are refused as `duplicate`,
    naming the first.

    Args:
        paths: files and folders.
        published: publication date given by the user, as written; carried by each page.
    """
    job = _Job(published, load_field_names(), limits)
    first: dict[str, str] = {}
    for item in find(paths):
        for page in (item,) if isinstance(item, Refusal) else _read(item, job):
            if isinstance(page, Refusal):
                yield page
            elif page.sha256 in first:
                yield refuse(page.path, "duplicate", f"the same bytes as {first[page.sha256]}")
            else:
                first[page.sha256] = page.path
                yield page


def _read(found: Found, job: _Job) -> Iterator[RawPage | Refusal]:
    try:
        stream, size = open_file(found.path)
        with stream:
            yield from _read_open(found, stream, size, job)
    except Refused as refused:
        yield refused.at(found.label)
    except OSError as error:
        yield refuse(found.label, "unreadable", error.strerror or str(error))


def _read_open(found: Found, stream: BinaryIO, size: int, job: _Job) -> Iterator[RawPage | Refusal]:
    promised = by_suffix(found.path.name)
    if size == 0:
        raise Refused("empty", "no bytes in the file")
    head = stream.read(_HEAD)
    stream.seek(0)
    if name := binary_name(head):
        raise Refused("binary" if promised else "unsupported_format", f"a {name}, whatever its name says")
    if head.startswith(GZIP) and promised != "warc":
        raise Refused("unsupported_format", "a gzip archive; only .warc.gz is read packed")
    if promised is None:
        raise Refused("unsupported_format", f"no format of articles ends in {found.path.suffix!r}")
    place = Place(found.label, job.published, job.names, job.limits)
    if promised == "warc":
        yield from read_warc(stream, size, label=found.label, published=job.published, limits=job.limits)
    elif promised == "jsonl":
        yield from read_json_lines(stream, place)
    else:
        yield from _read_whole(settle(promised, head), _content(stream, size, job.limits), place)


def _read_whole(form: Format | None, content: bytes, place: Place) -> Iterator[RawPage | Refusal]:
    if form is None:
        raise Refused("binary", "bytes that are no text in any encoding")
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Refused("empty", "nothing but white space")
    if form == "json":
        yield from read_json(content, place)
    elif form in ("csv", "tsv"):
        yield from read_csv(content, place, "\t" if form == "tsv" else None)
    elif form == "feed":
        yield from read_feed(content, place.label, place.published)
    else:
        media_type: MediaType = "html" if form == "html" else "text"
        yield make_page(place.label, content, media_type=media_type, published=place.published)


def _content(stream: BinaryIO, size: int, limits: Limits) -> bytes:
    if size > limits.page:
        raise Refused("too_large", f"{size:,} bytes, more than {limits.page:,}; split it, or give JSON lines or WARC")
    content = stream.read(limits.page + 1)
    if len(content) > limits.page:
        raise Refused("too_large", f"more than {limits.page:,} bytes")
    return content
