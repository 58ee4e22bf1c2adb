"""Capitalised names of a text, cut to what the gazetteer knows."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from recoupe.extract.place_words import PlaceWords
from recoupe.text.normalise import fold

#: How well known a name is, as the index of names tells it (`resolve.gazetteer` gives these numbers).
UNKNOWN, ALIKE, MINOR, NOTABLE, FAMOUS = range(5)
#: Longest name, in capitalised words ("Notre-Dame" is one).
_LONGEST = 5
_REMEMBERED = 16_384
_WORD = r"[A-ZÀ-ÖØ-Þ][^\W_]*(?:'[^\W\d_]+)*(?:-[^\W_]+(?:'[^\W\d_]+)*)*"
_ELIDED = re.compile(r"(?:[A-Z]|Qu|Jusqu|Lorsqu|Puisqu|Quoiqu)'(?=[A-ZÀ-ÖØ-Þ])")

Known = Callable[[str], int]


class Candidate(NamedTuple):
    """A capitalised name.

    `doubtful`: its form is that of a person's name ("Samir Haddad"), or it is `partial`: the first words of a longer
    capitalised group that the
    gazetteer does not know ("New York" in "New York Times").
    """

    start: int
    end: int
    fame: int
    doubtful: bool
    partial: bool


class _Piece(NamedTuple):
    """A capitalised word of a run; `cut` says that a name may end before it."""

    start: int
    end: int
    cut: bool


class NameFinder:
    """Finds capitalised names.

    "Deir ez-Zor" is one, "Bagdad de la Coalition" gives "Bagdad", "Jean-Paul Alger" is a person.
    """

    def __init__(self, words: PlaceWords, firstnames: frozenset[str], known: Known) -> None:
        tight, hyphened, loose = (
            "|".join(re.escape(w) for w in sorted(ws, key=len, reverse=True))
            for ws in (words.tight, words.hyphened, words.loose)
        )
        gap = rf"(?: (?:(?:{tight})[ -]|(?:{hyphened})-|(?:{loose})(?:(?<=') ?| ))?)"
        word = rf"(?:(?:{tight})[ -]|(?:{hyphened})-)?{_WORD}"
        self._run = re.compile(rf"(?<![\w-]){word}(?:{gap}{_WORD}| \d{{1,3}}\b)*")
        self._piece = re.compile(rf"(?:(?<= )(?P<loose>(?:{loose})(?:(?<=') ?| )))?(?P<word>{word}(?: \d{{1,3}}\b)?)")
        # The same few hundred words come back in every article.
        self._fold = functools.lru_cache(_REMEMBERED)(fold)
        self._openers = frozenset(fold(w) for w in words.openers)
        self._articles = frozenset((*words.articles, *words.tight))
        self._firstnames = firstnames
        self._known = known

    def find(self, text: str) -> Iterator[Candidate]:
        """Names in text order, known to the gazetteer or not."""
        for run in self._run.finditer(text):
            yield from self._cut(text, list(self._pieces(text, run.start(), run.end())))

    def _pieces(self, text: str, start: int, end: int) -> Iterator[_Piece]:
        first = True
        for match in self._piece.finditer(text, start, end):
            at, cut = match.start("word"), first or match["loose"] is not None
            elided = _ELIDED.match(match["word"])
            if elided and self._known(match["word"]) < MINOR:
                at, cut = at + elided.end(), True
            yield _Piece(at, match.end("word"), cut)
            first = False

    def _cut(self, text: str, pieces: list[_Piece]) -> Iterator[Candidate]:
        i, count = 0, len(pieces)
        while i < count:
            if self._opens(text, pieces, i):
                i += 1
                if i < count:
                    pieces[i] = pieces[i]._replace(cut=True)
                continue
            group = next((j for j in range(i + 1, count) if pieces[j].cut), count)
            taken = self._longest(text, pieces, i, group) if pieces[i].cut else None
            end, fame = taken or (group, UNKNOWN)
            span = text[pieces[i].start : pieces[end - 1].end]
            partial = end < group
            doubtful = partial or (fame < FAMOUS and self._is_person(span))
            yield Candidate(pieces[i].start, pieces[end - 1].end, fame, doubtful, partial)
            # What follows a famous name inside its group ("à Washington Antony Blinken") is somebody's.
            i = max(end, group)

    def _opens(self, text: str, pieces: list[_Piece], i: int) -> bool:
        """Whether piece i is a capitalised opener ("Selon Washington") rather than part of a name ("La Paz", "Deux-
        Rivières").
        """
        piece = pieces[i]
        first = text[piece.start : piece.end]
        if not piece.cut or self._fold(first) not in self._openers:
            return False
        if i + 1 == len(pieces):
            return True
        end = pieces[i + 1].end
        if first.lower() in self._articles:
            return self._known(text[piece.start : end]) < NOTABLE
        return self._known(text[piece.start : end]) < MINOR or self._known(text[pieces[i + 1].start : end]) >= MINOR

    def _longest(self, text: str, pieces: list[_Piece], i: int, group: int) -> tuple[int, int] | None:
        """End (exclusive) and fame of the longest known name from piece i.

        A name that stops inside its group must be famous.
        """
        for j in range(min(len(pieces), i + _LONGEST), i, -1):
            fame = self._known(text[pieces[i].start : pieces[j - 1].end])
            whole = j == len(pieces) or pieces[j].cut
            if fame >= (MINOR if j > group else ALIKE if whole else FAMOUS):
                return j, fame
        return None

    def _is_person(self, name: str) -> bool:
        parts = name.split(" ")
        return len(parts) > 1 and (parts[0] in self._firstnames or parts[0].partition("-")[0] in self._firstnames)
