"""Which sentences are worth parsing: parsing costs more than everything else together.

A document without one word of violence or of troops is not parsed at all; in the others, sentences with a trigger, a
word of harm, or a word of claiming and denying are. The lists come from the language pack.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from recoupe.extract.trigger_lexicon import TriggerLexicon
from recoupe.language.pack import LanguagePack
from recoupe.model.document import Document
from recoupe.text.normalise import plain

_WORD = re.compile(r"\w+")


class _Span(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class Prefilter:
    """Decides by words alone."""

    def __init__(self, pack: LanguagePack, lexicon: TriggerLexicon) -> None:
        self._lexicon = lexicon
        self._also = frozenset(pack.table("words/worth_parsing", tuple[str, ...]))

    def keep(self, document: Document, sentences: Sequence[_Span]) -> list[bool]:
        """For each sentence of the document, whether to parse it."""
        text = plain(document.text).lower()
        hints = [self._lexicon.hints(text[s.start : s.end]) for s in sentences]
        if not any(self._lexicon.is_strong(form) for found in hints for form in found):
            return [False] * len(sentences)
        return [bool(found) or self._told(text[s.start : s.end]) for found, s in zip(hints, sentences, strict=True)]

    def _told(self, sentence: str) -> bool:
        return not self._also.isdisjoint(_WORD.findall(sentence))
