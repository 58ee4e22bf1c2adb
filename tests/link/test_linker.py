"""Readings in, events out: the linker as a whole, on reports made by hand."""

from __future__ import annotations

import random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from recoupe_fakes import make_document
from values import ARMY, GAO, KIDAL, MALI, claim, interval, report, toll, when

from recoupe.language.kinds import load_kinds
from recoupe.link.linker import Linker
from recoupe.link.weights import load_weights
from recoupe.model.actors import ActorTree
from recoupe.model.document import Document
from recoupe.model.event import LinkedLedger
from recoupe.model.report import DocumentReading, Report, ReportLink
from recoupe.model.spans import Quote
from recoupe.model.values import Place, Sites

LINKER = Linker(load_weights(), ActorTree(), load_kinds())


def reading(*reports: Report, links: tuple[ReportLink, ...] = ()) -> DocumentReading:
    return DocumentReading(reports[0].document, reports, links, (), ())


def link(*readings: DocumentReading) -> LinkedLedger:
    return LINKER.link(readings, [document(r.document) for r in readings])


def document(id: str) -> Document:
    return msgspec.structs.replace(make_document(id), id=id, outlet=id)


def strike(
    id: str, place: Place = KIDAL, day: str = "2023-11-07", dead: int | None = 14, **more: object
) -> DocumentReading:
    """One document that tells of a strike of the army."""
    tolls = () if dead is None else (claim("toll", toll(dead)),)
    claims = (claim("when", when(day)), claim("where", place), claim("attacker", ARMY), *tolls)
    return reading(report(id, *claims, kind="air_strike", **more))  # type: ignore[arg-type]


def groups(ledger: LinkedLedger) -> set[frozenset[str]]:
    return {frozenset(e.reports) for e in ledger.events}


def test_two_papers_that_tell_one_strike_are_one_event() -> None:
    ledger = link(strike("a"), strike("b"))
    [event] = ledger.events
    assert event.reports == ("a", "b")
    assert event.documents == ("doc:a", "doc:b")
    assert (event.kind, event.grade, event.independent_sources) == ("air_strike", "fair", 2)
    assert event.when is not None
    assert event.when.interval == interval("2023-11-07")
    assert (event.where, event.attacker, event.tolls) == ((KIDAL,), (ARMY,), (toll(14),))
    assert not ledger.disagreements


def somewhere(id: str) -> DocumentReading:
    """A strike of the same day, somewhere in the country, by nobody named."""
    return reading(report(id, claim("when", when("2023-11-07")), claim("where", MALI), kind="air_strike"))


APART = [
    (strike("a"), strike("b", GAO), "two towns"),
    (strike("a"), strike("b", day="2023-11-10"), "days apart"),
    (strike("a"), reading(report("b", claim("when", when("2023-11-07")), kind="condemn")), "two families"),
    (strike("a"), somewhere("b"), "a day and a country are too little to go by"),
]


@pytest.mark.parametrize(("one", "other", "why"), APART, ids=lambda x: x if isinstance(x, str) else "")
def test_two_events(one: DocumentReading, other: DocumentReading, why: str) -> None:
    assert groups(link(one, other)) == {frozenset("a"), frozenset("b")}, why


def test_what_is_too_little_to_merge_is_proposed_with_its_reasons() -> None:
    ledger = link(strike("a"), somewhere("b"))
    [proposal] = ledger.proposals
    assert {proposal.left, proposal.right} == {e.id for e in ledger.events}
    assert {r.partition(":")[0] for r in proposal.reasons} == {"when", "where", "kind"}


def test_follow_up_tolls_are_one_event_and_disagree_in_the_open() -> None:
    ledger = link(strike("a", dead=14), strike("b", dead=20))
    [event] = ledger.events
    [dispute] = ledger.disagreements
    assert (dispute.event, dispute.property) == (event.id, "toll.killed")


def test_reports_of_one_document_stay_two_events_however_alike() -> None:
    [one], [other] = strike("a", document="d").reports, strike("b", document="d").reports
    assert groups(link(reading(one, other))) == {frozenset("a"), frozenset("b")}


def test_two_strikes_on_one_army_are_not_the_death_of_one_person() -> None:
    def told(id: str, first: str, last: str) -> DocumentReading:
        return reading(report(id, claim("when", when(first, last, 3)), claim("where", MALI), claim("target", ARMY)))

    weights = load_weights()
    ledger = link(told("a", "2023-11-06", "2023-11-12"), told("b", "2023-11-08", "2023-11-14"))
    assert len(ledger.events) == 2
    [proposal] = ledger.proposals
    assert f"target: the same target ({weights.target['same']:+.1f})" in proposal.reasons


def test_the_kind_most_reports_give_and_the_vague_one_only_alone() -> None:
    def told(id: str, kind: str) -> DocumentReading:
        [one] = strike(id).reports
        return reading(msgspec.structs.replace(one, kind=kind))

    [event] = link(told("a", "armed_attack"), told("b", "armed_attack"), told("c", "air_strike")).events
    assert event.kind == "air_strike"


def answer(source: str, target: str, document: str) -> ReportLink:
    return ReportLink("response_to", source, target, Quote(0, 2, "en"), document)


def answered(id: str, place: Place) -> DocumentReading:
    """A document in which somebody shells the army, which answers with a strike."""
    [strike_] = strike(f"{id}2", place, "2023-11-08", document=f"doc:{id}").reports
    shelling = report(f"{id}1", claim("when", when("2023-11-07")), document=f"doc:{id}", kind="shelling")
    return reading(shelling, strike_, links=(answer(f"{id}2", f"{id}1", f"doc:{id}"),))


def test_attacks_that_one_event_answers_are_the_likelier_one() -> None:
    alone = [reading(answered(d, KIDAL).reports[0]) for d in "ab"]
    assert len(link(*alone).events) == 2
    ledger = link(answered("a", KIDAL), answered("b", KIDAL))
    assert groups(ledger) == {frozenset({"a1", "b1"}), frozenset({"a2", "b2"})}


def test_links_of_reports_become_links_of_events_once() -> None:
    ledger = link(answered("a", KIDAL), answered("b", KIDAL))
    event_of = {r: e.id for e in ledger.events for r in e.reports}
    [found] = ledger.links
    assert (found.type, found.source, found.target) == ("response_to", event_of["a2"], event_of["a1"])
    assert found.quote is not None
    assert not found.suggested


def test_no_link_from_an_event_to_itself() -> None:
    one, other = strike("a"), strike("b")
    odd = msgspec.structs.replace(one, links=(answer("a", "b", "doc:a"),))
    ledger = link(odd, other)
    assert len(ledger.events) == 1
    assert ledger.links == ()


def test_nothing_read_is_nothing_linked() -> None:
    assert link() == LinkedLedger((), (), ())


places, dates = st.sampled_from([KIDAL, GAO, MALI]), st.sampled_from(["2023-11-07", "2023-11-08", "2023-11-30"])
tolls = st.sampled_from([None, 1, 14, 20])


@given(st.lists(st.tuples(places, dates, tolls), min_size=1, max_size=7), st.randoms(use_true_random=False))
def test_order_changes_no_event(told: list[tuple[Place, str, int | None]], shuffle: random.Random) -> None:
    readings = [strike(f"r{n}", *one) for n, one in enumerate(told)]
    shuffled = list(readings)
    shuffle.shuffle(shuffled)
    assert link(*shuffled) == link(*readings)
    assert sorted(r for e in link(*readings).events for r in e.reports) == sorted(f"r{n}" for n in range(len(told)))


def test_three_hundred_tellings_of_one_attack_are_one_event() -> None:
    told = [
        report(
            f"r{n:03}",
            claim("when", when("2023-11-07")),
            claim("where", KIDAL),
            claim("attacker", ARMY),
            kind="air_strike",
        )
        for n in range(300)
    ]
    assert len(link(*(DocumentReading(r.document, (r,), (), (), ()) for r in told)).events) == 1


def test_sites_are_those_that_most_count_in_the_fullest_breakdown() -> None:
    def told(id: str, sites: Sites) -> DocumentReading:
        [one] = strike(id).reports
        return reading(msgspec.structs.replace(one, claims=(*one.claims, claim("sites", sites))))

    whole, parts, more = Sites(5), Sites(5, (("IQ", 3), ("SY", 2))), Sites(7)
    [event] = link(told("a", whole), told("b", parts), told("c", more)).events
    assert event.sites == parts
    [bare] = link(strike("a")).events
    assert bare.sites is None
