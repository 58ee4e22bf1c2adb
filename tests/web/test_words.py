"""The interface's own words: the same keys in both languages, and every reason that rooms give has its words."""

from __future__ import annotations

import re

import pytest

from recoupe.web.reasons import Reasons
from recoupe.web.tongue import LANGUAGES, load_words, tongue


def test_every_key_is_in_both_languages() -> None:
    french, english = (load_words(language) for language in LANGUAGES)
    assert french.keys() == english.keys()
    for file in french:
        assert french[file].keys() == english[file].keys(), file


def test_both_languages_fill_in_the_same() -> None:
    def filled(word: object) -> set[str]:
        return set(re.findall(r"\{(\w+)\}", str(word)))

    french, english = (load_words(language) for language in LANGUAGES)
    apart = {
        f"{file}.{key}": (filled(french[file][key]), filled(english[file][key]))
        for file in french
        for key in french[file]
        if file != "sentences" and filled(french[file][key]) != filled(english[file][key])
    }
    assert not apart


@pytest.mark.parametrize(
    ("reason", "french"),
    [
        ("one source", "1 source indépendante"),
        ("4 independent sources", "4 sources indépendantes"),
        ("a party to it accepts it", "une des parties le reconnaît"),
        ("sources conflict on who did it", "les sources se contredisent sur l'auteur"),
        ("dismissed by Ana: not an event: a film", "écarté par Ana : not an event: a film"),
        ("2 independent sources; checked by Ana", "2 sources indépendantes ; vérifié par Ana"),
        ("the moon is full", "the moon is full"),
        ("", ""),
    ],
)
def test_reasons_are_told_in_the_language_of_the_page(reason: str, french: str) -> None:
    assert Reasons(tongue("fr"))(reason) == french


@pytest.mark.parametrize(
    ("reason", "french"),
    [
        (
            "when: 2020-10-16 to 2020-10-17 against 2020-10-28 (-3.0)",
            ("date", "16–17 oct. 2020 contre 28 octobre 2020", -3.0),
        ),
        ("kind: both shelling (+2.0)", ("type", "même type (bombardement, tir de roquettes ou de missiles)", 2.0)),
        ("where: Kirkouk, Irak: same country (+0.5)", ("lieu", "Kirkouk, Irak : même pays", 0.5)),
        ("words: both say attaque, place (+0.7)", ("mots rares", "les deux disent : attaque, place", 0.7)),
        ("toll: 14 and 20 killed (-1.0)", ("bilan", "14 et 20 tués", -1.0)),
        ("something else", ("", "something else", 0.0)),
    ],
)
def test_weighed_reasons_are_taken_apart(reason: str, french: tuple[str, str, float]) -> None:
    found = Reasons(tongue("fr")).weighed(reason)
    assert (found[0], found[1].replace("\u202f", " ").replace("\xa0", " ").replace("\u2009", ""), found[2]) == french
