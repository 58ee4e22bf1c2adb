"""Who did it and who was hit: from the argument phrases of a trigger to actors and sites."""

from __future__ import annotations

from recoupe.model.findings import FoundActor
from recoupe.model.mentions import Argument, SiteMention, TriggerMention
from recoupe.model.parse import Sentence
from recoupe.report.discourse import Discourse
from recoupe.report.draft import FoundTarget
from recoupe.report.index import SentenceFindings
from recoupe.report.pronouns import Pronouns

#: Classes of actors that attack nobody: where they stand as the doer, the syntax was misread.
_HARMLESS = frozenset({"civilian", "media", "ngo"})
#: Kinds of sites that stand for their owner; of these, those whose nationality is the owner; those that say nothing
#: when told by one word.
_OWNERS_SITES = frozenset({"infrastructure", "position", "base", "vehicle"})
_SHARED_SITES = frozenset({"infrastructure", "position"})
_EMPTY_SITES = frozenset({"infrastructure", "village"})
#: Kinds in which unnamed people are who it is done to.
_TAKING = frozenset({"abduction", "arrest", "release", "sexual_violence"})
_HARM_ENTRIES = frozenset({"kill", "wound", "shoot_dead"})
#: Roles of a trigger's arguments that name the doer, and those that name who it is done to.
_DOERS, _DONE_TO = ("attacker", "actor"), ("target", "partner")


class RoleReader:
    """Reads doers and targets from the arguments of a trigger."""

    def __init__(self, discourse: Discourse) -> None:
        self._discourse = discourse

    def doers(self, found: SentenceFindings, trigger: TriggerMention, pronouns: Pronouns) -> tuple[FoundActor, ...]:
        """Actors that the trigger says did it, in text order of its arguments."""
        doers: list[FoundActor] = []
        for argument in trigger.arguments:
            if argument.role in _DOERS:
                named = self._named(found, argument)
                meant = None if named else pronouns.antecedent(found, argument.head)
                doers += [a for a in (*named, *filter(None, [meant])) if a.actor.actor_class not in _HARMLESS]
            elif argument.role in ("weapon", "event"):
                # "des drones de l'armée malienne", "des missiles iraniens": who fires stands inside the phrase.
                doers += self._owners(found, argument)
        return tuple(dict.fromkeys(doers))

    def _named(self, found: SentenceFindings, argument: Argument) -> tuple[FoundActor, ...]:
        """Actors of a phrase: the one on its head, else the owners that it names."""
        on_head = found.within(found.actors, (argument.head,))
        return on_head or self._owners(found, argument)

    def _owners(self, found: SentenceFindings, argument: Argument) -> tuple[FoundActor, ...]:
        """Actors that hang directly on the head of a phrase: "les drones [de l'armée]", "des missiles [iraniens]"."""
        sentence = found.sentence
        # "une base [au Kurdistan]": where it stands is not whose it is.
        near = (c for c in sentence.children[argument.head] if not self._situates(sentence, c))
        heads = [argument.head, *near]
        # "des bases [de commandement] du groupe", "des sites utilisés par le groupe"
        heads += [
            c for h in sentence.children[argument.head] if self._passes(sentence, h) for c in sentence.children[h]
        ]
        return found.within(found.actors, tuple(heads))

    def _situates(self, sentence: Sentence, token: int) -> bool:
        """Whether a complement of a noun tells where: one with another preposition than "de"."""
        complement = sentence.tokens[token].dep.partition(":")[0] in ("nmod", "obl")
        placed = any(True for _ in sentence.dependents(token, "case"))
        return complement and placed and not self._discourse.is_owner(sentence, token)

    def _passes(self, sentence: Sentence, token: int) -> bool:
        """Whether what hangs on a dependent of a noun may own the noun: complements with "de", passive participles."""
        relation = sentence.tokens[token].dep.partition(":")[0]
        if relation == "acl":
            return any(True for _ in sentence.dependents(token, "obl:agent"))
        return relation == "nmod" and self._discourse.is_owner(sentence, token)

    def targets(self, found: SentenceFindings, trigger: TriggerMention) -> tuple[FoundTarget, ...]:
        """Actors and sites that the trigger says were hit."""
        targets: list[FoundTarget] = []
        for argument in trigger.arguments:
            if argument.role not in _DONE_TO:
                continue
            sites = found.within(found.sites, (argument.head,))
            actors = self._owners(found, argument) if sites else self._named(found, argument)
            owned = any(s.site in _SHARED_SITES for s in sites)
            actors = tuple(a for a in actors if self._may_be_hit(found, a, trigger, owned))
            head = found.sentence.tokens[argument.head].text
            known = self._discourse.points_back(found.sentence, argument.head)
            # "des positions des Houthis": hit are the Houthis; "un dépôt d'armes du groupe": both.
            sites = tuple(s for s in sites if s.site not in _OWNERS_SITES or not actors)
            targets += [
                FoundTarget(s.span, None, s, (head,), found.full_site(s) if known else None)
                for s in sites
                if not _says_nothing(s, head)
            ]
            targets += [FoundTarget(a.span, a, None) for a in actors]
        return tuple(dict.fromkeys(targets))

    def _may_be_hit(self, found: SentenceFindings, actor: FoundActor, trigger: TriggerMention, owned: bool) -> bool:
        """Whether an actor of the phrase is who was hit.

        A nationality alone is nobody, unless it owns what was hit ("des cibles américaines"); "personnes" names no one;
        unnamed civilians are the toll of an attack, and its target only where people are taken.
        """
        if actor.how == "adjective":
            return owned and trigger.entry not in _HARM_ENTRIES
        unnamed = actor.how in ("generic", "definite") and actor.actor.actor_class in _HARMLESS
        if unnamed and not any(a.role == "target" for a in trigger.arguments if trigger.kind in _TAKING):
            return False
        head = found.anchor(actor.span)
        word = found.sentence.tokens[head].text.lower() if head is not None else ""
        return word not in self._discourse.table.nobody


def _says_nothing(site: SiteMention, head: str) -> bool:
    """ "Des installations", "la ville": a kind of site so wide that the word alone names no target."""
    return site.site in _EMPTY_SITES and len(head) == site.span.end - site.span.start
