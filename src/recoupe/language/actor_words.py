"""Words that name actors, and the countries they join with: tables of a language pack that several rooms read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Literal, TypeVar

import msgspec

from recoupe.language.pack import LanguagePack
from recoupe.model.errors import LanguageError
from recoupe.model.values import ActorClass
from recoupe.text.level import level

T = TypeVar("T")


class Demonym(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One country as the language names it; see the head of words/demonyms.yml."""

    country: str
    name: str
    de: tuple[str, ...]
    adjectives: tuple[str, ...]
    capital: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


class BranchName(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Preferred name of a state's branch and its other names, with places for the nationality."""

    id: str
    name: str
    names: tuple[str, ...] = ()


class Complement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that say which ministry: "de la Défense"."""

    branch: str
    forms: tuple[str, ...]


class Noun(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A common noun that names an actor; see the head of words/actors.yml."""

    id: str
    gender: Literal["m", "f"]
    role: Literal["state", "group", "people"]
    actor_class: ActorClass = msgspec.field(name="class")
    sg: tuple[str, ...] = ()
    pl: tuple[str, ...] = ()
    branch: str | None = None
    name: str | None = None
    antecedents: tuple[ActorClass, ...] = ()
    members: bool = False
    title: bool = False
    complement: bool = False
    places: bool = False
    bare: bool = True
    #: Whether it names men or machines of a force, not the force.
    crew: bool = False
    #: Branch of the state that the noun is with a nationality ("un commando israélien"), when it is a group without.
    nation_branch: str | None = None
    #: Registry id that the noun alone stands for when the text names nothing closer.
    default: str | None = None


class Backed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a group is said to be backed by a state ("pro-iraniennes", "soutenus par l'Iran"), and the name of such
    groups.
    """

    name: str
    before_adjective: tuple[str, ...]
    before_country: tuple[str, ...]
    articles: tuple[str, ...]


class Determiners(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Determiners that call for an antecedent, and words that may stand between one and its noun."""

    definite: frozenset[str]
    #: Those that make a people noun its state ("les Américains ont frappé").
    plural: frozenset[str]
    between: frozenset[str]
    #: Other words after which a noun may begin.
    openers: frozenset[str]


class ActorWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table words/actors."""

    branches: tuple[BranchName, ...]
    complements: tuple[Complement, ...]
    nouns: tuple[Noun, ...]
    qualifiers: tuple[str, ...]
    also_adjectives: tuple[str, ...]
    group_adjectives: tuple[str, ...]
    stateless: tuple[str, ...]
    backed: Backed
    determiners: Determiners
    links: tuple[str, ...]
    joins: tuple[str, ...]
    group_leader: str
    organisations: frozenset[str]
    particles: tuple[str, ...]
    noble_particles: tuple[str, ...]
    not_names: frozenset[str]
    not_after: frozenset[str]
    no_state_beside: frozenset[str]
    no_state_after: frozenset[str]
    people_only: frozenset[str]
    heads: dict[ActorClass, tuple[str, ...]]
    named_by: tuple[str, ...]
    named_links: tuple[str, ...]
    alias_cues: tuple[str, ...]


class ActorLexicon(msgspec.Struct, frozen=True):
    """Everything the language says about actors that the registry does not."""

    words: ActorWords
    countries: Mapping[str, Demonym]
    nouns: Mapping[str, Noun]
    first_names: tuple[str, ...]
    #: First words, levelled, of the nouns for men and machines of a force.
    crews: frozenset[str] = frozenset()

    def branch_name(self, country: str, branch: str) -> str:
        """Preferred name of a branch: `branch_name("ML", "forces")` is "Forces armées maliennes"."""
        return self.branch_names(country, branch)[0]

    def branch_names(self, country: str, branch: str) -> tuple[str, ...]:
        """Names of a branch, the preferred one first."""
        row = next(b for b in self.words.branches if b.id == branch)
        return tuple(fill(template, self.countries[country]) for template in (row.name, *row.names))


def fill(template: str, demonym: Demonym) -> str:
    """Put the forms of a nationality into a template of the pack."""
    ms, fs, mp, fp = demonym.adjectives[:4]
    return template.format(ms=ms, fs=fs, mp=mp, fp=fp, name=demonym.name)


def load_actor_lexicon(pack: LanguagePack) -> ActorLexicon:
    """Read words/actors, words/demonyms and words/firstnames of a pack.

    Raises:
        LanguageError: a table is missing or malformed, an id is given twice, a country has fewer than four adjectives.
    """
    words = pack.table("words/actors", ActorWords)
    demonyms = pack.table("words/demonyms", tuple[Demonym, ...])
    for demonym in demonyms:
        if len(demonym.adjectives) < 4:
            raise LanguageError(f"words/demonyms.yml: {demonym.country}: adjectives need four forms (ms, fs, mp, fp)")
    return ActorLexicon(
        words,
        _unique("words/demonyms.yml", demonyms, lambda d: d.country),
        _unique("words/actors.yml", words.nouns, lambda n: n.id),
        pack.table("words/firstnames", tuple[str, ...]),
        frozenset(level(form).split()[0] for noun in words.nouns if noun.crew for form in (*noun.sg, *noun.pl)),
    )


def _unique(file: str, rows: Iterable[T], key: Callable[[T], str]) -> dict[str, T]:
    found: dict[str, T] = {}
    for row in rows:
        if key(row) in found:
            raise LanguageError(f"{file}: {key(row)!r} is given twice; ids are unique")
        found[key(row)] = row
    return found
