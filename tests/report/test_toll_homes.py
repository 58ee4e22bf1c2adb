"""Which event a count belongs to that hangs on no event of its sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from recoupe.model.report import DocumentReading
from recoupe.model.values import Toll

Read = Callable[[str], DocumentReading]


def tolls(reading: DocumentReading) -> dict[str, list[str]]:
    """Tolls by the first trigger of their report."""
    return {
        r.triggers[0].exact: [
            f"{c.value.kind} {c.value.low}" for c in r.claims if isinstance(c.value, Toll) and not c.value.part
        ]
        for r in reading.reports
    }


#: Text; the first trigger of the report that holds the toll, and the toll.
HOUSED = [
    pytest.param(
        "Des avions soudanais ont bombardé Kutum lundi 6 novembre 2023. L'hôpital a revu ses chiffres. Un élu s'en "
        "tient à quinze tués.",
        ("ont bombardé", "killed 15"),
        id="bare harm is the event's told before",
    ),
    pytest.param(
        "Deux bombes ont explosé lundi 6 novembre 2023 à Quetta. La première a visé un marché, la seconde une caserne. "
        "On compte trente blessés.",
        ("ont explosé", "wounded 30"),
        id="after the parts, the whole is counted",
    ),
    pytest.param(
        "Des avions russes ont bombardé Soumy lundi 6 novembre 2023, une riposte aux tirs de dimanche sur Belgorod. Le "
        "bilan est de neuf morts.",
        ("ont bombardé", "killed 9"),
        id="what is only answered takes no toll",
    ),
    pytest.param(
        "Les rebelles ont attaqué Ménaka lundi 6 novembre 2023. Le maire confirme l'attaque, mais parle de huit morts.",
        ("ont attaqué", "killed 8"),
        id="a rival count beside the attack named again",
    ),
]
#: Text, and a toll that no report may hold.
HOMELESS = [
    pytest.param(
        "Les rebelles ont attaqué Ménaka lundi 6 novembre 2023. En octobre 2023, l'armée avait perdu treize hommes "
        "dans une collision.",
        "killed 13",
        id="an accident is no attack",
    ),
    pytest.param(
        "Les rebelles ont attaqué Ménaka lundi 6 novembre 2023. Le 3 octobre 2023, on comptait déjà neuf morts.",
        "killed 9",
        id="harm of an earlier day",
    ),
]


@pytest.mark.parametrize(("text", "expected"), HOUSED)
def test_a_toll_finds_its_event(read: Read, text: str, expected: tuple[str, str]) -> None:
    trigger, toll = expected
    assert toll in tolls(read(text)).get(trigger, [])


@pytest.mark.parametrize(("text", "toll"), HOMELESS)
def test_a_toll_of_something_else_finds_none(read: Read, text: str, toll: str) -> None:
    assert all(toll not in held for held in tolls(read(text)).values())
