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
    pytest.param(
        "Un avion de l'ONU a été abattu lundi 6 novembre 2023 près de Huambo. Le gouvernement accuse les rebelles "
        "d'avoir tiré un missile. Ses neuf passagers sont portés disparus.",
        ("a été abattu", "missing 9"),
        id="who was aboard was lost where it was shot down",
    ),
    pytest.param(
        "Bilan : douze morts, selon la mairie.\n\nLes rebelles ont attaqué Ménaka lundi 6 novembre 2023.",
        ("ont attaqué", "killed 12"),
        id="counted at the head of the text, before it is told",
    ),
    pytest.param(
        "L'embuscade de lundi 6 novembre 2023 à Tessit fait suite à un bombardement de l'armée malienne, samedi 4 "
        "novembre 2023 à Gao, au cours duquel avaient péri six combattants.",
        ("bombardement", "killed 6"),
        id="the noun that a pronoun of occasion takes up",
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
    pytest.param(
        "Les rebelles ont bombardé Ménaka lundi 6 novembre 2023. L'ONU recense 20 000 déplacés dans la région.",
        "displaced 20000",
        id="people counted where they are",
    ),
]


#: Text, and the first triggers of its violent reports.
TOLD_ONCE = [
    pytest.param(
        "Fusillade à Durango\n\nTrois suspects ont été arrêtés mardi 7 novembre 2023. Des hommes en armes avaient fait "
        "irruption dans un bar et tiré sur les clients.",
        1,
        id="the title's attack is told by the first of the text",
    ),
    pytest.param(
        "Les rebelles tchadiens ont attaqué la caserne de Mao lundi 6 novembre 2023. L'armée tchadienne a attaqué les "
        "rebelles tchadiens à Nokou.",
        2,
        id="the attack of the other side",
    ),
    pytest.param(
        "Un raid aérien a visé Sangin lundi 6 novembre 2023. Vingt insurgés ont été éliminés, affirme l'armée. Faux, "
        "répondent des notables : les avions auraient touché une noce et tué douze civils.",
        1,
        id="who waves an account away tells the same event",
    ),
]


@pytest.mark.parametrize(("text", "expected"), HOUSED)
def test_a_toll_finds_its_event(read: Read, text: str, expected: tuple[str, str]) -> None:
    trigger, toll = expected
    assert toll in tolls(read(text)).get(trigger, [])


@pytest.mark.parametrize(("text", "toll"), HOMELESS)
def test_a_toll_of_something_else_finds_none(read: Read, text: str, toll: str) -> None:
    assert all(toll not in held for held in tolls(read(text)).values())


@pytest.mark.parametrize(("text", "attacks"), TOLD_ONCE)
def test_attacks_are_told_apart(read: Read, text: str, attacks: int) -> None:
    assert len([r for r in read(text).reports if r.kind in ("armed_attack", "armed_clash", "air_strike")]) == attacks
