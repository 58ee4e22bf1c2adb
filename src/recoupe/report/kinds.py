"""Which kinds may be told of one and the same event, and which of two wins."""

from __future__ import annotations

from recoupe.model.kinds import Kind, Trait
from recoupe.model.mentions import TriggerMention
from recoupe.report.draft import Draft

#: The kind that "attaque", "viser" and "tuer" fall to when nothing tells the means: it gives way to any other of its
#: family.
_VAGUE = "armed_attack"


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
        return trigger.kind != _VAGUE and not told_of_event

    def compatible(self, first: Draft, second: Draft) -> bool:
        """Whether two drafts may tell one event, by kind alone."""
        if first.kind == second.kind:
            return True
        if self.family(first.kind) != self.family(second.kind):
            return False
        return not (first.kind_firm and second.kind_firm) or {first.kind, second.kind} == {"bombing", "suicide_bombing"}

    def joint(self, first: Draft, second: Draft) -> tuple[str, bool]:
        """Kind of the event that both tell, and whether it is firm."""
        if "suicide_bombing" in (first.kind, second.kind):
            return "suicide_bombing", True
        for draft in (first, second):
            if draft.kind_firm:
                return draft.kind, True
        return first.kind, False
