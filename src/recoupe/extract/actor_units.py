"""The small pieces actors are made of, found in one pass over the text: names, nouns, nationalities, first names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Literal, NamedTuple

import ahocorasick_rs

from recoupe.language.actor_words import ActorLexicon, Demonym
from recoupe.language.registry import Registry
from recoupe.text.level import level

UnitKind = Literal[
    "name",
    "person",
    "noun",
    "adjective",
    "country",
    "of_country",
    "complement",
    "qualifier",
    "pro",
    "backer",
    "first_name",
]

#: Common words, told apart by their accents; a capital may have lost its own.
_WORDS = ("noun", "adjective", "qualifier")
#: A mark that a name of several words does not run across ("... au Front, national ...").
_BREAK = re.compile(r"[^\w \-']")


class Unit(NamedTuple):
    """One piece. `key` is a registry id, a noun id, a branch or "" by kind; `country` an ISO code."""

    start: int
    end: int
    kind: UnitKind
    key: str
    country: str | None


class _Entry(NamedTuple):
    """What a pattern of the automaton stands for. `capital`: offset of a letter that must be one, -1 for none."""

    kind: UnitKind
    key: str
    country: str | None
    capital: int
    exact: tuple[str, ...]


class UnitFinder:
    """All pieces of a text. Build once: compiles some thousands of patterns into one automaton."""

    def __init__(self, lexicon: ActorLexicon, registry: Registry) -> None:
        patterns: dict[str, list[_Entry]] = defaultdict(list)
        for spelled, entry in _entries(lexicon, registry):
            patterns[f" {' '.join(level(spelled).split())} "].append(entry)
        self._entries = tuple(tuple(dict.fromkeys(entries)) for entries in patterns.values())
        self._multi = tuple(pattern.count(" ") > 2 for pattern in patterns)
        self._automaton = ahocorasick_rs.AhoCorasick(list(patterns))

    def find(self, text: str, levelled: str) -> dict[int, list[Unit]]:
        """Pieces by start, longest first, overlaps kept. `levelled` is `level(text)`."""
        found: dict[int, list[Unit]] = defaultdict(list)
        for index, before, after in self._automaton.find_matches_as_indexes(f" {levelled} ", overlapping=True):
            # The padding shifts by one and the pattern holds the space on either side.
            start, end = before, after - 2
            if self._multi[index] and _BREAK.search(text, start, end):
                continue
            for kind, key, country, capital, exact in self._entries[index]:
                if capital >= 0 and not text[start + capital].isupper():
                    continue
                if exact and not _spelled(text[start:end], exact, kind):
                    continue
                found[start].append(Unit(start, end, kind, key, country))
        for units in found.values():
            if len(units) > 1:
                units.sort(key=lambda unit: -unit.end)
        return found


def _spelled(words: str, exact: tuple[str, ...], kind: UnitKind) -> bool:
    """Whether a match is spelled as in the data: case counts for acronyms, accents for common words ("cadrés")."""
    if words in exact:
        return True
    return kind in _WORDS and (words[0].isupper() or words.lower() in exact)


def _entries(lexicon: ActorLexicon, registry: Registry) -> Iterator[tuple[str, _Entry]]:
    yield from _of_registry(registry)
    for demonym in lexicon.countries.values():
        yield from _of_country(demonym, lexicon.words.links)
    words = lexicon.words
    for noun in words.nouns:
        for form in (*noun.sg, *noun.pl):
            yield form, _Entry("noun", noun.id, None, -1, _accented(form))
    for complement in words.complements:
        for form in complement.forms:
            yield form, _Entry("complement", complement.branch, None, -1, ())
    for form in words.qualifiers:
        yield form, _Entry("qualifier", "", None, -1, _accented(form))
    for form in words.backed.before_country:
        yield form, _Entry("backer", "", None, -1, ())
    for prefix in words.backed.before_adjective:
        yield prefix, _Entry("backer", "", None, -1, ())
        for demonym in lexicon.countries.values():
            for adjective in demonym.adjectives:
                yield prefix + adjective, _Entry("pro", "", demonym.country, -1, ())
    for name in lexicon.first_names:
        yield name, _Entry("first_name", "", None, 0, ())


def _of_registry(registry: Registry) -> Iterator[tuple[str, _Entry]]:
    for row in registry.rows.values():
        kind: UnitKind = "person" if row.person else "name"
        for spelled in row.spellings():
            entry = _Entry(kind, row.id, row.country, _capital(spelled), ())
            yield spelled, entry
            if "'" in spelled or "-" in spelled:
                yield spelled.replace("'", ""), entry._replace(capital=_capital(spelled.replace("'", "")))
        for acronym in row.acronyms:
            yield acronym, _Entry(kind, row.id, row.country, -1, _cased(acronym))


def _of_country(demonym: Demonym, links: tuple[str, ...]) -> Iterator[tuple[str, _Entry]]:
    code = demonym.country
    for name in (demonym.name, *demonym.names, *demonym.metonyms):
        yield name, _Entry("country", code, code, _capital(name), _cased(name) if name.isupper() else ())
    for form in demonym.de:
        yield form, _Entry("of_country", code, code, _capital(form), ())
    for metonym in demonym.metonyms:
        for link in links:
            yield (link if link.endswith("'") else f"{link} ") + metonym, _Entry("of_country", code, code, -1, ())
    for adjective in demonym.adjectives:
        yield adjective, _Entry("adjective", code, code, -1, _accented(adjective))


def _capital(spelled: str) -> int:
    """Offset of the last capital: what tells "Le Monde" from "Le monde" and lets "groupe Wagner" be "Groupe Wagner"."""
    return next((i for i in range(len(spelled) - 1, -1, -1) if spelled[i].isupper()), -1)


def _accented(form: str) -> tuple[str, ...]:
    """The one spelling of a single word; phrases may be joined by hyphens or not and are not checked."""
    return (form,) if form.islower() and form.isalpha() else ()


def _cased(acronym: str) -> tuple[str, ...]:
    """Spellings of an acronym: newsrooms write one that can be read as a word with one capital ("Minusma")."""
    if len(acronym) >= 5 and acronym.isalpha():
        return tuple(dict.fromkeys((acronym, acronym.capitalize(), acronym.upper())))
    return (acronym,)
