"""Words must be those of the treebanks: each list shows the words of its text between bars."""

from __future__ import annotations

import pytest

from recoupe.parse.parser import Parser

WORDS = [
    "Le|chef|d'|Al-Qa'im|et|d'|Aïn|al-Assad",
    "la|milice|pro-Iran|,|l'|ex-président|et|la|Croix-Rouge",
    "5 000|soldats|,|12 500|hommes|et|1 250 000|déplacés",
    "5 000,5|km|,|3,5|%|et|5.000|obus",
    "en|2020|500|obus",
    "a|-t-on|appris",
    "y|a|-t-il|,|est|-ce|,|dit|-elle|,|pensent|-ils",
    "c'est-à-dire|qu'|aujourd'hui|quelqu'un|d'|autre|a|peut-être|fui",
    "le|rendez-vous|de|là-bas|,|ce|jour|-là|,|celui-ci",
    "jusqu'|à|ce|qu'|il|parte|lorsqu'|elle|vient",
    "M.|Keïta|,|le|Dr.|J.|Sy|et|J.-C.|Ba",
    "l'|U.S.|Air|Force|et|ses|F-15|,|AC-130|,|S-300|,|MQ-9",
    "le|n°|5|,|la|3e|brigade|et|le|1er|régiment",
    "à|20|h|30|et|à|35|km",
    "Kata'ib|Hezbollah|,|Sana'a|,|O'Kane",
    "voir|www.site.fr|,|@armee_officielle|et|https://site.org/a-b",
    "l'|«|ordre|»",
    "2019-2020|,|le|14/07/2019",
    "le|Royaume-Uni|,|Deir-ez-Zor|et|Isle-sur-le-Doubs",
    "et|/|ou|des|armes",
]


@pytest.mark.parametrize("words", WORDS)
def test_words(parser: Parser, words: str) -> None:
    expected = words.split("|")
    text = "".join(_joined(expected))
    tokens = [t.text for s in parser.parse_text(text).sentences for t in s.tokens]
    assert tokens == expected


@pytest.mark.parametrize("words", WORDS)
def test_typographic_apostrophes_cut_alike(parser: Parser, words: str) -> None:
    text = "".join(_joined(words.split("|"))).replace("'", "’")
    tokens = [t.text for s in parser.parse_text(text).sentences for t in s.tokens]
    assert tokens == words.split("|")


def _joined(words: list[str]) -> list[str]:
    """The words with the blanks of French between them."""
    pieces: list[str] = []
    for before, word in zip(["", *words], words, strict=False):
        glued = not before or before.endswith("'") or word == "," or word.startswith("-") or "/" in (before, word)
        pieces.append(word if glued else f" {word}")
    return pieces
