"""A sentence as a line of words: hyphenated names whole whatever the tokeniser did, with the way back to tokens."""

from __future__ import annotations

import msgspec

from recoupe.model.parse import Sentence, Token
from recoupe.model.spans import CharSpan

#: Marks that glue the words on both sides of them into one when no blank stands between.
_GLUE = frozenset("-/&")


class Word(msgspec.Struct, frozen=True):
    """One word or mark. `first` and `last` are the indices of its tokens."""

    text: str
    low: str
    start: int
    end: int
    first: int
    last: int
    pos: str

    @property
    def capital(self) -> bool:
        """Whether it is written like a name: "Hoffman", "OSDH", "al-Askari"."""
        return self.text[0].isupper() or ("-" in self.text and any(c.isupper() for c in self.text))


class WordLine:
    """Words of one sentence and, for each token, the index of its word."""

    __slots__ = ("lows", "of_token", "sentence", "words")

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        words: list[Word] = []
        of_token: list[int] = []
        glue, end = False, -1
        for token in sentence.tokens:
            text = token.text
            if token.start == end and (glue or (text in _GLUE and words[-1].text[-1].isalnum())):
                words[-1] = _merge(words[-1], token)
                glue = text in _GLUE
            else:
                words.append(Word(text, sentence.lower[token.i], token.start, token.end, token.i, token.i, token.pos))
                glue = False
            end = token.end
            of_token.append(len(words) - 1)
        self.words = tuple(words)
        self.of_token = tuple(of_token)
        #: Lower-case words, for look-ups.
        self.lows = tuple([word.low for word in words])

    def span(self, first: int, end: int) -> CharSpan:
        """Characters from word `first` to the word before `end`."""
        return CharSpan(self.words[first].start, self.words[end - 1].end)

    def text(self, first: int, end: int) -> str:
        """The words from `first` to the one before `end`, blanks as written (one at most)."""
        parts: list[str] = []
        at = self.words[first].start if first < end else 0
        for word in self.words[first:end]:
            if word.start > at:
                parts.append(" ")
            parts.append(word.text)
            at = word.end
        return "".join(parts)

    def gender(self, at: int) -> str:
        """Universal feature Gender of the word at `at`: "Masc", "Fem" or ""."""
        morph = self.sentence.tokens[self.words[at].first].morph
        return next((g for g in ("Masc", "Fem") if f"Gender={g}" in morph), "")

    def low(self, at: int) -> str:
        """Lower-case word at `at`, "" outside the line."""
        return self.lows[at] if 0 <= at < len(self.lows) else ""


def _merge(word: Word, token: Token) -> Word:
    text = word.text + token.text
    pos = "PROPN" if "PROPN" in (word.pos, token.pos) else word.pos
    return Word(text, text.lower(), word.start, token.end, word.first, token.i, pos)
