"""How two places stand to each other: pure functions on `Place`."""

from __future__ import annotations

import math
from difflib import SequenceMatcher

import msgspec

from recoupe.model.document import Issue
from recoupe.model.mentions import PlaceMention
from recoupe.model.values import Place


class ResolvedPlace(msgspec.Struct, frozen=True):
    """A mention and the place it is.

    `place` is None for a metonym and for a name that several countries claim; then `alternatives` lists them.
    """

    mention: PlaceMention
    place: Place | None
    alternatives: tuple[Place, ...] = ()


class PlaceReading(msgspec.Struct, frozen=True):
    """The places of one document, in text order, and what a human should decide."""

    places: tuple[ResolvedPlace, ...]
    issues: tuple[Issue, ...] = ()


#: UCDP precision "near".
_NEAR = 2
#: A base, an airport or a quarter and its town are one place for an event within this many kilometres; a place told as
#: "near" within the second.
_TOWN_KM, _NEAR_KM = 15.0, 40.0
#: Kinds of settlements; None: a name that no gazetteer knows.
_SETTLEMENTS = frozenset({None, "city", "town", "village"})
#: Likeness of two spellings of one name, 0 to 1.
_SPELLINGS = 0.75
_EARTH_KM = 6371.0


def contains(outer: Place, inner: Place) -> bool:
    """Whether `inner` lies in `outer`, or is the same place told as finely or more finely.

    A part of a country ("ouest de l'Irak", precision 5) carries the country's id in `within` but has no id of its own:
    it contains nothing for sure.
    """
    if outer.id is None:
        return False
    if outer.id == inner.id:
        return outer.precision >= inner.precision
    if outer.id in inner.within:
        return True
    return outer.precision == 6 and outer.country is not None and outer.country == inner.country


def may_contain(outer: Place, inner: Place) -> bool:
    """Whether `outer` is a vaguer word for where `inner` lies, as far as the two can tell.

    "le nord du Mali" has no boundary to test, but beside "Kidal" in the same country it adds nothing to it. For what
    stands side by side in one sentence; between sentences use `compatible`.
    """
    if contains(outer, inner):
        return True
    vague = outer.precision == 5 and outer.country is not None
    return vague and inner.precision < 5 and outer.country == inner.country


def compatible(a: Place, b: Place) -> bool:
    """Whether two places can be of one event: the same, one inside the other, or two vague areas of one country that
    nothing sets apart.
    """
    if contains(a, b) or contains(b, a) or may_contain(a, b) or may_contain(b, a):
        return True
    if a.id is not None and a.id == b.id:
        return True
    if a.country is not None and b.country is not None and a.country != b.country:
        return False
    if _settled(a) and _settled(b) and None in (a.lat, b.lat):
        return _alike(a.name, b.name)
    distance = distance_km(a, b)
    if distance is not None and max(a.precision, b.precision) <= _NEAR:
        return distance <= (_NEAR_KM if _NEAR in (a.precision, b.precision) else _TOWN_KM)
    return _vague(a) or _vague(b)


def _settled(place: Place) -> bool:
    """A town or village, listed or not: another than those of its country that are named otherwise."""
    return place.precision <= _NEAR and place.country is not None and place.kind in _SETTLEMENTS


def _alike(a: str, b: str) -> bool:
    """Whether two names can be two spellings of one, or one within the other's words."""
    first, second = a.casefold(), b.casefold()
    return first in second or second in first or SequenceMatcher(None, first, second).ratio() >= _SPELLINGS


def distance_km(a: Place, b: Place) -> float | None:
    """Great-circle distance in kilometres (haversine), None where a place has no coordinates."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((lat_b - lat_a) / 2) ** 2
    half += math.cos(lat_a) * math.cos(lat_b) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def _vague(place: Place) -> bool:
    """No point of its own: a region without an id, or a place that no gazetteer knows."""
    return place.id is None or (place.precision == 5 and place.country is None)
