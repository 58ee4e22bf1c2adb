"""Whom words between powers are about, when they do not name them: who did the attack that they speak of."""

from __future__ import annotations

import msgspec

from recoupe.model.actors import DESCRIBED, ActorTree, compatible
from recoupe.model.findings import FoundActor
from recoupe.model.mentions import Argument
from recoupe.report.claims import distinct
from recoupe.report.discourse import Discourse
from recoupe.report.draft import Draft, FoundTarget
from recoupe.report.index import DocumentIndex
from recoupe.report.kinds import KindRules

#: Kinds that blame someone, and that announce an answer to someone.
_BLAME, _THREAT = "condemn", "threaten"
#: Sentences between an attack and the words about it.
_REACH = 6
_PARTNER = "partner"


class Blame:
    """Gives condemnations and threats the partner that the attack they speak of tells."""

    def __init__(self, discourse: Discourse, kinds: KindRules, tree: ActorTree) -> None:
        self._deeds = discourse.table.deeds
        self._kinds = kinds
        self._tree = tree

    def settle(self, groups: list[Draft], index: DocumentIndex) -> list[Draft]:
        """Groups, with the doers of the attack spoken of as targets of those that name none."""
        out = list(groups)
        for n, group in enumerate(groups):
            if group.kind not in (_BLAME, _THREAT) or group.targets or not group.attackers:
                continue
            attack = self._spoken_of(groups, group, index)
            if attack is None:
                continue
            doers = [a for a in distinct(attack.attackers) if self._may_be_blamed(a, group)]
            out[n] = msgspec.structs.replace(group, targets=tuple(FoundTarget(a.span, a, None) for a in doers))
        return out

    def _spoken_of(self, groups: list[Draft], group: Draft, index: DocumentIndex) -> Draft | None:
        partners = [(r.trigger.sentence, a) for r in group.readings for a in r.trigger.arguments if a.role == _PARTNER]
        for other in groups:
            tokens = {(r.trigger.sentence, r.trigger.token) for r in other.readings}
            if self._kinds.is_violent(other.kind) and any((s, a.head) in tokens for s, a in partners):
                return other  # "a condamné ces frappes"
        if group.kind == _BLAME and not any(self._is_deed(index, s, a) for s, a in partners):
            return None
        return self._told_before(groups, group)

    def _is_deed(self, index: DocumentIndex, sentence: int, argument: Argument) -> bool:
        """ "Un crime", "cette agression": words for an attack told before."""
        tokens = index[sentence].sentence.tokens
        return any(tokens[i].text.lower() in self._deeds for i in argument.tokens)

    def _told_before(self, groups: list[Draft], group: Draft) -> Draft | None:
        """The attack told last before the words, by another than who speaks: the news, for who speaks of the news."""
        first = min(group.readings, key=lambda r: r.trigger.span.start).trigger
        told = [
            (other.background == group.background, r.trigger.span.start, other)
            for other in groups
            if self._kinds.is_violent(other.kind) and (other.attackers or group.kind == _BLAME)
            for r in other.readings
            if r.trigger.span.start < first.span.start and first.sentence - r.trigger.sentence <= _REACH
        ]
        if group.kind == _THREAT:
            told = [pair for pair in told if any(self._may_be_blamed(a, group) for a in distinct(pair[2].attackers))]
        return max(told, key=lambda pair: pair[:2])[2] if told else None

    def _may_be_blamed(self, actor: FoundActor, group: Draft) -> bool:
        """Whether an actor is known, and on another side than who speaks."""
        if actor.actor.id.startswith(DESCRIBED):
            return False
        return not any(compatible(actor.actor, a.actor, self._tree) for a in group.attackers)
