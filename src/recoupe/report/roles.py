"""Who did it: from the argument phrases of a trigger to actors."""

from __future__ import annotations

from recoupe.model.actors import DESCRIBED
from recoupe.model.findings import FoundActor
from recoupe.model.mentions import Argument, TriggerMention
from recoupe.model.parse import Sentence
from recoupe.report.discourse import Discourse
from recoupe.report.index import SentenceFindings
from recoupe.report.pronouns import Pronouns

#: Classes of actors that attack nobody: where they stand as the doer of an attack, the syntax was misread.
_HARMLESS = frozenset({"civilian", "media", "ngo"})
#: Kinds of what crowds do; that in which what is hit belongs to the other side.
_OF_CROWDS = frozenset({"protest", "riot", "destruction"})
_DOWNING = "interception"
#: Characters of "et" between two nationalities of one noun.
_JOINED = 4
#: Roles of a trigger's arguments that name the doer, and what carries out.
_DOERS, _MEANS = ("attacker", "actor"), ("weapon", "event")
#: The function of who does what a verb tells.
_SUBJECT = "subject"
#: Classes of armed groups, which have members.
_SIDES = frozenset({"militia", "rebel", "jihadist"})


class RoleReader:
    """Reads doers from the arguments of a trigger."""

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
                named = self.named(found, argument)
                meant = None if named else pronouns.antecedent(found, argument.head)
                doers += [
                    a
                    for a in (*named, *filter(None, [meant]))
                    if a.actor.actor_class not in _HARMLESS
                    or ((crowds or argument.role == "actor") and a.how != "adjective" and self.is_somebody(found, a))
                    or self._rises(found, trigger, argument, a)
                ]
            elif argument.role in _MEANS and trigger.kind != _DOWNING:
                # "des drones de l'armée malienne", "des missiles iraniens": who fires stands inside the phrase.
                doers += [a for a in self.owners(found, argument, apart=True) if a.actor.actor_class not in _HARMLESS]
        if trigger.context:
            doers = [pronouns.group_of(a, self._discourse.table.spokesmen) for a in doers]
        return tuple(dict.fromkeys(doers))

    def _rises(self, found: SentenceFindings, trigger: TriggerMention, argument: Argument, actor: FoundActor) -> bool:
        """Whether civilians are said to attack: "des colons ont attaqué le village"; not "des enfants"."""
        doing = trigger.pos == "noun" or argument.function == _SUBJECT
        crowd = found.sentence.lower[argument.head] in self._discourse.table.crowds
        return doing and crowd and found.anchor(actor.span) == argument.head

    def named(self, found: SentenceFindings, argument: Argument) -> tuple[FoundActor, ...]:
        """Actors of a phrase: the person beside it, the one on its head, else the owners that it names."""
        beside = self.beside(found, argument)
        on_head = found.within(found.actors, (argument.head,))
        if on_head and all(a.actor.id.startswith(DESCRIBED) and a.actor.country is None for a in on_head):
            # "un commando de la guérilla": the guerrilla, if the text says which.
            leaders = tuple(a for a in self.owners(found, argument, apart=True) if a not in on_head)
            known = tuple(a for a in leaders if a.actor.actor_class in _SIDES and not a.actor.id.startswith(DESCRIBED))
            on_head = known or on_head
        return beside or (*on_head, *self._shared_noun(found, on_head)) or self.owners(found, argument)

    def _shared_noun(self, found: SentenceFindings, actors: tuple[FoundActor, ...]) -> tuple[FoundActor, ...]:
        """The second nationality of one noun: "les marines américaine [et britannique]"."""
        ends = {a.span.end for a in actors if a.how == "composed"}
        return tuple(
            a for a in found.actors if a.how == "adjective" and any(0 < a.span.start - end <= _JOINED for end in ends)
        )

    def beside(self, found: SentenceFindings, argument: Argument) -> tuple[FoundActor, ...]:
        """Persons in apposition to the head of a phrase: "un commandant du groupe, [Ali Zeid]"."""
        beside = tuple(t.i for t in found.sentence.dependents(argument.head, "appos"))
        return tuple(a for a in found.within(found.actors, beside) if a.how == "person")

    def owners(self, found: SentenceFindings, argument: Argument, *, apart: bool = False) -> tuple[FoundActor, ...]:
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
                if sentence.lower[child.i] in self._discourse.spoken_of:
                    continue  # "un tir attribué par le pouvoir": told by it, not its own
                heads += [t.i for t in sentence.dependents(child.i, "obl:agent")]  # "des sites utilisés par le groupe"
            elif self._discourse.is_owner(sentence, child.i):
                heads += sentence.children[child.i]  # "des bases de commandement du groupe"
        return found.within(found.actors, tuple(heads))

    def _situates(self, sentence: Sentence, token: int) -> bool:
        """Whether a complement of a noun tells where: one with another preposition than "de"."""
        complement = sentence.tokens[token].dep.partition(":")[0] in ("nmod", "obl")
        placed = any(True for _ in sentence.dependents(token, "case"))
        return complement and placed and not self._discourse.is_owner(sentence, token)

    def is_somebody(self, found: SentenceFindings, actor: FoundActor) -> bool:
        """ "Personnes", "victimes" name nobody."""
        head = found.anchor(actor.span)
        word = found.sentence.tokens[head].text.lower() if head is not None else ""
        return word not in self._discourse.table.nobody
