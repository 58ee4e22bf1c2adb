"""Ordinal numbers: "27e", "huitième", "vingt-deuxième"."""

from __future__ import annotations

import re

from recoupe.extract.nominals import Words
from recoupe.extract.numerals import NumberWords, NumeralScanner
from recoupe.language.pack import LanguagePack


class OrdinalReader:
    """Reads ordinals as their cardinal and an ending (`words/numbers`)."""

    def __init__(self, pack: LanguagePack) -> None:
        words = pack.table("words/numbers", NumberWords)
        self._irregular = words.ordinals.irregular
        #: The ending in which irregular ordinals are listed: the first, the singular.
        self._ending = words.ordinals.endings[0]
        endings = "|".join(sorted(words.ordinals.endings, key=len, reverse=True))
        #: For "huitième" and "vingt-deuxième"; refuses "même" and "deux".
        self._word = re.compile(rf"(?:[^\W\d_]+-)*[^\W\d_]{{3,}}(?P<ending>{endings})$")
        digits = "|".join(sorted(words.ordinals.digits, key=len, reverse=True))
        #: For "27e" and "3ème"; refuses "27" and "3h".
        self._digits = re.compile(rf"(\d+)(?:{digits})$")
        self._scanner = NumeralScanner(words)

    def find(self, words: Words) -> list[tuple[int, int, int]]:
        """(first token, index after the last, value) of each ordinal of a sentence."""
        found: list[tuple[int, int, int]] = []
        for i, word in enumerate(words.lower):
            value = self._value(word)
            if value is not None:
                found.append((i, i + 1, value))
        return found

    def _value(self, word: str) -> int | None:
        if word in self._irregular:
            return self._irregular[word]
        match = self._digits.match(word)
        if match:
            return int(match.group(1))
        match = self._word.match(word)
        if match is None:
            return None
        stem = word[: match.start("ending")]
        # The last word of a cardinal loses its "e" ("onze", "onzième"), "cinq" gains a "u", "neuf" a "v".
        head, dash, tail = stem.rpartition("-")
        prefix = head + dash
        if tail + self._ending in self._irregular:
            units = self._scanner.scan(head) if head else []
            return (units[0].low if units else 0) + self._irregular[tail + self._ending]
        for candidate in (prefix + tail, prefix + tail + "e"):
            numerals = self._scanner.scan(candidate)
            if len(numerals) == 1 and numerals[0].end - numerals[0].start == len(candidate):
                return numerals[0].low
        return None
