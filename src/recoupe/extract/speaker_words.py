"""The words that say who can speak, compiled for look-up: `words/sources.yml` and outlets of `words/saying.yml`."""

from __future__ import annotations

from typing import Literal

import msgspec

from recoupe.extract.wordline import WordLine
from recoupe.language.inflect import Inflector
from recoupe.language.pack import LanguagePack
from recoupe.text.normalise import fold

SpeakerKind = Literal["person", "local", "office", "post", "body", "document", "name", "pronoun", "other"]


class SpeakerTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table `words/sources`; see the comment at its head for what each list is for."""

    persons: tuple[str, ...]
    locals: tuple[str, ...]
    offices: tuple[str, ...]
    posts: tuple[str, ...]
    ranks: frozenset[str]
    titles: frozenset[str]
    bodies: tuple[str, ...]
    before: frozenset[str]
    indefinite: frozenset[str]
    definite: frozenset[str]
    demonstrative: frozenset[str]
    anaphors: frozenset[str]
    feminine: frozenset[str]
    plural: frozenset[str]
    impersonal: frozenset[str]
    anonymity: tuple[str, ...]
    name_links: frozenset[str]
    particles: frozenset[str]
    body_links: frozenset[str]
    bare_links: frozenset[str]
    article: frozenset[str]
    of: frozenset[str]
    at: tuple[str, ...]
    and_: frozenset[str] = msgspec.field(name="and")
    days: frozenset[str]
    naming: frozenset[str]
    surnamed: frozenset[str]
    in_short: frozenset[str]
    body_prefixes: frozenset[str]
    adjectives: frozenset[str]
    prefixes: tuple[str, ...]
    singular_determiners: frozenset[str]
    plural_determiners: frozenset[str]
    one: frozenset[str]
    after_and: frozenset[str]
    bare_of: frozenset[str]
    contracted: frozenset[str]
    coordinated: frozenset[str]
    by: frozenset[str]
    titles_masculine: frozenset[str]
    titles_feminine: frozenset[str]
    none: frozenset[str]
    not_first_names: frozenset[str]
    vague: frozenset[str]
    latter: frozenset[str]
    reporters: frozenset[str]
    outlet_bodies: frozenset[str]
    group_bodies: frozenset[str]
    aid_bodies: frozenset[str]


class _Country(msgspec.Struct, frozen=True):
    """The part of a row of `words/demonyms` that is read here."""

    name: str
    adjectives: tuple[str, ...] = ()


class Phrases:
    """Phrases of one or more words with a value each, matched longest first on a word line."""

    def __init__(self) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}

    def add(self, phrase: str, value: str) -> None:
        """A phrase as written; an elided word keeps its apostrophe and stands alone ("chef d' état-major")."""
        words = tuple(phrase.lower().replace("'", "' ").split())
        rows = self._by_first.setdefault(words[0], [])
        rows.append((words, value))
        rows.sort(key=lambda row: -len(row[0]))

    def match(self, line: WordLine, at: int) -> tuple[int, str] | None:
        """End and value of the longest phrase that begins at word `at`."""
        rows = self._by_first.get(line.lows[at]) if 0 <= at < len(line.lows) else None
        if rows is None:
            return None
        for words, value in rows:
            end = at + len(words)
            if len(words) == 1 or line.lows[at:end] == words:
                return end, value
        return None

    def alone(self, word: str) -> str | None:
        """Value of the phrase that is one word."""
        return next((value for words, value in self._by_first.get(word, ()) if len(words) == 1), None)

    def starts(self) -> frozenset[str]:
        """First words of the phrases: a quick test before `match`."""
        return frozenset(self._by_first)


class SpeakerWords:
    """Compiled look-ups. Built once per language pack."""

    def __init__(
        self,
        pack: LanguagePack,
        documents: frozenset[str],
        outlets: tuple[str, ...],
        speech: frozenset[str],
        cites: frozenset[str],
    ) -> None:
        #: Forms of the verbs of saying: never an adjective of the noun before them.
        self.speech = speech
        #: Forms of the verbs whose agent relays a document and did not write it ("un communiqué CITÉ par Reuters").
        self.cites = cites
        self.table = table = pack.table("words/sources", SpeakerTable)
        inflector = Inflector(pack)
        self.heads = Phrases()
        self.singular: dict[str, str] = {}
        kinds: tuple[tuple[SpeakerKind, tuple[str, ...]], ...] = (
            ("body", table.bodies),
            ("person", table.persons),
            ("local", table.locals),
            ("office", table.offices),
            ("post", table.posts),
            ("document", tuple(documents)),
        )
        self._seen: set[str] = set()
        # A later list wins over an earlier one: "chef de la diplomatie" is a post before it is an office.
        for kind, words in reversed(kinds):
            for word in words:
                for form in inflector.noun(word):
                    self.singular.setdefault(form.lower(), word.lower())
                    if form.lower() not in self._seen:
                        self._seen.add(form.lower())
                        self.heads.add(form, kind)
                        for prefix in table.prefixes if kind in ("person", "office", "post") else ():
                            self.heads.add(prefix + form, kind)
        self.firstnames = frozenset(fold(name) for name in pack.table("words/firstnames", tuple[str, ...]))
        self.at = Phrases()
        for phrase in table.at:
            self.at.add(phrase, phrase)
        self.outlets = Phrases()
        for outlet in outlets:
            self.outlets.add(outlet, outlet)
        countries = pack.table("words/demonyms", tuple[_Country, ...])
        self.demonyms = {adjective: row.name for row in countries for adjective in row.adjectives}

    def head(self, line: WordLine, at: int) -> tuple[int, SpeakerKind] | None:
        """End and kind of the noun of a speaker at word `at`."""
        found = self.heads.match(line, at)
        if found is None and (kind := self._compound(line, at)) is not None:
            return at + 1, kind
        return None if found is None else (found[0], found[1])  # type: ignore[return-value]

    def _compound(self, line: WordLine, at: int) -> SpeakerKind | None:
        """The kind of a noun with a hyphen that no list holds: "ministre-adjoint" is one, "Saint-Maire" is no mayor."""
        low = line.low(at)
        first, hyphen, rest = low.partition("-")
        if not hyphen or not first or not rest or line.words[at].text[0].isupper():
            return None
        rows = self.heads.alone(first)
        return None if rows not in ("person", "office", "post") else rows  # type: ignore[return-value]

    def outlet(self, line: WordLine, at: int) -> int | None:
        """End of the outlet's name at word `at`; a lower-case word is no name ("le monde")."""
        found = self.outlets.match(line, at)
        if found is None:
            return None
        initials = [line.words[k] for k in range(at, found[0]) if line.words[k].low not in self.table.article]
        return found[0] if all(w.text[0].isupper() or w.text[0].isdigit() for w in initials[:1]) else None
