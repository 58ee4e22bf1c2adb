"""How far the words of a clause reach: to its own events, not to those that its nouns only mention.

"La France rend mardi un hommage aux soldats tués au Mali": "mardi" dates the homage, "au Mali" places the deaths.
"""

from __future__ import annotations

from collections.abc import Sequence

from recoupe.model.parse import Sentence, Token
from recoupe.report.draft import Draft
from recoupe.report.index import SentenceFindings

NOUNS = ("NOUN", "PROPN")
#: Relations in which a noun is what its verb tells of.
_CORE = frozenset({"nsubj", "obj"})
_CLAUSE = "acl"
#: Relations of what stands beside a word or a clause, as much told as it ("la trêve a échoué : les tirs ont repris").
_BESIDE = ("conj", "appos", "parataxis")
#: Words between a noun and a time or a place that ends its phrase.
_PHRASE = 8


def told_at(drafts: Sequence[Draft], token: int) -> int | None:
    """Number of the draft whose trigger or support verb a token is."""
    for i, draft in enumerate(drafts):
        if any(token in (r.trigger.token, r.trigger.support) for r in draft.readings):
            return i
    return None


def told_by_clause(found: SentenceFindings, drafts: Sequence[Draft], verb: int) -> int | None:
    """Number of the first draft whose clause a verb heads and which is what the verb tells of."""
    for i, draft in enumerate(drafts):
        if any(verb == r.trigger.clause for r in draft.readings) and told_of(found, draft, verb):
            return i
    return None


def told_of(found: SentenceFindings, draft: Draft, verb: int) -> bool:
    """Whether a verb that is no trigger itself tells of a draft's event, rather than of something said about it.

    "L'attaque a eu lieu", "une bombe a visé", "est mort dans une attaque"; not "est revenu sur l'attaque de mai",
    "a été jugé pour sa participation aux attentats", "a salué les soldats tués".
    """
    return any(_is_told(found.sentence, r.trigger.token, verb, draft.given_as) for r in draft.readings)


def _is_told(sentence: Sentence, token: int, verb: int, given_as: str) -> bool:
    steps = _path(sentence, token, verb)
    if not steps:
        return token == verb
    relations = [relation(s) for s in steps if not _goes_on_there(sentence, s)]
    if _CLAUSE in relations:
        return False
    if not relations:
        return given_as == "verb"
    if sentence.tokens[token].pos not in NOUNS or given_as == "verb":
        return True
    nominal = [r for r in relations if r not in _BESIDE]
    if nominal and nominal[-1] in _CORE:
        return len(nominal) == 1 or given_as in ("indefinite", "bare")
    return given_as in ("indefinite", "bare")


def _goes_on_there(sentence: Sentence, verb: Token) -> bool:
    """Whether a relative clause goes on with the story where its noun stands: "débarque près d'un hôpital, où ils ont
    capturé ..."; not "où ils avaient capturé", nor "où dix soldats sont morts"."""
    if relation(verb) != _CLAUSE or verb.pos != "VERB":
        return False
    before = any(t.has("Tense=Imp") for t in (verb, *sentence.dependents(verb.i, "aux", "aux:pass")))
    there = (t for t in sentence.dependents(verb.i, "obl", "obl:mod", "obl:arg", "advmod", "mark"))
    same = any(t.pos == "PRON" for t in sentence.dependents(verb.i, "nsubj"))
    return same and not before and any(t.has("PronType=Rel") for t in there)


def stands_beside(sentence: Sentence, draft: Draft, token: int) -> bool:
    """Whether a word ends the phrase of one of a draft's nouns: "l'invasion du pays en 2003", whatever the syntax says.

    Neither a verb nor a comma stands between the two.
    """
    for reading in draft.readings:
        noun = reading.trigger
        between = sentence.tokens[noun.token + 1 : token]
        near = noun.pos == "noun" and noun.token < token and len(between) <= _PHRASE
        if near and not any(t.pos in ("VERB", "AUX", "PUNCT", "CCONJ") for t in between):
            return True
    return False


def beside(found: SentenceFindings, drafts: Sequence[Draft], anchor: int) -> int | None:
    """Number of the draft whose noun a word stands beside, the nearest where there are several."""
    homes = [i for i, d in enumerate(drafts) if stands_beside(found.sentence, d, anchor)]
    return max(homes, key=lambda i: drafts[i].start, default=None)


def set_off(found: SentenceFindings, drafts: Sequence[Draft], anchor: int) -> int | None:
    """Number of the draft whose noun is taken up by the participle that a word belongs to.

    "Cette incursion, survenue dans la nuit", "l'attaque menée lundi", however the parser hung the participle.
    """
    tokens = found.sentence.tokens
    verb = next((tokens[i] for i in found.ancestors(anchor)[1:] if tokens[i].pos in ("VERB", "AUX")), None)
    if verb is None or verb.i > anchor or not (verb.has("VerbForm=Part") and verb.has("Tense=Past")):
        return None
    if any(True for _ in found.sentence.dependents(verb.i, "aux", "aux:pass", "aux:tense", "cop")):
        return None
    last = verb.i - 1
    while last > 0 and (tokens[last].pos in ("PUNCT", "ADJ", "ADV")):
        last -= 1
    at = told_at(drafts, last)
    return at if at is not None and tokens[last].pos in NOUNS else None


def told_aside(found: SentenceFindings, draft: Draft, anchor: int, speech: frozenset[int]) -> bool:
    """Whether a time or a place at `anchor` is that of a verb which only mentions the draft's event.

    Verbs of saying (`speech`) are left to the caller: what they report is told, not mentioned.
    """
    tokens = found.sentence.tokens
    verb = next((i for i in found.ancestors(anchor)[1:] if tokens[i].pos == "VERB"), None)
    if verb is None or verb in speech or stands_beside(found.sentence, draft, anchor):
        return False
    below = any(_path(found.sentence, r.trigger.token, verb) for r in draft.readings)
    return below and not told_of(found, draft, verb)


def _path(sentence: Sentence, token: int, top: int) -> list[Token]:
    """The words from `token` up to just below `top`; empty where `top` is not above it."""
    steps: list[Token] = []
    while token != top:
        steps.append(sentence.tokens[token])
        head = sentence.tokens[token].head
        if head == token or len(steps) > len(sentence.tokens):
            return []
        token = head
    return steps


def relation(token: Token) -> str:
    """How a word hangs on its head, without the subtype ("nsubj" of "nsubj:pass")."""
    return token.dep.partition(":")[0]


def describes(sentence: Sentence, token: int) -> bool:
    """Whether a word heads a clause or an adjective that describes somebody: "élu en 2015", "aujourd'hui âgée de"."""
    word = sentence.tokens[token]
    if word.head == token:
        return False
    if relation(word) == _CLAUSE:
        return True
    copula = any(True for _ in sentence.dependents(token, "cop", "aux"))
    return word.pos == "ADJ" and not copula and relation(word) in ("amod", "advcl", "appos", "xcomp", "dislocated")


def goes_on(sentence: Sentence, verb: int) -> bool:
    """Whether a verb is in the imperfect: what goes on while something else happens ("qui patrouillaient mardi")."""
    return sentence.tokens[verb].has("Tense=Imp")
