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


SAID = "L'information a été donnée par le maire."


@pytest.mark.parametrize(
    "told",
    [
        "« Les assaillants venaient du nord », a dit le maire.",
        "« Nous avons eu froid », raconte une habitante.",
        "Le maire met en cause la milice.",
        SAID,
    ],
)
def test_who_goes_on_telling_is_parsed_right_after_an_attack(reader: Reader, told: str) -> None:
    assert kept(reader, f"{STRIKE} {told}") == [STRIKE, told]


@pytest.mark.parametrize(
    "told", ["« Le printemps sera beau », a dit le maire.", "Le maire fait des travaux (« utiles »)."]
)
def test_who_tells_of_something_else_is_not(reader: Reader, told: str) -> None:
    assert kept(reader, f"{STRIKE} {told}") == [STRIKE]


CALM = "Le marché rouvrira demain. Le ciel est bleu. La route longe le fleuve. Le maire est content."


def test_far_from_an_attack_harm_is_parsed_for_its_figure_only(reader: Reader) -> None:
    figure = "La grippe a fait 300 morts."
    assert kept(reader, f"{STRIKE} {CALM} La mort rôde. {figure}") == [STRIKE, figure]


def test_a_number_counts_what_it_stands_before(reader: Reader) -> None:
    told = "Les 300 pages du livre plaisent beaucoup aux jeunes soldats."
    assert kept(reader, f"{STRIKE} {told}") == [STRIKE]


def test_nothing_is_parsed_where_no_word_tells_of_violence(reader: Reader) -> None:
    assert kept(reader, "Le ministre a demandé une enquête. Le bilan est lourd.") == []


def test_what_was_found_to_choose_changes_nothing_in_the_reading(reader: Reader) -> None:
    document = fakes.make_document(f"{STRIKE} L'armée a annoncé la mort d'un chef.")
    parse = next(iter(reader.parse_all([document])))
    assert reader.read(document, parse, reader.findings.look(document)) == reader.read(document, parse)
    assert list(reader.read_all([document])) == [reader.read(document, parse)]
