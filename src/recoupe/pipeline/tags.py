"""Tags that mentions give to the tokens of a sentence: what the senses of triggers are told apart by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from recoupe.language.countries import governments
from recoupe.language.pack import LanguagePack
from recoupe.model.findings import FoundActor, FoundPlace
from recoupe.model.mentions import SiteMention, TollMention, WeaponMention
from recoupe.model.parse import Sentence
from recoupe.model.spans import CharSpan

_ARMED = frozenset({"state_force", "militia", "rebel", "jihadist", "coalition"})
_PEOPLE = frozenset({"civilian", "crowd"})


class SentenceTagger:
    """Tags tokens."""

    def __init__(self, pack: LanguagePack) -> None:
        self._adjectives = pack.made(governments).adjectives

    def tags(
        self,
        sentence: Sentence,
        *,
        places: Sequence[FoundPlace],
        actors: Sequence[FoundActor],
        sites: Sequence[SiteMention],
        weapons: Sequence[WeaponMention],
        tolls: Sequence[TollMention],
    ) -> tuple[frozenset[str], ...]:
        """One set of tags for each token."""
        tags: list[set[str]] = [set() for _ in sentence.tokens]
        for token in sentence.tokens:
            if token.text in self._adjectives:
                tags[token.i].add("nationality")
        for place in places:
            _put(sentence, tags, place.span, ("place",))
        for actor in actors:
            if actor.span.end > sentence.start and actor.span.start < sentence.end:
                _put(sentence, tags, actor.span, _actor_tags(actor))
        for site in sites:
            _put(sentence, tags, site.span, ("site",))
        for weapon in weapons:
            _put(sentence, tags, weapon.span, ("weapon", f"weapon.{weapon.weapon_class}"))
        for toll in tolls:
            _put(sentence, tags, toll.span, ("toll",))
        return tuple(frozenset(t) for t in tags)


def _actor_tags(actor: FoundActor) -> tuple[str, ...]:
    if actor.how == "adjective":
        return ("nationality",)
    kind = actor.actor.actor_class
    names = ["actor"] if kind not in _PEOPLE or actor.how in ("name", "composed") else []
    if kind in _ARMED:
        names.append("armed")
    if kind in _PEOPLE or actor.how in ("generic", "person") or actor.actor.id.startswith("people:"):
        names.append("people")
    if actor.how == "person":
        names.append("person")
    if kind == "media":
        names.append("media")
    return tuple(names)


def _put(sentence: Sentence, tags: list[set[str]], span: CharSpan, names: Iterable[str]) -> None:
    if span.end <= sentence.start or span.start >= sentence.end:
        return
    for token in sentence.tokens_in(span):
        tags[token.i].update(names)
