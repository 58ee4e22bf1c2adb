"""The queue worked by keyboard and by mouse, on the samples."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from recoupe.ledger.store import Ledger


def decisions(ledger: Path) -> list[tuple[str, str, str]]:
    """Judgements of a ledger: action, who, why."""
    with Ledger.open(ledger, create=False) as held:
        return [(j.action, j.who, j.why) for j in held.judgements()]


def events(ledger: Path) -> int:
    with Ledger.open(ledger, create=False) as held:
        return len(held.current().linked.events)


def test_two_events_are_merged_and_parted_again_by_keyboard_alone(desk: str, page: Any, ledger_file: Path) -> None:
    before = events(ledger_file)
    page.goto(f"{desk}/review?kind=proposal")
    page.keyboard.press("s")
    page.keyboard.type("mêmes tirs, deux articles")
    page.keyboard.press("Enter")
    page.wait_for_selector(".done")
    assert decisions(ledger_file) == [("same", "Testeuse", "mêmes tirs, deux articles")]
    assert events(ledger_file) == before - 1
    page.keyboard.press("z")
    page.wait_for_url("**done=**")
    page.wait_for_function("document.querySelector('.done')?.textContent.includes('annulé')")
    assert [action for action, _, _ in decisions(ledger_file)] == ["same", "undo"]
    assert events(ledger_file) == before


def test_n_and_k_walk_the_queue(desk: str, page: Any) -> None:
    page.goto(f"{desk}/review")
    first = page.locator(".matter").get_attribute("data-item")
    page.keyboard.press("n")
    page.wait_for_function(f"document.querySelector('.matter').dataset.item !== '{first}'")
    page.keyboard.press("k")
    page.wait_for_function(f"document.querySelector('.matter').dataset.item === '{first}'")


def test_a_value_is_set_from_what_an_account_says(desk: str, page: Any, ledger_file: Path) -> None:
    page.goto(f"{desk}/review?kind=disagreement")
    page.locator("ol.items a", has_text="bilan (tués)").first.click()
    wanted = page.locator(".choice label").nth(1)
    text = wanted.locator("strong").inner_text()
    wanted.click()
    page.get_by_label("Raison").fill("bilan plus récent")
    page.get_by_role("button", name="Enregistrer").click()
    page.wait_for_selector(".done")
    with Ledger.open(ledger_file, create=False) as held:
        view = held.current()
    (judgement,) = view.judgements
    assert judgement.action == "set"
    event = next(e for e in view.linked.events if judgement.id in e.judgements)
    assert any(str(t.low) in text for t in event.tolls if t.kind == "killed")


def test_a_reason_is_asked_for(desk: str, page: Any, ledger_file: Path) -> None:
    page.goto(f"{desk}/review?kind=proposal")
    page.keyboard.press("d")
    page.keyboard.press("Enter")
    assert page.locator(".done").count() == 0
    assert decisions(ledger_file) == []


def test_two_people_never_overwrite_each_other_unseen(
    desk: str, new_page: Callable[..., Any], ledger_file: Path
) -> None:
    one, other = new_page(), new_page(refused=(409,))
    for page in (one, other):
        page.goto(f"{desk}/review?kind=proposal")
    one.keyboard.press("s")
    one.get_by_label("Signé").fill("Anne")
    one.get_by_label("Raison").fill("un seul tir")
    one.keyboard.press("Enter")
    one.wait_for_selector(".done")
    other.keyboard.press("d")
    other.get_by_label("Signé").fill("Basile")
    other.get_by_label("Raison").fill("deux tirs")
    with other.expect_response("**/review/decide") as got:
        other.evaluate("document.querySelector('form.decide').requestSubmit()")
    assert got.value.status == 409
    told = other.locator(".trouble").inner_text()
    assert "Anne" in told
    assert "un seul tir" in told
    assert decisions(ledger_file) == [("same", "Anne", "un seul tir")]


@pytest.mark.parametrize("kind", ["proposal", "disagreement", "thin"])
@pytest.mark.parametrize("look", [{}, {"color_scheme": "dark"}, {"viewport": {"width": 390, "height": 844}}])
def test_axe_finds_nothing(
    desk: str, new_page: Callable[..., Any], axe: Callable[[Any], None], kind: str, look: dict[str, Any]
) -> None:
    page = new_page(**look)
    page.goto(f"{desk}/review?kind={kind}")
    axe(page)
    wide = page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert wide, "the page scrolls sideways"


def test_tallies_pass_axe(desk: str, page: Any, axe: Callable[[Any], None]) -> None:
    page.goto(f"{desk}/tallies")
    assert page.get_by_role("heading", level=2).count() == 1
    axe(page)
