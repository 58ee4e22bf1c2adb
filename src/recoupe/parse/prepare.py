"""Give a sentence to the parser in one typographic form, and keep the way back to the article's offsets."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import msgspec

from recoupe.text.normalise import IDENTITY, normalise


class Prepared(msgspec.Struct, frozen=True):
    """Words as the parser reads them, and where character i stands in the document: `[starts[i], ends[i])`.

    Both are None when that is `base + i`, as for all but one sentence in a hundred.
    """

    text: str
    base: int
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Document offsets of the non-empty span `[start, end)` of `text`."""
        if self.starts is None or self.ends is None:
            return self.base + start, self.base + end
        return self.starts[start], self.ends[end - 1]


def prepare(words: str, base: int) -> Prepared:
    """Normalise the sentence `words`, which begin at `base` in the document: runs of blanks become one, controls go."""
    normal = normalise(words)
    if normal.offsets is IDENTITY and "  " not in normal.text and normal.text.isprintable():
        return Prepared(normal.text, base)
    kept: list[tuple[str, int, int]] = []
    for start, end in _clusters(words):
        for char in normalise(words[start:end]).text:
            shown = _shown(char)
            if shown and not (shown == " " and (not kept or kept[-1][0] == " ")):
                kept.append((shown, base + start, base + end))
    chars, starts, ends = zip(*kept, strict=True) if kept else ((), (), ())
    return Prepared("".join(chars), base, starts, ends)


def _clusters(words: str) -> Iterator[tuple[int, int]]:
    """Each character with the combining marks after it."""
    start = 0
    for at, char in enumerate(words):
        if at > start and not unicodedata.combining(char):
            yield start, at
            start = at
    if words:
        yield start, len(words)


def _shown(char: str) -> str:
    """The character, a blank for a control or half a surrogate pair, nothing for a mark that needs a letter."""
    if char.isprintable():
        return "" if unicodedata.combining(char) else char
    return "" if unicodedata.category(char) == "Cf" else " "
