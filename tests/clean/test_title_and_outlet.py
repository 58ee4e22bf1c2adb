"""Title and outlet, wherever a house puts them."""

from __future__ import annotations

import pytest
from article_pages import BODY, END, LEAD, PLAIN, TITLE, day, document, dropped, kinds

from recoupe.model.document import PageMetadata


def test_a_slogan_above_the_menu_is_no_title() -> None:
    made = document(f"ONDES DU FLEUVE\nToutes les rives en parlent ici\nDirect | Podcasts | Fréquences\n\n{PLAIN}")
    assert (made.title, made.outlet) == (TITLE, "ONDES DU FLEUVE")


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        ("Gao, le 7 novembre 2023", None),
        ("GAO (Agence du Nord) - 7 novembre 2023 -", None),
        ("New York, le 7 novembre 2023", None),
        ("Le Phare, le 7 novembre 2023", "Le Phare"),
        ("Belga, publié le 07-11-23 à 13:40", "Belga"),
    ],
)
def test_a_town_before_a_date_is_no_outlet(head: str, outlet: str | None) -> None:
    assert document(f"{TITLE}\n\n{head}\n\n{LEAD}\n\n{BODY}").outlet == outlet


def test_an_agency_above_the_initials_of_its_desk_is_the_outlet() -> None:
    wire = f"{TITLE}\n\nGAO (Mali), 7 nov 2023 (AGN) - {LEAD}\n\n{BODY}"
    assert document(f"{wire}\n\nabc/de/fg").outlet == "AGN"
    assert document(wire).outlet is None


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        (f"Le Phare du Sahel - Publié le 7 mai 2023\n\n{PLAIN}", "Le Phare du Sahel"),
        (f"{PLAIN}\n\nCopyright Le Phare du Sahel. Tous droits réservés.", "Le Phare du Sahel"),
        (f"LE COURRIER DU SAHEL\n\n{PLAIN}", "LE COURRIER DU SAHEL"),
        (f"Chronique militaire\n\n{PLAIN}", None),
        (f"{PLAIN}\n\nAvec AFP", None),
    ],
)
def test_outlet(text: str, outlet: str | None) -> None:
    made = document(text)
    assert made.outlet == outlet
    assert made.title == TITLE


def test_row_with_title_and_lead_from_its_container() -> None:
    made = document(f"{BODY}{END}", metadata=PageMetadata(TITLE, "Le Phare", "2023-11-07", None, LEAD))
    assert made.text == f"{TITLE}\n\n{LEAD}\n\n{BODY}{END}"
    assert kinds(made) == ["title", "lead", "body"]
    assert (made.outlet, day(made)) == ("Le Phare", ("2023-11-07", "2023-11-07", 1, "metadata", "2023-11-07"))


def test_title_said_twice_is_kept_once() -> None:
    made = document(PLAIN, metadata=PageMetadata(TITLE))
    assert made.text == PLAIN
    assert dropped(made) == {TITLE: "repeated"}


def test_html_without_a_named_title_takes_the_headline_above() -> None:
    rows = (
        f"<tr><td><font size=4>{TITLE}</font></td></tr><tr><td><p>{LEAD}<p>{BODY}<p>{END}<p>{BODY[::1]} Fin.</td></tr>"
    )
    made = document(f"<html><body><table>{rows}</table></body></html>", "html", uri="https://www.lephare.example/a/1")
    assert made.title == TITLE
    assert made.outlet == "lephare.example"


@pytest.mark.parametrize(
    ("above", "date", "outlet"),
    [
        (f"Accueil Sécurité {TITLE}\n\n{TITLE}\n\nBy La Rédaction -  3 février 2024  0  152", "2024-02-03", None),
        (f"AA / Bamako / Awa Diallo\n\n{TITLE}", None, None),
        (f"Le Phare | Par Awa Diallo - 3 Février 2024\n\n{TITLE}", "2024-02-03", "Le Phare"),
        (f"monde\n3.2.2024 - 08:12\n\n{TITLE}", "2024-02-03", None),
        (f"{TITLE}\nLe Phare | Publié le 2024-02-03 |", "2024-02-03", "Le Phare"),
        (f"{TITLE}\n\n1 min\n\nTexte par :\nSuivre\nÉcouter cet article\n00:00/02:31", None, None),
    ],
)
def test_heads_of_many_houses(above: str, date: str | None, outlet: str | None) -> None:
    made = document(f"{above}\n\n{LEAD}\n\n{BODY}\n\n{END}")
    found = day(made)
    assert (made.title, found and found[0], made.outlet) == (TITLE, date, outlet)
    assert [k for k in kinds(made) if k != "byline"] == ["title", "lead", "body", "body"]


def test_title_and_outlet_are_told_apart_in_the_title_of_the_window() -> None:
    body = f"<body><h2>{TITLE}</h2><p>{LEAD}</p><p>{BODY}</p></body>"
    made = document(f"<html><head><title>Journal du Fleuve - {TITLE}</title></head>{body}</html>", "html")
    assert (made.title, made.outlet) == (TITLE, "Journal du Fleuve")


def test_a_button_is_no_title() -> None:
    body = f"<body><h2>{TITLE}</h2><p>{LEAD}</p><p>{BODY}</p></body>"
    assert document(f"<html><head><title>Version imprimable</title></head>{body}</html>", "html").title == TITLE
