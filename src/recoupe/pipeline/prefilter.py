"""Which sentences are worth parsing: parsing costs more than everything else together.

A document without one possible trigger of violence or of troops is not parsed at all. In the others, sentences that may
hold a trigger are, those with a word of harm, of claiming or of denying, and those that may give the voice behind
an attack told just before. The words come from the language pack.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import msgspec

from recoupe.extract.harm import HarmLexicon
from recoupe.extract.numerals import NumberWords
from recoupe.extract.saying import SayingWords
from recoupe.extract.trigger_gate import Glance, TriggerGate
from recoupe.language.pack import LanguagePack
from recoupe.model.document import Document
from recoupe.pipeline.surface import Stretch, Surface, glances
from recoupe.text.normalise import plain

#: Sentences after one that tells an attack in which whoever is quoted is heard on it.
_SAID_AFTER = 2
#: The same in which whoever confirms or denies is.
_ANSWERED_AFTER = 6
#: An elided word keeps its apostrophe.
_WORD = re.compile(r"\w+'?")
_DIGIT = re.compile(r"\d")


class WorthParsing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table `words/worth_parsing`."""

    always: frozenset[str]
    #: Words that count only beside a number.
    counted: frozenset[str]


class Prefilter:
    """Decides by words and by the mentions that need no syntax."""

    def __init__(
        self, pack: LanguagePack, gate: TriggerGate, harm: HarmLexicon, look: Callable[[Document], Surface]
    ) -> None:
        self._gate = gate
        self._harm = harm
        self._look = look
        self._worth = pack.table("words/worth_parsing", WorthParsing)
        self._saying = pack.made(SayingWords)
        numbers = pack.table("words/numbers", NumberWords)
        several = (word for word, value in numbers.small.items() if value > 1)
        self._numbers = frozenset((*several, *numbers.hundreds, *numbers.thousands, *numbers.collectives))

    def keep(self, document: Document, sentences: Sequence[Stretch]) -> tuple[list[bool], Surface | None]:
        """For each sentence of the document, whether to parse it; and what was found to decide that.

        Nothing is found, and no sentence is kept, where no word tells of violence, troops or unrest.
        """
        if not self._gate.may_be_strong(plain(document.text).lower()):
            return [False] * len(sentences), None
        surface = self._look(document)
        seen = glances(surface, sentences)
        openings = [self._gate.weigh(glance, surface.topic) for glance in seen]
        if "strong" not in openings:
            return [False] * len(sentences), None
        kept: list[bool] = []
        for i, (glance, opening) in enumerate(zip(seen, openings, strict=True)):
            after = "strong" in openings[max(0, i - _SAID_AFTER) : i]
            answered = not after and "strong" in openings[max(0, i - _ANSWERED_AFTER) : i]
            kept.append(opening != "none" or self._told(glance, after=after, answered=answered))
            if i and kept[i] and self._saying.takes_up(glance.text):
                kept[i - 1] = True  # it tells who speaks
        return kept, surface

    def _told(self, glance: Glance, *, after: bool, answered: bool) -> bool:
        """Whether a sentence without a trigger tells of an event; `after`: one just before may tell an attack,
        `answered`: one not far before may.
        """
        words = frozenset(_WORD.findall(glance.text))
        if not self._worth.always.isdisjoint(words) or self._harm.may_tell(words):
            return True
        number = _DIGIT.search(glance.text) is not None or not self._numbers.isdisjoint(words)
        if number and not self._worth.counted.isdisjoint(words):
            return True
        return (after and self._saying.may_tell(glance.text, words)) or (answered and self._saying.may_answer(words))
