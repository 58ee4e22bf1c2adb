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
#: Sentences after and before one that tells an attack in which victims, weapons, claims and denials are its own.
_TOLD_AFTER, _TOLD_BEFORE = 3, 2
#: Words before what is counted among which its number stands.
_COUNT_BEFORE = 4
#: An elided word keeps its apostrophe.
_WORD = re.compile(r"\w+'?")
_DIGIT = re.compile(r"\d")


class WorthParsing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table `words/worth_parsing`."""

    always: frozenset[str]
    #: Words that count only beside a number.
    counted: frozenset[str]


class _Account(msgspec.Struct, frozen=True):
    """What is read here of the table `rules/discourse`."""

    #: Words of an account, one of which who speaks of an attack without naming it must say.
    account: frozenset[str]


class Prefilter:
    """Decides by words and by the mentions that need no syntax."""

    def __init__(
        self, pack: LanguagePack, gate: TriggerGate, harm: HarmLexicon, look: Callable[[Document], Surface]
    ) -> None:
        self._gate = gate
        self._harm = harm
        self._look = look
        self._worth = pack.table("words/worth_parsing", WorthParsing)
        self._account = pack.table("rules/discourse", _Account).account
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
            near = after or "strong" in openings[max(0, i - _TOLD_AFTER) : i + 1 + _TOLD_BEFORE]
            kept.append(opening != "none" or self._told(glance, after=after, answered=answered, near=near))
            if i and kept[i] and self._saying.takes_up(glance.text) and self._saying.speaks(seen[i - 1].text):
                kept[i - 1] = True  # it tells who speaks
        return kept, surface

    def _told(self, glance: Glance, *, after: bool, answered: bool, near: bool) -> bool:
        """Whether a sentence without a trigger tells of an event; `after`: one just before may tell an attack,
        `answered`: one not far before may, `near`: one around may.
        """
        row = _WORD.findall(glance.text)
        words = frozenset(row)
        number = _DIGIT.search(glance.text) is not None or not self._numbers.isdisjoint(words)
        # Far from an attack harm is a figure, if anything.
        if (near or number) and self._harm.may_tell(row, number=number):
            return True
        if (near or answered) and not self._worth.always.isdisjoint(words):
            return True
        if number and not self._worth.counted.isdisjoint(words) and self._is_counted(row):
            return True
        if after:
            account = "weapon" in glance.tags or not self._account.isdisjoint(words)
            return self._saying.may_tell(glance.text, words, account=account)
        return answered and self._saying.may_answer(glance.text, words)

    def _is_counted(self, row: list[str]) -> bool:
        """Whether a number stands not far before a word that counts beside one only."""
        return any(
            word in self._worth.counted
            and any(near in self._numbers or near[0].isdigit() for near in row[max(0, i - _COUNT_BEFORE) : i])
            for i, word in enumerate(row)
        )
