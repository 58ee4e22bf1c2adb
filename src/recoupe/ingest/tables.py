"""JSON, JSON lines, CSV and TSV: one row is one page. A bad row is one refusal; the rest goes on."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import BinaryIO

import msgspec

from recoupe.ingest.fields import FieldNames, Row, fold_key, read_row
from recoupe.ingest.limits import Limits
from recoupe.ingest.make import make_page
from recoupe.ingest.refusals import Refused, refuse
from recoupe.model.document import PageMetadata, RawPage, Refusal
from recoupe.text.encoding import decode

#: More than this many bad lines on end: not JSON lines at all.
_GIVE_UP_AFTER = 100


class Place(msgspec.Struct, frozen=True):
    """Where a table is: its label, the date given on the command line, and the names of columns."""

    label: str
    published: str | None
    names: FieldNames
    limits: Limits


def read_json(content: bytes, place: Place) -> Iterator[RawPage | Refusal]:
    """A JSON object (one article, or a list of them under a known key) or a list of objects.

    Raises:
        Refused: it is not JSON.
    """
    decoded = decode(content)
    if decoded is None:
        raise Refused("binary", "no text")
    try:
        value = msgspec.json.decode(decoded.text)
    except (msgspec.DecodeError, RecursionError, ValueError) as error:
        if "\n{" in decoded.text.strip():
            yield from read_json_lines(io.BytesIO(content), place)
            return
        raise Refused("malformed", f"not JSON: {error}") from None
    rows = _articles(value, place.names)
    if isinstance(rows, Mapping):
        yield _from_row(rows, "", place)
        return
    for number, row in enumerate(rows, start=1):
        yield _from_value(row, str(number), place)


def _articles(value: object, names: FieldNames) -> Mapping[str, object] | list[object]:
    if isinstance(value, list):
        return value
    if not isinstance(value, Mapping):
        raise Refused("no_text", "JSON that is neither an object nor a list of objects")
    if read_row(value, names).text is None:
        for key, inner in value.items():
            if fold_key(key) in names.lists and isinstance(inner, list):
                return inner
    return value


def read_json_lines(stream: BinaryIO, place: Place) -> Iterator[RawPage | Refusal]:
    """One JSON object a line, read line by line."""
    bad_on_end = 0
    for number, line in enumerate(_lines(stream, place.limits.page), start=1):
        where = f"{place.label}#{number}"
        if isinstance(line, Refused):
            yield line.at(where)
            continue
        if not line.strip(b" \t\r\n\x00\xef\xbb\xbf"):
            continue
        try:
            decoded = decode(line.removeprefix(b"\xef\xbb\xbf"))
            row = msgspec.json.decode(decoded.text if decoded else b"")
        except (msgspec.DecodeError, RecursionError, ValueError) as error:
            bad_on_end += 1
            yield refuse(where, "bad_row", f"not JSON: {error}")
            if bad_on_end >= _GIVE_UP_AFTER:
                yield refuse(
                    place.label, "malformed", f"{bad_on_end} lines on end are not JSON; the rest is left unread"
                )
                return
            continue
        bad_on_end = 0
        yield _from_value(row, str(number), place)


def _lines(stream: BinaryIO, limit: int) -> Iterator[bytes | Refused]:
    """Lines of at most `limit` bytes; a longer one is passed over without being held."""
    while line := stream.readline(limit + 1):
        if len(line) <= limit:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(1 << 20)
        yield Refused("too_large", f"row over {limit:,} bytes")


def read_csv(content: bytes, place: Place, delimiter: str | None) -> Iterator[RawPage | Refusal]:
    """A table with a header line. The delimiter, unless given, is the one the header line has most of.

    Raises:
        Refused: no text, or no column that holds an article's text.
    """
    decoded = decode(content)
    if decoded is None:
        raise Refused("binary", "no text")
    # The module's limit on a field is one for the process: 131,072 characters, less than many a page.
    csv.field_size_limit(place.limits.page)
    header = decoded.text.lstrip("\ufeff").partition("\n")[0]
    mark = delimiter or max(",;\t|", key=header.count)
    rows = csv.DictReader(io.StringIO(decoded.text.lstrip("\ufeff").replace("\x00", ""), newline=""), delimiter=mark)
    columns = {fold_key(name) for name in rows.fieldnames or () if name}
    if not columns & set(place.names.text):
        raise Refused("no_text", f"no column with the text of an article; columns: {', '.join(sorted(columns))[:200]}")
    number = 0
    while True:
        number += 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield refuse(f"{place.label}#{number}", "bad_row", str(error))
            continue
        if None in row:
            yield refuse(f"{place.label}#{number}", "bad_row", "more cells than columns")
            continue
        yield _from_row(row, str(number), place)


def _from_value(value: object, number: str, place: Place) -> RawPage | Refusal:
    if not isinstance(value, Mapping):
        return refuse(f"{place.label}#{number}", "bad_row", f"expected an object, met {type(value).__name__}")
    return _from_row(value, number, place)


def _from_row(raw: Mapping[str, object], number: str, place: Place) -> RawPage | Refusal:
    row = read_row(raw, place.names)
    label = f"{place.label}#{row.id or number}" if number else place.label
    if row.text is None:
        return refuse(
            label, "no_text", f"no text under any of the known names; keys: {', '.join(sorted(map(str, raw)))[:200]}"
        )
    canonical = msgspec.json.encode(_plain(raw), order="sorted")
    if len(canonical) > place.limits.page:
        return refuse(label, "too_large", f"row over {place.limits.page:,} bytes")
    return make_page(
        label,
        row.text.encode("utf-8", errors="ignore"),
        hashed=canonical,
        uri=row.url,
        metadata=_metadata(row),
        published=place.published,
    )


def _metadata(row: Row) -> PageMetadata:
    return PageMetadata(row.title, row.outlet, row.date, row.language, row.lead)


def _plain(raw: Mapping[str, object]) -> dict[str, object]:
    """A row without what JSON cannot hold (lone surrogates)."""
    return {
        str(key).encode("utf-8", "ignore").decode(): value.encode("utf-8", "ignore").decode()
        if isinstance(value, str)
        else value
        for key, value in raw.items()
    }
