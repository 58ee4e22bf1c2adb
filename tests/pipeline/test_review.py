"""Decisions as a service: checked, signed, written at once, and what they do to events."""

from __future__ import annotations

import datetime as dt
import multiprocessing
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from recoupe_fakes import make_document
from review_house import LINK, clock, event_at, run, world

from recoupe.ledger.store import Ledger
from recoupe.model.errors import DataError
from recoupe.model.event import LinkedLedger
from recoupe.model.judgement import Judgement, judgement_id
from recoupe.pipeline.review import Review

SIGNED = {"who": "me", "why": "seen"}


@pytest.fixture
def house(tmp_path: Path) -> tuple[Ledger, Review]:
    return world(tmp_path / "l.db", "Kidal: 14 killed.", "Kidal: 14 killed. Gao: 3 killed.", "Gao: 90 killed.")


def test_who_when_and_why_are_kept_and_the_id_is_made_of_them(house: tuple[Ledger, Review]) -> None:
    ledger, review = house
    [kidal] = event_at(review, "Kidal")
    made = review.confirm(kidal, who=" ana ", why=" both papers were there\n")
    assert (made.who, made.why, made.when) == ("ana", "both papers were there", dt.datetime(2024, 1, 1, tzinfo=dt.UTC))
    assert made.id == judgement_id(made)
    assert ledger.judgements() == (made,)
    assert {a.report for a in made.anchors} == set(review.subjects.events[kidal].reports)


@pytest.mark.parametrize(
    ("who", "why", "words"), [("", "seen", "--by NAME"), ("  ", "x", "--by"), ("me", " ", "--why")]
)
def test_nobody_decides_nothing_and_nothing_without_a_reason(
    house: tuple[Ledger, Review], who: str, why: str, words: str
) -> None:
    ledger, review = house
    with pytest.raises(DataError, match=words):
        review.confirm(event_at(review, "Kidal")[0], who=who, why=why)
    assert ledger.judgements() == ()


def test_same_joins_different_parts_undo_restores(house: tuple[Ledger, Review]) -> None:
    _, review = house
    before = review.view.linked
    gao = event_at(review, "Gao")
    joined = review.same(*gao, **SIGNED)
    version = review.relink()
    [one] = event_at(review, "Gao")
    assert one in gao, "the id of one of them"
    parted = review.different(*review.subjects.events[one].reports, **SIGNED)
    review.relink()
    assert event_at(review, "Gao") == gao
    assert review.subjects.standings[joined.id].by == parted.id
    for made in (parted, joined):
        review.undo(made.id, **SIGNED)
    assert review.relink() == version + 2
    assert msgspec.structs.replace(review.view.linked, standings=()) == before


def test_accounts_of_one_event_can_be_told_apart_one_by_one(house: tuple[Ledger, Review]) -> None:
    _, review = house
    [kidal] = event_at(review, "Kidal")
    with pytest.raises(DataError, match="are one event as things are"):
        review.different(kidal, review.subjects.events[kidal].reports[0], **SIGNED)
    review.different(*review.subjects.events[kidal].reports, **SIGNED)
    review.relink()
    assert len(event_at(review, "Kidal")) == 2


def test_what_is_set_comes_back_from_the_ledger_and_the_accounts_stay(house: tuple[Ledger, Review]) -> None:
    ledger, review = house
    [kidal] = event_at(review, "Kidal")
    review.set_value(kidal, "where", "Gao", **SIGNED)
    review.set_value(kidal, "kind", "shelling", **SIGNED)
    review.relink()
    event = next(e for e in ledger.current().linked.events if e.id == kidal)
    assert (event.where[0].name, event.kind, event.title[:8]) == ("Gao", "shelling", "shelling")
    told = {c.value for r in event.reports for c in review.subjects.reports[r].claims if c.property == "where"}
    assert {place.name for place in told} == {"Kidal"}


def test_a_dismissed_event_is_discounted_and_an_undo_restores_it(house: tuple[Ledger, Review]) -> None:
    _, review = house
    [kidal] = event_at(review, "Kidal")
    before = review.subjects.events[kidal]
    made = review.dismiss(kidal, who="ana", why="a drill")
    review.relink()
    assert review.subjects.events[kidal].grade == "discounted"
    assert review.subjects.events[kidal].grade_reason == "dismissed by ana: a drill"
    review.undo(made.id, **SIGNED)
    review.relink()
    assert review.subjects.events[kidal] == before


Call = Callable[[Review, str], object]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda r, e: r.same(e, "event:0", **SIGNED), "no event or report 'event:0'"),
        (lambda r, e: r.same("report:0", e, **SIGNED), "no event or report 'report:0'"),
        (lambda r, e: r.different(e, e, **SIGNED), "is named twice"),
        (lambda r, e: r.unsure(e, "", **SIGNED), "no event or report ''"),
        (lambda r, e: r.set_value(e, "mood", "grim", **SIGNED), "'mood' is no property"),
        (lambda r, e: r.set_value(e, "where", "Tessalit-sur-Lune", **SIGNED), "no place is known"),
        (lambda r, e: r.set_value(e, "attacker", "the others", **SIGNED), "no actor is known"),
        (lambda r, _: r.set_value("event:0", "kind", "shelling", **SIGNED), "no event or report"),
        (lambda r, _: r.dismiss("issue:0", **SIGNED), "no event or report 'issue:0'"),
        (lambda r, _: r.undo("judgement:0", **SIGNED), "no judgement 'judgement:0'"),
        (lambda r, e: r.undo(e, **SIGNED), "no judgement"),
    ],
)
def test_what_is_not_there_is_refused_and_nothing_is_written(
    house: tuple[Ledger, Review], call: Call, words: str
) -> None:
    ledger, review = house
    with pytest.raises(DataError, match=words):
        call(review, event_at(review, "Kidal")[0])
    assert ledger.judgements() == ()


def test_nobody_undoes_twice_and_an_undo_can_be_undone(house: tuple[Ledger, Review]) -> None:
    _, review = house
    [kidal] = event_at(review, "Kidal")
    made = review.dismiss(kidal, **SIGNED)
    undo = review.undo(made.id, who="ana", why="no drill")
    with pytest.raises(
        DataError, match=f"was undone already, by ana on 2024-01-01 .{undo.id}.. Undo {undo.id} to bring"
    ):
        review.undo(made.id, **SIGNED)
    review.undo(undo.id, **SIGNED)
    review.relink()
    assert review.subjects.events[kidal].grade == "discounted"


def test_former_ids_are_followed(house: tuple[Ledger, Review]) -> None:
    ledger, review = house
    gao = event_at(review, "Gao")
    review.same(*gao, **SIGNED)
    review.relink()
    [living], [former] = event_at(review, "Gao"), ledger.former_events()
    assert review.dismiss(former, **SIGNED).subject == living
    review.relink()
    assert review.subjects.events[living].grade == "discounted"


def test_a_clock_that_is_set_back_makes_no_decision_older_than_those_before_it(tmp_path: Path) -> None:
    ledger, _ = world(tmp_path / "l.db", "Kidal: 14 killed.")
    hours = iter([12, 3, 1])
    review = Review(ledger, LINK, clock=lambda: dt.datetime(2024, 1, 1, next(hours), tzinfo=dt.UTC))
    [kidal] = event_at(review, "Kidal")
    made = [review.dismiss(kidal, **SIGNED), review.confirm(kidal, **SIGNED), review.dismiss(kidal, **SIGNED)]
    assert list(ledger.judgements()) == made


def test_before_anything_is_linked_there_is_nothing_to_decide(tmp_path: Path) -> None:
    review = Review(Ledger.open(tmp_path / "l.db"), LINK, clock=clock())
    assert (review.queue(), review.relink()) == ((), 0)


def test_what_is_to_be_read_anew_is_not_judged(house: tuple[Ledger, Review]) -> None:
    ledger, review = house
    [kidal] = event_at(review, "Kidal")
    for document in list(ledger.documents()):
        ledger.add_document(msgspec.structs.replace(document, title="cleaned anew"))
    review.refresh()
    with pytest.raises(DataError, match="to be read anew"):
        review.dismiss(kidal, **SIGNED)


def test_reading_more_keeps_every_decision(house: tuple[Ledger, Review]) -> None:
    ledger, review = house
    gao = event_at(review, "Gao")
    made = review.same(*gao, **SIGNED)
    run(ledger, [make_document(f"Gao: {n} killed. Mopti: {n} killed.", f"more-{n}.txt") for n in (3, 40, 90)])
    review.refresh()
    assert ledger.judgements() == (made,)
    home = {review.subjects.event_of[a.report] for a in made.anchors + made.object_anchors}
    assert len(home) == 1


def _decide(path: Path, name: str, number: int) -> None:
    with Ledger.open(path) as ledger:
        review = Review(ledger, LINK, clock=lambda: dt.datetime(2024, 1, 1, tzinfo=dt.UTC))
        left, right = event_at(review, "Gao")[0], event_at(review, "Kidal")[0]
        for n in range(number):
            review.unsure(left, right, who=name, why=f"number {n}")
            if n % 5 == 0:
                review.relink()


def test_two_people_at_once_lose_nothing(house: tuple[Ledger, Review], tmp_path: Path) -> None:
    """Two processes with one stopped clock decide and link at the same time."""
    ledger, _ = house
    context = multiprocessing.get_context("fork")
    people = [context.Process(target=_decide, args=(tmp_path / "l.db", name, 20)) for name in ("ana", "ben")]
    for person in people:
        person.start()
    for person in people:
        person.join(120)
    assert [person.exitcode for person in people] == [0, 0]
    kept = ledger.judgements()
    assert sorted((j.who, j.why) for j in kept) == sorted((w, f"number {n}") for w in ("ana", "ben") for n in range(20))
    assert len({j.when for j in kept}) == 40, "each comes after all that were there when it was made"


def _undo(path: Path, judgement: str, out: multiprocessing.Queue[str]) -> None:
    with Ledger.open(path) as ledger:
        review = Review(ledger, LINK, clock=clock())
        try:
            out.put(review.undo(judgement, **SIGNED).id)
        except DataError as error:
            out.put(str(error))


def test_of_two_who_undo_one_judgement_at_once_one_is_told(house: tuple[Ledger, Review], tmp_path: Path) -> None:
    ledger, review = house
    made = review.dismiss(event_at(review, "Kidal")[0], **SIGNED)
    context = multiprocessing.get_context("fork")
    said: multiprocessing.Queue[str] = context.Queue()
    people = [context.Process(target=_undo, args=(tmp_path / "l.db", made.id, said)) for _ in range(2)]
    for person in people:
        person.start()
    answers = sorted(said.get(timeout=60) for _ in people)
    for person in people:
        person.join(60)
    assert sum("was undone already" in answer for answer in answers) == 1, answers
    assert len(ledger.judgements()) == 2


def test_a_decision_written_meanwhile_is_looked_at_first(house: tuple[Ledger, Review]) -> None:
    ledger, review = house
    [kidal] = event_at(review, "Kidal")
    assert review.subjects.judgements == {}
    other: Judgement = Review(ledger, LINK, clock=clock()).dismiss(kidal, who="ana", why="a drill")
    mine = review.confirm(kidal, **SIGNED)
    assert ledger.judgements() == (other, mine), "it comes after what it did not know of"
    assert not ledger.add_judgement(msgspec.structs.replace(mine, id="judgement:x"), after=0)


def test_a_decision_made_while_others_are_being_linked_takes_effect_too(house: tuple[Ledger, Review]) -> None:
    ledger, review = house
    [kidal] = event_at(review, "Kidal")
    other = Review(ledger, LINK, clock=clock())

    def link(*given: object) -> LinkedLedger:
        if not ledger.judgements():
            other.dismiss(kidal, who="ana", why="a drill")
        return LINK(*given)  # type: ignore[arg-type]

    slow = Review(ledger, link, clock=clock())
    slow.relink()
    assert slow.subjects.events[kidal].grade == "discounted"
