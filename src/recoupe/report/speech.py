"""Verbs that speak of what happened, whether or not a statement was read from their sentence.

"A fini par admettre jeudi une opération aérienne", "a revendiqué lundi l'attaque": the day is that of the words.
"""

from __future__ import annotations

import msgspec

from recoupe.language.inflect import Inflector
from recoupe.language.pack import LanguagePack
from recoupe.model.parse import Sentence

#: Frames of verbs that speak of an event which their object names.
_FRAMES = frozenset({"say", "object", "accuse", "learn"})
#: Frame and statuses of those that come back to an event which was told before: "a confirmé vendredi la frappe".
_BLAME, _SETTLED = "accuse", frozenset({"confirmed", "denied"})


class _Verb(msgspec.Struct, frozen=True):
    """What is read here of a verb of `words/saying`."""

    lemma: str
    frame: str
    status: str = "claimed"
    forms: tuple[str, ...] = ()
    with_: frozenset[str] = msgspec.field(name="with", default=frozenset())
    objects: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()


class _Saying(msgspec.Struct, frozen=True):
    verbs: tuple[_Verb, ...]


class SpeakingWords(msgspec.Struct, frozen=True):
    """Forms of the verbs that speak whatever their object is ("faire état" is left to its own rule)."""

    forms: frozenset[str]
    infinitives: frozenset[str]
    #: Forms of those that come back to what was known: their day says nothing of the event's.
    looking_back: frozenset[str]


def speaking_words(pack: LanguagePack) -> SpeakingWords:
    """Read from `words/saying`."""
    verbs = pack.table("words/saying", _Saying).verbs
    inflector = pack.made(Inflector)
    told = [v for v in verbs if v.frame in _FRAMES and not (v.with_ or v.objects or v.subjects)]
    known = [v for v in told if v.frame == _BLAME or v.status in _SETTLED]

    def every(verbs: list[_Verb]) -> frozenset[str]:
        return frozenset(form for v in verbs for form in v.forms or inflector.verb(v.lemma))

    return SpeakingWords(every(told), frozenset(v.lemma for v in told), every(known))


def speaking(sentence: Sentence, words: SpeakingWords) -> frozenset[int]:
    """Tokens that speak: "une trêve a été annoncée samedi" tells what happened that day instead.

    In "a fini par admettre jeudi" both verbs do, however the parser read the second.
    """
    found: set[int] = set()
    for token in sentence.tokens:
        word = token.text.lower()
        passive = any(True for _ in sentence.dependents(token.i, "aux:pass", "nsubj:pass"))
        if token.pos == "VERB" and word in words.forms and not passive:
            found.add(token.i)
        governed = any(True for _ in sentence.dependents(token.i, "case", "mark"))
        if governed and word in words.infinitives:
            found.update((token.i, token.head))
    return frozenset(found)
