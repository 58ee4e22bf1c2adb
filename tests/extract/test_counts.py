from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from recoupe.extract.counts import CountReader, SitesExtractor
from recoupe.language.pack import LanguagePack, read_table
from recoupe.model.spans import CharSpan
from recoupe.parse.parser import Parser

CASES = Path(__file__).parent.parent / "cases" / "fr" / "counts"
PACK = LanguagePack("fr")
COUNTS = CountReader(PACK)
SITES = SitesExtractor(PACK)
COUNTRIES = {"Irak": "IQ", "Syrie": "SY", "Liban": "LB"}


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    text: str
    trigger: str | None = None
    count: int | None = None
    sites: tuple[str, ...] | None = None


ALL = read_table(CASES / "synthetic.yml", tuple[Case, ...])


@pytest.mark.parametrize("case", [c for c in ALL if c.trigger], ids=lambda case: case.text)
def test_number_of_events_of_a_trigger(parser: Parser, case: Case) -> None:
    assert case.trigger is not None
    start = case.text.index(case.trigger)
    (sentence,) = parser.parse_text(case.text).sentences
    assert COUNTS.count(sentence, CharSpan(start, start + len(case.trigger))) == case.count


@pytest.mark.parametrize("case", [c for c in ALL if c.sites is not None], ids=lambda case: case.text)
def test_sites(parser: Parser, case: Case) -> None:
    def country_of(span: CharSpan) -> str | None:
        words = case.text[span.start : span.end]
        named = sorted((words.index(name), code) for name, code in COUNTRIES.items() if name in words)
        return named[0][1] if named else None

    (sentence,) = parser.parse_text(case.text).sentences
    found = [m.sites for m in SITES.find(sentence, country_of)]
    written = [" ".join((s.comparator, str(s.total), *(f"{k}:{n}" for k, n in s.by_country))) for s in found]
    assert written == list(case.sites or ())
