"""Which sentences are worth parsing: parsing costs more than everything else together.

A document without one possible trigger of violence or of troops is not parsed at all; in the others, sentences that may
hold a trigger, a word of harm, or a word of claiming and denying are, and those that quote someone right after. The
lists come from the language pack.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from recoupe.extract.harm import HarmLexicon
from recoupe.extract.saying import SayingWords
from recoupe.extract.trigger_gate import TriggerGate
from recoupe.language.pack import LanguagePack
from recoupe.model.document import Document
from recoupe.pipeline.surface import Stretch, Surface, glances
from recoupe.text.normalise import plain

#: Sentences after one that tells an attack in which whoever is quoted is heard on it.
_SAID_AFTER = 2
_MARKS = frozenset('«"“')
#: An elided word keeps its apostrophe.
_WORD = re.compile(r"\w+'?")


class Prefilter:
    """Decides by words and by the mentions that need no syntax."""

    def __init__(
        self, pack: LanguagePack, gate: TriggerGate, harm: HarmLexicon, look: Callable[[Document], Surface]
    ) -> None:
        self._gate = gate
        self._harm = harm
        self._look = look
        self._speech = pack.made(SayingWords).speakers.speech
        self._also = frozenset(pack.table("words/worth_parsing", tuple[str, ...]))

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
        kept = [o != "none" or self._told(g.text) for o, g in zip(openings, seen, strict=True)]
        for i, glance in enumerate(seen):
            # Who speaks right after an attack speaks of it, whatever the words of the quotation.
            if not kept[i] and "strong" in openings[max(0, i - _SAID_AFTER) : i] and self._spoken(glance.text):
                kept[i] = True
        return kept, surface

    def _spoken(self, sentence: str) -> bool:
        """Whether a sentence quotes someone: a mark of quotation, and a verb of saying."""
        return not _MARKS.isdisjoint(sentence) and not self._speech.isdisjoint(_WORD.findall(sentence))

    def _told(self, sentence: str) -> bool:
        words = frozenset(_WORD.findall(sentence))
        return not self._also.isdisjoint(words) or self._harm.may_tell(words)
