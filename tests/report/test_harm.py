"""The dead and the wounded of one event, told by verbs that do not say what it was."""

from __future__ import annotations

import pytest
import recoupe_fakes as fakes

from recoupe.pipeline.reader import Reader


def reports(reader: Reader, text: str) -> list[list[str]]:
    document = fakes.make_document(text)
    parse = reader.parser.parse_text(text)
    return [[t.exact for t in r.triggers] for r in reader.read(document, parse).reports]


ONE = [
    "Douze villageois ont trouvé la mort et trente autres ont été blessés jeudi à Djibo dans des bombardements.",
    "Trois soldats ont été tués et sept autres blessés mardi à Gao dans une embuscade.",
]
TWO = ["Trois civils ont été tués mardi à Gao et deux soldats ont été tués mercredi à Kidal."]


@pytest.mark.parametrize("text", ONE)
def test_joined_verbs_of_harm_tell_one_event(reader: Reader, text: str) -> None:
    assert len(reports(reader, text)) == 1


@pytest.mark.parametrize("text", TWO)
def test_two_places_are_two_events(reader: Reader, text: str) -> None:
    assert len(reports(reader, text)) == 2
