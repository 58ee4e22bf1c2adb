"""Inverted indexes with counts: which events have a value, and how many of those chosen have each value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.int32]


def numbers(mask: Mask) -> Rows:
    """Numbers of what is in `mask`, rising."""
    return np.flatnonzero(mask).astype(np.int32)


class Facet:
    """Values of one property, several to an event. Never changes.

    `keys` are sorted; `rows[starts[k]:starts[k + 1]]` are the events that have `keys[k]`, rising.
    """

    def __init__(self, values: Iterable[Iterable[str]], size: int) -> None:
        found: dict[str, list[int]] = {}
        for row, keys in enumerate(values):
            for key in dict.fromkeys(keys):
                found.setdefault(key, []).append(row)
        self.size = size
        self.keys: tuple[str, ...] = tuple(sorted(found))
        self.code: Mapping[str, int] = {key: n for n, key in enumerate(self.keys)}
        lengths = [len(found[key]) for key in self.keys]
        self.starts: npt.NDArray[np.int64] = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))
        self.rows: Rows = np.fromiter((row for key in self.keys for row in found[key]), np.int32, sum(lengths))
        self.codes: Rows = np.repeat(np.arange(len(self.keys), dtype=np.int32), lengths)

    def having(self, keys: Sequence[str]) -> Mask:
        """Events that have any of `keys`."""
        mask = np.zeros(self.size, dtype=np.bool_)
        for key in keys:
            mask[self.of(key)] = True
        return mask

    def of(self, key: str) -> Rows:
        """Events that have `key`, rising; none for one that no event has."""
        code = self.code.get(key)
        return self.rows[:0] if code is None else self.rows[self.starts[code] : self.starts[code + 1]]

    def counts(self, mask: Mask) -> npt.NDArray[np.int64]:
        """How many events of `mask` have each of `keys`."""
        return np.bincount(self.codes[mask[self.rows]], minlength=len(self.keys))

    def top(self, mask: Mask, most: int, always: Sequence[str] = ()) -> list[tuple[str, int]]:
        """The values that most events of `mask` have, with their counts, and those of `always` whatever theirs."""
        counts = self.counts(mask)
        order = np.lexsort((np.arange(len(counts)), -counts))
        first = [(self.keys[n], int(counts[n])) for n in order[:most] if counts[n]]
        listed = {key for key, _ in first}
        held = [(key, int(counts[self.code[key]]) if key in self.code else 0) for key in always if key not in listed]
        return first + held
