"""The document page in a browser: highlights, legend, claims and their words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from made_ledgers import hostile_document, made_ledger

from recoupe.ledger.store import Ledger
from recoupe.web.render import visible


def document_id(file: Path, path: str) -> str:
    with Ledger.open(file, create=False) as ledger:
        return next(d.id for d in ledger.documents() if d.path == path)


@pytest.fixture
def article(desk: str, ledger_file: Path) -> str:
    return f"{desk}/document/{document_id(ledger_file, 'irak-2-frappes.html')}"


def ground(page: Any, selector: str) -> str:
    return str(page.locator(selector).first.evaluate("e => getComputedStyle(e).backgroundColor"))


def test_highlights_by_kind_and_a_legend_that_switches_them(page: Any, article: str) -> None:
    page.goto(article)
    tolls = page.locator("#text .m-toll").all_text_contents()
    assert "51 blessés" in tolls
    before = ground(page, "#text .m-toll")
    assert before != ground(page, "#text .m-where") != "rgba(0, 0, 0, 0)"
    page.get_by_label("bilan").uncheck()
    assert ground(page, "#text .m-toll") == "rgba(0, 0, 0, 0)"
    assert ground(page, "#text .m-where") != "rgba(0, 0, 0, 0)"
    page.get_by_label("bilan").check()
    assert ground(page, "#text .m-toll") == before


def test_a_claim_and_its_words_point_at_each_other(page: Any, article: str) -> None:
    page.goto(article)
    claim = page.locator(".claim.m-toll", has_text="51 blessés").first
    claim.hover()
    assert "51 blessés" in page.locator("#text .m.is-lit").all_text_contents()
    page.locator("#text .m-toll", has_text="51 blessés").hover()
    assert page.locator(".claim.is-lit", has_text="51 blessés").count() >= 1


def test_by_keyboard_from_highlight_to_claim_and_back(page: Any, article: str) -> None:
    page.goto(article)
    page.locator("#text .m[tabindex='0']").focus()
    first = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.textContent") != first
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.textContent") == first
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('.claim') !== null")
    assert page.locator("#text .m.is-lit").count() >= 1
    wanted = page.evaluate("document.activeElement.dataset.quote")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**quote={wanted}*")
    assert page.evaluate("document.activeElement.id") == "q"


def test_an_address_with_words_stands_at_them(page: Any, desk: str, ledger_file: Path) -> None:
    page.goto(f"{desk}/document/{document_id(ledger_file, 'irak-3-bilan.txt')}?quote=313-321#q")
    assert page.locator("#q").text_content() == "19 morts"
    assert page.locator("#q").evaluate("e => e.getBoundingClientRect().top < innerHeight")


def test_dropped_stretches_and_a_diff_of_copies(page: Any, desk: str, ledger_file: Path, article: str) -> None:
    page.goto(article)
    page.locator(".dropped summary").click()
    assert page.locator(".dropped li").count() == 4
    page.goto(f"{desk}/document/{document_id(ledger_file, 'karabakh-2-gandja-copie.txt')}")
    assert "Haut-Karabakh" in page.locator(".diff del").first.text_content()
    assert "Treize" in page.locator(".diff ins").first.text_content()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(
    new_page: Callable[..., Any], desk: str, ledger_file: Path, axe: Any, scheme: str, width: int
) -> None:
    page = new_page(color_scheme=scheme, viewport={"width": width, "height": 800})
    for path in ("irak-2-frappes.html", "karabakh-2-gandja-copie.txt"):
        page.goto(f"{desk}/document/{document_id(ledger_file, path)}?quote=10-80")
        page.locator("details").evaluate_all("all => all.forEach(d => d.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        axe(page)


@pytest.fixture
def hostile(tmp_path: Path, serve: Callable[[Path], str]) -> str:
    made_ledger(tmp_path / "hostile.db", hostile_document())
    return f"{serve(tmp_path / 'hostile.db')}/document/{hostile_document().id}"


def test_a_hostile_article_shows_as_text(page: Any, hostile: str, axe: Any) -> None:
    page.goto(hostile)
    assert page.locator("#text p").text_content() == visible(hostile_document().text)
    page.locator(".dropped summary").click()
    assert "<script>window.hacked=7</script>" in page.locator(".dropped").text_content()
    assert page.locator("#text .m-issue").all_text_contents() == ["<b>Gao</b>"]
    assert "2 caractères de contrôle" in page.locator(".doc-head").text_content()
    assert page.evaluate("window.hacked") is None
    assert page.locator("main script, main img, main b, a[href^=javascript]").count() == 0
    axe(page)
