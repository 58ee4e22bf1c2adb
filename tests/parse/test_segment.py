from __future__ import annotations

import itertools

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.language.pack import LanguagePack
from recoupe.model.document import Zone
from recoupe.parse.parser import document_from_text
from recoupe.parse.segment import Segmenter, SentenceRules

RULES = LanguagePack("fr").table("rules/sentences", SentenceRules)


def split(segmenter: Segmenter, text: str) -> list[str]:
    return [text[span.start : span.end] for span in segmenter.segment(document_from_text(text))]


@pytest.mark.parametrize("case", RULES.examples, ids=lambda case: case.text)
def test_examples_of_the_rules(segmenter: Segmenter, case) -> None:
    assert split(segmenter, case.text) == list(case.sentences)


@pytest.mark.parametrize("text", RULES.counter_examples)
def test_counter_examples_of_the_rules_stay_whole(segmenter: Segmenter, text: str) -> None:
    assert split(segmenter, text) == [text]


# "|" marks where the text must be cut.
CUT = [
    "Les tirs ont cessé.| Le calme est revenu.",
    "Combien de morts ?| Personne ne le sait !| On compte encore…| Rien.",
    "Le convoi a sauté notamment.|Sur les dix camions, trois ont brûlé.",
    "Il a quitté l'ONU.|Les autres restent.",
    "La base date de 2019.|Le camp aussi.",
    "Le chef a parlé de Jésus.|L'imam aussi.",
    "Ils tiennent dix otages.|AQMI a revendiqué le rapt.",
    "Ils tiennent Gao, dit Ali Ba.|LA VILLE RÉSISTE",
    "L'obus a fait une explosion.|5.100 soldats sont là.",
    "Le front est à 30 km/h.|Les secours partent à 16h.|Dehors, rien.",
    "Il est mort au Mali.|- un lourd bilan -|En février, tout changeait.",
    "« Nous tiendrons. »| Puis il est parti.",
    "“Nous tiendrons.”| Puis il est parti.",
    'Il répète : "C\'est fini."| La foule se tait.',
    'Des cris : "A mort.|Dehors. "| La foule se tait.',
    'Il se tait.|"Nous partons", dit-elle.',
    "Il parle aux U.S.A.| Les alliés écoutent.",
    "Le plan B.| Il a échoué.",
    "Trois morts.| 15 blessés.",
    "Trois morts.| – Le bilan a été revu.",
    "Le porte-parole (AFP).| L'armée dément.",
    "Sept tués hier.| al-Chabaab se tait.",
    "Le 3 sept.| Les combats ont repris.",
    "Un titre sans point|\nUn chapeau sans point|\r\nLe corps.",
    "Le texte\u2028|La suite",
    "Il a dit oui\u00a0!|\u00a0Elle a dit non.",
]
#: Nowhere to cut.
WHOLE = [
    "M. Diallo, Mme Ba, le Dr. Sy et le col. Camara sont là.",
    "MM. A. Touré et B. Cissé ont signé.",
    "Le président George W. Bush et J. Le Guen se sont vus.",
    "J.-C. Brisard et J.K. Rowling ont écrit.",
    "La ville existait en 300 av. J.-C. et après.",
    "Le n° 2 du groupe et la résolution no. 2100 de l'ONU.",
    "Près de 5.000 hommes, 3.5 tonnes et 12.30 mètres.",
    "Voir www.site.fr, www.Presse.Org et http://exemple.org/a.Html?b=1.C pour la suite.",
    "Le vol.12 et l'art.5 sont cités par J.Biden et Jean-E.Ba.",
    "Le chef - un ancien soldat -Ali dit-on - a fui.",
    "Écrire à redaction@journal.fr. svp",
    "L'U.S. Air Force a frappé.",
    "« Dehors ! », a crié la foule.",
    '"Qui a tiré ?" demande-t-il.',
    "Il hésite... puis avance.",
    "Le 3 sept. 2019 à Gao.",
    "1. Le contexte de la guerre",
    "IV. Les combats",
    "Yahoo! a publié la liste.",
    "Il a crié « Feu ! » avant de fuir.",
    "Le mot etc. suivi d'une minuscule.",
    "...",
    "?!",
]


@pytest.mark.parametrize("marked", CUT)
def test_cuts(segmenter: Segmenter, marked: str) -> None:
    assert split(segmenter, marked.replace("|", "")) == [part.strip() for part in marked.split("|")]


@pytest.mark.parametrize("text", WHOLE)
def test_stays_whole(segmenter: Segmenter, text: str) -> None:
    assert split(segmenter, text) == [text]


def test_endless_sentence_is_cut_at_strong_breaks(segmenter: Segmenter) -> None:
    text = "des villages ont brûlé, des routes sont coupées; " * 60
    pieces = split(segmenter, text)
    assert all(len(piece) <= segmenter.rules.max_characters for piece in pieces)
    assert all(piece.endswith(";") for piece in pieces)
    assert "".join(pieces).replace(" ", "") == text.replace(" ", "")


def test_endless_word_is_cut_too(segmenter: Segmenter) -> None:
    assert "".join(split(segmenter, "a" * 5000)) == "a" * 5000


def test_zones_are_kept_apart(segmenter: Segmenter) -> None:
    text = "Un titre Le corps. Suite. An English line."
    zones = (Zone(0, 8, "title", "fr"), Zone(9, 25, "body", "fr"), Zone(26, 42, "embed", "en"))
    spans = segmenter.segment(msgspec.structs.replace(document_from_text(text), zones=zones))
    assert [(text[s.start : s.end], s.zone, s.language) for s in spans] == [
        ("Un titre", "title", "fr"),
        ("Le corps.", "body", "fr"),
        ("Suite.", "body", "fr"),
        ("An English line.", "embed", "en"),
    ]


SEGMENTER = Segmenter(LanguagePack("fr"))


@given(st.text(alphabet=st.sampled_from(list("aéZ1. \n\"«»!?…-,;:\u00a0\u2028(')M\u00ad")), max_size=80))
def test_sentences_hold_every_word_once(text: str) -> None:
    spans = SEGMENTER.segment(document_from_text(text))
    pieces = [text[span.start : span.end] for span in spans]
    assert all(piece and piece == piece.strip() for piece in pieces)
    assert all(before.end <= after.start for before, after in itertools.pairwise(spans))
    assert "".join("".join(pieces).split()) == "".join(text.split())
