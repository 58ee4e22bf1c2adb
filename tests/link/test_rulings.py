"""What people decided outranks the accounts, and nothing of it is left when it is taken back."""

from __future__ import annotations

import msgspec
import pytest
from recoupe_fakes import make_document
from values import ARMY, GAO, KIDAL, REBELS, claim, interval, report, toll, when

from recoupe.language.kinds import load_kinds
from recoupe.link.events import founder
from recoupe.link.linker import Linker
from recoupe.link.weights import load_weights
from recoupe.model.actors import ActorTree
from recoupe.model.document import Document
from recoupe.model.errors import BugError
from recoupe.model.event import Event, LinkedLedger
from recoupe.model.report import DocumentReading
from recoupe.model.rulings import NO_RULINGS, Rulings, SetValue, Verdict
from recoupe.model.values import Weapon

LINKER = Linker(load_weights(), ActorTree(), load_kinds())


def document(id: str, day: str | None = "2023-11-08") -> Document:
    made = msgspec.structs.replace(make_document(id), id=f"doc:{id}", outlet=id)
    published = msgspec.structs.replace(made.published, interval=interval(day)) if day else None
    return msgspec.structs.replace(made, published=published)


def strike(id: str, dead: int = 14, place: object = KIDAL) -> DocumentReading:
    told = (claim("where", place), claim("attacker", ARMY), claim("toll", toll(dead)))
    claims = (claim("when", when("2023-11-07")), *told)
    return DocumentReading(f"doc:{id}", (report(id, *claims, kind="air_strike"),), (), (), ())


def link(*ids: str, rulings: Rulings = NO_RULINGS, **more: object) -> LinkedLedger:
    return LINKER.link([strike(i, **more) for i in ids], [document(i) for i in ids], rulings)  # type: ignore[arg-type]


def only(ledger: LinkedLedger) -> Event:
    [event] = ledger.events
    return event


def set_value(prop: str, value: object, report: str = "a", judgement: str = "j:1") -> SetValue:
    return SetValue(report, prop, msgspec.json.encode(value).decode(), judgement, "me")


def test_two_that_the_model_joins_are_kept_apart_and_no_longer_proposed() -> None:
    assert len(link("a", "b").events) == 1
    ledger = link("a", "b", rulings=Rulings(different=(("a", "b"),)))
    assert [e.reports for e in sorted(ledger.events, key=lambda e: e.reports)] == [("a",), ("b",)]
    assert not ledger.proposals, "nobody asks twice"


def test_two_that_the_model_keeps_apart_are_joined() -> None:
    readings = [strike("a"), strike("b", place=GAO)]
    documents = [document("a"), document("b")]
    assert len(LINKER.link(readings, documents).events) == 2
    assert only(LINKER.link(readings, documents, Rulings(same=(("a", "b"),)))).reports == ("a", "b")


@pytest.mark.parametrize(
    ("prop", "value", "field"),
    [
        ("when", when("2023-11-06"), "when"),
        ("when", None, "when"),
        ("where", (GAO,), "where"),
        ("attacker", (REBELS,), "attacker"),
        ("target", (), "target"),
        ("weapon", (Weapon("drone"),), "weapon"),
        ("kind", "shelling", "kind"),
        ("toll.killed", (toll(17),), "tolls"),
    ],
)
def test_a_value_that_is_set_is_the_event_s_and_nothing_else_changes(prop: str, value: object, field: str) -> None:
    plain, ruled = only(link("a", "b")), only(link("a", "b", rulings=Rulings(values=(set_value(prop, value),))))
    assert getattr(ruled, field) == value
    assert ruled.judgements == ("j:1",)
    titled = msgspec.structs.replace(ruled, **{field: getattr(plain, field)}, judgements=(), title=plain.title)
    assert titled == plain


def test_the_title_follows_the_values() -> None:
    values = (set_value("where", (GAO,)), set_value("when", when("2023-11-06"), judgement="j:2"))
    assert only(link("a", rulings=Rulings(values=values))).title == "air or drone strike, Gao, 2023-11-06"


def test_a_set_toll_leaves_other_kinds_of_harm() -> None:
    values = (set_value("toll.wounded", (toll(5, 5, "wounded"),)),)
    assert only(link("a", rulings=Rulings(values=values))).tolls == (toll(14), toll(5, 5, "wounded"))
    none = (set_value("toll.killed", ()),)
    assert only(link("a", rulings=Rulings(values=none))).tolls == ()


def test_of_two_values_the_later_rules() -> None:
    values = (set_value("toll.killed", (toll(17),)), set_value("toll.killed", (toll(18),), "b", "j:2"))
    ruled = only(link("a", "b", rulings=Rulings(values=values)))
    assert (ruled.tolls, ruled.judgements) == ((toll(18),), ("j:2",))


def test_a_dismissed_event_is_discounted_until_somebody_confirms_it() -> None:
    no, yes = Verdict("a", (), True, "j:1", "me", "a drill"), Verdict("b", (), False, "j:2", "you", "")
    dismissed = only(link("a", "b", rulings=Rulings(verdicts=(no,))))
    assert (dismissed.grade, dismissed.grade_reason) == ("discounted", "dismissed by me: a drill")
    confirmed = only(link("a", "b", rulings=Rulings(verdicts=(no, yes))))
    assert (confirmed.grade, confirmed.grade_reason) == ("fair", "2 independent sources; checked by you")


def test_a_verdict_holds_for_what_was_split_from_the_event_but_not_for_what_an_account_of_it_joined() -> None:
    no = Verdict("a", ("b", "c"), True, "j:1", "me", "a drill")
    apart = Rulings(different=(("a", "b"), ("a", "c"), ("a", "d"), ("b", "c"), ("b", "d")), verdicts=(no,))
    grades = {e.reports: e.grade for e in link("a", "b", "c", "d", rulings=apart).events}
    assert grades == {("a",): "discounted", ("b",): "discounted", ("c", "d"): "fair"}


def test_rulings_on_what_is_not_there_change_nothing() -> None:
    gone = Rulings(
        (("x", "y"),), (("x", "a"),), (set_value("kind", "shelling", "x"),), (Verdict("x", (), True, "j:1", "me", ""),)
    )
    assert link("a", "b", rulings=gone) == link("a", "b")


def test_a_property_that_no_event_has_is_a_bug() -> None:
    with pytest.raises(BugError, match="'mood'"):
        link("a", rulings=Rulings(values=(set_value("mood", "x"),)))


def test_an_event_is_named_after_the_report_that_was_published_first() -> None:
    [a], [b] = strike("a").reports, strike("b").reports
    early, late, undated = document("b", "2023-11-08"), document("a", "2023-11-09"), document("a", None)
    assert founder([a, b], {d.id: d for d in (early, late)}) == "b"
    assert founder([a, b], {d.id: d for d in (early, undated)}) == "b"
    assert founder([a, b], {}) == "a"
