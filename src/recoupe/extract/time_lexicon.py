"""The words of time expressions as a language pack lists them, with the numbers that its rules generate."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

import msgspec

from recoupe.language.pack import LanguagePack
from recoupe.model.time import TimeFields

#: Fields that words and rules set, by name.
Meaning = Mapping[str, object]
#: What a word means in each of its classes.
Readings = dict[str, Meaning]

_FEWEST_LETTERS_FOLDED = 4
_LAST_YEAR = 2150


class WordClass(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of one class: `words` with what each says, or `forms` that say nothing by themselves (or all say
    `meaning`)."""

    name: str
    #: Whether an expression may be built around such a word; runs of words without a core are not looked at.
    core: bool = False
    words: dict[str, TimeFields] = {}
    forms: tuple[str, ...] = ()
    meaning: TimeFields = TimeFields()


class Tens(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A number word that others are added to, up to `to`; `one` joins it with the words for one (and eleven),
    `joiner` with the others."""

    word: str
    value: int
    to: int
    joiners: tuple[str, ...]
    one: tuple[str, ...]


class NumberWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    units: dict[str, int]
    tens: tuple[Tens, ...]


class Shape(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A word told by its shape: a numeric date, a clock time. Named groups of `pattern` are fields; `year` may have
    two digits."""

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


def entries_of(words: TimeWords) -> dict[str, Readings]:
    """Every word and phrase with what it means in each of its classes; numbers and unaccented spellings included."""
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


def _unaccented(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c)).replace("œ", "oe")
