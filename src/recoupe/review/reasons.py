"""What two events have in common and where they differ: as reasons that any language can word, and in English."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

import msgspec

from recoupe.model.event import Event
from recoupe.model.places import contains
from recoupe.model.values import Actor, Place, Toll, TollKind

#: What a person calls a place of that kind.
_KINDS = {"city": "town", "town": "town", "village": "village", "quarter": "quarter", "country": "country"}
Role = Literal["attacker", "target"]
_ROLES: tuple[Role, ...] = ("attacker", "target")


class Reason(msgspec.Struct, frozen=True):
    """One thing that two events share, or that sets them apart: a code of `ENGLISH` and what its words are filled with
    (names of places and actors as written, numbers, ids of kinds).
    """

    code: str
    a: str = ""
    b: str = ""
    n: int = 0


#: Words of each code.
ENGLISH = {
    "one_undated": "one has no date",
    "both_undated": "neither has a date",
    "same_day": "same day",
    "same_dates": "same dates",
    "dates_overlap": "dates overlap",
    "day_apart": "a day apart",
    "days_apart": "{n} days apart",
    "one_placeless": "one has no place",
    "both_placeless": "neither has a place",
    **{f"same_{kind}": f"same {kind}" for kind in ("town", "village", "quarter", "country", "place")},
    "lies_in": "{a} lies in {b}",
    "places_differ": "places {a} and {b} differ",
    "kinds_differ": "{a} and {b}",
    **{f"same_{role}": f"same {role}" for role in _ROLES},
    **{f"{role}s_of_one_side": f"{role}s of one side" for role in _ROLES},
    **{f"{role}s_differ": f"{role}s {{a}} and {{b}} differ" for role in _ROLES},
    **{f"same_{kind}": f"same number of {kind}" for kind in get_args(TollKind)},
    **{f"{kind}_can_be_one": f"numbers of {kind} {{a}} and {{b}} can be one" for kind in get_args(TollKind)},
    **{f"{kind}_differ": f"numbers of {kind} {{a}} and {{b}} differ" for kind in get_args(TollKind)},
    "same_killed": "same toll",
    "killed_can_be_one": "tolls {a} and {b} can be one",
    "killed_differ": "tolls {a} and {b} differ",
    "nothing": "nothing that both tell",
}
NOTHING = Reason("nothing")
Reasons = tuple[list[Reason], list[Reason]]


def compare(left: Event, right: Event) -> str:
    """ "same day, same town, same attacker; tolls 14 and 20 differ": what is shared first, then what is not."""
    parts = (", ".join(map(english, side)) for side in reasons(left, right) if side)
    return "; ".join(parts) or english(NOTHING)


def english(reason: Reason) -> str:
    """A reason in words."""
    a, b = (part.replace("_", " ") if reason.code == "kinds_differ" else part for part in (reason.a, reason.b))
    return ENGLISH[reason.code].format(a=a, b=b, n=reason.n)


def reasons(left: Event, right: Event) -> Reasons:
    """What two events share, and what sets them apart."""
    found = [_when(left, right), _where(left.where, right.where), _kind(left, right)]
    found += [_actors(role, getattr(left, role), getattr(right, role)) for role in _ROLES]
    found += [_tolls(kind, left.tolls, right.tolls) for kind in get_args(TollKind)]
    return [r for shared, _ in found for r in shared], [r for _, apart in found for r in apart]


def _when(left: Event, right: Event) -> Reasons:
    if left.when is None or right.when is None:
        return [], [Reason("one_undated" if left.when or right.when else "both_undated")]
    a, b = left.when.interval, right.when.interval
    if (a.start, a.end) == (b.start, b.end):
        return [Reason("same_day" if a.days == 1 else "same_dates")], []
    if a.overlaps(b):
        return [Reason("dates_overlap")], []
    gap = max((b.start - a.end).days, (a.start - b.end).days)
    return [], [Reason("day_apart") if gap == 1 else Reason("days_apart", n=gap)]


def _where(left: Sequence[Place], right: Sequence[Place]) -> Reasons:
    if not left or not right:
        return [], [Reason("one_placeless" if left or right else "both_placeless")]
    for a in left:
        for b in right:
            if (a.id or a.name.casefold()) == (b.id or b.name.casefold()):
                return [Reason(f"same_{_KINDS.get(a.kind or '', 'place')}")], []
    for a in left:
        for b in right:
            if contains(a, b) or contains(b, a):
                inner, outer = (b, a) if contains(a, b) else (a, b)
                return [Reason("lies_in", inner.name, outer.name)], []
    countries = {p.country for p in left} & {p.country for p in right} - {None}
    return ([Reason("same_country")] if countries else []), [Reason("places_differ", left[0].name, right[0].name)]


def _kind(left: Event, right: Event) -> Reasons:
    return ([], []) if left.kind == right.kind else ([], [Reason("kinds_differ", left.kind, right.kind)])


def _actors(role: Role, left: Sequence[Actor], right: Sequence[Actor]) -> Reasons:
    if not left or not right:
        return [], []
    if {a.id for a in left} & {a.id for a in right}:
        return [Reason(f"same_{role}")], []
    if {a.parent or a.id for a in left} & {a.parent or a.id for a in right}:
        return [Reason(f"{role}s_of_one_side")], []
    return [], [Reason(f"{role}s_differ", left[0].name, right[0].name)]


def _tolls(kind: str, left: Sequence[Toll], right: Sequence[Toll]) -> Reasons:
    a = next((t for t in left if t.kind == kind and not t.part), None)
    b = next((t for t in right if t.kind == kind and not t.part), None)
    if a is None or b is None:
        return [], []
    if (a.low, a.high) == (b.low, b.high):
        return [Reason(f"same_{kind}")], []
    if _meet(a, b):
        return [Reason(f"{kind}_can_be_one", _number(a), _number(b))], []
    return [], [Reason(f"{kind}_differ", _number(a), _number(b))]


def _meet(a: Toll, b: Toll) -> bool:
    return (a.high is None or b.low <= a.high) and (b.high is None or a.low <= b.high)


def _number(toll: Toll) -> str:
    if toll.high is None:
        return f"{toll.low}+"
    return str(toll.low) if toll.low == toll.high else f"{toll.low}-{toll.high}"
