"""Who did it and who was hit: sentences read through the whole house."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from recoupe.language.pack import read_table
from recoupe.model.report import DocumentReading
from recoupe.model.values import Actor

Read = Callable[[str], DocumentReading]
CASES = Path(__file__).parents[1] / "cases" / "fr" / "roles"
DOERS, DONE_TO = ("attacker", "actor"), ("target", "partner")


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Names of the doers and of whom it is done to, in text order, in report number `report` of a text."""

    label: str
    text: str
    doers: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    report: int = 0


def cases(name: str) -> list[Case]:
    return read_table(CASES / f"{name}.yml", list[Case])


def names(reading: DocumentReading, report: int, properties: tuple[str, ...]) -> set[str]:
    claims = [c for c in reading.reports[report].claims if c.property in properties]
    return {c.value.name for c in claims if isinstance(c.value, Actor)}


@pytest.mark.parametrize("case", [*cases("synthetic"), *cases("negative")], ids=lambda case: case.label)
def test_cases(read: Read, case: Case) -> None:
    reading = read(case.text)
    assert names(reading, case.report, DOERS) == set(case.doers)
    assert names(reading, case.report, DONE_TO) == set(case.targets)


@pytest.mark.parametrize("case", cases("known_failures"), ids=lambda case: case.label)
@pytest.mark.xfail(strict=True)
def test_known_failures(read: Read, case: Case) -> None:
    reading = read(case.text)
    assert names(reading, case.report, DOERS) == set(case.doers)
    assert names(reading, case.report, DONE_TO) == set(case.targets)


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Un drone a visé lundi la base irakienne d'Aïn al-Assad.", "base d'Aïn al-Assad"),
        ("Une frappe a touché mardi l'ancien camp de la Minusma à Kidal.", "camp de la Minusma"),
    ],
)
def test_a_site_is_known_by_its_noun_and_whose_or_where_it_is(read: Read, text: str, short: str) -> None:
    sites = [c.value for c in read(text).reports[0].claims if isinstance(c.value, Actor) and c.value.site]
    assert any(short in site.names for site in sites)


def test_a_site_told_by_one_noun_has_no_other_short_name(read: Read) -> None:
    sites = [c.value for c in read("Une frappe a touché mardi un marché à Kidal.").reports[0].claims]
    assert [s.names for s in sites if isinstance(s, Actor) and s.site] == [("marché",)]
