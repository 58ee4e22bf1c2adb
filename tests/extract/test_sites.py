from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
import yaml

from recoupe.extract.sites import SiteExtractor
from recoupe.language.pack import LanguagePack
from recoupe.model.parse import Sentence
from recoupe.parse.parser import Parser

CASES = Path(__file__).parent.parent / "cases" / "fr" / "sites"


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    text: str
    expect: tuple[str, ...]


def cases(name: str) -> list[Case]:
    return msgspec.convert(yaml.safe_load((CASES / f"{name}.yml").read_text(encoding="utf-8")), list[Case])


@pytest.fixture(scope="module")
def extractor(pack: LanguagePack) -> SiteExtractor:
    return SiteExtractor(pack)


@pytest.mark.parametrize("case", cases("synthetic") + cases("negative"), ids=lambda case: case.text)
def test_sites_of_a_sentence(extractor: SiteExtractor, parser: Parser, case: Case) -> None:
    sentences = parser.parse_text(case.text).sentences
    mentions = [(s, m) for s in sentences for m in extractor.find(s)]
    found = [f"{case.text[m.span.start : m.span.end]}: {m.site}" for _, m in mentions]
    assert found == list(case.expect)
    assert all(m.span.contains(s.tokens[m.head].span) for s, m in mentions)


def test_an_unparsed_sentence_has_no_sites(extractor: SiteExtractor) -> None:
    assert extractor.find(Sentence(0, 0, 10, "body", "fr", (), ())) == ()
