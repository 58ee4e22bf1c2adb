"""Decisions by way of the API: what is written, what is refused, and that nobody's is overwritten unseen."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from recoupe.model.report import Claim
from recoupe.model.spans import Quote
from recoupe.model.values import Actor, Sites
from recoupe.web import deciding
from recoupe.web.evidence import speaks_for
from recoupe.web.reviewing import settable

Client = TestClient[Litestar]


def item(client: Client, kind: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = client.get("/api/queue").json()["items"]
    return next(i for i in found if i["kind"] == kind)


def decide(client: Client, **asked: Any) -> Any:
    return client.post("/api/judgements", json={"why": "un essai", **asked})


def test_a_merge_takes_effect_at_once_and_is_undone(client: Client) -> None:
    left, right = item(client, "proposal")["events"]
    merged = decide(client, action="same", subject=left, other=right)
    assert merged.status_code == 201
    assert merged.json()["linked"] is True
    (made,) = merged.json()["judgements"]
    assert (made["who"], made["why"]) == ("Testeuse", "un essai")
    assert not any(
        i["kind"] == "proposal" and i["events"] == [left, right] for i in client.get("/api/queue").json()["items"]
    )
    decide(client, action="undo", subject=made["id"])
    states = [j["state"] for j in client.get("/api/judgements").json()["items"]]
    assert states == ["undone", "in_force"]
    assert item(client, "proposal")["events"] == [left, right]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"action": "same", "subject": "event:none", "other": "event:no"}, "there is no event or report"),
        ({"action": "same", "subject": "event:none"}, "needs 'other'"),
        ({"action": "set", "subject": "event:none", "property": "toll.killed"}, "needs 'value'"),
        ({"action": "undo", "subject": "judgement:none"}, "there is no judgement"),
        ({"action": "split", "subject": "report:none"}, "there is no report"),
        ({"action": "confirm", "subject": "event:none", "why": " "}, ""),
        ({"action": "explode", "subject": "event:none"}, ""),
        ({"action": "confirm", "subject": "event:none", "spare": 1}, ""),
    ],
)
def test_what_cannot_be_decided_is_refused_in_words(client: Client, asked: dict[str, Any], told: str) -> None:
    answer = decide(client, **asked)
    assert answer.status_code == 400
    assert told in answer.json()["detail"]
    assert client.get("/api/judgements").json()["total"] == 0


def test_a_later_decision_on_the_same_events_is_shown_first(client: Client) -> None:
    left, right = item(client, "proposal")["events"]
    assert decide(client, action="same", subject=left, other=right, who="Anne", seen=0).status_code == 201
    for asked in (
        {"action": "different", "subject": left, "other": right},
        {"action": "confirm", "subject": right},
        {"action": "dismiss", "subject": left},
        {"action": "set", "subject": left, "property": "toll.killed", "value": "3"},
    ):
        answer = decide(client, **asked, who="Basile", seen=0)
        assert answer.status_code == 409, asked
        assert [j["who"] for j in answer.json()["judgements"]] == ["Anne"]
    assert client.get("/api/judgements").json()["total"] == 1
    assert decide(client, action="confirm", subject=left, who="Basile", seen=1).status_code == 201


def test_a_decision_on_something_else_does_not_stand_in_the_way(client: Client) -> None:
    left, right = item(client, "proposal")["events"]
    other = next(
        i["events"][0] for i in client.get("/api/queue").json()["items"]
        if i["events"] and i["events"][0] not in (left, right)
    )  # fmt: skip
    assert decide(client, action="confirm", subject=other, seen=0).status_code == 201
    assert decide(client, action="same", subject=left, other=right, seen=0).status_code == 201


def test_an_account_is_parted_from_its_event(client: Client) -> None:
    left, right = item(client, "proposal")["events"]
    decide(client, action="same", subject=left, other=right)
    (merged,) = client.get("/api/judgements").json()["items"]
    account = merged["object_anchors"][0]["report"]
    parted = decide(client, action="split", subject=account)
    assert parted.status_code == 201
    assert {j["action"] for j in parted.json()["judgements"]} == {"different"}


def test_a_page_says_that_decisions_are_still_to_take_effect(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = client.app.state["desk"]
    pending: Future[int] = Future()
    monkeypatch.setattr(desk, "relink", lambda: pending)
    monkeypatch.setattr(desk, "_last", pending)
    monkeypatch.setattr(deciding, "_PATIENCE_S", 0.01)
    left, right = item(client, "proposal")["events"]
    assert decide(client, action="same", subject=left, other=right).json()["linked"] is False
    assert 'class="notice linking"' in client.get("/review").text
    pending.set_result(1)
    assert 'class="notice linking"' not in client.get("/review").text


def test_who_acted_is_offered_as_the_attacker() -> None:
    acted = Claim("claim:1", "actor", Actor("x", "X", "rebel", None), Quote(0, 1, "X"), "reported")
    assert speaks_for(acted) == "attacker"
    assert settable("attacker", acted.value).startswith("[")
    assert settable("sites", Sites(3)).startswith("{")
    assert settable("status", acted.value) == ""
