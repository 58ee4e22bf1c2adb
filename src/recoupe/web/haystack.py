"""Search in the words of events: each word asked for begins a word of the event."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from recoupe.text.normalise import fold
from recoupe.web.facets import Mask


class Haystack:
    """Folded words of all events in one string, searched at the speed of memory. Never changes."""

    def __init__(self, texts: Iterable[Sequence[str]]) -> None:
        folded: dict[str, str] = {}
        lines = []
        for parts in texts:
            for part in parts:
                if part not in folded:
                    folded[part] = fold(part)
            lines.append(" " + " ".join(dict.fromkeys(folded[part] for part in parts)) + "\n")
        self._all = "".join(lines)
        self._ends = np.cumsum([len(line) for line in lines], dtype=np.int64)
        self._end = self._ends.tolist()

    def having(self, text: str) -> Mask:
        """Events that have all words of `text`; all events where it has none."""
        mask = np.ones(len(self._ends), dtype=np.bool_)
        for word in dict.fromkeys(fold(text).split()):
            mask &= self._word(" " + word)
        return mask

    def _word(self, needle: str) -> Mask:
        mask = np.zeros(len(self._ends), dtype=np.bool_)
        found, ends, everything = -1, self._end, self._all
        row = 0
        while (found := everything.find(needle, found + 1)) >= 0:
            # Where the event ends in which it was found: the next is looked for after it.
            row = row if found < ends[row] else int(np.searchsorted(self._ends, found, side="right"))
            mask[row] = True
            found = ends[row] - 1
        return mask
