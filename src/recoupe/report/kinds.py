"""Which kinds may be told of one and the same event, and which of two wins."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from recoupe.model.kinds import Kind, Trait
from recoupe.model.mentions import TriggerMention
from recoupe.model.values import Actor, WeaponClass
from recoupe.report.draft import Draft

#: The kind that "attaque", "viser" and "tuer" fall to when nothing tells the means: it gives way to any other of its
#: family.
_VAGUE = "armed_attack"
#: Senses that tell harm to people and not what did it: beside an attack they tell what it did.
HARM = frozenset({"kill", "wound", "die_by", "lose_life", "shoot_dead", "cost_lives", "mow_down"})
#: Damage: what did it decides the kind.
DESTRUCTION = "destruction"
#: A place that changes hands, with the dead of the fight for it.
SEIZURE = "capture"
#: What is brought down: how it was is no attack of its own.
INTERCEPTION = "interception"
#: Kinds that "bombardement" and "raid" may turn out to be, and senses that then mean guns.
_AIR, _SHELLING, _BOMBING = "air_strike", "shelling", "bombing"
_SHELLED = frozenset({"bombardment", "bombard"})
#: What an attack by means of a class of weapon is called; the others (firearms, blades, vehicles) leave it vague.
_BY_MEANS: Mapping[WeaponClass, str] = {
    "rocket": _SHELLING,
    "missile": _SHELLING,
    "artillery": _SHELLING,
    "mortar": _SHELLING,
    "drone": _AIR,
    "aircraft": _AIR,
    "bomb": _BOMBING,
    "mine": _BOMBING,
    "grenade": _BOMBING,
}
#: How ids of air forces end (branches of states, `words/actors`).
_AIR_FORCE = ":airforce"
#: Classes of those who have no planes.
_GROUNDED = frozenset({"rebel", "jihadist", "militia", "civilian", "crowd", "political"})


class KindRules:
    """The families of `language/common/kinds.yml` applied to drafts."""

    def __init__(self, kinds: dict[str, Kind]) -> None:
        self._kinds = kinds

    def family(self, kind: str) -> str:
        return self._kinds[kind].family

    def is_violent(self, kind: str) -> bool:
        return self._kinds[kind].violent

    def has(self, kind: str, trait: Trait) -> bool:
        return trait in self._kinds[kind].traits

    def is_firm(self, trigger: TriggerMention) -> bool:
        """Whether the trigger alone settles the kind: a vague word with no weapon does not, nor a verb that tells what
        an event did ("le tir de missile qui a frappé la ville").
        """
        told_of_event = (
            trigger.weapon_decides and trigger.pos == "verb" and any(a.role == "event" for a in trigger.arguments)
        )
        return trigger.kind != _VAGUE and not trigger.loose and not told_of_event

    def compatible(self, first: Draft, second: Draft) -> bool:
        """Whether two drafts may tell one event, by kind alone."""
        if first.kind == second.kind:
            return True
        if self.family(first.kind) != self.family(second.kind):
            return False
        return not (first.kind_firm and second.kind_firm) or {first.kind, second.kind} == {"bombing", "suicide_bombing"}

    def settled(self, draft: Draft) -> Draft:
        """A draft with its kind, now that who did it is known and with what: a vague attack is what its means make it,
        and those who have no planes strike from the ground.
        """
        if draft.kind == _VAGUE and not draft.kind_firm:
            return msgspec.structs.replace(draft, kind=_by_means(draft) or _VAGUE)
        if draft.kind != _AIR or draft.kind_firm or not draft.attackers:
            return draft
        if not all(a.actor.actor_class in _GROUNDED for a in draft.attackers):
            return draft
        shelled = any(r.trigger.entry in _SHELLED for r in draft.readings)
        return msgspec.structs.replace(draft, kind=_SHELLING if shelled else _VAGUE)

    def is_seizure(self, draft: Draft) -> bool:
        return draft.kind == SEIZURE

    def damages(self, first: Draft, second: Draft) -> bool:
        """Whether an attack without a means of its own and damage to property are told together."""
        return {first.kind, second.kind} == {_VAGUE, "destruction"}

    def joint(self, first: Draft, second: Draft) -> tuple[str, bool]:
        """Kind of the event that both tell, and whether it is firm."""
        if "suicide_bombing" in (first.kind, second.kind):
            return "suicide_bombing", True
        if self.damages(first, second):
            return _VAGUE, False
        if DESTRUCTION in (first.kind, second.kind) and first.kind != second.kind and not self.damages(first, second):
            attack = second if first.kind == DESTRUCTION else first
            return attack.kind, attack.kind_firm
        if SEIZURE in (first.kind, second.kind):
            return SEIZURE, True
        if INTERCEPTION in (first.kind, second.kind):
            return INTERCEPTION, True
        for draft in (first, second):
            if draft.kind_firm:
                return draft.kind, True
        return (second.kind if first.kind == _VAGUE else first.kind), False


def _by_means(draft: Draft) -> str | None:
    """The kind that all means of a draft agree on; an air force alone is its own means. None where they do not agree,
    or one of them settles nothing.
    """
    weapons = draft.weapons or draft.means
    if not weapons:
        flies = [_is_air_force(found.actor) for found in draft.attackers]
        return _AIR if flies and all(flies) else None
    kinds = {_BY_MEANS.get(weapon.weapon_class) for weapon in weapons}
    return next(iter(kinds)) if len(kinds) == 1 else None


def _is_air_force(actor: Actor) -> bool:
    return any(key.endswith(_AIR_FORCE) for key in (actor.id, actor.parent or ""))
