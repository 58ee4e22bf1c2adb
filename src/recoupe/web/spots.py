"""Where events are, as columns: one row for each place of each event, as finely as the text tells it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from recoupe.model.event import Event
from recoupe.model.values import Place
from recoupe.text.normalise import fold
from recoupe.web.facets import Mask

#: UCDP precision of a whole country, and the vaguest that is a point: near a place.
COUNTRY, NEAR = 6, 2

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]


def place_key(place: Place) -> str:
    """What a place is called in addresses: its id, else its folded name and country."""
    return place.id or f"name:{fold(place.name)}:{place.country or ''}"


def container(place: Place) -> str | None:
    """Id of the province that `admin1` names: the last but the country of what contains the place."""
    return place.within[-2] if place.admin1 and len(place.within) > 1 else None


class Spots:
    """Rows of (event, place); `lat` and `lon` are NaN where a place has none. Never changes."""

    def __init__(self, events: Sequence[Event]) -> None:
        seen: dict[tuple[str, int], int] = {}
        once: dict[tuple[int, int], Place] = {}
        for row, event in enumerate(events):
            for place in event.where:
                # A province is drawn apart from a town of that id.
                key = (place_key(place), 0 if place.precision <= NEAR else place.precision)
                once.setdefault((row, seen.setdefault(key, len(seen))), place)
        size = len(once)
        self.events = len(events)
        self.places: list[Place] = list(once.values())
        self.event: Ints = np.fromiter((row for row, _ in once), np.int32, size)
        self.group: Ints = np.fromiter((group for _, group in once), np.int32, size)
        self.precision: Ints = np.fromiter((place.precision for place in self.places), np.int32, size)
        self.lat: Floats = np.fromiter((np.nan if p.lat is None else p.lat for p in self.places), np.float64, size)
        self.lon: Floats = np.fromiter((np.nan if p.lon is None else p.lon for p in self.places), np.float64, size)
        self.groups = len(seen)
        drawn = ~np.isnan(self.lat) & ~np.isnan(self.lon)
        self.point: Mask = drawn & (self.precision <= NEAR)
        self.area: Mask = drawn & (self.precision > NEAR) & (self.precision != COUNTRY)
        #: In the country and no more: a country as a whole, or a place in it that nothing locates.
        told = np.fromiter((place.country is not None for place in self.places), np.bool_, size)
        self.country: Mask = told & ((self.precision == COUNTRY) | ~drawn)
        #: First row of each group: the place that names it.
        self.names: Ints = np.zeros(self.groups, dtype=np.int32)
        self.names[self.group[::-1]] = np.arange(size, dtype=np.int32)[::-1]

    def within(self, west: float, south: float, east: float, north: float) -> Mask:
        """Rows that lie in a rectangle of degrees; across the antimeridian where west is greater than east."""
        between = (self.lon >= west) & (self.lon <= east) if west <= east else (self.lon >= west) | (self.lon <= east)
        return between & (self.lat >= south) & (self.lat <= north)

    def inside(self, west: float, south: float, east: float, north: float) -> Mask:
        """Events of which a place that can be drawn, or the middle of an area, lies in that rectangle."""
        chosen = np.zeros(self.events, dtype=np.bool_)
        chosen[self.event[self.within(west, south, east, north) & ~self.country]] = True
        return chosen
