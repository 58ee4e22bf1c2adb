"""Who and what was hit: from the argument phrases of a trigger to actors and sites."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from recoupe.model.actors import DESCRIBED
from recoupe.model.findings import FoundActor
from recoupe.model.mentions import Argument, SiteMention, TollMention, TriggerMention
from recoupe.model.parse import Sentence
from recoupe.report.discourse import Discourse
from recoupe.report.draft import FoundTarget
from recoupe.report.index import SentenceFindings
from recoupe.report.kinds import HARM
from recoupe.report.people import People
from recoupe.report.roles import RoleReader

#: Classes of people who fight nobody.
_HARMLESS = frozenset({"civilian", "media", "ngo"})
#: Kinds of sites that stand for their owner; of these, those whose nationality is the owner; those that say nothing
#: when told by one word.
_OWNERS_SITES = frozenset({"infrastructure", "position", "base", "vehicle"})
_SHARED_SITES = frozenset({"infrastructure", "position"})
_EMPTY_SITES = frozenset({"infrastructure", "village"})
#: Kinds of sites that a body of the state sits in: "le siège de la police" is one target, not two.
_SEATS = frozenset({"office", "command_centre", "government_building", "police_station", "prison", "barracks"})
_STATE = frozenset({"state_force", "government"})
#: Kinds in which unnamed people are who it is done to; that in which what is hit belongs to the other side.
_TAKING = frozenset({"abduction", "arrest", "release", "sexual_violence"})
_DOWNING = "interception"
#: The kind of words that ask for something: what is asked for names nobody who is asked.
_ASKING = "demand"
#: Roles of a trigger's arguments that name the doer, those that name who it is done to, and what carries out.
_DOERS, _DONE_TO, _MEANS = ("attacker", "actor"), ("target", "partner"), ("weapon", "event")
_ACTIVITY = "activity"
#: Roles whose place somebody may hold.
_PLACED = ("where", "target")
#: The group of victims that did it; classes of those who fight.
_ATTACKERS = "attackers"
_ARMED = frozenset({"state_force", "militia", "rebel", "jihadist", "coalition", "international_organisation"})
#: Classes of bodies whose people are no side of a war.
_BODIES = frozenset({"ngo", "international_organisation", "media"})
#: The function of who is hurt, arrested, freed.
_OBJECT = "object"
#: A kind of site on which things happen, and which is hit only as the object of a verb.
_ROAD = "road"
#: The zone that names in short what the lead names in full.
_TITLE = "title"
#: Attacks of the same sentence, by the token of their trigger.
Attacks = Mapping[int, TriggerMention]


class TargetReader:
    """Reads whom and what a trigger hit, and whom words between powers are about."""

    def __init__(self, discourse: Discourse, roles: RoleReader) -> None:
        self._discourse = discourse
        self._roles = roles
        self._people = People(discourse)

    def targets(self, found: SentenceFindings, trigger: TriggerMention, attacks: Attacks) -> tuple[FoundTarget, ...]:
        """Actors and sites that the trigger says were hit; `attacks` are those that the sentence tells."""
        targets: list[FoundTarget] = []
        doing = {a for one in trigger.arguments if one.role in _DOERS for a in self._roles.named(found, one)}
        for argument in trigger.arguments:
            if argument.role == _ACTIVITY:
                targets += [FoundTarget(a.span, a, None) for a in self._served(found, argument)]
            elif argument.role in _MEANS and trigger.kind == _DOWNING:
                targets += [FoundTarget(a.span, a, None) for a in self._roles.owners(found, argument, apart=True)]
            elif argument.role in _DONE_TO and trigger.context:
                targets += [FoundTarget(a.span, a, None) for a in self._addressed(found, trigger, argument, attacks)]
            elif argument.role in _DONE_TO:
                targets += self._hit(found, trigger, argument)
                targets += self._sheltering(found, trigger, argument)
        if not targets:
            targets += [FoundTarget(a.span, a, None) for a in self._holders(found, trigger)]
        if trigger.entry in HARM and any(t.site is not None and t.actor is None for t in targets):
            # "douze soldats sont morts à un barrage": who was there and what was there were hit alike.
            targets = [msgspec.structs.replace(t, victim=t.victim and not _is_side(t)) for t in targets]
        if any(_is_office(t) for t in targets) and trigger.entry in HARM:
            # "le juge a été tué devant son domicile": he was aimed at, and where he stood is no target.
            targets = [t for t in targets if t.site is None or t.actor is not None]
        return tuple(t for t in dict.fromkeys(targets) if t.actor is None or t.actor not in doing)

    def _holders(self, found: SentenceFindings, trigger: TriggerMention) -> tuple[FoundActor, ...]:
        """Who holds the place that is hit or taken: "Tolo, fief des rebelles", "un quartier tenu par les insurgés"."""
        sentence, held = found.sentence, []
        for argument in (a for a in trigger.arguments if a.role in _PLACED and not trigger.context):
            head = argument.head
            nouns = [head, *(t.i for i in argument.tokens for t in sentence.dependents(i, "appos"))]
            for noun in (n for n in nouns if sentence.lower[n] in self._discourse.table.strongholds):
                held += [t.i for t in sentence.dependents(noun, "nmod") if self._discourse.is_owner(sentence, t.i)]
            for participle in sentence.dependents(head, "acl"):
                if sentence.lower[participle.i] in self._discourse.table.holding:
                    held += [t.i for t in sentence.dependents(participle.i, "obl")]
        return tuple(a for a in found.within(found.actors, tuple(held)) if a.actor.actor_class in _ARMED)

    def _sheltering(
        self, found: SentenceFindings, trigger: TriggerMention, argument: Argument
    ) -> Iterable[FoundTarget]:
        """The site where those who are hit had gathered: "a tué dix personnes [réfugiées dans une école]"; and who had
        gathered in the place that is hit: "des grottes [où se cachaient des rebelles]".
        """
        if trigger.kind in _TAKING:
            return
        sentence = found.sentence
        for clause in sentence.dependents(argument.head, "acl"):
            if sentence.lower[clause.i] not in self._discourse.sheltering:
                continue
            inside = tuple(t.i for t in sentence.dependents(clause.i, "obl"))
            for site in found.within(found.sites, inside):
                if sentence.lower[site.head] not in self._discourse.table.towns and site.site != _ROAD:
                    yield FoundTarget(site.span, None, site, found.short_names(site))
            there = tuple(t.i for t in sentence.dependents(clause.i, "nsubj", "obj", "nmod") if t.pos != "PRON")
            armed = (a for a in found.within(found.actors, there) if a.actor.actor_class in _ARMED)
            yield from (FoundTarget(a.span, a, None) for a in armed if a.how != "adjective")

    def _hit(self, found: SentenceFindings, trigger: TriggerMention, argument: Argument) -> list[FoundTarget]:
        sites = found.within(found.sites, self._nouns_of(found.sentence, argument.head))
        actors = self._roles.owners(found, argument, apart=True) if sites else self._told(found, trigger, argument)
        if not sites and not actors and found.sentence.tokens[argument.head].pos == "PROPN":
            # "l'Étoile du Nord, un cargo grec": what is told of a name says what it is.
            sites = found.within(found.sites, tuple(t.i for t in found.sentence.dependents(argument.head, "appos")))
        owned = any(s.site in _SHARED_SITES for s in sites)
        actors = tuple(
            a
            for a in actors
            if self._may_be_hit(found, a, trigger, owned) and not any(self._names_kind(found, s, a) for s in sites)
        )
        head = found.sentence.tokens[argument.head].text
        known = self._discourse.points_back(found.sentence, argument.head)
        in_title = found.sentence.zone == _TITLE
        # "l'ambassade américaine", "une frégate russe": one target, a site and its owner.
        itself = {a: s for a in actors for s in sites if found.anchor(a.span) == argument.head}
        # "des positions des Houthis": hit are the Houthis; "un dépôt d'armes du groupe": both.
        sites = tuple(s for s in sites if s not in itself.values() and (s.site not in _OWNERS_SITES or not actors))
        targets = [
            FoundTarget(s.span, None, s, found.short_names(s), found.full_site(s) if known or in_title else None)
            for s in sites
            if not _says_nothing(s, head)
            and (s.site != _ROAD or argument.function == _OBJECT or argument.function in self._discourse.table.owning)
            and found.sentence.tokens[s.head].text.lower() not in self._discourse.table.towns
        ]
        lemma = found.sentence.tokens[trigger.token].lemma
        hurt = trigger.entry in HARM or lemma in self._discourse.table.hurting
        targets += [
            FoundTarget(a.span, a, site, self._names(found, argument, a, site), victim=hurt)
            for a, site in ((a, itself.get(a)) for a in actors)
        ]
        return targets

    def _told(self, found: SentenceFindings, trigger: TriggerMention, argument: Argument) -> tuple[FoundActor, ...]:
        """Who is named or told by the phrase itself, else whose it is: "un conseiller du gouverneur" is the adviser."""
        person = self._roles.beside(found, argument)
        staff = self._staff(found, trigger, argument)
        if staff and not person:
            return staff
        on_head = tuple(a for a in found.within(found.actors, (argument.head,)) if a.how != "adjective")
        if not person and not on_head:
            told = self._people.taken(found, trigger, argument)
            if told is not None:
                return (told,)
        return self._roles.named(found, argument)

    def _staff(self, found: SentenceFindings, trigger: TriggerMention, argument: Argument) -> tuple[FoundActor, ...]:
        """The body that people who are hit work for: "une infirmière de [Caritas]", "cinq employés [du PAM]"."""
        owners = (a for a in self._roles.owners(found, argument, apart=True) if a.how == "name")
        hurt = trigger.entry in HARM or trigger.kind in _TAKING
        return tuple(a for a in owners if hurt and a.actor.actor_class in _BODIES)

    def _nouns_of(self, sentence: Sentence, head: int) -> tuple[int, ...]:
        """The head of a phrase, and the noun that the parser hung on its own adjective: "un [temple] bouddhiste"."""
        first = sentence.tokens[head - 1] if head else None
        swapped = first is not None and first.head == head and first.dep == "amod" and first.pos == "NOUN"
        return (head, head - 1) if swapped else (head,)

    def _names(
        self, found: SentenceFindings, argument: Argument, actor: FoundActor, site: SiteMention | None
    ) -> tuple[str, ...]:
        """Other names by which a target is known again: those of its site, of an office its words."""
        if site is not None:
            return found.short_names(site)
        head = argument.head
        unnamed = actor.how in ("generic", "definite") and found.anchor(actor.span) == head
        return self._people.names(found.sentence, head) if unnamed else ()

    def _names_kind(self, found: SentenceFindings, site: SiteMention, actor: FoundActor) -> bool:
        """Whether an actor in the words of a site is not its owner.

        Without an article it says what kind of site that is ("poste de police"); a town says where it stands ("hôtel
        de Mogadiscio"); of "l'ex-camp de la mission" it owns no more; "le siège de la police" is the police itself.
        """
        if not site.span.contains(actor.span) or found.anchor(actor.span) == site.head:
            return False
        inside = found.sentence.tokens_in(site.span)
        before = [t.text.lower() for t in inside if t.end <= actor.span.start][-1:]
        bare = actor.how == "generic" and bool(before) and before[0] in self._discourse.table.bare_links
        former = inside[0].text.lower().partition("-")[0] in self._discourse.table.former
        seat = site.site in _SEATS and actor.how == "definite" and actor.actor.actor_class in _STATE
        return former or bare or seat or (actor.how == "metonym" and site.site not in _OWNERS_SITES)

    def _addressed(
        self, found: SentenceFindings, trigger: TriggerMention, argument: Argument, attacks: Attacks
    ) -> tuple[FoundActor, ...]:
        """Who is blamed, threatened or asked: the actor named, or who did the attack that is spoken of."""
        attack = attacks.get(argument.head)
        if attack is not None:
            by = [a for a in attack.arguments if a.role in _DOERS]
            return tuple(a for one in by for a in self._roles.named(found, one))
        on_head = tuple(a for a in found.within(found.actors, (argument.head,)) if a.how != "adjective")
        if on_head or (trigger.kind == _ASKING and argument.function == "object"):
            return on_head
        return tuple(a for a in self._roles.owners(found, argument) if a.how != "adjective" or argument.head in attacks)

    def _served(self, found: SentenceFindings, argument: Argument) -> tuple[FoundActor, ...]:
        """Whom an activity is for or against: "l'entraînement [de l'armée malienne]", "ses raids [contre le Front]"."""
        sentence = found.sentence
        sided = tuple(
            t.i
            for t in sentence.dependents(argument.head, "nmod")
            if self._discourse.is_owner(sentence, t.i) or self._discourse.takes_sides(sentence, t.i)
        )
        return tuple(a for a in found.within(found.actors, sided) if a.how not in ("adjective", "metonym"))

    def victims(self, found: SentenceFindings, tolls: Iterable[TollMention]) -> tuple[FoundTarget, ...]:
        """Armed sides and named people among the dead and wounded: "douze [gendarmes nigériens]" were hit."""
        hit: list[FoundActor] = []
        for toll in tolls:
            if _ATTACKERS in toll.toll.whose or toll.toll.low == 0:
                continue
            counted = [a for a in found.within_span(toll.span) if a.how not in ("adjective", "metonym")]
            persons = [a for a in counted if a.how == "person"]
            hit += persons or [a for a in counted if a.actor.actor_class in _ARMED]
        return tuple(FoundTarget(a.span, a, None, victim=True) for a in dict.fromkeys(hit))

    def _may_be_hit(self, found: SentenceFindings, actor: FoundActor, trigger: TriggerMention, owned: bool) -> bool:
        """Whether an actor of the phrase is who was hit.

        A nationality alone is nobody, unless it owns what was hit ("des cibles américaines"); "personnes" names no one;
        unnamed civilians are the toll of an attack, and its target only where people are taken.
        """
        if actor.how == "adjective":
            return owned and trigger.entry not in HARM
        if actor.how == "metonym" and trigger.entry in HARM:
            return False  # no government dies
        unnamed = actor.how in ("generic", "definite") and actor.actor.actor_class in _HARMLESS
        if unnamed and not any(a.role == "target" for a in trigger.arguments if trigger.kind in _TAKING):
            head = found.anchor(actor.span)
            settled = any(actor.span.contains(p.span) for p in found.places)  # "les habitants de Niono"
            if not settled and (head is None or not self._people.is_notable(found.sentence, head)):
                return False
        return self._roles.is_somebody(found, actor)


def _says_nothing(site: SiteMention, head: str) -> bool:
    """ "Des installations", "la ville": a kind of site so wide that the word alone names no target."""
    return site.site in _EMPTY_SITES and len(head) == site.span.end - site.span.start


def _is_side(target: FoundTarget) -> bool:
    """Whether a target is an armed side that the text names or knows."""
    actor = target.actor
    known = actor is not None and not actor.actor.id.startswith(DESCRIBED)
    return known and actor is not None and actor.actor.actor_class in _ARMED


def _is_office(target: FoundTarget) -> bool:
    """Whether a target is one told by name or office."""
    return target.victim and target.actor is not None and (target.actor.how == "person" or bool(target.short_names))
