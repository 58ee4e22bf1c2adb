"""Words of strangers on a page."""

from __future__ import annotations

import sys
import unicodedata

from recoupe.web.render import clip, hidden, plain, visible

#: Every character that an article can hold.
ALL = "".join(map(chr, range(sys.maxunicode + 1)))
TURNING = {"\u061c", "\u200e", "\u200f", *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}


def test_no_control_and_nothing_that_turns_the_text_gets_through() -> None:
    bad = {c for c in ALL if c in TURNING or unicodedata.category(c) in ("Cc", "Cs", "Co")}
    assert bad - set(visible(ALL)) == bad - {"\n", "\t"}
    assert len(visible(ALL)) == len(ALL)
    assert {c for c in ALL if c not in bad} <= set(visible(ALL))
    assert hidden(ALL) == len(bad - {"\n", "\t"})
    assert not bad & set(plain(ALL))


def test_line_breaks_become_spaces_and_long_words_are_clipped() -> None:
    assert plain("a\nb\tc\rd\x00e") == "a b c de"
    assert plain(None) == ""
    assert clip("a long sentence", 7) == "a long…"
