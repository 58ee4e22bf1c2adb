"""The event page in a browser: values open the article beside it at the words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from made_ledgers import HOSTILE_QUOTE, hostile_document, long_document, made_ledger

from recoupe.ledger.store import Ledger
from recoupe.web.render import visible


def event_id(file: Path, kind: str, place: str) -> str:
    with Ledger.open(file, create=False) as ledger:
        events = ledger.current().linked.events
    return next(e.id for e in events if e.kind == kind and e.tolls and any(place in p.name for p in e.where))


@pytest.fixture
def gandja(desk: str, ledger_file: Path) -> str:
    """Address of an event on which accounts contradict each other."""
    return f"{desk}/event/{event_id(ledger_file, 'shelling', 'Gandja')}"


def shown(page: Any) -> str:
    page.wait_for_selector("#pane .quoted")
    return str(page.locator("#pane .quoted").evaluate_all("all => all.map(e => e.textContent).join('')"))


def in_view(page: Any) -> bool:
    return bool(
        page.evaluate("""() => {
          const [q, p] = ['#pane .quoted', '#pane'].map(s => document.querySelector(s).getBoundingClientRect());
          return q.top >= p.top && q.bottom <= Math.min(p.bottom, innerHeight);
        }""")
    )


def test_a_click_on_a_toll_shows_its_words_exactly(page: Any, gandja: str) -> None:
    page.goto(gandja)
    page.locator("#p-toll-killed .value").click()
    assert shown(page) == "18 morts"
    assert in_view(page)
    assert page.locator("#pane").evaluate("e => e.contains(document.activeElement)")
    page.locator("#p-toll-killed .strips a", has_text="15 tués").click()
    page.wait_for_function("() => document.querySelector('#pane .quoted')?.textContent === 'quinze morts'")


def test_every_quotation_on_the_page_opens_at_its_words(page: Any, gandja: str) -> None:
    page.goto(gandja)
    page.locator("details").evaluate_all("all => all.forEach(d => d.open = true)")
    links = page.locator("a.words-cited")
    assert links.count() > 10
    for n in range(links.count()):
        link = links.nth(n)
        wanted, where = link.text_content(), link.get_attribute("data-quote")
        link.click()
        page.wait_for_function("where => new URL(location).searchParams.get('quote') === where", arg=where)
        page.wait_for_function("wanted => document.querySelector('#pane .quoted')?.textContent === wanted", arg=wanted)


def test_the_address_holds_what_is_open(page: Any, gandja: str, new_page: Callable[..., Any]) -> None:
    page.goto(gandja)
    page.locator("#p-toll-killed .value").click()
    words = shown(page)
    sent = page.url
    assert set(parse_qs(urlsplit(sent).query)) == {"doc", "quote"}
    page.reload()
    assert shown(page) == words
    colleague = new_page(locale="en")
    colleague.goto(sent)
    assert shown(colleague) == words
    page.keyboard.press("Escape")
    page.wait_for_selector("#pane", state="hidden")
    assert urlsplit(page.url).query == ""
    page.go_back()
    assert shown(page) == words
    page.go_back()


def test_back_closes_and_forward_opens(page: Any, gandja: str) -> None:
    page.goto(gandja)
    page.locator("#p-toll-killed .value").click()
    words = shown(page)
    page.go_back()
    page.wait_for_selector("#pane", state="hidden")
    page.go_forward()
    assert shown(page) == words


def test_by_keyboard_alone(page: Any, gandja: str) -> None:
    page.goto(gandja)
    page.locator("#p-toll-killed .value").focus()
    page.keyboard.press("Enter")
    assert shown(page) == "18 morts"
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.closest('.pane-head') !== null")
    page.keyboard.press("Escape")
    page.wait_for_selector("#pane", state="hidden")
    assert page.evaluate("document.activeElement.matches('#p-toll-killed .value')"), "the focus goes back"


def test_on_a_phone_the_article_covers_the_page(new_page: Callable[..., Any], gandja: str, axe: Any) -> None:
    page = new_page(viewport={"width": 390, "height": 844})
    page.goto(gandja)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("#p-toll-killed .value").click()
    assert shown(page) == "18 morts"
    assert page.locator("#pane").bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 844}
    assert page.locator(".event").evaluate("e => e.inert")
    axe(page)
    page.locator("[data-close]").click()
    page.wait_for_selector("#pane", state="hidden")
    assert not page.locator(".event").evaluate("e => e.inert")


def test_without_scripts_a_link_opens_the_article_at_its_words(new_page: Callable[..., Any], gandja: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(gandja)
    page.locator("#p-toll-killed .value").click()
    page.wait_for_url("**/document/**")
    assert page.locator("#q").text_content() == "18 morts"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(new_page: Callable[..., Any], gandja: str, axe: Any, scheme: str, width: int) -> None:
    page = new_page(color_scheme=scheme, viewport={"width": width, "height": 800})
    page.goto(gandja)
    axe(page)
    if width > 1000:
        page.locator("#p-toll-killed .value").click()
        shown(page)
        axe(page)


@pytest.fixture
def hostile(tmp_path: Path, serve: Callable[[Path], str]) -> str:
    """Address of a desk on articles that try everything."""
    made_ledger(tmp_path / "hostile.db", hostile_document())
    return f"{serve(tmp_path / 'hostile.db')}/event/{event_id(tmp_path / 'hostile.db', 'armed_attack', 'Kidal')}"


def test_a_hostile_article_shows_as_text(page: Any, hostile: str) -> None:
    page.goto(hostile)
    page.locator("#p-toll-killed .value").click()
    assert shown(page) == HOSTILE_QUOTE
    text = page.locator("#pane .text").text_content()
    assert text.replace("\n", "") == visible(hostile_document().text)
    assert page.evaluate("window.hacked") is None
    assert page.locator("#pane script, #pane img, #pane b, #pane a[href^=javascript]").count() == 0


def test_five_megabytes_open_at_their_words(page: Any, tmp_path: Path, serve: Callable[[Path], str]) -> None:
    made_ledger(tmp_path / "long.db", long_document())
    address = serve(tmp_path / "long.db")
    with Ledger.open(tmp_path / "long.db", create=False) as ledger:
        events = ledger.current().linked.events
    assert {toll.low for event in events for toll in event.tolls} == {3, 4, 5}
    for event in events:
        page.goto(f"{address}/event/{event.id}")
        page.locator("#p-toll-killed a.words-cited").first.click()
        assert shown(page) == f"Kidal: {event.tolls[0].low} killed."
        assert in_view(page)
    assert page.locator("#pane *").count() < 500
