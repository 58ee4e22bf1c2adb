"""Whether a sense of a trigger holds in its sentence: the conditions of words/triggers.yml."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from recoupe.extract.functions import Functions
from recoupe.extract.trigger_lexicon import Condition, TriggerEntry, TriggerLexicon
from recoupe.model.parse import Sentence

#: Tags of each token of a sentence ("weapon", "weapon.drone", "place", "actor", "armed" ...).
Tags = Sequence[frozenset[str]]
#: Indices of the tokens of a sentence that carry a tag or are of a word class.
Whereabouts = Mapping[str, Sequence[int]]
#: Words before and after a trigger that its `with` words may stand among.
_BEFORE, _AFTER = 4, 5
#: Relations of companions before a verb.
_HANGING = ("obl", "aux", "iobj")
#: The same where the companion may be the verb of a clause: "a juré que le groupe [en] paierait le prix".
_AFTER_CLAUSE = 9


class Context(msgspec.Struct, frozen=True):
    """What a candidate is judged by: its sentence, tags, functions and the kind of support verb it has."""

    sentence: Sentence
    tags: Tags
    token: int
    functions: Functions
    supports: frozenset[str]
    where: Whereabouts


class ConditionReader:
    """Evaluates conditions against a lexicon's classes."""

    def __init__(self, lexicon: TriggerLexicon) -> None:
        self._lexicon = lexicon

    def classes(self, sentence: Sentence, tags: Tags, i: int) -> frozenset[str] | set[str]:
        """Tags and word classes of a token."""
        words = self._lexicon.classes.get(sentence.lower[i])
        if words is None:
            words = self._lexicon.classes.get(sentence.tokens[i].lemma.lower())
        own = tags[i] or self._beside(sentence, tags, i)
        return own | words if words else own

    def whereabouts(self, sentence: Sentence, tags: Tags) -> Whereabouts:
        """Tokens by tag and word class, for the conditions that ask what else a sentence holds."""
        found: dict[str, list[int]] = {}
        for token in sentence.tokens:
            for kind in self.classes(sentence, tags, token.i):
                found.setdefault(kind, []).append(token.i)
        return found

    def _beside(self, sentence: Sentence, tags: Tags, i: int) -> frozenset[str]:
        """Tags of what stands beside a head that has none: "l'ONG MSF", "nos vaillantes Forces armées" with its
        adjective as head.
        """
        for child in sentence.dependents(i, "appos", "flat", "nmod"):
            if child.i == i + 1:
                return tags[child.i]
        return frozenset()

    def holds(self, entry: TriggerEntry, context: Context) -> bool:
        """Whether every demand of an entry is met."""
        if entry.with_ and not self._stands_with(entry, context):
            return False
        check = self._lexicon.conditions
        if entry.needs and not any(self._one(check[c], context) for c in entry.needs):
            return False
        if entry.requires and not any(self._one(check[c], context) for c in entry.requires):
            return False
        return not any(self._one(check[c], context) for c in entry.refuses)

    def _stands_with(self, entry: TriggerEntry, context: Context) -> bool:
        tokens = context.sentence.tokens
        companions = self._lexicon.companions[entry.id]
        after = _AFTER_CLAUSE if any(word.startswith("v:") for word in entry.with_) else _AFTER
        behind = tokens[context.token + 1 : context.token + 1 + after]
        if any(t.text.lower() in companions or t.lemma in companions for t in behind):
            return True
        before = tokens[max(0, context.token - _BEFORE) : context.token]
        if tokens[context.token].pos == "VERB":
            # "le feu a été ouvert": before a verb only what hangs on it, not any word that happens to stand there.
            own = context.functions.get("object", [])
            head = tokens[context.token].head
            before = tuple(
                t
                for t in before
                if t.i in own or t.i == head or (t.head == context.token and t.dep.partition(":")[0] in _HANGING)
            )
        if any(t.text.lower() in companions or t.lemma in companions for t in before):
            return True
        return self._lexicon.companion_end(entry, context.sentence, context.token, _AFTER) is not None

    def _one(self, condition: Condition, context: Context) -> bool:
        function, kind = condition
        if function == "support":
            return kind in context.supports
        if function in ("near", "with"):
            low, high = 0, len(context.sentence.tokens)
            if function == "with":
                low, high = max(0, context.token - _BEFORE), min(high, context.token + 1 + _AFTER)
            return any(low <= i < high and i != context.token for i in context.where.get(kind, ()))
        heads = context.functions.get(function, [])
        if kind == "any":
            return bool(heads)
        if kind == "none":
            return not heads
        if kind == "pronoun":
            return any(context.sentence.tokens[i].pos == "PRON" for i in heads)
        if kind == "infinitive":
            return bool(context.functions.get("infinitive"))
        return any(kind in self.classes(context.sentence, context.tags, i) for i in heads)
