"""Which words few documents tell: one piece of evidence that hangs on the whole ledger."""

from __future__ import annotations

from collections.abc import Iterable, Set

#: A word told in more than this share of the documents, or in this many, is no evidence; one told in a few always is.
_COMMON, _MANY, _FEW = 0.02, 50, 3

#: A document with the words that it told and those that it tells now; None where it tells of nothing.
Told = tuple[str, Set[str] | None, Set[str] | None]


class Rarity:
    """Documents by word, as documents come and go: what is rare depends on which there are, never on how they came."""

    def __init__(self) -> None:
        self._documents: dict[str, set[str]] = {}
        self._number, self._limit = 0, _FEW

    def rare(self, word: str) -> bool:
        """Whether few documents tell a word."""
        return len(self._documents.get(word, ())) <= self._limit

    def documents(self, word: str) -> Set[str]:
        """Documents that tell a word."""
        return self._documents.get(word, set())

    def update(self, told: Iterable[Told]) -> set[str]:
        """Let documents tell something else than before; gives the words that became rare, or common, by it."""
        was_rare: dict[str, bool] = {}
        number, limit = self._number, self._limit
        for document, before, after in told:
            old, new = before or frozenset(), after or frozenset()
            number += (after is not None) - (before is not None)
            for word in old ^ new:
                was_rare.setdefault(word, self.rare(word))
                self._note(word, document, word in new)
        self._number, self._limit = number, max(_FEW, min(_MANY, int(_COMMON * number)))
        changed = {word for word, rare in was_rare.items() if rare != self.rare(word)}
        low, high = sorted((limit, self._limit))
        if low < high:
            between = (w for w, d in self._documents.items() if low < len(d) <= high)
            changed.update(word for word in between if word not in was_rare)
        return changed

    def _note(self, word: str, document: str, tells: bool) -> None:
        if tells:
            self._documents.setdefault(word, set()).add(document)
            return
        self._documents[word].discard(document)
        if not self._documents[word]:
            del self._documents[word]
