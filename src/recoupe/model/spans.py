"""Stretches of text. Offsets are code points into `Document.text`, end exclusive."""

from __future__ import annotations

import msgspec


class CharSpan(msgspec.Struct, frozen=True, order=True):
    """`[start, end)` in code points."""

    start: int
    end: int

    def contains(self, other: CharSpan) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: CharSpan) -> bool:
        return self.start < other.end and other.start < self.end

    def cover(self, other: CharSpan) -> CharSpan:
        """Smallest span holding both."""
        return CharSpan(min(self.start, other.start), max(self.end, other.end))


class Quote(msgspec.Struct, frozen=True, order=True):
    """Words of a document and where they stand: `text[start:end] == exact` (a W3C TextPosition plus TextQuote
    selector).
    """

    start: int
    end: int
    exact: str

    @property
    def span(self) -> CharSpan:
        return CharSpan(self.start, self.end)


def quote(text: str, span: CharSpan) -> Quote:
    """The words of `text` at `span`."""
    return Quote(span.start, span.end, text[span.start : span.end])
