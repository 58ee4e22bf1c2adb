"""Denials that do not say what they deny."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from recoupe.model.report import DocumentReading
from recoupe.model.values import Actor

Read = Callable[[str], DocumentReading]

#: What is told, and the words that deny it.
DENIED = [
    (
        "Les Houthis ont affirmé avoir touché un destroyer américain mardi 9 janvier 2024 en mer Rouge. Le Pentagone a "
        "démenti cette attaque.",
        "Pentagone a démenti cette attaque",
    ),
    (
        "Les Houthis ont affirmé avoir touché un destroyer américain mardi 9 janvier 2024 en mer Rouge, ce que le "
        "Pentagone a nié.",
        "Pentagone a nié",
    ),
    (
        "Les rebelles du TPLF affirment avoir capturé lundi 21 juin 2021 deux cents soldats près de Yechila. "
        "Addis-Abeba dément.",
        "Addis-Abeba dément",
    ),
    (
        "L'Azerbaïdjan a abattu samedi 17 octobre 2020 un avion arménien à Djabraïl. « Pure "
        "désinformation », réplique Erevan.",
        "réplique Erevan",
    ),
    (
        "Le Hamas dit avoir tué dix soldats lundi 6 mai 2024 à Rafah. Faux, a rétorqué l'armée israélienne.",
        "a rétorqué l'armée israélienne",
    ),
    (
        "Treize civils ont été tués samedi 17 octobre 2020 par un tir de missile de l'armée arménienne sur Gandja. "
        "« C'est un mensonge absolu », a réagi le ministère arménien de la Défense.",
        "a réagi le ministère arménien de la Défense",
    ),
    (
        "L'aviation éthiopienne a bombardé un marché lundi 21 juin 2021 à Togoga. Les rebelles du TPLF affirment avoir "
        "capturé mardi 22 juin 2021 cent soldats près de Yechila. Addis-Abeba dément.",
        "Addis-Abeba dément",
    ),
    (
        "Des soldats camerounais ont incendié mardi 6 novembre 2018 trente cases à Bafut, dénoncent des riverains. "
        "L'état-major parle d'« allégations mensongères » et dit avoir tué cinq séparatistes à Kumbo.",
        "état-major parle d'",
    ),
]
#: What is told, and why nothing of it is denied.
NOT_DENIED = [
    (
        "Le Hamas dit avoir tué dix soldats lundi 6 mai 2024 à Rafah. « Pure désinformation », soupire un passant.",
        "nobody who is a party to it",
    ),
    (
        "Le Hamas dit avoir tué dix soldats lundi 6 mai 2024 à Rafah. L'armée israélienne n'a pas réagi.",
        "silence denies nothing",
    ),
    (
        "Le Hamas dit avoir tué dix soldats lundi 6 mai 2024 à Rafah. Le marché a rouvert mardi. Il fait chaud. "
        "L'armée israélienne dément.",
        "too far from it",
    ),
    (
        "Le Hamas dit avoir tué dix soldats lundi 6 mai 2024 à Rafah. Un faux passeport a été remis à l'armée "
        "israélienne.",
        "a word that waves nothing away",
    ),
]


def denials(reading: DocumentReading) -> list[str]:
    return [
        c.quote.exact
        for r in reading.reports
        for c in r.claims
        if c.property == "attacker" and c.status == "denied" and isinstance(c.value, Actor)
    ]


@pytest.mark.parametrize(("text", "words"), DENIED, ids=lambda x: x[-40:])
def test_what_another_denies(read: Read, text: str, words: str) -> None:
    assert denials(read(text)) == [words]


@pytest.mark.parametrize(("text", "why"), NOT_DENIED, ids=lambda x: x[-40:])
def test_what_nobody_denies(read: Read, text: str, why: str) -> None:
    assert denials(read(text)) == [], why
