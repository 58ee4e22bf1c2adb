"""What two events have in common and where they differ, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from recoupe.model.event import Event
from recoupe.model.places import contains
from recoupe.model.values import Actor, Place, Toll, TollKind

#: What a person calls a place of that kind.
_KINDS = {"city": "town", "town": "town", "village": "village", "quarter": "quarter", "country": "country"}


def compare(left: Event, right: Event) -> str:
    """ "same day, same town, same attacker; tolls 14 and 20 differ": what is shared first, then what is not."""
    shared: list[str] = []
    apart: list[str] = []
    for same, other in (_when(left, right), _where(left.where, right.where), _kind(left, right)):
        shared += same
        apart += other
    for name in ("attacker", "target"):
        same, other = _actors(name, getattr(left, name), getattr(right, name))
        shared += same
        apart += other
    for kind in get_args(TollKind):
        same, other = _tolls(kind, left.tolls, right.tolls)
        shared += same
        apart += other
    return "; ".join(", ".join(part) for part in (shared, apart) if part) or "nothing that both tell"


Verdict = tuple[list[str], list[str]]


def _when(left: Event, right: Event) -> Verdict:
    if left.when is None or right.when is None:
        return [], ["one has no date" if left.when or right.when else "neither has a date"]
    a, b = left.when.interval, right.when.interval
    if (a.start, a.end) == (b.start, b.end):
        return ["same day" if a.days == 1 else "same dates"], []
    if a.overlaps(b):
        return ["dates overlap"], []
    gap = max((b.start - a.end).days, (a.start - b.end).days)
    return [], ["a day apart" if gap == 1 else f"{gap} days apart"]


def _where(left: Sequence[Place], right: Sequence[Place]) -> Verdict:
    if not left or not right:
        return [], ["one has no place" if left or right else "neither has a place"]
    for a in left:
        for b in right:
            if (a.id or a.name.casefold()) == (b.id or b.name.casefold()):
                return [f"same {_KINDS.get(a.kind or '', 'place')}"], []
    for a in left:
        for b in right:
            if contains(a, b) or contains(b, a):
                inner, outer = (b, a) if contains(a, b) else (a, b)
                return [f"{inner.name} lies in {outer.name}"], []
    countries = {p.country for p in left} & {p.country for p in right} - {None}
    return (["same country"] if countries else []), [f"places {left[0].name} and {right[0].name} differ"]


def _kind(left: Event, right: Event) -> Verdict:
    if left.kind == right.kind:
        return [], []
    return [], [f"{left.kind.replace('_', ' ')} and {right.kind.replace('_', ' ')}"]


def _actors(name: str, left: Sequence[Actor], right: Sequence[Actor]) -> Verdict:
    if not left or not right:
        return [], []
    if {a.id for a in left} & {a.id for a in right}:
        return [f"same {name}"], []
    if {a.parent or a.id for a in left} & {a.parent or a.id for a in right}:
        return [f"{name}s of one side"], []
    return [], [f"{name}s {left[0].name} and {right[0].name} differ"]


def _tolls(kind: str, left: Sequence[Toll], right: Sequence[Toll]) -> Verdict:
    a = next((t for t in left if t.kind == kind and not t.part), None)
    b = next((t for t in right if t.kind == kind and not t.part), None)
    if a is None or b is None:
        return [], []
    what, many = ("toll", "tolls") if kind == "killed" else (f"number of {kind}", f"numbers of {kind}")
    if (a.low, a.high) == (b.low, b.high):
        return [f"same {what}"], []
    if _meet(a, b):
        return [f"{many} {_number(a)} and {_number(b)} can be one"], []
    return [], [f"{many} {_number(a)} and {_number(b)} differ"]


def _meet(a: Toll, b: Toll) -> bool:
    return (a.high is None or b.low <= a.high) and (b.high is None or a.low <= b.high)


def _number(toll: Toll) -> str:
    if toll.high is None:
        return f"{toll.low}+"
    return str(toll.low) if toll.low == toll.high else f"{toll.low}-{toll.high}"
