"""Numerals of a text composed by rule: "quatre-vingt-dix-sept", "deux cents", "1,5 million", "une dizaine".
Comparators come later (`numbers`)."""

from __future__ import annotations

import re

import msgspec


class Collective(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """About so many (codebook, section 3), and the plural that means "at least two of them"."""

    low: int
    high: int
    best: int
    plural: str


class ComparatorWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that open or close a number, standing right before or right after it."""

    sign: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    #: Whether the number of a collective is its nominal value ("plus d'une trentaine" is 30 or more).
    above: bool = False


class RangeWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`open` A `join` B; `open` null where nothing stands before A."""

    open: str | None
    join: str


class OrdinalWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a cardinal becomes an ordinal."""

    endings: tuple[str, ...]
    digits: tuple[str, ...]
    irregular: dict[str, int]


class NumberWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table `words/numbers` of a language."""

    small: dict[str, int]
    after_and: tuple[str, ...]
    joiner: str = msgspec.field(name="and")
    one: tuple[str, ...] = ()
    hundreds: tuple[str, ...] = ()
    thousands: tuple[str, ...] = ()
    magnitudes: dict[str, int] = {}
    collectives: dict[str, Collective] = {}
    indefinites: tuple[str, ...] = ()
    about_before_digits: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    plural_articles: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    comparators: tuple[ComparatorWords, ...] = ()
    between: tuple[str, ...] = ()
    ranges: tuple[RangeWords, ...] = ()
    not_after: tuple[str, ...] = ()
    #: Words before "de" after which a range is none: "est passé de 27 à 38".
    changing: tuple[str, ...] = ()
    #: Words after which a number names one thing and counts nothing ("numéro deux").
    numbered: tuple[str, ...] = ()
    ordinals: OrdinalWords = OrdinalWords((), (), {})


class Numeral(msgspec.Struct, frozen=True):
    """A numeral as written, offsets into the text scanned. `high` None is open; `best` is the nominal value.

    `rule`: "article" (a bare "one", perhaps no number at all), "zero", "indefinite", "decimal", the name of a
    collective, or None for plain numbers.
    """

    start: int
    end: int
    low: int
    high: int | None
    best: int | None
    rule: str | None = None


class Word(msgspec.Struct, frozen=True):
    """A word or a digit group of the text scanned, in lower case."""

    start: int
    end: int
    text: str
    kind: str


#: "2 500", "2.500", "10'000", "1,5" are numbers; "10-15 000" a range; "28.07.2024", "12/03", "21:30" chains that count
#: nothing. "F-15" and "10h30" are refused below, by the characters around them.
_WORD = re.compile(
    r"(?P<number>\d{1,3}(?:[ .']\d{3})+(?:,\d+)?(?![-/:.,]?\d)|\d+(?:,\d+)?(?![-/:.,]?\d))"
    r"|(?P<range>\d+-\d{1,3}(?:[ .]\d{3})*(?![-/:.,]?\d)|\d+-\d+(?![-/:.,]?\d))"
    r"|(?P<chain>\d+(?:[-/:.,]\d+)+)"
    r"|(?P<word>demi-[^\W\d_]+|[^\W\d_]+)",
    re.IGNORECASE,
)
#: Tens that a unit may follow (70 and 90 are tens in Belgium and Switzerland).
_TENS = (20, 30, 40, 50, 60, 70, 80, 90)
#: Longest of the words that number what follows, and a space, in characters.
_NUMBERED = 16
_JOINS = (" ", "-")


def words_of(text: str) -> list[Word]:
    """The words and digit groups of a text, with offsets."""
    return [Word(m.start(), m.end(), m.group().lower(), m.lastgroup or "") for m in _WORD.finditer(text)]


class NumeralScanner:
    """Finds numerals by composing number words; heavy set-up once, no state between calls."""

    def __init__(self, words: NumberWords) -> None:
        self._small = words.small
        self._numbered = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words.numbered))})\s*$", re.IGNORECASE)
        self._words = words
        self._plurals = {row.plural: (name, row) for name, row in words.collectives.items()}
        self._composing = {*words.small, *words.hundreds, *words.thousands}
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for kind, phrases in (("zero", words.none), ("indefinite", words.indefinites)):
            for phrase in sorted(phrases, key=len, reverse=True):
                parts = tuple(w.text for w in words_of(phrase))
                self._phrases.setdefault(parts[0], []).append((parts, kind))
        for rows in self._phrases.values():
            rows.sort(key=lambda row: -len(row[0]))
        self._starts = {
            *self._composing,
            *self._phrases,
            *self._plurals,
            *words.collectives,
            *words.plural_articles,
        }

    def scan(self, text: str) -> list[Numeral]:
        """Numerals of `text` in order, without overlap. A bare "one" comes out with rule "article"."""
        words = words_of(text)
        found: list[Numeral] = []
        i = 0
        while i < len(words):
            word = words[i]
            step: tuple[Numeral | None, int] | None = None
            if word.kind in ("number", "range"):
                step = self._digits(text, words, i)
            elif word.text in self._starts:
                step = self._in_words(text, words, i)
            numeral, i = step or (None, i + 1)
            if numeral is not None and not self._is_number_of(text, numeral.start):
                found.append(numeral)
        return found

    def _is_number_of(self, text: str, start: int) -> bool:
        """Whether a number names one thing ("le numéro deux de l'organisation", "l'article 5")."""
        before = text[max(0, start - _NUMBERED) : start]
        return bool(self._words.numbered) and self._numbered.search(before) is not None

    def _digits(self, text: str, words: list[Word], i: int) -> tuple[Numeral | None, int]:
        word = words[i]
        before, after = text[max(0, word.start - 2) : word.start], text[word.end : word.end + 1]
        glued = after.isalpha() or (after == "-" and text[word.end + 1 : word.end + 2].isalpha())
        if glued or before[-1:].isalnum() or (before[-1:] in ("-", "/", ".", ",") and before[:1].isalnum()):
            return None, i + 1
        if word.kind == "range":
            left, _, right = word.text.partition("-")
            low, high = _whole(left), _whole(right)
            low = _scale(low, high)
            ok = low < high and (low < 1900 or high > 2100)
            return (Numeral(word.start, word.end, low, high, None) if ok else None), i + 1
        value = _decimal(word.text)
        factor, j = 1, i + 1
        if j < len(words) and text[word.end : words[j].start] == " ":
            factor = self._words.magnitudes.get(words[j].text, 1000 if words[j].text in self._words.thousands else 1)
            j += factor != 1
        exact = round(value * factor)
        rule = None if abs(value * factor - exact) < 1e-6 else "decimal"
        if factor == 1:
            times = self._times(text, words, i, exact)
            if times:
                return times
        return Numeral(word.start, words[j - 1].end, exact, exact, exact, rule), j

    def _in_words(self, text: str, words: list[Word], i: int) -> tuple[Numeral | None, int] | None:
        plural = self._plural(text, words, i)
        if plural:
            return plural
        for parts, kind in self._phrases.get(words[i].text, ()):
            j = i + len(parts)
            if tuple(w.text for w in words[i:j]) != parts:
                continue
            if kind == "zero":
                return Numeral(words[i].start, words[j - 1].end, 0, 0, 0, "zero"), j
            digits_follow = j < len(words) and (words[j].kind == "number" or words[j].text in self._composing)
            if digits_follow and words[i].text in self._words.about_before_digits:
                return None
            return Numeral(words[i].start, words[j - 1].end, 2, None, None, "indefinite"), j
        if words[i].text in self._words.collectives:
            row = self._words.collectives[words[i].text]
            return self._of_thousands(text, words, i, i, (row.low, row.high, row.best), words[i].text)
        if words[i].text not in self._composing:
            return None
        if i and words[i - 1].text in self._words.not_after:
            return None
        value, j = self._compose(text, words, i)
        if j == i:
            return None
        times = self._times(text, words, j - 1, value, first=i)
        if times:
            return times
        article = j == i + 1 and words[i].text in self._words.one
        return Numeral(words[i].start, words[j - 1].end, value, value, value, "article" if article else None), j

    def _compose(self, text: str, words: list[Word], i: int) -> tuple[int, int]:
        """Value of the number words that start at `i`, and the index after the last of them."""
        big = thousand = current = 0
        j = i
        while j < len(words) and (j == i or text[words[j - 1].end : words[j].start] in _JOINS):
            word = words[j].text
            joined = word == self._words.joiner
            if joined:
                follows = words[j + 1].text if j + 1 < len(words) else ""
                if j == i or follows not in self._words.after_and or current % 100 not in _TENS:
                    break
                j += 1
                word = follows
            step = self._step(word, current, joined=joined)
            if step is not None:
                current = step
            elif word in self._words.thousands and not thousand:
                thousand, current = (current or 1) * 1000, 0
            elif word in self._words.magnitudes and big + thousand + current:
                big, thousand, current = big + (thousand + current) * self._words.magnitudes[word], 0, 0
            else:
                j -= joined
                break
            j += 1
            if word in self._small and self._small[word] == 0:
                break
        return big + thousand + current, j

    def _step(self, word: str, current: int, *, joined: bool) -> int | None:
        """`current` (below a thousand) with one more word, or None if the word cannot follow."""
        rest = current % 100
        if word in self._words.hundreds:
            return 100 if current == 0 else current * 100 if 1 < current < 100 else None
        value = self._small.get(word)
        if value is None:
            return None
        if value == 20 and rest == 4:
            return current + 76
        if rest == 0 and (current == 0 or value > 0):
            return current + value
        teen = 10 <= value < 20 and rest in (60, 80)
        # "dix-sept", "soixante-dix-sept": the teens of French stop at sixteen.
        late_teen = 7 <= value < 10 and rest in (10, 70, 90)
        unit = 0 < value < 10 and rest in _TENS and (value > 1 or joined or rest == 80)
        return current + value if teen or late_teen or unit else None

    def _times(
        self, text: str, words: list[Word], last: int, value: int, first: int | None = None
    ) -> tuple[Numeral, int] | None:
        """ "trois centaines", "une dizaine": a number (words `first` to `last`) before a collective noun."""
        j = last + 1
        if j >= len(words) or text[words[last].end : words[j].start] != " ":
            return None
        name = words[j].text
        row = self._words.collectives.get(name) or (self._plurals.get(name) or (None, None))[1]
        if row is None or not value:
            return None
        start = last if first is None else first
        bounds = (row.low, row.high, row.best) if value == 1 else (value * row.best,) * 3
        return self._of_thousands(text, words, start, j, bounds, name)

    def _plural(self, text: str, words: list[Word], i: int) -> tuple[Numeral, int] | None:
        """ "des dizaines", "plusieurs centaines", "des millions", and a bare plural in a headline."""
        j = i + 1 if words[i].text in self._words.plural_articles else i
        if j >= len(words) or (j > i and text[words[i].end : words[j].start] != " "):
            return None
        word = words[j].text
        if word in self._plurals:
            name, row = self._plurals[word]
            return self._of_thousands(text, words, i, j, (2 * row.best, None, None), name)
        if j > i and word in self._words.magnitudes:
            low = 2 * self._words.magnitudes[word]
            return Numeral(words[i].start, words[j].end, low, None, None, word), j + 1
        return None

    def _of_thousands(
        self, text: str, words: list[Word], i: int, j: int, bounds: tuple[int, int | None, int | None], rule: str
    ) -> tuple[Numeral, int]:
        """A collective (words `i` to `j`), times the thousands or millions it may count ("une centaine de
        milliers")."""
        factor, end = 1, j
        if j + 2 < len(words) and text[words[j].end : words[j + 2].start] == f" {words[j + 1].text} ":
            counted = words[j + 2].text
            row = self._plurals.get(counted)
            factor = row[1].best if row else self._words.magnitudes.get(counted, 1)
            end = j + 2 if factor > 1 else j
        low, high, best = bounds
        return (
            Numeral(
                words[i].start,
                words[end].end,
                low * factor,
                None if high is None else high * factor,
                None if best is None else best * factor,
                rule,
            ),
            end + 1,
        )


def _decimal(digits: str) -> float:
    whole, _, fraction = digits.partition(",")
    return float(f"{_whole(whole)}.{fraction or 0}")


def _whole(digits: str) -> int:
    return int("".join(c for c in digits if c.isdigit()))


def _scale(low: int, high: int) -> int:
    """Lower end of "10 à 15 000" or "deux ou trois cents": the unit said once, at the upper end, counts for both."""
    for unit in (1_000_000, 1000, 100):
        if high % unit == 0 and low < high // unit <= 5 * low:
            return low * unit
    return low


def scaled(low: Numeral, high: Numeral) -> int:
    """Value of the lower end of a range when the upper one alone carries the unit."""
    return _scale(low.low, high.low)
