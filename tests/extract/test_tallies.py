from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from recoupe.extract.tallies import TallyExtractor
from recoupe.extract.tolls import TollExtractor
from recoupe.language.pack import LanguagePack, read_table
from recoupe.parse.parser import Parser

CASES = Path(__file__).parent.parent / "cases" / "fr" / "tallies"
PACK = LanguagePack("fr")
TALLIES = TallyExtractor(PACK)
TOLLS = TollExtractor(PACK)


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    text: str
    tallies: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()


@pytest.mark.parametrize("case", read_table(CASES / "synthetic.yml", tuple[Case, ...]), ids=lambda case: case.text)
def test_tallies_and_figures(parser: Parser, case: Case) -> None:
    tallies: list[str] = []
    figures: list[str] = []
    for sentence in parser.parse_text(case.text).sentences:
        for t in TALLIES.tallies(sentence):
            since = "" if t.since is None else f" | {case.text[t.since.start : t.since.end]}"
            tallies.append(f"{t.kind} {t.comparator} {t.number}: {case.text[t.span.start : t.span.end]}{since}")
        for f in TALLIES.figures(sentence, *TOLLS.find(sentence)):
            figures.append(f"{f.comparator} {f.number}: {case.text[f.span.start : f.span.end]}")
    assert tallies == list(case.tallies)
    assert figures == list(case.figures)
