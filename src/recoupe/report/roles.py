"""Who did it and who was hit: from the argument phrases of a trigger to actors and sites."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from recoupe.model.findings import FoundActor
from recoupe.model.mentions import Argument, SiteMention, TollMention, TriggerMention
from recoupe.model.parse import Sentence
from recoupe.report.discourse import Discourse
from recoupe.report.draft import FoundTarget
from recoupe.report.index import SentenceFindings
from recoupe.report.kinds import HARM
from recoupe.report.pronouns import Pronouns

#: Classes of actors that attack nobody: where they stand as the doer of an attack, the syntax was misread.
_HARMLESS = frozenset({"civilian", "media", "ngo"})
#: Kinds of what crowds do.
_OF_CROWDS = frozenset({"protest", "riot", "destruction"})
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
#: Characters of "et" between two nationalities of one noun.
_JOINED = 4
#: Roles of a trigger's arguments that name the doer, those that name who it is done to, and what carries out.
_DOERS, _DONE_TO, _MEANS = ("attacker", "actor"), ("target", "partner"), ("weapon", "event")
_ACTIVITY = "activity"
#: Roles whose place somebody may hold.
_PLACED = ("where", "target")
#: The group of victims that did it; classes of those who fight.
_ATTACKERS = "attackers"
_ARMED = frozenset({"state_force", "militia", "rebel", "jihadist", "coalition", "international_organisation"})
#: Attacks of the same sentence, by the token of their trigger.
Attacks = Mapping[int, TriggerMention]


class RoleReader:
    """Reads doers and targets from the arguments of a trigger."""

    def __init__(self, discourse: Discourse) -> None:
        self._discourse = discourse

    def doers(self, found: SentenceFindings, trigger: TriggerMention, pronouns: Pronouns) -> tuple[FoundActor, ...]:
        """Actors that the trigger says did it, in text order of its arguments."""
        crowds = trigger.context or trigger.kind in _OF_CROWDS
        doers: list[FoundActor] = []
        if trigger.pos == "noun" and trigger.kind in _OF_CROWDS:
            doers += found.within(found.actors, (trigger.token,))  # "des manifestants"
        for argument in trigger.arguments:
            if argument.role in _DOERS:
                named = self._named(found, argument)
                meant = None if named else pronouns.antecedent(found, argument.head)
                doers += [
                    a
                    for a in (*named, *filter(None, [meant]))
                    if a.actor.actor_class not in _HARMLESS
                    or ((crowds or argument.role == "actor") and a.how != "adjective" and self._is_somebody(found, a))
                ]
            elif argument.role in _MEANS and trigger.kind != _DOWNING:
                # "des drones de l'armée malienne", "des missiles iraniens": who fires stands inside the phrase.
                doers += [a for a in self._owners(found, argument, apart=True) if a.actor.actor_class not in _HARMLESS]
        if trigger.context:
            doers = [pronouns.group_of(a, self._discourse.table.spokesmen) for a in doers]
        return tuple(dict.fromkeys(doers))

    def _named(self, found: SentenceFindings, argument: Argument) -> tuple[FoundActor, ...]:
        """Actors of a phrase: the person beside it, the one on its head, else the owners that it names."""
        beside = self._beside(found, argument)
        on_head = found.within(found.actors, (argument.head,))
        return beside or (*on_head, *self._shared_noun(found, on_head)) or self._owners(found, argument)

    def _shared_noun(self, found: SentenceFindings, actors: tuple[FoundActor, ...]) -> tuple[FoundActor, ...]:
        """The second nationality of one noun: "les marines américaine [et britannique]"."""
        ends = {a.span.end for a in actors if a.how == "composed"}
        return tuple(
            a for a in found.actors if a.how == "adjective" and any(0 < a.span.start - end <= _JOINED for end in ends)
        )

    def _beside(self, found: SentenceFindings, argument: Argument) -> tuple[FoundActor, ...]:
        """Persons in apposition to the head of a phrase: "un commandant du groupe, [Ali Zeid]"."""
        beside = tuple(t.i for t in found.sentence.dependents(argument.head, "appos"))
        return tuple(a for a in found.within(found.actors, beside) if a.how == "person")

    def _owners(self, found: SentenceFindings, argument: Argument, *, apart: bool = False) -> tuple[FoundActor, ...]:
        """Actors that hang directly on the head of a phrase: "les drones [de l'armée]", "des missiles [iraniens]".

        With `apart`, those in apposition are none: what stands beside a site or a weapon is something else.
        """
        sentence = found.sentence
        # "une base [au Kurdistan]": where it stands is not whose it is.
        beside = ("appos", "conj") if apart else ()
        near = (
            c
            for c in sentence.children[argument.head]
            if not self._situates(sentence, c) and sentence.tokens[c].dep not in beside
        )
        heads = [argument.head, *near]
        for child in sentence.dependents(argument.head, "nmod", "acl"):
            if child.dep.startswith("acl") and child.agrees(sentence.tokens[argument.head]):
                heads += [t.i for t in sentence.dependents(child.i, "obl:agent")]  # "des sites utilisés par le groupe"
            elif self._discourse.is_owner(sentence, child.i):
                heads += sentence.children[child.i]  # "des bases de commandement du groupe"
        return found.within(found.actors, tuple(heads))

    def _situates(self, sentence: Sentence, token: int) -> bool:
        """Whether a complement of a noun tells where: one with another preposition than "de"."""
        complement = sentence.tokens[token].dep.partition(":")[0] in ("nmod", "obl")
        placed = any(True for _ in sentence.dependents(token, "case"))
        return complement and placed and not self._discourse.is_owner(sentence, token)

    def targets(self, found: SentenceFindings, trigger: TriggerMention, attacks: Attacks) -> tuple[FoundTarget, ...]:
        """Actors and sites that the trigger says were hit; `attacks` are those that the sentence tells."""
        targets: list[FoundTarget] = []
        doing = {a for one in trigger.arguments if one.role in _DOERS for a in self._named(found, one)}
        for argument in trigger.arguments:
            if argument.role == _ACTIVITY:
                targets += [FoundTarget(a.span, a, None) for a in self._served(found, argument)]
            elif argument.role in _MEANS and trigger.kind == _DOWNING:
                targets += [FoundTarget(a.span, a, None) for a in self._owners(found, argument, apart=True)]
            elif argument.role in _DONE_TO and trigger.context:
                targets += [FoundTarget(a.span, a, None) for a in self._addressed(found, trigger, argument, attacks)]
            elif argument.role in _DONE_TO:
                targets += self._hit(found, trigger, argument)
        if not targets:
            targets += [FoundTarget(a.span, a, None) for a in self._holders(found, trigger)]
        return tuple(t for t in dict.fromkeys(targets) if t.actor is None or t.actor not in doing)

    def _holders(self, found: SentenceFindings, trigger: TriggerMention) -> tuple[FoundActor, ...]:
        """Who holds the place that is hit or taken: "Tolo, fief des rebelles", "un quartier tenu par les insurgés"."""
        sentence, held = found.sentence, []
        for head in (a.head for a in trigger.arguments if a.role in _PLACED and not trigger.context):
            nouns = [head, *(t.i for t in sentence.dependents(head, "appos"))]
            for noun in (n for n in nouns if sentence.lower[n] in self._discourse.table.strongholds):
                held += [t.i for t in sentence.dependents(noun, "nmod") if self._discourse.is_owner(sentence, t.i)]
            for participle in sentence.dependents(head, "acl"):
                if sentence.lower[participle.i] in self._discourse.table.holding:
                    held += [t.i for t in sentence.dependents(participle.i, "obl")]
        return tuple(a for a in found.within(found.actors, tuple(held)) if a.actor.actor_class in _ARMED)

    def _hit(self, found: SentenceFindings, trigger: TriggerMention, argument: Argument) -> list[FoundTarget]:
        sites = found.within(found.sites, (argument.head,))
        actors = self._owners(found, argument, apart=True) if sites else self._named(found, argument)
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
        # "l'ambassade américaine", "une frégate russe": one target, a site and its owner.
        itself = {a: s for a in actors for s in sites if found.anchor(a.span) == argument.head}
        # "des positions des Houthis": hit are the Houthis; "un dépôt d'armes du groupe": both.
        sites = tuple(s for s in sites if s not in itself.values() and (s.site not in _OWNERS_SITES or not actors))
        targets = [
            FoundTarget(s.span, None, s, found.short_names(s), found.full_site(s) if known else None)
            for s in sites
            if not _says_nothing(s, head)
            and found.sentence.tokens[s.head].text.lower() not in self._discourse.table.towns
        ]
        lemma = found.sentence.tokens[trigger.token].lemma
        hurt = trigger.entry in HARM or lemma in self._discourse.table.hurting
        targets += [
            FoundTarget(a.span, a, site, found.short_names(site) if site is not None else (), victim=hurt)
            for a, site in ((a, itself.get(a)) for a in actors)
        ]
        return targets

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
            return tuple(a for one in by for a in self._named(found, one))
        on_head = tuple(a for a in found.within(found.actors, (argument.head,)) if a.how != "adjective")
        if on_head or (trigger.kind == _ASKING and argument.function == "object"):
            return on_head
        return tuple(a for a in self._owners(found, argument) if a.how != "adjective" or argument.head in attacks)

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
            return False
        return self._is_somebody(found, actor)

    def _is_somebody(self, found: SentenceFindings, actor: FoundActor) -> bool:
        """ "Personnes", "victimes" name nobody."""
        head = found.anchor(actor.span)
        word = found.sentence.tokens[head].text.lower() if head is not None else ""
        return word not in self._discourse.table.nobody


def _says_nothing(site: SiteMention, head: str) -> bool:
    """ "Des installations", "la ville": a kind of site so wide that the word alone names no target."""
    return site.site in _EMPTY_SITES and len(head) == site.span.end - site.span.start
