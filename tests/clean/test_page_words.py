"""Lines a page says of itself, told by their words alone; and lines of an article that come close."""

from __future__ import annotations

import pytest

from recoupe.clean.page_words import PageWords, WordsTable
from recoupe.language.pack import LanguagePack

PACK = LanguagePack("fr")
WORDS = PageWords(PACK)
TABLE = PACK.table("rules/page_words", WordsTable)


@pytest.mark.parametrize("line", TABLE.examples)
def test_made_of_page_words(line: str) -> None:
    assert WORDS.all_of(line)


@pytest.mark.parametrize("line", TABLE.counter_examples)
def test_one_word_of_the_world_is_enough_to_keep_a_line(line: str) -> None:
    assert not WORDS.all_of(line)


def test_page_and_small_words_are_told_once() -> None:
    assert not set(TABLE.page) & set(TABLE.small)
    for words in (TABLE.page, TABLE.small, TABLE.orders, TABLE.violence):
        assert len(words) == len(set(words))


def test_orders_are_words_of_the_page() -> None:
    assert all(WORDS.begins(word) for word in TABLE.orders)


@pytest.mark.parametrize(
    ("line", "strict", "appeal"),
    [
        ("Votre don peut tout changer", False, True),
        ("Chaque soir à 18 heures, l'essentiel de l'actualité de votre département", False, True),
        ("Chaque matin, recevez les dix informations clés de l'actualité africaine.", True, True),
        ("Vos données servent à vous envoyer cette lettre par courriel.", True, True),
        # One word of the page does not make an appeal of a sentence.
        ("Le pays vous offre un visage paisible.", True, False),
        ("Suivez la route, nous disait le guide.", True, False),
        # Someone is quoted, or the line tells of violence.
        ("« Votre site sera fermé, votre journal aussi »", False, False),
        ("Votre journal a été incendié, votre site piraté", False, False),
        ("Les abonnés paieront le journal", False, False),
    ],
)
def test_appeals_to_the_reader(line: str, strict: bool, appeal: bool) -> None:
    assert WORDS.is_appeal(line, strict=strict) is appeal


@pytest.mark.parametrize("line", ["Douze soldats tués à Gao", "La nuit des roquettes", "Deux blessés"])
def test_violence(line: str) -> None:
    assert WORDS.tells_violence(line)


def test_trams_tell_no_violence() -> None:
    assert not WORDS.tells_violence("La grève des trams se poursuit")


def test_signatures_name_an_office() -> None:
    assert WORDS.is_signature("Le porte-parole des armées")
    assert not WORDS.is_signature("La boutique")
