"""Who may ask a desk for what."""

from __future__ import annotations

from pathlib import Path

import pytest
from desks import desk_settings
from litestar import Litestar
from litestar.testing import TestClient

from recoupe.model.errors import DataError
from recoupe.web.app import create_app
from recoupe.web.serve import address

Client = TestClient[Litestar]
DECISION = {"action": "confirm", "subject": "event:none", "why": "test"}


@pytest.mark.parametrize("path", ["/", "/review", "/tallies", "/add", "/nowhere", "/static/desk.css", "/api/queue"])
def test_every_answer_carries_the_policy(client: Client, path: str) -> None:
    headers = client.get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("name", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", ""])
def test_a_name_that_the_desk_does_not_have_is_refused(client: Client, name: str) -> None:
    assert client.get("/", headers={"host": name}).status_code == 421


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost:8000", "[::1]:8000", "LOCALHOST"])
def test_its_own_names_are_not(client: Client, name: str) -> None:
    assert client.get("/tallies", headers={"host": name}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
    ],
)
def test_a_write_from_another_site_is_refused(client: Client, headers: dict[str, str]) -> None:
    answer = client.post("/api/judgements", json=DECISION, headers=headers)
    assert answer.status_code == 403
    assert client.get("/api/judgements").json()["total"] == 0


@pytest.mark.parametrize("headers", [{}, {"sec-fetch-site": "same-origin"}, {"origin": "http://127.0.0.1"}])
def test_a_write_of_its_own_is_looked_at(client: Client, headers: dict[str, str]) -> None:
    assert client.post("/api/judgements", json=DECISION, headers=headers).status_code == 400


def test_with_a_token_nothing_is_shown_without_it(ledger_file: Path) -> None:
    app = create_app(desk_settings(ledger_file, host="0.0.0.0", token="geheim"))
    with TestClient(app, base_url="http://desk.example") as client:
        for path in ("/", "/api/queue", "/static/desk.css"):
            assert client.get(path).status_code == 401
        assert client.get("/?token=falsch").status_code == 401
        entered = client.get("/review?token=geheim&kind=issue", follow_redirects=False)
        assert entered.headers["location"] == "/review?kind=issue"
        assert "HttpOnly" in entered.headers["set-cookie"]
        assert client.get("/review?kind=issue").status_code == 200


def test_a_token_never_sends_a_visitor_elsewhere(ledger_file: Path) -> None:
    app = create_app(desk_settings(ledger_file, token="t"))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        for path in ("//evil.example/", "/\\evil.example", "/%5cevil.example"):
            goal = client.get(f"{path}?token=t", follow_redirects=False).headers["location"]
            assert goal.startswith("/")
            assert not goal.startswith(("//", "/\\"))


def test_choices_lead_back_into_the_desk(client: Client) -> None:
    for here in ("//evil.example", "https://evil.example", "\\\\evil.example"):
        answer = client.post("/choose", data={"language": "en", "here": here}, follow_redirects=False)
        assert not answer.headers["location"].startswith(("//", "http", "/\\"))


def test_a_ledger_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="there is no ledger here"):
        create_app(desk_settings(tmp_path / "none.db"))


def test_the_address_to_open() -> None:
    assert address(desk_settings(Path("x"), port=8000)) == "http://127.0.0.1:8000/"
    assert address(desk_settings(Path("x"), host="::1", port=1)) == "http://[::1]:1/"
    assert address(desk_settings(Path("x"), host="0.0.0.0", port=80, token="t")) == "http://127.0.0.1:80/?token=t"
