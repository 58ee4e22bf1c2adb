"""Which drafts of one document are merged: hard clashes, and what tips the scale."""

from __future__ import annotations

import msgspec
import pytest
from values import (
    ARMY,
    GAO,
    JIHADISTS,
    KIDAL,
    KIDAL_REGION,
    MALI,
    REBELS,
    draft,
    found_actor,
    found_place,
    found_toll,
    interval,
    reading,
    time,
    toll,
)

from recoupe.language.kinds import load_kinds
from recoupe.model.actors import ActorTree
from recoupe.model.mentions import SiteMention
from recoupe.model.spans import CharSpan
from recoupe.report.coreference import Coreference, Group
from recoupe.report.draft import SENTENCE_TIME, Draft, FoundTarget
from recoupe.report.kinds import KindRules

COREFERENCE = Coreference(KindRules(load_kinds()), ActorTree())
NONE: frozenset[int] = frozenset()


def cluster(*drafts: Draft, headline: frozenset[int] = NONE, opening: frozenset[int] = NONE) -> list[Draft]:
    return COREFERENCE.cluster(list(drafts), headline, opening, frozenset())


def score(told: Draft, later: Draft) -> float | None:
    group = Group(told, max(told.sentences), False)
    return COREFERENCE.score(group, later, opening=False, nearest=True)


def at(where: object, when: str = "2023-11-07", sentence: int = 0, **more: object) -> Draft:
    return draft(sentence, places=(found_place(where),), times=(time(when),), **more)  # type: ignore[arg-type]


PLACE_AND_DAY = {"places": (found_place(KIDAL),), "times": (time("2023-11-07"),)}

TWO_EVENTS = [
    (at(KIDAL), at(GAO, sentence=1), "two towns"),
    (at(KIDAL), at(KIDAL, "2023-11-09", sentence=1), "two days"),
    (at(KIDAL), draft(1, novel=True), "the words say that it is another one"),
    (at(KIDAL, kind="air_strike"), at(KIDAL, sentence=1, kind="shelling"), "two means"),
    (
        draft(places=(found_place(KIDAL), found_place(MALI))),
        draft(1, places=(found_place(GAO), found_place(MALI))),
        "two towns of a country that is told too",
    ),
]


@pytest.mark.parametrize(("told", "later", "why"), TWO_EVENTS, ids=lambda x: x if isinstance(x, str) else "")
def test_what_forbids_a_merge_whatever_the_score(told: Draft, later: Draft, why: str) -> None:
    assert score(told, later) is None, why
    assert score(later, told) is None or later.novel, why
    assert cluster(told, later) == [told, later]


def test_this_attack_is_the_one_told_last() -> None:
    first = draft(0, places=(found_place(KIDAL),))
    second = draft(1, places=(found_place(GAO),))
    pointing = draft(2, given_as="demonstrative")
    groups = cluster(first, second, pointing)
    assert [len(g.readings) for g in groups] == [1, 2]


def test_this_attack_points_no_farther_than_a_few_sentences() -> None:
    told = draft(0, kind="shelling", readings=(reading(0, "shelling", entry="fire"),))
    far = draft(12, given_as="demonstrative")
    assert score(told, draft(2, given_as="demonstrative")) > score(told, far)  # type: ignore[operator]
    assert len(cluster(told, far)) == 2


def test_the_same_day_and_town_is_one_event_and_keeps_both_tellings() -> None:
    told = at(KIDAL, attackers=(found_actor(REBELS),))
    later = at(KIDAL_REGION, sentence=1, attackers=(found_actor(REBELS),), tolls=(found_toll(toll(4)),))
    [one] = cluster(told, later)
    assert one.readings == (*told.readings, *later.readings)
    assert {p.place for p in one.places} == {KIDAL, KIDAL_REGION}
    assert one.tolls == later.tolls


def test_attackers_who_cannot_be_one_side_weigh_against() -> None:
    told = at(KIDAL, attackers=(found_actor(ARMY),))
    same, other = (at(KIDAL, sentence=1, attackers=(found_actor(a),)) for a in (ARMY, JIHADISTS))
    assert score(told, same) > score(told, draft(1, **PLACE_AND_DAY)) > score(told, other)  # type: ignore[operator]


def test_a_toll_or_target_told_again_weighs_for() -> None:
    # Indefinite: a bare definite noun points back whatever it tells.
    plain = score(draft(), draft(3, given_as="indefinite"))
    assert plain is not None
    tolls = (found_toll(toll(14)),)
    assert score(draft(tolls=tolls), draft(3, tolls=tolls, given_as="indefinite")) > plain  # type: ignore[operator]
    target = (FoundTarget(CharSpan(0, 5), None, SiteMention(CharSpan(0, 5), "hospital", 0)),)
    assert score(draft(targets=target), draft(3, targets=target, given_as="indefinite")) > plain  # type: ignore[operator]


def test_sites_of_two_kinds_weigh_against() -> None:
    def hit(site: str) -> tuple[FoundTarget, ...]:
        return (FoundTarget(CharSpan(0, 5), None, SiteMention(CharSpan(0, 5), site, 0)),)

    plain = score(draft(), draft(3, given_as="verb"))
    assert plain is not None
    assert score(draft(targets=hit("camp")), draft(3, targets=hit("ship"), given_as="verb")) < plain  # type: ignore[operator]
    known = score(draft(targets=hit("camp")), draft(3, targets=hit("ship"), given_as="definite"))
    assert known == score(draft(), draft(3, targets=hit("ship"), given_as="definite"))


def test_one_dead_told_twice_says_nothing() -> None:
    tolls = (found_toll(toll(1)),)
    assert score(draft(tolls=tolls), draft(3, tolls=tolls)) <= score(draft(), draft(3))  # type: ignore[operator]


def test_one_attack_is_not_several() -> None:
    one, same, several = (
        draft(n, readings=(reading(n, number=word),)) for n, word in enumerate(("one", "one", "many"))
    )
    assert score(one, same) > score(one, several)  # type: ignore[operator]


def test_what_the_text_sets_against_each_other_stays_apart() -> None:
    cause, answer = at(KIDAL), at(KIDAL, sentence=1)
    pair = (answer.readings[0].trigger.span, cause.readings[0].trigger.span)
    assert len(COREFERENCE.cluster([cause, answer], NONE, NONE, frozenset())) == 1
    assert len(COREFERENCE.cluster([cause, answer], NONE, NONE, frozenset({pair}))) == 2


def test_the_opening_repeats_the_title() -> None:
    here = (found_place(KIDAL),)
    strike = (reading(5, "air_strike", entry="strike"),)
    title = draft(0, given_as="bare", places=here)
    lead = draft(5, "air_strike", readings=strike, given_as="indefinite", places=here)
    assert len(cluster(title, lead)) == 2
    [one] = cluster(title, lead, headline=frozenset({0}), opening=frozenset({5}))
    assert one.kind == "air_strike"


def test_a_part_is_an_event_of_its_own_with_what_its_whole_has() -> None:
    several = draft(
        readings=(reading(0, "shelling", count=3),), kind="shelling", times=(time("2023-11-07"),), kind_firm=True
    )
    third = draft(1, readings=(reading(1, part=True),), places=(found_place(GAO),))
    whole, part = cluster(several, third)
    assert whole == several
    assert (part.kind, part.times, part.part_of) == ("shelling", several.times, 0)


def test_a_part_of_nothing_told_is_dropped() -> None:
    alone = draft(0, readings=(reading(0, part=True),))
    assert cluster(alone) == []


def test_two_dates_that_the_text_itself_confuses_are_no_clash() -> None:
    told, later = at(KIDAL, "2024-01-02"), at(KIDAL, "2024-02-02", sentence=1)
    found = later.times[0]
    doubted = msgspec.structs.replace(found.time, conflict_with=CharSpan(0, 5), preferred=False)
    later = msgspec.structs.replace(later, times=(msgspec.structs.replace(found, time=doubted),))
    assert score(told, later) is not None


def test_only_the_firmest_times_are_compared() -> None:
    told = at(KIDAL)
    loose = time("2023-11-20", firmness=SENTENCE_TIME)
    later = draft(1, places=(found_place(KIDAL),), times=(time("2023-11-07"), loose))
    assert score(told, later) is not None
    assert loose.time.interval == interval("2023-11-20")
