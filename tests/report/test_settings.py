"""Where an event without a place of its own happened: read by the whole house."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from recoupe.model.report import DocumentReading
from recoupe.model.values import Place

Read = Callable[[str], DocumentReading]

CASES = [
    (
        "the story goes on",
        "Une bombe a explosé lundi à Gao, au Mali. Des hommes armés ont ensuite attaqué un poste de police.",
        "attaqué",
        {"Gao"},
    ),
    (
        "a word that points back",
        "L'armée est entrée lundi dans Gao, au Mali. Dix rebelles y ont été tués.",
        "tués",
        {"Gao"},
    ),
    (
        "the country that all ground named is of",
        "Dix soldats ont été tués lundi par une bombe.\n\nLe gouvernement promet d'envoyer des renforts à Gao, à Kidal"
        " et à Mopti, au Mali.",
        "tués",
        {"Mali"},
    ),
    (
        "the sentence before names one place",
        "À Gao, au nord du Mali, les écoles sont fermées. Une bombe a tué deux soldats lundi.",
        "tué",
        {"Gao"},
    ),
    (
        "a town that is named again by a noun",
        "L'armée est entrée lundi dans Gao, au Mali.\n\nLe même jour, trois civils ont été tués dans un marché de la"
        " ville. Le calme règne à Kidal.",
        "civils",
        {"Gao"},
    ),
    (
        "a town where somebody fled is not the one named again, unless it is pointed at",
        "Lundi, l'armée est entrée dans Gao, au Mali. Gao était aux rebelles.\n\nLes rebelles ont fui vers Kidal. Trois"
        " civils ont été tués dans un marché de la ville.",
        "civils",
        {"Gao"},
    ),
    (
        "a noun that brings its own name points back at nothing",
        "L'armée est entrée lundi dans Gao, au Mali.\n\nLe même jour, trois civils ont été tués au marché de la ville"
        " de Kidal.",
        "civils",
        {"Kidal"},
    ),
    (
        "another paragraph starts anew",
        "À Gao, au nord du Mali, les écoles sont fermées.\n\nUne bombe a tué deux soldats lundi au Niger.",
        "tué",
        {"Niger"},
    ),
    (
        "two countries leave a choice",
        "Dix soldats ont été tués lundi par une bombe.\n\nDes renforts ont quitté Gao, au Mali, et Niamey, au Niger.",
        "tués",
        set(),
    ),
    (
        "words between powers take place nowhere",
        "Une bombe a tué dix soldats lundi à Gao, au Mali.\n\nLa France a condamné l'attentat.",
        "condamné",
        set(),
    ),
    (
        "what happened on another day may have happened elsewhere",
        "Une bombe a tué dix soldats lundi à Gao, au Mali.\n\nGao vit dans la peur.\n\nEn mai, trois gendarmes"
        " avaient été abattus.",
        "abattus",
        {"Mali"},
    ),
]


@pytest.mark.parametrize(("why", "text", "trigger", "names"), CASES, ids=[row[0] for row in CASES])
def test_setting(read: Read, why: str, text: str, trigger: str, names: set[str]) -> None:
    at = text.index(trigger)
    report = min(read(text).reports, key=lambda r: min(abs(t.start - at) for t in r.triggers))
    assert {c.value.name for c in report.claims if isinstance(c.value, Place)} == names, why
