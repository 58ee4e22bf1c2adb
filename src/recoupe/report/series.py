"""Attacks told together as a series: one report, but no single attack."""

from __future__ import annotations

from recoupe.model.mentions import TriggerMention
from recoupe.model.parse import Sentence
from recoupe.report.draft import Draft

#: Days of an interval from which a plural tells many attacks, not one.
_LONG = 20


def repeated(sentence: Sentence, trigger: TriggerMention, words: frozenset[str]) -> bool:
    """Whether words on a noun make it a series ("les attaques répétées", "une série d'attentats")."""
    if trigger.pos != "noun" or not sentence.tokens:
        return False
    beside = [sentence.tokens[c].text.lower() for c in sentence.children[trigger.token]]
    head = sentence.tokens[sentence.tokens[trigger.token].head]
    return any(w in words for w in beside) or (head.i != trigger.token and head.text.lower() in words)


def is_series(draft: Draft, sentences: dict[int, Sentence], words: frozenset[str]) -> bool:
    """Whether a group tells a series and nothing else.

    A verb, a day of its own or a number makes it one event, or several that are told apart.
    """
    readings = draft.readings
    if any(r.count > 1 for r in readings) or any(r.trigger.pos == "verb" for r in readings):
        return False
    days = [t.time.interval.days for t in draft.own_times if t.time.interval is not None]
    if days and min(days) <= _LONG:
        return False
    told = [
        repeated(sentences[r.trigger.sentence], r.trigger, words) for r in readings if r.trigger.sentence in sentences
    ]
    many = all(r.number == "many" for r in readings)
    return many and (any(told) or bool(days))
