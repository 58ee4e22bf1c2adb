"""Links that a document's own words draw: one event answers another, or is part of it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from recoupe.language.pack import LanguagePack
from recoupe.model.findings import Findings
from recoupe.model.parse import Sentence
from recoupe.model.report import Report, ReportLink
from recoupe.model.spans import CharSpan, quote
from recoupe.report.causes import Causes
from recoupe.report.discourse import Discourse, ResponseCue
from recoupe.report.draft import Draft
from recoupe.report.index import DocumentIndex
from recoupe.report.kinds import KindRules
from recoupe.report.response_words import ResponseWords, Said, levelled
from recoupe.report.series import is_series

#: Sentences back in which one that tells no event finds the one it speaks of ("Elle dit avoir agi en réponse à").
_BACK = 3
#: Sentences on in which "la riposte n'a pas tardé" finds what it announces.
_NEXT = 1
#: Kinds that are words about an event and answer nothing (ruling of the codebook).
_WORDS = frozenset({"condemn", "meet", "demand"})
#: Kinds that are answers when the text tells a consequence.
_MEASURES = frozenset({"suspend", "withdraw", "deploy", "sanction", "break_off", "decide"})
#: Rules whose answer may be told after them, and those whose answer may be told in an earlier sentence.
_AHEAD = frozenset({"bare_cue", "answer_came", "struck_back", "cue", "answered"})
_BEHIND = frozenset({"bare_cue", "called_an_answer", "cue", "this_answer", "follows_upon"})
#: Rules that govern nothing: their cause is told elsewhere.
_SILENT = frozenset({"bare_cue", "answer_came", "struck_back", "strike_of_revenge", "resulted", "this_answer"})
#: Rules that stand on or right after the answer, with what it answers beside it.
_BESIDE = frozenset({"strike_of_revenge", "resulted"})
#: Characters around a cue in which another cue of the same event says the same thing.
_SAME_PLACE = 60
#: Characters before a cue that opens its sentence.
_OPENS = 3
#: Characters after a cue in which what it governs is read.
_WIDE = 200


class Answer(msgspec.Struct, frozen=True):
    """The draft whose trigger starts at `answer` answers the one whose trigger starts at `cause`, in the words of
    `cue`.
    """

    answer: CharSpan
    cause: CharSpan
    cue: CharSpan


class Responses:
    """Finds which event answers which."""

    def __init__(self, discourse: Discourse, kinds: KindRules, pack: LanguagePack) -> None:
        self._discourse = discourse
        self._kinds = kinds
        firm = [words for cue in discourse.table.response_cues if cue.only_kinds is None for words in cue.words]
        self._words = ResponseWords(pack, firm)

    def is_series(self, findings: Findings, group: Draft) -> bool:
        """Whether a group tells a series of attacks ("les tirs répétés") rather than one."""
        sentences = {s.index: s for s in findings.parse.sentences if s.index in group.sentences}
        return is_series(group, sentences, self._words.repeated)

    def find(self, findings: Findings, index: DocumentIndex, drafts: list[Draft]) -> tuple[Answer, ...]:
        """Answers told inside one sentence: "a frappé X en représailles à l'attaque de Y"."""
        answers: list[Answer] = []
        for draft in drafts:
            for reading in draft.readings:
                trigger = reading.trigger
                sentence = index[trigger.sentence].sentence
                cue = self._discourse.governing_cue(sentence, trigger.token, noun=trigger.pos == "noun")
                if cue is None:
                    continue
                answering = self._answering(drafts, draft, trigger.sentence, cue)
                if answering is not None:
                    answers.append(Answer(answering, trigger.span, cue[1]))
                    answers += self._counted_from(findings, drafts, draft, answering, cue[1])
        answers += self._set_apart(findings, drafts)
        answers += self._struck_back(index, drafts)
        return tuple(dict.fromkeys(answers))

    def apart(
        self, index: DocumentIndex, drafts: list[Draft], answers: tuple[Answer, ...]
    ) -> frozenset[tuple[CharSpan, CharSpan]]:
        """Trigger spans of causes, each with those of its sentence that are none: an answer and its cause are two."""
        causes = {a.cause for a in answers}
        by_sentence: dict[int, list[tuple[CharSpan, bool]]] = {}
        for reading in (r for d in drafts for r in d.readings if self._violent(d)):
            trigger = reading.trigger
            caused = trigger.span in causes
            caused = caused or self._discourse.cause(index[trigger.sentence].sentence, trigger.token) is not None
            by_sentence.setdefault(trigger.sentence, []).append((trigger.span, caused))
        return frozenset(
            (one, other)
            for told in by_sentence.values()
            for one, caused in told
            for other, also in told
            if caused and not also
        )

    def _set_apart(self, findings: Findings, drafts: list[Draft]) -> Iterator[Answer]:
        """ "la frappe et les tirs de représailles": what is done in revenge is not what it stands beside."""
        text = levelled(findings.document.text)
        told = sorted({(r.trigger.sentence, r.trigger.span) for d in drafts if self._violent(d) for r in d.readings})
        for sentence in findings.parse.sentences:
            spans = [span for i, span in told if i == sentence.index]
            if len(spans) < 2:
                continue
            for said in self._words.find(text, sentence.start, sentence.end, _BESIDE):
                before = [s for s in spans if s.start < said.end]
                if len(before) > 1:
                    yield Answer(before[-1], before[-2], CharSpan(said.start, said.end))

    def _struck_back(self, index: DocumentIndex, drafts: list[Draft]) -> Iterator[Answer]:
        """ "a répliqué à un tir", "le convoi est tombé dans une embuscade, l'aviation riposte": who strikes back does
        so to what its sentence names, or tells before.
        """
        told = [(r.trigger, d) for d in drafts if self._violent(d) for r in d.readings]
        for trigger, draft in told:
            if trigger.entry not in self._discourse.table.response_triggers or trigger.pos != "verb":
                continue
            sentence = index[trigger.sentence].sentence
            others = [t for t, d in told if d is not draft and t.sentence == trigger.sentence]
            named = [
                t
                for t in others
                if trigger.token in index[t.sentence].ancestors(t.token)
                and self._discourse.is_answered(sentence, t.token)
            ]
            before = [t for t in others if t.span.end <= trigger.span.start]
            cause = min(named, key=lambda t: t.span, default=None) or max(before, key=lambda t: t.span, default=None)
            if cause is not None:
                yield Answer(trigger.span, cause.span, trigger.span)

    def _violent(self, draft: Draft) -> bool:
        return self._kinds.is_violent(draft.kind)

    def _answering(
        self, drafts: list[Draft], cause: Draft, sentence: int, cue: tuple[ResponseCue, CharSpan]
    ) -> CharSpan | None:
        """The event told last before the cue in its sentence, else the first told after the cause."""
        rule, words = cue
        here = [
            r.trigger
            for d in drafts
            if d is not cause and d.kind not in _WORDS
            for r in d.readings
            if r.trigger.sentence == sentence and (rule.only_kinds is None or d.kind in rule.only_kinds)
        ]
        before = [t for t in here if t.span.end <= words.start]
        after = [t for t in here if t.span.start > words.end]
        if before:
            return max(before, key=lambda t: t.span).span
        return min(after, key=lambda t: t.span).span if after else None

    def _counted_from(
        self, findings: Findings, drafts: list[Draft], cause: Draft, answering: CharSpan, cue: CharSpan
    ) -> list[Answer]:
        """ "Deux jours après l'attaque de X, ces frappes ont été menées en réponse à ...": the answer is to that attack
        too.
        """
        counted = [
            t.timex
            for t in findings.times
            if t.timex.event_offset_days is not None and t.timex.span.start < answering.start
        ]
        here = findings.parse.sentence_at(answering.start)
        found = []
        for timex in counted:
            if here is None or not here.span.contains(timex.span):
                continue
            for draft in drafts:
                for reading in draft.readings:
                    span = reading.trigger.span
                    between = timex.span.end <= span.start < answering.start
                    if between and draft is not cause and self._kinds.is_violent(draft.kind) and span != answering:
                        found.append(Answer(answering, span, cue))
        return found[:1]

    def links(
        self, findings: Findings, answers: tuple[Answer, ...], groups: list[Draft], reports: tuple[Report, ...]
    ) -> tuple[ReportLink, ...]:
        """Answers between drafts as links between the reports that they became, and those drawn between sentences."""
        found: dict[tuple[int, int], CharSpan] = {}
        causes = Causes(findings, groups, self._kinds)
        low = levelled(findings.document.text) if groups else ""
        for answer in answers:
            source, target = _at(groups, answer.answer), _at(groups, answer.cause)
            if source is not None and target is not None and source != target and causes.in_time(source, target):
                found.setdefault((source, target), answer.cue)
        for source, cue in {a: cue for (a, _), cue in found.items()}.items():
            governed = self._words.governed(low, cue.end, cue.end + _WIDE)
            if self._words.many(governed):
                for target in causes.all_before(source):
                    found.setdefault((source, target), cue)
        for source, target, cue in self._between(findings, low, groups, causes, found):
            found.setdefault((source, target), cue)
        text, document = findings.document.text, findings.document.id
        links = [
            ReportLink("response_to", reports[a].id, reports[b].id, quote(text, cue), document)
            for (a, b), cue in found.items()
        ]
        for n, group in enumerate(groups):
            if group.part_of is not None and (n, group.part_of) not in found:
                span = group.readings[0].trigger.span
                links.append(
                    ReportLink("part_of", reports[n].id, reports[group.part_of].id, quote(text, span), document)
                )
        return tuple(links)

    def _between(
        self, findings: Findings, text: str, groups: list[Draft], causes: Causes, found: dict[tuple[int, int], CharSpan]
    ) -> Iterator[tuple[int, int, CharSpan]]:
        """Answers to events told in other sentences, and kept promises of revenge. `text` is levelled."""
        told = dict(found)
        yield from self._kept([(a, b, c) for (a, b), c in found.items() if groups[a].kind == "threaten"], causes, told)
        vows: list[tuple[int, int, CharSpan]] = []
        for said in sorted(self._words.find(text, 0, len(text)), key=lambda s: (s.start, -s.end)):
            sentence = findings.parse.sentence_at(said.start)
            if sentence is None or sentence.language != "fr":
                continue
            for source, target in self._drawn(said, sentence, text, groups, causes, told):
                span = CharSpan(said.start, said.end)
                told.setdefault((source, target), span)
                if said.role == "vow":
                    vows.append((source, target, span))
                yield source, target, span
                follow = causes.next_by_same_side(source) if self._bare(groups[source]) else None
                if follow is not None and follow != target and (follow, target) not in told:
                    told[follow, target] = span
                    yield follow, target, span
        yield from self._kept(vows, causes, told)

    def _bare(self, group: Draft) -> bool:
        """Whether a group only says that somebody struck back: the deed itself is told next."""
        return all(r.trigger.entry in self._discourse.table.response_triggers for r in group.readings)

    def _kept(
        self, vows: list[tuple[int, int, CharSpan]], causes: Causes, told: dict[tuple[int, int], CharSpan]
    ) -> Iterator[tuple[int, int, CharSpan]]:
        """What was promised and then done answers what the promise answered."""
        for vow, target, span in vows:
            for kept in causes.kept(vow, target, told):
                told[kept, target] = span
                yield kept, target, span

    def _drawn(
        self,
        said: Said,
        sentence: Sentence,
        text: str,
        groups: list[Draft],
        causes: Causes,
        told: dict[tuple[int, int], CharSpan],
    ) -> list[tuple[int, int]]:
        governed = self._words.governed(text, said.end, sentence.end)
        if said.start - sentence.start <= _OPENS:
            # "En riposte à l'attaque de mercredi, des avions ont frappé": what follows the comma is the answer.
            governed = governed.partition(",")[0]
        inside = causes.inside(CharSpan(said.end, said.end + len(governed))) if said.rule not in _SILENT else []
        source = self._source(said, sentence, groups, causes, frozenset(inside))
        if source is None or _known(source, said, told):
            return []
        if said.role == "refusal":
            target = causes.demand(source, said.start)
            return [] if target is None else [(source, target)]
        named = [n for n in inside if self._kinds.is_violent(groups[n].kind) and causes.in_time(source, n)]
        if named and said.role == "answers":
            return [(source, named[0])]
        if said.role == "answers" and self._words.many(governed):
            many = causes.all_before(source)
            if many:
                return [(source, n) for n in many]
        victim = causes.killing(governed) if self._words.death(governed) else None
        target = victim if victim is not None and victim != source else causes.hostile(source, said.start, told)
        return [] if target is None else [(source, target)]

    def _source(
        self, said: Said, sentence: Sentence, groups: list[Draft], causes: Causes, inside: frozenset[int]
    ) -> int | None:
        """The event that the words make an answer; `inside` are those told by what the words govern."""
        here = [n for n in causes.inside(sentence.span) if n not in inside]
        if said.role == "vow":
            return next((n for n in here if groups[n].kind == "threaten"), None)
        if said.role == "refusal":
            return next((n for n in here if groups[n].kind == "reject"), None)
        if said.role == "consequence":
            return next((n for n in here if groups[n].kind in _MEASURES), None)
        fit = [n for n in here if groups[n].kind not in _WORDS]
        before = [n for n in fit if causes.first(n, sentence.span) <= said.start]
        after = [n for n in fit if causes.first(n, sentence.span) > said.start]
        if after and (said.rule in ("answer_came", "struck_back") or (said.rule in _AHEAD and not before)):
            return after[0]
        if before:
            return before[-1]
        if said.rule == "answer_came":
            return causes.told_next(said.end, _NEXT)
        return causes.spoken_of(sentence.start, _BACK, inside) if said.rule in _BEHIND else None


def _known(source: int, said: Said, told: dict[tuple[int, int], CharSpan]) -> bool:
    """Whether these words, or others beside them, have told the cause already."""
    cues = [cue for (a, _), cue in told.items() if a == source]
    return any(said.start - _SAME_PLACE <= cue.start <= said.end + _SAME_PLACE for cue in cues)


def _at(groups: list[Draft], span: CharSpan) -> int | None:
    for n, group in enumerate(groups):
        if any(r.trigger.span == span for r in group.readings):
            return n
    return None
