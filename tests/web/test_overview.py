"""What the overview's parts show: nothing finer than it is told, nothing counted twice, nothing left out unsaid."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
import pytest
from many_events import PLACES, catalogue

from recoupe.language.registry import load_registry
from recoupe.model.values import Place
from recoupe.web.catalogue import Catalogue
from recoupe.web.filters import Filter, Paging, Window
from recoupe.web.gathered import MOST_POINTS
from recoupe.web.lanes import LANES, MOST_BARS, MOST_LANES
from recoupe.web.shown import Shown
from recoupe.web.spots import place_key
from recoupe.web.tongue import tongue

FEW = catalogue(150)
ALL = Filter()


def look(of: Catalogue, wanted: Filter = ALL, **more: Any) -> dict[str, Any]:
    return Shown(of, load_registry()).overview(wanted, Paging(), tongue("fr"), **more)


def spread(events: int) -> Catalogue:
    """Each event in a town of its own, all over the world."""
    made = catalogue(events)
    places = [
        Place(f"gn:{n}", f"town {n}", "ML", None, (n * 37 % 1400) / 10 - 70, (n * 101 % 3600) / 10 - 180, 1, ("ML",))
        for n in range(events)
    ]
    placed = [msgspec.structs.replace(e, where=(places[n],)) for n, e in enumerate(made.events.values())]
    linked = msgspec.structs.replace(made.view.linked, events=tuple(placed))
    return Catalogue(msgspec.structs.replace(made.view, linked=linked), made.kinds)


def test_a_place_is_a_point_only_when_it_is_told_as_one() -> None:
    found = look(FEW)["map"]
    assert {spot["precision"] for spot in found["places"]} <= {1, 2}
    assert {spot["precision"] for spot in found["areas"]} == {3, 4}
    assert {row["country"] for row in found["countries"]} == {"ML"}


def test_every_event_is_counted_once_at_each_place_it_has() -> None:
    found, events = look(FEW)["map"], [e for e in FEW.events.values() if e.grade != "discounted"]
    for spot in found["places"]:
        here = [e for e in events if any(place_key(p) == spot["key"] and p.precision <= 2 for p in e.where)]
        assert spot["count"] == len(here)
        assert spot["disputed"] == sum(e.id in FEW.disagreements for e in here)
    # The country as a whole, and its north, which nothing locates.
    vague = [e for e in events if any(p.precision == 6 or p.lat is None for p in e.where)]
    assert found["countries"][0]["count"] == len(vague)


def test_events_that_no_map_shows_are_counted_apart() -> None:
    found, events = look(FEW)["map"], [e for e in FEW.events.values() if e.grade != "discounted"]
    unplaced = [e for e in events if not e.where]
    assert found["nowhere"] == len(unplaced) > 0


def test_many_points_are_gathered_in_cells_that_lose_no_event() -> None:
    many = spread(1500)
    found = look(many)["map"]
    assert not found["places"]
    assert 0 < len(found["cells"]) <= MOST_POINTS
    assert sum(cell["count"] for cell in found["cells"]) == look(many)["matched"]
    for cell in found["cells"]:
        assert cell["places"] >= 1


def test_nearer_cells_are_smaller_and_only_around_the_view() -> None:
    many = spread(1500)
    far, near = look(many)["map"], look(many, zoom=8.0, view=(0.0, 0.0, 45.0, 30.0))["map"]
    assert near["grid"] < far["grid"]
    assert all(-25 <= cell["lon"] <= 70 and -16 <= cell["lat"] <= 46 for cell in near["cells"])


def test_the_largest_of_what_lies_apart_is_left_out_of_a_first_look_only() -> None:
    """One event in the Pacific among many in the Sahel."""
    made = catalogue(150)
    events = [msgspec.structs.replace(e, where=(PLACES[0],)) for e in made.events.values()]
    events[0] = msgspec.structs.replace(events[0], where=(PLACES[6],), grade="fair")
    linked = msgspec.structs.replace(made.view.linked, events=tuple(events))
    found = look(Catalogue(msgspec.structs.replace(made.view, linked=linked), made.kinds))["map"]
    assert found["extent"][0] == pytest.approx(-171.8)
    assert found["focus"][0] == pytest.approx(1.41)


@pytest.mark.parametrize("by", LANES)
def test_each_dated_event_is_in_one_lane(by: Any) -> None:
    found = look(FEW, by=by)["timeline"]
    dated = [e for e in FEW.events.values() if e.grade != "discounted" and e.when]
    assert sorted(bar["id"] for bar in found["bars"]) == [e.id for e in dated]
    assert len(found["lanes"]) <= MOST_LANES + 2
    for n, lane in enumerate(found["lanes"]):
        assert lane["count"] == sum(bar["lane"] == n for bar in found["bars"]) > 0
    assert found["undated"] == sum(e.grade != "discounted" and e.when is None for e in FEW.events.values())


def test_an_event_is_in_the_lane_of_who_did_it() -> None:
    found = look(FEW)["timeline"]
    for bar in found["bars"]:
        did, lane = [a.id for a in FEW.events[bar["id"]].attacker], found["lanes"][bar["lane"]]["key"]
        assert lane in did or (lane is None and not did)


def test_only_answers_between_shown_events_are_drawn() -> None:
    found = look(FEW, Filter(kind=("bombing", "protest")))["timeline"]
    shown = {bar["id"] for bar in found["bars"]}
    assert found["links"]
    assert {end for link in found["links"] for end in (link["from"], link["to"])} <= shown
    assert {link["suggested"] for link in found["links"]} == {True, False}


def test_a_window_shows_the_events_that_reach_into_it() -> None:
    window = Window(dt.date(2023, 3, 1), dt.date(2023, 3, 31))
    found = look(FEW, window=window)["timeline"]
    assert found["window"] == ["2023-03-01", "2023-03-31"]
    assert found["extent"][0] < "2023-03-01"
    inside = [e.when.interval for e in FEW.events.values() if e.grade != "discounted" and e.when]
    assert len(found["bars"]) == sum(d.start <= window.last and d.end >= window.first for d in inside)


def test_more_events_than_bars_are_counted_by_stretch_of_days() -> None:
    found = look(catalogue(900))["timeline"]
    assert not found["bars"]
    assert not found["links"]
    counted = sum(count for _, _, count in found["bins"])
    assert counted == sum(lane["count"] for lane in found["lanes"]) > MOST_BARS
    first = dt.date.fromisoformat(found["window"][0])
    assert all((dt.date.fromisoformat(day) - first).days % found["days"] == 0 for day, _, _ in found["bins"])


def test_dismissed_events_are_hidden_and_said_to_be() -> None:
    found, asked = look(FEW), look(FEW, Filter(grade=("discounted",)))
    assert found["hidden"] == asked["matched"] > 0
    assert found["matched"] == found["total"] == len(FEW.events) - found["hidden"]
    assert asked["hidden"] == 0


def test_only_the_parts_asked_for_are_made() -> None:
    assert "rows" in look(FEW, parts=("rows",))
    assert not {"map", "timeline", "facets"} & set(look(FEW, parts=("rows",)))


def test_no_event_at_all_is_no_error() -> None:
    found = look(catalogue(0))
    assert found["matched"] == found["total"] == 0
    assert found["map"]["extent"] is None
    assert found["timeline"]["extent"] is None
    assert found["rows"] == []


def test_a_filter_that_leaves_nothing_is_no_error() -> None:
    found = look(FEW, Filter(q="nothingsuch"))
    assert found["matched"] == 0
    assert found["timeline"]["bars"] == []
