"""Values as people write them, and what is refused with which words."""

from __future__ import annotations

import msgspec
import pytest
from values import ARMY, GAO, KIDAL, KIDAL_REGION, REBELS, interval

from recoupe.model.errors import DataError
from recoupe.model.report import When
from recoupe.model.rulings import SETTABLE
from recoupe.model.values import Actor, Place, Sites, Toll, Weapon
from recoupe.review.values import parse


class Known:
    """Two kinds, a few actors and places."""

    def kinds(self) -> tuple[str, ...]:
        return ("air_strike", "shelling")

    def actors(self, text: str) -> tuple[Actor, ...]:
        return tuple(a for a in (ARMY, REBELS) if text in (a.id, a.name))

    def places(self, text: str) -> tuple[Place, ...]:
        return tuple(p for p in (KIDAL, KIDAL_REGION, GAO) if text in (p.id, p.name) or text in p.name.split())


def value(name: str, text: str) -> object:
    return msgspec.json.decode(parse(name, text, Known()), type=SETTABLE[name])


def day(first: str, last: str | None = None, precision: int = 1) -> When:
    return When(interval(first, last, precision), "judgement", "judgement")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("kind", "shelling", "shelling"),
        ("when", "2023-11-07", day("2023-11-07")),
        ("when", "2023-11-02/2023-11-03", day("2023-11-02", "2023-11-03", 2)),
        ("when", "2024-02", day("2024-02-01", "2024-02-29", 4)),
        ("when", "2023", day("2023-01-01", "2023-12-31", 5)),
        ("when", "2023-11-06/2023-11-12", day("2023-11-06", "2023-11-12", 3)),
        ("when", "none", None),
        ("where", "Gao", (GAO,)),
        ("where", "gn:1; Gao", (KIDAL, GAO)),
        ("where", "none", ()),
        ("attacker", "armée malienne", (ARMY,)),
        ("target", "reg:front;state:ML:army", (REBELS, ARMY)),
        ("weapon", "drone TB2; mortar", (Weapon("drone", "TB2"), Weapon("mortar"))),
        ("sites", "5", Sites(5)),
        ("sites", "none", None),
        ("toll.killed", "14", (Toll("killed", 14, 14),)),
        ("toll.killed", " 8+ ", (Toll("killed", 8, None),)),
        ("toll.wounded", "12-15 civilians,children", (Toll("wounded", 12, 15, ("civilians", "children")),)),
        ("toll.killed", "2 foreigners:FR", (Toll("killed", 2, 2, ("foreigners:FR",)),)),
        ("toll.killed", "0", (Toll("killed", 0, 0),)),
        ("toll.missing", "none", ()),
        ("toll.killed", '[{"type":"toll","kind":"killed","low":3,"high":null}]', (Toll("killed", 3, None),)),
    ],
)
def test_what_is_written_is_what_is_meant(name: str, text: str, expected: object) -> None:
    assert value(name, text) == expected


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("mood", "3", "'mood' is no property that can be set. Those are: kind, when,"),
        ("toll.grief", "3", "no property"),
        ("kind", "strike", "is no kind of event. Those are: air_strike, shelling"),
        ("when", "07/11/2023", "is no date. Give YYYY"),
        ("when", "2023-02-30", "is no date"),
        ("when", "2023-11-07/", "is no date"),
        ("when", "", "is no date"),
        ("when", "2023-11-08/2023-11-07", "ends before it begins"),
        ("where", "Tessalit", "no place is known as 'Tessalit'"),
        ("where", "Kidal", "stands for 2 places: Kidal .gn:1.; région de Kidal"),
        ("where", "Gao;", "has an empty value in it"),
        ("attacker", "the army", "no actor is known as 'the army'"),
        ("weapon", "sword", "no class of weapon"),
        ("sites", "0", "no number of sites"),
        ("sites", "five", "no number of sites"),
        ("toll.killed", "about 14", "is no toll"),
        ("toll.killed", "15-12", "ends below where it begins"),
        ("toll.killed", "٣", "is no toll"),
        ("toll.killed", "3 cats", "'cats' is no group"),
        ("toll.killed", "[3]", "Expected `object`"),
        ("when", "{}", "Give what `recoupe export --format json` shows"),
    ],
)
def test_what_is_not_understood_is_refused_in_words(name: str, text: str, words: str) -> None:
    with pytest.raises(DataError, match=words):
        value(name, text)
