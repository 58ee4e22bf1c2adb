"""Whether a sentence can hold a trigger, told by its words alone, before anything is spent on its syntax.

Every test here is a necessary condition of `TriggerExtractor`: a sense whose companion, whose argument of the right
class or whose preposition is not even in the sentence cannot be read from its tree.
"""

from __future__ import annotations

import itertools
import re
from typing import Literal, NamedTuple

import msgspec

from recoupe.extract.function_words import FunctionWords
from recoupe.extract.trigger_lexicon import TAGS, Condition, TriggerEntry, TriggerLexicon
from recoupe.extract.trigger_topic import Topic, TopicReader
from recoupe.language.inflect import Inflector
from recoupe.language.pack import LanguagePack

_WORD = re.compile(r"\w[\w-]*")
#: Tags that only a parsed sentence gives: taken for granted.
_UNSEEN = frozenset({"site", "toll"})
#: Words before and after a trigger among which its companion stands: at least what `ConditionReader` looks through.
_BEFORE, _AFTER = 5, 11
#: Conditions on the tree that no word tells.
_SYNTAX = frozenset({"any", "none", "pronoun", "infinitive"})


#: What a sentence may hold: no trigger; one; one of violence, troops or unrest.
Opening = Literal["none", "some", "strong"]


class Glance(msgspec.Struct, frozen=True):
    """A sentence before it is parsed: its words (plain, lower case) and the tags of the mentions in it."""

    text: str
    tags: frozenset[str]


class _Sense(NamedTuple):
    kind: str
    verbal: bool
    strong: bool
    stems: tuple[str, ...] | None
    needs: tuple[Condition, ...]
    requires: tuple[Condition, ...]
    #: Classes that rule the sense out wherever they stand in the sentence.
    refused: frozenset[str]


class TriggerGate:
    """Tells sentences that may hold a trigger from those that cannot."""

    def __init__(self, pack: LanguagePack, lexicon: TriggerLexicon, topics: TopicReader) -> None:
        self._lexicon = lexicon
        self._topics = topics
        words = pack.table("rules/functions", FunctionWords)
        marks = words.marks
        #: Prepositions of one form: a function named by one needs the word. "De" and "à" are everywhere.
        self._prepositions = {base for base, forms in words.base.items() if forms == (base,)}
        supports = lexicon.supports
        #: Functions that a support verb lends to a noun without their preposition ("a subi": "contre").
        self._lent = frozenset({marks.agent, marks.opposed, *supports.between})
        inflector = Inflector(pack)
        lending = {*supports.perform, *supports.undergo, *supports.undergo_with, *supports.occur}
        forms = (inflector.verb(word) if inflector.knows(word) else {word} for word in lending)
        self._lenders = frozenset(itertools.chain.from_iterable(forms))
        self._senses = {
            form: tuple(
                [self._sense(entry, verbal=True) for entry in lexicon.verbs.get(form, ())]
                + [self._sense(entry, verbal=False) for entry in lexicon.nouns.get(form, ())]
            )
            for form in {*lexicon.verbs, *lexicon.nouns}
        }

    def may_be_strong(self, text: str) -> bool:
        """Whether a plain, lower-cased text has a word that may tell of violence, troops or unrest."""
        return any(sense.strong for form in self._lexicon.hints(text) for sense in self._senses[form])

    def weigh(self, sentence: Glance, topic: Topic) -> Opening:
        """Whether no trigger can stand in a sentence of a document about `topic`, one may, or one of violence may."""
        classes = self._lexicon.classes
        words = _WORD.findall(sentence.text)
        have = {name for word in words if word in classes for name in classes[word]}
        have |= sentence.tags | _UNSEEN
        best: Opening = "none"
        for form in self._lexicon.hints(sentence.text):
            for sense in self._senses[form]:
                if best == "some" and not sense.strong:
                    continue
                if self._topics.records(topic, sense.kind) and self._possible(sense, form, words, have):
                    if sense.strong:
                        return "strong"
                    best = "some"
        return best

    def _sense(self, entry: TriggerEntry, *, verbal: bool) -> _Sense:
        check = self._lexicon.conditions
        refused = (check[text] for text in entry.refuses)
        return _Sense(
            kind=entry.kind,
            verbal=verbal,
            strong=self._lexicon.is_strong(entry),
            stems=self._lexicon.stems_beside(entry),
            needs=tuple(check[text] for text in entry.needs),
            requires=tuple(check[text] for text in entry.requires),
            refused=frozenset(c.kind for c in refused if c.function == "near") - TAGS,
        )

    def _possible(self, sense: _Sense, form: str, words: list[str], have: set[str]) -> bool:
        if sense.stems is not None and not self._has_companion(sense.stems, form, words):
            return False
        for conditions in (sense.needs, sense.requires):
            if conditions and not any(self._satisfiable(c, sense, words, have) for c in conditions):
                return False
        if sense.refused & have:
            classes = self._lexicon.classes
            return not any(word != form and not sense.refused.isdisjoint(classes.get(word, ())) for word in words)
        return True

    def _has_companion(self, stems: tuple[str, ...], form: str, words: list[str]) -> bool:
        """Whether a word that begins like a companion stands near the form."""
        if form not in words:  # a part of a word with hyphens
            return any(word.startswith(stems) for word in words)
        return any(
            near.startswith(stems)
            for i, word in enumerate(words)
            if word == form
            for near in words[max(0, i - _BEFORE) : i + 1 + _AFTER]
        )

    def _satisfiable(self, condition: Condition, sense: _Sense, words: list[str], have: set[str]) -> bool:
        function, kind = condition
        if function == "support":
            return True
        if kind not in have and kind not in _SYNTAX:
            return False
        if function not in self._prepositions or kind == "none" or function in words:
            return True
        return not sense.verbal and function in self._lent and not self._lenders.isdisjoint(words)
