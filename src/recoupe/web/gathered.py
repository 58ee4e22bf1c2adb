"""Events gathered by place for a map that stays small: points or cells of a grid, areas, countries."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from recoupe.web.columns import Columns
from recoupe.web.facets import Mask, numbers
from recoupe.web.filters import Box
from recoupe.web.render import plain
from recoupe.web.spots import NEAR, Ints, place_key

#: Points and areas of one answer at most: more are gathered in cells, and the smallest areas left out.
MOST_POINTS, MOST_AREAS = 400, 150
#: Side of a cell at zoom 1, in degrees: about 24 pixels of a world 720 pixels wide.
_CELL = 12.0
#: Share of what lies outermost that a first look at a map may leave out, on each side.
LEAVING = 0.06
#: Of a view, what is shown on every side beyond it.
_MARGIN = 0.5

Object = dict[str, Any]


def gather(columns: Columns, chosen: Mask, *, zoom: float = 1.0, view: Box | None = None) -> Object:
    """Where the chosen events are. An event counts once at each of its places.

    `places` are points; with more than `MOST_POINTS` of them, those around `view` are gathered in `cells` of `grid`
    degrees. `areas` are places told no finer than a district, province, region or sea, by their middle and their
    precision; `countries` counts events told no finer than a country, or of places in it that nothing locates;
    `nowhere` those of no place.
    """
    spots = columns.spots
    here = chosen[spots.event]
    rows = numbers(here & spots.point)
    found: Object = {"places": [], "cells": [], "grid": None}
    if len(np.unique(spots.group[rows])) <= MOST_POINTS:
        found["places"] = _groups(columns, rows)
    else:
        if view is not None:
            rows = rows[spots.within(*_wider(view))[rows]]
        found["cells"], found["grid"] = _cells(columns, rows, _CELL / max(zoom, 1.0))
    areas = _groups(columns, numbers(here & spots.area))
    found["areas"], found["areas_left_out"] = areas[:MOST_AREAS], len(areas[MOST_AREAS:])
    found["countries"] = _countries(columns, numbers(here & spots.country))
    located = np.zeros(len(columns.events), dtype=np.bool_)
    located[spots.event[here & (spots.point | spots.area | spots.country)]] = True
    found["nowhere"] = int((chosen & ~located).sum())
    return found


def extent(columns: Columns, chosen: Mask, *, leaving: float = 0.0) -> Box | None:
    """The smallest rectangle around the points and areas of the chosen events, but for a share of the outermost on each
    side; None where there are none.
    """
    spots = columns.spots
    rows = np.flatnonzero(chosen[spots.event] & (spots.point | spots.area))
    if not len(rows):
        return None
    shares = (leaving, 1 - leaving)
    west, east = np.quantile(spots.lon[rows], shares, method="nearest")
    south, north = np.quantile(spots.lat[rows], shares, method="nearest")
    return float(west), float(south), float(east), float(north)


def _groups(columns: Columns, rows: Ints) -> list[Object]:
    """One object for each place among `rows`, the most frequent first."""
    spots = columns.spots
    counted = _Counted(columns, rows, spots.group[rows], spots.groups)
    found = []
    for group in counted.largest():
        place = spots.places[spots.names[group]]
        known = {"key": place_key(place), "name": plain(place.label or place.name), "country": place.country}
        where = {"lat": place.lat, "lon": place.lon, "precision": place.precision, "kind": place.kind}
        found.append({**known, **where, **counted.of(group)})
    return found


def _cells(columns: Columns, rows: Ints, side: float) -> tuple[list[Object], float]:
    """Cells of a grid, no more than `MOST_POINTS`: the side is doubled until they are; gives it too."""
    spots = columns.spots
    while True:
        width = math.ceil(360 / side) + 1
        cell = ((spots.lat[rows] + 90) // side * width + (spots.lon[rows] + 180) // side).astype(np.int64)
        keys, cells = np.unique(cell, return_inverse=True)
        if len(keys) <= MOST_POINTS:
            break
        side *= 2
    counted = _Counted(columns, rows, cells.astype(np.int32), len(keys))
    lat = np.bincount(cells, spots.lat[rows], len(keys)) / np.maximum(counted.rows, 1)
    lon = np.bincount(cells, spots.lon[rows], len(keys)) / np.maximum(counted.rows, 1)
    pairs, events = np.unique(np.stack((cells, spots.group[rows])), axis=1, return_counts=True)
    places = np.bincount(pairs[0], minlength=len(keys))
    # The place with most events comes last of its cell, and so stays: it names the cell.
    most = np.zeros(len(keys), dtype=np.int64)
    order = np.lexsort((-pairs[1], events))
    most[pairs[0][order]] = pairs[1][order]
    found = []
    for n in counted.largest():
        place = spots.places[spots.names[most[n]]]
        known = {"name": plain(place.label or place.name), "places": int(places[n]), "country": place.country}
        where = {"key": place_key(place), "lat": round(float(lat[n]), 4), "lon": round(float(lon[n]), 4)}
        found.append({**known, **where, **counted.of(n)})
    return found, side


def _countries(columns: Columns, rows: Ints) -> list[Object]:
    """Events told no finer than a country, or somewhere in it."""
    spots = columns.spots
    known = sorted({spots.places[row].country or "" for row in rows})
    index = {code: n for n, code in enumerate(known)}
    # An event counts once in a country, however many of its places lie somewhere in it.
    kept = {(int(spots.event[row]), index[spots.places[row].country or ""]): row for row in rows}
    groups = np.fromiter((n for _, n in kept), np.int32, len(kept))
    counted = _Counted(columns, np.fromiter(kept.values(), np.int32, len(kept)), groups, len(known))
    return [{"country": known[n], **counted.of(n)} for n in counted.largest()]


class _Counted:
    """Counts by group over rows of (event, place)."""

    def __init__(self, columns: Columns, rows: Ints, groups: Ints, size: int) -> None:
        spots, event = columns.spots, columns.spots.event[rows]
        self.rows = np.bincount(groups, minlength=size)
        self._near = np.bincount(groups, spots.precision[rows] == NEAR, size)
        self._disputed = np.bincount(groups, columns.disputed[event], size)
        self._killed = np.bincount(groups, np.maximum(columns.killed[event], 0), size)

    def largest(self) -> list[int]:
        """Groups that have rows, those with most first."""
        order = np.argsort(-self.rows, kind="stable")
        return [int(n) for n in order[: int((self.rows > 0).sum())]]

    def of(self, group: int) -> Object:
        """Counts of one group; `killed` adds up what each event counts at least."""
        return {
            "count": int(self.rows[group]),
            "near": int(self._near[group]),
            "disputed": int(self._disputed[group]),
            "killed": int(self._killed[group]),
        }


def _wider(view: Box) -> Box:
    west, south, east, north = view
    width, height = ((east - west) % 360 or 360.0) * _MARGIN, (north - south) * _MARGIN
    if width * 2 / _MARGIN >= 360:
        return -180.0, max(-90.0, south - height), 180.0, min(90.0, north + height)
    west, east = (west - width + 180) % 360 - 180, (east + width + 180) % 360 - 180
    return west, max(-90.0, south - height), east, min(90.0, north + height)
