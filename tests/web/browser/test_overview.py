"""The overview in a browser: filters, map, timeline and table are one view, by pointer and by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

PHONE = {"width": 390, "height": 844}


def opened(page: Any, address: str) -> Any:
    page.goto(address)
    page.wait_for_selector("#overview[data-ready]")
    return page


def count(page: Any) -> int:
    """Events that match, as the page says."""
    return int(page.locator("#count").inner_text().split()[0])


def rows(page: Any) -> list[str]:
    return page.locator("#rows tbody tr").evaluate_all("rows => rows.map(row => row.dataset.id)")


def filtered(page: Any, what: Callable[[], None]) -> None:
    """Does what filters, and waits until it is shown."""
    before = page.url
    what()
    page.wait_for_function("before => location.href !== before", arg=before)
    page.wait_for_selector("#overview:not([aria-busy])")


def test_a_kind_is_chosen_from_its_list(desk: str, page: Any) -> None:
    opened(page, desk)
    every = count(page)
    page.locator("[data-facet=kind] summary").click()
    choice = page.locator("[data-facet=kind] li", has_text="frappe aérienne")
    expected = int(choice.locator(".number").inner_text())
    filtered(page, lambda: choice.locator("input").check())
    assert count(page) == expected == len(rows(page)) < every
    assert "kind=air_strike" in page.url
    filtered(page, lambda: page.locator("#chips button", has_text="frappe").click())
    assert count(page) == every


def test_words_are_searched_while_they_are_typed(desk: str, page: Any) -> None:
    opened(page, desk)
    every = count(page)
    filtered(page, lambda: page.locator("[name=q]").press_sequentially("barda"))
    page.wait_for_function("() => location.search === '?q=barda'")
    page.wait_for_selector("#overview:not([aria-busy])")
    assert 0 < count(page) < every
    assert any("Barda" in text for text in page.locator("#rows td.col-place").all_inner_texts())


def test_a_place_on_the_map_opens_its_events_and_filters(desk: str, page: Any) -> None:
    opened(page, desk)
    point = page.locator(".mark.place", has=page.locator("text=3")).first
    name = point.get_attribute("aria-label")
    point.click()
    panel = page.locator("#map-panel")
    panel.wait_for()
    assert panel.locator("li").count() == 3
    assert panel.get_attribute("aria-label") in name
    filtered(page, lambda: panel.get_by_role("button", name="Ne montrer que ce lieu").click())
    assert count(page) >= 3
    assert "place=" in page.url


def test_a_rectangle_on_the_map_filters(desk: str, page: Any) -> None:
    opened(page, desk)
    every = count(page)
    page.locator("#map-rectangle").click()
    box = page.locator("#stage").bounding_box()
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 5, box["y"] + box["height"] / 2, steps=4)
    filtered(page, page.mouse.up)
    assert "bbox=" in page.url
    assert 0 < count(page) < every


def test_the_view_of_the_map_filters_by_keyboard(desk: str, page: Any) -> None:
    opened(page, desk)
    every = count(page)
    page.locator("#stage").focus()
    for _ in range(3):
        page.keyboard.press("+")
    page.locator("#map-here").focus()
    filtered(page, lambda: page.keyboard.press("Enter"))
    assert "bbox=" in page.url
    assert count(page) < every


def test_dragging_over_the_timeline_filters_by_date(desk: str, page: Any) -> None:
    opened(page, desk)
    every = count(page)
    box = page.locator("#lanes-scroller").bounding_box()
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.6, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 4, middle, steps=4)
    filtered(page, page.mouse.up)
    assert "from=2020-" in page.url
    assert "to=2020-" in page.url
    assert 0 < count(page) < every
    assert all("2020" in date for date in page.locator("#rows td.col-date").all_inner_texts())


def test_the_table_is_sorted_by_its_heads(desk: str, page: Any) -> None:
    opened(page, desk)
    filtered(page, lambda: page.locator("[data-column=killed]").click())
    numbers = [text.strip("≥≈ ") for text in page.locator("#rows td.col-killed").all_inner_texts()]
    known = [int(text.split("–")[0]) for text in numbers if text]
    assert known == sorted(known, reverse=True)
    assert page.locator("th[aria-sort=descending]").inner_text().startswith("Tués")
    filtered(page, lambda: page.locator("[data-column=killed]").click())
    assert page.locator("th[aria-sort=ascending]").count() == 1


def test_an_address_shows_the_same_view_again(desk: str, page: Any, new_page: Callable[..., Any]) -> None:
    opened(page, desk)
    filtered(page, lambda: page.locator("[name=q]").fill("bagdad"))
    filtered(page, lambda: page.locator("[data-column=sources]").click())
    filtered(page, lambda: page.locator("#lanes-by").select_option("kind"))
    page.locator("#suggested").uncheck()
    page.locator("#rows td.col-date").first.click()
    page.locator("#map-in").click()
    page.wait_for_function("() => location.search.includes('map=')")
    other = opened(new_page(), page.url)
    assert rows(other) == rows(page)
    assert count(other) == count(page)
    for what in ("#lanes-by", "[name=q]"):
        assert other.locator(what).input_value() == page.locator(what).input_value()
    assert other.locator("tr.chosen").get_attribute("data-id") == page.locator("tr.chosen").get_attribute("data-id")
    assert not other.locator("#suggested").is_checked()
    there = [p.locator(".mark.place").first.bounding_box() for p in (page, other)]
    assert there[0]["x"] == pytest.approx(there[1]["x"], abs=1)
    assert there[0]["y"] == pytest.approx(there[1]["y"], abs=1)


def test_back_leads_to_the_view_before(desk: str, page: Any) -> None:
    opened(page, desk)
    every = count(page)
    filtered(page, lambda: page.locator("[name=from]").fill("2020-06-01"))
    fewer = count(page)
    assert fewer < every
    filtered(page, page.go_back)
    assert count(page) == every
    assert page.locator("[name=from]").input_value() == ""
    filtered(page, page.go_forward)
    assert count(page) == fewer


def test_a_typed_word_is_one_step_back(desk: str, page: Any) -> None:
    opened(page, desk)
    every = count(page)
    filtered(page, lambda: page.locator("[name=q]").press_sequentially("bagdad", delay=80))
    page.wait_for_function("() => location.search === '?q=bagdad'")
    filtered(page, page.go_back)
    assert count(page) == every
    assert page.locator("[name=q]").input_value() == ""


def test_what_is_pointed_at_in_one_part_is_marked_in_the_others(desk: str, page: Any) -> None:
    opened(page, desk)
    bar = page.locator(".bar-event").first
    event = bar.get_attribute("data-id")
    bar.hover()
    assert page.locator("tr.pointed").get_attribute("data-id") == event
    row = page.locator("#rows tbody tr", has_text="Kirkouk").first
    row.hover()
    assert page.locator(".bar-event.pointed").get_attribute("data-id") == row.get_attribute("data-id")
    assert page.locator(".rings .pointed").count() >= 1


def test_answers_are_drawn_and_suggested_ones_can_be_left_out(desk: str, page: Any) -> None:
    opened(page, desk)
    told, suggested = page.locator(".answer:not(.suggested)"), page.locator(".answer.suggested")
    page.wait_for_selector(".answer.suggested", state="attached")
    drawn = told.count()
    assert drawn > 0
    page.locator("#suggested").uncheck()
    page.wait_for_function("() => !document.querySelector('.answer.suggested')")
    assert suggested.count() == 0
    assert told.count() == drawn


def test_an_event_is_opened_by_keyboard_from_the_timeline(desk: str, page: Any) -> None:
    opened(page, desk)
    page.locator("#lanes-scroller").focus()
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.dataset.id")
    page.keyboard.press("ArrowRight")
    second = page.evaluate("document.activeElement.dataset.id")
    assert first != second
    assert page.locator(".tip").is_visible()
    page.keyboard.press("Space")
    assert page.locator("tr.chosen").get_attribute("data-id") == second
    assert f"event={second}" in page.url
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/event/{second}")


def test_places_are_reached_and_opened_by_keyboard(desk: str, page: Any) -> None:
    opened(page, desk)
    page.locator("#stage").focus()
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowLeft")
    second = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert first
    assert second
    page.keyboard.press("Enter")
    page.locator("#map-panel").wait_for()
    page.keyboard.press("Escape")
    assert page.locator("#map-panel").is_hidden()
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == second


def test_areas_are_drawn_as_areas_and_say_so(desk: str, page: Any) -> None:
    opened(page, desk)
    area = page.locator(".mark.area").first
    assert "lieu exact inconnu" in area.get_attribute("aria-label")
    assert area.locator(".zone").count() == 1
    country = page.locator(".mark.country").first
    assert "dans le pays" in country.get_attribute("aria-label")


def test_the_list_of_places_says_what_the_map_shows(desk: str, page: Any) -> None:
    opened(page, desk)
    page.locator(".list-of summary").click()
    assert page.locator("#places-list li").count() == page.locator(".mark").count() > 5
    page.keyboard.press("Escape")
    assert page.locator("#places-list").is_hidden()


def test_no_match_is_said_in_words(desk: str, page: Any) -> None:
    opened(page, f"{desk}/?q=rienquiexiste")
    assert page.locator("#rows-empty").inner_text() == "Aucun événement ne correspond à ces filtres."
    assert "Aucun lieu" in page.locator("#map-notes").inner_text()
    assert "Aucun événement daté" in page.locator("#timeline-notes").inner_text()


def test_a_bad_address_is_refused_in_words(desk: str, new_page: Callable[..., Any]) -> None:
    answer = new_page().request.get(f"{desk}/?from=hier")
    assert answer.status == 400
    assert "from=hier" in answer.text()


def test_english(desk: str, new_page: Callable[..., Any]) -> None:
    page = opened(new_page(locale="en-GB"), desk)
    assert page.locator("#count").inner_text().endswith("events")
    assert page.locator("#rows td.col-kind").first.inner_text().startswith("Shelling")
    assert page.locator(".name.land", has_text="Turkey").or_(page.locator(".name.land", has_text="Türkiye")).count()


def test_on_a_phone_one_part_is_shown_at_a_time(desk: str, new_page: Callable[..., Any]) -> None:
    page = opened(new_page(viewport=PHONE), desk)
    assert page.locator("#stage").is_visible()
    assert not page.locator("#rows").is_visible()
    page.locator("#switch button", has_text="Tableau").click()
    assert page.locator("#rows").is_visible()
    assert not page.locator("#stage").is_visible()
    page.locator("#switch button", has_text="Chronologie").click()
    page.locator(".bar-event").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [None, PHONE], ids=["desk", "phone"])
def test_no_violation(
    desk: str, new_page: Callable[..., Any], axe: Callable[..., None], scheme: str, viewport: dict[str, int] | None
) -> None:
    page = opened(new_page(color_scheme=scheme, **({"viewport": viewport} if viewport else {})), f"{desk}/?country=IQ")
    axe(page)
    if viewport is None:
        page.locator("[data-facet=grade] summary").click()
        axe(page)
        page.locator("[data-facet=grade] summary").click()
        page.locator(".mark.place").first.press("Enter")
        page.locator("#map-panel").wait_for()
        axe(page)
        return
    page.locator("#more-filters").click()
    for name in ("Chronologie", "Tableau"):
        page.locator("#switch button", has_text=name).click()
        axe(page)
