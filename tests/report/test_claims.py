"""Which of the places, times and actors gathered for an event are claimed."""

from __future__ import annotations

import itertools

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from values import (
    ARMY,
    GAO,
    KIDAL,
    KIDAL_REGION,
    MALI,
    NIGER,
    NORTH,
    OTHER_REBELS,
    REBELS,
    STATE,
    found_actor,
    found_place,
    point,
    time,
)

from recoupe.model.spans import CharSpan
from recoupe.model.values import Place
from recoupe.report.claims import chosen_times, distinct, finest
from recoupe.report.draft import BOUND_TIME, OWN_TIME, SENTENCE_TIME, FoundTime

BASE = Place("gn:9", "camp de Kidal", "ML", None, 18.45, 1.42, 1, ("gn:ML", "ML"), kind="base")

FINEST = [
    ((KIDAL, MALI), (KIDAL,), "a country that holds the town"),
    ((KIDAL, KIDAL_REGION, MALI), (KIDAL,), "each holds the next"),
    ((KIDAL, GAO), (KIDAL, GAO), "two towns"),
    ((KIDAL, NIGER), (KIDAL, NIGER), "a country that does not hold the town"),
    ((KIDAL, KIDAL), (KIDAL,), "one place told twice"),
    ((KIDAL, NORTH), (KIDAL,), "a vague area that says where the town lies"),
    ((NORTH, KIDAL), (NORTH, KIDAL), "a vague area told first may be where something else happened"),
    ((KIDAL, BASE), (BASE,), "the town in the name of a base"),
    ((MALI,), (MALI,), "one place, however vague"),
    ((), (), "nothing told"),
]


@pytest.mark.parametrize(("told", "kept", "why"), FINEST, ids=lambda x: x if isinstance(x, str) else "")
def test_finest(told: tuple[Place, ...], kept: tuple[Place, ...], why: str) -> None:
    found = tuple(found_place(p, 10 * n, 8) for n, p in enumerate(told))
    assert tuple(p.place for p in finest(found)) == kept, why


def test_an_unknown_name_gives_way_to_a_known_place_and_stands_alone_otherwise() -> None:
    unknown = Place(None, "Zzyx", None, None, None, None, 5)
    assert [p.place for p in finest((found_place(unknown), found_place(GAO, 20)))] == [GAO]
    assert [p.place for p in finest((found_place(unknown),))] == [unknown]


@given(st.lists(st.sampled_from([MALI, NIGER, KIDAL, KIDAL_REGION, GAO, BASE, point("Ber", 16.8, -2.5)]), min_size=1))
def test_finest_keeps_something_and_nothing_twice(told: list[Place]) -> None:
    kept = finest(tuple(found_place(p, 200 * n) for n, p in enumerate(told)))
    assert kept
    assert len({p.place for p in kept}) == len(kept)
    assert {p.place for p in kept} <= set(told)
    assert finest(kept) == kept


# ---- actors


def test_a_named_actor_beats_a_description() -> None:
    armed_men = found_actor(msgspec.structs.replace(REBELS, id="as:rebelles"), 0, "generic")
    assert distinct((armed_men, found_actor(REBELS, 20))) == (found_actor(REBELS, 20),)
    assert distinct((armed_men,)) == (armed_men,)


def test_a_state_told_at_two_levels_is_its_force() -> None:
    for told in itertools.permutations((found_actor(STATE, 0, "metonym"), found_actor(ARMY, 20, "composed"))):
        assert [a.actor for a in distinct(told)] == [ARMY]


def test_two_groups_are_two_actors_and_one_told_twice_is_one() -> None:
    told = (found_actor(REBELS, 0), found_actor(OTHER_REBELS, 10), found_actor(REBELS, 20))
    assert [a.actor for a in distinct(told)] == [REBELS, OTHER_REBELS]


def test_forces_of_two_states_are_two_actors() -> None:
    niger = msgspec.structs.replace(ARMY, id="state:NE:army", country="NE", parent="state:NE")
    assert len(distinct((found_actor(ARMY), found_actor(niger, 20)))) == 2


# ---- times


def doubted(found: FoundTime, against: int) -> FoundTime:
    """A time that other evidence of the text speaks against."""
    value = msgspec.structs.replace(found.time, preferred=False, conflict_with=CharSpan(against, against + 5))
    return msgspec.structs.replace(found, time=value)


DAY = time("2023-11-07", start=40)
CHOSEN = [
    ((), (), "silence has no date"),
    ((time("2023-11-08", firmness=SENTENCE_TIME), DAY), (DAY,), "the firmest tie"),
    ((time("2023-11-06", firmness=BOUND_TIME), DAY), (DAY,), "what is said beats what is bounded"),
    ((time("2023-11-01", "2023-11-30", precision=4), DAY), (DAY,), "the finer interval"),
    ((time("2023-11-09", start=90), DAY), (DAY,), "the first told"),
    ((doubted(time("2024-11-07"), 40), DAY), (DAY, doubted(time("2024-11-07"), 40)), "the rival stays visible"),
]


@pytest.mark.parametrize(("told", "chosen", "why"), CHOSEN, ids=lambda x: x if isinstance(x, str) else "")
def test_chosen_times(told: tuple[FoundTime, ...], chosen: tuple[FoundTime, ...], why: str) -> None:
    assert chosen_times(told) == chosen, why
    assert chosen_times(tuple(reversed(told))) == chosen, why


def test_a_rival_of_the_same_value_is_none() -> None:
    same = doubted(time("2023-11-07", start=70), 40)
    assert chosen_times((DAY, same)) == (DAY,)
    assert DAY.firmness == OWN_TIME
