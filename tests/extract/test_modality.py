from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recoupe.extract.modality import ModalityReader
from recoupe.extract.modality_words import ModalityRule
from recoupe.language.pack import LanguagePack
from recoupe.model.mentions import Modality
from recoupe.model.parse import Sentence
from recoupe.model.status import doer_status, mood_status
from recoupe.parse.parser import Parser

CASES = Path(__file__).parent.parent / "cases" / "fr" / "modality"
RULES = LanguagePack("fr").table("rules/modality", tuple[ModalityRule, ...])


def cases(name: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = yaml.safe_load((CASES / f"{name}.yml").read_text(encoding="utf-8"))
    return rows


@pytest.fixture(scope="module")
def reader(pack: LanguagePack) -> ModalityReader:
    return ModalityReader(pack)


def locate(parser: Parser, text: str, word: str) -> tuple[Sentence, int]:
    at = text.index(word)
    sentence = parser.parse_text(text).sentence_at(at)
    assert sentence is not None
    return sentence, next(t.i for t in sentence.tokens if t.start <= at < t.end)


def read(parser: Parser, reader: ModalityReader, text: object, word: object) -> Modality:
    return reader.read(*locate(parser, str(text), str(word)))


@pytest.mark.parametrize("case", cases("synthetic"), ids=lambda c: c["text"])
def test_moods(case: dict[str, object], parser: Parser, reader: ModalityReader) -> None:
    found = read(parser, reader, case["text"], case["word"])
    assert found.mood == case["mood"]
    assert found.negated == case.get("negated", found.negated)
    assert found.cue is not None


@pytest.mark.parametrize("case", cases("negative"), ids=lambda c: c["text"])
def test_what_happened_is_actual(case: dict[str, object], parser: Parser, reader: ModalityReader) -> None:
    assert read(parser, reader, case["text"], case["word"]) == Modality()


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_rules_by_their_examples(rule: ModalityRule, parser: Parser, reader: ModalityReader) -> None:
    assert {text: read(parser, reader, text, word).mood for text, word in rule.examples} == {
        text: rule.mood for text, _ in rule.examples
    }
    assert rule.mood not in {read(parser, reader, text, word).mood for text, word in rule.counter_examples}


@pytest.mark.parametrize("case", cases("generic"), ids=lambda c: c["text"])
def test_generic(case: dict[str, object], parser: Parser, reader: ModalityReader) -> None:
    assert reader.is_generic(*locate(parser, str(case["text"]), str(case["word"]))) is case["generic"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=60), index=st.integers(-2, 80))
def test_any_token_of_any_text_is_read(parser: Parser, reader: ModalityReader, text: str, index: int) -> None:
    for sentence in parser.parse_text(text).sentences:
        cue = reader.read(sentence, index).cue
        assert cue is None or sentence.start <= cue.start < cue.end <= sentence.end


def test_status_by_speaker_and_mood() -> None:
    assert doer_status("claimed", by_doer=True) == "announced"
    assert doer_status("claimed", by_doer=False) == "claimed"
    assert doer_status("confirmed", by_doer=True) == "confirmed"
    assert doer_status("confirmed", by_doer=False) == "claimed"
    assert doer_status("confirmed", by_doer=False, by_party=True) == "confirmed"
    assert mood_status("announced", "conditional") == "claimed"
    assert mood_status("alleged", "conditional") == "alleged"
    assert mood_status("reported", "planned") == "planned"
    assert mood_status("reported", "negated") is None
    assert mood_status("reported", "actual") == "reported"
