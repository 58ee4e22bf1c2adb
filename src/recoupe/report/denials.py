"""Denials of an attack that someone is said to have made: "Le ministère a démenti toute frappe".

A denial is a claim on the attacker, with its speaker, and never a second attack (codebook, section 2). Who is hit may
deny as well: "Les rebelles disent avoir touché un navire. Le Pentagone a démenti cette attaque".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from recoupe.model.actors import ActorTree, compatible
from recoupe.model.findings import Findings, FoundActor, Responsibility, TriggerReading
from recoupe.model.mentions import Attribution
from recoupe.model.parse import Sentence
from recoupe.model.spans import CharSpan
from recoupe.model.values import Source
from recoupe.report.draft import Draft
from recoupe.report.kinds import KindRules
from recoupe.report.sources import SourceReader
from recoupe.text.normalise import fold, plain

_DENIED: Final = "denied"
#: Statuses of words that tell of an attack.
_TELLS = frozenset({"claimed", "announced", "confirmed"})
#: Sentences after an attack in which a denial without a date of its own speaks of it: its doer's, and anyone's.
_REACH, _NEAR = 5, 2
#: Marks that end a quotation, of levelled text.
_CLOSING = ("»", '"')
#: Words of a remark that waves something away.
_SHORT = 6


class Echo(msgspec.Struct, frozen=True):
    """A denial that leaves what it denies to the words before it."""

    cue: CharSpan
    speaker: FoundActor
    source: Source
    said: Attribution | None


class Denials:
    """Brings denials home to the attack whose accused speaks them."""

    def __init__(self, kinds: KindRules, tree: ActorTree, dismissals: frozenset[str] = frozenset()) -> None:
        """`dismissals` are words that wave away what was said ("désinformation")."""
        self._kinds = kinds
        self._tree = tree
        self._dismissals = dismissals

    def settle(self, groups: list[Draft], findings: Findings, sources: SourceReader) -> list[Draft]:
        """Groups, where those that only deny are turned into a claim on the attacker of the one they deny."""
        out = [self._doubted(group, sources) for group in groups]
        for echo in self._echoes(findings, sources):
            out = self._echoed(out, echo, findings)
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

    def _doubted(self, group: Draft, sources: SourceReader) -> Draft:
        """A group with what its own words of denial say: "a démenti cette attaque", told of an attack before."""
        denying = [r for r in group.readings if r.mood == _DENIED]
        if len(denying) in (0, len(group.readings)) or not group.attackers or not self._kinds.is_violent(group.kind):
            return group
        known = {r.source for r in group.responsibilities if r.status == _DENIED}
        found: list[Responsibility] = []
        for reading in denying:
            said, speaker = _denier(reading, sources)
            if said is not None and speaker is not None and said.source not in known:
                accused = self._accused(group, speaker) or self._boaster(group, sources)
                found += [_denied(accused, speaker, said, reading.trigger.span)] if accused is not None else []
        return msgspec.structs.replace(group, responsibilities=(*group.responsibilities, *found))

    def _echoes(self, findings: Findings, sources: SourceReader) -> Iterator[Echo]:
        """Denials that do not say what they deny, in text order."""
        cues: set[int] = set()
        for said in findings.attributions:
            speaker = sources.speaker(said)
            if speaker is not None and self._waves_away(said, findings):
                cues.add(said.cue.start)
                yield Echo(said.cue, speaker, said.source, said)
        for sentence in findings.parse.sentences:
            echo = self._fronted(sentence, findings)
            if echo is not None and not any(sentence.start <= cue < sentence.end for cue in cues):
                yield echo

    def unheard(self, findings: Findings) -> Findings:
        """Findings without the remarks that wave something away: they tell nothing more of it."""
        kept = tuple(a for a in findings.attributions if not self._waves_away(a, findings))
        return msgspec.structs.replace(findings, attributions=kept)

    def _waves_away(self, said: Attribution, findings: Findings) -> bool:
        """ "Bamako dément", "« Pure désinformation », réplique l'armée"."""
        first = self._first_words(said, findings)
        if first is not None and self._dismisses(first):
            return True
        if any(said.content.contains(r.trigger.span) for r in findings.triggers):
            return False
        # What is said may hold who says it: "« C'est faux », a dit le ministre".
        end = said.cue.start if said.content.contains(said.cue) else said.content.end
        words = fold(findings.document.text[said.content.start : end]).split()
        return not words if said.status == _DENIED else self._dismisses(words)

    def _dismisses(self, words: list[str]) -> bool:
        return len(words) <= _SHORT and not self._dismissals.isdisjoint(words)

    @staticmethod
    def _first_words(said: Attribution, findings: Findings) -> list[str] | None:
        """The words quoted first, before the speaker goes on: "parle d'« allégations mensongères » et dit ..."."""
        text = plain(findings.document.text[said.content.start : said.content.end])
        close = next((at for mark in _CLOSING if (at := text.find(mark, 1)) > 0), -1)
        goes_on = close >= 0 and text[close + 1 :].lstrip().startswith(("et ", ", "))
        return fold(text[:close]).split() if goes_on else None

    def _fronted(self, sentence: Sentence, findings: Findings) -> Echo | None:
        """ "Faux, a répondu l'armée": the word that waves away comes first, alone, and an actor speaks it."""
        tokens = [t for t in sentence.tokens[:3] if t.pos != "PUNCT"]
        if not tokens or fold(tokens[0].text) not in self._dismissals or len(tokens) == len(sentence.tokens[:3]):
            return None
        said = (a for a in findings.actors if a.how != "adjective" and sentence.start <= a.span.start < sentence.end)
        speaker = next(said, None)
        if speaker is None:
            return None
        return Echo(tokens[0].span, speaker, Source(org=speaker.actor.name, org_id=speaker.actor.id), None)

    def _echoed(self, groups: list[Draft], echo: Echo, findings: Findings) -> list[Draft]:
        """Groups with a denial of what was told just before it, in its sentence or else in the one before."""
        here = findings.parse.sentence_at(echo.cue.start)
        if here is None:
            return groups
        told = [
            (r.trigger.sentence, n)
            for n, g in enumerate(groups)
            for r in g.readings
            if here.index - 1 <= r.trigger.sentence and r.trigger.span.end <= echo.cue.start and r.mood != _DENIED
        ]
        last = max((sentence for sentence, _ in told), default=None)
        out, own = list(groups), self._own_deed(groups, echo, here.index)
        if own is not None and (own[0] >= here.index - 1 or not self._rivals(groups, echo, told, last)):
            _, n, accused = own
            out[n] = _with_denial(groups[n], accused, echo)
            return out
        for n, rival in self._rivals(groups, echo, told, last):
            out[n] = _with_denial(groups[n], rival, echo)
        return out

    def _rivals(
        self, groups: list[Draft], echo: Echo, told: list[tuple[int, int]], last: int | None
    ) -> list[tuple[int, FoundActor]]:
        """What the other side has just said that it did, with who did it."""
        found = []
        for n in sorted({n for sentence, n in told if sentence == last}):
            rivals = [a for a in groups[n].attackers if compatible(a.actor, echo.speaker.actor, self._tree) is False]
            hostile = self._kinds.has(groups[n].kind, "hostile")
            if hostile and rivals and len(rivals) == len(groups[n].attackers):
                found.append((n, rivals[0]))
        return found

    def _own_deed(self, groups: list[Draft], echo: Echo, sentence: int) -> tuple[int, int, FoundActor] | None:
        """The attack told last that the speaker is said to have made, which is what it denies: its last sentence, its
        number and the accused.
        """
        found = [
            (max(s for s in g.sentences if s <= sentence), n, accused)
            for n, g in enumerate(groups)
            if self._kinds.is_violent(g.kind) and min(g.sentences) <= sentence
            if (accused := self._accused(g, echo.speaker)) is not None
        ]
        near = [(last, n, accused) for last, n, accused in found if sentence - last <= _REACH]
        return max(near, key=lambda f: (f[0], f[1])) if near else None

    def _only_denies(self, group: Draft) -> bool:
        moods = {r.mood for r in group.readings}
        return moods == {_DENIED} and self._kinds.is_violent(group.kind) and not group.own_times

    def _home(self, groups: list[Draft], number: int, sources: SourceReader) -> tuple[int, Responsibility] | None:
        """The attack told last before the denial that its speaker is said to have made, and what the speaker says."""
        denial = groups[number]
        trigger = denial.readings[0].trigger
        said, speaker = _denier(denial.readings[0], sources)
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
                return n, _denied(accused, speaker, said, trigger.span)
        for last, n in reversed(told):
            boaster = self._boaster(groups[n], sources)
            if trigger.sentence - last <= _NEAR and boaster is not None and not denial.places:
                return n, _denied(boaster, speaker, said, trigger.span)
        return None

    def _boaster(self, group: Draft, sources: SourceReader) -> FoundActor | None:
        """The attacker, when it is who tells of the attack: then others may deny that there was one."""
        said = [a for r in group.readings for a in sources.covering(r.trigger.span) if a.status in _TELLS]
        tellers = [speaker.actor for a in said if (speaker := sources.speaker(a)) is not None]
        return next(
            (a for a in group.attackers if any(compatible(a.actor, t, self._tree) is True for t in tellers)), None
        )

    def _accused(self, group: Draft, speaker: FoundActor) -> FoundActor | None:
        return next((a for a in group.attackers if compatible(a.actor, speaker.actor, self._tree) is True), None)


def _with_denial(group: Draft, accused: FoundActor, echo: Echo) -> Draft:
    if any(r.status == _DENIED and r.cue.overlaps(echo.cue) for r in group.responsibilities):
        return group
    named = msgspec.structs.replace(accused, span=echo.speaker.span.cover(echo.cue))
    denial = Responsibility(named, _DENIED, echo.cue, echo.said, None, echo.source)
    return msgspec.structs.replace(group, responsibilities=(*group.responsibilities, denial))


def _denier(reading: TriggerReading, sources: SourceReader) -> tuple[Attribution | None, FoundActor | None]:
    """The words of denial that hold a trigger, and who speaks them."""
    said = next((a for a in sources.covering(reading.trigger.span) if a.status == _DENIED), None)
    return said, None if said is None else sources.speaker(said)


def _denied(accused: FoundActor, speaker: FoundActor, said: Attribution, attack: CharSpan) -> Responsibility:
    """The accused by the name of the accusation, resting on the words of the denial."""
    words = speaker.span.cover(said.cue).cover(attack)
    return Responsibility(
        actor=msgspec.structs.replace(accused, span=words),
        status=_DENIED,
        cue=said.cue,
        attribution=said,
        attack=attack,
        source=said.source,
    )
