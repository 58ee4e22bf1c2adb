from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.extract.quotations import find_quotations
from recoupe.model.document import Zone

SPEECH = [
    ("Il a dit : « Nous avons tiré sur le port. »", ["« Nous avons tiré sur le port. »"]),
    ('"Le pont a sauté cette nuit", a-t-il dit.', ['"Le pont a sauté cette nuit"']),
    ('« Il a crié "partez tous d\'ici" hier soir », dit-elle.', ['« Il a crié "partez tous d\'ici" hier soir »']),
    ("« Nous n'avons rien vu ce jour-là.\nLe lendemain, tout a brûlé.", ["« Nous n'avons rien vu ce jour-là."]),
    ("« Nous riposterons », a-t-il dit.", ["« Nous riposterons »"]),
]
NO_SPEECH = [
    "Des « frappes de précision » ont visé le port.",
    'Le canon de 12" a tiré.',
    "Les « Gardiens du sang », un groupe inconnu, ont tiré.",
    "Un texte sans guillemets.",
]


@pytest.mark.parametrize(("text", "expect"), SPEECH)
def test_speech(text: str, expect: list[str]) -> None:
    assert [text[s.start : s.end] for s in find_quotations(text)] == expect


@pytest.mark.parametrize("text", NO_SPEECH)
def test_no_speech(text: str) -> None:
    assert find_quotations(text) == ()


def test_a_quotation_ends_with_its_zone() -> None:
    text = "« Nous avons tiré sur le port  la suite du texte »"
    zones = (Zone(0, 29, "body", "fr"), Zone(29, len(text), "caption", "fr"))
    assert [text[s.start : s.end] for s in find_quotations(text, zones)] == ["« Nous avons tiré sur le port"]


@given(st.text(alphabet='«»"“” \nabcd.,', max_size=80))
def test_quotations_are_in_order_and_do_not_overlap(text: str) -> None:
    spans = find_quotations(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert all("\n" not in text[s.start : s.end] for s in spans)
