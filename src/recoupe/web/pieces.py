"""A document's text for a page: one part of it at a time where it is long, block by block, cut into segments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from recoupe.model.document import Document
from recoupe.model.spans import CharSpan
from recoupe.web.marks import Mark, Segment, segments

#: Most code points of a text on one page: longer ones come in parts.
LARGEST_PART = 60_000
#: How far back from that a part may end, at the end of a line or of a word.
_SLACK = 4_000


class Run(msgspec.Struct, frozen=True):
    """Segments side by side, all inside the words that were asked for or all outside."""

    quoted: bool
    segments: tuple[Segment, ...]


class Block(msgspec.Struct, frozen=True):
    """One zone, or as much of it as lies in the part. `kind` and `language` are "" for words that no zone covers."""

    kind: str
    language: str
    start: int
    end: int
    runs: tuple[Run, ...]


class Part(msgspec.Struct, frozen=True):
    """What one page shows of a text: part `number` of `of`, counted from 1. `cut` says that the words asked for go on
    beyond it.
    """

    number: int
    of: int
    start: int
    end: int
    blocks: tuple[Block, ...]
    quote: CharSpan | None = None


def part_of(document: Document, marks: Sequence[Mark], quote: CharSpan | None = None, number: int = 1) -> Part:
    """The part that holds the start of `quote`, else part `number` (the last one where there are not so many)."""
    bounds = parts(document.text)
    quote = _inside(quote, len(document.text))
    if quote is not None:
        number = next(n for n, span in enumerate(bounds, 1) if quote.start < span.end or n == len(bounds))
    number = min(max(number, 1), len(bounds))
    span = bounds[number - 1]
    here = [m for m in marks if m.start < span.end and m.end > span.start]
    blocks = tuple(_blocks(document, here, quote, span))
    return Part(number, len(bounds), span.start, span.end, blocks, quote)


def parts(text: str) -> tuple[CharSpan, ...]:
    """Stretches of at most `LARGEST_PART` that cover the text, ending at a line's end, else a word's, where one is
    near. One even for an empty text.
    """
    found, start = [], 0
    while len(text) - start > LARGEST_PART:
        last = start + LARGEST_PART
        line = text.rfind("\n", last - _SLACK, last)
        word = text.rfind(" ", last - _SLACK, last)
        end = next((cut + 1 for cut in (line, word) if cut >= 0), last)
        found.append(CharSpan(start, end))
        start = end
    return (*found, CharSpan(start, len(text)))


def _inside(quote: CharSpan | None, length: int) -> CharSpan | None:
    if quote is None or quote.start >= min(quote.end, length) or quote.start < 0:
        return None
    return CharSpan(quote.start, min(quote.end, length))


def _blocks(document: Document, marks: Sequence[Mark], quote: CharSpan | None, span: CharSpan) -> Iterator[Block]:
    """Zones in the part, and words between them, if any, as blocks without a kind."""
    at = span.start
    for zone in document.zones:
        if zone.end <= span.start or zone.start >= span.end:
            continue
        start, end = max(zone.start, span.start), min(zone.end, span.end)
        yield from _block(document.text, marks, quote, "", "", at, start)
        yield from _block(document.text, marks, quote, zone.kind, zone.language, start, end)
        at = end
    yield from _block(document.text, marks, quote, "", "", at, span.end)


def _block(
    text: str, marks: Sequence[Mark], quote: CharSpan | None, kind: str, language: str, start: int, end: int
) -> Iterator[Block]:
    if start >= end or text[start:end].isspace():
        return
    here = [m for m in marks if m.start < end and m.end > start]
    runs: list[Run] = []
    for first, last, quoted in _around(quote, start, end):
        runs.append(Run(quoted, segments(text, here, first, last)))
    yield Block(kind, language, start, end, tuple(runs))


def _around(quote: CharSpan | None, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """The stretch before the words asked for, those words, and the stretch after; empty ones left out."""
    first = min(max(quote.start, start), end) if quote is not None else end
    last = min(max(quote.end, first), end) if quote is not None else end
    for a, b, quoted in ((start, first, False), (first, last, True), (last, end, False)):
        if a < b:
            yield a, b, quoted
