"""Which sentences go to the parser."""

from __future__ import annotations

import pytest
import recoupe_fakes as fakes

from recoupe.pipeline.reader import Reader


def kept(reader: Reader, text: str) -> list[str]:
    document = fakes.make_document(text)
    parse = next(iter(reader.parse_all([document])))
    return [text[s.start : s.end] for s in parse.sentences if s.tokens]


STRIKE = "Une frappe de drone a tué trois civils lundi à Kidal."


def test_a_sentence_of_violence_is_parsed_and_a_plain_one_is_not(reader: Reader) -> None:
    assert kept(reader, f"{STRIKE} Le marché rouvrira demain.") == [STRIKE]


@pytest.mark.parametrize("told", ["Le bilan est lourd.", "Les corps ont été rendus.", "L'armée dément."])
def test_what_harm_and_claims_add_is_parsed_beside_violence(reader: Reader, told: str) -> None:
    assert kept(reader, f"{STRIKE} {told}") == [STRIKE, told]


@pytest.mark.parametrize("number", ["5 100", "cinq mille", "une centaine de"])
def test_a_standing_force_is_parsed_beside_its_number(reader: Reader, number: str) -> None:
    told = f"Le contingent compte {number} soldats."
    assert kept(reader, f"{STRIKE} {told} Les soldats se reposent.") == [STRIKE, told]


def test_nothing_is_parsed_where_no_word_tells_of_violence(reader: Reader) -> None:
    assert kept(reader, "Le ministre a demandé une enquête. Le bilan est lourd.") == []


def test_what_was_found_to_choose_changes_nothing_in_the_reading(reader: Reader) -> None:
    document = fakes.make_document(f"{STRIKE} L'armée a annoncé la mort d'un chef.")
    parse = next(iter(reader.parse_all([document])))
    assert reader.read(document, parse, reader.findings.look(document)) == reader.read(document, parse)
    assert list(reader.read_all([document])) == [reader.read(document, parse)]
