"""How two places stand to each other."""

from __future__ import annotations

import pytest

from recoupe.model.places import compatible, contains, may_contain
from recoupe.model.values import Place

IRAQ = Place("gn:1", "Irak", "IQ", None, None, None, 6, kind="country")
ANBAR = Place("gn:2", "Anbar", "IQ", "Anbar", 33.0, 41.0, 4, ("IQ",), kind="region")
BASE = Place("rc:b", "Aïn al-Assad", "IQ", "Anbar", 33.8, 42.4, 1, ("gn:2", "IQ"), kind="base")
NEAR_BASE = Place("rc:b", "Aïn al-Assad", "IQ", "Anbar", 33.8, 42.4, 2, ("gn:2", "IQ"), kind="base")
WEST = Place(None, "ouest de l'Irak", "IQ", None, None, None, 5, ("gn:1", "IQ"))
BASRA = Place("gn:3", "Bassora", "IQ", "Bassora", 30.5, 47.8, 1, ("gn:4", "IQ"), kind="city")
DAMASCUS = Place("gn:5", "Damas", "SY", None, 33.5, 36.3, 1, ("SY",), kind="city")
RED_SEA = Place("rc:mer-rouge", "mer Rouge", None, None, 20.0, 38.5, 7, kind="sea")
UNKNOWN = Place(None, "Chamaa", None, None, None, None, 1)
VILLAGE = Place(None, "Tin Zorbat", "IQ", None, None, None, 1, ("IQ",))
VILLAGE_AGAIN = Place(None, "Tin-Zorbatt", "IQ", None, None, None, 2, ("IQ",))
OTHER_VILLAGE = Place(None, "Kolbakor", "IQ", None, None, None, 1, ("IQ",))


@pytest.mark.parametrize(
    ("outer", "inner"), [(IRAQ, ANBAR), (IRAQ, BASE), (IRAQ, WEST), (ANBAR, BASE), (NEAR_BASE, BASE), (BASE, BASE)]
)
def test_contains(outer: Place, inner: Place) -> None:
    assert contains(outer, inner)


@pytest.mark.parametrize(
    ("outer", "inner"),
    [(BASE, ANBAR), (BASE, NEAR_BASE), (WEST, BASE), (ANBAR, BASRA), (IRAQ, DAMASCUS), (RED_SEA, IRAQ)],
)
def test_does_not_contain(outer: Place, inner: Place) -> None:
    assert not contains(outer, inner)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (IRAQ, BASE),
        (BASE, NEAR_BASE),
        (WEST, BASE),
        (UNKNOWN, BASE),
        (VILLAGE, VILLAGE_AGAIN),
        (VILLAGE, BASE),
        (WEST, VILLAGE),
    ],
)
def test_compatible_both_ways(a: Place, b: Place) -> None:
    assert compatible(a, b)
    assert compatible(b, a)


@pytest.mark.parametrize(
    ("a", "b"), [(BASE, BASRA), (BASE, DAMASCUS), (WEST, DAMASCUS), (VILLAGE, OTHER_VILLAGE), (VILLAGE, BASRA)]
)
def test_incompatible_both_ways(a: Place, b: Place) -> None:
    assert not compatible(a, b)
    assert not compatible(b, a)


@pytest.mark.parametrize(("outer", "inner"), [(WEST, BASE), (WEST, ANBAR), (IRAQ, BASE)])
def test_may_contain(outer: Place, inner: Place) -> None:
    assert may_contain(outer, inner)


@pytest.mark.parametrize(
    ("outer", "inner"), [(BASE, WEST), (WEST, DAMASCUS), (WEST, IRAQ), (RED_SEA, BASE), (WEST, WEST)]
)
def test_may_not_contain(outer: Place, inner: Place) -> None:
    assert not may_contain(outer, inner)
