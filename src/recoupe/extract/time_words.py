"""From text to coded words: each word that a time expression may hold gets the code of the classes it belongs to,
all others break."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping

import msgspec

from recoupe.extract.time_lexicon import Readings, Shape, TimeWords, entries_of
from recoupe.model.errors import LanguageError

#: Codes live in a private use area, so that no character class needs escaping. The first one breaks.
_FIRST_CODE = 0xE000
BREAK = chr(_FIRST_CODE)
_PIECE = re.compile(r"[^\W\d_]+(?:'(?=\w))?|[0-9]+|.", re.DOTALL)
_LARGEST_AMOUNT = 1e9
_DIGITS = frozenset("0123456789")


class CodedText(msgspec.Struct, frozen=True):
    """Words of a text that have a class: `codes[i]` stands for word i at `[starts[i], ends[i])`; breaks are words
    too."""

    codes: list[str]
    starts: list[int]
    ends: list[int]
    readings: list[Readings]


class WordCoder:
    """Codes the words of a text."""

    def __init__(self, words: TimeWords) -> None:
        self._codes: dict[frozenset[str], str] = {}
        self._lexicon: dict[str, tuple[str, Readings]] = {}
        self._phrases: dict[str, list[tuple[str, tuple[str, Readings] | None]]] = {}
        self._shapes = {f"s{i}": shape for i, shape in enumerate(words.shapes)}
        for shape in words.shapes:
            self._code({shape.word_class: {}})
        self._plain_number = self._code({"num": {}})
        entries = entries_of(words)
        for word, readings in entries.items():
            self._add(word, (self._code(readings), readings))
        for word in words.blocked:
            self._add(word, None)
        for rows in self._phrases.values():
            rows.sort(key=lambda row: -len(row[0]))
        self._token = re.compile(_token_pattern(words, self._shapes))
        cores = frozenset((*(c.name for c in words.classes if c.core), *(s.word_class for s in words.shapes), "year"))
        self._core_codes = frozenset(code for classes, code in self._codes.items() if classes & cores)
        # Where to look: words that a core word or phrase holds, and all words that may stand beside them.
        self._core_words = frozenset(
            max(_PIECE.findall(word), key=len) for word, readings in entries.items() if cores & set(readings)
        )
        shaped = [example.lower() for shape in words.shapes for example in shape.examples]
        known = (piece for word in (*entries, *words.blocked, *shaped) for piece in _PIECE.findall(word))
        self._known = frozenset((" ", *known))

    @property
    def charsets(self) -> dict[str, str]:
        """For each class, the regular expression of the codes that stand for its words."""
        sets: dict[str, str] = {}
        for classes, code in self._codes.items():
            for name in classes:
                sets[name] = sets.get(name, "") + code
        return {name: f"[{chars}]" for name, chars in sets.items()}

    def code(self, text: str) -> CodedText:
        """The coded words of `text` (as `plain` gives it): only the stretches around core words are coded."""
        lower = text.lower()
        if len(lower) != len(text):
            lower = "".join(low if len(low := char.lower()) == 1 else char for char in text)
        coded = CodedText([BREAK], [0], [0], [{}])
        for start, end in self._stretches(lower):
            self._code_stretch(lower, start, end, coded)
            _break(coded, end)
        return coded

    def _stretches(self, lower: str) -> Iterator[tuple[int, int]]:
        """Stretches of known words that hold a core word or a digit."""
        pieces = _PIECE.findall(lower)
        ends = [0, *itertools.accumulate(map(len, pieces))]
        core, known, last = self._core_words, self._known, 0
        for at in [i for i, piece in enumerate(pieces) if piece in core or piece[0] in _DIGITS]:
            if at < last:
                continue
            first, last = at, at + 1
            while first > 0 and ((piece := pieces[first - 1]) in known or piece[0] in _DIGITS):
                first -= 1
            while last < len(pieces) and ((piece := pieces[last]) in known or piece[0] in _DIGITS):
                last += 1
            yield ends[first], ends[last]

    def _code_stretch(self, lower: str, start: int, end: int, coded: CodedText) -> None:
        skip = -1
        for match in self._token.finditer(lower, start, end):
            begin, stop = match.span()
            if begin < skip:
                continue
            kind, word = match.lastgroup, match.group()
            found: tuple[str, Readings] | None
            if kind is not None and kind != "number":
                name = self._shapes[kind].word_class
                found = self._codes[frozenset({name})], {name: _shape_fields(match, kind)}
            else:
                found = self._lexicon.get(word)
                if found is None and kind is not None:
                    found = self._plain_number, {"num": {"amount": _amount(word)}}
                if word in self._phrases and (longer := self._phrase(lower, word, begin)) is not None:
                    stop, found = longer
                    skip = stop
            if found is None:
                _break(coded, stop)
                continue
            coded.codes.append(found[0])
            coded.starts.append(begin)
            coded.ends.append(stop)
            coded.readings.append(found[1])

    def runs(self, codes: str) -> Iterator[tuple[int, int]]:
        """Runs of coded words without a break that hold a core word: first and one past the last index."""
        at = 0
        for run in codes.split(BREAK):
            if run and not self._core_codes.isdisjoint(run):
                yield at, at + len(run)
            at += len(run) + 1

    def _phrase(self, lower: str, first: str, start: int) -> tuple[int, tuple[str, Readings] | None] | None:
        for phrase, entry in self._phrases[first]:
            end = start + len(phrase)
            if lower.startswith(phrase, start) and not (phrase[-1].isalnum() and lower[end : end + 1].isalnum()):
                return end, entry
        return None

    def _add(self, word: str, entry: tuple[str, Readings] | None) -> None:
        first = re.match(r"[^\W\d_]+'?", word)
        if first is not None and first.group() == word and entry is not None:
            self._lexicon[word] = entry
        elif first is not None:
            self._phrases.setdefault(first.group(), []).append((word, entry))
        elif entry is not None:
            self._lexicon[word] = entry

    def _code(self, readings: Readings) -> str:
        classes = frozenset(readings)
        if classes not in self._codes:
            self._codes[classes] = chr(_FIRST_CODE + 1 + len(self._codes))
        return self._codes[classes]


def _break(coded: CodedText, at: int) -> None:
    if coded.codes[-1] != BREAK:
        coded.codes.append(BREAK)
        coded.starts.append(at)
        coded.ends.append(at)
        coded.readings.append({})


def _amount(written: str) -> float:
    """ "2 500", "2.500" and "2,5" as numbers."""
    return min(float(re.sub(r"[ .](?=\d{3})", "", written).replace(",", ".")), _LARGEST_AMOUNT)


def _shape_fields(match: re.Match[str], kind: str) -> dict[str, object]:
    prefix = f"{kind}_"
    fields: dict[str, object] = {
        name.removeprefix(prefix).partition("__")[0]: int(value)
        for name, value in match.groupdict().items()
        if value is not None and name.startswith(prefix)
    }
    century = fields.pop("nth_century", None)
    if isinstance(century, int):
        fields["century"] = century - 1
    year = fields.get("year")
    if isinstance(year, int) and year < 100:
        fields["year"] = year + (1900 if year >= 40 else 2000)
    return fields


def _token_pattern(words: TimeWords, shapes: Mapping[str, Shape]) -> str:
    """One alternation: shapes first (they begin with a digit or nearly), then numbers, words, line breaks and marks."""
    parts = []
    for key, shape in shapes.items():
        named = re.sub(r"\(\?P<(\w+)>", rf"(?P<{key}_\1>", shape.pattern)
        # The outer group is closed last, so it is the one `lastgroup` names.
        parts.append(f"(?P<{key}>(?<!\\w){named}(?!\\w))")
    for word_class in words.classes:
        if not re.fullmatch(r"\w+", word_class.name):
            raise LanguageError(f"words/times: class name {word_class.name!r} must be one word")
    parts.append(r"(?P<number>\d{1,3}(?:[ .]\d{3})+(?!\d)|\d+(?:,\d+)?)")
    parts.append(r"[^\W\d_]+(?:'(?=\w))?|\n|[^\s\w]")
    return "|".join(parts)
