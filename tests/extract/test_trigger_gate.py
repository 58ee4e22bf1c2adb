"""The gate before the parser: it may let too much through, never hold back a sentence in which a trigger is read."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
import recoupe_fakes as fakes

from recoupe.extract.trigger_gate import Glance, TriggerGate
from recoupe.extract.trigger_topic import UNKNOWN_TOPIC, Topic
from recoupe.language.pack import LanguagePack, read_table
from recoupe.pipeline.reader import Reader
from recoupe.pipeline.surface import glances

CASES = Path(__file__).parents[1] / "cases" / "fr" / "triggers"


class _Case(msgspec.Struct, frozen=True):
    label: str
    text: str


@pytest.fixture(scope="module")
def gate(reader: Reader) -> TriggerGate:
    extractor = reader.findings.triggers
    return TriggerGate(LanguagePack("fr"), extractor.lexicon, extractor.topics)


@pytest.mark.parametrize("file", sorted(CASES.glob("*.yml")), ids=lambda path: path.stem)
def test_every_sentence_with_a_trigger_passes(reader: Reader, gate: TriggerGate, file: Path) -> None:
    held_back = []
    for case in read_table(file, tuple[_Case, ...]):
        document, parse = fakes.make_document(case.text), reader.parser.parse_text(case.text)
        surface = reader.findings.look(document)
        found = {r.trigger.sentence for r in reader.findings.make(document, parse, surface).triggers}
        for sentence, glance in zip(parse.sentences, glances(surface, parse.sentences), strict=True):
            if sentence.index in found and gate.weigh(glance, surface.topic) == "none":
                held_back.append((case.label, glance.text))
    assert held_back == []


@pytest.mark.parametrize(
    ("text", "tags", "opening"),
    [
        ("l'armée a bombardé le village.", {"actor", "armed"}, "strong"),
        ("elle a réclamé une enquête.", {"actor"}, "some"),
        # A noun that only counts against somebody, and nothing against anybody in the sentence.
        ("le premier bureau de vote a ouvert à midi.", set(), "none"),
        ("le premier contre un pont, le second contre une gare.", set(), "some"),
        # "Prise" needs its hostages.
        ("la prise de parole a duré une heure.", {"people"}, "none"),
        ("la prise d'otages a duré une heure.", {"people"}, "strong"),
        ("il pleut sur la ville.", {"place"}, "none"),
        # The preposition of an ordinal stands right behind it.
        ("le premier a fait appel à ses avocats lors du procès qui se tient contre eux.", {"actor"}, "none"),
        # A companion of several words is there as a whole.
        ("la lettre mettra en avant le travail de la commission.", set(), "none"),
        ("le facteur a mis son sac à terre.", set(), "none"),
        ("des hommes ont mis à sac la ville.", set(), "strong"),
        # "Se retirer" needs its pronoun, and the complement of a noun follows it.
        ("les soldats saluent le départ du ministre.", set(), "none"),
        ("on annonce le départ des soldats.", set(), "strong"),
        # A word does not stand beside itself.
        ("une opération est prévue.", set(), "none"),
    ],
)
def test_what_words_alone_rule_out(gate: TriggerGate, text: str, tags: set[str], opening: str) -> None:
    assert gate.weigh(Glance(text, frozenset(tags)), UNKNOWN_TOPIC) == opening


def test_a_page_of_sport_is_not_opened(gate: TriggerGate) -> None:
    attack = Glance("l'armée a bombardé le village.", frozenset({"actor", "armed"}))
    assert gate.weigh(attack, Topic(conflict=False, sport=True)) == "none"
    assert gate.weigh(attack, Topic(conflict=False, sport=False, deep=False)) == "none"


def test_words_of_violence_are_seen_in_a_whole_text(gate: TriggerGate) -> None:
    assert gate.may_be_strong("hier, une frappe a tué trois hommes.")
    assert not gate.may_be_strong("le soleil brille et la récolte est bonne.")
