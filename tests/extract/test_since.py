from __future__ import annotations

import pytest

from recoupe.extract.since import SinceFinder, compile_rule, dates
from recoupe.language.pack import LanguagePack
from recoupe.model.parse import Sentence, Token

FINDER = SinceFinder(LanguagePack("fr"))
RULES = [(rule.id, pattern, rule) for rule, pattern in FINDER.rules]


@pytest.mark.parametrize(
    ("pattern", "example"),
    [pytest.param(p, e, id=f"{name}: {e}") for name, p, rule in RULES for e in rule.examples],
)
def test_examples_of_the_rules_match_as_a_whole(pattern: object, example: str) -> None:
    match = pattern.search(example)  # type: ignore[attr-defined]
    assert match is not None
    assert match.start() == 0


@pytest.mark.parametrize(
    ("pattern", "example"),
    [pytest.param(p, e, id=f"{name}: {e}") for name, p, rule in RULES for e in rule.counter_examples],
)
def test_counter_examples_of_the_rules_do_not(pattern: object, example: str) -> None:
    assert pattern.search(example) is None  # type: ignore[attr-defined]


def test_every_rule_is_reached_only_through_a_cue() -> None:
    for _, _, rule in RULES:
        for example in rule.examples:
            words = example.lower().replace("'", "' ").split()
            assert not FINDER.cues.isdisjoint(words), example


def test_parts_are_put_in() -> None:
    assert compile_rule("le DAY", {"DAY": "(?:lundi)"}).search("le lundi")


def test_a_tree_with_a_cycle_ends() -> None:
    words, heads = ("sont", "comptés", "vingt", "morts", "depuis", "lundi"), (1, 1, 3, 2, 5, 1)
    tokens = []
    for i, (word, head) in enumerate(zip(words, heads, strict=True)):
        at = len(" ".join((*words[:i], "")))
        tokens.append(Token(i, at, at + len(word), word, word, "VERB" if i == 1 else "NOUN", "", "nmod", head))
    children = tuple(tuple(k for k, head in enumerate(heads) if head == i != k) for i in range(len(words)))
    sentence = Sentence(0, 0, tokens[-1].end, "body", "fr", tuple(tokens), children)
    assert [dates(sentence, since, 3) for since in FINDER.find(sentence)] == [True]
