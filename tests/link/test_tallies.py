"""Running totals as series, and what the ledger holds of them."""

from __future__ import annotations

import itertools

import msgspec
import pytest
from values import ARMY, GAO, KIDAL, NIGER, REBELS, interval, when

from recoupe.language.kinds import load_kinds
from recoupe.link.tallies import Count, series
from recoupe.model.actors import ActorTree
from recoupe.model.event import Event
from recoupe.model.report import Tally, When
from recoupe.model.spans import Quote
from recoupe.model.values import Actor, Place, Source

KINDS = load_kinds()


def tally(id: str, number: int, as_of: str | None, *, since: str | None = "2024-01-01", said_by: str = "ONG") -> Tally:
    begin, end = (interval(d) if d is not None else None for d in (since, as_of))
    sources = (Source(org=said_by),)
    return Tally(id, "doc:x", "attack", number, "=", begin, end, ("ML",), (ARMY,), Quote(0, 1, "x"), sources)


def event(id: str, day: str | None, kind: str = "shelling", on: Actor = ARMY, where: Place = KIDAL) -> Event:
    told = when(day) if day is not None else None
    return Event(id, kind, id, told, (where,), (), (on,), (), (), "weak", "one source", 1, (id,), (id,))


def counts(*told: Tally, events: tuple[Event, ...] = ()) -> list[tuple[Count, ...]]:
    found = {series(order, events, (), tree=ActorTree(), kinds=KINDS) for order in itertools.permutations(told)}
    assert len(found) == 1, "the order of reading changes nothing"
    return [s.counts for s in found.pop()]


def test_a_series_is_one_speaker_s_counts_in_order() -> None:
    first, second, other = (
        tally("a", 40, "2024-02-01"),
        tally("b", 55, "2024-03-01"),
        tally("c", 70, None, said_by="ONU"),
    )
    assert [[c.tally.id for c in one] for one in counts(second, other, first)] == [["a", "b"], ["c"]]


def test_falls_and_jumps_are_marked() -> None:
    told = [tally("a", 40, "2024-02-01"), tally("b", 90, "2024-03-01"), tally("c", 30, "2024-04-01")]
    [one] = counts(*told, tally("d", 35, "2024-05-01"))
    assert [(c.fell, c.jumped) for c in one] == [(False, False), (False, True), (True, False), (False, False)]


HELD = [
    (event("in", "2024-01-20"), 1, "of its kind, place, target and time"),
    (event("before", "2023-12-31"), 0, "before it runs"),
    (event("after", "2024-02-02"), 0, "after it was told"),
    (event("kind", "2024-01-20", kind="meet"), 0, "no attack"),
    (event("target", "2024-01-20", on=REBELS), 0, "on others"),
    (event("place", "2024-01-20", where=NIGER), 0, "elsewhere"),
    (event("undated", None), 0, "on no day"),
]


@pytest.mark.parametrize(("one", "held", "why"), HELD, ids=lambda x: x if isinstance(x, str) else "")
def test_what_the_ledger_holds(one: Event, held: int, why: str) -> None:
    [[count]] = counts(tally("a", 40, "2024-02-01"), events=(one,))
    assert count.held == held, why


def test_a_bound_is_no_day_and_a_total_without_a_beginning_holds_nothing() -> None:
    inside = event("in", "2024-01-20", where=GAO)
    bound = msgspec.structs.replace(inside, when=When(interval("2024-01-20"), "bounded_by_page", "dct"))
    [[count]] = counts(tally("a", 40, "2024-02-01"), events=(inside, bound))
    assert count.held == 1
    [[count]] = counts(tally("a", 40, "2024-02-01", since=None), events=(inside,))
    assert count.held is None
