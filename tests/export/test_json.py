"""The contract of DESIGN, section 4, and its promises: quotes slice back, order changes nothing."""

from __future__ import annotations

import datetime as dt
import json
import random

import msgspec
import pytest
import recoupe_fakes as fakes

from recoupe.export.json import contract, export
from recoupe.language.kinds import load_kinds
from recoupe.model.document import Dropped, Issue, Refusal
from recoupe.model.event import DisputedValue, EventLink, LinkedLedger, Proposal
from recoupe.model.judgement import Judgement
from recoupe.model.report import DocumentReading, Figure, Tally
from recoupe.model.spans import Quote
from recoupe.model.time import DateInterval
from recoupe.model.values import Source
from recoupe.model.view import LedgerView

KINDS = load_kinds()


def make_view() -> LedgerView:
    """A view with something in every list."""
    a = fakes.make_document("Kidal: 14 killed.", "a.txt")
    b = fakes.make_document("Kidal: 20 killed. Gao: 1 killed.", "b.txt")
    b = msgspec.structs.replace(b, copy_of=a.id, dropped=(Dropped("Menu", "menu"),), published=None)
    words = Quote(0, 5, "Kidal")
    since = DateInterval(dt.date(2023, 10, 17), dt.date(2023, 10, 17))
    tally = Tally("tally:1", a.id, "attack", 60, ">=", since, None, ("IQ", "SY"), (), words)
    figure = Figure("figure:1", a.id, 2500, "=", "soldats", "IQ", words)
    issue = Issue(a.id, "truncated", None, "ends in the middle")
    readings = tuple(sorted(map(fakes.read, (a, b)), key=lambda r: r.document))
    readings = tuple(_more(r, a.id, tally, figure, issue) for r in readings)
    linked = fakes.link(readings, (a, b))
    one, two = (e.id for e in linked.events)
    link = EventLink("response_to", one, two, words, a.id)
    status = msgspec.structs.replace(
        linked.disagreements[0],
        property="status",
        values=tuple(DisputedValue(v.claims, (Source(anonymous=True),)) for v in linked.disagreements[0].values),
    )
    linked = LinkedLedger(
        linked.events, (*linked.disagreements, status), (link,), (Proposal(one, two, 0.4, ("same place",)),)
    )
    when = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    judgement = Judgement("judgement:1", "confirm", one, None, None, None, "me", when, "seen")
    documents = tuple(sorted((a, b), key=lambda d: d.id))
    return LedgerView(3, documents, readings, linked, (Refusal("c.pdf", "binary", "a PDF"),), (judgement,))


def _more(reading: DocumentReading, document: str, tally: Tally, figure: Figure, issue: Issue) -> DocumentReading:
    if reading.document != document:
        return reading
    return msgspec.structs.replace(reading, tallies=(tally,), figures=(figure,), issues=(issue,))


VIEW = make_view()
OUT = json.loads(export(VIEW, KINDS).content)


def claim(name: str) -> dict:
    return next(c for c in OUT["reports"][0]["claims"] if c["property"] == name)


def test_top_level() -> None:
    assert list(OUT) == [
        *("recoupe", "ledger_version", "documents", "reports", "events", "links", "disagreements", "proposals"),
        *("tallies", "figures", "issues", "refusals", "judgements"),
    ]
    assert (OUT["recoupe"], OUT["ledger_version"]) == ("0.1.0", 3)
    assert all(OUT[name] for name in OUT)


def test_documents() -> None:
    first = next(d for d in OUT["documents"] if d["path"] == "a.txt")
    assert first["published"] == {
        **{"start": "2023-11-07", "end": "2023-11-07", "precision": 1},
        "evidence": {"kind": "text", "exact": "7 novembre 2023"},
    }
    assert first["zones"] == [{"start": 0, "end": 17, "kind": "body", "language": "fr"}]
    second = next(d for d in OUT["documents"] if d["path"] == "b.txt")
    assert (second["published"], second["copy_of"]) == (None, first["id"])
    assert second["dropped"] == [{"exact": "Menu", "reason": "menu"}]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("when", {"start": "2023-11-07", "end": "2023-11-07", "precision": 1, "rule": "full_date", "anchor": "text"}),
        ("attacker", {"id": "actor:fama", "name": "Forces armées maliennes", "class": "state_force", "country": "ML"}),
        ("target", {"id": "actor:civilians", "name": "civils", "class": "civilian", "country": None, "site": "market"}),
        ("sites", {"total": 5, "by_country": {"IQ": 3, "SY": 2}}),
        ("weapon", {"class": "drone", "model": "TB2"}),
    ],
)
def test_values_of_claims(name: str, value: dict) -> None:
    assert claim(name)["value"] == value


def test_places_and_tolls() -> None:
    place = claim("where")["value"]
    assert set(place) == {"id", "name", "country", "admin1", "lat", "lon", "precision"}
    toll = claim("toll")["value"]
    assert (toll["kind"], toll["low"], toll["whose"]) == ("killed", toll["high"], ["civilians"])
    assert "part" not in toll
    part = msgspec.structs.replace(fakes.Toll("killed", 8, None), part=True, rule="dizaine")
    from recoupe.export.view import toll as as_toll

    assert as_toll(part) == {"kind": "killed", "low": 8, "high": None, "whose": [], "part": True, "rule": "dizaine"}


def test_sources_are_objects_with_the_same_six_keys() -> None:
    for report in OUT["reports"]:
        for source in (*report["according_to"], *(s for c in report["claims"] for s in c["according_to"])):
            assert list(source) == ["name", "org", "role", "anonymous", "channel", "via"]


def test_events_carry_the_codes_of_other_schemes() -> None:
    for event in OUT["events"]:
        assert (event["plover"], event["acled"]) == (KINDS["armed_attack"].plover, KINDS["armed_attack"].acled)
    assert contract(VIEW, {})["events"][0]["plover"] is None


def test_disagreements_name_values_claims_and_speakers() -> None:
    toll = next(d for d in OUT["disagreements"] if d["property"] == "toll.killed")
    assert sorted(v["value"]["low"] for v in toll["values"]) == [14, 20]
    assert toll["values"][0]["according_to"] == ["porte-parole Pentagone"]
    claims = {c["id"] for r in OUT["reports"] for c in r["claims"]}
    assert all(set(v["claims"]) <= claims for v in toll["values"])
    status = next(d for d in OUT["disagreements"] if d["property"] == "status")
    assert status["values"][0]["value"]["status"] == "reported"
    assert status["values"][0]["according_to"] == ["anonymous source"]


def test_tallies_figures_links_issues_refusals() -> None:
    tally = OUT["tallies"][0]
    assert (tally["since"], tally["as_of"], tally["scope"], tally["comparator"]) == (
        "2023-10-17",
        None,
        ["IQ", "SY"],
        ">=",
    )
    assert OUT["figures"][0]["number"] == 2500
    assert set(OUT["links"][0]) == {"type", "from", "to", "quote", "document", "suggested"}
    assert OUT["issues"] == [
        {"document": tally["document"], "code": "truncated", "quote": None, "detail": "ends in the middle"}
    ]
    assert OUT["refusals"] == [{"path": "c.pdf", "code": "binary", "detail": "a PDF"}]


def test_every_report_names_its_event_and_every_quote_slices_back() -> None:
    texts = {d["id"]: d["text"] for d in OUT["documents"]}
    events = {e["id"]: e for e in OUT["events"]}
    for report in OUT["reports"]:
        assert report["id"] in events[report["event"]]["reports"]
        for quote in (*report["triggers"], *(c["quote"] for c in report["claims"])):
            assert texts[report["document"]][quote["start"] : quote["end"]] == quote["exact"]


def test_lists_are_sorted_by_id() -> None:
    for name in ("documents", "reports", "events", "tallies", "figures"):
        ids = [row["id"] for row in OUT[name]]
        assert ids == sorted(ids), name


def test_the_order_within_the_view_changes_no_byte() -> None:
    shuffle = random.Random(3).sample

    def mixed(rows: tuple) -> tuple:
        return tuple(shuffle(rows, len(rows)))

    linked = LinkedLedger(*(mixed(getattr(VIEW.linked, name)) for name in VIEW.linked.__struct_fields__))
    other = LedgerView(3, mixed(VIEW.documents), mixed(VIEW.readings), linked, VIEW.refusals, VIEW.judgements)
    assert export(other, KINDS).content == export(VIEW, KINDS).content


def test_a_report_that_is_not_linked_has_no_event() -> None:
    unlinked = msgspec.structs.replace(VIEW, linked=LinkedLedger((), (), ()))
    assert {r["event"] for r in contract(unlinked, KINDS)["reports"]} == {None}


def test_an_empty_ledger_is_an_empty_contract() -> None:
    out = json.loads(export(LedgerView(0, (), (), LinkedLedger((), (), ())), KINDS).content)
    assert out["documents"] == out["events"] == []
