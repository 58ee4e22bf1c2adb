"""What is found on the words of a document alone, before any sentence of it is parsed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Protocol

import msgspec

from recoupe.extract.trigger_gate import Glance
from recoupe.extract.trigger_topic import Topic
from recoupe.model.mentions import ActorMention, PlaceMention, WeaponMention
from recoupe.model.spans import CharSpan
from recoupe.model.time import Timex


class Surface(msgspec.Struct, frozen=True):
    """Mentions that need no syntax, in text order, and what the document is about. Spans are document offsets."""

    #: The document's text with its typography levelled; offsets are the same.
    text: str
    topic: Topic
    times: tuple[Timex, ...]
    places: tuple[PlaceMention, ...]
    actors: tuple[ActorMention, ...]
    weapons: tuple[WeaponMention, ...]


class Stretch(Protocol):
    """A sentence, parsed or not."""

    @property
    def start(self) -> int:
        """Offset of its first character in the document."""
        ...

    @property
    def end(self) -> int:
        """Offset after its last character."""
        ...


#: Tags that an actor's mention may lead to by how it is named (pipeline/tags.py gives the true ones).
_ACTOR = {
    "name": frozenset({"actor", "armed", "people"}),
    "composed": frozenset({"actor", "armed", "people"}),
    "metonym": frozenset({"actor", "nationality"}),
    "person": frozenset({"actor", "armed", "people", "person"}),
    "definite": frozenset({"actor", "armed", "people"}),
    "generic": frozenset({"actor", "armed", "people"}),
}
#: A state's name in small letters is an adjective: "américaines".
_ADJECTIVE = frozenset({"nationality"})
_PLACE = frozenset({"place", "nationality"})


def glances(surface: Surface, sentences: Sequence[Stretch]) -> list[Glance]:
    """Each sentence by its words and by all the tags that its mentions may come to."""
    text = surface.text
    lower = text.lower()
    marks = [(a.span, _actor_tags(a, text)) for a in surface.actors]
    marks += [(p.span, _PLACE) for p in surface.places]
    marks += [(w.span, frozenset({"weapon", f"weapon.{w.weapon_class}"})) for w in surface.weapons]
    tags = _by_sentence(marks, sentences)
    return [
        Glance(lower[s.start : s.end], frozenset(tags[i]), {tag: end - s.start for tag, end in tags[i].items()})
        for i, s in enumerate(sentences)
    ]


def _actor_tags(actor: ActorMention, text: str) -> frozenset[str]:
    if actor.how == "metonym" and text[actor.span.start].islower():
        return _ADJECTIVE
    return _ACTOR[actor.how]


def _by_sentence(
    marks: list[tuple[CharSpan, frozenset[str]]], sentences: Sequence[Stretch]
) -> dict[int, dict[str, int]]:
    """Tags by the index of the sentence that they fall in, with the end of their last mention; both lists are walked
    once.
    """
    found: dict[int, dict[str, int]] = defaultdict(dict)
    marks.sort(key=lambda mark: mark[0].start)
    first = 0
    for span, tags in marks:
        while first < len(sentences) and sentences[first].end <= span.start:
            first += 1
        if first < len(sentences) and sentences[first].start < span.end:
            found[first].update(dict.fromkeys(tags, span.end))
    return found
