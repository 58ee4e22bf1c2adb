"""Evidence from places: the best of all pairs, since a report may name the town and the country."""

from __future__ import annotations

from collections.abc import Sequence

from recoupe.link.verdict import Verdict
from recoupe.model.places import compatible, contains, distance_km, may_contain
from recoupe.model.values import Place
from recoupe.text.normalise import fold

#: Precision (UCDP) up to which a place is a point, and that of a country.
_POINT, _COUNTRY = 2, 6
#: Kilometres within which accounts name one town or its neighbour for one event.
_NEIGHBOURS_KM = 30.0
#: Kinds of place that are towns of their own: two of them are two, however near.
_SETTLEMENTS = frozenset({"city", "town", "village"})
#: Verdicts from the strongest for to the strongest against.
_ORDER = ("same_point", "near", "same_region", "inside", "part", "same_country", "neighbours", "apart", "apart_fine")


def compare_places(a: Sequence[Place], b: Sequence[Place]) -> Verdict | None:
    """What two sets of places say; None when one side names no place."""
    if not a or not b:
        return None
    if len(a) == len(b) == 1:
        x, y = a[0], b[0]
        return _told(_verdict(x, y), x, y)
    verdicts = [(_verdict(x, y), x, y) for x in a for y in b]
    if all(v[0] == "other_country" for v in verdicts):
        return _told("other_country", a[0], b[0])
    known = [v for v in verdicts if v[0] != "other_country"]
    name, x, y = min(known, key=lambda v: (_ORDER.index(v[0]), v[1].precision + v[2].precision))
    if name == "same_country" and _points_apart(a, b):
        return Verdict("apart", "{} against {}", (a[0].name, b[0].name))
    return _told(name, x, y)


def _told(name: str, x: Place, y: Place) -> Verdict:
    if name == "other_country":
        return Verdict(name, "{} against {}", (x.name, y.name))
    return Verdict(name, "{}, {}: {}", (x.name, y.name, name.replace("_", " ")))


def _namesakes(x: Place, y: Place) -> bool:
    """Whether one place is named after the other: "camp de réfugiés de Jabalia" and "Jabalia"."""
    ours, theirs = (set(fold(p.label or p.name).split()) for p in (x, y))
    return ours < theirs or theirs < ours


def _points_apart(a: Sequence[Place], b: Sequence[Place]) -> bool:
    """Whether both name points, all apart: then a country that one names beside them brings them no nearer."""
    points = [(x, y) for x in a for y in b if x.precision <= _POINT and y.precision <= _POINT]
    return bool(points) and all(not compatible(x, y) for x, y in points)


def _verdict(x: Place, y: Place) -> str:
    fine = x.precision <= _POINT and y.precision <= _POINT
    if x.country is not None and y.country is not None and x.country != y.country:
        return "apart_fine" if fine else "other_country"
    if not compatible(x, y):
        return _apart(x, y, fine)
    if x.id is not None and x.id == y.id:
        return "same_point" if fine else ("same_country" if _COUNTRY in (x.precision, y.precision) else "same_region")
    if _COUNTRY in (x.precision, y.precision):
        return "same_country"
    if fine:
        towns = {x.kind, y.kind} <= _SETTLEMENTS and x.precision == y.precision == 1 and not _namesakes(x, y)
        return "neighbours" if towns else "near"
    if contains(x, y) or contains(y, x):
        return "inside"
    return "part" if may_contain(x, y) or may_contain(y, x) else "same_country"


def _apart(x: Place, y: Place, fine: bool) -> str:
    if not fine:
        return "apart"
    distance = distance_km(x, y)
    return "neighbours" if distance is not None and distance <= _NEIGHBOURS_KM else "apart_fine"
