"""A floor that only rises: the figures of a corpus half beside those that were reached before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

#: Figures of which less is better; their "floor" is a ceiling.
LESS_IS_BETTER = frozenset({"noise_left", "reports_on_negative_documents", "documents_missing"})
#: Reading is deterministic; what moves is rounding in another processor's matrix products.
MARGIN = 0.005

#: Corpus half ("dev/check") -> figure -> value.
Scores = dict[str, dict[str, float]]


@dataclass(frozen=True)
class Floors:
    """Figures once reached, and the digest of the gold that they were reached on."""

    scores: Scores
    corpora: dict[str, str]


@dataclass(frozen=True)
class Fall:
    """A figure below its floor."""

    half: str
    figure: str
    value: float
    floor: float


def read_floors(path: Path) -> Floors:
    """Floors kept at `path`; none when there is no such file."""
    if not path.exists():
        return Floors({}, {})
    kept = json.loads(path.read_text(encoding="utf-8"))
    return Floors(kept["scores"], kept["corpora"])


def write_floors(path: Path, floors: Floors) -> None:
    """Keep `floors`, sorted and rounded so that a change reads well in a diff."""
    scores = {half: {k: round(v, 4) for k, v in sorted(row.items())} for half, row in sorted(floors.scores.items())}
    kept = {"corpora": dict(sorted(floors.corpora.items())), "scores": scores}
    path.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def falls(scores: Scores, floors: Floors) -> list[Fall]:
    """Figures that are worse than their floor by more than the margin; one that is gone counts as 0."""
    found = []
    for half, row in sorted(scores.items()):
        for figure, floor in sorted(floors.scores.get(half, {}).items()):
            value = row.get(figure, 0.0)
            if worse(figure, value, floor):
                found.append(Fall(half, figure, value, floor))
    return found


def worse(figure: str, value: float, floor: float) -> bool:
    """Whether `value` is on the wrong side of `floor`."""
    return value > floor + MARGIN if figure in LESS_IS_BETTER else value < floor - MARGIN


def better(figure: str, value: float, floor: float) -> bool:
    """Whether `value` is on the right side of `floor`, by anything."""
    return value < floor if figure in LESS_IS_BETTER else value > floor


def raised(scores: Scores, floors: Floors, corpora: Mapping[str, str], *, allow_regression: bool) -> Floors:
    """Floors raised to `scores`. A floor is lowered only with `allow_regression`, or when the gold itself changed."""
    kept: Scores = {half: dict(row) for half, row in floors.scores.items()}
    for half, row in scores.items():
        corpus = half.partition("/")[0]
        free = allow_regression or floors.corpora.get(corpus) != corpora.get(corpus)
        home = kept.setdefault(half, {})
        for figure, value in row.items():
            if free or figure not in home or better(figure, value, home[figure]):
                home[figure] = value
    return Floors(kept, {**floors.corpora, **corpora})


def digest(folder: Path) -> str:
    """Digest of the names and bytes of a corpus."""
    whole = hashlib.sha256()
    for file in sorted(p for p in folder.rglob("*") if p.is_file()):
        whole.update(f"\0{file.relative_to(folder).as_posix()}\0".encode())
        whole.update(file.read_bytes())
    return whole.hexdigest()[:16]
