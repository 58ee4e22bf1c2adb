"""Find many phrases in a text in one pass, whole words only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import ahocorasick_rs

from recoupe.text.level import level


class PhraseSet:
    """A set of phrases, matched without regard to case, accents, hyphens or apostrophes."""

    def __init__(self, phrases: Iterable[str]) -> None:
        #: Distinct phrases as they are matched; `find` gives indices into it.
        self.levelled = tuple(dict.fromkeys(" ".join(level(phrase).split()) for phrase in phrases))
        self._automaton = ahocorasick_rs.AhoCorasick([f" {phrase} " for phrase in self.levelled])

    def find(self, levelled: str) -> Iterator[tuple[int, int, int]]:
        """Index, start and end of every occurrence in `levelled` (a text after `level`), overlaps kept."""
        for index, before, after in self._automaton.find_matches_as_indexes(f" {levelled} ", overlapping=True):
            # The padding shifts by one and the pattern holds the space on either side.
            yield index, before, after - 2
