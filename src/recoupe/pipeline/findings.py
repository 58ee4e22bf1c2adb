"""Find and resolve everything in one parsed document: the extract and resolve rooms in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

import msgspec

from recoupe.extract.actors import ActorExtractor
from recoupe.extract.attribution import AttributionExtractor
from recoupe.extract.counts import CountReader, SitesExtractor
from recoupe.extract.modality import ModalityReader
from recoupe.extract.places import PlaceExtractor
from recoupe.extract.responsibility import ResponsibilityExtractor
from recoupe.extract.sites import SiteExtractor
from recoupe.extract.tallies import TallyExtractor
from recoupe.extract.times import TimeExtractor
from recoupe.extract.tolls import TollExtractor
from recoupe.extract.triggers import TriggerExtractor
from recoupe.extract.weapons import WeaponExtractor
from recoupe.language.pack import LanguagePack
from recoupe.language.registry import Registry
from recoupe.model.actors import DESCRIBED
from recoupe.model.document import Document, Issue
from recoupe.model.findings import Findings, FoundActor, FoundPlace, FoundSites, Responsibility, TriggerReading
from recoupe.model.mentions import (
    ActorMention,
    Attribution,
    RejectedNumber,
    ResponsibilityMention,
    SiteMention,
    TollMention,
)
from recoupe.model.parse import Parse, Sentence
from recoupe.model.spans import CharSpan, quote
from recoupe.model.values import Actor
from recoupe.pipeline.bodies import with_bodies
from recoupe.pipeline.surface import Surface
from recoupe.pipeline.tags import SentenceTagger
from recoupe.resolve.actors import ActorResolver
from recoupe.resolve.gazetteer import Gazetteer
from recoupe.resolve.places import PlaceResolver
from recoupe.resolve.times import TimeResolver
from recoupe.text.normalise import fold, plain

#: Characters between a description and the name in apposition to it.
_BESIDE = 40
#: The same between a name and the pronoun that takes it up at once.
_SET_BEFORE = 12
_ARMED_GROUPS = frozenset({"militia", "rebel", "jihadist"})

#: Ways of naming an actor that a place's name rules out: "en Irak" is no government, "Aïn al-Assad" no person.
_NOT_IN_PLACES = ("metonym", "person")

OrgOf = Callable[[CharSpan], Actor | None]


class FindingsMaker:
    """Extractors and resolvers of one language, set up once."""

    def __init__(self, pack: LanguagePack, registry: Registry, gazetteer: Gazetteer) -> None:
        self.triggers = TriggerExtractor(pack)
        self._times, self._time_resolver = TimeExtractor(pack), TimeResolver(pack)
        self._places, self._place_resolver = PlaceExtractor(pack, gazetteer.known), PlaceResolver(pack, gazetteer)
        self._actors, self._actor_resolver = ActorExtractor(pack, registry), ActorResolver(pack, registry)
        self._weapons = WeaponExtractor(pack)
        self._sites = SiteExtractor(pack)
        self._site_counts = SitesExtractor(pack, self._sites.nouns)
        self._event_counts = CountReader(pack)
        self.tolls = TollExtractor(pack)
        self._tallies = TallyExtractor(pack)
        self._attributions = AttributionExtractor(pack)
        self._responsibilities = ResponsibilityExtractor(pack)
        self._modality = ModalityReader(pack)
        self._tagger = SentenceTagger(pack)

    def look(self, document: Document) -> Surface:
        """What the words of a document tell without its syntax."""
        text = plain(document.text)
        return Surface(
            text=text,
            topic=self.triggers.topics.read(text),
            times=self._times.find(text),
            places=self._places.find(text),
            actors=self._actors.find(text),
            weapons=self._weapons.find(text),
        )

    def make(self, document: Document, parse: Parse, surface: Surface | None = None) -> Findings:
        """All findings of a document; `surface` is what `look` found in it, when that is known already."""
        surface = surface or self.look(document)
        times = self._time_resolver.resolve(document, surface.times, parse)
        place_reading = self._place_resolver.resolve(document, surface.places)
        places = tuple(FoundPlace(p.mention.span, p.place) for p in place_reading.places if p.place is not None)
        actors = tuple(
            FoundActor(mention.span, actor, _how(surface.text, mention))
            for mention, actor in self._actor_resolver.resolve(document, surface.actors, parse, _countries(places))
            if actor is not None
            and not (mention.how in _NOT_IN_PLACES and _inside_any(mention.span, places))
            and not (mention.how == "metonym" and _in_dateline(mention.span, surface.text))
        )
        parsed = [s for s in parse.sentences if s.tokens]
        sites = tuple(m for s in parsed for m in self._sites.find(s))
        tolls, rejected = self._harm(parsed)
        org_of = _org_of(actors, surface.text)
        spoken = self._attributions.find(parse, document.text, org_of=org_of, zones=document.zones)
        claims = self._responsibilities.find(parse, org_of=org_of, attributions=spoken)
        spoken = tuple(a for a in spoken if not any(_only_claims(c, a) for c in claims))
        attributions = with_bodies(spoken, actors, lambda id: self._actor_resolver.actor(id).name)
        return Findings(
            document=document,
            parse=parse,
            triggers=self._read_triggers(surface, parsed, places, actors, sites, tolls),
            times=times.times,
            places=places,
            actors=actors,
            sites=sites,
            site_counts=self._count_sites(parsed, places),
            weapons=surface.weapons,
            tolls=tolls,
            attributions=attributions,
            responsibilities=_responsibilities(claims, actors, attributions, self._actor_resolver.actor),
            tallies=tuple(t for s in parsed for t in self._tallies.tallies(s)),
            figures=tuple(
                f
                for s in parsed
                for f in self._tallies.figures(
                    s, tuple(t for t in tolls if t.sentence == s.index), rejected.get(s.index, ())
                )
            ),
            issues=(*times.issues, *place_reading.issues, *_cut_off(document, rejected)),
            reference=times.reference,
        )

    def _harm(self, parsed: list[Sentence]) -> tuple[tuple[TollMention, ...], dict[int, tuple[RejectedNumber, ...]]]:
        tolls: list[TollMention] = []
        rejected: dict[int, tuple[RejectedNumber, ...]] = {}
        for sentence in parsed:
            told = tolls[-1] if tolls and tolls[-1].sentence == sentence.index - 1 else None
            found, refused = self.tolls.find(sentence, told.toll.kind if told is not None else None)
            tolls += found
            rejected[sentence.index] = refused
        return tuple(tolls), rejected

    def _read_triggers(
        self,
        surface: Surface,
        parsed: list[Sentence],
        places: tuple[FoundPlace, ...],
        actors: tuple[FoundActor, ...],
        sites: tuple[SiteMention, ...],
        tolls: tuple[TollMention, ...],
    ) -> tuple[TriggerReading, ...]:
        readings = []
        for sentence in parsed:
            tags = self._tagger.tags(
                sentence, places=places, actors=actors, sites=sites, weapons=surface.weapons, tolls=tolls
            )
            for trigger in self.triggers.find(sentence, tags, surface.topic):
                if trigger.pos == "noun" and _of_a_name(trigger.span, actors):
                    continue
                modality = self._modality.read(sentence, trigger.token)
                mood = "negated" if modality.negated and modality.mood == "actual" else modality.mood
                if mood == "actual" and trigger.context and self._modality.goes_on(sentence, trigger.token):
                    mood = "habitual"  # "un mouvement qui réclamait une constitution"
                if mood == "actual" and self._modality.is_generic(sentence, trigger.token):
                    mood = "habitual"  # "un avion de combat", "toute attaque": a kind of event, none that happened
                count = self._event_counts.count(sentence, trigger.span) if trigger.pos == "noun" else 1
                plural = sentence.tokens[trigger.token].has("Number=Plur")
                number: Literal["one", "many"] | None = None
                if trigger.pos == "noun":
                    number = "many" if plural else "one"
                readings.append(TriggerReading(trigger, mood, count or 1, number))
        return tuple(readings)

    def _count_sites(self, parsed: list[Sentence], places: tuple[FoundPlace, ...]) -> tuple[FoundSites, ...]:
        def country_of(span: CharSpan) -> str | None:
            return next((p.place.country for p in places if p.span.overlaps(span)), None)

        return tuple(
            FoundSites(found.span, found.sites)
            for sentence in parsed
            for found in self._site_counts.find(sentence, country_of)
        )


def _cut_off(document: Document, rejected: dict[int, tuple[RejectedNumber, ...]]) -> Iterator[Issue]:
    """A number whose sentence is cut off is no toll: a human should see it, once."""
    seen = [i.quote.span for i in document.issues if i.code == "truncated" and i.quote is not None]
    for numbers in rejected.values():
        for number in numbers:
            if number.reason == "truncated" and not any(s.overlaps(number.span) for s in seen):
                yield Issue(
                    document.id, "truncated", quote(document.text, number.span), "a number in a cut-off sentence"
                )


def _countries(places: tuple[FoundPlace, ...]) -> tuple[str, ...]:
    """The country of each place named, as often as places in it are."""
    return tuple(p.place.country for p in places if p.place.country is not None)


def _how(text: str, mention: ActorMention) -> str:
    """How an actor is named; a bare adjective ("américaines") is told apart from a state's name."""
    return "adjective" if mention.how == "metonym" and text[mention.span.start].islower() else mention.how


def _of_a_name(span: CharSpan, actors: tuple[FoundActor, ...]) -> bool:
    """Whether a word is part of a group's name: "Organisation de libération de la Palestine"."""
    return any(a.how == "name" and a.span.contains(span) and a.span != span for a in actors)


def _inside_any(span: CharSpan, places: tuple[FoundPlace, ...]) -> bool:
    """Whether words were decided to be a place: then they do not stand for its government."""
    return any(p.span.overlaps(span) for p in places)


def _in_dateline(span: CharSpan, text: str) -> bool:
    """ "(Abuja) Des hommes armés ...": a capital in brackets that opens a paragraph is where the text was written."""
    opens = span.start > 0 and text[span.start - 1] == "(" and text[: span.start - 1].rstrip(" ")[-1:] in ("", "\n")
    return opens and text[span.end : span.end + 1] in (")", ",")


def _org_of(actors: tuple[FoundActor, ...], text: str) -> OrgOf:
    def org_of(span: CharSpan) -> Actor | None:
        inside = [
            a
            for a in actors
            if a.span.overlaps(span) and a.how not in ("adjective", "person") and not _named_otherwise(a, text)
        ]
        return max(inside, key=lambda a: a.span.end - a.span.start).actor if inside else None

    return org_of


def _named_otherwise(found: FoundActor, text: str) -> bool:
    """Whether a description holds a name that is not its actor's: "la mission DE L'ONU" is not the last body named."""
    if found.how != "definite":
        return False
    known = frozenset(fold(" ".join((found.actor.name, *found.actor.names))).split())
    words = plain(text[found.span.start : found.span.end]).replace("'", " ").split()
    # A capital at the head of a sentence is none of the name's own.
    own = text[: found.span.start].rstrip(" «\"'’")[-1:] not in ("", "\n", ".", "!", "?")
    return any(word[0].isupper() and fold(word) not in known for word in words[0 if own else 1 :])


def _only_claims(mention: ResponsibilityMention, attribution: Attribution) -> bool:
    """Whether an attribution only repeats a claim of responsibility.

    "Revendiqué par X" says who did it, not who tells it; "X a revendiqué des tirs" tells them as well.
    """
    if not mention.cue.overlaps(attribution.cue) or mention.status not in ("claimed", "unclaimed"):
        return False
    return attribution.speaker is None or attribution.speaker.start > mention.cue.start


def _best_named(span: CharSpan, actors: tuple[FoundActor, ...]) -> FoundActor | None:
    """The actor that a phrase names: a description gives way to the name set beside it ("un groupe, les X")."""
    here = next((a for a in actors if a.span.overlaps(span) and a.how != "adjective"), None)
    if here is None or here.how not in ("generic", "definite"):
        return here
    beside = (a for a in actors if a.how == "name" and 0 <= a.span.start - here.span.end <= _BESIDE)
    return next(beside, here)


def _unlisted(mention: ResponsibilityMention) -> FoundActor | None:
    """Who claims an attack under a name that no registry holds ("les Lions de la savane"), kept as written."""
    name = mention.source.org if mention.source is not None and mention.status == "claimed" else None
    if name is None or mention.actor is None or not any(word[0].isupper() for word in name.split()):
        return None
    slug = fold(name).replace(" ", "-")
    return FoundActor(mention.actor, Actor(f"{DESCRIBED}{slug}", name[0].upper() + name[1:], "unknown", None), "name")


def _named_before(span: CharSpan, actors: tuple[FoundActor, ...]) -> FoundActor | None:
    """The actor that a clause sets before its pronoun: "quant au Front, il a revendiqué l'attaque"."""
    near = [a for a in actors if a.how == "name" and 0 <= span.start - a.span.end <= _SET_BEFORE]
    return near[-1] if near else None


def _spoken_for(actor: FoundActor, actor_of: Callable[[str], Actor]) -> FoundActor:
    """The group for which a person answers: "le porte-parole du Front, Ali Zeid, a revendiqué l'attaque"."""
    parent = actor.actor.parent
    if actor.how != "person" or parent is None:
        return actor
    group = actor_of(parent)
    return msgspec.structs.replace(actor, actor=group) if group.actor_class in _ARMED_GROUPS else actor


def _responsibilities(
    mentions: tuple[ResponsibilityMention, ...],
    actors: tuple[FoundActor, ...],
    attributions: tuple[Attribution, ...],
    actor_of: Callable[[str], Actor],
) -> tuple[Responsibility, ...]:
    """Mentions with the actor decided; those that name nobody say nothing of who did it."""
    found = []
    for mention in mentions:
        if mention.status == "unclaimed" or mention.actor is None:
            continue
        if mention.status == "alleged" and mention.speaker is not None and mention.speaker.overlaps(mention.actor):
            continue  # whoever accuses is not the accused
        actor = _best_named(mention.actor, actors) or _named_before(mention.actor, actors) or _unlisted(mention)
        if actor is not None:
            actor = _spoken_for(actor, actor_of)
            spoken = next((a for a in attributions if a.cue.overlaps(mention.cue)), None)
            found.append(Responsibility(actor, mention.status, mention.cue, spoken, mention.attack, mention.source))
    return tuple(found)
