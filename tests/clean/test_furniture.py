"""Page furniture: what goes, with its reason, and what stays."""

from __future__ import annotations

import pytest
from article_pages import BODY, END, LEAD, NOISE, PLAIN, TITLE, document, dropped


@pytest.mark.parametrize(
    "line",
    [
        "Tendances",
        "Simulateur de crédit - Comparateur d'assurances",
        "Le bon plan du jour : comparez les box",
        "Le printemps des brocantes",
    ],
)
def test_below_the_article_scraps_are_furniture(line: str) -> None:
    made = document(f"{PLAIN}\n\n{line}")
    assert made.text == PLAIN


@pytest.mark.parametrize(
    "line",
    [
        "Un mort.",
        "« Nous avons tout perdu. »",
        "« Ne tirez pas »",
        "Gao : douze blessés",
        "- Kidal",
        "Selon le porte-parole, les",
        "Moussa Keïta",
    ],
)
def test_below_the_article_its_own_last_words_stay(line: str) -> None:
    assert document(f"{PLAIN}\n\n{line}").text == f"{PLAIN}\n\n{line}"


def test_appeals_go_from_the_body_and_titles_stay() -> None:
    appeal = "Chaque matin, recevez les dix informations clés de l'actualité africaine."
    assert document(f"{TITLE}\n\n{LEAD}\n\n{appeal}\n\n{BODY}").text == f"{TITLE}\n\n{LEAD}\n\n{BODY}"
    title = "Vidéo. Ce que vous devez savoir de l'article 5"
    assert document(f"{title}\n\n{LEAD}\n\n{BODY}").title == title


def test_sections_between_title_and_text_go_and_a_standfirst_stays() -> None:
    made = document(f"{TITLE}\nActualité\nMali\nTrois véhicules détruits près de Tessit\n\n{LEAD}\n\n{BODY}")
    assert made.text == f"{TITLE}\n\nTrois véhicules détruits près de Tessit\n\n{LEAD}\n\n{BODY}"


@pytest.mark.parametrize(("line", "reason"), NOISE)
def test_furniture_goes_with_its_reason(line: str, reason: str) -> None:
    made = document(f"{PLAIN}\n\n{line}\n")
    assert made.text == PLAIN
    assert [d.reason for d in made.dropped] == [reason]
    middle = document(f"{TITLE}\n\n{LEAD}\n\n{line}\n\n{BODY}\n\n{END}")
    assert middle.text == PLAIN, "furniture in the middle does not take the rest with it"


def test_readers_comments_go_to_the_end() -> None:
    made = document(
        f"{PLAIN}\n\nCommentaires (2)\nAwa\nUn article qui ne dit pas tout, comme d'habitude dans ce journal.\nBravo !"
    )
    assert made.text == PLAIN
    assert {d.reason for d in made.dropped} == {"comments"}


def test_headlines_under_a_heading_go_and_prose_below_stays() -> None:
    made = document(
        f"{TITLE}\n\n{LEAD}\n\nÀ lire aussi\nLe pont de Gao rouvert\n\n{BODY}\n\n{END}\n\n"
        "Les plus lus\n\nUn\n\nDeux autres titres"
    )
    assert made.text == PLAIN
    assert dropped(made)["Le pont de Gao rouvert"] == "related"


def test_a_short_last_sentence_below_a_link_stays() -> None:
    made = document(f"{PLAIN}\n\nÀ lire aussi : la saison des pluies\n\nLe calme est revenu.")
    assert made.text == f"{PLAIN}\n\nLe calme est revenu."
