"""Quantities of a text: numerals, ranges and comparators, with the bounds that the codebook gives to vague phrases
(section 3)."""

from __future__ import annotations

import re

from recoupe.extract.numerals import NumberWords, Numeral, NumeralScanner, scaled
from recoupe.language.pack import LanguagePack
from recoupe.model.mentions import NumberMention
from recoupe.model.parse import Sentence
from recoupe.model.spans import CharSpan
from recoupe.model.values import Comparator

#: Longest stretch before a number in which its comparator is looked for, in code points.
_REACH = 36
#: Letters of an opening word that means other things too ("de 12 à 15").
_SHORT = 2
_SIGNS: dict[str, Comparator] = {">=": ">=", "<=": "<=", "~": "~"}


class NumberExtractor:
    """Reads quantities by the number grammar of a language (`words/numbers`)."""

    def __init__(self, pack: LanguagePack) -> None:
        words = pack.table("words/numbers", NumberWords)
        self._scanner = NumeralScanner(words)
        self._before = tuple(
            (_SIGNS[row.sign], phrase) for row in words.comparators for phrase in sorted(row.before, key=len)
        )
        between = "|".join(words.between)
        self._opens = {
            sign: re.compile(rf"(?<!\w)({_alternation(phrases)})(?:\s+(?:{between}))?\s*$")
            for sign, phrases in _by_sign(self._before).items()
        }
        after = tuple((_SIGNS[row.sign], phrase) for row in words.comparators for phrase in row.after)
        self._closes = {
            sign: re.compile(rf"\s+({_alternation(phrases)})(?!\w)") for sign, phrases in _by_sign(after).items()
        }
        self._last_words = {re.split(r"[\s']+", p.rstrip("'"))[-1] for _, p in self._before} | set(words.between)
        self._ranges = tuple((row.open, row.join) for row in words.ranges)
        self._changing = frozenset(words.changing)
        self._from = frozenset(opening for opening, _ in self._ranges if opening is not None and len(opening) <= _SHORT)
        self._above = frozenset(phrase for row in words.comparators if row.above for phrase in row.before)

    def find(self, text: str, start: int = 0) -> tuple[NumberMention, ...]:
        """Quantities of `text` (plain, see `recoupe.text`), in order; `start` is the offset of `text` in the document.

        A bare "un" or "une" is an article unless a comparator or a range makes it a number ("au moins un", "un ou
        deux").
        """
        numerals = self._scanner.scan(text)
        found: list[NumberMention] = []
        i = 0
        while i < len(numerals):
            whole, i = self._range(text, numerals, i)
            mention = self._compared(text, whole, start)
            if mention is not None:
                found.append(mention)
        return tuple(found)

    def in_sentence(self, sentence: Sentence) -> tuple[NumberMention, ...]:
        """Quantities of a parsed sentence, in document offsets."""
        return self.find(sentence.surface, sentence.start) if sentence.tokens else ()

    def _range(self, text: str, numerals: list[Numeral], i: int) -> tuple[Numeral, int]:
        """The numeral at `i`, joined with the next where the words say a range, and the index after it."""
        low = numerals[i]
        if i + 1 >= len(numerals) or numerals[i + 1].start - low.end > 7:
            return low, i + 1
        high = numerals[i + 1]
        gap = text[low.end : high.start].strip().lower()
        if gap == "(" and text[high.end : high.end + 1] == ")" and low.low == high.low and low.best == high.best:
            # "neuf (09) soldats": one number, written twice.
            return Numeral(low.start, high.end + 1, low.low, low.high, low.best, low.rule), i + 2
        before = text[max(0, low.start - 7) : low.start].rstrip().lower()
        if self._changes(text, low.start):
            return low, i + 1
        for opening, join in self._ranges:
            if gap != join or (opening and not re.search(rf"(?<!\w){opening}$", before)):
                continue
            value = scaled(low, high)
            if high.rule == "indefinite" and low.best is not None:
                return Numeral(low.start, high.end, low.low, None, None, None), i + 2
            if high.best is None or low.best is None or value > high.low or (opening is None and low.rule == "zero"):
                continue
            # The words that open a range belong to it when they mean nothing else ("entre"), not when they are a
            # plain preposition.
            start = text.lower().rfind(opening, 0, low.start) if opening and len(opening) > 2 else low.start
            rule = low.rule if low.rule not in (None, "article") else None
            return Numeral(start, high.end, value, high.high, None, rule), i + 2
        return low, i + 1

    def _changes(self, text: str, start: int) -> bool:
        """ "est passé de 27 à 38": the words before "de" say that one count became the other."""
        words = re.split(r"[\s,']+", text[max(0, start - _REACH) : start].lower().rstrip())
        return len(words) > 1 and words[-1] in self._from and not self._changing.isdisjoint(words[-3:-1])

    def _compared(self, text: str, numeral: Numeral, offset: int) -> NumberMention | None:
        sign: Comparator | None = None
        start, end = numeral.start, numeral.end
        above = False
        window = text[max(0, start - _REACH) : start].lower()
        if window and self._last_word(window) in self._last_words:
            for candidate, pattern in self._opens.items():
                match = pattern.search(window)
                if match:
                    sign, start = candidate, start - len(window) + match.start(1)
                    above = match.group(1) in self._above
                    break
        if sign is None and numeral.rule != "zero":
            for candidate, pattern in self._closes.items():
                match = pattern.match(text, end)
                if match:
                    sign, end = candidate, match.end()
                    break
        if sign is None and numeral.rule == "article":
            return None
        span = CharSpan(start + offset, end + offset)
        return _bounded(numeral, sign, span, above=above)

    @staticmethod
    def _last_word(window: str) -> str:
        return re.split(r"[\s']+", window.rstrip(" '"))[-1]


def _bounded(numeral: Numeral, sign: Comparator | None, span: CharSpan, *, above: bool) -> NumberMention:
    """Bounds of a numeral under a comparator (codebook: "au moins huit", "plus de huit" = 8 and open; "environ 700"
    = 700)."""
    rule = None if numeral.rule == "article" else numeral.rule
    low, high = numeral.low, numeral.high
    if sign == ">=":
        low, high = (numeral.best if above and numeral.best is not None else numeral.low), None
    elif sign == "<=":
        low, high = 0, numeral.high
    collective = rule not in (None, "zero", "indefinite", "decimal")
    fallback: Comparator = ">=" if numeral.high is None else "~" if collective or low != high else "="
    return NumberMention(span, low, high, sign or fallback, rule, best=numeral.best)


def _by_sign(rows: tuple[tuple[Comparator, str], ...]) -> dict[Comparator, list[str]]:
    grouped: dict[Comparator, list[str]] = {}
    for sign, phrase in rows:
        grouped.setdefault(sign, []).append(phrase)
    return grouped


def _alternation(phrases: list[str]) -> str:
    return "|".join(re.escape(p) for p in sorted(phrases, key=len, reverse=True))
