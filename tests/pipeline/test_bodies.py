"""The body that a named person speaks for."""

from __future__ import annotations

from recoupe.model.findings import FoundActor
from recoupe.model.mentions import Attribution
from recoupe.model.spans import CharSpan
from recoupe.model.values import Actor, Source
from recoupe.pipeline.bodies import with_bodies

SPEAKER = CharSpan(10, 20)
MINISTER = FoundActor(SPEAKER, Actor("ali-diop", "Ali Diop", "government", "ML", "state:ML:defence"), "person")
ADJECTIVE = FoundActor(SPEAKER, Actor("state:NE", "Niger", "government", "NE", "state:NE"), "adjective")


def said_by(source: Source, *actors: FoundActor) -> Source:
    attribution = Attribution(source, SPEAKER, CharSpan(0, 9), CharSpan(21, 40), "claimed")
    [one] = with_bodies([attribution], actors, lambda id: f"name of {id}")
    return one.source


def test_the_registry_tells_for_whom_a_person_speaks() -> None:
    source = said_by(Source(name="Ali Diop"), ADJECTIVE, MINISTER)
    assert (source.org, source.org_id) == ("name of state:ML:defence", "state:ML:defence")


def test_what_the_text_says_is_kept() -> None:
    told = Source(name="Ali Diop", org="Transition")
    assert said_by(told, MINISTER) == told


def test_who_has_no_name_is_of_no_body() -> None:
    unnamed = Source(role="responsable", anonymous=True)
    assert said_by(unnamed, MINISTER) == unnamed
    assert said_by(Source(name="Ali Diop"), ADJECTIVE) == Source(name="Ali Diop")
