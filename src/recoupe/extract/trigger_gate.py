"""Whether a sentence can hold a trigger, told by its words alone, before anything is spent on its syntax.

Every test here is a necessary condition of `TriggerExtractor`: a sense whose companion, whose argument of the right
class or whose preposition is not even in the sentence cannot be read from its tree.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Mapping, Set
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
#: Words behind an ordinal among which the preposition stands that makes an event of it.
_BEHIND = 8
#: Conditions on the tree that no word tells.
_SYNTAX = frozenset({"any", "none", "pronoun", "infinitive"})


#: What a sentence may hold: no trigger; one; one of violence, troops or unrest.
Opening = Literal["none", "some", "strong"]


class Glance(msgspec.Struct, frozen=True):
    """A sentence before it is parsed: its words (plain, lower case) and the tags of the mentions in it."""

    text: str
    tags: frozenset[str]
    #: Offset in `text` of the last mention that gives each tag; a tag without one may stand anywhere.
    last: Mapping[str, int] = {}


class _Words(NamedTuple):
    """The words of a sentence and what they are: how many are of each class, and which tags its mentions give."""

    words: list[str]
    classes: Counter[str]
    sentence: Glance

    @property
    def tags(self) -> frozenset[str]:
        """What the mentions give."""
        return self.sentence.tags

    def provides(self, kind: str, but: Set[str]) -> bool:
        """Whether a mention or a word is of a kind, one word of the classes `but` left aside."""
        return kind in self.tags or kind in _UNSEEN or self.classes[kind] > (kind in but)


class _Sense(NamedTuple):
    kind: str
    verbal: bool
    strong: bool
    #: Stands with a reflexive pronoun only.
    pronominal: bool
    #: Tells one of several events told before.
    part: bool
    #: Starts of companions of one word, and companions of several, of which one must be there; None: none must.
    stems: tuple[str, ...] | None
    phrases: tuple[tuple[str, ...], ...]
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
        #: Pronouns without their apostrophe: "s'" is the word "s" here.
        self._reflexive = frozenset(word.rstrip("'") for word in words.reflexive)
        supports = lexicon.supports
        #: The preposition of a noun's own complement.
        self._complement = marks.complement
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
        have = _Words(words, Counter(name for word in words if word in classes for name in classes[word]), sentence)
        best: Opening = "none"
        for form in self._lexicon.hints(sentence.text):
            for sense in self._senses[form]:
                if best == "some" and not sense.strong:
                    continue
                if self._topics.records(topic, sense.kind) and self._possible(sense, form, have):
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
            pronominal=entry.pronominal,
            part=entry.part,
            stems=self._lexicon.stems_beside(entry),
            phrases=tuple(tuple(_WORD.findall(text)) for text in self._lexicon.phrases_beside(entry)),
            needs=tuple(check[text] for text in entry.needs),
            requires=tuple(check[text] for text in entry.requires),
            refused=frozenset(c.kind for c in refused if c.function == "near") - TAGS,
        )

    def _possible(self, sense: _Sense, form: str, have: _Words) -> bool:
        words = have.words
        if sense.pronominal and self._reflexive.isdisjoint(words):
            return False
        if sense.stems is not None and not self._has_companion(sense, form, words):
            return False
        # The trigger is no argument of its own, nor does it stand beside itself.
        own = self._lexicon.classes.get(form, _NOTHING) if form in words else _NOTHING
        for conditions in (sense.needs, sense.requires):
            if conditions and not any(self._satisfiable(c, sense, form, have, own) for c in conditions):
                return False
        return not any(have.classes[kind] > (kind in own) for kind in sense.refused)

    def _has_companion(self, sense: _Sense, form: str, words: list[str]) -> bool:
        """Whether a word that begins like a companion stands near the form, or one of several words after it."""
        stems, phrases = sense.stems or (), sense.phrases
        if form not in words:  # a part of a word with hyphens
            return any(word.startswith(stems) for word in words) or any(_stands(phrase, words) for phrase in phrases)
        for i, word in enumerate(words):
            if word != form:
                continue
            if stems and any(near.startswith(stems) for near in words[max(0, i - _BEFORE) : i + 1 + _AFTER]):
                return True
            if any(_stands(phrase, words[i + 1 : i + 1 + _AFTER]) for phrase in phrases):
                return True
        return False

    def _satisfiable(self, condition: Condition, sense: _Sense, form: str, have: _Words, own: Set[str]) -> bool:
        function, kind = condition
        if function == "support":
            return True
        if kind not in _SYNTAX and not have.provides(kind, own):
            return False
        if function == "with" and kind not in have.tags and kind not in _UNSEEN:
            return self._is_beside(kind, form, have.words)
        if function == self._complement and not sense.verbal and kind not in _SYNTAX:
            return self._is_behind(kind, form, have)
        if function not in self._prepositions or kind == "none":
            return True
        if sense.part and not sense.verbal:  # "le premier contre le mur": right behind, or nothing
            return _follows(form, function, have.words)
        return function in have.words or (
            not sense.verbal and function in self._lent and not self._lenders.isdisjoint(have.words)
        )

    def _is_behind(self, kind: str, form: str, have: _Words) -> bool:
        """Whether a mention or a word of a kind stands behind the form: a noun's complement follows it."""
        if form not in have.words or kind in _UNSEEN:
            return True
        if kind in have.tags:
            sentence = have.sentence
            if kind not in sentence.last or sentence.last[kind] > sentence.text.find(form):
                return True
        classes = self._lexicon.classes
        return any(kind in classes.get(word, _NOTHING) for word in have.words[have.words.index(form) + 1 :])

    def _is_beside(self, kind: str, form: str, words: list[str]) -> bool:
        """Whether a word of a class stands near the form."""
        classes = self._lexicon.classes
        if form not in words:
            return True
        return any(
            kind in classes.get(near, _NOTHING)
            for i, word in enumerate(words)
            if word == form
            for near in (*words[max(0, i - _BEFORE) : i], *words[i + 1 : i + 1 + _AFTER])
        )


def _follows(form: str, word: str, words: list[str]) -> bool:
    """Whether a word stands among those right behind a form."""
    return any(word in words[i + 1 : i + 1 + _BEHIND] for i, other in enumerate(words) if other == form)


_NOTHING: frozenset[str] = frozenset()


def _stands(phrase: tuple[str, ...], words: list[str]) -> bool:
    """Whether words stand together, in their order."""
    length = len(phrase)
    return any(tuple(words[i : i + length]) == phrase for i, word in enumerate(words) if word == phrase[0])
