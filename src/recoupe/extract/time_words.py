"""From text to coded words: each word that a time expression may hold gets the code of the classes it belongs to, all others break."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

import msgspec

from recoupe.language.pack import LanguagePack
from recoupe.model.errors import LanguageError
from recoupe.model.time import TimeFields

#: Fields that words and rules set, by name.
Meaning = Mapping[str, object]
#: What a word means in each of its classes.
Readings = dict[str, Meaning]

#: Codes live in a private use area, so that no character class needs escaping. The first one breaks.
_FIRST_CODE = 0xE000
BREAK = chr(_FIRST_CODE)
_FEWEST_LETTERS_FOLDED = 4
_LAST_YEAR = 2150


class WordClass(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of one class: `words` with what each says, or `forms` that say nothing by themselves (or all say `meaning`)."""

    name: str
    #: Whether an expression may be built around such a word; runs of words without a core are not looked at.
    core: bool = False
    words: dict[str, TimeFields] = {}
    forms: tuple[str, ...] = ()
    meaning: TimeFields = TimeFields()


class Tens(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A number word that others are added to, up to `to`; `one` joins it with the words for one (and eleven), `joiner` with the others."""

    word: str
    value: int
    to: int
    joiners: tuple[str, ...]
    one: tuple[str, ...]


class NumberWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    units: dict[str, int]
    tens: tuple[Tens, ...]


class Shape(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A word told by its shape: a numeric date, a clock time. Named groups of `pattern` are fields; `year` may have two digits."""

    id: str
    word_class: str = msgspec.field(name="class")
    pattern: str = ""
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


class TimeWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table `words/times` of a language pack."""

    classes: tuple[WordClass, ...]
    numbers: NumberWords
    shapes: tuple[Shape, ...]
    #: Marks that may stand between the words of one expression, by class.
    marks: dict[str, str]
    #: Phrases that hold a time word and name no time ("jeudi noir").
    blocked: tuple[str, ...] = ()


class CodedText(msgspec.Struct, frozen=True):
    """Words of a text that have a class: `codes[i]` stands for word i at `[starts[i], ends[i])`; breaks are words too."""

    codes: str
    starts: list[int]
    ends: list[int]
    readings: list[Readings]
    #: Runs of words without a break that hold a core word: first and one past the last index.
    runs: list[tuple[int, int]]


class WordCoder:
    """Codes the words of a text."""

    def __init__(self, words: TimeWords) -> None:
        self._codes: dict[frozenset[str], str] = {}
        self._lexicon: dict[str, tuple[str, Readings]] = {}
        self._phrases: dict[str, list[tuple[str, tuple[str, Readings] | None]]] = {}
        self._core = frozenset((*(c.name for c in words.classes if c.core), *(s.word_class for s in words.shapes), "year"))
        entries = _entries(words)
        for word, readings in entries.items():
            self._add(word, (self._code(readings), readings))
        for word in words.blocked:
            self._add(word, None)
        for key in [k for k in self._phrases if k not in self._lexicon]:
            self._lexicon.setdefault(key, ("", {}))
        for rows in self._phrases.values():
            rows.sort(key=lambda row: -len(row[0]))
        self._shapes = {f"s{i}": shape for i, shape in enumerate(words.shapes)}
        for shape in words.shapes:
            self._code({shape.word_class: {}})
        self._plain_number = (self._code({"num": {}}), "num")
        self._core_codes = frozenset(code for classes, code in self._codes.items() if classes & self._core)
        self._token = re.compile(_token_pattern(words, self._shapes))

    @property
    def charsets(self) -> dict[str, str]:
        """For each class, the regular expression of the codes that stand for its words."""
        sets: dict[str, str] = {}
        for classes, code in self._codes.items():
            for name in classes:
                sets[name] = sets.get(name, "") + code
        return {name: f"[{chars}]" for name, chars in sets.items()}

    def code(self, text: str) -> CodedText:
        """The coded words of `text` (as `plain` gives it)."""
        lower = text.lower()
        if len(lower) != len(text):
            lower = "".join(low if len(low := char.lower()) == 1 else char for char in text)
        codes: list[str] = [BREAK]
        starts, ends = [0], [0]
        readings: list[Readings] = [{}]
        for start, end, code, reading in self._words(lower):
            if code == BREAK and codes[-1] == BREAK:
                continue
            codes.append(code)
            starts.append(start)
            ends.append(end)
            readings.append(reading)
        joined = "".join(codes)
        return CodedText(joined, starts, ends, readings, self._runs(joined))

    def _runs(self, codes: str) -> list[tuple[int, int]]:
        runs, at = [], 0
        for run in codes.split(BREAK):
            if run and not self._core_codes.isdisjoint(run):
                runs.append((at, at + len(run)))
            at += len(run) + 1
        return runs

    def _words(self, lower: str) -> Iterator[tuple[int, int, str, Readings]]:
        lexicon, phrases, shapes = self._lexicon, self._phrases, self._shapes
        skip = -1
        for match in self._token.finditer(lower):
            start, end = match.span()
            if start < skip:
                continue
            kind = match.lastgroup
            if kind is None:
                word = match.group()
                found = lexicon.get(word)
                if found is None:
                    yield start, end, BREAK, {}
                    continue
                if word in phrases and (longer := self._phrase(lower, word, start)) is not None:
                    end, entry = longer
                    skip = end
                    if entry is None:
                        yield start, end, BREAK, {}
                        continue
                    found = entry
                yield start, end, found[0] or BREAK, found[1]
            elif kind == "number":
                word = match.group()
                found = lexicon.get(word) or (
                    self._plain_number[0],
                    {"num": {"amount": float(re.sub(r"[ .](?=\d{3})", "", word).replace(",", "."))}},
                )
                yield start, end, *found
            else:
                shape = shapes[kind]
                fields = _shape_fields(match, kind)
                yield start, end, self._codes[frozenset({shape.word_class})], {shape.word_class: fields}

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


def load_time_words(pack: LanguagePack) -> TimeWords:
    """The table `words/times` of `pack`."""
    return pack.table("words/times", TimeWords)


def as_meaning(fields: TimeFields) -> dict[str, object]:
    """The fields that are set."""
    return {name: value for name in TimeFields.__struct_fields__ if (value := getattr(fields, name)) is not None}


def number_words(numbers: NumberWords) -> dict[str, int]:
    """Every number word that the table generates, with its value."""
    words = dict(numbers.units)
    for tens in numbers.tens:
        words[tens.word] = tens.value
        for unit, value in numbers.units.items():
            if 0 < value <= tens.to:
                joiners = tens.one if value in (1, 11) else tens.joiners
                words.update({f"{tens.word}{joiner}{unit}": tens.value + value for joiner in joiners})
    return words


def _entries(words: TimeWords) -> dict[str, Readings]:
    entries: dict[str, Readings] = {}
    for word_class in words.classes:
        shared = as_meaning(word_class.meaning)
        for word, fields in word_class.words.items():
            entries.setdefault(word, {})[word_class.name] = {**shared, **as_meaning(fields)}
        for word in word_class.forms:
            entries.setdefault(word, {})[word_class.name] = shared
    for mark, name in words.marks.items():
        entries.setdefault(mark, {})[name] = {}
    for word, value in number_words(words.numbers).items():
        entries.setdefault(word, {}).update(_number_readings(value, digits=0))
    for value in range(_LAST_YEAR):
        for written in {str(value), f"{value:02d}"}:
            entries.setdefault(written, {}).update(_number_readings(value, digits=len(written)))
    for word in [w for w in entries if len(w) >= _FEWEST_LETTERS_FOLDED and not w.isascii()]:
        entries.setdefault(_unaccented(word), entries[word])
    return entries


def _number_readings(value: int, *, digits: int) -> Readings:
    """Classes of a number: any is a `num`; by size and writing it may also be a day, an hour, a minute, a year."""
    readings: Readings = {"num": {"amount": float(value)}}
    if 1 <= value <= 31:
        readings["day"] = {"day": value}
    if digits == 0:
        return readings | ({"word_hour": {"hour": value}} if value <= 24 else {})
    if value <= 24 and digits <= 2:
        readings["hour"] = {"hour": value}
    if value <= 59 and digits == 2:
        readings["minute"] = {"minute": value}
    if digits == 2:
        readings["short_year"] = {"year": value + (1900 if value >= 40 else 2000)}
    if digits == 4 and value >= 1000:
        readings["year"] = {"year": value}
    return readings


def _shape_fields(match: re.Match[str], kind: str) -> dict[str, object]:
    prefix = f"{kind}_"
    fields: dict[str, object] = {
        name.removeprefix(prefix).partition("__")[0]: int(value)
        for name, value in match.groupdict().items()
        if value is not None and name.startswith(prefix)
    }
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
    parts.append(r"[^\W\d_]+'?|\n|[^\s\w]")
    return "|".join(parts)


def _unaccented(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c)).replace("œ", "oe")
