"""Match weights of the linker, as data."""

from __future__ import annotations

from pathlib import Path

import msgspec

from recoupe.language.pack import read_table


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table `link/weights.yml`: log2 odds for each kind of evidence."""

    prior: float
    when: dict[str, float]
    where: dict[str, float]
    kind: dict[str, float]
    close_kinds: frozenset[tuple[str, str]]
    attacker: dict[str, float]
    target: dict[str, float]
    sites: dict[str, float]
    toll: dict[str, float]
    weapon: dict[str, float]
    told: dict[str, float]
    answered: dict[str, float]
    words: dict[str, float]
    merge: float
    propose: float


def load_weights() -> Weights:
    """The weights shipped with the package."""
    return read_table(Path(__file__).parent / "weights.yml", Weights)
