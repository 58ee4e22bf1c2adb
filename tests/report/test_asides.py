"""What stands beside the story and neither dates nor places it: read by the whole house."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
import pytest
from recoupe_fakes import make_document

from recoupe.model.report import DocumentReading, When
from recoupe.model.spans import CharSpan, quote
from recoupe.model.values import Place

if TYPE_CHECKING:
    from recoupe.pipeline.reader import Reader

Read = Callable[[str], DocumentReading]


def days(reading: DocumentReading) -> set[str]:
    claims = [c for r in reading.reports for c in r.claims]
    return {c.value.interval.start.isoformat() for c in claims if isinstance(c.value, When)}


def names(reading: DocumentReading) -> set[str]:
    return {c.value.name for r in reading.reports for c in r.claims if isinstance(c.value, Place)}


DATELINES = [
    ("BAMAKO, 7 novembre 2023 (Andina) - Une bombe a tué dix soldats à Gao, au Mali.", set()),
    ("BAMAKO (Mali), 7 novembre 2023 (Andina) - Une bombe a tué lundi dix soldats à Gao.", {"2023-11-06"}),
    ("BAMAKO - Le 6 novembre 2023, une bombe a tué dix soldats à Gao, au Mali.", {"2023-11-06"}),
]


@pytest.mark.parametrize(("text", "expected"), DATELINES, ids=[row[0] for row in DATELINES])
def test_the_date_of_a_dateline_dates_no_event(reader: Reader, text: str, expected: set[str]) -> None:
    document = make_document(text)
    told = msgspec.structs.replace(document, dateline=quote(text, CharSpan(0, len("BAMAKO"))))
    [reading] = reader.read_all([told])
    assert days(reading) == expected


LOCATORS = [
    ("Une bombe a tué lundi dix soldats dans la ville, située à 30 km à l'est de Gao, au Mali.", "Gao", False),
    ("Une bombe a tué lundi dix soldats dans une ferme située à 30 km à l'est de Gao, au Mali.", "Gao", True),
    ("Une bombe a tué lundi dix soldats à Ansongo, bourg à 90 km au sud de Gao, au Mali.", "Gao", False),
    ("Dix soldats ont été tués lundi à Ménaka, au Mali, par des obus tirés depuis Gao.", "Gao", False),
    ("Dix soldats ont été tués lundi, au Mali, par des obus tirés sur Gao.", "Gao", True),
    ("Une bombe a tué lundi dix soldats à Ménaka. Une mine a sauté mardi à 30 km de Gao, au Mali.", "Gao", True),
]


@pytest.mark.parametrize(("text", "name", "placed"), LOCATORS, ids=[row[0] for row in LOCATORS])
def test_a_distance_from_a_town_places_what_has_no_place(read: Read, text: str, name: str, placed: bool) -> None:
    assert (name in names(read(text))) is placed
