"""The frame around every page: languages, appearance, what cannot be found, headers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


def test_the_language_is_switched_and_kept(desk: str, page: Any) -> None:
    page.goto(desk)
    assert page.locator("html").get_attribute("lang") == "fr"
    page.get_by_role("button", name="English").click()
    page.wait_for_selector("html[lang=en]")
    page.goto(f"{desk}/tallies")
    assert page.locator("html").get_attribute("lang") == "en"


def test_a_visitor_who_reads_english_is_met_in_english(desk: str, new_page: Callable[..., Any]) -> None:
    page = new_page(locale="en-GB")
    page.goto(desk)
    assert page.locator("html").get_attribute("lang") == "en"


def test_appearance_is_chosen_and_kept(desk: str, page: Any) -> None:
    page.goto(f"{desk}/tallies")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    for theme in ("light", "dark"):
        page.locator("button.theme").click()
        page.wait_for_selector(f"html[data-theme={theme}]")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert light != dark


@pytest.mark.parametrize("address", ["/event/none", "/document/none", "/nowhere", "/document/..%2f..%2fetc%2fpasswd"])
def test_what_is_not_there_is_said(desk: str, new_page: Callable[..., Any], address: str) -> None:
    page = new_page()
    answer = page.request.get(desk + address)
    assert answer.status == 404
    assert "Il n&#39;y a rien" in answer.text() or "There is nothing" in answer.text()
