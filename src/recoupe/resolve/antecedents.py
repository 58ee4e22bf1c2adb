"""What a description ("le groupe", "l'armée") may refer back to, in one document."""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Collection, Iterator

from recoupe.language.actor_words import Noun
from recoupe.model.actors import STATE
from recoupe.model.mentions import ActorMention
from recoupe.model.parse import Parse
from recoupe.model.values import Actor, ActorClass

#: A subject this many sentences back still outranks a nearer actor that is no subject.
_SUBJECT_REACH = 2
_GROUPS = frozenset({"militia", "rebel", "jihadist"})
_SUBJECTS = ("nsubj", "nsubj:pass")
#: How many mentions ahead a description may look for its actor.
_LOOK_AHEAD = 40
#: Where a mention stands.
_Key = tuple[int, int]
#: Start of the mention, the mention, its actor.
_Entry = tuple[int, ActorMention, Actor]


class Antecedents:
    """Actors already resolved, by position. Filled while a document is read."""

    def __init__(self, parse: Parse | None, missions: Collection[str] = ()) -> None:
        """`missions` are the ids of peace missions, the only antecedents of "les Casques bleus"."""
        self._missions = missions
        self._entries: list[_Entry] = []
        self._states: list[_Entry] = []
        self._people: list[_Entry] = []
        self._armed: Counter[str] = Counter()
        self._crews: set[_Key] = set()
        self._manned: Counter[str] = Counter()
        self._groups: Counter[Actor] = Counter()
        self._sentences = parse.sentences if parse is not None else ()
        self._sentence_starts = [sentence.start for sentence in self._sentences]

    def add(self, mention: ActorMention, actor: Actor, *, crew: bool = False) -> None:
        """Keep a resolved mention. `crew` tells that it names some men or machines of a force, not the force itself:
        "six soldats namibiens" do not make "l'armée" that of Namibia.
        """
        if crew:
            self._crews.add((mention.span.start, mention.span.end))
        entry = (mention.span.start, mention, actor)
        bisect.insort(self._entries, entry, key=_start)
        if mention.how != "definite" and actor.id.startswith(STATE) and actor.country is not None:
            bisect.insort(self._states, entry, key=_start)
        if actor.actor_class == "state_force" and actor.country is not None:
            (self._manned if crew else self._armed)[actor.country] += 1
        if mention.how in ("name", "composed") and actor.actor_class in _GROUPS:
            self._groups[actor] += 1
        if mention.how == "person":
            bisect.insort(self._people, entry, key=_start)

    def of(self, mention: ActorMention, noun: Noun, *, singular: bool) -> Actor | None:
        """The actor a group or people noun refers to: the nearest before, else the first after (titles)."""
        here = bisect.bisect_left(self._entries, mention.span.start, key=_start)
        nearest: Actor | None = None
        for _, other, actor in _backwards(self._entries, here):
            if nearest is not None and self._sentences_between(other, mention) > _SUBJECT_REACH:
                return nearest
            if not self._fits(other, actor, mention, noun, singular=singular):
                continue
            if nearest is None:
                nearest = actor
            if not self._sentences:
                return nearest
            if self._sentences_between(other, mention) > 0 and self._is_subject(other):
                return actor
        if nearest is not None or noun.role != "group":
            return nearest
        after = self._entries[here : here + _LOOK_AHEAD]
        return next((a for _, m, a in after if self._fits(m, a, mention, noun, singular=singular)), None)

    def holder(self, mention: ActorMention, noun: Noun, branch: str) -> Actor | None:
        """The person who holds the office that "le président" names: nearest before, by office or title."""
        here = bisect.bisect_left(self._people, mention.span.start, key=_start)
        for _, other, actor in _backwards(self._people, here):
            parent = actor.parent or ""
            if f"noun:{noun.id}" in other.candidates or (parent.startswith(STATE) and parent.endswith(f":{branch}")):
                return actor
        return None

    def branch_country(self, mention: ActorMention, branch: str, *, crews: bool = True) -> str | None:
        """Country of the nearest actor before that is this branch of a state; without `crews` the branch itself."""
        here = bisect.bisect_left(self._states, mention.span.start, key=_start)
        for _, other, actor in _backwards(self._states, here):
            told = crews or (other.span.start, other.span.end) not in self._crews
            if told and actor.id.endswith(f":{branch}"):
                return actor.country
        return None

    def class_country(self, mention: ActorMention, kind: ActorClass) -> str | None:
        """Country of the nearest actor of a class of state actors, before, else after."""
        here = bisect.bisect_left(self._states, mention.span.start, key=_start)
        before, after = _backwards(self._states, here), self._states[here : here + _LOOK_AHEAD]
        return next((a.country for _, _, a in (*before, *after) if a.actor_class == kind), None)

    def dominant_group(self, classes: Collection[ActorClass], share: float) -> Actor | None:
        """The group that holds at least `share` of the names of groups of some classes."""
        named = {actor: n for actor, n in self._groups.items() if actor.actor_class in classes}
        if not named:
            return None
        most = max(named, key=lambda actor: named[actor])
        return most if named[most] >= share * sum(named.values()) else None

    @property
    def has_armed_state(self) -> bool:
        """Whether the forces of any state are named."""
        return bool(self._armed or self._manned)

    def dominant_state(self, share: float, *, crews: bool = True) -> str | None:
        """Country that holds at least `share` of the armed state actors named; without `crews` of the forces alone."""
        armed = self._armed + self._manned if crews else self._armed
        if not armed:
            return None
        country, count = armed.most_common(1)[0]
        return country if count >= share * armed.total() else None

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
        if noun.default is not None and actor.id not in self._missions:
            return False
        if other.how == "generic" or (actor.id.startswith("as:") and other.how == "definite"):
            return False
        return not (singular and actor.id.startswith("backed:"))

    def _sentences_between(self, other: ActorMention, mention: ActorMention) -> int:
        return self._sentence(mention) - self._sentence(other)

    def _sentence(self, mention: ActorMention) -> int:
        return bisect.bisect(self._sentence_starts, mention.span.start) - 1

    def _is_subject(self, mention: ActorMention) -> bool:
        tokens = self._sentences[self._sentence(mention)].tokens
        return any(t.dep in _SUBJECTS for t in tokens if mention.span.start <= t.start < mention.span.end)


def _start(entry: _Entry) -> int:
    return entry[0]


def _backwards(entries: list[_Entry], end: int) -> Iterator[_Entry]:
    """Entries before index `end`, last first, without a copy: a long document asks a thousand times."""
    return (entries[i] for i in range(end - 1, -1, -1))
