"""Lists under /api on the samples' ledger: filters, pages, the words of the export contract, refusals in words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from recoupe.export import view
from recoupe.language.kinds import load_kinds
from recoupe.ledger.store import Ledger


@pytest.fixture
def ledger(ledger_file: Path) -> Any:
    with Ledger.open(ledger_file, create=False) as opened:
        yield opened.current()


def get(client: Any, address: str, status: int = 200) -> Any:
    answer = client.get(address)
    assert answer.status_code == status, answer.text
    return answer.json()


def test_events_are_those_of_the_export(client: Any, ledger: Any) -> None:
    found = get(client, "/api/events?limit=1000")
    assert found["total"] == len(ledger.linked.events)
    expected = {event.id: view.event(event, load_kinds()) for event in ledger.linked.events}
    assert {event["id"]: event for event in found["events"]} == expected


def test_pages_follow_one_another_without_gap(client: Any) -> None:
    whole = [event["id"] for event in get(client, "/api/events?sort=killed&order=desc&limit=1000")["events"]]
    paged: list[str] = []
    while page := get(client, f"/api/events?sort=killed&order=desc&limit=7&offset={len(paged)}")["events"]:
        paged += [event["id"] for event in page]
    assert paged == whole


def test_filters_of_the_page_are_those_of_the_api(client: Any) -> None:
    overview = get(client, "/api/overview?country=IQ&from=2020-01-01&parts=rows")
    listed = get(client, "/api/events?country=IQ&from=2020-01-01")
    assert [row["id"] for row in overview["rows"]] == [event["id"] for event in listed["events"]]
    assert 0 < listed["total"] == overview["matched"] < overview["total"]


def test_a_bad_value_is_refused_in_words(client: Any) -> None:
    for address in (
        "/api/events?from=soon",
        "/api/overview?lanes=hue",
        "/api/overview?parts=all",
        "/api/overview?zoom=0",
    ):
        refused = get(client, address, 400)
        assert "=" in refused["detail"]


def test_one_event_comes_with_what_goes_with_it(client: Any, ledger: Any) -> None:
    disputed = ledger.linked.disagreements[0].event
    found = get(client, f"/api/events/{disputed}")
    assert found["event"]["id"] == disputed
    assert found["disagreements"]
    assert found["became"] is None
    get(client, "/api/events/event:none", 404)


def test_a_former_id_leads_to_what_became_of_it(client: Any, ledger_file: Path) -> None:
    import datetime as dt

    from recoupe.pipeline.house import link_room
    from recoupe.pipeline.review import Review

    with Ledger.open(ledger_file, create=False) as opened:
        review = Review(opened, link_room(), clock=lambda: dt.datetime(2024, 1, 2, tzinfo=dt.UTC))
        item = next(item for item in review.queue() if item.kind == "proposal")
        review.same(item.events[0], item.events[1], who="t", why="one strike")
        review.relink()
    alive = {event["id"] for event in get(client, "/api/events?limit=1000")["events"]}
    (former,) = set(item.events) - alive
    found = get(client, f"/api/events/{former}")
    assert found["event"]["id"] == found["became"]["event"] in alive
    assert found["became"]["asked"] == former
    assert found["became"]["until"] is not None


def test_geojson_has_a_feature_for_each_place(client: Any, ledger: Any) -> None:
    answer = client.get("/api/events.geojson?limit=1000")
    assert answer.headers["content-type"].startswith("application/geo+json")
    features = answer.json()["features"]
    assert len(features) == sum(max(1, len(event.where)) for event in ledger.linked.events)
    for feature in features:
        place = feature["properties"]["place"]
        assert (feature["geometry"] is None) == (place is None or place["lat"] is None)


def test_reports_and_claims_of_one_event(client: Any, ledger: Any) -> None:
    event = max(ledger.linked.events, key=lambda e: len(e.reports))
    reports = get(client, f"/api/reports?event={event.id}")
    assert {report["id"] for report in reports["reports"]} == set(event.reports)
    claims = get(client, f"/api/claims?event={event.id}&property=where&limit=1000")
    assert {claim["property"] for claim in claims["claims"]} == {"where"}
    assert {claim["event"] for claim in claims["claims"]} == {event.id}
    every = [claim for report in reports["reports"] for claim in report["claims"] if claim["property"] == "where"]
    assert claims["total"] == len(every)


def test_documents_come_without_their_texts(client: Any, ledger: Any) -> None:
    found = get(client, "/api/documents")
    assert found["total"] == len(ledger.documents)
    assert all("text" not in document for document in found["documents"])
    some = get(client, "/api/documents?country=AZ")
    assert 0 < some["total"] < found["total"]


def test_tallies_are_listed_by_kind(client: Any) -> None:
    every = get(client, "/api/tallies")
    assert every["total"] == len(every["tallies"])
    assert get(client, "/api/tallies?kind=none")["total"] == 0


def test_all_of_it_is_described(client: Any) -> None:
    described = get(client, "/api/openapi.json")["paths"]
    for address in ("events", "events.geojson", "reports", "claims", "tallies", "documents", "overview"):
        described_here = described[f"/api/{address}"]["get"]
        assert described_here["summary"]
        assert all(parameter.get("description") for parameter in described_here["parameters"]), address
    names = {parameter["name"] for parameter in described["/api/events"]["get"]["parameters"]}
    assert {"from", "to", "place", "country", "kind", "actor", "source", "grade", "bbox", "q", "sort", "limit"} <= names


def test_files_are_packed_once_and_kept(client: Any) -> None:
    page = client.get("/")
    address = next(part for part in page.text.split('"') if part.startswith("/static/desk.css?v="))
    answer = client.get(address, headers={"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert "immutable" in answer.headers["cache-control"]
    assert answer.text.startswith(":root") or "--paper" in answer.text
    again = client.get("/static/desk.css", headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304
    assert again.headers["cache-control"] == "no-cache"
    for outside in ("/static/../app.py", "/static/..%2fapp.py", "/static/nothing.js"):
        assert client.get(outside).status_code == 404


def test_the_page_reads_without_scripts(client: Any) -> None:
    page = client.get("/?kind=air_strike&sort=killed&order=desc", headers={"accept-language": "fr"}).text
    rows = page.count('<a href="/event/event:')
    assert rows == get(client, "/api/overview?kind=air_strike&parts=rows")["matched"] > 0
    assert "Frappe aérienne" in page
