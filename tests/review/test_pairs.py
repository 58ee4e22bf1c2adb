"""Contradictions among same, different and unsure: the later judgement rules."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from recoupe.review.pairs import Constraints, PairRuling, constrain


def rule(*said: str) -> Constraints:
    """Rulings written as "a=b", "ab#c" (different), "a?b", oldest first and numbered from 0."""
    actions = {"=": "same", "#": "different", "?": "unsure"}
    rulings = []
    for number, one in enumerate(said):
        sign = next(c for c in one if c in actions)
        left, _, right = one.partition(sign)
        rulings.append(PairRuling(str(number), actions[sign], tuple(left), tuple(right)))
    return constrain(rulings)


def test_one_of_each() -> None:
    assert rule("ab=c").same == (("a", "b", "c"),)
    assert rule("ab#c").different == (("a", "c"), ("b", "c"))
    assert rule("a?b") == Constraints((), (), {}, {})


def test_the_later_rules_and_the_earlier_is_overruled() -> None:
    assert rule("a=b", "a#b") == Constraints((), (("a", "b"),), {"0": "1"}, {})
    assert rule("a#b", "a=b") == Constraints((("a", "b"),), (), {"0": "1"}, {})
    assert rule("a=b", "a#b", "a=b") == Constraints((("a", "b"),), (), {"1": "2"}, {})


def test_unsure_lets_earlier_ones_go_and_is_overruled_by_later_ones() -> None:
    assert rule("a=b", "a?b") == Constraints((), (), {"0": "1"}, {})
    assert rule("a#b", "b?a") == Constraints((), (), {"0": "1"}, {})
    assert rule("a?b", "a=b") == Constraints((("a", "b"),), (), {"0": "1"}, {})
    assert rule("a?b", "a#b") == Constraints((), (("a", "b"),), {"0": "1"}, {})


def test_contradictions_over_a_third_report() -> None:
    assert rule("a=b", "b=c", "a#c") == Constraints((("b", "c"),), (("a", "c"),), {"0": "2"}, {})
    assert rule("a#c", "a=b", "b=c") == Constraints((("a", "b", "c"),), (), {"0": "2"}, {})
    assert rule("a=b", "c=d", "a#c", "b=d").overruled == {"0": "2"}, "the oldest gives way"


def test_a_difference_loses_only_what_later_ones_joined() -> None:
    found = rule("abc#d", "c=d")
    assert (found.same, found.different) == ((("c", "d"),), (("a", "d"), ("b", "d")))
    assert (found.overruled, found.in_part) == ({}, {"0": "1"})


RULINGS = st.lists(
    st.builds(
        PairRuling,
        st.just(""),
        st.sampled_from(["same", "different", "unsure"]),
        st.lists(st.sampled_from("abcdef"), min_size=1, max_size=3, unique=True).map(tuple),
        st.lists(st.sampled_from("abcdef"), min_size=1, max_size=3, unique=True).map(tuple),
    ).filter(lambda r: len({*r.left, *r.right}) > 1),
    max_size=8,
).map(lambda rs: [PairRuling(str(n), r.action, r.left, r.right) for n, r in enumerate(rs)])


@given(RULINGS)
def test_what_is_obeyed_never_contradicts_itself_and_the_last_word_is_obeyed(rulings: list[PairRuling]) -> None:
    found = constrain(rulings)
    home = {report: group for group in found.same for report in group}
    assert len(home) == sum(map(len, found.same)), "groups do not overlap"
    assert all(home.get(a, a) != home.get(b, b) for a, b in found.different)
    for ruling in rulings:
        if ruling.judgement in {*found.overruled, *found.in_part}:
            by = {**found.overruled, **found.in_part}[ruling.judgement]
            assert int(by) > int(ruling.judgement), "only a later one overrules"
        elif ruling.action == "same":
            assert len({home.get(r) for r in (*ruling.left, *ruling.right)}) == 1
        elif ruling.action == "different":
            assert set(ruling.pairs) <= set(found.different)
    if rulings:
        assert rulings[-1].judgement not in {*found.overruled, *found.in_part}


@given(RULINGS)
def test_what_nobody_said_is_not_ruled(rulings: list[PairRuling]) -> None:
    found = constrain(rulings)
    said = {pair for r in rulings if r.action == "different" for pair in r.pairs}
    assert set(found.different) <= said
    joined = [set(r.left) | set(r.right) for r in rulings if r.action == "same"]
    for group in found.same:
        reached, before = {group[0]}, set()
        while reached != before:
            before = set(reached)
            reached |= set(itertools.chain(*(j for j in joined if not j.isdisjoint(reached))))
        assert set(group) <= reached
