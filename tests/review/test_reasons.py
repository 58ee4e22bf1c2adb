"""What two events share and where they differ, in words."""

from __future__ import annotations

import msgspec
import pytest
from recoupe_fakes import link, make_document, read
from values import ARMY, GAO, KIDAL, KIDAL_REGION, MALI, NIGER, REBELS, STATE, toll, when

from recoupe.model.event import Event
from recoupe.review.reasons import compare

PATTERN = link((read(make_document("Kidal: 3 killed.")),), ()).events[0]


def event(**fields: object) -> Event:
    bare = {"when": None, "where": (), "attacker": (), "target": (), "tolls": (), "kind": "air_strike"}
    return msgspec.structs.replace(PATTERN, **{**bare, **fields})


@pytest.mark.parametrize(
    ("left", "right", "words"),
    [
        (
            {"when": when("2023-11-07"), "where": (KIDAL,), "attacker": (ARMY,), "tolls": (toll(14),)},
            {"when": when("2023-11-07"), "where": (KIDAL,), "attacker": (ARMY,), "tolls": (toll(20),)},
            "same day, same town, same attacker; tolls 14 and 20 differ",
        ),
        ({}, {}, "neither has a date, neither has a place"),
        ({"when": when("2023-11-07")}, {}, "one has no date, neither has a place"),
        ({"when": when("2023-11-07")}, {"when": when("2023-11-08")}, "a day apart, neither has a place"),
        ({"when": when("2023-11-09")}, {"when": when("2023-11-06")}, "3 days apart, neither has a place"),
        (
            {"when": when("2023-11-01", "2023-11-30", 4)},
            {"when": when("2023-11-07")},
            "dates overlap; neither has a place",
        ),
        ({"where": (KIDAL_REGION,)}, {"where": (KIDAL,)}, "Kidal lies in région de Kidal; neither has a date"),
        ({"where": (MALI,)}, {"where": (GAO,)}, "Gao lies in Mali; neither has a date"),
        ({"where": (KIDAL,)}, {"where": (GAO,)}, "same country; neither has a date, places Kidal and Gao differ"),
        ({"where": (MALI,)}, {"where": (NIGER,)}, "neither has a date, places Mali and Niger differ"),
        ({"where": (MALI,)}, {"where": (MALI,)}, "same country; neither has a date"),
    ],
)
def test_reasons(left: dict[str, object], right: dict[str, object], words: str) -> None:
    assert compare(event(**left), event(**right)) == words


@pytest.mark.parametrize(
    ("left", "right", "words"),
    [
        ({"attacker": (ARMY,)}, {"attacker": (STATE,)}, "attackers of one side"),
        ({"attacker": (ARMY,)}, {"attacker": (REBELS,)}, "attackers armée malienne and Front du désert differ"),
        ({"target": (REBELS,)}, {"target": (REBELS,)}, "same target"),
        ({"kind": "shelling"}, {}, "shelling and air strike"),
        ({"tolls": (toll(14),)}, {"tolls": (toll(14),)}, "same toll"),
        ({"tolls": (toll(8, None),)}, {"tolls": (toll(14),)}, "tolls 8+ and 14 can be one"),
        ({"tolls": (toll(8, 15),)}, {"tolls": (toll(20),)}, "tolls 8-15 and 20 differ"),
        ({"tolls": (toll(3, 3, "wounded"),)}, {"tolls": (toll(4, 4, "wounded"),)}, "numbers of wounded 3 and 4 differ"),
    ],
)
def test_what_else_is_told(left: dict[str, object], right: dict[str, object], words: str) -> None:
    assert words in compare(event(**left), event(**right)).replace("; ", ", ").split(", ")


def test_what_one_side_does_not_tell_is_no_difference() -> None:
    assert "toll" not in compare(event(tolls=(toll(3),)), event())
    assert "attacker" not in compare(event(attacker=(ARMY,)), event())
    part = toll(3, 3, "killed", part=True)
    assert "toll" not in compare(event(tolls=(part,)), event(tolls=(toll(4),)))
