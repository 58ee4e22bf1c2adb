"""Who says so, and the status that gives: of a report by its triggers, of a claim by its quote."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import msgspec

from recoupe.model.actors import DESCRIBED, ActorTree, compatible
from recoupe.model.findings import Findings, FoundActor, TriggerReading
from recoupe.model.mentions import Attribution, TollMention
from recoupe.model.parse import Sentence
from recoupe.model.spans import CharSpan
from recoupe.model.status import doer_status, mood_status
from recoupe.model.values import Actor, Source, Status
from recoupe.report.draft import Draft
from recoupe.report.witnesses import merged

#: Statuses that a report takes wherever in the document a party to the event gives them.
_RAISES = frozenset({"confirmed", "announced"})
#: Statuses of what is said that do not touch an event which the same words take for granted ("menace de répondre à
#: l'attaque").
_NOT_OF_FACTS = frozenset({"threatened", "planned", "hypothetical"})
#: Kinds of event that are words themselves: who speaks them is their doer.
WORDS = frozenset({"condemn", "demand", "threaten", "reject"})
_CLASH = "armed_clash"
#: Kinds that a state's own services do, where the text names no other doer.
_OFFICIAL = frozenset({"interception", "arrest"})
#: Classes of actors that speak for a state.
_STATES = frozenset({"state_force", "government"})
#: Classes of actors that can be a party to an event, and so confirm it.
_PARTIES = frozenset({"state_force", "government", "militia", "rebel", "jihadist", "coalition", "political"})
#: Relations of what stands beside the object of a verb of saying.
_ASIDE = ("obl", "advmod", "advcl")


class SourceReader:
    """Answers for one document: which attributions cover a span, and what status follows."""

    def __init__(self, findings: Findings, tree: ActorTree) -> None:
        self._attributions = sorted(findings.attributions, key=lambda a: (a.content.end - a.content.start, a.content))
        self._actors = findings.actors
        self._tree = tree
        self._sentences = {s.index: s for s in findings.parse.sentences}
        self._triggers = findings.triggers
        #: Actors by the words that name a speaker and the id of their body.
        self._spoken: dict[tuple[CharSpan | None, CharSpan | None, str | None], tuple[Actor, ...]] = {}

    def united(self, sources: Iterable[Source]) -> tuple[Source, ...]:
        """The sources in order, each once."""
        return merged(sources, self._tree)

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
        return self._status(covering[0], attackers, ()), merged((a.source for a in covering), self._tree)

    def of_draft(self, draft: Draft, headline: frozenset[int]) -> tuple[Status, tuple[Source, ...]]:
        """Status of a report and every source of it, first speaker first.

        The status is that of the first trigger outside the title, unless a party to the event says or admits it
        somewhere: then it is the first such statement's.
        """
        told = [r for r in draft.readings if r.trigger.sentence not in headline] or list(draft.readings)
        told.sort(key=lambda r: r.trigger.span)
        if draft.kind in WORDS:
            return self._of_words(draft, told)
        readings = [(r.trigger.span.start, *self._of_reading(r, draft)) for r in told]
        voices: list[tuple[int, Status, tuple[Source, ...]]] = _claimants(draft)
        # Who is accused of an attack and speaks of it announces nothing.
        accused = any(status == "alleged" for _, status, _ in readings)
        for voice in draft.voices:
            status = self._of_voice(voice, draft)
            status = "claimed" if accused and status == "announced" else status
            voices.append((voice.cue.start, status, (voice.source,)))
        voices.sort(key=lambda voice: voice[0])
        sources = [s for _, _, speakers in (*readings, *voices) for s in speakers]
        for toll in draft.tolls:
            # A title names its source in short: the body names it in full.
            if toll.sentence not in headline or not sources:
                sources += self.of_span(toll.span, ())[1]
            if draft.kind != _CLASH and (
                self.of_span(toll.span, self._doers(draft))[0] == "announced" or self._own_kill(draft, toll)
            ):
                # "L'aviation a bombardé un camp, revendiquant dix morts": who counts the dead of its strike.
                voices.append((toll.span.start, "announced", ()))
        # "Moscou affirme avoir visé un camp": a title may be all that tells that a party says it.
        titles = [(r.trigger.span.start, *self._of_reading(r, draft)) for r in draft.readings if r not in told]
        raised = sorted((at, status) for at, status, _ in (*readings, *voices, *titles) if status in _RAISES)
        first = readings[0][1] if readings else "reported"
        return raised[0][1] if raised else first, merged(sources, self._tree)

    def _of_reading(self, reading: TriggerReading, draft: Draft) -> tuple[Status, tuple[Source, ...]]:
        """Status and sources that one trigger gives."""
        covering = [a for a in self.covering(reading.trigger.span) if not self._granted(reading, draft, a)]
        status: Status = "reported"
        if covering and not covering[0].counts:
            status = self._status(covering[0], self._doers(draft), _targets(draft))
            if draft.kind in _OFFICIAL and not draft.attackers and self._of_a_state(covering[0]):
                status = "announced" if status == "claimed" else status
            if draft.kind == _CLASH and status == "announced" and reading.trigger.kind != _CLASH:
                # A side that counts the other's dead announces no fight.
                status = "claimed"
        return mood_status(status, reading.mood) or status, tuple(a.source for a in covering)

    def _own_kill(self, draft: Draft, toll: TollMention) -> bool:
        """ "Neuf rebelles ont été tués, d'après l'armée": where nobody is named, an army counts its enemy's dead."""
        if draft.attackers or "fighters" not in toll.toll.whose:
            return False
        covering = self.covering(toll.span)
        return bool(covering) and covering[0].status == "claimed" and self._of_a_state(covering[0])

    def _of_a_state(self, attribution: Attribution) -> bool:
        """ "Deux drones ont été interceptés, selon l'armée", "dix arrestations, selon la police": it did so itself."""
        return any(s.actor_class in _STATES for s in self._speakers(attribution))

    def _of_voice(self, voice: Attribution, draft: Draft) -> Status:
        """Status that a sentence of its own gives: who did it announces or admits it without naming it, and the other
        side can confirm it.
        """
        doers, targets = self._doers(draft), _targets(draft)
        sides = bool(targets) and self._is_doer(voice, targets)
        return self._status(voice, doers, targets) if sides or self._is_doer(voice, doers) else "claimed"

    def _of_words(self, draft: Draft, told: list[TriggerReading]) -> tuple[Status, tuple[Source, ...]]:
        """ "X a condamné le raid": X does it and is no source, unless the words went through a channel."""
        sources: list[Source] = []
        status: Status = "reported"
        for reading in told:
            span = reading.trigger.span
            status = status if reading.mood == "threatened" else mood_status(status, reading.mood) or status
            for attribution in self._attributions:
                own = attribution.cue.overlaps(span)
                if not own and not attribution.content.contains(span):
                    continue
                by_doer = own or self._is_doer(attribution, draft.attackers)
                if attribution.source.channel is not None or not by_doer:
                    sources.append(attribution.source)
                if not by_doer and attribution.status not in _NOT_OF_FACTS:
                    status = attribution.status
        return status, merged(sources, self._tree)

    def _granted(self, reading: TriggerReading, draft: Draft, attribution: Attribution) -> bool:
        """Whether what is said takes an event for granted.

        "L'armée a annoncé avoir frappé un camp après L'ATTAQUE de mardi": another event that is stated stands above it,
        or beside it as the object. "L'armée a annoncé le retour des soldats ENLEVÉS": the event only describes someone.
        """
        trigger = reading.trigger
        sentence = self._sentences[trigger.sentence]
        chain = _upwards(sentence, trigger.token if trigger.support is None else trigger.support)
        own = {r.trigger.token for r in draft.readings if r.trigger.sentence == sentence.index}
        others = [
            o.trigger
            for o in self._triggers
            if o.trigger.sentence == sentence.index
            and o.trigger.token not in own
            and attribution.content.contains(o.trigger.span)
            and not attribution.cue.overlaps(o.trigger.span)
        ]
        above = _governors(sentence, chain)
        if any(o.token in above or o.support in above for o in others):
            return True
        cue = {t.i for t in sentence.tokens_in(attribution.cue)}
        below = next((i for i, above in itertools.pairwise(chain) if above in cue), None)
        if below is None:
            return False
        described = any(sentence.tokens[i].dep.startswith("acl") for i in chain[: chain.index(below) + 1])
        beside = (described or sentence.tokens[below].dep.startswith(_ASIDE)) and bool(others)
        return beside or (len(own) == 1 and sentence.tokens[trigger.token].dep.startswith("acl"))

    def _status(
        self, attribution: Attribution, attackers: tuple[FoundActor, ...], targets: tuple[FoundActor, ...]
    ) -> Status:
        by_doer = self._is_doer(attribution, attackers) or self._stands_behind(attribution, attackers)
        by_party = any(self._is_party(speaker, attackers, targets) for speaker in self._speakers(attribution))
        return doer_status(attribution.status, by_doer=by_doer, by_party=by_party)

    def _is_party(self, speaker: Actor, attackers: tuple[FoundActor, ...], targets: tuple[FoundActor, ...]) -> bool:
        """Whether a speaker can be a side of the event; where nobody is known to be hit, a state that answers for what
        another state did is none.
        """
        if speaker.actor_class not in _PARTIES:
            return False
        sides = any(compatible(speaker, p.actor, self._tree) is not False for p in (*attackers, *targets))
        if targets:
            return sides
        states = bool(attackers) and all(a.actor.actor_class in _STATES for a in attackers)
        return sides or not (states and speaker.actor_class in _STATES)

    def _is_doer(self, attribution: Attribution, attackers: Iterable[FoundActor]) -> bool:
        """Whether the speaker is the attacker or another level of the same state."""
        doers = [a.actor for a in attackers]
        return any(compatible(s, d, self._tree) is True for s in self._speakers(attribution) for d in doers)

    def _stands_behind(self, attribution: Attribution, attackers: Iterable[FoundActor]) -> bool:
        """ "La DCA a abattu dix drones, selon l'état-major": a force without a flag is the speaker's."""
        own = [a.actor for a in attackers]
        flagless = bool(own) and all(
            a.actor_class == "state_force" and a.country is None and a.id.startswith(DESCRIBED) for a in own
        )
        return flagless and any(s.actor_class in _STATES for s in self._speakers(attribution))

    def _doers(self, draft: Draft) -> tuple[FoundActor, ...]:
        """Who did it by the text, and who claims or admits it; never who accuses another of it."""
        claimants = (r.actor for r in draft.responsibilities if r.status in ("claimed", "confirmed"))
        blamers = {r.source.org_id for r in draft.responsibilities if r.status == "alleged" and r.source is not None}
        accusers = [a.actor for a in self._actors if a.actor.id in blamers]
        return tuple(
            doer
            for doer in (*draft.attackers, *claimants)
            if not any(compatible(doer.actor, accuser, self._tree) for accuser in accusers)
        )

    def _speakers(self, attribution: Attribution) -> tuple[Actor, ...]:
        """Actors that the source's words name, where it is first named or where its body is."""
        key = (attribution.speaker, attribution.named, attribution.source.org_id)
        if key not in self._spoken:
            self._spoken[key] = self._named(attribution)
        return self._spoken[key]

    def _named(self, attribution: Attribution) -> tuple[Actor, ...]:
        spans = [s for s in (attribution.speaker, attribution.named) if s is not None]
        org = attribution.source.org_id
        return tuple(
            a.actor
            for a in self._actors
            if (org is not None and a.actor.id == org) or any(a.span.overlaps(s) for s in spans)
        )


def _upwards(sentence: Sentence, token: int) -> list[int]:
    """A token and all above it, nearest first."""
    chain = [token]
    while sentence.tokens[chain[-1]].head != chain[-1] and len(chain) <= len(sentence.tokens):
        chain.append(sentence.tokens[chain[-1]].head)
    return chain


def _governors(sentence: Sentence, chain: list[int]) -> frozenset[int]:
    """The words of a chain that govern its first one; what it is only coordinated with does not.

    "Le groupe affirme avoir pris la ville ET ÊTRE ENTRÉ dans le camp": both are what is said.
    """
    joined = {above for below, above in itertools.pairwise(chain) if sentence.tokens[below].dep == "conj"}
    return frozenset(chain[1:]) - joined


def _claimants(draft: Draft) -> list[tuple[int, Status, tuple[Source, ...]]]:
    """Who claims the event of the news: its doer says that it happened. What the text recalls stays as it is told."""
    if draft.background or draft.series:
        return []
    claimed: list[tuple[int, Status, tuple[Source, ...]]] = [
        (r.cue.start, "announced", (_claimant(r.source, r.actor.actor),))
        for r in draft.responsibilities
        if r.status == "claimed" and r.source is not None
    ]
    # "Le ministre montre du doigt le front": who accuses speaks of the event too.
    blamed: list[tuple[int, Status, tuple[Source, ...]]] = [
        (r.cue.start, "alleged", (r.source,))
        for r in draft.responsibilities
        if r.status == "alleged" and r.source is not None and r.source != Source()
    ]
    admitted: list[tuple[int, Status, tuple[Source, ...]]] = [
        (r.cue.start, "confirmed", (_claimant(r.source, r.actor.actor),))
        for r in draft.responsibilities
        if r.status == "confirmed" and r.attack is not None and r.source is not None and r.source != Source()
    ]
    return claimed + blamed + admitted


def _claimant(source: Source, actor: Actor) -> Source:
    """The source of a claim by the name that its actor is known by ("le groupe" of the text)."""
    unnamed = source.name is None and source.org_id is None
    return msgspec.structs.replace(source, org=actor.name, org_id=actor.id) if unnamed else source


def _targets(draft: Draft) -> tuple[FoundActor, ...]:
    return tuple(t.actor for t in draft.targets if t.actor is not None)
