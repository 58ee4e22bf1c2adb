"""Which event a count of harm belongs to that hangs on no event of its sentence.

It goes to the violent event told last before it that can be meant: not to one of several parts told one by one, not to
an event that the text only names as a cause, and never to one that came after the day that the count is dated to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from recoupe.model.findings import Findings
from recoupe.model.mentions import TollMention, TriggerMention
from recoupe.model.parse import Sentence
from recoupe.model.spans import CharSpan
from recoupe.model.time import ResolvedTime
from recoupe.model.values import LATER_DEATH
from recoupe.report.discourse import Discourse
from recoupe.report.draft import SENTENCE_TIME, Draft
from recoupe.report.kinds import HARM, KindRules

#: Roles of times that are no day.
_NO_DAY = frozenset({"duration", "set"})
#: Groups of people who fight no one; kinds of event that take them, and that shoot aircraft down.
_UNARMED = frozenset({"civilians", "children", "women", "staff"})
_TAKING, _SHOT_DOWN = "abduction", "interception"
#: Sentences at the head of a text, and after an aircraft was shot down.
_HEAD, _ABOARD_REACH = 3, 4
#: So many people driven out are a figure where nothing says what drove them out.
_STANDING = 1000
#: Sentences within which the whole of a part is told.
_WHOLE_REACH = 4


class TollHomes:
    """Brings home the tolls of sentences that name no event, and those of words of harm that are no event alone."""

    def __init__(self, kinds: KindRules, discourse: Discourse) -> None:
        self._kinds = kinds
        self._discourse = discourse

    def adopt(self, drafts: list[Draft], findings: Findings) -> list[Draft]:
        """Drafts with the tolls of the sentences after them that name no event."""
        housed = {t for d in drafts for t in d.tolls}
        orphans = [t for t in findings.tolls if t not in housed]
        return self._given(drafts, orphans, findings) if orphans else drafts

    def rescue(self, kept: list[Draft], drafts: Sequence[Draft], findings: Findings) -> list[Draft]:
        """Events that were kept, with the tolls of bare words of harm that were not: "Un notable s'en tient à quinze
        tués" tells of the event told before.
        """
        readings = {r for g in kept for r in g.readings}
        lost = [d for d in drafts if d.tolls and not readings.intersection(d.readings)]
        harmed = [t for d in lost for t in d.tolls if _tells_more(d) and t.sentence in d.sentences]
        tolls = [t for d in lost for t in d.tolls if t.sentence not in d.sentences]
        out = self._given(kept, harmed, findings, beside=True) if harmed else kept
        return self._given(out, tolls, findings) if tolls else out

    def _given(
        self, drafts: list[Draft], tolls: list[TollMention], findings: Findings, *, beside: bool = False
    ) -> list[Draft]:
        """Drafts with tolls; where a verb tells them (or with `beside`), an event of the sentence right before comes
        first, whatever it is.
        """
        out = list(drafts)
        named = self._only_named(drafts, findings)
        for toll in tolls:
            sentence = findings.parse.sentence_at(toll.span.start)
            if sentence is None or self._discourse.cause(sentence, toll.anchor) is not None:
                continue
            if self._is_mishap(sentence, toll) or _stands(sentence, toll, findings):
                continue
            told = beside or (sentence.tokens[toll.anchor].pos == "VERB" and toll.toll.rule != LATER_DEATH)
            home = self._right_before(out, findings, sentence, toll) if told else None
            if home is None:
                home = self._home(out, named, findings, sentence, toll)
            if home is not None:
                out[home] = msgspec.structs.replace(out[home], tolls=(*out[home].tolls, toll))
        return out

    def _home(
        self, drafts: list[Draft], named: frozenset[int], findings: Findings, sentence: Sentence, toll: TollMention
    ) -> int | None:
        """The violent event told last before a toll, the news before what the text only recalls or names."""
        dated = _days_of(findings, sentence, toll)
        aboard = not self._discourse.table.aboard.isdisjoint(sentence.lower)
        if aboard and (crashed := self._shot_down(drafts, sentence)) is not None:
            return crashed
        told: dict[int, int] = {}
        for i, draft in enumerate(drafts):
            starts = [r.trigger.span.start for r in draft.readings if r.trigger.span.start < toll.span.start]
            if starts and self._takes(draft, toll):
                told[i] = max(starts)
        if not told:
            return self._told_next(drafts, sentence, toll)
        told = {i: start for i, start in told.items() if not any(_came_after(drafts[i], t) for t in dated)}
        recalled = is_recalled(findings, toll.span)
        news = [i for i in told if i not in named and (recalled or not drafts[i].background)]
        last = max(news or told, key=lambda i: told[i], default=None)
        return last if last is None else _whole_of(drafts, last, sentence.index)

    def _takes(self, draft: Draft, toll: TollMention) -> bool:
        """Whether an event can have done the harm: people who fight no one are taken in abductions and arrests only."""
        if not (self._kinds.has(draft.kind, "tolls") and self._kinds.is_violent(draft.kind)):
            return False
        return toll.toll.kind != "captured" or _UNARMED.isdisjoint(toll.toll.whose) or draft.kind == _TAKING

    def _told_next(self, drafts: list[Draft], sentence: Sentence, toll: TollMention) -> int | None:
        """The attack that a count in the title or at the head of the text speaks of before it is told."""
        if sentence.index > _HEAD:
            return None
        told = [
            (d.kind == _TAKING and toll.toll.kind == "killed", r.trigger.span.start, i)
            for i, d in enumerate(drafts)
            for r in d.readings
            if r.trigger.sentence - sentence.index <= _HEAD and not d.background and self._takes(d, toll)
        ]
        return min(told)[2] if told else None

    @staticmethod
    def _shot_down(drafts: list[Draft], sentence: Sentence) -> int | None:
        """The aircraft shot down that crew and passengers were aboard."""
        told = [
            (r.trigger.span.start, i)
            for i, d in enumerate(drafts)
            for r in d.readings
            if d.kind == _SHOT_DOWN and 0 < sentence.index - r.trigger.sentence <= _ABOARD_REACH
        ]
        return max(told)[1] if told else None

    def _right_before(
        self, drafts: list[Draft], findings: Findings, sentence: Sentence, toll: TollMention
    ) -> int | None:
        """The event told last in the sentence before: "Un hélicoptère avait été abattu. Deux hommes ont été tués"."""
        dated = _days_of(findings, sentence, toll)
        told = [
            (r.trigger.span.start, i)
            for i, d in enumerate(drafts)
            for r in d.readings
            if r.trigger.sentence == sentence.index - 1 and self._kinds.has(d.kind, "tolls")
        ]
        told = [(start, i) for start, i in told if not any(_came_after(drafts[i], t) for t in dated)]
        return _whole_of(drafts, max(told)[1], sentence.index) if told else None

    def _only_named(self, drafts: list[Draft], findings: Findings) -> frozenset[int]:
        """Events that the text names only to say what something else answers or is counted from ("une riposte aux tirs
        du 15 février", "la première salve depuis le raid de mardi").
        """
        sentences = {s.index: s for s in findings.parse.sentences}
        return frozenset(
            i
            for i, d in enumerate(drafts)
            if all(self._is_only_named(sentences[r.trigger.sentence], r.trigger) for r in d.readings)
        )

    def _is_only_named(self, sentence: Sentence, trigger: TriggerMention) -> bool:
        if self._discourse.cause(sentence, trigger.token) is not None:
            return True
        return trigger.pos == "noun" and self._discourse.is_anchor(sentence, trigger.token)

    def _is_mishap(self, sentence: Sentence, toll: TollMention) -> bool:
        """ "a perdu treize soldats dans un accident": nobody attacked them."""
        words = self._discourse.table.mishaps
        return any(w in words for w in sentence.lower[max(0, toll.anchor - _NEAR) : toll.anchor + _NEAR])


#: Tokens around a word of harm within which an accident is what did it.
_NEAR = 12


def _stands(sentence: Sentence, toll: TollMention, findings: Findings) -> bool:
    """ "L'ONU recense 400 000 déplacés": people counted where they are, a figure and no event's harm; beside dead they
    are what the event did.
    """
    if any(t.sentence == sentence.index and t.toll.kind != toll.toll.kind for t in findings.tolls):
        return False
    noun = sentence.tokens[toll.anchor].pos in ("NOUN", "ADJ")
    return toll.toll.kind == "displaced" and noun and toll.toll.low >= _STANDING


def _tells_more(draft: Draft) -> bool:
    """Whether a draft that is no event alone can only tell more of another: harm, with no day, place or doer."""
    if any(r.mood not in ("actual", "conditional") for r in draft.readings):
        return False
    harm = any(r.trigger.entry in HARM for r in draft.readings)
    return harm and not (draft.own_times or draft.where or draft.attackers)


def _whole_of(drafts: Sequence[Draft], part: int, sentence: int) -> int:
    """What a part belongs to, once another sentence counts: "la première a visé un marché, la seconde une caserne. On
    compte dix morts" counts for both.
    """
    draft = drafts[part]
    if not all(r.trigger.part for r in draft.readings) or sentence in draft.sentences:
        return part
    start, first = draft.start, min(draft.sentences)
    wholes = [
        i
        for i, d in enumerate(drafts)
        if d.start < start
        and any(r.count > 1 and not r.trigger.part for r in d.readings)
        and first - max(s for s in d.sentences if s <= first) <= _WHOLE_REACH
    ]
    return max(wholes, key=lambda i: drafts[i].start, default=part)


def _days_of(findings: Findings, sentence: Sentence, toll: TollMention) -> tuple[ResolvedTime, ...]:
    """Times of a toll's sentence; who died later is dated later than the attack."""
    return () if toll.toll.rule == LATER_DEATH else tuple(_days(findings, sentence))


def _days(findings: Findings, sentence: Sentence) -> Iterator[ResolvedTime]:
    for time in findings.times:
        here = sentence.start <= time.timex.span.start < sentence.end
        if here and time.interval is not None and time.role not in _NO_DAY:
            yield time


def _came_after(draft: Draft, time: ResolvedTime) -> bool:
    """Whether an event is known to have come after a time: what is dated to that time is no harm it did."""
    starts = [t.time.interval.start for t in draft.times if t.firmness <= SENTENCE_TIME and t.time.interval is not None]
    return time.interval is not None and bool(starts) and all(time.interval.end < start for start in starts)


def is_recalled(findings: Findings, span: CharSpan) -> bool:
    """ "Le parti avait alors parlé d'un mort": said of what the text only recalls."""
    sentence = findings.parse.sentence_at(span.start)
    cues = [a.cue for a in findings.attributions if a.content.contains(span)]
    return sentence is not None and any(t.has("Tense=Imp") for cue in cues for t in sentence.tokens_in(cue))
