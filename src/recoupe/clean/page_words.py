"""Lines in which a page speaks of itself: every word is one that buttons, menus and appeals to readers are made of."""

from __future__ import annotations

import re

import msgspec

from recoupe.language.pack import LanguagePack
from recoupe.text.normalise import plain

_WORD = re.compile(r"[^\W\d_]+")
_QUOTES = '"«»'
#: Longer lines are prose, whatever their words.
_LONGEST = 160
_LONGEST_APPEAL = 300
#: Words of `page` that a line needs: alone, and when it ends like a sentence or names something.
_FEW, _MORE = 1, 2


class WordsTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Shape of rules/page_words.yml."""

    page: tuple[str, ...]
    small: tuple[str, ...]
    address: tuple[str, ...]
    orders: tuple[str, ...]
    violence: tuple[str, ...]
    signatories: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


class PageWords:
    """The words of one language that pages speak of themselves with."""

    def __init__(self, pack: LanguagePack) -> None:
        table = pack.table("rules/page_words", WordsTable)
        self._page = frozenset(word for word in table.page if not word.endswith("*"))
        self._stems = tuple(word[:-1] for word in table.page if word.endswith("*"))
        self._small = frozenset(table.small)
        self._address = frozenset(table.address)
        self._orders = frozenset(table.orders)
        self._violence = frozenset(word for word in table.violence if not word.endswith("*"))
        self._violent = tuple(word[:-1] for word in table.violence if word.endswith("*"))
        self._signatories = tuple(f"{words} " for words in table.signatories)

    def all_of(self, line: str) -> bool:
        """Whether a line is made of such words and of small ones, and of nothing that an article tells."""
        if len(line) > _LONGEST:
            return False
        levelled = plain(line).strip()
        if any(mark in levelled for mark in _QUOTES):
            return False
        page = names = 0
        for match in _WORD.finditer(levelled):
            word = match[0].lower()
            if self._is_page(word):
                page += 1
            elif match.start() and match[0][0].isupper() and not match[0].isupper():
                names += 1
            elif word in self._small:
                continue
            elif match.start() and match[0].isupper():
                names += 1
            else:
                return False
        needed = _MORE if names or levelled.endswith((".", "!", "?")) else _FEW
        return page >= needed and names < page

    def begins(self, line: str) -> bool:
        """Whether a line begins with a word that pages speak of themselves with."""
        first = _WORD.search(plain(line).lower())
        return first is not None and self._is_page(first[0])

    def is_appeal(self, line: str, *, strict: bool = False) -> bool:
        """ "Vos données servent à vous envoyer notre lettre.": the reader is spoken to, of the page, outside quotes.

        Args:
            strict: the line stands among the article's paragraphs and reads like one: it needs more such words.
        """
        if len(line) > _LONGEST_APPEAL:
            return False
        levelled = plain(line).lower()
        words = [match[0] for match in _WORD.finditer(levelled)]
        page = sum(map(self._is_page, words))
        asked = not self._orders.isdisjoint(words)
        spoken_to = asked or not self._address.isdisjoint(words)
        needed = 1 + asked + strict + levelled.rstrip().endswith("?")
        if not spoken_to or page < needed or any(mark in levelled for mark in _QUOTES):
            return False
        return not self.tells_violence(line)

    def tells_violence(self, line: str) -> bool:
        """Whether a line has a word of an attack, its victims or those who fight."""
        words = (match[0] for match in _WORD.finditer(plain(line).lower()))
        return any(word in self._violence or word.startswith(self._violent) for word in words)

    def is_signature(self, line: str) -> bool:
        """Whether a line names the office of who signs: "Le porte-parole des armées"."""
        return plain(line).strip().lower().startswith(self._signatories)

    def _is_page(self, word: str) -> bool:
        return word in self._page or word.startswith(self._stems)
