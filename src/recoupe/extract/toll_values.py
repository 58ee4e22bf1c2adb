"""A toll under construction, and the totals of lists."""

from __future__ import annotations

import msgspec

from recoupe.extract.nominals import Nominal
from recoupe.model.values import Toll, TollKind

#: Members of a list who make its total a toll of civilians.
_CIVIL = frozenset({"civilians", "children", "women", "staff"})

#: Members of a list who fight each other.
_STATE, _REBELS = frozenset({"soldiers", "police"}), frozenset({"fighters", "attackers"})


class Found(msgspec.Struct, frozen=True):
    """A toll with the tokens its quote covers; `nominal` is None for a toll of nobody."""

    toll: Toll
    anchor: int
    first: int
    last: int
    nominal: Nominal | None


def toll_of(kind: TollKind, nominal: Nominal, *, part: bool = False) -> Toll:
    """The toll of `kind` that a counted noun amounts to, with the rule by which its words became numbers."""
    rule = None if nominal.rule == "zero" else nominal.rule
    if nominal.how == "some":
        rule = "indefinite"
    return Toll(kind, nominal.low, nominal.high, nominal.groups, part, rule)


def total_of(kind: TollKind, members: list[Nominal], *, anchor: int, first: int, last: int) -> list[Found]:
    """A list without a total: the sum, and each member as a part; an open member leaves each its own toll."""
    if any(member.high != member.low for member in members):
        return [Found(toll_of(kind, m), anchor, m.first, m.last, m) for m in members]
    if len(members) > 2 and members[0].low == sum(member.low for member in members[1:]):
        # "neuf personnes, six policiers et trois passants": the list tells who the first are.
        listed = Found(toll_of(kind, members[0]), anchor, first, last, members[0])
        return [listed, *(Found(toll_of(kind, m, part=True), anchor, m.first, m.last, m) for m in members[1:])]
    if _two_sides(members):
        return [Found(toll_of(kind, m), anchor, m.first, m.last, m) for m in members]
    total = sum(member.low for member in members)
    civil = all(member.groups and _CIVIL.issuperset(member.groups) for member in members)
    whole = Toll(kind, total, total, ("civilians",) if civil else ())
    parts = [Found(toll_of(kind, m, part=True), anchor, m.first, m.last, m) for m in members]
    return [Found(whole, anchor, first, last, members[0]), *parts]


def _two_sides(members: list[Nominal]) -> bool:
    """Whether a list counts the losses of two sides ("onze soldats et vingt rebelles"), which have no total."""
    groups = [set(member.groups) for member in members]
    return any(g & _STATE for g in groups) and any(g & _REBELS for g in groups)
