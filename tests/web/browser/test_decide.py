"""Decisions on an event's own page, and what is left of them after another run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from recoupe.ledger.store import Ledger
from recoupe.model.event import Event

if TYPE_CHECKING:
    from recoupe.model.view import LedgerView

SAMPLES = Path(__file__).parents[3] / "samples"


def view(ledger: Path) -> LedgerView:
    with Ledger.open(ledger, create=False) as held:
        return held.current()


def most_told(ledger: Path) -> Event:
    return max((e for e in view(ledger).linked.events if e.tolls), key=lambda e: (len(e.reports), e.id))


def open_form(page: Any, action: str) -> None:
    page.locator("details.decide-event > summary").click()
    page.locator(f".decide-event .pick:has(input[value={action}])").click()


def test_a_value_that_is_set_is_there_after_another_run(
    desk: str, page: Any, ledger_file: Path, run_house: Callable[..., LedgerView]
) -> None:
    event = most_told(ledger_file)
    page.goto(f"{desk}/event/{event.id}")
    page.locator("button[data-set='toll.killed']").click()
    page.get_by_label("Écrire la valeur").fill("123+")
    page.locator(".decide-event").get_by_label("Raison").fill("liste nominative de l'hôpital")
    page.get_by_role("button", name="Enregistrer").click()
    page.wait_for_selector(".history .decision")
    assert "123" in page.locator("#p-toll-killed .known-value").inner_text()
    run_house(ledger_file, SAMPLES)
    page.reload()
    assert "123 ou plus" in page.locator("#p-toll-killed .known-value").inner_text()
    assert "liste nominative" in page.locator("#p-toll-killed").inner_text()


def test_a_told_value_is_picked_without_a_script(desk: str, browser: Any, ledger_file: Path) -> None:
    event = most_told(ledger_file)
    context = browser.new_context(java_script_enabled=False, locale="fr")
    page = context.new_page()
    page.goto(f"{desk}/event/{event.id}")
    open_form(page, "set")
    options = page.locator("select[name=told] option")
    wanted = next(v for n in range(options.count()) if (v := options.nth(n).get_attribute("value")).startswith("toll."))
    page.locator("select[name=told]").select_option(wanted)
    page.locator(".decide-event").get_by_label("Raison").fill("le compte de l'hôpital")
    page.locator(".decide-event").get_by_role("button", name="Enregistrer").click()
    page.wait_for_selector(".history .decision")
    (judgement,) = view(ledger_file).judgements
    assert (judgement.action, judgement.property) == ("set", wanted.partition("=")[0])
    context.close()


def test_an_event_is_merged_by_its_address_and_the_old_address_leads_on(
    desk: str, page: Any, ledger_file: Path
) -> None:
    one = most_told(ledger_file)
    other = next(e for e in view(ledger_file).linked.events if e.id != one.id and len(e.reports) == 1)
    page.goto(f"{desk}/event/{one.id}")
    open_form(page, "same")
    page.get_by_label("Adresse ou identifiant").fill(f"{desk}/event/{other.id}?doc=x")
    page.locator(".decide-event").get_by_label("Raison").fill("le même tir")
    page.locator(".decide-event").get_by_role("button", name="Enregistrer").click()
    page.wait_for_load_state()
    gone = ({one.id, other.id} - {e.id for e in view(ledger_file).linked.events}).pop()
    kept = ({one.id, other.id} - {gone}).pop()
    page.goto(f"{desk}/event/{gone}")
    assert page.locator(f"a[href='/event/{kept}']").count()
    page.goto(f"{desk}/event/{kept}")
    page.locator("details.undo > summary").first.click()
    page.locator("details.undo").first.get_by_label("Raison").fill("à tort")
    page.locator("details.undo").first.get_by_role("button").click()
    page.wait_for_load_state()
    assert {one.id, other.id} <= {e.id for e in view(ledger_file).linked.events}


def test_an_account_is_split_off(desk: str, page: Any, ledger_file: Path) -> None:
    event = most_told(ledger_file)
    before = len(view(ledger_file).linked.events)
    page.goto(f"{desk}/event/{event.id}")
    open_form(page, "split")
    page.locator(".decide-event").get_by_label("Raison").fill("un autre tir")
    page.locator(".decide-event").get_by_role("button", name="Enregistrer").click()
    page.wait_for_load_state()
    assert len(view(ledger_file).linked.events) == before + 1


def test_what_cannot_be_done_is_said_and_nothing_is_typed_twice(
    desk: str, new_page: Callable[..., Any], ledger_file: Path
) -> None:
    page = new_page(refused=(400,))
    event = most_told(ledger_file)
    page.goto(f"{desk}/event/{event.id}")
    page.locator("button[data-set='toll.killed']").click()
    page.get_by_label("Écrire la valeur").fill("beaucoup")
    page.locator(".decide-event").get_by_label("Raison").fill("vu à la télévision")
    page.get_by_role("button", name="Enregistrer").click()
    assert "beaucoup" in page.locator("[role=alert]").inner_text()
    assert page.locator(".decide-event").get_by_label("Raison").input_value() == "vu à la télévision"
    assert page.get_by_label("Écrire la valeur").input_value() == "beaucoup"
    assert view(ledger_file).judgements == ()


@pytest.mark.parametrize("look", [{}, {"color_scheme": "dark"}, {"viewport": {"width": 390, "height": 844}}])
def test_axe_finds_nothing_in_the_open_form(
    desk: str, new_page: Callable[..., Any], axe: Callable[[Any], None], look: dict[str, Any], ledger_file: Path
) -> None:
    page = new_page(**look)
    page.goto(f"{desk}/event/{most_told(ledger_file).id}")
    open_form(page, "set")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "the page scrolls sideways"


def test_a_proposed_merge_leads_to_its_item_of_the_queue(desk: str, page: Any, ledger_file: Path) -> None:
    proposal = view(ledger_file).linked.proposals[0]
    page.goto(f"{desk}/event/{proposal.left}")
    page.locator(".maybe a.button").first.click()
    page.wait_for_selector(".matter[data-kind=proposal]")
    links = page.locator(".matter thead a").evaluate_all("found => found.map((a) => a.getAttribute('href'))")
    assert f"/event/{proposal.left}" in links
