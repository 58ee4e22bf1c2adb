"""Words for people and the group of victims that each says, and nationalities."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from recoupe.language.inflect import Inflector
from recoupe.language.pack import LanguagePack


class GroupRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns of one group; `group` null for people of no group."""

    group: str | None
    nouns: tuple[str, ...]


class GroupWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table `words/groups`."""

    groups: tuple[GroupRow, ...]
    worth: dict[str, int]
    adjectives: dict[str, tuple[str, ...]]
    collective: tuple[str, ...]
    complements: dict[str, tuple[str, ...]]


class DemonymRow(msgspec.Struct, frozen=True):
    """What is read here of a row of `words/demonyms`."""

    country: str
    adjectives: tuple[str, ...] = ()
    inhabitants: tuple[str, ...] = ()


class PeopleLexicon:
    """Finds nouns for people in a run of lower-case words."""

    def __init__(self, pack: LanguagePack, inflector: Inflector) -> None:
        words = pack.table("words/groups", GroupWords)
        self._nouns: dict[str, tuple[str, ...]] = {}
        self._phrases: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
        for row in words.groups:
            groups = (row.group,) if row.group else ()
            for noun in row.nouns:
                self._add(noun, groups, inflector)
        self.adjectives = {form: group for group, forms in words.adjectives.items() for form in forms}
        self.worth = words.worth
        self.collective = frozenset(form for noun in words.collective for form in inflector.noun(noun))
        self.complements = {noun: group for group, nouns in words.complements.items() for noun in nouns}
        self.demonyms = {
            form.lower(): row.country
            for row in pack.table("words/demonyms", tuple[DemonymRow, ...])
            for form in (*row.adjectives, *row.inhabitants)
        }

    def match(self, words: Sequence[str], i: int) -> tuple[int, tuple[str, ...]] | None:
        """Number of words of the noun for people at `i` and its groups, or None."""
        for phrase, groups in self._phrases.get(words[i], ()):
            if tuple(words[i : i + len(phrase)]) == phrase:
                return len(phrase), groups
        groups_here = self._nouns.get(words[i])
        return None if groups_here is None else (1, groups_here)

    def complement(self, words: Sequence[str], i: int) -> tuple[str, ...]:
        """Group said by the few words from `i` on, the complement of a noun of none ("des forces de sécurité")."""
        return next(((group,) for word in words[i : i + 5] if (group := self.complements.get(word))), ())

    def _add(self, noun: str, groups: tuple[str, ...], inflector: Inflector) -> None:
        words = tuple(noun.lower().split(" "))
        if len(words) > 1:
            self._phrases.setdefault(words[0], []).append((words, groups))
            return
        for form in inflector.noun(noun):
            self._nouns.setdefault(form.lower(), groups)
