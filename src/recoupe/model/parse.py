"""Syntax as Universal Dependencies sees it, free of any NLP library's objects."""

from __future__ import annotations

import bisect
import functools
from collections.abc import Iterator
from operator import attrgetter

import msgspec

from recoupe.model.spans import CharSpan

_START, _END = attrgetter("start"), attrgetter("end")


class Token(msgspec.Struct, frozen=True):
    """One word. `i` and `head` index `Sentence.tokens`; the root's head is itself. Offsets are into the document."""

    i: int
    start: int
    end: int
    #: Normalised form (`recoupe.text`): straight apostrophes, plain spaces.
    text: str
    lemma: str
    #: Universal part of speech.
    pos: str
    #: Universal features, "Mood=Cnd|Number=Sing", "" when none.
    morph: str
    #: Universal relation, "ROOT" for the root.
    dep: str
    head: int

    @property
    def span(self) -> CharSpan:
        return CharSpan(self.start, self.end)

    def has(self, feature: str) -> bool:
        """Whether `feature` ("Mood=Cnd") is among the morphological features."""
        return feature in self.morph.split("|")

    def agrees(self, other: Token) -> bool:
        """Whether gender and number, where both words show them, are the same."""
        mine = [m for m in self.morph.split("|") if m.startswith(("Gender=", "Number="))]
        theirs = {m.partition("=")[0] for m in other.morph.split("|")}
        return all(other.has(m) for m in mine if m.partition("=")[0] in theirs)


class Sentence(msgspec.Struct, frozen=True, dict=True):
    """One sentence of one zone. `index` counts the sentences of the document, parsed or not."""

    index: int
    start: int
    end: int
    zone: str
    language: str
    #: Empty when the prefilter left the sentence unparsed.
    tokens: tuple[Token, ...]
    #: `children[i]` are the indices of the dependents of token i, in text order.
    children: tuple[tuple[int, ...], ...]

    @functools.cached_property
    def lower(self) -> tuple[str, ...]:
        """The text of each token in lower case."""
        return tuple([token.text.lower() for token in self.tokens])

    @functools.cached_property
    def surface(self) -> str:
        """Normalised text of a parsed sentence: offset k of it is offset `start + k` of the document."""
        parts: list[str] = []
        at = self.start
        for token in self.tokens:
            if token.start > at:
                parts.append(" " * (token.start - at))
            width = token.end - token.start
            # A parser that rewrites a token (a ligature, say) must not move the offsets of the others.
            parts.append(token.text if len(token.text) == width else token.text.ljust(width)[:width])
            at = token.end
        return "".join(parts)

    @property
    def span(self) -> CharSpan:
        return CharSpan(self.start, self.end)

    def subtree(self, i: int) -> tuple[int, ...]:
        """Token i and everything below it, in text order."""
        found: list[int] = []
        stack = [i]
        while stack:
            here = stack.pop()
            found.append(here)
            stack.extend(self.children[here])
        return tuple(sorted(found))

    def dependents(self, i: int, *deps: str) -> Iterator[Token]:
        """Dependents of token i whose relation is one of `deps` (a bare "obl" also matches "obl:arg")."""
        for child in self.children[i]:
            dep = self.tokens[child].dep
            if dep in deps or (":" in dep and dep.partition(":")[0] in deps):
                yield self.tokens[child]

    def cover(self, indices: tuple[int, ...]) -> CharSpan:
        """Character span from the first to the last of the tokens at `indices`."""
        return CharSpan(self.tokens[min(indices)].start, self.tokens[max(indices)].end)

    def tokens_in(self, span: CharSpan) -> tuple[Token, ...]:
        """Tokens that overlap a character span."""
        first = bisect.bisect_right(self.tokens, span.start, key=_END)
        return self.tokens[first : bisect.bisect_left(self.tokens, span.end, lo=first, key=_START)]


class Parse(msgspec.Struct, frozen=True):
    """The sentences of a document, in order; only those kept by the prefilter carry tokens."""

    document: str
    sentences: tuple[Sentence, ...]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds a character offset."""
        low, high = 0, len(self.sentences)
        while low < high:
            middle = (low + high) // 2
            if self.sentences[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        if low < len(self.sentences) and self.sentences[low].start <= offset:
            return self.sentences[low]
        return None
