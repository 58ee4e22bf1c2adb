"""CSV and GeoJSON: preferred values only, nothing invented, every loss told."""

from __future__ import annotations

import csv
import io
import json

import msgspec
import pytest
import recoupe_fakes as fakes

from recoupe.export import csv as csv_export
from recoupe.export import geojson
from recoupe.language.kinds import load_kinds
from recoupe.model.event import Event, LinkedLedger
from recoupe.model.values import Actor, Place, Toll
from recoupe.model.view import LedgerView

KINDS = load_kinds()
DOCUMENTS = (fakes.make_document("Kidal: 14 killed.", "a.txt"), fakes.make_document("Kidal: 20 killed.", "b.txt"))
READINGS = tuple(map(fakes.read, DOCUMENTS))
LINKED = fakes.link(READINGS, DOCUMENTS)


def view(**changes: object) -> LedgerView:
    """One event, changed."""
    event = msgspec.structs.replace(LINKED.events[0], **changes)
    linked = LinkedLedger((event,), LINKED.disagreements, ())
    return LedgerView(1, DOCUMENTS, READINGS, linked)


def rows(of: LedgerView) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(csv_export.export(of, KINDS).content.decode(), newline="")))


def test_csv_row() -> None:
    (row,) = rows(view())
    expected = {"kind": "armed_attack", "start": "2023-11-07", "place": "Kidal", "lat": "18.44", "where_precision": "1"}
    assert expected.items() <= row.items()
    assert (row["attacker"], row["target"], row["weapon"]) == ("Forces armées maliennes", "civils", "TB2")
    assert (row["killed_low"], row["killed_high"], row["wounded_low"]) in {("14", "14", ""), ("20", "20", "")}
    assert (row["disagreements"], row["documents"]) == ("toll.killed", "a.txt; b.txt")


def test_csv_leaves_open_what_is_open_and_empty_what_is_not_told() -> None:
    (row,) = rows(view(tolls=(Toll("killed", 8, None), Toll("wounded", 0, 0)), when=None, where=()))
    assert (row["killed_low"], row["killed_high"]) == ("8", "")
    assert (row["wounded_low"], row["wounded_high"]) == ("0", "0")
    assert (row["start"], row["place"], row["lat"], row["displaced_low"]) == ("", "", "", "")


@pytest.mark.parametrize("name", ["=1+1", "+33", "-2", "@SUM(A1)", "\t=1"])
def test_csv_cells_are_no_formulas(name: str) -> None:
    (row,) = rows(view(attacker=(Actor("a", name, "rebel", None),)))
    assert row["attacker"] == f"'{name}"


def test_headline_is_never_a_sum_or_a_part() -> None:
    tolls = (Toll("killed", 3, 3, ("soldiers",)), Toll("killed", 5, 5, ("civilians",)), Toll("killed", 9, 9, part=True))
    assert csv_export.headline(tolls, "killed") == tolls[1]
    assert csv_export.headline((*tolls, Toll("killed", 4, 4)), "killed") == Toll("killed", 4, 4)
    assert csv_export.headline((tolls[2],), "killed") is None


def test_the_place_of_a_row_is_the_finest() -> None:
    country, town = Place("gn:0", "Mali", "ML", None, 17.0, -4.0, 6), LINKED.events[0].where[0]
    (row,) = rows(view(where=(country, town)))
    assert row["place"] == "Kidal"


def test_losses_are_told() -> None:
    event: Event = LINKED.events[0]
    place = Place(None, "Adrar", "ML", None, None, None, 5)
    made = csv_export.export(view(where=(*event.where, place), tolls=(*event.tolls, *event.tolls)), KINDS)
    told = {loss.what: loss.number for loss in made.losses}
    assert told == {"claims": 14, "places": 1, "tolls": 1, "disagreements": 1}


def test_geojson_pins_only_what_has_coordinates() -> None:
    place = Place(None, "Adrar", "ML", None, None, None, 5)
    made = geojson.export(view(where=(*LINKED.events[0].where, place)), KINDS)
    out = json.loads(made.content)
    assert [f["geometry"] for f in out["features"]] == [{"type": "Point", "coordinates": [1.41, 18.44]}, None]
    assert out["features"][0]["properties"]["disagreements"] == ["toll.killed"]
    assert len({f["id"] for f in out["features"]}) == 2
    assert ("places", 1) in {(loss.what, loss.number) for loss in made.losses}


def test_geojson_of_an_event_without_a_place() -> None:
    (feature,) = json.loads(geojson.export(view(where=()), KINDS).content)["features"]
    assert (feature["geometry"], feature["properties"]["place"]) == (None, None)
