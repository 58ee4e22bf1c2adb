"""What the words before a name make of it: phrases of `rules/places.yml`, met backwards from the name."""

from __future__ import annotations

import bisect
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

import msgspec

from recoupe.extract.place_words import PlaceWords
from recoupe.language.countries import Governments
from recoupe.language.pack import LanguagePack
from recoupe.model.values import PlacePrecision

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*'?|[^\w\s]")
_FIELD = re.compile(r"\{(\w+)\}")


class PlaceRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row of `rules/places`; the columns are explained there."""

    id: str
    effect: Literal["place", "government", "of", "between"]
    phrases: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    modifier: Literal["near", "part", "admin", "between", "site"] | None = None
    precision: PlacePrecision | None = None
    whole: bool = False


class Words(NamedTuple):
    """The words of a text in lower case, with their offsets."""

    forms: list[str]
    starts: list[int]

    def before(self, offset: int) -> int:
        """Index of the last word that starts before `offset`, -1 if there is none."""
        return bisect.bisect_left(self.starts, offset) - 1


def words_of(text: str, unaccented: Mapping[str, str] = MappingProxyType({})) -> Words:
    """Words and punctuation marks. "l'Irak" is two words, "nord-est" one.

    `unaccented`: capitals that some newsrooms write without their accents, with the words they stand for ("A Bagdad").
    """
    lowered = same_length_lower(text)
    matches = list(_WORD.finditer(lowered))
    words = Words([m.group() for m in matches], [m.start() for m in matches])
    for i, form in enumerate(words.forms):
        start = words.starts[i]
        meant = unaccented.get(text[start : start + len(form)])
        if meant is not None:
            words.forms[i] = meant
    return words


def same_length_lower(text: str) -> str:
    """Lower case, code point for code point. A letter whose small form is two (the Turkish dotted I) stays as it is."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)


class Left(NamedTuple):
    """The longest rule that ends at a name, and where its words start."""

    rule: PlaceRule
    start: int
    #: Index of the word before the phrase.
    before: int


class _Slot(NamedTuple):
    """Alternatives of one field, by their last word; each is the rest of its words, backwards."""

    by_last: dict[str, tuple[tuple[str, ...], ...]]
    digits: bool


class _Node:
    __slots__ = ("rule", "slots", "words")

    def __init__(self) -> None:
        self.words: dict[str, _Node] = {}
        self.slots: dict[str, _Node] = {}
        self.rule: PlaceRule | None = None


class LeftReader:
    """Reads the words before a name. Set-up once, then read-only."""

    def __init__(self, pack: LanguagePack, words: PlaceWords, states: Governments) -> None:
        lists = {
            "de": words.de, "art": words.articles, "dir": words.directions, "part": words.parts, "zone": words.zones,
            "province": words.provinces, "region": words.regions, "district": words.districts, "town": words.towns,
            "stronghold": words.strongholds, "site": words.sites, "embassy": words.embassies, "going": words.going,
            "departure": words.departures, "number": words.quantities, "nationality": tuple(states.adjectives),
            "of_country": states.of_country, "adj": (*words.noun_adjectives, *states.adjectives),
            "siteadj": (*words.site_adjectives, *states.adjectives),
        }  # fmt: skip
        self._lists = {name: _slot(alternatives, name == "number") for name, alternatives in lists.items()}
        self._root = _Node()
        self.rules = pack.table("rules/places", tuple[PlaceRule, ...])
        for rule in self.rules:
            for phrase in rule.phrases:
                self._add(phrase, rule)
        lasts = (self._lists[name].by_last for name in self._root.slots)
        self._lasts = frozenset(self._root.words).union(*lasts)

    def _add(self, phrase: str, rule: PlaceRule) -> None:
        node = self._root
        pieces = [
            p
            for chunk in re.split(r"(\{\w+\})", phrase)
            if chunk
            for p in ([chunk] if chunk[0] == "{" else words_of(chunk).forms)
        ]
        for piece in reversed(pieces):
            field = _FIELD.fullmatch(piece)
            edges, key = (node.slots, field.group(1)) if field else (node.words, piece)
            node = edges.setdefault(key, _Node())
        node.rule = rule

    def read(self, words: Words, at: int) -> Left | None:
        """The rule of the longest phrase whose last word is word `at`."""
        if at < 0 or words.forms[at] not in self._lasts:
            return None
        best: tuple[int, PlaceRule] | None = None
        stack = [(self._root, at)]
        while stack:
            node, i = stack.pop()
            if node.rule is not None and (best is None or i < best[0]):
                best = (i, node.rule)
            if i < 0:
                continue
            form = words.forms[i]
            following = node.words.get(form)
            if following is not None:
                stack.append((following, i - 1))
            for name, child in node.slots.items():
                stack.extend((child, j) for j in self._consume(self._lists[name], words, i))
        return Left(best[1], words.starts[best[0] + 1], best[0]) if best else None

    def _consume(self, slot: _Slot, words: Words, i: int) -> list[int]:
        form = words.forms[i]
        ends = [i - 1] if slot.digits and form.isdigit() else []
        for rest in slot.by_last.get(form, ()):
            if len(rest) <= i and all(words.forms[i - 1 - k] == word for k, word in enumerate(rest)):
                ends.append(i - 1 - len(rest))
        return ends


def _slot(alternatives: tuple[str, ...], digits: bool) -> _Slot:
    by_last: dict[str, list[tuple[str, ...]]] = {}
    for alternative in dict.fromkeys(alternatives):
        forms = words_of(alternative).forms
        by_last.setdefault(forms[-1], []).append(tuple(reversed(forms[:-1])))
    return _Slot({last: tuple(rests) for last, rests in by_last.items()}, digits)
