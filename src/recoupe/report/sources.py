"""Who says so, and the status that gives: of a report by its triggers, of a claim by its quote."""

from __future__ import annotations

from recoupe.model.actors import ActorTree, compatible
from recoupe.model.findings import Findings, FoundActor
from recoupe.model.mentions import Attribution
from recoupe.model.spans import CharSpan
from recoupe.model.values import Source, Status
from recoupe.report.draft import Draft

#: Moods of a trigger that are a status of their own.
_MOOD_STATUS: dict[str, Status] = {"planned": "planned", "threatened": "threatened", "denied": "denied"}
#: From the least to the most firm: a report takes the firmest that a party to it gives.
_RAISES: tuple[Status, ...] = ("confirmed", "announced")
#: Statuses of what is said that do not touch an event which the same words take for granted ("menace de répondre à
#: l'attaque").
_NOT_OF_FACTS = frozenset({"threatened", "planned", "hypothetical"})


class SourceReader:
    """Answers for one document: which attributions cover a span, and what status follows."""

    def __init__(self, findings: Findings, tree: ActorTree) -> None:
        self._attributions = sorted(findings.attributions, key=lambda a: (a.content.end - a.content.start, a.content))
        self._actors = findings.actors
        self._tree = tree

    def covering(self, span: CharSpan) -> tuple[Attribution, ...]:
        """Attributions whose content holds `span`, narrowest first."""
        return tuple(a for a in self._attributions if a.content.contains(span) and a.status not in _NOT_OF_FACTS)

    def speaker(self, attribution: Attribution) -> FoundActor | None:
        """The actor that the words for the speaker name."""
        if attribution.speaker is None:
            return None
        named = (a for a in self._actors if a.span.overlaps(attribution.speaker) and a.how != "adjective")
        return next(named, None)

    def of_span(self, span: CharSpan, attackers: tuple[FoundActor, ...]) -> tuple[Status, tuple[Source, ...]]:
        """Status of words and the sources behind them: "reported" when the outlet itself says them."""
        covering = self.covering(span)
        if not covering:
            return "reported", ()
        return self._status(covering[0], attackers), tuple(dict.fromkeys(a.source for a in covering))

    def of_draft(self, draft: Draft, headline: frozenset[int]) -> tuple[Status, tuple[Source, ...]]:
        """Status of a report and every source of it, first speaker first."""
        sources: dict[Source, None] = {}
        statuses: list[Status] = []
        told = [r for r in draft.readings if r.trigger.sentence not in headline] or list(draft.readings)
        for reading in sorted(told, key=lambda r: r.trigger.span):
            status, speakers = self.of_span(reading.trigger.span, draft.attackers)
            statuses.append(_MOOD_STATUS.get(reading.mood, status))
            sources.update(dict.fromkeys(speakers))
        sources.update(dict.fromkeys(voice.source for voice in draft.voices))
        for toll in draft.tolls:
            sources.update(dict.fromkeys(self.of_span(toll.span, ())[1]))
        return _overall(statuses), tuple(sources)

    def _status(self, attribution: Attribution, attackers: tuple[FoundActor, ...]) -> Status:
        if attribution.status == "claimed" and self._is_doer(attribution, attackers):
            return "announced"
        return attribution.status

    def _is_doer(self, attribution: Attribution, attackers: tuple[FoundActor, ...]) -> bool:
        """Whether the speaker is the attacker or another level of the same state."""
        if attribution.speaker is None:
            return False
        speakers = [a.actor for a in self._actors if a.span.overlaps(attribution.speaker)]
        return any(compatible(s, a.actor, self._tree) is True for s in speakers for a in attackers)


def _overall(statuses: list[Status]) -> Status:
    for raised in reversed(_RAISES):
        if raised in statuses:
            return raised
    return statuses[0] if statuses else "reported"
