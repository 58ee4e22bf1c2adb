"""Denials of an attack that someone is said to have made: "Le ministère a démenti toute frappe".

A denial is a claim on the attacker, with its speaker, and never a second attack (codebook, section 2).
"""

from __future__ import annotations

from typing import Final

import msgspec

from recoupe.model.actors import ActorTree, compatible
from recoupe.model.findings import FoundActor, Responsibility
from recoupe.model.mentions import Attribution
from recoupe.report.draft import Draft
from recoupe.report.kinds import KindRules
from recoupe.report.sources import SourceReader

_DENIED: Final = "denied"
#: Sentences after an attack in which a denial without a date of its own speaks of it.
_REACH = 5


class Denials:
    """Brings denials home to the attack whose accused speaks them."""

    def __init__(self, kinds: KindRules, tree: ActorTree) -> None:
        self._kinds = kinds
        self._tree = tree

    def settle(self, groups: list[Draft], sources: SourceReader) -> list[Draft]:
        """Groups, where those that only deny are turned into a claim on the attacker of the one they deny."""
        out = list(groups)
        settled: set[int] = set()
        for n, group in enumerate(groups):
            if not self._only_denies(group) or any(g.part_of == n for g in groups):
                continue
            found = self._home(out, n, sources)
            if found is not None:
                home, responsibility = found
                out[home] = msgspec.structs.replace(
                    out[home], responsibilities=(*out[home].responsibilities, responsibility)
                )
                settled.add(n)
        kept = [n for n in range(len(out)) if n not in settled]
        place: dict[int | None, int] = {old: new for new, old in enumerate(kept)}
        return [msgspec.structs.replace(out[n], part_of=place.get(out[n].part_of)) for n in kept]

    def _only_denies(self, group: Draft) -> bool:
        moods = {r.mood for r in group.readings}
        return moods == {_DENIED} and self._kinds.is_violent(group.kind) and not group.own_times

    def _home(self, groups: list[Draft], number: int, sources: SourceReader) -> tuple[int, Responsibility] | None:
        """The attack told last before the denial that its speaker is said to have made, and what the speaker says."""
        denial = groups[number]
        trigger = denial.readings[0].trigger
        said = next((a for a in sources.covering(trigger.span) if a.status == _DENIED), None)
        speaker = None if said is None else sources.speaker(said)
        if said is None or speaker is None:
            return None
        told = sorted(
            (max(s for s in g.sentences if s <= trigger.sentence), n)
            for n, g in enumerate(groups)
            if n != number and self._kinds.is_violent(g.kind) and min(g.sentences) <= trigger.sentence
        )
        for last, n in reversed(told):
            accused = self._accused(groups[n], speaker)
            if trigger.sentence - last <= _REACH and accused is not None:
                return n, _denied(accused, speaker, said, denial)
        return None

    def _accused(self, group: Draft, speaker: FoundActor) -> FoundActor | None:
        return next((a for a in group.attackers if compatible(a.actor, speaker.actor, self._tree) is True), None)


def _denied(accused: FoundActor, speaker: FoundActor, said: Attribution, denial: Draft) -> Responsibility:
    """The accused by the name of the accusation, resting on the words of the denial."""
    trigger = denial.readings[0].trigger.span
    words = speaker.span.cover(said.cue).cover(trigger)
    return Responsibility(
        actor=msgspec.structs.replace(accused, span=words),
        status=_DENIED,
        cue=said.cue,
        attribution=said,
        attack=trigger,
        source=said.source,
    )
