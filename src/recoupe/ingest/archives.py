"""WARC archives: each HTML or text response is a page."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from recoupe.ingest.limits import Limits
from recoupe.ingest.make import make_page
from recoupe.ingest.refusals import Refused, refuse
from recoupe.ingest.sniff import GZIP, binary_name
from recoupe.model.document import RawPage, Refusal

_READ = ("text/html", "application/xhtml+xml", "text/plain")
#: An archive this small may unpack to this much whatever its ratio.
_FREE = 50_000_000


class _Counted(io.RawIOBase):
    """A stream that stops once it has given more than `limit` bytes: nobody waits for what unpacks without end."""

    def __init__(self, source: BinaryIO, limit: int) -> None:
        super().__init__()
        self._source, self._left, self._limit = source, limit, limit

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._limit - self._left

    def read(self, size: int = -1) -> bytes:
        piece = self._source.read(1 << 16 if size < 0 else size)
        self._left -= len(piece)
        if self._left < 0:
            raise Refused("bomb", f"unpacks to more than {self._limit:,} bytes")
        return piece


def read_warc(
    stream: BinaryIO, size: int, *, label: str, published: str | None, limits: Limits
) -> Iterator[RawPage | Refusal]:
    """Pages of an archive of `size` bytes. Images, scripts and the like are passed over: an archive records traffic.

    Raises:
        Refused: it unpacks to far more than it is, or breaks off.
    """
    packed = stream.read(2) == GZIP
    stream.seek(0)
    source: BinaryIO = gzip.GzipFile(fileobj=stream) if packed else stream  # type: ignore[assignment]
    counted = _Counted(source, max(_FREE, size * limits.ratio))
    try:
        records = ArchiveIterator(counted, record_types=WarcRecordType.response, parse_http=True)
        number = 0
        for record in records:
            number += 1
            page = _read_record(record, f"{label}#{number}", published, limits)
            if page is not None:
                yield page
    except (OSError, EOFError, zlib.error, ValueError) as error:
        raise Refused("malformed", f"archive breaks off: {error}") from None
    if number == 0:
        yield refuse(label, "no_text", "no response records in this archive")


def _read_record(record: WarcRecord, label: str, published: str | None, limits: Limits) -> RawPage | Refusal | None:
    headers = record.http_headers
    media = (record.http_content_type or "").lower() if headers is not None else ""
    status = headers.status_code if headers is not None else None
    if media not in _READ or (status is not None and not 200 <= status < 300):
        return None
    uri = record.headers.get("WARC-Target-URI")
    body = _unpacked(record.reader.read(limits.page + 1), limits)
    if isinstance(body, Refused):
        return body.at(label)
    if len(body) > limits.page:
        return refuse(label, "too_large", f"record over {limits.page:,} bytes")
    if not body.strip():
        return refuse(label, "empty", "a response with nothing in it")
    if name := binary_name(body):
        return refuse(label, "binary", f"a {name} under a text type")
    return make_page(label, body, uri=uri, media_type="text" if media == "text/plain" else "html", published=published)


def _unpacked(body: bytes, limits: Limits) -> bytes | Refused:
    """Undo an HTTP content encoding that the archive kept."""
    if not body.startswith(GZIP):
        return body
    engine = zlib.decompressobj(wbits=31)
    try:
        out = engine.decompress(body, limits.page + 1)
    except zlib.error as error:
        return Refused("malformed", f"gzip body breaks off: {error}")
    return Refused("bomb", f"body unpacks to more than {limits.page:,} bytes") if len(out) > limits.page else out
