"""Words that evoke events, on whole sentences with their places, actors, sites, weapons and tolls."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from whole_house import triggers

from recoupe.extract.trigger_lexicon import TriggerLexicon
from recoupe.language.pack import LanguagePack, read_table
from recoupe.pipeline.reader import Reader

CASES = Path(__file__).parents[1] / "cases" / "fr" / "triggers"


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    label: str
    text: str
    expect: tuple[str, ...]


def cases(*names: str) -> list[Case]:
    return [case for name in names for case in read_table(CASES / f"{name}.yml", tuple[Case, ...])]


@pytest.mark.parametrize("case", cases("synthetic", "negative"), ids=lambda case: case.label)
def test_cases(reader: Reader, case: Case) -> None:
    assert triggers(reader, case.text) == list(case.expect)


@pytest.mark.parametrize("case", cases("known_failures"), ids=lambda case: case.label)
@pytest.mark.xfail(strict=True)
def test_known_failures(reader: Reader, case: Case) -> None:
    assert triggers(reader, case.text) == list(case.expect)


def test_ids_of_entries_are_unique() -> None:
    lexicon = TriggerLexicon(LanguagePack("fr"))
    entries = {id(e): e.id for senses in (*lexicon.verbs.values(), *lexicon.nouns.values()) for e in senses}
    assert len(set(entries.values())) == len(entries)
