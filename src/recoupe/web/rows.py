"""Events as rows of a table, in words of the interface, in the order asked for."""

from __future__ import annotations

from typing import Any

import numpy as np
from babel.dates import format_date

from recoupe.export.csv import main_place
from recoupe.model.event import Event
from recoupe.model.time import DateInterval
from recoupe.model.values import Actor
from recoupe.text.normalise import fold
from recoupe.web.columns import UNDATED, Columns, Days
from recoupe.web.facets import Mask, numbers
from recoupe.web.filters import Paging, SortKey
from recoupe.web.render import plain
from recoupe.web.spots import place_key
from recoupe.web.told import killed
from recoupe.web.tongue import Tongue
from recoupe.web.values import Teller, capital

#: Actors of one side that a row names.
_ACTORS = 2

Object = dict[str, Any]


class Orders:
    """What rows are sorted by, in one language. Never changes; each column is made when it is first asked for."""

    def __init__(self, columns: Columns, t: Tongue) -> None:
        self._columns, self._tell = columns, Teller(t)
        self._made: dict[SortKey, Days] = {}

    def rows(self, chosen: Mask, paging: Paging) -> Days:
        """Chosen events, what has no value last in either order; equal ones by date and id."""
        found = numbers(chosen)
        columns = self._columns
        value = self._column(paging.sort)[found].astype(np.int64)
        missing = value == (UNDATED if paging.sort == "date" else -1)
        if paging.order == "desc":
            value = -value
        order = np.lexsort((found, columns.last[found], columns.first[found], value, missing))
        return found[order]

    def _column(self, name: SortKey) -> Days:
        """Values or ranks; -1 (for dates `UNDATED`) where there is none."""
        columns = self._columns
        if name in ("date", "killed", "sources", "grade"):
            return {
                "date": columns.first,
                "killed": columns.killed,
                "sources": columns.sources,
                "grade": columns.graded,
            }[name]
        if name not in self._made:
            texts = [fold(self._text(name, event)) for event in columns.events]
            rank = {text: n for n, text in enumerate(sorted(set(texts) - {""}))}
            self._made[name] = np.array([rank.get(text, -1) for text in texts], dtype=np.int32)
        return self._made[name]

    def _text(self, name: SortKey, event: Event) -> str:
        if name == "kind":
            return self._tell.kind(event.kind)
        if name == "event":
            return self._tell.title(event)
        place = main_place(event)
        return place.name if place else ""


def row(columns: Columns, number: int, tell: Teller) -> Object:
    """One event as the table shows it."""
    event = columns.events[number]
    days = event.when.interval if event.when else None
    return {
        "id": event.id,
        "title": plain(tell.title(event)),
        "date": short_date(days, tell),
        "first": days.start.isoformat() if days else None,
        "last": days.end.isoformat() if days else None,
        "who": plain(_few(event.attacker, tell)),
        "whom": plain(_few(event.target, tell)),
        "place": plain(_place(event, tell)),
        "kind": event.kind,
        "kind_name": capital(tell.kind(event.kind)),
        "grade": event.grade,
        "grade_name": tell.grade(event.grade),
        "killed": _killed(event, tell),
        "sources": event.independent_sources,
        "disputed": bool(columns.disputed[number]),
        "review": bool(columns.waiting[number]),
        "where": where(event),
    }


def where(event: Event) -> list[list[Any]]:
    """[key, longitude, latitude, precision, country] of each place, for a map to point at."""
    return [[place_key(p), p.lon, p.lat, p.precision, p.country] for p in event.where]


def short_date(days: DateInterval | None, tell: Teller) -> str | None:
    """A date for a narrow column, no finer than it is."""
    if days is None:
        return None
    if days.start == days.end:
        return str(format_date(days.start, "medium", locale=tell.locale))
    return tell.date(days)


def _place(event: Event, tell: Teller) -> str:
    place = main_place(event)
    if place is None:
        return ""
    others = len({place_key(p) for p in event.where} - {place_key(place)})
    return tell.place(place) + (f" +\u00a0{others}" if others else "")


def _few(actors: tuple[Actor, ...], tell: Teller) -> str:
    """The first actors, and how many more there are."""
    more = f" +\u00a0{len(actors) - _ACTORS}" if len(actors) > _ACTORS else ""
    return tell.actors(actors[:_ACTORS]) + more


def _killed(event: Event, tell: Teller) -> str:
    toll = killed(event)
    if toll is None:
        return ""
    if toll.high is None:
        return tell.compared(">=", toll.low)
    return tell.compared("=", toll.low) if toll.low == toll.high else f"{toll.low}–{toll.high}"
