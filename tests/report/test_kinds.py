"""Which kinds can be told of one event, and which of two wins."""

from __future__ import annotations

import itertools

import pytest
from values import draft

from recoupe.language.kinds import load_kinds
from recoupe.report.kinds import KindRules

KINDS = load_kinds()
RULES = KindRules(KINDS)

TOGETHER = [
    ("air_strike", "air_strike", "the same"),
    ("armed_attack", "air_strike", "an attack whose means is told later"),
    ("bombing", "suicide_bombing", "a bombing whose bomber died"),
    ("armed_attack", "armed_clash", "an attack that was fought back"),
]
APART = [
    ("air_strike", "shelling", "two means, both told"),
    ("armed_attack", "abduction", "two families"),
    ("condemn", "threaten", "two speech acts"),
    ("agree", "break_off", "a truce made and a truce broken"),
]


@pytest.mark.parametrize(("a", "b", "why"), TOGETHER)
def test_kinds_of_one_event(a: str, b: str, why: str) -> None:
    assert RULES.compatible(draft(kind=a), draft(kind=b)), why


@pytest.mark.parametrize(("a", "b", "why"), APART)
def test_kinds_of_two_events(a: str, b: str, why: str) -> None:
    assert not RULES.compatible(draft(kind=a), draft(kind=b)), why


def test_compatible_is_symmetric() -> None:
    for a, b in itertools.combinations(KINDS, 2):
        assert RULES.compatible(draft(kind=a), draft(kind=b)) == RULES.compatible(draft(kind=b), draft(kind=a))


def test_the_means_beats_the_vague_word_in_either_order() -> None:
    vague, firm = draft(kind="armed_attack"), draft(kind="shelling")
    assert RULES.joint(vague, firm) == ("shelling", True)
    assert RULES.joint(firm, vague) == ("shelling", True)


def test_two_vague_words_stay_vague() -> None:
    assert RULES.joint(draft(), draft()) == ("armed_attack", False)


def test_the_death_of_the_bomber_decides() -> None:
    assert RULES.joint(draft(kind="bombing"), draft(kind="suicide_bombing")) == ("suicide_bombing", True)
