from __future__ import annotations

import itertools
import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.extract.time_grammar import TimeGrammar, TimeRule
from recoupe.extract.time_lexicon import Shape, TimeWords, load_time_words, number_words
from recoupe.extract.time_patterns import parse_pattern
from recoupe.extract.times import TimeExtractor
from recoupe.language.pack import LanguagePack
from recoupe.model.errors import LanguageError
from recoupe.model.time import Timex
from recoupe.text.normalise import plain

PACK = LanguagePack("fr")
FIND = TimeExtractor(PACK).find
GRAMMAR = PACK.table("rules/times", TimeGrammar)
WORDS: TimeWords = load_time_words(PACK)
EXAMPLES = [(rule, text) for rule in GRAMMAR.rules for text in rule.examples]
COUNTER_EXAMPLES = [(rule, text) for rule in GRAMMAR.rules for text in rule.counter_examples]


def words_of(text: str, found: tuple[Timex, ...], rule: str | None = None) -> list[str]:
    return [text[t.span.start : t.span.end] for t in found if rule is None or t.rule == rule]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=lambda value: value if isinstance(value, str) else value.id)
def test_rule_finds_its_examples(rule: TimeRule, example: str) -> None:
    text = re.sub(r"[\[\]]", "", example)
    wanted = re.findall(r"\[([^\]]*)\]", example)
    assert wanted, "an example holds its expression between brackets"
    if rule.drop:
        assert not set(wanted) & set(words_of(text, FIND(text)))
    else:
        assert set(wanted) <= set(words_of(text, FIND(text), rule.id))


@pytest.mark.parametrize(
    ("rule", "text"), COUNTER_EXAMPLES, ids=lambda value: value if isinstance(value, str) else value.id
)
def test_rule_refuses_its_counter_examples(rule: TimeRule, text: str) -> None:
    assert words_of(text, FIND(text), rule.id) == []


def test_every_rule_has_examples_on_both_sides() -> None:
    assert [rule.id for rule in GRAMMAR.rules if not (rule.examples and rule.counter_examples)] == []
    assert len({rule.id for rule in GRAMMAR.rules}) == len(GRAMMAR.rules)


@pytest.mark.parametrize("shape", WORDS.shapes, ids=lambda shape: shape.id)
def test_shape_examples(shape: Shape) -> None:
    pattern = re.compile(rf"(?<!\w)(?:{shape.pattern})(?!\w)")
    assert [e for e in shape.examples if pattern.fullmatch(e.lower()) is None] == []
    assert [e for e in shape.counter_examples if pattern.fullmatch(e.lower()) is not None] == []


def test_number_words_are_generated() -> None:
    numbers = number_words(WORDS.numbers)
    assert numbers["quatre-vingt-dix-sept"] == 97
    assert numbers["vingt et un"] == numbers["vingt-et-un"] == 21
    assert set(range(1, 100)) <= set(numbers.values())


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Depuis le 3 mai, tout est calme.", ["since"]),
        ("Ils ont jusqu'au 3 mai.", ["until"]),
        ("Il est parti avant le 3 mai.", ["before"]),
        ("Il partira après le 3 mai.", ["after"]),
        ("Il est parti le 3 mai.", ["at"]),
        ("Trois jours après le 3 mai, il est parti.", ["at", "at"]),
    ],
)
def test_signals_give_roles(text: str, roles: list[str]) -> None:
    assert [t.role for t in FIND(text)] == roles


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Deux jours après la mort du chef", 2),
        ("Une semaine avant l'assaut", -7),
        ("Quelques heures après ce raid", 0),
        ("48 heures après la frappe", 2),
        ("Au lendemain des combats", 1),
        ("La veille de l'attaque", -1),
        ("Deux mois après la chute de la ville", None),
        ("Deux jours plus tard, il est mort", None),
    ],
)
def test_days_counted_from_an_event(text: str, days: int | None) -> None:
    assert FIND(text)[0].event_offset_days == days


def test_words_hold_the_signal() -> None:
    text = "Le poste est vide depuis trois jours."
    (timex,) = FIND(text)
    assert text[timex.words.start : timex.words.end] == "depuis trois jours"


def test_range_has_its_two_ends() -> None:
    text = "La trêve a tenu du 30 décembre au 2 janvier 2020."
    (timex,) = FIND(text)
    assert words_of(text, timex.parts) == ["30 décembre", "2 janvier 2020"]
    assert [(p.fields.year, p.fields.month, p.fields.day) for p in timex.parts] == [(2019, 12, 30), (2020, 1, 2)]


@pytest.mark.parametrize("text", ["LE 3 FEVRIER 2020", "Le 3 FÉVRIER 2020", "le 3 fevrier 2020"])
def test_capitals_and_missing_accents(text: str) -> None:
    (timex,) = FIND(text)
    assert (timex.fields.day, timex.fields.month, timex.fields.year) == (3, 2, 2020)


def test_line_ends_part_expressions() -> None:
    assert words_of("Mardi\nsoir de fête", FIND("Mardi\nsoir de fête")) == ["Mardi"]


@pytest.mark.parametrize("pattern", ["( a", "a )", "$NOBODY", "a + b"])
def test_broken_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(LanguageError):
        parse_pattern(pattern, {})


DIGITS = ["3", "31", "2020", "18h", "1er", ",", "-"]
PIECES = [*sorted({w for c in WORDS.classes for w in (*c.words, *c.forms)}), *DIGITS]
MIXED = st.lists(st.sampled_from([*PIECES, "\n", "(", ")", "bombe", "İ", "ß"]), max_size=25).map(" ".join)


@given(st.one_of(st.text(max_size=200), MIXED))
def test_any_text_gives_spans_in_order(text: str) -> None:
    found = FIND(plain(text))
    spans = [t.span for t in found]
    assert spans == sorted(spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    for timex in found:
        assert 0 <= timex.span.start < timex.span.end <= len(text)
        assert text[timex.span.start : timex.span.end].strip() == text[timex.span.start : timex.span.end]
        assert timex.words.contains(timex.span)
        assert all(timex.span.contains(part.span) for part in timex.parts)
        assert msgspec.json.decode(msgspec.json.encode(timex), type=Timex) == timex
