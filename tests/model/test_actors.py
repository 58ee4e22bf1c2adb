from __future__ import annotations

import pytest

from recoupe.model.actors import ActorTree, compatible
from recoupe.model.values import Actor, ActorClass

TREE = ActorTree(
    {
        "kataeb-hezbollah": "hachd",
        "hachd": "state:IQ",
        "resistance": "backed:IR",
        "quds": "guards",
        "guards": "state:IR:forces",
        "loop-a": "loop-b",
        "loop-b": "loop-a",
    }
)


def actor(actor_id: str, kind: ActorClass, country: str | None = None, parent: str | None = None) -> Actor:
    return Actor(actor_id, actor_id, kind, country, parent)


ARMY = actor("state:ML:forces", "state_force", "ML")
GOVERNMENT = actor("state:ML", "government", "ML")
REBELS = actor("csp", "rebel", "ML")
GUNMEN = actor("as:hommes-armes", "unknown")
PAIRS = [
    ("one actor", REBELS, REBELS, True),
    ("a state and its forces", ARMY, GOVERNMENT, True),
    ("two branches of a state", ARMY, actor("state:ML:police", "state_force", "ML"), True),
    ("forces of two states", ARMY, actor("state:NE:forces", "state_force", "NE"), False),
    ("army and rebels", ARMY, REBELS, False),
    ("two groups", REBELS, actor("jnim", "jihadist", "ML"), False),
    ("a group and its parent", actor("kataeb-hezbollah", "militia", "IQ"), actor("hachd", "militia", "IQ"), True),
    ("a group and the kind it belongs to", actor("resistance", "militia"), actor("backed:IR", "militia"), True),
    ("grandparents", actor("quds", "state_force", "IR"), actor("state:IR", "government", "IR"), True),
    ("gunmen may be anyone armed", GUNMEN, REBELS, None),
    ("gunmen and an army", GUNMEN, ARMY, None),
    ("civilians and soldiers may both be hit", actor("as:civils", "civilian"), ARMY, None),
    ("described rebels are no army", actor("as:rebelles", "rebel"), ARMY, False),
    ("people of a country and its army", actor("people:ML", "civilian", "ML"), ARMY, None),
    ("described soldiers of two states", actor("as:soldats", "state_force", "NE"), ARMY, False),
    ("described jihadists may be the named ones", actor("as:jihadistes", "jihadist"), actor("jnim", "jihadist"), None),
    ("a coalition may hold a state", actor("coalition", "coalition"), actor("state:US:forces", "state_force"), None),
    ("a person and who he acts for", actor("person:x", "rebel", "ML", "csp"), REBELS, True),
]


@pytest.mark.parametrize(("a", "b", "answer"), [pair[1:] for pair in PAIRS], ids=[pair[0] for pair in PAIRS])
def test_compatible(a: Actor, b: Actor, answer: bool | None) -> None:
    assert compatible(a, b, TREE) is answer
    assert compatible(b, a, TREE) is answer


def test_ancestors_are_nearest_first_and_never_loop() -> None:
    assert list(TREE.ancestors("quds")) == ["guards", "state:IR:forces", "state:IR"]
    assert list(TREE.ancestors("loop-a")) == ["loop-b"]
    assert TREE.root("kataeb-hezbollah") == "state:IQ"
    assert TREE.root("alone") == "alone"
