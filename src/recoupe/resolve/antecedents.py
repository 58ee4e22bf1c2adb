"""What a description ("le groupe", "l'armée") may refer back to, in one document."""

from __future__ import annotations

import bisect
from collections import Counter

from recoupe.language.actor_words import Noun
from recoupe.model.actors import STATE
from recoupe.model.mentions import ActorMention
from recoupe.model.parse import Parse
from recoupe.model.values import Actor, ActorClass

#: A subject this many sentences back still outranks a nearer actor that is no subject.
_SUBJECT_REACH = 2
_SUBJECTS = ("nsubj", "nsubj:pass")


class Antecedents:
    """Actors already resolved, by position. Filled while a document is read."""

    def __init__(self, parse: Parse | None) -> None:
        self._starts: list[int] = []
        self._entries: list[tuple[int, ActorMention, Actor]] = []
        self._sentences = parse.sentences if parse is not None else ()
        self._sentence_starts = [sentence.start for sentence in self._sentences]

    def add(self, mention: ActorMention, actor: Actor) -> None:
        """Keep a resolved mention."""
        at = bisect.bisect(self._starts, mention.span.start)
        self._starts.insert(at, mention.span.start)
        self._entries.insert(at, (mention.span.start, mention, actor))

    def of(self, mention: ActorMention, noun: Noun, *, singular: bool) -> Actor | None:
        """The actor a group or people noun refers to: the nearest before, else the first after (titles)."""
        fits = [e for e in self._entries if self._fits(e[1], e[2], mention, noun, singular=singular)]
        before = [e for e in fits if e[0] < mention.span.start]
        if before:
            return self._best(before, mention)
        return fits[0][2] if fits and noun.role == "group" else None

    def holder(self, mention: ActorMention, noun: Noun, branch: str) -> Actor | None:
        """The person who holds the office that "le président" names: nearest before, by office or title."""
        for at, other, actor in reversed(self._entries):
            if at >= mention.span.start or other.how != "person":
                continue
            in_office = (
                actor.parent is not None and actor.parent.startswith(STATE) and actor.parent.endswith(f":{branch}")
            )
            if in_office or f"noun:{noun.id}" in other.candidates:
                return actor
        return None

    def branch_country(self, mention: ActorMention, branch: str) -> str | None:
        """Country of the nearest actor before that is this branch of a state."""
        before = [a for at, m, a in self._states() if at < mention.span.start and m.how != "definite"]
        return next((a.country for a in reversed(before) if a.id.endswith(f":{branch}")), None)

    def class_country(self, mention: ActorMention, kind: ActorClass) -> str | None:
        """Country of the nearest actor of a class of state actors, before, else after."""
        states = [(at, a) for at, m, a in self._states() if m.how != "definite" and a.actor_class == kind]
        before = [a for at, a in states if at < mention.span.start]
        after = [a for at, a in states if at > mention.span.start]
        found = before[-1] if before else after[0] if after else None
        return found.country if found else None

    def _states(self) -> list[tuple[int, ActorMention, Actor]]:
        return [entry for entry in self._entries if entry[2].id.startswith(STATE) and entry[2].country is not None]

    def dominant_state(self, share: float) -> str | None:
        """Country that holds at least `share` of the armed state actors named."""
        counts = Counter(a.country for _, _, a in self._entries if a.actor_class == "state_force" and a.country)
        if not counts:
            return None
        country, count = counts.most_common(1)[0]
        return country if count >= share * counts.total() else None

    def _fits(self, other: ActorMention, actor: Actor, mention: ActorMention, noun: Noun, *, singular: bool) -> bool:
        if other.span == mention.span or (other.how == "definite" and noun.role != "group"):
            return False
        if mention.country is not None and actor.country is not None and actor.country != mention.country:
            return False
        if noun.role == "people":
            same_noun = f"noun:{noun.id}" in other.candidates
            return other.how == "generic" and (same_noun or actor.actor_class in noun.antecedents)
        if actor.actor_class not in noun.antecedents or other.how == "person":
            return False
        if other.how == "generic" or (actor.id.startswith("as:") and other.how == "definite"):
            return False
        return not (singular and actor.id.startswith("backed:"))

    def _best(self, before: list[tuple[int, ActorMention, Actor]], mention: ActorMention) -> Actor:
        """The nearest, unless a subject of the last sentences is there and the nearest is none."""
        if not self._sentences:
            return before[-1][2]
        here = bisect.bisect(self._sentence_starts, mention.span.start) - 1
        for at, other, actor in reversed(before):
            there = bisect.bisect(self._sentence_starts, at) - 1
            if here - there > _SUBJECT_REACH:
                break
            if here != there and self._is_subject(there, other):
                return actor
        return before[-1][2]

    def _is_subject(self, index: int, mention: ActorMention) -> bool:
        sentence = self._sentences[index]
        inside = [t for t in sentence.tokens if mention.span.start <= t.start < mention.span.end]
        return any(t.dep in _SUBJECTS for t in inside)
