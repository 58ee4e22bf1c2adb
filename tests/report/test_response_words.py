"""The rules of `rules/responses` do what their examples say."""

from __future__ import annotations

import pytest

from recoupe.language.pack import LanguagePack
from recoupe.report.response_words import ResponseRule, ResponseTable, ResponseWords
from recoupe.text.normalise import plain

PACK = LanguagePack("fr")
RULES = PACK.table("rules/responses", ResponseTable).rules
WORDS = ResponseWords(PACK, ("en réponse aux", "en réponse à", "en représailles au"))


def met(rule: str, sentence: str) -> bool:
    text = plain(sentence).lower()
    return any(s.rule == rule for s in WORDS.find(text, 0, len(text)))


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_examples(rule: ResponseRule) -> None:
    assert [e for e in rule.examples if not met(rule.id, e)] == []
    assert [e for e in rule.counter_examples if met(rule.id, e)] == []


def test_a_cue_needs_what_it_governs() -> None:
    assert met("cue", "Ils ont tiré en réponse aux raids.")
    assert not met("cue", "Ils ont tiré en représailles au moins trois obus.")
    assert met("bare_cue", "Ils ont tiré en représailles au moins trois obus.")


MANY = ["les récentes attaques contre eux", " aux tirs répétés", " à une série d'attentats", "de nombreuses frappes"]
ONE = ["l'attaque de mardi", " au raid", " à la déclaration du ministre"]


@pytest.mark.parametrize(("phrase", "many"), [(p, True) for p in MANY] + [(p, False) for p in ONE])
def test_many_attacks_at_once(phrase: str, many: bool) -> None:
    assert WORDS.many(phrase) is many


def test_what_a_cue_governs_ends_with_its_clause() -> None:
    text = "en réponse aux tirs de mardi, selon l'armée ; elle a nié"
    assert WORDS.governed(text, 14, len(text)) == " tirs de mardi, selon l'armée "
