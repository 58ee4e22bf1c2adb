"""Places from text to gazetteer, on the cases of tests/cases/fr/places, and what must hold for any text."""

from __future__ import annotations

import itertools
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.extract.places import PlaceExtractor
from recoupe.language.pack import LanguagePack
from recoupe.model.document import Document
from recoupe.model.places import PlaceReading
from recoupe.resolve.gazetteer import Gazetteer
from recoupe.resolve.places import PlaceResolver

CASES = Path(__file__).parents[1] / "cases" / "fr" / "places"


class Rooms:
    """Extractor and resolver as the pipeline sets them up."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        pack = LanguagePack("fr")
        self.extractor = PlaceExtractor(pack, gazetteer.known)
        self.resolver = PlaceResolver(pack, gazetteer)

    def read(self, text: str) -> PlaceReading:
        document = Document("d", "d.txt", None, "", None, None, ("fr",), None, None, text, ())
        return self.resolver.resolve(document, self.extractor.find(text))


@pytest.fixture(scope="module")
def rooms(gazetteer: Gazetteer) -> Rooms:
    return Rooms(gazetteer)


def cases(name: str) -> list[Any]:
    rows = yaml.safe_load((CASES / f"{name}.yml").read_text(encoding="utf-8"))
    return [pytest.param(row, id=row["label"]) for row in rows]


def check(reading: PlaceReading, case: dict[str, Any]) -> None:
    """Exactly the places of the case, each with what the case says of it."""
    places = [r.place for r in reading.places if r.place]
    assert Counter(p.name for p in places) == Counter(row["name"] for row in case["places"])
    for row in case["places"]:
        told = [{key: getattr(p, key) for key in row} for p in places if p.name == row["name"]]
        assert row in told
    names = [case["text"][r.mention.name.start : r.mention.name.end] for r in reading.places if r.mention.metonym]
    if "governments" in case:
        assert names == case["governments"]


@pytest.mark.parametrize("case", cases("synthetic") + cases("in_the_wild") + cases("negative"))
def test_cases(rooms: Rooms, case: dict[str, Any]) -> None:
    check(rooms.read(case["text"]), case)


@pytest.mark.parametrize("case", cases("known_failures"))
@pytest.mark.xfail(strict=True, reason="known failure; move the case when it passes")
def test_known_failures(rooms: Rooms, case: dict[str, Any]) -> None:
    check(rooms.read(case["text"]), case)


def test_same_name_in_two_countries_stays_open(rooms: Rooms) -> None:
    reading = rooms.read(
        "L'Irlande, l'Espagne et la Syrie en parlent. Une bombe a explosé à Tripoli. Le Liban, la Libye."
    )
    (tripoli,) = [r for r in reading.places if not r.mention.metonym]
    assert tripoli.place is None
    assert {p.country for p in tripoli.alternatives} >= {"LB", "LY"}
    assert [i.code for i in reading.issues] == ["ambiguous_place"]
    assert reading.issues[0].quote is not None
    assert reading.issues[0].quote.exact == "Tripoli"


def test_the_container_is_within(rooms: Rooms) -> None:
    reading = rooms.read("Une bombe a explosé à Mossoul, dans le nord de l'Irak.")
    city, north = (r.place for r in reading.places)
    assert city is not None
    assert north is not None
    assert city.within[-1] == "IQ"
    assert city.admin1 == "Ninive"
    assert north.id is None
    assert north.lat is None
    assert "IQ" in north.within


def test_a_pin_is_never_finer_than_the_text(rooms: Rooms) -> None:
    for text in (
        "Des raids ont visé l'ouest de l'Irak.",
        "Des raids ont visé l'Irak.",
        "La frontière syrienne est fermée.",
    ):
        places = [r.place for r in rooms.read(text).places if r.place]
        assert places
        assert all(p.lat is None and p.lon is None and p.precision >= 5 for p in places)


WORDS = """Bagdad Mali Tripoli à le l' d' du près nord est de , et entre ( ) . : Ali km 30 territoire syrien A İ Ǆ ’ al-
Al- mer Rouge zone verte capitale afghane province selon frontière avec la"""
PIECES = st.sampled_from([*WORDS.split(), "\n", "\u200b", "à l'est de", "dans le nord de", "près de"])


@settings(max_examples=150, deadline=None)
@given(text=st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=14).map(" ".join)))
def test_any_text_is_read_without_harm(rooms: Rooms, text: str) -> None:
    reading = rooms.read(text)
    mentions = [r.mention for r in reading.places]
    for mention in mentions:
        assert 0 <= mention.span.start <= mention.name.start < mention.name.end <= mention.span.end <= len(text)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(mentions))
    assert reading == rooms.read(text)


@pytest.mark.parametrize(
    "rule", LanguagePack("fr").table("rules/places", list[dict[str, Any]]), ids=lambda rule: rule["id"]
)
def test_rules_do_what_their_examples_say(rooms: Rooms, rule: dict[str, Any]) -> None:
    for example in rule["examples"]:
        before, rest = example.split("[", 1)
        marked, after = rest.split("]", 1)
        text = before + marked + after
        found = [m for m in rooms.extractor.find(text) if not m.metonym]
        assert marked in [text[m.span.start : m.span.end] for m in found], example
    for text in rule["counter_examples"]:
        assert [m for m in rooms.extractor.find(text) if not m.metonym] == [], text
