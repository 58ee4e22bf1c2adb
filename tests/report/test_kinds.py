"""Which kinds can be told of one event, and which of two wins."""

from __future__ import annotations

import itertools

import msgspec
import pytest
from values import draft

from recoupe.language.kinds import load_kinds
from recoupe.model.findings import FoundActor
from recoupe.model.mentions import WeaponMention
from recoupe.model.spans import CharSpan
from recoupe.model.values import Actor, WeaponClass
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


def means(*classes: WeaponClass) -> tuple[WeaponMention, ...]:
    return tuple(WeaponMention(CharSpan(0, 4), one, None) for one in classes)


@pytest.mark.parametrize(
    ("classes", "kind"),
    [
        (("missile",), "shelling"),
        (("rocket", "mortar"), "shelling"),
        (("drone",), "air_strike"),
        (("grenade",), "bombing"),
        (("small_arms",), "armed_attack"),
        (("rocket", "drone"), "armed_attack"),
        (("bomb", "small_arms"), "armed_attack"),
        ((), "armed_attack"),
    ],
)
def test_a_vague_attack_is_what_its_means_make_it(classes: tuple[WeaponClass, ...], kind: str) -> None:
    vague = msgspec.structs.replace(draft(), weapons=means(*classes))
    assert RULES.settled(vague).kind == kind


@pytest.mark.parametrize(("key", "kind"), [("state:IL:airforce", "air_strike"), ("state:IL:forces", "armed_attack")])
def test_an_air_force_alone_is_its_own_means(key: str, kind: str) -> None:
    doer = FoundActor(CharSpan(0, 4), Actor(key, "x", "state_force", "IL"), "name")
    vague = msgspec.structs.replace(draft(), attackers=(doer,))
    assert RULES.settled(vague).kind == kind


def test_a_kind_that_the_words_settle_stays_whatever_the_means() -> None:
    firm = msgspec.structs.replace(draft(kind="abduction"), weapons=means("missile"))
    assert RULES.settled(firm).kind == "abduction"
