"""The lexicon of harm: verbs, nouns and little words (`words/harm`), compiled to forms."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal

import msgspec

from recoupe.language.inflect import Inflector
from recoupe.language.pack import LanguagePack
from recoupe.model.values import TollKind

Frame = Literal["object", "subject", "to"]
#: Words before a verb among which its "en" stands.
_OF_THEM = 4


class VerbRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Verbs of one kind and frame; fields are explained at the head of words/harm.yml."""

    kind: TollKind
    frame: Frame
    persons: bool
    verbs: tuple[str, ...]
    participles: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()
    negated: bool = False
    #: Groups (null: none) that the victims must be of, where the verb says harm of some only ("perdre seize hommes").
    people: tuple[str | None, ...] = ()
    #: Victims must be counted ("ont inhumé douze hommes"); fewer than `least` are none; the count is of some only.
    counted: bool = False
    least: int = 0
    open: bool = False
    #: The verb must say how badly ("grièvement atteints").
    graded: bool = False


class Figuring(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Verbs and words that tell a part as the subject ("deux figurent parmi les tués")."""

    verbs: tuple[str, ...]
    among: tuple[tuple[str, ...], ...]


class NounRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns for victims. `open`: counted ones are not all; `both`: a zero says neither dead nor wounded."""

    kind: TollKind
    nouns: tuple[str, ...]
    open: bool = False
    both: bool = False
    #: Only counted ones are people ("quatre pertes", "aucune perte"; "des pertes" may be money).
    counted_only: bool = False


class DeedRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns of a deed whose complement names the victims."""

    kind: TollKind
    nouns: tuple[str, ...]
    #: Whether a bare name may be its complement ("la mort de X"; not "la capture de X", which may be a town).
    names: bool = False


class Balance(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns of a count and the words before its number."""

    nouns: tuple[str, ...]
    count: frozenset[str]
    before: tuple[str, ...]
    carrying: tuple[str, ...]


class Later(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of a death that follows an attack: verbs, and what stands after a verb of dying."""

    verbs: tuple[str, ...]
    after: frozenset[str]


class Freed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that set captives free."""

    verbs: tuple[str, ...]
    nouns: tuple[str, ...]


class HarmWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The table `words/harm`."""

    verbs: tuple[VerbRow, ...]
    nouns: tuple[NounRow, ...]
    deeds: tuple[DeedRow, ...]
    balance: Balance
    freed: Freed
    later: Later
    deadly: frozenset[str]
    inverting: frozenset[str]
    finding: tuple[str, ...]
    no_longer: frozenset[str]
    graded: frozenset[str]
    figuring: Figuring
    recounting: tuple[str, ...]
    pronoun_of_them: str
    only: frozenset[str]
    forced: frozenset[str]
    standing: frozenset[str]
    inserted: tuple[str, ...]
    own: frozenset[str]
    parts: tuple[str, ...]
    not_before: frozenset[str]
    at_least: tuple[tuple[str, ...], ...]
    as_well: tuple[tuple[str, ...], ...]
    among: frozenset[str]
    all_words: frozenset[str] = msgspec.field(name="all")
    attempts: frozenset[str]
    openers: frozenset[str]
    quotes: frozenset[str]
    conditions: frozenset[str]
    of_them: frozenset[str]
    them: frozenset[str]
    others: frozenset[str]
    of_the_one: frozenset[str]
    he: frozenset[str]
    without: frozenset[str]
    neither: frozenset[str]
    nobody: frozenset[str]
    negation: frozenset[str]
    negative_particle: frozenset[str]
    have: frozenset[str]
    be: frozenset[str]
    been: frozenset[str]
    achieved: frozenset[str]
    infinitive_links: frozenset[str]
    of: frozenset[str]
    averted: frozenset[str]
    announcing: frozenset[str]
    possessive: frozenset[str]
    modal: frozenset[str]
    fillers: frozenset[str]
    light: frozenset[str]
    one: frozenset[str]
    list_joints: frozenset[str]
    conjunctions: frozenset[str]
    not_word: frozenset[str]
    lasting: frozenset[str]
    some: frozenset[str]
    the_one: frozenset[str]
    the_many: frozenset[str]
    of_the_many: frozenset[str]


class HarmVerb(msgspec.Struct, frozen=True):
    """One sense of a verb form. `role` is the form's mood as far as its spelling tells."""

    row: VerbRow
    role: Literal["participle", "infinitive", "other"]
    tails: tuple[tuple[str, ...], ...]


class HarmLexicon:
    """Forms of harm words. `forms` are all of them, for a quick look at whether a sentence speaks of harm at all."""

    def __init__(self, pack: LanguagePack, inflector: Inflector) -> None:
        self.words = words = pack.table("words/harm", HarmWords)
        self.verbs: dict[str, list[HarmVerb]] = {}
        for row in words.verbs:
            tails = tuple(tuple(tail.replace("'", "' ").split()) for tail in row.tail)
            for verb in row.verbs:
                participles = inflector.participles(verb)
                for form in inflector.verb(verb):
                    role: Literal["participle", "infinitive", "other"]
                    role = "participle" if form in participles else "infinitive" if form == verb else "other"
                    self.verbs.setdefault(form, []).append(HarmVerb(row, role, tails))
            for form in row.participles:
                self.verbs.setdefault(form, []).append(HarmVerb(row, "participle", tails))
        # Senses with a tail are tried first: "enlever la vie à" is no kidnapping.
        for senses in self.verbs.values():
            senses.sort(key=lambda sense: not sense.tails)
        self.nouns = {form: row for row in words.nouns for noun in row.nouns for form in inflector.noun(noun)}
        self.deeds = {form: row for row in words.deeds for noun in row.nouns for form in inflector.noun(noun)}
        self.freed = frozenset(
            form
            for forms in (
                *(inflector.verb(v) for v in words.freed.verbs),
                *(inflector.noun(n) for n in words.freed.nouns),
            )
            for form in forms
        )
        self.succumbing = frozenset(form for verb in words.later.verbs for form in inflector.verb(verb))
        self.achieved = frozenset(form for verb in words.achieved for form in inflector.verb(verb))
        self.averted = frozenset(form for verb in words.averted for form in inflector.verb(verb))
        self.announcing = frozenset(form for verb in words.announcing for form in inflector.verb(verb))
        self.balance = frozenset(form for noun in words.balance.nouns for form in inflector.noun(noun))
        self.carrying = frozenset(form for verb in words.balance.carrying for form in inflector.verb(verb))
        self.figuring = frozenset(form for verb in words.figuring.verbs for form in inflector.verb(verb))
        self.finding = frozenset(form for verb in words.finding for form in inflector.verb(verb))
        self.recounting = frozenset(form for verb in words.recounting for form in inflector.verb(verb))
        self.inserted = tuple(tuple(phrase.replace("'", "' ").split()) for phrase in words.inserted)
        self.parts = tuple(tuple(phrase.split(" ")) for phrase in words.parts)
        self.forms = frozenset((*self.verbs, *self.nouns, *self.deeds, *self.balance))
        #: Nouns that are participles too ("deux tués", "deux soldats tués").
        self.twofold = frozenset(self.nouns).intersection(self.verbs)

    def recounts(self, words: Collection[str]) -> bool:
        """Whether a sentence with these words may count again what was counted before ("n'en retient que sept")."""
        return self.words.pronoun_of_them in words and not self.recounting.isdisjoint(words)

    def may_tell(self, row: Sequence[str], *, number: bool) -> bool:
        """Whether a sentence of these words (lower case) can tell of harm to people, before its syntax is known.

        `number`: one of them is a number.
        """
        words = frozenset(row)
        for word in self.forms & words:
            senses = self.verbs.get(word)
            if senses is None or word in self.nouns:
                return True
            if any(not sense.tails or any(words >= set(tail) for tail in sense.tails) for sense in senses):
                return True
        return number and any(
            word in self.recounting and self.words.pronoun_of_them in row[max(0, i - _OF_THEM) : i]
            for i, word in enumerate(row)
        )
