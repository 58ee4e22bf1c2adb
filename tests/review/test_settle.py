"""Which judgements are obeyed, beside all others and what is read now."""

from __future__ import annotations

from pathlib import Path

import pytest
from review_house import event_at, read_better, run, world

from recoupe.ledger.store import Ledger
from recoupe.model.judgement import Standing
from recoupe.pipeline.review import Review

SIGNED = {"who": "me", "why": "seen"}


@pytest.fixture
def house(tmp_path: Path) -> tuple[Ledger, Review]:
    return world(tmp_path / "l.db", "Kidal: 14 killed.", "Kidal: 14 killed. Gao: 3 killed.", "Gao: 90 killed.")


def standings(review: Review) -> dict[str, Standing]:
    review.refresh()
    return dict(review.subjects.standings)


def test_a_judgement_holds_on_to_its_report_when_a_better_extractor_names_it_anew(house: tuple[Ledger, Review]) -> None:
    ledger, review = house
    [kidal] = event_at(review, "Kidal")
    made = review.set_value(kidal, "toll.killed", "20", **SIGNED)
    run(ledger, (), "better")
    assert standings(review)[made.id].state == "in_force"
    [event] = [e for e in review.view.linked.events if e.where[0].name == "Kidal"]
    assert event.tolls[0].low == 20
    assert event.judgements == (made.id,)
    assert ledger.resolve_event(kidal) == event.id != kidal
    better = {r.id for d in ledger.documents() for r in read_better(d).reports}
    assert set(standings(review)[made.id].reports) <= better


def test_a_judgement_whose_report_is_gone_says_so_and_is_obeyed_again_when_it_is_back(
    house: tuple[Ledger, Review],
) -> None:
    ledger, review = house
    gao = event_at(review, "Gao")
    made = review.same(*gao, **SIGNED)
    review.relink()
    assert len(event_at(review, "Gao")) == 1
    run(ledger, (), "bad")
    lapsed = standings(review)[made.id]
    assert lapsed.state == "lapsed"
    assert "«killed»" in lapsed.detail
    assert "no longer read" in lapsed.detail
    assert lapsed.document in {d.id for d in ledger.documents()}
    assert review.queue()[0].kind == "lapsed"
    run(ledger, (), "plain")
    assert standings(review)[made.id].state == "in_force"
    assert len(event_at(review, "Gao")) == 1


def test_of_two_values_on_one_event_the_later_rules_and_the_earlier_comes_back_with_an_undo(
    house: tuple[Ledger, Review],
) -> None:
    _, review = house
    [kidal] = event_at(review, "Kidal")
    first = review.set_value(kidal, "toll.killed", "20", **SIGNED)
    report = review.subjects.events[kidal].reports[1]
    second = review.set_value(report, "toll.killed", "21", **SIGNED)
    other = review.set_value(kidal, "toll.wounded", "5", **SIGNED)
    review.relink()
    found = standings(review)
    assert [found[j.id].state for j in (first, second, other)] == ["overruled", "in_force", "in_force"]
    assert found[first.id].by == second.id
    review.undo(second.id, **SIGNED)
    review.relink()
    assert [standings(review)[j.id].state for j in (first, second)] == ["in_force", "undone"]
    assert review.subjects.events[kidal].tolls[0].low == 20


def test_values_on_two_events_meet_when_the_events_do(house: tuple[Ledger, Review]) -> None:
    _, review = house
    left, right = event_at(review, "Gao")
    first = review.set_value(left, "toll.killed", "4", **SIGNED)
    second = review.set_value(right, "toll.killed", "8", **SIGNED)
    review.relink()
    assert {standings(review)[j.id].state for j in (first, second)} == {"in_force"}
    joined = review.same(left, right, **SIGNED)
    review.relink()
    assert [standings(review)[j.id].state for j in (first, second)] == ["overruled", "in_force"]
    review.undo(joined.id, **SIGNED)
    review.relink()
    assert [review.subjects.events[e].tolls[0].low for e in (left, right)] == [4, 8]


def test_a_confirmed_event_is_no_longer_dismissed(house: tuple[Ledger, Review]) -> None:
    _, review = house
    [kidal] = event_at(review, "Kidal")
    no = review.dismiss(kidal, **SIGNED)
    review.relink()
    assert review.subjects.events[kidal].grade == "discounted"
    review.confirm(kidal, **SIGNED)
    review.relink()
    assert review.subjects.events[kidal].grade == "fair"
    assert standings(review)[no.id].state == "overruled"


def test_a_disagreement_that_was_set_aside_and_is_gone_is_told_and_asks_for_nothing(
    house: tuple[Ledger, Review],
) -> None:
    _, review = house
    joined = review.same(*event_at(review, "Gao"), **SIGNED)
    review.relink()
    [key] = review.subjects.disagreements
    made = review.dismiss(key, **SIGNED)
    review.relink()
    assert standings(review)[made.id].state == "in_force"
    review.undo(joined.id, **SIGNED)
    review.relink()
    assert standings(review)[made.id].detail == "what it sets aside is no longer there"
    assert standings(review)[made.id].state == "lapsed"
    assert "lapsed" not in [item.kind for item in review.queue()]
