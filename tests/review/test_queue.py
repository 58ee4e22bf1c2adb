"""What needs a human, in the order in which it matters, and what no longer does."""

from __future__ import annotations

import random
from pathlib import Path

import msgspec
import pytest
from recoupe_fakes import make_document
from review_house import event_at, run, world

from recoupe.ledger.store import Ledger
from recoupe.model.document import Issue
from recoupe.model.event import Proposal
from recoupe.model.view import LedgerView
from recoupe.pipeline.review import Review
from recoupe.review.queue import Item, queue
from recoupe.review.subjects import disagreement_id, issue_id

SIGNED = {"who": "me", "why": "seen"}


@pytest.fixture
def house(tmp_path: Path) -> tuple[Ledger, Review]:
    return world(tmp_path / "l.db", "Kidal: 14 killed.", "Kidal: 20 killed.", "Gao: 3 killed.", "Gao: 90 killed.")


def kinds(items: tuple[Item, ...]) -> list[str]:
    return [item.kind for item in items]


def test_pairs_that_may_be_one_come_with_reasons_in_words(house: tuple[Ledger, Review]) -> None:
    _, review = house
    items = [i for i in review.queue() if i.kind == "proposal"]
    assert items, "the model proposes what it does not dare to join"
    item = items[0]
    assert set(item.events) <= set(event_at(review, "Gao", "Kidal"))
    assert item.words == "same town, same attacker, same target; neither has a date, tolls 3 and 90 differ"
    assert [review.subjects.event_of[r] for r in item.reports] == list(item.events), "a report of each, in their order"


def test_more_dead_come_first(house: tuple[Ledger, Review]) -> None:
    _, review = house
    proposed = [i for i in review.queue() if i.kind == "proposal"]
    stakes = [max(review.subjects.events[e].tolls[0].low for e in i.events) for i in proposed]
    assert stakes == sorted(stakes, reverse=True)
    weights = [i.weight for i in review.queue()]
    assert weights == sorted(weights, reverse=True)


def test_the_order_of_the_view_changes_nothing(house: tuple[Ledger, Review]) -> None:
    _, review = house
    view, shuffle = review.view, random.Random(7)

    def mixed(rows: tuple) -> tuple:  # type: ignore[type-arg]
        return tuple(shuffle.sample(rows, len(rows)))

    linked = msgspec.structs.replace(
        view.linked,
        events=mixed(view.linked.events),
        proposals=mixed(view.linked.proposals),
        disagreements=mixed(view.linked.disagreements),
    )
    other = msgspec.structs.replace(view, linked=linked, readings=mixed(view.readings), documents=mixed(view.documents))
    assert queue(other) == review.queue()


@pytest.mark.parametrize("action", ["same", "different"])
def test_a_decided_pair_is_not_asked_again(house: tuple[Ledger, Review], action: str) -> None:
    _, review = house
    item = next(i for i in review.queue() if i.kind == "proposal")
    getattr(review, action)(*item.events, **SIGNED)
    review.relink()
    assert item.events not in [i.events for i in review.queue() if i.kind == "proposal"]


def test_what_somebody_was_unsure_of_comes_last(house: tuple[Ledger, Review]) -> None:
    _, review = house
    item = review.queue()[0]
    assert item.kind == "proposal"
    review.unsure(*item.events, **SIGNED)
    review.relink()
    last = review.queue()[-1]
    assert (last.events, last.deferred) == (item.events, True)


def joined(review: Review) -> str:
    """The two accounts of Kidal as one event, whose tolls then disagree."""
    events = event_at(review, "Kidal")
    if len(events) == 2:
        review.same(*events, **SIGNED)
        review.relink()
    [event] = event_at(review, "Kidal")
    return event


def test_a_disagreement_is_open_until_somebody_rules(house: tuple[Ledger, Review]) -> None:
    ledger, review = house
    event = joined(review)
    item = next(i for i in review.queue() if i.kind == "disagreement")
    assert (item.events, item.property, len(item.reports)) == ((event,), "toll.killed", 2)
    assert "toll: killed differs between 2 accounts" in item.words
    for decide in (
        lambda: review.set_value(event, "toll.killed", "20", **SIGNED),
        lambda: review.confirm(item.key, **SIGNED),
        lambda: review.dismiss(item.key, **SIGNED),
        lambda: review.confirm(event, **SIGNED),
    ):
        made = decide()
        review.relink()
        assert "disagreement" not in kinds(review.queue()), made.action
        review.undo(made.id, **SIGNED)
        review.relink()
        assert "disagreement" in kinds(review.queue())
    review.confirm(event, **SIGNED)
    run(ledger, [make_document("Kidal: 17 killed.", "new.txt", outlet="new")])
    review.refresh()
    new = event_at(review, "Kidal")[-1]
    if new != event:
        review.same(event, new, **SIGNED)
        review.relink()
    assert "disagreement" in kinds(review.queue()), "a new account opens it again"


def test_a_dismissed_event_told_again_is_asked_again(house: tuple[Ledger, Review]) -> None:
    ledger, review = house
    event = event_at(review, "Kidal")[0]
    review.dismiss(event, who="ana", why="a drill")
    review.relink()
    assert event not in [e for i in review.queue() for e in i.events], "neither proposed nor reopened"
    dead = review.subjects.events[event].tolls[0].low
    run(ledger, [make_document(f"Nothing else. Kidal: {dead} killed.", "new.txt", outlet="new")])
    review.refresh()
    [item] = [i for i in review.queue() if i.kind == "reopened"]
    assert "dismissed by ana (a drill), but told once more since" in item.words
    assert review.subjects.events[item.key].grade == "discounted", "the decision holds until a person says otherwise"


def with_issues(view: LedgerView, *issues: Issue) -> LedgerView:
    readings = [
        msgspec.structs.replace(r, issues=tuple(i for i in issues if i.document == r.document)) for r in view.readings
    ]
    return msgspec.structs.replace(view, readings=tuple(readings))


def test_issues_of_a_deadly_event_come_before_others(house: tuple[Ledger, Review]) -> None:
    _, review = house
    documents = {d.text: d.id for d in review.view.documents}
    deadly = Issue(documents["Gao: 90 killed."], "truncated", None, "breaks off")
    other = Issue(documents["Gao: 3 killed."], "truncated", None, "breaks off")
    minor = Issue(documents["Gao: 3 killed."], "machine_translation", None, "a calque")
    items = [i for i in queue(with_issues(review.view, other, deadly, minor)) if i.kind == "issue"]
    assert [i.key for i in items] == [issue_id(deadly), issue_id(other), issue_id(minor)]
    assert items[0].words == "truncated: breaks off"


def test_thin_evidence_is_told_with_what_is_missing(house: tuple[Ledger, Review]) -> None:
    _, review = house
    event = review.view.linked.events[0]
    bare = msgspec.structs.replace(event, when=None, where=(), attacker=(), target=(), grade="weak")
    linked = msgspec.structs.replace(review.view.linked, events=(bare,), proposals=(), disagreements=())
    [item] = queue(msgspec.structs.replace(review.view, linked=linked))
    assert (item.kind, item.key) == ("thin", event.id)
    assert item.words == "one source tells little: no date, no place, no attacker, no target"
    seen = msgspec.structs.replace(linked, events=(msgspec.structs.replace(bare, grade="fair"),))
    assert queue(msgspec.structs.replace(review.view, linked=seen)) == ()


def test_ids_of_issues_and_disagreements_are_made_of_what_they_are_about(house: tuple[Ledger, Review]) -> None:
    _, review = house
    joined(review)
    [dispute] = [d for d in review.view.linked.disagreements if d.property == "toll.killed"]
    swapped = msgspec.structs.replace(dispute, values=dispute.values[::-1], event="event:other")
    assert disagreement_id(swapped) == disagreement_id(dispute)
    fewer = msgspec.structs.replace(dispute, values=dispute.values[:1])
    assert disagreement_id(fewer) != disagreement_id(dispute)


def test_a_proposal_without_its_reports_shows_the_first_of_each(house: tuple[Ledger, Review]) -> None:
    _, review = house
    left, right = event_at(review, "Gao")
    linked = msgspec.structs.replace(review.view.linked, proposals=(Proposal(left, right, 0.0, ()),), disagreements=())
    [item] = [i for i in queue(msgspec.structs.replace(review.view, linked=linked)) if i.kind == "proposal"]
    assert [review.subjects.event_of[r] for r in item.reports] == [left, right]
