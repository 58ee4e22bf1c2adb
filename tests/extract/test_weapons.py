from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from recoupe.extract.weapons import WeaponExtractor
from recoupe.language.pack import LanguagePack

CASES = Path(__file__).parent.parent / "cases" / "fr" / "weapons"
WEAPONS = WeaponExtractor(LanguagePack("fr"))


def cases(*names: str) -> list[dict[str, object]]:
    return [case for name in names for case in yaml.safe_load((CASES / f"{name}.yml").read_text(encoding="utf-8"))]


@pytest.mark.parametrize("case", cases("synthetic", "negative"), ids=lambda case: str(case["label"]))
def test_weapons(case: dict[str, object]) -> None:
    text = str(case["text"])
    found = [[text[m.span.start : m.span.end], m.weapon_class, m.model] for m in WEAPONS.find(text)]
    assert found == case["expect"]


@given(st.text(max_size=300), st.integers(min_value=0, max_value=1000))
def test_offsets_lie_in_the_text(text: str, start: int) -> None:
    end = start
    for mention in WEAPONS.find(text, start):
        assert end <= mention.span.start < mention.span.end <= start + len(text)
        end = mention.span.end


@given(st.text(alphabet="aéİßŉ ", max_size=30))
def test_letters_that_grow_in_lower_case_do_not_move_offsets(noise: str) -> None:
    text = f"{noise} des drones "
    assert [text[m.span.start : m.span.end] for m in WEAPONS.find(text)] == ["drones"]
