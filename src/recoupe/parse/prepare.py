"""Give a sentence to the parser in one typographic form, and keep the way back to the article's offsets."""

from __future__ import annotations

import msgspec

from recoupe.text.normalise import IDENTITY, normalise


class Prepared(msgspec.Struct, frozen=True):
    """Words as the parser reads them. `where[i]` is the document offset of character i, None when it is `base + i`."""

    text: str
    base: int
    where: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Document offsets of the non-empty span `[start, end)` of `text`."""
        if self.where is None:
            return self.base + start, self.base + end
        return self.where[start], self.where[end - 1] + 1


def prepare(words: str, base: int) -> Prepared:
    """Normalise the sentence `words`, which begin at `base` in the document: runs of blanks become one, controls go."""
    normal = normalise(words)
    text = normal.text
    if normal.offsets is IDENTITY and "  " not in text and text.isprintable():
        return Prepared(text, base)
    kept = [i for i, c in enumerate(text) if c.isprintable() and not (c == " " and text[i - 1 : i] == " ")]
    return Prepared("".join(text[i] for i in kept), base, tuple(base + normal.offsets.to_source(i) for i in kept))
