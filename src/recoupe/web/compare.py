"""A copy against its original, word by word: what was added, removed, changed."""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Iterator, Sequence, Set
from typing import Any, Literal

import msgspec

from recoupe.language.pack import PACKS, LanguagePack
from recoupe.web.render import visible

Change = Literal["same", "added", "removed"]
#: Words kept around a change; what lies between is counted, not shown.
_AROUND = 10
#: Most words of either text: more take seconds to compare.
LONGEST = 12_000
_WORD = re.compile(r"\s*\S+")
_PARTS = re.compile(r"\w+")


class Stretch(msgspec.Struct, frozen=True):
    """Words that both have, or one of them. `left_out` counts equal words that are not shown; `number`: it holds a
    figure.
    """

    change: Change
    text: str
    left_out: int = 0
    number: bool = False


class Comparison(msgspec.Struct, frozen=True):
    """What was done to the original. `too_long`: not compared."""

    stretches: tuple[Stretch, ...]
    added: int
    removed: int
    too_long: bool = False


class _Numbers(msgspec.Struct, frozen=True):
    """What is wanted of a pack's words of number."""

    small: dict[str, int]
    one: tuple[str, ...]
    hundreds: tuple[str, ...]
    thousands: tuple[str, ...]
    collectives: dict[str, Any]


@functools.cache
def number_words(language: str) -> frozenset[str]:
    """Words that are numbers in a language ("quinze", "dizaine"), but for "one", which is an article too; none where
    there is no pack for it.
    """
    if not language.isalpha() or not (PACKS / language / "words").is_dir():
        return frozenset()
    found = LanguagePack(language).table("words/numbers", _Numbers)
    words = {*found.small, *found.hundreds, *found.thousands, *found.collectives}
    return frozenset(words - set(found.one))


def compare(original: str, copy: str, numbers: Set[str] = frozenset()) -> Comparison:
    """What the copy added to the original and took from it, in words. `numbers` are words that are figures too."""
    before, after = _split(original), _split(copy)
    if max(len(before), len(after)) > LONGEST:
        return Comparison((), 0, 0, too_long=True)
    matcher = difflib.SequenceMatcher(None, [w.strip() for w in before], [w.strip() for w in after], autojunk=False)
    found: list[Stretch] = []
    added = removed = 0
    operations = matcher.get_opcodes()
    for n, (tag, a, b, c, d) in enumerate(operations):
        if tag == "equal":
            found += _same(before[a:b], first=n == 0, last=n == len(operations) - 1)
            continue
        removed, added = removed + b - a, added + d - c
        found += _words("removed", before[a:b], numbers)
        found += _words("added", after[c:d], numbers)
    return Comparison(tuple(found), added, removed)


def _split(text: str) -> list[str]:
    """Words, each with the line's end or the space before it."""
    return [("\n" if "\n" in w[: len(w) - len(w.lstrip())] else " ") + w.lstrip() for w in _WORD.findall(text)]


def _same(words: Sequence[str], *, first: bool, last: bool) -> Iterator[Stretch]:
    head, tail = (0 if first else _AROUND), (0 if last else _AROUND)
    if len(words) <= head + tail + 1:
        yield from _words("same", words)
        return
    yield from _words("same", words[:head])
    yield Stretch("same", "", left_out=len(words) - head - tail)
    yield from _words("same", words[len(words) - tail :])


def _words(change: Change, words: Sequence[str], numbers: Set[str] = frozenset()) -> Iterator[Stretch]:
    """Words as one stretch, figures apart where they were changed."""
    if change == "same":
        if words:
            yield Stretch(change, visible("".join(words)))
        return
    run: list[str] = []
    for word in words:
        if any(c.isdigit() for c in word) or not numbers.isdisjoint(_PARTS.findall(word.casefold())):
            if run:
                yield Stretch(change, visible("".join(run)))
            yield Stretch(change, visible(word), number=True)
            run = []
        else:
            run.append(word)
    if run:
        yield Stretch(change, visible("".join(run)))
