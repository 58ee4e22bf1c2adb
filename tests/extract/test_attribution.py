from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recoupe.extract.attribution import AttributionExtractor
from recoupe.language.pack import LanguagePack
from recoupe.model.mentions import Attribution
from recoupe.model.spans import CharSpan
from recoupe.model.values import Actor
from recoupe.parse.parser import Parser, document_from_text

CASES = Path(__file__).parent.parent / "cases" / "fr" / "attribution"
SOURCE = ("name", "org", "role", "anonymous", "channel", "via")


def cases(name: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = yaml.safe_load((CASES / f"{name}.yml").read_text(encoding="utf-8"))
    return rows


@pytest.fixture(scope="module")
def extractor(pack: LanguagePack) -> AttributionExtractor:
    return AttributionExtractor(pack)


def find(parser: Parser, extractor: AttributionExtractor, text: str) -> tuple[Attribution, ...]:
    return extractor.find(parser.parse_text(text), text)


def difference(text: str, found: tuple[Attribution, ...], expect: list[dict[str, object]]) -> list[str]:
    """What is not as expected, in words; empty when all is."""
    sources = [{k: v for k, v in msgspec.structs.asdict(a.source).items() if v} for a in found]
    if len(found) != len(expect):
        return [f"{len(expect)} expected, found {sources}"]
    wrong = []
    for attribution, row in zip(found, expect, strict=True):
        said = text[attribution.content.start : attribution.content.end]
        for key in row.keys() & set(SOURCE):
            if getattr(attribution.source, key) != row[key]:
                wrong.append(f"{key}: {getattr(attribution.source, key)!r}, not {row[key]!r}")
        if "status" in row and attribution.status != row["status"]:
            wrong.append(f"status {attribution.status}")
        if "cue" in row and text[attribution.cue.start : attribution.cue.end] != row["cue"]:
            wrong.append(f"cue {text[attribution.cue.start : attribution.cue.end]!r}")
        if str(row.get("said", "")) not in said:
            wrong.append(f"said {said!r}")
        if "not_said" in row and str(row["not_said"]) in said:
            wrong.append(f"said {said!r}")
    return wrong


ALL = [*cases("synthetic"), *cases("in_the_wild"), *cases("negative")]


@pytest.mark.parametrize("case", ALL, ids=lambda c: c["label"])
def test_cases(case: dict[str, object], parser: Parser, extractor: AttributionExtractor) -> None:
    text = str(case["text"])
    assert difference(text, find(parser, extractor, text), case["expect"]) == []  # type: ignore[arg-type]


@pytest.mark.xfail(strict=True)
@pytest.mark.parametrize("case", cases("known_failures"), ids=lambda c: c["label"])
def test_known_failures(case: dict[str, object], parser: Parser, extractor: AttributionExtractor) -> None:
    text = str(case["text"])
    assert difference(text, find(parser, extractor, text), case["expect"]) == []  # type: ignore[arg-type]


def test_the_actor_of_the_words_names_the_body(parser: Parser, pack: LanguagePack) -> None:
    text = "Le FLN a annoncé une trêve."

    def org_of(span: CharSpan) -> Actor | None:
        known = text[span.start : span.end] == "FLN"
        return Actor("fln", "Front de libération", "rebel", "XX") if known else None

    found = AttributionExtractor(pack, org_of).find(parser.parse_text(text), text)
    assert [(a.source.org, a.source.org_id) for a in found] == [("Front de libération", "fln")]


@pytest.mark.parametrize(
    ("title", "orgs"),
    [
        ("Niger: huit soldats tués dans une embuscade (armée)", ["armée"]),
        ("Huit morts dans un raid au Yémen (ONU)", ["ONU"]),
        ("Une frappe vise un marché à Kidal (Mali)", []),
    ],
)
def test_a_title_names_its_source_in_brackets(
    title: str, orgs: list[str], parser: Parser, extractor: AttributionExtractor
) -> None:
    document = document_from_text(title, kind="title")
    assert [a.source.org for a in extractor.find(parser.parse(document), title)] == orgs


def test_a_quotation_does_not_leave_its_paragraph(parser: Parser, extractor: AttributionExtractor) -> None:
    text = "« Nous avons tiré sur le port, a dit le maire.\nDeux navires ont coulé dans la nuit."
    for attribution in find(parser, extractor, text):
        assert "\n" not in text[attribution.content.start : attribution.content.end]


def test_a_pronoun_remembers_where_its_speaker_was_named(parser: Parser, extractor: AttributionExtractor) -> None:
    text = "« La ville est tombée », a dit le maire Karim Sow. « Tout manque ici », a-t-il ajouté."
    named = find(parser, extractor, text)[1].named
    assert named is not None
    assert text[named.start : named.end] == "le maire Karim Sow"


WORDS = st.sampled_from(
    "selon|l'|armée|«|»|\"|a|dit|,|.|que|le|général|Ali|Diop|et|ont|par|revendiqué|-t-il|annoncé|(|OSDH|)|de|source|d'après|"  # noqa: SIM905
    "accuse|\n|à|l'AFP".split("|")
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=25).map(" ".join)))
def test_any_text_is_read_and_spans_stay_inside(parser: Parser, extractor: AttributionExtractor, text: str) -> None:
    for attribution in find(parser, extractor, text):
        for span in (attribution.cue, attribution.content, attribution.speaker):
            assert span is not None
            assert 0 <= span.start < span.end <= len(text)
