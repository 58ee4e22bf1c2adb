"""Day of publication: where a page says it, and what is no day of publication."""

from __future__ import annotations

import pytest
from article_pages import BODY, END, LEAD, PLAIN, TITLE, codes, day, document, dropped, html


@pytest.mark.parametrize(
    ("head", "start", "end", "precision", "kind"),
    [
        ("Publié le mardi 7 novembre 2023 à 20h41", "2023-11-07", "2023-11-07", 1, "header"),
        ("Le Phare - Publié le 7 novembre 2023 à 20h41", "2023-11-07", "2023-11-07", 1, "header"),
        ("07/11/2023 | 08:05", "2023-11-07", "2023-11-07", 1, "header"),
        ("07.11.2023, 10h21", "2023-11-07", "2023-11-07", 1, "header"),
        ("Belga, publié le 07-11-23 à 13:40", "2023-11-07", "2023-11-07", 1, "header"),
        ("Mis à jour le 7 novembre 2023", "2023-11-07", "2023-11-07", 1, "header"),
        ("Édition du mardi 7 novembre 2023", "2023-11-07", "2023-11-07", 1, "header"),
    ],
)
def test_header_dates(head: str, start: str, end: str, precision: int, kind: str) -> None:
    for text in (f"{head}\n\n{PLAIN}", PLAIN.replace("\n\n", f"\n\n{head}\n\n", 1)):
        made = document(text)
        assert day(made) == (start, end, precision, kind, head)
        assert made.title == TITLE
        assert head not in made.text
        assert dropped(made)[head] == "byline_date"


def test_crawl_header_gives_month_and_title() -> None:
    made = document(f" date 2019-12 {PLAIN}")
    assert day(made) == ("2019-12-01", "2019-12-31", 4, "header", "date 2019-12")
    assert made.title == TITLE
    assert made.text == PLAIN
    assert dropped(made) == {"date 2019-12": "crawl_header"}


def test_crawl_header_before_a_paragraph_gives_no_title() -> None:
    made = document(f" date 2019-12 {LEAD}\n\n{BODY}\n\n{END}")
    assert made.title is None
    assert made.text.startswith(LEAD)


def test_publication_beats_change_and_finer_beats_vaguer() -> None:
    made = document(f"Mis à jour le 9 novembre 2023\nPublié le 7 novembre 2023\n\n{PLAIN}")
    assert day(made)[:2] == ("2023-11-07", "2023-11-07")  # type: ignore[index]
    made = document(f" date 2023-11 {PLAIN}\n\nPublié le 7 novembre 2023 à 10:00")
    assert day(made)[2] == 1  # type: ignore[index]


def test_dateline_gives_place_and_full_date_only() -> None:
    made = document(f"{TITLE}\n\nBAMAKO, 7 novembre 2023 (AFP) - {LEAD}\n\n{BODY}")
    assert made.dateline is not None
    assert made.dateline.exact == "BAMAKO"
    assert made.text[made.dateline.start : made.dateline.end] == "BAMAKO"
    assert day(made) == ("2023-11-07", "2023-11-07", 1, "text", "7 novembre 2023")
    assert document(f"{TITLE}\n\nBAMAKO, 7 novembre (AFP) - {LEAD}\n\n{BODY}").published is None
    assert document(f"{TITLE}\n\nVIDÉO - {LEAD}\n\n{BODY}").dateline is None


@pytest.mark.parametrize(
    "line",
    [
        "GAO (Mali), 7 nov 2023 (AGN) -",
        "GAO, 7 nov. 2023 (Agence du Nord) –",
        "Gao (AGN) - 7 novembre 2023 -",
        "(AGN) GAO, 7 nov 2023 -",
        "GAO/Ansongo, 7 Novembre 2023 (AGN).-",
        "Gao, de notre correspondant, 7 novembre 2023 :",
        "GAO, mardi 7 novembre 2023, 10 h 30 GMT (AGN) -",
        "7 novembre 2023 – Gao –",
        "[Gao, le 7 novembre 2023]",
        "(AFP 07/11/2023) -",
        "GAO, NOV 7, 2023 (AGN) -",
    ],
)
def test_datelines_of_any_agency_date_the_page(line: str) -> None:
    later = "Le 4 mars 2012, trente civils avaient péri dans cette région, rappelle le gouverneur de la province."
    for text in (f"{TITLE}\n\n{line} {LEAD}\n\n{BODY}\n\n{later}", f"{TITLE}\n\n{line}\n{LEAD}\n\n{BODY}\n\n{later}"):
        made = document(text)
        assert made.published is not None, line
        assert str(made.published.interval.start) == str(made.published.interval.end) == "2023-11-07", line


@pytest.mark.parametrize("line", ["Gao, 13 novembre 2015. Il est six heures.", "Gao, le 13 novembre 2015, vers midi :"])
def test_a_story_that_begins_with_a_day_is_not_dated_by_it(line: str) -> None:
    assert document(f"{TITLE}\n\n{line} {LEAD}\n\n{BODY}").published is None


def test_a_dateline_without_a_year_makes_a_vaguer_date_finer() -> None:
    wire = f"BAMAKO, 7 novembre (AFP) - {LEAD}\n\n{BODY}"
    assert day(document(f"date 2023-11 {TITLE}\n\n{wire}")) == ("2023-11-07", "2023-11-07", 1, "text", "7 novembre")
    assert day(document(f"{TITLE}\n\n{wire}\n\n© 2023 AFP"))[0] == "2023-11-07"  # type: ignore[index]
    # Another month, or the year of a site that is not the agency's, tells nothing.
    assert day(document(f"date 2023-12 {TITLE}\n\n{wire}"))[:3] == ("2023-12-01", "2023-12-31", 4)  # type: ignore[index]
    assert document(f"{TITLE}\n\n{wire}\n\n© 2024 Le Phare").published is None


def test_a_communique_is_dated_where_it_is_signed() -> None:
    made = document(f"Communiqué\n\n{LEAD}\n\n{BODY}\n\nFait à Gao, le 7 novembre 2023\n\nLe porte-parole des armées")
    assert day(made)[0] == "2023-11-07"  # type: ignore[index]
    assert made.text.endswith("Le porte-parole des armées")


@pytest.mark.parametrize("words", ["mardi", "hier soir", "il y a deux heures", "ce matin"])
def test_relative_dates_date_nothing(words: str) -> None:
    assert document(f"Publié {words}\n\n{PLAIN}").published is None


def test_no_date_is_no_date_and_absurd_ones_are_told() -> None:
    made = document(f"Publié le 31 février 2023\n\n{PLAIN}")
    assert made.published is None
    assert codes(made) == ["bad_date"]


@pytest.mark.parametrize(
    ("argument", "expected", "issues"),
    [
        ("2023-11-07", ("2023-11-07", "argument"), []),
        ("7 novembre 2023", ("2023-11-07", "argument"), []),
        ("demain", None, ["bad_date"]),
        ("2023-02-31", None, ["bad_date"]),
    ],
)
def test_argument_speaks_where_the_page_is_silent(
    argument: str, expected: tuple[str, str] | None, issues: list[str]
) -> None:
    made = document(PLAIN, argument=argument)
    found = day(made)
    assert (found and (found[0], found[3])) == expected
    assert codes(made) == issues


def test_argument_refines_but_does_not_overrule() -> None:
    refined = document(f" date 2023-11 {PLAIN}", argument="2023-11-07")
    assert day(refined)[3] == "argument"  # type: ignore[index]
    kept = document(f"Publié le 7 novembre 2023\n\n{PLAIN}", argument="2020-01-01")
    assert day(kept)[0] == "2023-11-07"  # type: ignore[index]
    assert codes(kept) == ["date_conflict"]


@pytest.mark.parametrize(
    ("head", "exact"),
    [
        ("<meta property='article:published_time' content='2023-11-07T20:41:00+01:00'>", "2023-11-07T20:41:00+01:00"),
        ("<meta name='dc.date' content='2023-11-07'>", "2023-11-07"),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2023-11-07"}</script>',
            "2023-11-07",
        ),
        ("<link rel='canonical' href='https://x.org/2023/11/07/convoi.html'>", "https://x.org/2023/11/07/convoi.html"),
    ],
)
def test_html_dates_are_metadata_with_their_words(head: str, exact: str) -> None:
    made = document(html(head=head), "html")
    assert day(made) == ("2023-11-07", "2023-11-07", 1, "metadata", exact)


def test_html_visible_date_line() -> None:
    made = document(html(top="<p class='d'>Le Phare avec AFP, publié le mardi 7 novembre 2023 à 13h02</p>"), "html")
    assert day(made)[:4] == ("2023-11-07", "2023-11-07", 1, "header")  # type: ignore[index]
    assert "13h02" not in made.text


@pytest.mark.parametrize(
    "head",
    [
        "<meta property='article:modified_time' content='2023-11-09'>",
        "<meta name='generated' content='2023-11-09 14:23'>",
        "<meta name='date' content='aujourd’hui'>",
    ],
)
def test_other_dates_of_a_page_are_not_its_publication(head: str) -> None:
    assert document(html(head=head), "html").published is None


def test_a_date_alone_beside_the_title_dates_an_html_page_that_says_nothing_else() -> None:
    top = "<p><i>Mardi 7 novembre 2023</i></p>"
    assert day(document(html(top=top), "html"))[0] == "2023-11-07"  # type: ignore[index]
    stated = "<meta name='date' content='2023-11-08'>"
    assert day(document(html(head=stated, top=top), "html"))[0] == "2023-11-08"  # type: ignore[index]
    below = f"<ul><li>{'Un autre titre sans fin ' * 3}</li><li>3 mai 2019</li></ul>"
    assert document(html(bottom=below), "html").published is None


@pytest.mark.parametrize(
    "told",
    [
        "Dans un communiqué publié le 16 mai 2021, l'armée reconnaît dix morts.",
        "Le bilan, mis à jour le 3 mai 2020, est de dix morts.",
        "Créé le 3 mai 2020, le groupe compte cent hommes.",
    ],
)
def test_a_sentence_with_a_day_of_publication_is_the_articles_own(told: str) -> None:
    made = document(f"{TITLE}\n\n{LEAD}\n\n{told}\n\n{BODY}")
    assert told in made.text
    assert made.published is None


def test_a_day_that_heads_a_chronology_stays() -> None:
    made = document(f"{TITLE}\n\n25 septembre\n\n{LEAD}\n\n26 septembre\n\n{BODY}")
    assert "25 septembre" in made.text
