"""How a trigger presents its event, and which words make one event the answer to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from whole_house import findings

from recoupe.language.pack import LanguagePack
from recoupe.model.findings import TriggerReading
from recoupe.model.parse import Sentence
from recoupe.report.discourse import Discourse, ResponseCue

if TYPE_CHECKING:
    from recoupe.pipeline.reader import Reader

DISCOURSE = Discourse(LanguagePack("fr"))
CUES = DISCOURSE.table.response_cues


def triggers(reader: Reader, text: str) -> list[tuple[Sentence, TriggerReading]]:
    found = findings(reader, text)
    return [(found.parse.sentences[r.trigger.sentence], r) for r in found.triggers]


def governing(reader: Reader, text: str) -> set[str]:
    """Ids of the cues that govern a trigger of the text."""
    cues = (DISCOURSE.cue_before(sentence, r.trigger.token) for sentence, r in triggers(reader, text))
    return {cue[0].id for cue in cues if cue is not None}


@pytest.mark.parametrize("cue", CUES, ids=lambda c: c.id)
def test_response_cues(reader: Reader, cue: ResponseCue) -> None:
    assert governing(reader, cue.example) == {cue.id}
    assert cue.id not in governing(reader, cue.counter_example)


def test_cue_ids_are_unique_and_no_words_belong_to_two() -> None:
    assert len({c.id for c in CUES}) == len(CUES)
    words = [w for c in CUES for w in c.words]
    assert len(set(words)) == len(words)


def test_a_cue_is_quoted_without_the_noun_it_governs(reader: Reader) -> None:
    text = "L'armée a bombardé Sake en réponse aux récentes attaques des rebelles."
    [(sentence, attack)] = [t for t in triggers(reader, text) if t[1].trigger.pos == "noun"]
    found = DISCOURSE.cue_before(sentence, attack.trigger.token)
    assert found is not None
    assert text[found[1].start : found[1].end] == "en réponse aux"
    assert found[1] in DISCOURSE.cue_spans(sentence)


PRESENTED = [
    ("Cette attaque a fait trois morts.", "demonstrative", False),
    ("L'attaque a visé un camp de l'armée.", "definite", False),
    ("Ses frappes aériennes ont tué six civils.", "definite", False),
    ("Les secours parlent du bombardement de l'hôpital.", "definite", False),
    ("Une attaque a visé Bukavu.", "indefinite", False),
    ("Une autre attaque a visé Uvira.", "indefinite", True),
    ("De nouvelles frappes aériennes ont visé Goma.", "indefinite", True),
    ("La deuxième frappe aérienne a tué deux civils.", "definite", True),
    ("Attaque contre un camp de l'armée à Goma.", "bare", False),
    ("L'armée a bombardé Goma.", "verb", False),
    ("L'armée a également bombardé Goma.", "verb", True),
    ("Elle a également bombardé Goma.", "verb", False),
    ("L'armée a également tué six civils.", "verb", False),
]


@pytest.mark.parametrize(("text", "given_as", "novel"), PRESENTED, ids=lambda x: x if isinstance(x, str) else "")
def test_presentation(reader: Reader, text: str, given_as: str, novel: bool) -> None:
    sentence, first = triggers(reader, text)[0]
    assert DISCOURSE.presentation(sentence, first.trigger) == (given_as, novel)


def test_something_else_is_dated_from_a_noun_after_since(reader: Reader) -> None:
    [(sentence, attack)] = triggers(reader, "Les habitants de Goma fuient depuis l'attaque du camp.")
    assert DISCOURSE.is_anchor(sentence, attack.trigger.token)
    [(sentence, attack)] = triggers(reader, "Les habitants de Goma fuient l'attaque du camp.")
    assert not DISCOURSE.is_anchor(sentence, attack.trigger.token)


def test_what_happened_in_the_course_of_an_assault_is_the_assault(reader: Reader) -> None:
    found = triggers(reader, "Quatre soldats ont été tués au cours de l'assaut.")
    sentence, assault = found[1]
    assert DISCOURSE.circumstance(sentence, assault.trigger.token) == found[0][1].trigger.token
    found = triggers(reader, "Quatre soldats ont été tués avant la fin de l'assaut.")
    assert all(DISCOURSE.circumstance(s, r.trigger.token) is None for s, r in found)
