"""A ledger's events as columns: made once for a state of the ledger, so that filters and counts take milliseconds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

import numpy as np
import numpy.typing as npt

from recoupe.language.registry import Registry
from recoupe.model.actors import ActorTree
from recoupe.model.event import Event, EventLink
from recoupe.web.catalogue import Catalogue
from recoupe.web.facets import Facet, Mask
from recoupe.web.filters import GRADES, Filter
from recoupe.web.haystack import Haystack
from recoupe.web.spots import COUNTRY, Spots, container, place_key
from recoupe.web.told import most_killed, source_names, sources_of
from recoupe.web.tongue import LANGUAGES, tongue

#: Day of events without a date: after all others.
UNDATED = np.iinfo(np.int32).max
Days = npt.NDArray[np.int32]


class Columns:
    """Columns and indexes over the events of a catalogue, in the order of their ids. Never changes."""

    def __init__(self, catalogue: Catalogue, registry: Registry) -> None:
        self._catalogue, self._registry = catalogue, registry
        self.events: tuple[Event, ...] = tuple(catalogue.events.values())
        size = len(self.events)
        self.row: Mapping[str, int] = {event.id: n for n, event in enumerate(self.events)}
        whens = [event.when.interval if event.when else None for event in self.events]
        self.first: Days = np.fromiter((w.start.toordinal() if w else UNDATED for w in whens), np.int32, size)
        self.last: Days = np.fromiter((w.end.toordinal() if w else UNDATED for w in whens), np.int32, size)
        self.dated: Mask = self.first != UNDATED
        self.killed: Days = np.fromiter((most_killed(event) for event in self.events), np.int32, size)
        self.sources: Days = np.fromiter((event.independent_sources for event in self.events), np.int32, size)
        self.graded: Days = np.fromiter((GRADES.index(event.grade) for event in self.events), np.int32, size)
        self.discounted: Mask = self.graded == GRADES.index("discounted")
        self.disputed: Mask = np.fromiter(
            (event.id in catalogue.disagreements for event in self.events), np.bool_, size
        )
        waiting = {event for item in catalogue.queue for event in item.events}
        self.waiting: Mask = np.fromiter((event.id in waiting for event in self.events), np.bool_, size)
        self.spots = Spots(self.events)

    @cached_property
    def facets(self) -> Mapping[str, Facet]:
        """Values by the names of filters."""
        size, events = len(self.events), self.events
        return {
            "place": Facet((self._places(event) for event in events), size),
            "country": Facet(({p.country for p in e.where if p.country} for e in events), size),
            "kind": Facet(((event.kind,) for event in events), size),
            "actor": Facet((self._actors(event) for event in events), size),
            "source": Facet((sources_of(self._catalogue, event) for event in events), size),
            "grade": Facet(((event.grade,) for event in events), size),
        }

    @cached_property
    def attackers(self) -> Facet:
        """Those who did it, without what they are branches of."""
        return Facet(((actor.id for actor in event.attacker) for event in self.events), len(self.events))

    @cached_property
    def answers(self) -> tuple[EventLink, ...]:
        """Events that answer events."""
        return tuple(link for link in self._catalogue.view.linked.links if link.type == "response_to")

    @cached_property
    def names(self) -> Mapping[str, Mapping[str, str]]:
        """Names of places, actors and sources by the filter and the id: those that the articles give are the last
        resort.
        """
        places: dict[str, str] = {}
        containers: dict[str, str] = {}
        actors: dict[str, str] = {}
        for event in self.events:
            for place in event.where:
                places.setdefault(place_key(place), place.label or place.name)
                if (province := container(place)) is not None:
                    containers.setdefault(province, place.admin1 or "")
            for actor in (*event.attacker, *event.target):
                actors.setdefault(actor.id, actor.name)
        above = (key for key in self.facets["actor"].keys if key in self._registry.rows)
        actors = {**actors, **{key: self._registry.rows[key].name for key in above}}
        return {"place": {**containers, **places}, "actor": actors, "source": source_names(self._catalogue)}

    @cached_property
    def words(self) -> Haystack:
        """All words that events can be found by."""
        return Haystack([tuple(self._words(event)) for event in self.events])

    def masks(self, wanted: Filter) -> dict[str, Mask]:
        """Events that each filter in use leaves, by its name."""
        found: dict[str, Mask] = {}
        for name, facet in self.facets.items():
            if keys := getattr(wanted, name):
                found[name] = facet.having(keys)
        if not wanted.grade:
            found["grade"] = ~self.discounted
        if wanted.since or wanted.until:
            since = wanted.since.toordinal() if wanted.since else 0
            until = wanted.until.toordinal() if wanted.until else UNDATED - 1
            found["dates"] = self.dated & (self.last >= since) & (self.first <= until)
        if wanted.disputed:
            found["disputed"] = self.disputed
        if wanted.review:
            found["review"] = self.waiting
        if wanted.q:
            found["q"] = self.words.having(wanted.q)
        if wanted.box:
            found["bbox"] = self.spots.inside(*wanted.box)
        return found

    def all_but(self, masks: Mapping[str, Mask], name: str | None = None) -> Mask:
        """Events that all filters leave, except the one of that name."""
        chosen = np.ones(len(self.events), dtype=np.bool_)
        for other, mask in masks.items():
            if other != name:
                chosen &= mask
        return chosen

    def matching(self, wanted: Filter) -> Mask:
        """Events that `wanted` asks for."""
        return self.all_but(self.masks(wanted))

    def _places(self, event: Event) -> Iterator[str]:
        for place in event.where:
            yield place_key(place)
            yield from place.within
            if place.country in self._countries:
                yield self._countries[place.country]

    @cached_property
    def _countries(self) -> Mapping[str | None, str]:
        """Ids of the countries that events are put in as a whole: each contains all that lies in it."""
        told = (place for event in self.events for place in event.where)
        return {p.country: p.id for p in told if p.precision == COUNTRY and p.country and p.id}

    def _actors(self, event: Event) -> Iterator[str]:
        tree = self._tree
        for actor in (*event.attacker, *event.target):
            yield actor.id
            yield from tree.ancestors(actor.id)
            if actor.parent is not None:
                yield actor.parent
                yield from tree.ancestors(actor.parent)

    @cached_property
    def _tree(self) -> ActorTree:
        return self._registry.tree()

    def _words(self, event: Event) -> Iterator[str]:
        catalogue = self._catalogue
        yield event.title
        for language in LANGUAGES:
            t = tongue(language)
            yield t.value("kinds", event.kind)
            yield from (t.country(place.country) for place in event.where)
        for place in event.where:
            yield from (place.name, place.label or "", place.admin1 or "")
        for actor in (*event.attacker, *event.target):
            yield from (actor.name, *actor.names)
        for key in event.documents:
            if (document := catalogue.documents.get(key)) is not None:
                yield from (document.title or "", document.outlet or "")
        for report in (catalogue.reports[key] for key in event.reports if key in catalogue.reports):
            yield from (trigger.exact for trigger in report.triggers)
            yield from (claim.quote.exact for claim in report.claims)
            yield from (part for s in report.according_to for part in (s.name, s.org) if part)
