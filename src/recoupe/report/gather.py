"""From the triggers of one sentence to drafts, with what the sentence tells of each."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from recoupe.model.findings import TriggerReading
from recoupe.model.mentions import TriggerMention
from recoupe.model.parse import Sentence, Token
from recoupe.report.attach import Attacher
from recoupe.report.clauses import share
from recoupe.report.discourse import Discourse
from recoupe.report.draft import Draft
from recoupe.report.index import SentenceFindings
from recoupe.report.kinds import KindRules
from recoupe.report.merge import SentenceMerger
from recoupe.report.pronouns import Pronouns
from recoupe.report.roles import RoleReader
from recoupe.report.series import repeated
from recoupe.report.speech import speaking
from recoupe.report.targets import Attacks, TargetReader
from recoupe.report.timing import Timing


class Gatherer:
    """Makes drafts of one sentence at a time."""

    def __init__(self, kinds: KindRules, discourse: Discourse, repeated: frozenset[str]) -> None:
        self._kinds = kinds
        self._repeated = repeated
        self._discourse = discourse
        self._roles = RoleReader(discourse)
        self._targets = TargetReader(discourse, self._roles)
        self._merger = SentenceMerger(kinds, discourse)
        self._timing = Timing(discourse)
        self._attacher = Attacher(kinds, discourse)

    def gather(
        self, found: SentenceFindings, readings: list[TriggerReading], speech: frozenset[int], pronouns: Pronouns
    ) -> list[Draft]:
        """Drafts of one sentence, in text order. `speech` are the tokens of verbs of saying."""
        cues = self._discourse.cue_spans(found.sentence)
        readings = [r for r in readings if not any(c.contains(r.trigger.span) for c in cues)]
        attacks = {r.trigger.token: r.trigger for r in readings if self._kinds.is_violent(r.trigger.kind)}
        drafts = _commented([self._draft(found, reading, pronouns, attacks) for reading in readings])
        drafts = self._merger.merge(found, drafts)
        drafts = self._timing.with_times(found, drafts, speech | speaking(found.sentence, self._discourse.speaking))
        drafts = share(found, self._attacher.with_places(found, drafts, speech), self._kinds)
        drafts = [self._with_victims(found, d) for d in self._attacher.with_tolls(found, drafts)]
        drafts = self._attacher.with_weapons(found, drafts)
        return self._attacher.with_site_counts(found, drafts)

    def _with_victims(self, found: SentenceFindings, draft: Draft) -> Draft:
        victims = self._targets.victims(found, draft.tolls) if self._kinds.is_violent(draft.kind) else ()
        told = {t.actor for t in draft.targets}
        new = tuple(v for v in victims if v.actor not in told)
        return msgspec.structs.replace(draft, targets=(*draft.targets, *new)) if new else draft

    def _draft(self, found: SentenceFindings, reading: TriggerReading, pronouns: Pronouns, attacks: Attacks) -> Draft:
        trigger = reading.trigger
        given_as, novel = self._discourse.presentation(found.sentence, trigger)
        return Draft(
            readings=(reading,),
            kind=trigger.kind,
            kind_firm=self._kinds.is_firm(trigger),
            places=found.within(found.places, _tokens(trigger, ("where", "target"))),
            attackers=self._roles.doers(found, trigger, pronouns),
            targets=self._targets.targets(found, trigger, attacks),
            weapons=found.within(found.weapons, _tokens(trigger, ("weapon", "event"))),
            given_as=given_as,
            novel=novel,
            background=_is_background(found.sentence, trigger),
            told=self._discourse.tells(found.sentence, trigger),
            finite=_is_finite(found.sentence, trigger),
            lasted=self._discourse.lasted(found.sentence, trigger),
            series=repeated(found.sentence, trigger, self._repeated),
            rival=self._discourse.waves_away(found.sentence),
        )


def _commented(drafts: list[Draft]) -> list[Draft]:
    """Mark the attacks that words between powers speak of: "a condamné l'attaque"."""
    spoken = {t for d in drafts for r in d.readings if r.trigger.context for a in r.trigger.arguments for t in a.tokens}
    return [
        msgspec.structs.replace(d, commented=True)
        if any(r.trigger.token in spoken and not r.trigger.context for r in d.readings)
        else d
        for d in drafts
    ]


def _is_background(sentence: Sentence, trigger: TriggerMention) -> bool:
    """Whether the clause of a trigger is in the pluperfect."""
    return any(t.has("Tense=Imp") for t in sentence.dependents(trigger.clause, "aux"))


def _is_finite(sentence: Sentence, trigger: TriggerMention) -> bool:
    """Whether a trigger is a verb with a tense of its own: "ont incendié", not "visant" nor "brûlés"."""
    own = [t for t in sentence.dependents(trigger.token, "aux") if t.has("VerbForm=Fin")]
    return trigger.pos == "verb" and bool(own or sentence.tokens[trigger.token].has("VerbForm=Fin"))


def _tokens(trigger: TriggerMention, roles: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(i for a in trigger.arguments if a.role in roles for i in a.tokens)


def is_infinitive(sentence: Sentence, trigger: TriggerMention) -> bool:
    """Whether a verb is an infinitive, present or past ("frapper", "avoir frappé")."""
    return any(
        token.has("VerbForm=Inf") or any(t.has("VerbForm=Inf") for t in sentence.dependents(token.i, "aux"))
        for token in joined_verbs(sentence, trigger)
    )


def joined_verbs(sentence: Sentence, trigger: TriggerMention) -> Iterator[Token]:
    """The verb of a trigger, and those before it whose auxiliary and subject it shares: "avoir abattu ... et PRIS"."""
    token = sentence.tokens[trigger.token]
    yield token
    if token.dep.startswith("aux"):
        # Parsers take "fait prisonnier" for a verb with an auxiliary.
        token = sentence.tokens[token.head]
        yield token
    while token.dep == "conj" and token.head < token.i and not _finite(sentence, token):
        token = sentence.tokens[token.head]
        yield token


def _finite(sentence: Sentence, token: Token) -> bool:
    own = (token, *sentence.dependents(token.i, "aux"), *sentence.dependents(token.i, "nsubj"))
    return any(t.has("VerbForm=Fin") or t.dep.startswith("nsubj") for t in own)
