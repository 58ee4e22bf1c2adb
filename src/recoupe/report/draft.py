"""A report in the making: the mentions gathered for one event of a document, before claims are written."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from recoupe.model.findings import FoundActor, FoundPlace, FoundSites, Responsibility, TriggerReading
from recoupe.model.mentions import Attribution, SiteMention, TollMention, WeaponMention
from recoupe.model.places import contains, may_contain
from recoupe.model.spans import CharSpan
from recoupe.model.time import ResolvedTime

_T = TypeVar("_T")
#: UCDP precision of a vague region.
_VAGUE = 5

#: Where a time was found, from the firmest to the weakest.
OWN_TIME, CLAUSE_TIME, SENTENCE_TIME, SPEECH_TIME, BOUND_TIME = range(5)


class FoundTime(msgspec.Struct, frozen=True):
    """A time of an event. `firmness` says how it was tied to it (see the constants of this module)."""

    time: ResolvedTime
    firmness: int

    @property
    def span(self) -> CharSpan:
        return self.time.timex.words


class FoundTarget(msgspec.Struct, frozen=True):
    """Who or what was hit: an actor, a site, or both on the same words."""

    span: CharSpan
    actor: FoundActor | None
    site: SiteMention | None
    #: The head noun alone, where the phrase is longer.
    short_names: tuple[str, ...] = ()
    #: Where the text names the same site in full ("ce camp": "l'ancien camp de la Minusma"), else None.
    full: CharSpan | None = None
    #: Told as killed or hurt, not as what the attack was aimed at.
    victim: bool = False

    @property
    def key(self) -> str:
        """What two mentions of one target share: the actor's id, or the kind of site."""
        if self.actor is not None:
            return self.actor.actor.id
        return f"site:{self.site.site}" if self.site is not None else ""


class Draft(msgspec.Struct, frozen=True):
    """Mentions gathered for one event. Tuples are in text order without repeats."""

    readings: tuple[TriggerReading, ...]
    kind: str
    #: Whether a weapon or an unmistakable word fixed the kind, so that it can overrule a vaguer one.
    kind_firm: bool
    times: tuple[FoundTime, ...] = ()
    #: Places that its own words name, and those that its sentences name for nothing else.
    places: tuple[FoundPlace, ...] = ()
    loose_places: tuple[FoundPlace, ...] = ()
    attackers: tuple[FoundActor, ...] = ()
    targets: tuple[FoundTarget, ...] = ()
    weapons: tuple[WeaponMention, ...] = ()
    #: Weapons told beside the words of the event, for when these name none.
    means: tuple[WeaponMention, ...] = ()
    tolls: tuple[TollMention, ...] = ()
    #: Those of them that only stand beside its words ("confirme l'attaque, mais parle de huit morts").
    beside: tuple[TollMention, ...] = ()
    site_counts: tuple[FoundSites, ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()
    #: Who tells more of the event in sentences that do not name it.
    voices: tuple[Attribution, ...] = ()
    #: "demonstrative", "definite", "indefinite", "bare" or "verb": how the (first) trigger presents the event.
    given_as: str = "verb"
    novel: bool = False
    #: Told in the pluperfect or with a past date of its own: not the news of the document.
    background: bool = False
    #: Told as many attacks over a time ("les attaques répétées"): never one of them.
    series: bool = False
    #: Told as something that happened, not named in passing: a verb, or a noun that a verb performs, that somebody
    #: announces, or that lasted.
    told: bool = False
    #: Whether a finite verb tells it.
    finite: bool = False
    #: Said to have lasted ("après trois jours de combats"): it happened, whatever else is known of it.
    lasted: bool = False
    #: Told as what someone condemns, demands or rejects: then it is the event that the document is about.
    commented: bool = False
    #: Told by someone who waves away what was just told ("Faux, répond le maire : les avions ont touché ...").
    rival: bool = False
    #: Draft number that this one is part of, if the text says so.
    part_of: int | None = None

    @property
    def sentences(self) -> frozenset[int]:
        return frozenset(r.trigger.sentence for r in self.readings)

    @property
    def start(self) -> int:
        """Offset of the first trigger: reports stand in this order."""
        return min(r.trigger.span.start for r in self.readings)

    @property
    def where(self) -> tuple[FoundPlace, ...]:
        """The places tied to it most firmly, with those that tell more finely where one of them is meant."""
        if not self.places:
            return self.loose_places
        open_areas = [p for p in self.places if not any(_refines(q, p) for q in self.places if q is not p)]
        finer = [p for p in self.loose_places if any(_refines(p, own) for own in open_areas)]
        kept = [p for p in self.places if p.place.precision != _VAGUE or not any(_refines(f, p) for f in finer)]
        return tuple(sorted((*kept, *finer), key=lambda p: p.span))

    @property
    def own_times(self) -> tuple[FoundTime, ...]:
        return tuple(t for t in self.times if t.firmness <= CLAUSE_TIME)


def _refines(finer: FoundPlace, area: FoundPlace) -> bool:
    return may_contain(area.place, finer.place) and not contains(finer.place, area.place)


def join(first: Draft, second: Draft, kind: str, kind_firm: bool) -> Draft:
    """One draft with what both hold; how the event is presented is told by the first."""
    return msgspec.structs.replace(
        first,
        kind=kind,
        kind_firm=kind_firm,
        readings=_union(first.readings, second.readings),
        times=_union(first.times, second.times),
        places=_union(first.places, second.places),
        loose_places=_union(first.loose_places, second.loose_places),
        attackers=_union(first.attackers, second.attackers),
        targets=_union(first.targets, second.targets),
        weapons=_union(first.weapons, second.weapons),
        means=_union(first.means, second.means),
        tolls=_union(first.tolls, second.tolls),
        beside=_union(first.beside, second.beside),
        site_counts=_union(first.site_counts, second.site_counts),
        responsibilities=_union(first.responsibilities, second.responsibilities),
        voices=_union(first.voices, second.voices),
        series=first.series or second.series,
        told=first.told or second.told,
        finite=first.finite or second.finite,
        lasted=first.lasted or second.lasted,
        part_of=first.part_of if first.part_of is not None else second.part_of,
    )


def _union(first: tuple[_T, ...], second: tuple[_T, ...]) -> tuple[_T, ...]:
    return (*first, *(x for x in second if x not in first))
