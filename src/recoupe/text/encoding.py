"""Bytes to characters: what the bytes are wins over what a header says they are."""

from __future__ import annotations

import codecs
import re

import msgspec

#: Byte order marks, longest first: UTF-32 LE begins like UTF-16 LE.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: Fault of a text that breaks off inside a character.
CUT = "cut in the last character"
#: Bytes looked at to tell text from anything else.
_SAMPLE = 65_536
#: Above this share of control bytes nobody wrote it to be read.
_MOST_CONTROLS = 0.02
_CONTROLS = bytes(set(range(0x20)) - {0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1B}) + b"\x7f"
#: `<meta charset=windows-1252>`, `<?xml version="1.0" encoding="ISO-8859-1"?>`; not "charset" in prose.
_DECLARED = re.compile(rb"""<[^<>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
#: "Ã©": UTF-8 read as Windows-1252 and written again; "Ã " alone is Portuguese.
_TWICE = re.compile(
    "[\u00c2\u00c3\u00e2][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)


class Decoded(msgspec.Struct, frozen=True):
    """Characters, the encoding that they were in, and how the bytes were faulty (None when they were sound)."""

    text: str
    encoding: str
    fault: str | None = None


def decode(content: bytes, declared: str | None = None) -> Decoded | None:
    """Decode a page. None when the bytes are no text in any encoding.

    Order: byte order mark; UTF-16 by its pattern of zero bytes; UTF-8 if valid (whatever is declared); UTF-8 cut in its
    last character; what is declared, if it fits; else line by line UTF-8 or Windows-1252, for pages made from both.
    """
    marked = _marked(content) or _utf16_without_mark(content)
    if marked:
        return marked
    sample = content[:_SAMPLE]
    if len(sample) - len(sample.translate(None, _CONTROLS)) > max(8, len(sample) * _MOST_CONTROLS):
        return None
    try:
        return _untwice(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        if error.start >= len(content) - 3 and error.reason == "unexpected end of data":
            return Decoded(content[: error.start].decode("utf-8"), "utf-8", CUT)
    return _as_declared(content, declared or declared_encoding(content)) or _line_by_line(content)


def declared_encoding(content: bytes) -> str | None:
    """The encoding that an HTML or XML page says it is in."""
    found = _DECLARED.search(content[:4096])
    return found[1].decode("ascii") if found else None


def _marked(content: bytes) -> Decoded | None:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _wide(content[len(mark) :], encoding)
    return None


def _utf16_without_mark(content: bytes) -> Decoded | None:
    """UTF-16 of a Western text has a zero in every second byte."""
    sample = content[:4096]
    half = len(sample) // 2
    if half < 2 or sample.count(0) < half * 0.6:
        return None
    odd, even = sample[1::2].count(0), sample[0::2].count(0)
    if min(odd, even) > half * 0.1:
        return None
    return _wide(content, "utf-16-le" if odd > even else "utf-16-be")


def _wide(content: bytes, encoding: str) -> Decoded:
    """A text in a named Unicode encoding; what cannot be decoded is left out, and said."""
    try:
        return Decoded(content.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        cut = CUT if error.start >= len(content) - 4 else "undecodable bytes"
        return Decoded(content.decode(encoding, errors="ignore"), encoding, cut)


def _as_declared(content: bytes, declared: str | None) -> Decoded | None:
    if declared is None:
        return None
    try:
        name = codecs.lookup(declared).name
        # What calls itself Latin-1 on the web is Windows-1252; a declared UTF-8 or UTF-16 has been tried and is wrong.
        if name.startswith(("utf", "iso8859-1", "ascii", "cp1252")) and name not in ("iso8859-15", "iso8859-10"):
            return None
        decoded = content.decode(name)
    except (LookupError, UnicodeDecodeError, ValueError):
        return None
    return Decoded(decoded, name) if isinstance(decoded, str) else None


def _line_by_line(content: bytes) -> Decoded:
    lines: list[str] = []
    met: set[str] = set()
    for line in content.split(b"\n"):
        try:
            text = line.decode("utf-8")
            if not text.isascii():
                met.add("utf-8")
        except UnicodeDecodeError:
            text = _windows(line)
            met.add("cp1252")
        lines.append(text)
    return Decoded("\n".join(lines), "cp1252", "UTF-8 and Windows-1252 mixed" if len(met) > 1 else None)


def _windows(line: bytes) -> str:
    """Windows-1252; its five unassigned bytes become controls, which `compose` removes."""
    try:
        return line.decode("cp1252")
    except UnicodeDecodeError:
        return "".join(bytes((b,)).decode("cp1252", errors="ignore") or chr(b) for b in line)


def _untwice(text: str) -> Decoded:
    """Undo one layer of UTF-8 read as Windows-1252, when the whole text shows it and survives the way back."""
    if len(_TWICE.findall(text[:_SAMPLE])) < 3:
        return Decoded(text, "utf-8")
    try:
        return Decoded(text.encode("cp1252").decode("utf-8"), "utf-8", "encoded twice")
    except UnicodeError:
        return Decoded(text, "utf-8")
