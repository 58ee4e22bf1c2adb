"""Write the claims of a report: one for each value, each with the words it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from recoupe.model.actors import DESCRIBED
from recoupe.model.findings import FoundActor, FoundPlace
from recoupe.model.ids import make_id
from recoupe.model.places import contains, distance_km
from recoupe.model.report import Claim, ClaimValue, Property, When
from recoupe.model.spans import CharSpan, quote
from recoupe.model.values import Actor, Place, Toll, Weapon
from recoupe.report.draft import SENTENCE_TIME, SPEECH_TIME, Draft, FoundTarget, FoundTime
from recoupe.report.kinds import KindRules
from recoupe.report.sources import SourceReader
from recoupe.text.normalise import fold

#: UCDP precision from which a place is a vague area; that of the sea.
_VAGUE, _SEA = 5, 7
#: Characters between a place and the one it is said to lie in: in apposition, in one phrase, within a sentence.
_APPOSED, _BESIDE, _ONE_SENTENCE = 14, 60, 150
#: UCDP precision "near"; kilometres up to which a town says where a place lies.
_NEAR, _LOCATOR_KM = 2, 150.0
_WORD = re.compile(r"\w+")
#: Kilometres between a quarter and the part of the town that it is said to lie in.
_SAME_TOWN_KM = 15.0
#: Classes that are levels of one state.
_STATE = frozenset({"state_force", "government"})
#: Rules of tolls that count nothing; the mark of a foreigner's nationality.
_VAGUE_TOLLS = frozenset({"indefinite", "anaphor"})
_FOREIGN = "foreigners:"
#: Classes of armed groups, which are a side even without a name.
_SIDES = frozenset({"militia", "rebel", "jihadist"})
_SUICIDE = "suicide_bombing"
#: Ways of naming an actor that a better-named one makes redundant.
_UNNAMED = ("generic", "definite")


class ClaimWriter:
    """Turns the mentions of a draft into claims on `text`."""

    def __init__(self, text: str, sources: SourceReader, kinds: KindRules) -> None:
        self._kinds = kinds
        self._text = text
        self._sources = sources

    def write(self, report: str, draft: Draft) -> tuple[Claim, ...]:
        """Claims of a draft, in the order when, where, who, whom, sites, weapon, toll."""
        hostile = self._kinds.has(draft.kind, "hostile")
        doer: Property = "attacker" if hostile else "actor"
        done_to: Property = "target" if hostile else "partner"
        claims = [
            *self._whens(report, draft),
            *(self._claim(report, "where", p.place, p.span, draft) for p in finest(draft.where)),
            *(
                self._claim(report, doer, a.actor, a.span, draft)
                for a in distinct(draft.attackers)
                if not _told_by(a, draft)
            ),
            *self._responsibilities(report, draft),
            *self._targets(report, draft, done_to),
            *(self._claim(report, "sites", s.sites, s.span, draft) for s in draft.site_counts),
            *self._weapons(report, draft),
            *self._tolls(report, draft),
        ]
        seen: dict[str, Claim] = {}
        for claim in claims:
            seen.setdefault(claim.id, claim)
        return tuple(seen.values())

    def _claim(self, report: str, prop: Property, value: ClaimValue, span: CharSpan, draft: Draft) -> Claim:
        status, speakers = self._sources.of_span(span, draft.attackers)
        return Claim(
            id=make_id("claim", report, prop, span.start, span.end, msgspec.json.encode(value).decode()),
            property=prop,
            value=value,
            quote=quote(self._text, span),
            status=status,
            according_to=speakers,
        )

    def _whens(self, report: str, draft: Draft) -> Iterator[Claim]:
        for found in chosen_times(draft.times):
            time = found.time
            if time.interval is not None:
                rule = time.timex.rule
                if found.firmness in (SENTENCE_TIME, SPEECH_TIME):
                    rule = f"{rule}+sentence"
                yield self._claim(
                    report, "when", When(time.interval, rule, time.anchor, time.timex.fields.part), found.span, draft
                )

    def _responsibilities(self, report: str, draft: Draft) -> Iterator[Claim]:
        """One claim for what is said of one actor, however often the text comes back to it.

        Told twice, it is claimed, or blamed on someone, once; what the accused denies is another claim.
        """
        said: dict[tuple[str, bool], Claim] = {}
        for found in draft.responsibilities:
            claim = self._claim(report, "attacker", found.actor.actor, found.actor.span, draft)
            speakers = claim.according_to if found.source is None else (found.source,)
            key = (found.actor.actor.id, found.status == "denied")
            if key in said:
                earlier = said[key]
                every = self._sources.united((*earlier.according_to, *speakers))
                said[key] = msgspec.structs.replace(earlier, according_to=every)
                continue
            said[key] = msgspec.structs.replace(
                claim,
                id=make_id("claim", claim.id, found.status),
                status=found.status,
                quote=quote(self._text, found.actor.span),
                according_to=speakers,
            )
        yield from said.values()

    def _targets(self, report: str, draft: Draft, prop: Property) -> Iterator[Claim]:
        attackers = {a.actor.id for a in draft.attackers}
        seen: set[str] = set()
        for target in _told_best(draft.targets):
            if target.key in seen or target.key in attackers or _own_side(target, draft):
                continue
            seen.add(target.key)
            if target.actor is not None:
                who = target.actor.actor
                names = tuple(n for n in dict.fromkeys((*who.names, *target.short_names)) if n != who.name)
                who = msgspec.structs.replace(who, site=target.site and target.site.site, names=names)
                yield self._claim(report, prop, who, target.span, draft)
            elif target.site is not None:
                words = target.full or target.span
                name = self._text[words.start : words.end]
                value = Actor(
                    make_id("site", name.lower()),
                    name,
                    "unknown",
                    None,
                    site=target.site.site,
                    names=target.short_names,
                )
                yield self._claim(report, prop, value, target.span, draft)

    def _weapons(self, report: str, draft: Draft) -> Iterator[Claim]:
        seen: set[tuple[str, str | None]] = set()
        for weapon in draft.weapons or draft.means:
            key = (weapon.weapon_class, weapon.model)
            if key in seen or (weapon.model is None and any(k[0] == weapon.weapon_class for k in seen)):
                continue
            seen.add(key)
            yield self._claim(report, "weapon", Weapon(weapon.weapon_class, weapon.model), weapon.span, draft)
        if not seen and draft.kind == _SUICIDE:
            # The words for the deed name the means: "s'est fait exploser", "attentat kamikaze".
            told = next((r.trigger.span for r in draft.readings if r.trigger.kind == _SUICIDE), None)
            if told is not None:
                yield self._claim(report, "weapon", Weapon("bomb"), told, draft)

    def _tolls(self, report: str, draft: Draft) -> Iterator[Claim]:
        """One claim for one number of one group, with everyone who gives it."""
        counted = [m.toll for m in draft.tolls if m.toll.rule not in _VAGUE_TOLLS]
        exact = {t.kind for t in counted if not t.part}
        groups = {(t.kind, group) for t in counted for group in t.whose}
        home = {p.place.country for p in draft.where if p.place.country is not None}
        told: list[Claim] = []
        for mention in draft.tolls:
            if mention.toll.rule in _VAGUE_TOLLS and mention.toll.kind in exact and not mention.toll.part:
                continue  # "des morts" beside "14 morts" is the same toll told vaguely
            if mention.toll.rule in _VAGUE_TOLLS and any((mention.toll.kind, g) in groups for g in mention.toll.whose):
                continue  # so is "dont des enfants" beside "dont huit enfants"
            toll = msgspec.structs.replace(mention.toll, whose=_abroad(mention.toll.whose, home))
            claim = self._claim(report, "toll", toll, mention.span, draft)
            same = next((n for n, c in enumerate(told) if self._one_toll(c, claim)), None)
            if same is None:
                told.append(claim)
            else:
                every = self._sources.united((*told[same].according_to, *claim.according_to))
                told[same] = msgspec.structs.replace(told[same], according_to=every)
        yield from told

    def _one_toll(self, one: Claim, other: Claim) -> bool:
        """Whether two tellings are one: the same number of the same people, of one source or in the outlet's voice.

        Two named dead stay two; what two sources count apart stays apart.
        """
        first, second = one.value, other.value
        if not isinstance(first, Toll) or not isinstance(second, Toll):
            return False
        same = (first.kind, first.low, first.high, first.part) == (second.kind, second.low, second.high, second.part)
        groups = not first.whose or not second.whose or not set(first.whose).isdisjoint(second.whose)
        if not same or not groups:
            return False
        if first.low == 1 and first.high is None and _names(one.quote.exact).isdisjoint(_names(other.quote.exact)):
            return False
        apart = len(self._sources.united((*one.according_to, *other.according_to)))
        shared = apart < len(one.according_to) + len(other.according_to)
        return shared or "reported" in (one.status, other.status)


def _names(words: str) -> set[str]:
    """Words with a capital, by which a named person is known again."""
    return {w for w in words.replace("\u2019", " ").split() if w[:1].isupper()}


def _abroad(whose: tuple[str, ...], home: set[str]) -> tuple[str, ...]:
    """Groups of victims without those who are foreigners nowhere: nationals of the country it happened in."""
    return tuple(g for g in whose if not (g.startswith(_FOREIGN) and g.removeprefix(_FOREIGN) in home))


def chosen_times(times: tuple[FoundTime, ...]) -> tuple[FoundTime, ...]:
    """The time that an event's `when` rests on, with the ones that the text itself sets against it.

    The firmest tie wins, then a value that other evidence supports, then the finer interval, then the first told.
    """
    if not times:
        return ()

    def rank(found: FoundTime) -> tuple[int, bool, int, int]:
        interval = found.time.interval
        return (found.firmness, not found.time.preferred, interval.days if interval else 0, found.span.start)

    ranked = sorted(times, key=rank)
    best = ranked[0]
    rivals = [
        t
        for t in ranked[1:]
        if t.time.interval != best.time.interval and (t.time.conflict_with is not None or not t.time.preferred)
    ]
    return (best, *rivals[:1])


def finest(places: tuple[FoundPlace, ...]) -> tuple[FoundPlace, ...]:
    """Places without those that only hold another of them ("en Irak" beside "à Kirkuk"), each once."""
    known = [
        p for p in places if p.place.id is not None or p.place.country is not None or p.place.precision <= _NEAR
    ] or list(places)
    holders = {
        _key(p)
        for p in known
        for q in known
        if _key(p) != _key(q) and (_holds(p, q) or (_told_within(q, p) and not _holds(q, p)))
    }
    kept = {_key(p): p for p in reversed(known) if _key(p) not in holders}
    return tuple(sorted(kept.values(), key=lambda p: p.span))


def _key(place: FoundPlace) -> str:
    return place.place.id or place.place.name


def _holds(area: FoundPlace, inner: FoundPlace) -> bool:
    """Whether a place only holds another one, or is the town in the name of a site ("Erbil" of "aéroport d'Erbil")."""
    if contains(area.place, inner.place) and not contains(inner.place, area.place):
        return True
    if contains(inner.place, area.place):
        return False  # "Gao" lies in "région de Gao", whatever their names
    if _boundless(area.place, inner.place):
        return True
    town, site = (set(_WORD.findall(fold(p.place.name))) for p in (area, inner))
    return town < site and area.place.country == inner.place.country


def _boundless(area: Place, inner: Place) -> bool:
    """Whether a region of several countries adds nothing to a place: "le Sahel" to "Mali"."""
    if area.precision != _VAGUE or area.country is not None or inner.precision in (_VAGUE, _SEA):
        return False
    return area.kind != "border" or inner.precision < _VAGUE


def _told_within(fine: FoundPlace, area: FoundPlace) -> bool:
    """Whether a place told after a finer one only says where that lies: "à Kidal, dans le nord du Mali", "à Tessit, un
    village de la région de Gao", "à Mach, à 60 km de Quetta".
    """
    gap = area.span.start - fine.span.end
    if gap < 0 or (area.place.country != fine.place.country and None not in (area.place.country, fine.place.country)):
        return False
    if area.place.precision >= _VAGUE > fine.place.precision:
        return gap <= _ONE_SENTENCE
    if gap > _BESIDE:
        return False
    both_known = area.place.id is not None and fine.place.id is not None
    distance = distance_km(fine.place, area.place)
    if area.place.precision > max(fine.place.precision, _NEAR):
        return not both_known or contains(area.place, fine.place)
    if area.place.precision == _NEAR >= fine.place.precision and _is_phrase(area):
        return distance is None or distance <= _LOCATOR_KM
    return distance is not None and distance <= _SAME_TOWN_KM and gap <= _APPOSED


def _is_phrase(place: FoundPlace) -> bool:
    """Whether a place is named with words around its name ("près de X")."""
    return place.span.end - place.span.start > len(place.place.name)


def _told_by(actor: FoundActor, draft: Draft) -> bool:
    """Whether a claim of responsibility or an accusation already says that this actor did it, or its state."""
    said = [r.actor.actor for r in draft.responsibilities if r.status != "denied"]
    return any(a.id == actor.actor.id or _one_state(a, actor.actor) for a in said)


def _one_state(one: Actor, other: Actor) -> bool:
    """ "Israël" and "l'armée israélienne": two levels of one state."""
    same = one.country is not None and one.country == other.country
    return same and one.actor_class in _STATE and other.actor_class in _STATE


def _unnamed(actor: FoundActor) -> bool:
    """Whether an actor is known by a description only: "l'armée" of a country is not, "les assaillants" are."""
    return actor.how in _UNNAMED and actor.actor.id.startswith(DESCRIBED)


def _own_side(target: FoundTarget, draft: Draft) -> bool:
    """Whether who was hit are forces of the state that did it: then they were lost in the fight, not aimed at."""
    if target.actor is None or target.actor.how == "person" or target.actor.actor.actor_class != "state_force":
        return False
    country = target.actor.actor.country
    doers = [a.actor for a in draft.attackers if a.actor.actor_class in _STATE]
    return country is not None and len(doers) == len(draft.attackers) > 0 and all(d.country == country for d in doers)


def _told_best(targets: tuple[FoundTarget, ...]) -> list[FoundTarget]:
    """Targets without those that better ones make redundant.

    What was aimed at says more than who was hurt by it, a person apart; an actor by name, or a site, more than people
    of no known side.
    """
    aimed = [t for t in targets if not t.victim or (t.actor is not None and t.actor.how == "person")]
    told = list(aimed if any(not t.victim for t in aimed) else targets)
    named = any(t.actor is not None and not _unnamed(t.actor) for t in told)
    sited = any(t.site is not None for t in told)

    def redundant(target: FoundTarget) -> bool:
        actor = target.actor
        return actor is not None and _unnamed(actor) and (named or (sited and actor.actor.actor_class not in _SIDES))

    return [t for t in told if not redundant(t)]


def distinct(actors: tuple[FoundActor, ...]) -> tuple[FoundActor, ...]:
    """Actors once each; one named beats descriptions, a state's force beats the state."""
    named = [a for a in actors if not _unnamed(a)]
    pool = sorted(named or actors, key=lambda a: (a.actor.actor_class != "state_force", a.how in _UNNAMED, a.span))
    kept: list[FoundActor] = []
    for actor in pool:
        ids = {k.actor.id for k in kept}
        if actor.actor.id in ids or actor.actor.id in {k.actor.parent for k in pool}:
            continue
        if actor.actor.actor_class in _STATE and actor.actor.country in {
            k.actor.country for k in kept if k.actor.actor_class in _STATE
        }:
            continue  # "Washington" beside "l'armée américaine": one state, told at two levels
        kept.append(actor)
    return tuple(kept)
