"""Words that evoke events, on whole sentences with their places, actors, sites, weapons and tolls."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from whole_house import findings, triggers

from recoupe.extract.trigger_lexicon import Frame, TriggerEntry, TriggerLexicon, TriggerTable
from recoupe.language.pack import LanguagePack, read_table
from recoupe.model.errors import LanguageError
from recoupe.pipeline.reader import Reader

CASES = Path(__file__).parents[1] / "cases" / "fr" / "triggers"


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`expect`: "KIND ENTRY: words" in order; `roles`: "ENTRY ROLE: head" that must be among those read."""

    label: str
    text: str
    expect: tuple[str, ...]
    roles: tuple[str, ...] = ()


def cases(*names: str) -> list[Case]:
    return [case for name in names for case in read_table(CASES / f"{name}.yml", tuple[Case, ...])]


def roles(reader: Reader, text: str) -> Iterator[str]:
    found = findings(reader, text)
    sentences = {s.index: s for s in found.parse.sentences}
    for trigger in (r.trigger for r in found.triggers):
        for argument in trigger.arguments:
            head = sentences[trigger.sentence].tokens[argument.head].text
            yield f"{trigger.entry} {argument.role}: {head}"


@pytest.mark.parametrize("case", cases("in_the_wild", "synthetic", "negative"), ids=lambda case: case.label)
def test_cases(reader: Reader, case: Case) -> None:
    assert triggers(reader, case.text) == list(case.expect)
    assert set(case.roles) <= set(roles(reader, case.text))


@pytest.mark.parametrize("case", cases("known_failures"), ids=lambda case: case.label)
@pytest.mark.xfail(strict=True)
def test_known_failures(reader: Reader, case: Case) -> None:
    assert triggers(reader, case.text) == list(case.expect)


@pytest.fixture(scope="module")
def entries() -> tuple[TriggerEntry, ...]:
    return LanguagePack("fr").table("words/triggers", TriggerTable).entries


def test_ids_of_entries_are_unique(entries: tuple[TriggerEntry, ...]) -> None:
    assert len({e.id for e in entries}) == len(entries)


def test_every_entry_has_a_positive_case(entries: tuple[TriggerEntry, ...]) -> None:
    shown = {words.split(":")[0].split()[1] for case in cases("in_the_wild", "synthetic") for words in case.expect}
    assert {e.id for e in entries} - shown == set()


def test_every_entry_has_words(entries: tuple[TriggerEntry, ...]) -> None:
    assert [e.id for e in entries if not e.verbs and not e.nouns] == []


def test_every_frame_is_used_and_every_role_is_known(entries: tuple[TriggerEntry, ...]) -> None:
    frames = LanguagePack("fr").table("rules/frames", tuple[Frame, ...])
    known = {
        "attacker",
        "target",
        "weapon",
        "actor",
        "partner",
        "where",
        "shooter",
        "doer",
        "doer_strong",
        "site",
        "activity",
    }
    assert {frame.id for frame in frames} == {e.frame for e in entries}
    assert {role for frame in frames for role in (*frame.verb.values(), *frame.noun.values())} <= known


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"kind": "weather"}, "kind 'weather'"),
        ({"frame": "unheard"}, "frame 'unheard'"),
        ({"needs": ("object:unicorn",)}, "condition 'object:unicorn'"),
        ({"refuses": ("people",)}, "condition 'people'"),
    ],
)
def test_a_wrong_entry_is_refused_with_its_name(
    entries: tuple[TriggerEntry, ...], change: dict[str, Any], complaint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = msgspec.structs.replace(entries[0], id="wrong", **change)
    read = LanguagePack.table

    def table(pack: LanguagePack, name: str, shape: type[Any]) -> Any:
        found: Any = read(pack, name, shape)
        return msgspec.structs.replace(found, entries=(*found.entries, wrong)) if name == "words/triggers" else found

    monkeypatch.setattr(LanguagePack, "table", table)
    with pytest.raises(LanguageError, match=f"'wrong'.*{complaint}"):
        TriggerLexicon(LanguagePack("fr"))
