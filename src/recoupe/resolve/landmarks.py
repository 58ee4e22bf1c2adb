"""Dated events that everybody knows, found by their names: evidence for undated pages, and something that words may
count from."""

from __future__ import annotations

import bisect
import datetime as dt

import ahocorasick_rs
import msgspec

from recoupe.language.pack import LanguagePack
from recoupe.model.errors import LanguageError
from recoupe.model.spans import CharSpan
from recoupe.model.time import DateInterval
from recoupe.resolve.calendar import make

#: Characters between a landmark's name and its cue, in one sentence.
_REACH = 90


class LandmarkRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row of `common/landmarks`."""

    id: str
    start: dt.date
    label: str
    end: dt.date | None = None


class LandmarkTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    landmarks: tuple[LandmarkRow, ...]


class LandmarkWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How one language names a landmark: a name, and near it a cue where the name alone is not enough."""

    names: tuple[str, ...]
    cues: tuple[str, ...] = ()


class LandmarkNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    landmarks: dict[str, LandmarkWords]


class Landmark(msgspec.Struct, frozen=True):
    """A landmark that a text names."""

    id: str
    span: CharSpan
    interval: DateInterval


class LandmarkFinder:
    """Finds landmarks by name."""

    def __init__(self, pack: LanguagePack) -> None:
        rows = {row.id: row for row in pack.common("landmarks", LandmarkTable).landmarks}
        names = pack.table("values/landmarks", LandmarkNames).landmarks
        unknown = sorted(set(names) - set(rows))
        if unknown:
            raise LanguageError(
                f"{pack.code}/values/landmarks.yml: no landmark {', '.join(unknown)} in common/landmarks.yml"
            )
        self._entries = [(rows[key], words.cues, name) for key, words in names.items() for name in words.names]
        self._names = ahocorasick_rs.AhoCorasick(
            [name for _, _, name in self._entries], matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        )

    def find(self, lower: str, sentences: tuple[int, ...]) -> tuple[Landmark, ...]:
        """Landmarks named in `lower` (the text in lower case); `sentences` are the offsets at which sentences end."""
        found: list[Landmark] = []
        for which, start, end in self._names.find_matches_as_indexes(lower):
            row, cues, _ = self._entries[which]
            if lower[end : end + 1].isalpha() or lower[max(0, start - 1) : start].isalpha():
                continue
            number = bisect.bisect_right(sentences, start)
            begin = sentences[number - 1] if number else 0
            stop = sentences[number] if number < len(sentences) else len(lower)
            window = lower[max(begin, start - _REACH) : min(stop, end + _REACH)]
            if not cues or any(cue in window for cue in cues):
                found.append(Landmark(row.id, CharSpan(start, end), make(row.start, row.end or row.start)))
        return tuple(found)
