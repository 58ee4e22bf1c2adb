"""Articles added on the page: pasted, sent as files, hostile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ARTICLE = """Une roquette s'est abattue mercredi matin sur le marché de Birao, dans le nord-est de la Centrafrique,
tuant sept civils, a indiqué la mission de l'ONU.

Vingt-deux personnes ont été blessées dans ce tir, selon l'hôpital de la ville.
"""
HOSTILE = """<html><head><title>Frappe &lt;script&gt;alert(1)&lt;/script&gt;</title></head><body><article>
<h1>Frappe sur Kidal <img src=x onerror="alert(2)"></h1>
<p>Trois civils ont été tués lundi 6 novembre 2023 dans une frappe de drone à Kidal, a annoncé l'armée malienne.</p>
<p>\u202e&lt;script&gt;alert(3)&lt;/script&gt;\u202c <a href="javascript:alert(4)">voir la suite</a>
<svg onload="alert(5)"></svg></p>
<p>Le porte-parole de l'armée a parlé d'une opération « &lt;b onmouseover=alert(6)&gt; réussie ».</p>
</article></body></html>"""


def test_a_pasted_article_is_read_and_its_event_is_there(desk: str, page: Any) -> None:
    page.goto(f"{desk}/add")
    page.get_by_label("Texte de l'article").fill(ARTICLE)
    page.get_by_label("Titre").fill("Centrafrique : sept morts au marché de Birao")
    page.get_by_label("Adresse").fill("https://exemple.test/birao")
    page.locator("form[action='/add/text']").get_by_label("Date de publication").fill("2021-03-10")
    page.locator("form[action='/add/text']").get_by_role("button", name="Lire").click()
    page.wait_for_selector("[data-stage=done]", timeout=60_000)
    made = page.locator(".changed li", has_text="Birao")
    assert "nouveau" in made.first.inner_text()
    made.first.get_by_role("link").click()
    page.wait_for_url("**/event/**")


def test_the_same_text_twice_adds_nothing(desk: str, page: Any) -> None:
    for known in (False, True):
        page.goto(f"{desk}/add")
        page.get_by_label("Texte de l'article").fill(ARTICLE)
        page.locator("form[action='/add/text']").get_by_role("button", name="Lire").click()
        page.wait_for_selector("[data-stage=done]", timeout=60_000)
        assert ("déjà là" in page.locator(".result").inner_text()) is known


def test_files_are_read_and_what_cannot_be_is_refused_with_a_reason(desk: str, page: Any, tmp_path: Path) -> None:
    (tmp_path / "birao.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "photo.pdf").write_bytes(b"%PDF-1.4 nothing")
    page.goto(f"{desk}/add")
    page.set_input_files("#files", [tmp_path / "birao.txt", tmp_path / "photo.pdf"])
    page.locator("form[action='/add/files']").get_by_label("Date").fill("2021-03-10")
    page.locator("form[action='/add/files']").get_by_role("button", name="Lire").click()
    page.wait_for_selector("[data-stage=done]", timeout=60_000)
    told = page.locator(".result").inner_text()
    assert "1 article ajouté" in told
    assert "photo.pdf" in told
    assert "unsupported_format" in told


def test_a_hostile_page_is_shown_as_text(desk: str, new_page: Callable[..., Any], tmp_path: Path) -> None:
    page = new_page()
    page.on("dialog", lambda d: pytest.fail(f"a script of the article ran: {d.message}"))
    (tmp_path / "x.html").write_text(HOSTILE, encoding="utf-8")
    page.goto(f"{desk}/add")
    page.set_input_files("#files", tmp_path / "x.html")
    page.locator("form[action='/add/files']").get_by_role("button", name="Lire").click()
    page.wait_for_selector("[data-stage=done]", timeout=60_000)
    addresses = page.evaluate("[...document.querySelectorAll('.result a')].map((a) => a.href)")
    assert addresses
    for address in addresses:
        page.goto(address)
        body = page.content()
        assert "\u202e" not in body
        assert page.locator("main script, main img, main svg[onload], main [onerror], main [onload]").count() == 0
        assert page.locator("a[href^='javascript:']").count() == 0


@pytest.mark.parametrize("look", [{}, {"color_scheme": "dark"}, {"viewport": {"width": 390, "height": 844}}])
def test_axe_finds_nothing(
    desk: str, new_page: Callable[..., Any], axe: Callable[[Any], None], look: dict[str, Any]
) -> None:
    page = new_page(**look)
    page.goto(f"{desk}/add")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "the page scrolls sideways"
