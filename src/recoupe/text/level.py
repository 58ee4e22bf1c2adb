"""Fold text for matching names without moving an offset: one code point in, one out."""

from __future__ import annotations

import functools
import unicodedata

#: Blocks whose letters fold to a base letter: Latin-1, Latin Extended-A and -B, Latin Extended Additional
#: (transliterations).
_LETTER_BLOCKS = (range(0x00C0, 0x0250), range(0x1E00, 0x1F00))
#: ASCII, Latin-1 and General Punctuation marks become spaces, so that "pro-iranien", "l'armée" and "(EI)" have word
#: boundaries alike.
_MARK_BLOCKS = (range(0x00, 0x80), range(0xA0, 0xC0), range(0x2000, 0x2070))


def _table() -> dict[int, str]:
    table: dict[int, str] = {}
    for block in _LETTER_BLOCKS:
        for code in block:
            base = unicodedata.normalize("NFKD", chr(code))[0].lower()
            table[code] = base if len(base) == 1 else chr(code)
    for block in _MARK_BLOCKS:
        for code in block:
            char = chr(code)
            table[code] = char.lower() if char.isalnum() else " "
    return table


_TABLE = _table()
#: Longest text whose levelled form is remembered, in characters, and how many are.
_SHORT, _REMEMBERED = 48, 16_384


def level(text: str) -> str:
    """Lower case, no accents, every mark a space: `len(level(t)) == len(t)`, so a match in it is a span of `t`.

    Unlike `fold` it keeps apostrophes and hyphens apart as spaces: `level("Al-Qa'im")` is "al qa im".
    """
    return _of_short(text) if len(text) <= _SHORT else text.translate(_TABLE)


@functools.lru_cache(_REMEMBERED)
def _of_short(text: str) -> str:
    """The same few thousand words and names come back in every article."""
    return text.translate(_TABLE)
