"""People told by what they are ("le maire de Niono", "deux otages"): whom a deed was done to when nobody is named."""

from __future__ import annotations

from recoupe.model.actors import DESCRIBED
from recoupe.model.findings import FoundActor
from recoupe.model.mentions import Argument, TriggerMention
from recoupe.model.parse import Sentence
from recoupe.model.spans import CharSpan
from recoupe.model.values import Actor
from recoupe.report.discourse import Discourse
from recoupe.report.index import SentenceFindings
from recoupe.text.normalise import fold

#: Relations that stay inside the words for somebody.
_BESIDE = frozenset({"amod", "flat", "compound"})
#: Words between "de" and the noun that it brings: an article, an adjective.
_NEAR = 3
#: Kinds in which whoever is taken or freed is the target, whatever he is.
_TAKING = frozenset({"abduction", "arrest", "release"})
_OBJECT = "object"
_CAPTURED = "captured"


class People:
    """Reads people from nouns that are no actor of their own."""

    def __init__(self, discourse: Discourse) -> None:
        self._owning = discourse.table.owning
        self._notable = discourse.table.notable
        self._nobody = discourse.table.nobody
        self._nouns = discourse.people

    def is_notable(self, sentence: Sentence, head: int) -> bool:
        """Whether a noun tells an office or a calling: its holder is aimed at, not just found among the dead."""
        word = sentence.lower[head]
        return word in self._notable or word.rpartition("-")[2] in self._notable

    def names(self, sentence: Sentence, head: int) -> tuple[str, ...]:
        """Names of somebody, fullest first: "maire de Niono", "maire"."""
        tokens, start = sentence.tokens, sentence.start
        end = head
        while end + 1 < len(tokens) and tokens[end + 1].head == head and tokens[end + 1].dep in _BESIDE:
            end += 1
        ends = [head, end]
        if end + 2 < len(tokens) and sentence.lower[end + 1] in self._owning:
            noun = tokens[end + 1].head
            if end + 1 < noun <= end + _NEAR + 1 and tokens[noun].pos in ("NOUN", "PROPN"):
                last = noun
                while last + 1 < len(tokens) and self._goes_on(sentence, noun, last):
                    last += 1
                ends.append(last)
        spans = (sentence.surface[tokens[head].start - start : tokens[stop].end - start] for stop in reversed(ends))
        return tuple(dict.fromkeys(spans))

    def taken(self, found: SentenceFindings, trigger: TriggerMention, argument: Argument) -> FoundActor | None:
        """Somebody told by a noun alone: an office ("un juge"), or whoever is taken ("un chauffeur")."""
        token = found.sentence.tokens[argument.head]
        taking = trigger.kind in _TAKING and argument.function == _OBJECT
        if token.pos != "NOUN" or found.sentence.lower[token.i] in self._nobody:
            return None
        if any(t.text.lower() not in self._owning for t in found.sentence.dependents(token.i, "case")):
            return None  # "au large des côtes" is nobody
        # "a été incarcéré pour une peine de cinq ans": only who is counted among the captured is somebody.
        freed = taking and found.sentence.lower[token.i] in self._nouns
        counted = taking and any(t.toll.kind == _CAPTURED and t.span.contains(token.span) for t in found.tolls)
        if not (freed or counted or self.is_notable(found.sentence, token.i) or self._proper(found.sentence, token.i)):
            return None
        names = self.names(found.sentence, token.i)
        proper = self._proper(found.sentence, token.i)
        if proper is not None:
            words = found.sentence.surface[proper.start - found.sentence.start : proper.end - found.sentence.start]
            who = Actor(f"person:{fold(words).replace(' ', '-')}", words, "unknown", None, names=names)
            return FoundActor(proper, who, "person")
        name = names[0][0].upper() + names[0][1:]
        actor = Actor(f"{DESCRIBED}{fold(names[0]).replace(' ', '-')}", name, "civilian", None, names=names)
        return FoundActor(CharSpan(token.start, token.start + len(names[0])), actor, "generic")

    def _proper(self, sentence: Sentence, head: int) -> CharSpan | None:
        """The name right behind a noun and its adjectives: "l'imam autoproclamé [Bakhtior Rakhimov]"."""
        tokens, at = sentence.tokens, head + 1
        while at < len(tokens) and tokens[at].head == head and tokens[at].dep == "amod" and tokens[at].text.islower():
            at += 1
        end = at
        while end < len(tokens) and tokens[end].pos == "PROPN" and head <= tokens[end].head < end:
            end += 1
        return CharSpan(tokens[at].start, tokens[end - 1].end) if end > at else None

    def _goes_on(self, sentence: Sentence, noun: int, last: int) -> bool:
        following = sentence.tokens[last + 1]
        return noun <= following.head <= last and following.dep.partition(":")[0] in _BESIDE
