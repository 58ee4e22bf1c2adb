"""Shapes of `words/modality.yml` and `rules/modality.yml`, compiled for look-up."""

from __future__ import annotations

import msgspec

from recoupe.language.inflect import Inflector
from recoupe.language.pack import LanguagePack
from recoupe.model.errors import LanguageError
from recoupe.model.mentions import Mood


class _Phrases(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    mood: Mood
    phrases: tuple[str, ...]


class _Adjectives(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    mood: Mood
    words: frozenset[str]


class ModalityTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table `words/modality`; see the comments there."""

    negation: frozenset[str]
    negators: frozenset[str]
    restriction: frozenset[str]
    without: frozenset[str]
    no_determiner: frozenset[str]
    if_: frozenset[str] = msgspec.field(name="if")
    if_pronouns: frozenset[str]
    not_if: frozenset[str]
    if_phrases: tuple[str, ...]
    conditional: frozenset[str]
    conditional_endings: tuple[str, ...]
    future_endings: tuple[str, ...]
    go: frozenset[str]
    have: frozenset[str]
    be: frozenset[str]
    before_noun: tuple[_Phrases, ...]
    adjectives: tuple[_Adjectives, ...]
    habitual: frozenset[str]
    habitual_phrases: tuple[str, ...]
    historical_phrases: tuple[str, ...]
    generic: frozenset[str]
    kinds: frozenset[str]
    charging: frozenset[str]
    carriers: frozenset[str]
    durations: frozenset[str]
    governing: frozenset[str]
    contracted: frozenset[str]
    articles: frozenset[str]
    containers: frozenset[str]
    support_object: tuple[str, ...]
    support_subject: tuple[str, ...]
    aspect: tuple[str, ...]
    must: tuple[str, ...]
    had_to: frozenset[str]
    aims: frozenset[str]
    linking: frozenset[str]
    means: tuple[str, ...]


class ModalityRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A family of governing verbs and nouns; see the comment at the head of `rules/modality.yml`."""

    id: str
    mood: Mood
    verbs: tuple[str, ...]
    nouns: frozenset[str]
    examples: tuple[tuple[str, str], ...]
    counter_examples: tuple[tuple[str, str], ...]
    negated: Mood = "negated"
    negated_of: dict[str, Mood] = {}
    perfect: dict[str, Mood] = {}
    #: Verbs of the family that govern an infinitive only ("viser à frapper", never "viser un port").
    not_objects: frozenset[str] = frozenset()
    #: Verbs that govern a noun only ("repousser une attaque").
    only_objects: frozenset[str] = frozenset()
    #: Nouns that govern an indefinite noun only: "la préparation d'attentats", not "des attentats du 5 mai".
    indefinite_only: frozenset[str] = frozenset()
    #: Prepositions by which the family governs a noun; all of `governing` when empty.
    cases: frozenset[str] = frozenset()
    #: Verbs that govern no finite clause ("prévenir une attaque" is not "prévenir que").
    not_clause: frozenset[str] = frozenset()


class ModalityWords:
    """Look-ups by inflected form."""

    def __init__(self, pack: LanguagePack) -> None:
        self.table = pack.table("words/modality", ModalityTable)
        self.rules = pack.table("rules/modality", tuple[ModalityRule, ...])
        self._inflector = Inflector(pack)
        irregular = pack.table("words/modality_forms", dict[str, tuple[str, ...]])
        self._irregular = irregular
        self.verbs: dict[str, tuple[ModalityRule, str]] = {}
        self.nouns: dict[str, ModalityRule] = {}
        for rule in self.rules:
            for lemma in rule.verbs:
                for form in self.forms(lemma):
                    self.verbs.setdefault(form, (rule, lemma))
            for noun in rule.nouns:
                self.nouns[noun] = rule
        self.support_object = self._all(self.table.support_object)
        self.support_subject = self._all(self.table.support_subject)
        self.aspect = self._all(self.table.aspect)
        self.means = self._all(self.table.means)
        self.adjectives = {word: row.mood for row in self.table.adjectives for word in row.words}
        self.must = self._all(self.table.must) - self.table.had_to
        #: First word of a phrase before a noun, with the whole phrase and its mood.
        self.before = tuple((phrase, row.mood) for row in self.table.before_noun for phrase in row.phrases)

    def forms(self, lemma: str) -> frozenset[str]:
        """Inflected forms; irregular verbs are listed in `words/modality_forms.yml`.

        Raises:
            LanguageError: neither the list nor a paradigm knows the verb.
        """
        bare = lemma.rsplit(" ", 1)[-1]
        if bare in self._irregular:
            return frozenset(self._irregular[bare])
        try:
            return self._inflector.verb(bare)
        except LanguageError as error:
            raise LanguageError(f"rules/modality.yml: {error}") from error

    def _all(self, lemmas: tuple[str, ...]) -> frozenset[str]:
        return frozenset(form for lemma in lemmas for form in self.forms(lemma))
