"""Lines of a page as its blocks set them apart, and paragraphs of an article that were left out."""

from __future__ import annotations

from lxml import html

from recoupe.clean.html_blocks import Block, complete, page_blocks
from recoupe.clean.html_page import BLOCKS, SILENT
from recoupe.clean.lines import Line, make_line

FIRST = "Une colonne de l'armée est tombée lundi dans une embuscade près de Tessit, a dit une source militaire."
SECOND = "Les blessés ont été évacués vers Gao dans la soirée, selon la même source, qui n'a pas donné de bilan."
THIRD = "Aucun groupe n'a revendiqué l'attaque, la deuxième en une semaine dans cette zone des trois frontières."


def blocks(body: str) -> tuple[Block, ...]:
    return page_blocks(html.document_fromstring(f"<html><body>{body}</body></html>"), BLOCKS, SILENT)


def lines(*texts: str) -> list[Line]:
    return [line for text in texts if (line := make_line(text))]


def test_breaks_and_cells_set_lines_apart_and_links_alone_are_left_out() -> None:
    found = blocks(
        "<table><tr><td><a href='/'>Accueil</a> | <a href='/m'>Monde</a></td><td>Un<br>Deux <a>liens</a> et la suite"
        "<script>var x</script></td></tr></table><nav>Menu</nav>"
    )
    assert [block.text for block in found] == ["Un", "Deux liens et la suite"]


def test_what_follows_a_film_is_found_again_in_its_place() -> None:
    page = blocks(f"<h1>Titre</h1><div><p>{FIRST}</p><div>Film</div>{SECOND}<p>{THIRD}</p></div>")
    assert [line.text for line in complete(lines(FIRST, THIRD), page)] == [FIRST, SECOND, THIRD]


def test_boxes_scraps_and_what_stands_outside_the_article_stay_out() -> None:
    other = "Le conseil municipal a adopté le budget de la ville après une séance de plus de quatre heures."
    page = blocks(
        f"<div>{other}</div><h1>Titre</h1><p>{FIRST}</p><div class='related-box'><p>{other}</p></div>"
        f"<aside><p>{other}</p></aside><p>Un sous-titre sans fin</p><p>{THIRD}</p><div>{other}</div>"
    )
    assert [line.text for line in complete(lines(FIRST, THIRD), page)] == [FIRST, THIRD]


def test_a_list_of_facts_below_the_title_is_found_again() -> None:
    fact = "Trois véhicules ont sauté sur des mines, dit l'armée."
    page = blocks(f"<h1>Titre</h1><ul><li>{fact}</li><li>Gao</li></ul><p>{FIRST}</p><p>{THIRD}</p>")
    assert [line.text for line in complete(lines(FIRST, THIRD), page)] == [fact, FIRST, THIRD]


def test_a_page_that_came_back_as_one_line_is_read_by_its_breaks() -> None:
    page = blocks(f"<table><tr><td>{FIRST}<br><br>{SECOND}<br><br>{THIRD}</td></tr></table>")
    assert [line.text for line in complete(lines(f"{FIRST} {SECOND} {THIRD}"), page)] == [FIRST, SECOND, THIRD]


def test_nothing_is_told_twice() -> None:
    page = blocks(f"<h1>Titre</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>")
    assert [line.text for line in complete(lines(f"{FIRST} {SECOND}", THIRD), page)] == [f"{FIRST} {SECOND}", THIRD]
