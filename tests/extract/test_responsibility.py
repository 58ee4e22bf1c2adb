from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from recoupe.extract.attribution import AttributionExtractor
from recoupe.extract.responsibility import ResponsibilityExtractor
from recoupe.language.pack import LanguagePack
from recoupe.model.spans import CharSpan
from recoupe.parse.parser import Parser

CASES = Path(__file__).parent.parent / "cases" / "fr" / "attribution" / "responsibility.yml"


@pytest.fixture(scope="module")
def extractor(pack: LanguagePack) -> ResponsibilityExtractor:
    return ResponsibilityExtractor(pack)


def words(text: str, span: CharSpan | None) -> str | None:
    return None if span is None else text[span.start : span.end]


@pytest.mark.parametrize("case", yaml.safe_load(CASES.read_text(encoding="utf-8")), ids=lambda c: c["text"][:40])
def test_cases(case: dict[str, object], parser: Parser, extractor: ResponsibilityExtractor) -> None:
    text = str(case["text"])
    found = [
        {"status": m.status, **{key: words(text, getattr(m, key)) for key in ("actor", "speaker", "attack")}}
        for m in extractor.find(parser.parse_text(text))
    ]
    expect: list[dict[str, object]] = case["expect"]  # type: ignore[assignment]
    assert [{k: f[k] for k in row} for f, row in zip(found, expect, strict=True)] == expect


def test_attributions_tell_who_a_pronoun_is(
    parser: Parser, extractor: ResponsibilityExtractor, pack: LanguagePack
) -> None:
    text = "Le mouvement a publié des images. Il a démenti toute implication dans le raid."
    parse = parser.parse_text(text)
    attributions = AttributionExtractor(pack).find(parse, text)
    found = extractor.find(parse, attributions=attributions)
    assert [words(text, m.actor) for m in found] == ["Le mouvement"]
