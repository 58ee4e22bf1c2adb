"""Claims of one event side by side: what is preferred, and what cannot all hold."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable

import msgspec
import pytest
from values import (
    ARMY,
    GAO,
    JIHADISTS,
    KIDAL,
    KIDAL_REGION,
    MALI,
    OTHER_REBELS,
    REBELS,
    STATE,
    claim,
    interval,
    report,
    toll,
    when,
)

from recoupe.link import reconcile
from recoupe.link.disagreements import disagreements
from recoupe.model.actors import ActorTree
from recoupe.model.event import Disagreement
from recoupe.model.report import Claim, Report
from recoupe.model.values import LATER_DEATH, Actor, Source, Toll, Weapon

TREE = ActorTree()


def each_with(*claims: Claim) -> list[Report]:
    """One report of a document of its own for each claim."""
    return [report(f"r{n}", c) for n, c in enumerate(claims)]


def disputes(reports: list[Report]) -> dict[str, Disagreement]:
    return {d.property: d for d in disagreements("event:x", reports, TREE)}


def whens(*days: tuple[str, str | None, int] | str) -> list[Report]:
    given = ((d, None, 1) if isinstance(d, str) else d for d in days)
    return each_with(*(claim("when", when(first, last, p)) for first, last, p in given))  # type: ignore[arg-type]


def nights(*days: str) -> list[Report]:
    """Nights that begin on these days, each told by a document."""
    spans = [(d, (dt.date.fromisoformat(d) + dt.timedelta(days=1)).isoformat()) for d in days]
    told = [msgspec.structs.replace(when(first, last, 2), rule="night_between_dates") for first, last in spans]
    return [report(f"n{n}", claim("when", t)) for n, t in enumerate(told)]


PREFERRED_WHEN = [
    (whens(), None, "silence has no date"),
    (whens("2023-11-07"), "2023-11-07", "one says"),
    (whens("2023-11-09", "2023-11-07", "2023-11-07"), "2023-11-07", "most say"),
    (whens(("2023-11-01", "2023-11-30", 4), "2023-11-07"), "2023-11-07", "the finest of those that can all hold"),
    (whens("2023-11-09", "2023-11-07"), "2023-11-07", "nobody is more than another: the earlier"),
]


@pytest.mark.parametrize(("reports", "day", "why"), PREFERRED_WHEN, ids=lambda x: x if isinstance(x, str) else "")
def test_preferred_when(reports: list[Report], day: str | None, why: str) -> None:
    for order in itertools.permutations(reports):
        chosen = reconcile.preferred_when(order)
        assert (chosen.interval if chosen else None) == (interval(day) if day else None), why


def test_a_second_date_of_one_report_has_no_voice() -> None:
    doubting = report("r1", claim("when", when("2023-11-07")), claim("when", when("2024-11-07")))
    other = report("r2", claim("when", when("2023-11-06")))
    chosen = reconcile.preferred_when([other, doubting])
    assert chosen is not None
    assert chosen.interval == interval("2023-11-06")


def test_places_leave_out_what_only_holds_another() -> None:
    told = each_with(*(claim("where", p) for p in (MALI, KIDAL, KIDAL_REGION, GAO)))
    assert reconcile.places(told) == (GAO, KIDAL)
    assert reconcile.places(each_with(claim("where", MALI))) == (MALI,)


def test_actors_leave_out_denials_and_parents() -> None:
    told = each_with(
        claim("attacker", ARMY),
        claim("attacker", STATE),
        claim("attacker", REBELS, status="denied"),
        claim("actor", JIHADISTS),
    )
    assert reconcile.actors(told, "attacker") == (ARMY,)
    assert reconcile.actors(told, "attacker", "actor") == (JIHADISTS, ARMY)


def test_weapons_once_each() -> None:
    told = each_with(*(claim("weapon", w) for w in (Weapon("rocket"), Weapon("drone", "TB2"), Weapon("rocket"))))
    assert reconcile.weapons(told) == (Weapon("drone", "TB2"), Weapon("rocket"))


#: A wounded boy has died: one, and perhaps others before.
LATER = Toll("killed", 1, 1, rule=LATER_DEATH)

PREFERRED_TOLL = [
    ([toll(14), toll(20), toll(14)], toll(14), "most say"),
    ([toll(8, None), toll(14)], toll(14), "firm rather than open"),
    ([toll(14), toll(20)], toll(20), "nobody is more than another: the higher"),
    ([toll(3, 3, part=True), toll(14)], toll(14), "a part is no total"),
    ([LATER, toll(13), toll(15)], toll(15), "who died later is one more, not the toll"),
    ([LATER], LATER, "who died later where nothing else is counted"),
]


@pytest.mark.parametrize(("told", "chosen", "why"), PREFERRED_TOLL, ids=lambda x: x if isinstance(x, str) else "")
def test_preferred_toll(told: list[object], chosen: object, why: str) -> None:
    for order in itertools.permutations(told):
        assert reconcile.tolls(each_with(*(claim("toll", t) for t in order))) == (chosen,), why  # type: ignore[arg-type]


def counted(*days_and_tolls: tuple[int, object]) -> object:
    """The preferred count when each toll is told in a document of its own, published on that day of the month."""
    told = each_with(*(claim("toll", t) for _, t in days_and_tolls))  # type: ignore[arg-type]
    days = {r.document: dt.date(2024, 5, d) for r, (d, _) in zip(told, days_and_tolls, strict=True)}
    orders = [reconcile.tolls(order, days) for order in itertools.permutations(told)]
    assert len(set(orders)) == 1
    [chosen] = orders[0]
    return chosen


SUCCESSIVE = [
    ([(3, toll(13)), (3, toll(13)), (11, toll(15))], toll(15), "the dead are found one after another"),
    ([(3, toll(13)), (11, toll(9, None))], toll(13), "a later bound says less"),
    ([(3, toll(20, None)), (4, toll(53))], toll(53), "a firm count that the bound leaves open"),
    ([(3, toll(20)), (4, toll(14))], toll(20), "a lower count does not bring the dead back"),
    ([(3, toll(20)), (4, toll(200, 200, "killed", "fighters"))], toll(20), "a group's count is no new total"),
]


@pytest.mark.parametrize(("told", "chosen", "why"), SUCCESSIVE, ids=lambda x: x if isinstance(x, str) else "")
def test_successive_counts(told: list[tuple[int, object]], chosen: object, why: str) -> None:
    assert counted(*told) == chosen, why


def test_each_harm_has_its_own_toll_and_is_never_added_up() -> None:
    told = each_with(*(claim("toll", t) for t in (toll(4), toll(4), toll(9, 9, "wounded"))))
    assert reconcile.tolls(told) == (toll(4), toll(9, 9, "wounded"))


def clash(*claims: Callable[[], Claim] | Claim) -> list[Report]:
    return each_with(*(c for c in claims if isinstance(c, Claim)))


DISPUTED = [
    ("toll.killed", clash(claim("toll", toll(14)), claim("toll", toll(20))), "two exact counts"),
    ("toll.wounded", clash(claim("toll", toll(5, 5, "wounded")), claim("toll", toll(0, 0, "wounded"))), "some, none"),
    ("when", whens("2023-11-07", "2023-11-09"), "two days"),
    ("when", nights("2023-11-06", "2023-11-07"), "two nights that share a day"),
    ("toll.killed", clash(claim("toll", LATER), claim("toll", toll(0, 0))), "nobody, and one who died later"),
    ("attacker", clash(claim("attacker", ARMY), claim("attacker", JIHADISTS)), "two sides"),
    ("attacker", clash(claim("attacker", REBELS), claim("attacker", REBELS, status="denied")), "accused and denied"),
]
AGREED = [
    (clash(claim("toll", toll(8, None)), claim("toll", toll(14))), "at least eight, fourteen"),
    (clash(claim("toll", toll(14)), claim("toll", toll(9, 9, "wounded"))), "two harms"),
    (clash(claim("toll", toll(14)), claim("toll", toll(6, 6, "killed", "children"))), "a group is no total"),
    (clash(claim("toll", toll(14)), claim("toll", toll(6, 6, part=True))), "a part is no total"),
    (clash(claim("toll", LATER), claim("toll", toll(13))), "a later death beside the first count"),
    (whens("2023-11-07", ("2023-11-01", "2023-11-30", 4)), "a day of that month"),
    (nights("2023-11-06", "2023-11-06"), "one night"),
    ([*nights("2023-11-06"), *whens("2023-11-07")], "a night and its second day"),
    (clash(claim("attacker", ARMY), claim("attacker", STATE)), "two levels of one state"),
    (clash(claim("attacker", REBELS, status="denied")), "a denial alone"),
    (clash(claim("where", KIDAL), claim("where", MALI)), "a town and its country"),
]


@pytest.mark.parametrize(("prop", "reports", "why"), DISPUTED, ids=lambda x: x if isinstance(x, str) else "")
def test_disagreements(prop: str, reports: list[Report], why: str) -> None:
    found = disputes(reports)
    assert set(found) == {prop}, why
    told = {c for r in reports for c in r.claims}
    assert {c for side in found[prop].values for c in side.claims} == told
    assert not found[prop].inside_document


@pytest.mark.parametrize(("reports", "why"), AGREED, ids=lambda x: x if isinstance(x, str) else "")
def test_what_can_all_hold_is_no_disagreement(reports: list[Report], why: str) -> None:
    assert disputes(reports) == {}, why


def test_who_did_it_and_whether_it_happened() -> None:
    """Another than the doer denies: the deed is disputed. The doer denies, or is only accused: who did it is."""
    army, front = Source(org="armée", org_id=ARMY.id), Source(org="Front du désert", org_id=REBELS.id)

    def denied(by: Source) -> Report:
        return report("r2", msgspec.structs.replace(claim("attacker", REBELS, status="denied"), according_to=(by,)))

    told = report("r1", claim("attacker", REBELS), status="announced")
    assert set(disputes([told, denied(army)])) == {"status"}
    assert set(disputes([told, denied(front)])) == {"attacker"}
    accused = report("r1", claim("attacker", REBELS, status="alleged"))
    assert set(disputes([accused, denied(army)])) == {"attacker"}
    assert set(disputes([told, denied(Source(role="porte-parole"))])) == {"attacker"}, "perhaps the doer's own"


def test_civilians_hit_and_civilians_not_aimed_at() -> None:
    people = Actor("described:civils", "Civils", "civilian", None)
    counted = report("r1", claim("toll", toll(9, 9, "killed", "civilians")))
    spared = report("r2", claim("target", people, status="denied"))
    assert "target" in disputes([counted, spared])
    unnamed = report("r1", claim("toll", toll(9)))
    assert "target" not in disputes([unnamed, spared])


def test_a_disagreement_inside_one_document_says_so() -> None:
    one = report("r1", claim("when", when("2024-01-02")), claim("when", when("2024-02-02")))
    assert disputes([one])["when"].inside_document


def test_two_attackers_named_by_one_report_are_allies() -> None:
    allies = report("r1", claim("attacker", REBELS), claim("attacker", OTHER_REBELS))
    assert disputes([allies, report("r2", claim("attacker", REBELS))]) == {}


def test_civilians_alone_are_all_the_dead_of_an_account() -> None:
    early = report("r1", claim("toll", toll(3, 3, "killed", "civilians")))
    late = claim("toll", toll(7))

    def beside(*whose: str) -> Report:
        parts = [claim("toll", toll(low, low, "killed", group, part=True)) for low, group in ((4, g) for g in whose)]
        return report("r2", late, *parts)

    assert set(disputes([early, beside()])) == {"toll.killed"}
    assert set(disputes([early, beside("women")])) == {"toll.killed"}
    assert disputes([early, beside("soldiers")]) == {}
    agreed = report("r2", late, claim("toll", toll(3, 3, "killed", "civilians", part=True)))
    assert disputes([early, agreed]) == {}


def test_a_side_that_counts_its_own_dead_beside_the_other_s_gives_no_total() -> None:
    """Two of ours, thirty of theirs, says the army; forty soldiers, say the rebels."""
    fight = report(
        "r1",
        claim("toll", toll(2), said_by="armée"),
        claim("toll", toll(30, None, "killed", "fighters"), said_by="armée"),
        claim("toll", toll(40, 40, "killed", "soldiers"), said_by="rebelles"),
    )
    found = disputes([fight])
    assert set(found) == {"toll.killed.soldiers"}
    alone = report("r1", *fight.claims[:2])
    assert disputes([alone]) == {}


def test_a_side_names_who_says_so_once() -> None:
    told = each_with(
        claim("toll", toll(14), said_by="mairie"),
        claim("toll", toll(14), said_by="mairie", at=5),
        claim("toll", toll(20), said_by="hôpital"),
    )
    sides = disputes(told)["toll.killed"].values
    assert [[s.org for s in side.according_to] for side in sides] == [["mairie"], ["hôpital"]]
