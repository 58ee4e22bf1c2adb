"""Merge the triggers of one sentence that tell one event, by syntax alone."""

from __future__ import annotations

import itertools

import msgspec

from recoupe.model.mentions import TriggerMention
from recoupe.model.parse import Sentence
from recoupe.report.discourse import Discourse
from recoupe.report.draft import Draft, join
from recoupe.report.index import SentenceFindings
from recoupe.report.kinds import DESTRUCTION, HARM, INTERCEPTION, KindRules

#: Tokens between two verbs of harm that are joined.
_JOINED = 14
#: Precision of a place up to which two are two scenes.
_TOWN = 3


class SentenceMerger:
    """Joins drafts whose triggers the syntax of their sentence ties."""

    def __init__(self, kinds: KindRules, discourse: Discourse) -> None:
        self._kinds = kinds
        self._discourse = discourse

    def merge(self, found: SentenceFindings, drafts: list[Draft]) -> list[Draft]:
        """Drafts of one sentence, joined until nothing more is tied."""
        sentence = found.sentence
        merged = list(drafts)
        changed = True
        while changed:
            changed = False
            for i, j in itertools.combinations(range(len(merged)), 2):
                tied = self._one_event(sentence, merged[i], merged[j]) or self._one_harm(found, merged[i], merged[j])
                if tied and not _two_scenes(found, merged[i], merged[j]):
                    kind, firm = self._kinds.joint(merged[i], merged[j])
                    joined = join(merged[i], merged[j], kind, firm)
                    if merged[j].given_as == "demonstrative":
                        # "est mort dans la même attaque": the verb tells of what the noun points at.
                        joined = msgspec.structs.replace(joined, given_as="demonstrative")
                    merged[i] = joined
                    del merged[j]
                    changed = True
                    break
        return merged

    def _one_event(self, sentence: Sentence, first: Draft, second: Draft) -> bool:
        if any(r.trigger.part for d in (first, second) for r in d.readings):
            return False
        if self._is_cause(sentence, first) != self._is_cause(sentence, second):
            return False  # "en riposte à l'attaque de mardi, quatre rebelles ont été tués"
        if not self._kinds.compatible(first, second):
            return (
                self._attack_and_damage(sentence, first, second)
                or self._one_shot(sentence, first, second)
                or self._taken_with_dead(sentence, first, second)
            )
        return any(
            self._tied(sentence, a.trigger, b.trigger) or self._tied(sentence, b.trigger, a.trigger)
            for a in first.readings
            for b in second.readings
        )

    def _is_cause(self, sentence: Sentence, draft: Draft) -> bool:
        """Whether something else is told as an answer to a draft."""
        return any(self._discourse.cause(sentence, r.trigger.token) is not None for r in draft.readings)

    def _one_harm(self, found: SentenceFindings, first: Draft, second: Draft) -> bool:
        """ "Douze civils ont perdu la vie et trente ont été blessés dans des tirs": the dead and the wounded of one
        event, however the parser hung what did it; not "tués à Gao et deux blessés à Kidal".
        """
        if not self._kinds.compatible(first, second) or second.readings[0].trigger.entry not in HARM:
            return False
        upper, lower = max(r.trigger.token for r in first.readings), second.readings[0].trigger.token
        told = max((r.trigger for r in first.readings), key=lambda t: t.token)
        if told.entry not in HARM or not 0 < lower - upper <= _JOINED:
            return False
        between = found.sentence.tokens[upper + 1 : lower]
        fine = {p.place.id or p.place.name for p in found.places if p.place.precision <= _TOWN}
        days = [t for t in found.times if between and between[0].start <= t.timex.span.start < between[-1].end]
        joined = any(t.pos == "CCONJ" for t in between) and not any(t.pos in ("SCONJ", "PRON") for t in between[:-1])
        return joined and len(fine) <= 1 and not days

    def _attack_and_damage(self, sentence: Sentence, first: Draft, second: Draft) -> bool:
        """ "Ont attaqué puis incendié les camions": what is burnt in an attack is its damage."""
        verbs = [r.trigger for d in (first, second) for r in d.readings if r.trigger.pos == "verb"]
        return self._kinds.damages(first, second) and any(
            self._continues(sentence, a, b) for a in verbs for b in verbs if a is not b
        )

    def _one_shot(self, sentence: Sentence, first: Draft, second: Draft) -> bool:
        """ "Deux missiles [tirés par un avion] se sont abattus": who fires what falls decides the kind."""
        lower, upper = first.readings[0].trigger, second.readings[0].trigger
        pairs = ((first, second), (second, first))
        if any(self._does(hit, shot, kind) for hit, shot in pairs for kind in (INTERCEPTION, DESTRUCTION)):
            return True
        token = sentence.tokens[lower.token]
        return (
            self._kinds.family(first.kind) == self._kinds.family(second.kind)
            and token.dep == "acl"
            and any(a.role == "weapon" and a.head == token.head for a in upper.arguments)
        )

    def _taken_with_dead(self, sentence: Sentence, first: Draft, second: Draft) -> bool:
        """ "Se sont emparés d'un poste, tuant dix soldats": the dead of a fight for a place."""
        if not self._kinds.is_seizure(first) or any(r.trigger.entry not in HARM for r in second.readings):
            return False
        upper, lower = first.readings[-1].trigger, second.readings[0].trigger
        token = sentence.tokens[lower.token]
        joined = token.head == upper.token and token.dep.partition(":")[0] in ("conj", "advcl", "acl")
        # "tuant" may hang on the place before it
        hangs = token.has("Tense=Pres") and token.has("VerbForm=Part") and lower.token in sentence.subtree(upper.token)
        return (
            upper.pos == "verb"
            and (joined or hangs)
            and not any(True for _ in sentence.dependents(lower.token, "nsubj"))
        )

    def _does(self, hit: Draft, shot: Draft, kind: str) -> bool:
        """ "Un avion a été abattu par [un tir]", "[une frappe] a détruit un dépôt": the noun tells what did it."""
        by = {a.head for a in hit.readings[0].trigger.arguments if a.role in ("attacker", "event")}
        return hit.kind == kind and shot.readings[0].trigger.pos == "noun" and shot.readings[0].trigger.token in by

    def _tied(self, sentence: Sentence, upper: TriggerMention, lower: TriggerMention) -> bool:
        """Whether the syntax makes `lower` part of what `upper` tells."""
        token = sentence.tokens[lower.token]
        if upper.entry in self._discourse.table.response_triggers and self._discourse.is_answered(
            sentence, lower.token
        ):
            return False
        if upper.token == lower.support or upper.token == lower.token:
            return True
        if lower.pos == "noun" and self._discourse.is_anchor(sentence, lower.token):
            return False  # "le pire bilan depuis l'attaque de mai" tells of two
        # "des frappes qui ont tué", "l'attaque ayant fait", "tuant huit personnes": a clause that hangs on the other.
        if token.head == upper.token and token.dep.partition(":")[0] in ("acl", "advcl", "xcomp", "appos"):
            return True
        # "une munition larguée par un drone a explosé": a participle of what the other tells of.
        if token.dep == "acl" and any(a.role == "weapon" and a.head == token.head for a in upper.arguments):
            return True
        # "ont tué ... lors d'une attaque", "les frappes ont visé": the noun is an argument of the verb.
        if lower.pos == "noun" and any(
            a.role in ("event", "weapon") and lower.token in a.tokens for a in upper.arguments
        ):
            return True
        if lower.pos == "noun" and token.head == upper.token:
            relation = token.dep.partition(":")[0]
            return relation in ("nsubj", "obl", "obj", "nmod", "dislocated") and not self._discourse.answers(
                sentence, lower.token
            )
        if lower.pos == "noun" and self._discourse.circumstance(sentence, lower.token) == upper.token:
            return True
        # "ont bombardé le port et détruit deux navires": verbs joined under one subject, the second with nothing of its
        # own.
        return self._continues(sentence, upper, lower)

    def _continues(self, sentence: Sentence, upper: TriggerMention, lower: TriggerMention) -> bool:
        token = sentence.tokens[lower.token]
        return token.dep == "conj" and token.head == upper.token and upper.pos == lower.pos == "verb"


def _two_scenes(found: SentenceFindings, first: Draft, second: Draft) -> bool:
    """Whether two joined verbs with subjects of their own have a town each: "tués à Gao et deux autres à Kidal"."""
    upper, lower = first.readings[-1].trigger, second.readings[0].trigger
    sentence = found.sentence
    token = sentence.tokens[lower.token]
    if token.dep != "conj" or not any(True for _ in sentence.dependents(lower.token, "nsubj")):
        return False
    below = frozenset(sentence.subtree(lower.token))
    above = frozenset(sentence.subtree(upper.token)) - below
    towns = [p for p in found.places if p.place.precision <= _TOWN]
    here = {p.place.name for p in found.within(towns, tuple(above))}
    there = {p.place.name for p in found.within(towns, tuple(below))}
    return bool(here and there) and here.isdisjoint(there)
