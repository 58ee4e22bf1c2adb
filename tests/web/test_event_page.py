"""The page of an event, without a browser."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from desks import desk_settings
from litestar.testing import TestClient
from made_ledgers import hostile_document, made_ledger, merged_ledger

from recoupe.web.app import create_app
from recoupe.web.catalogue import Catalogue
from recoupe.web.chain import chain
from recoupe.web.evidence import around, held
from recoupe.web.plots import plot


@pytest.fixture
def catalogue(client: TestClient[Any]) -> Catalogue:
    found: Catalogue = client.app.state["desk"].catalogue()
    return found


def event_in(catalogue: Catalogue, kind: str, place: str) -> Any:
    return next(
        e for e in catalogue.events.values() if e.kind == kind and any(place in p.name for p in e.where) and e.tolls
    )


def opened(file: Path) -> Iterator[TestClient[Any]]:
    with TestClient(create_app(desk_settings(file)), base_url="http://127.0.0.1") as client:
        yield client


def test_every_event_and_document_opens_in_both_languages(client: TestClient[Any], catalogue: Catalogue) -> None:
    for language in ("fr", "en"):
        for path in [*(f"/event/{e}" for e in catalogue.events), *(f"/document/{d}" for d in catalogue.documents)]:
            answer = client.get(path, headers={"accept-language": language})
            assert answer.status_code == 200, path
            assert f'lang="{language}"' in answer.text


def test_each_property_has_every_claim_behind_it_once(catalogue: Catalogue) -> None:
    for event in catalogue.events.values():
        shown = [
            a.claim for row in held(event, catalogue) if row.name != "status" for g in row.groups for a in g.accounts
        ]
        claims = [c.id for r in catalogue.accounts(event) for c in r.claims]
        assert sorted(c for c in shown if c is not None) == sorted(claims)


def test_a_group_is_held_apart_or_beside(catalogue: Catalogue) -> None:
    event = event_in(catalogue, "shelling", "Gandja")
    rows = {row.name: row for row in held(event, catalogue)}
    killed = rows["toll.killed"]
    assert killed.disputes
    assert [(g.value.low, g.held, g.apart) for g in killed.groups][:3] == [
        (18, True, False),
        (13, False, True),
        (15, False, True),
    ]
    denied = [g for g in rows["attacker"].groups if g.denied]
    assert denied
    assert denied[0].apart
    assert killed.groups[1].documents == 1, "a copy is no article more"
    assert len(killed.groups[1].accounts) > len(killed.groups[1].first) == 1


def test_the_plot_orders_by_publication_and_keeps_open_ends_open(catalogue: Catalogue) -> None:
    event = event_in(catalogue, "shelling", "Gandja")
    rows = {row.name: row for row in held(event, catalogue)}
    killed, wounded = plot(rows["toll.killed"]), plot(rows["toll.wounded"])
    assert killed is not None
    assert [r.account.value.low for r in killed.rows] == [13, 13, 1, 15, 18]
    assert [r.account.day for r in killed.rows] == sorted(r.account.day for r in killed.rows)
    assert [r.left for r in killed.rows] == [r.right for r in killed.rows], "plain numbers are dots"
    assert wounded is not None
    open_end, closed = wounded.rows
    assert (open_end.beyond, closed.beyond) == (True, False)
    assert closed.left < closed.right
    assert all(0 <= r.left <= r.right <= 100 for p in (killed, wounded) for r in p.rows)
    assert plot(rows["where"]) is None


def test_words_around_a_quote_are_those_of_the_article(catalogue: Catalogue) -> None:
    for event in catalogue.events.values():
        for row in held(event, catalogue):
            for group in row.groups:
                for account in group.accounts:
                    before, after = (part.replace("…", "").strip(" ") for part in around(account))
                    text = account.document.text
                    assert text[: account.quote.start].rstrip(" ").endswith(before)
                    assert text[account.quote.end :].lstrip(" ").startswith(after)


def test_the_chain_leads_both_ways_and_meets_no_event_twice(catalogue: Catalogue) -> None:
    event = event_in(catalogue, "air_strike", "Bagdad")
    found = chain(event, catalogue)
    steps = [*found.before, *found.after]
    assert {s.link.suggested for s in found.before} == {True, False}
    assert len({s.event.id for s in steps}) == len(steps)
    assert event.id not in {s.event.id for s in steps}
    assert [s.beside for s in found.before] == [True] * len(found.before), "one answers the other"
    days = [s.event.when.interval.start for s in found.before]
    assert days == sorted(days), "the farthest first"


def test_links_go_to_the_words(client: TestClient[Any], catalogue: Catalogue) -> None:
    event = event_in(catalogue, "shelling", "Gandja")
    text = client.get(f"/event/{event.id}").text
    links = re.findall(r'href="(/document/[^"]+)" data-document="([^"]+)" data-quote="(\d+)-(\d+)"', text)
    assert len(links) > 10
    for href, document, start, end in links:
        assert html.unescape(href) == f"/document/{document}?quote={start}-{end}#q"
        assert int(end) <= len(catalogue.documents[document].text)


def test_suggested_links_are_said_to_be_suggestions(client: TestClient[Any], catalogue: Catalogue) -> None:
    event = event_in(catalogue, "air_strike", "Bagdad")
    assert "Lien suggéré : aucun texte ne le dit." in client.get(f"/event/{event.id}").text


def test_proposed_merges_are_told_with_reasons(client: TestClient[Any], catalogue: Catalogue) -> None:
    event = next(iter(catalogue.proposals))
    text = html.unescape(client.get(f"/event/{event}").text)
    assert "Peut-être le même événement" in text
    assert f"/review?event={event}".replace(":", "%3A") in text
    assert "Poids de chaque indice" in text


def test_an_event_that_was_merged_says_so(tmp_path: Path) -> None:
    left, gone = merged_ledger(tmp_path / "l.db")
    for client in opened(tmp_path / "l.db"):
        former = client.get(f"/event/{gone}")
        assert former.status_code == 200
        assert f"/event/{left}" in former.text
        assert "a été réuni à cet événement" in former.text
        now = html.unescape(client.get(f"/event/{left}").text)
        assert gone in now, "the event says what it was merged from"
        assert "Motif : one market, one day" in now
        assert "Ana <b>" in now
        assert "Ana <b>" not in client.get(f"/event/{left}").text
        assert "en vigueur" in now


def test_nothing_of_an_article_is_markup(tmp_path: Path) -> None:
    made_ledger(tmp_path / "l.db", hostile_document())
    for client in opened(tmp_path / "l.db"):
        catalogue = client.app.state["desk"].catalogue()
        for path in (*(f"/event/{e}" for e in catalogue.events), *(f"/document/{d}" for d in catalogue.documents)):
            text = client.get(path).text
            for bad in ("<script>window", "<img", "<b>", "<i>", "javascript:window.hacked=3'>", "\u202e", "\x07"):
                assert bad not in text.replace('<i class="', ""), (path, bad)
            assert 'href="javascript:' not in text
