"""Copies of one wire among documents: ten of them are one source.

Candidates by MinHash and locality-sensitive hashing over runs of five words; then the runs themselves are compared, so
nothing hangs on a hash.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import msgspec
from rensa.rensa import RMinHash, RMinHashLSH

from recoupe.model.document import Document
from recoupe.text.normalise import fold

_RUN = 5
_PERMUTATIONS, _BANDS, _SEED = 128, 32, 42
#: Share of all runs that two copies have in common ...
_SAME = 0.8
#: ... or share of the shorter one's runs, when an outlet has cut the wire; and how many runs that takes.
_WITHIN, _FEWEST = 0.9, 40
_BODY = ("lead", "body")
_LAST = dt.date(9999, 12, 31)


def find_copies(documents: Iterable[Document]) -> dict[str, str]:
    """Id of each copy -> id of the original: the earliest published of those alike, then the smallest id.

    The order of `documents` changes nothing. An original is never itself a copy.
    """
    ranked = sorted({d.id: d for d in documents}.values(), key=_rank)
    runs = [_runs(document) for document in ranked]
    index = RMinHashLSH(_SAME, _PERMUTATIONS, _BANDS)
    copies: dict[str, str] = {}
    for i, document in enumerate(ranked):
        if not runs[i]:
            continue
        hashed = RMinHash(_PERMUTATIONS, _SEED)
        hashed.update(sorted(runs[i]))
        original = next((j for j in sorted(index.query(hashed)) if _alike(runs[i], runs[j])), None)
        if original is None:
            index.insert(i, hashed)
        else:
            copies[document.id] = ranked[original].id
    return copies


def mark_copies(documents: Iterable[Document]) -> tuple[Document, ...]:
    """The same documents in the same order, with `copy_of` set on copies and cleared on others."""
    given = tuple(documents)
    copies = find_copies(given)
    return tuple(msgspec.structs.replace(d, copy_of=copies.get(d.id)) for d in given)


def _rank(document: Document) -> tuple[dt.date, str]:
    return (document.published.interval.start if document.published else _LAST, document.id)


def _runs(document: Document) -> frozenset[str]:
    body = " ".join(document.text[z.start : z.end] for z in document.zones if z.kind in _BODY)
    words = fold(body).split()
    return frozenset(" ".join(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1))


def _alike(left: frozenset[str], right: frozenset[str]) -> bool:
    shared = len(left & right)
    smaller = min(len(left), len(right))
    if shared >= _SAME * (len(left) + len(right) - shared):
        return True
    return smaller >= _FEWEST and shared >= _WITHIN * smaller
