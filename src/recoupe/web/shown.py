"""What an overview shows of one state of a ledger: counts, map, timeline and table under one filter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, Literal, get_args

from recoupe.language.registry import Registry
from recoupe.web.catalogue import Catalogue
from recoupe.web.columns import Columns
from recoupe.web.facets import Mask
from recoupe.web.filters import GRADES, Box, Filter, Paging, Window
from recoupe.web.gathered import LEAVING, extent, gather
from recoupe.web.lanes import Lanes, timeline
from recoupe.web.render import plain
from recoupe.web.rows import Orders, row
from recoupe.web.spots import container
from recoupe.web.tongue import Tongue
from recoupe.web.values import Teller

Part = Literal["facets", "map", "timeline", "rows"]
PARTS: tuple[Part, ...] = get_args(Part)
#: Values of one facet in an answer, at most, the most frequent first.
_MOST_VALUES = {"place": 200, "country": 250, "kind": 100, "actor": 200, "source": 200, "grade": 10}

Object = dict[str, Any]


class Shown:
    """One catalogue, made ready for overviews. Safe to use from several threads: what is made twice is the same."""

    def __init__(self, catalogue: Catalogue, registry: Registry) -> None:
        self.catalogue, self._registry = catalogue, registry
        self._orders: dict[str, Orders] = {}

    @cached_property
    def columns(self) -> Columns:
        """All events as columns."""
        return Columns(self.catalogue, self._registry)

    def warm(self) -> None:
        """Make what answers are made from, so that nobody waits for it later."""
        columns = self.columns
        _ = columns.facets, columns.names, columns.attackers, columns.words

    def orders(self, t: Tongue) -> Orders:
        """What rows are sorted by in that language."""
        if t.language not in self._orders:
            self._orders[t.language] = Orders(self.columns, t)
        return self._orders[t.language]

    def overview(
        self,
        wanted: Filter,
        paging: Paging,
        t: Tongue,
        *,
        parts: Sequence[Part] = PARTS,
        by: Lanes = "actor",
        window: Window | None = None,
        zoom: float = 1.0,
        view: Box | None = None,
    ) -> Object:
        """The parts asked for, and how many events match of how many. `hidden` are those that a person dismissed."""
        columns, tell = self.columns, Teller(t)
        masks = columns.masks(wanted)
        chosen = columns.all_but(masks)
        hidden = 0 if wanted.grade else int(columns.discounted.sum())
        found: Object = {"version": self.catalogue.version, "judged": self.catalogue.judged, "query": wanted.query()}
        found |= {"matched": int(chosen.sum()), "total": len(columns.events) - hidden, "hidden": hidden}
        if "facets" in parts:
            found["facets"] = self._facets(wanted, masks, tell)
        if "map" in parts:
            found["map"] = {**gather(columns, chosen, zoom=zoom, view=view), "extent": extent(columns, chosen)}
            found["map"]["focus"] = extent(columns, chosen, leaving=LEAVING)
        if "timeline" in parts:
            found["timeline"] = timeline(columns, chosen, tell, by=by, window=window)
        if "rows" in parts:
            found["rows"] = self.rows(chosen, paging, t)
        return found

    def rows(self, chosen: Mask, paging: Paging, t: Tongue) -> list[Object]:
        """A page of the table."""
        numbers = self.orders(t).rows(chosen, paging)[paging.offset : paging.offset + paging.limit]
        tell = Teller(t)
        return [row(self.columns, int(number), tell) for number in numbers]

    def _facets(self, wanted: Filter, masks: Mapping[str, Mask], tell: Teller) -> Object:
        """Of each filter: values with how many events they would leave under all other filters."""
        columns = self.columns
        found: Object = {}
        for name, facet in columns.facets.items():
            others = columns.all_but(masks, name)
            values = facet.top(others, _MOST_VALUES[name], getattr(wanted, name))
            found[name] = [{"key": k, "name": self._name(name, k, tell), "count": n} for k, n in values]
        found["place"] = [value for value in found["place"] if value["name"] or value["key"] in wanted.place]
        containers = {key for place in columns.spots.places if (key := container(place))}
        for value in found["place"]:
            value["area"] = value["key"] in containers
        found["grade"].sort(key=lambda value: GRADES.index(value["key"]))
        for name, flags in (("disputed", columns.disputed), ("review", columns.waiting)):
            found[name] = int((columns.all_but(masks, name) & flags).sum())
        return found

    def _name(self, facet: str, key: str, tell: Teller) -> str | None:
        """How people call a value; None for a place that contains others and that no text names."""
        if facet == "country":
            return tell.country(key)
        if facet == "kind":
            return tell.kind(key)
        if facet == "grade":
            return tell.grade(key)
        name = self.columns.names[facet].get(key)
        return plain(name) if name else None if facet == "place" else key
