"""What judgements amount to for one set of reports: the value that `link` obeys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

import msgspec

from recoupe.model.report import When
from recoupe.model.values import Actor, Place, Sites, Toll, TollKind, Weapon

#: What each property of an event that a person may set holds; of a toll, each kind of harm by itself.
SETTABLE: Mapping[str, Any] = {
    "kind": str,
    "when": When | None,
    "where": tuple[Place, ...],
    "attacker": tuple[Actor, ...],
    "target": tuple[Actor, ...],
    "weapon": tuple[Weapon, ...],
    "sites": Sites | None,
    **{f"toll.{kind}": tuple[Toll, ...] for kind in get_args(TollKind)},
}


class SetValue(msgspec.Struct, frozen=True):
    """A value that a person set on the event that `report` tells. `property` is a field of an event, a toll by its kind
    ("toll.killed"); `value` is JSON of what that field holds.
    """

    report: str
    property: str
    value: str
    judgement: str
    who: str


class Verdict(msgspec.Struct, frozen=True):
    """A person's word on whether an event counts: dismissed, or confirmed as it stands.

    It holds for the event that `report` tells, and for what was split from it: events of nothing but its `others`.
    """

    report: str
    others: tuple[str, ...]
    dismissed: bool
    judgement: str
    who: str
    why: str


class Rulings(msgspec.Struct, frozen=True):
    """Judgements in force, contradictions settled: no pair of `different` lies inside a group of `same`.

    `same` are groups of reports that are one event, `different` pairs (sorted) that are two. `values` and `verdicts`
    come oldest first: of those that meet in one event the last one rules.
    """

    same: tuple[tuple[str, ...], ...] = ()
    different: tuple[tuple[str, str], ...] = ()
    values: tuple[SetValue, ...] = ()
    verdicts: tuple[Verdict, ...] = ()


NO_RULINGS = Rulings()
