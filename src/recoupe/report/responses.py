"""Links that a document's own words draw: one event answers another, or is part of it."""

from __future__ import annotations

import msgspec

from recoupe.model.findings import Findings
from recoupe.model.report import Report, ReportLink
from recoupe.model.spans import CharSpan, quote
from recoupe.report.discourse import Discourse, ResponseCue
from recoupe.report.draft import Draft
from recoupe.report.index import DocumentIndex
from recoupe.report.kinds import KindRules


class Answer(msgspec.Struct, frozen=True):
    """The draft whose trigger starts at `answer` answers the one whose trigger starts at `cause`, in the words of
    `cue`.
    """

    answer: CharSpan
    cause: CharSpan
    cue: CharSpan


class Responses:
    """Finds response cues between drafts."""

    def __init__(self, discourse: Discourse, kinds: KindRules) -> None:
        self._discourse = discourse
        self._kinds = kinds

    def find(self, findings: Findings, index: DocumentIndex, drafts: list[Draft]) -> tuple[Answer, ...]:
        """Answers told inside one sentence: "a frappé X en représailles à l'attaque de Y"."""
        answers: list[Answer] = []
        for draft in drafts:
            for reading in draft.readings:
                trigger = reading.trigger
                sentence = index[trigger.sentence].sentence
                cue = self._discourse.cue_before(sentence, trigger.token) if trigger.pos == "noun" else None
                if cue is None:
                    continue
                answering = self._answering(drafts, draft, trigger.sentence, cue)
                if answering is not None:
                    answers.append(Answer(answering, trigger.span, cue[1]))
                    answers += self._counted_from(findings, drafts, draft, answering, cue[1])
        return tuple(dict.fromkeys(answers))

    def _answering(
        self, drafts: list[Draft], cause: Draft, sentence: int, cue: tuple[ResponseCue, CharSpan]
    ) -> CharSpan | None:
        """The event told last before the cue in its sentence, else the first told after the cause."""
        rule, words = cue
        here = [
            r.trigger
            for d in drafts
            if d is not cause
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
        """Answers between drafts as links between the reports that the drafts became."""
        text = findings.document.text
        links: dict[tuple[str, str], ReportLink] = {}
        for answer in answers:
            source, target = _report_at(groups, reports, answer.answer), _report_at(groups, reports, answer.cause)
            if source is not None and target is not None and source != target:
                links.setdefault(
                    (source, target),
                    ReportLink("response_to", source, target, quote(text, answer.cue), findings.document.id),
                )
        for n, group in enumerate(groups):
            if group.part_of is not None:
                span = group.readings[0].trigger.span
                links.setdefault(
                    (reports[n].id, reports[group.part_of].id),
                    ReportLink(
                        "part_of", reports[n].id, reports[group.part_of].id, quote(text, span), findings.document.id
                    ),
                )
        return tuple(links.values())


def _report_at(groups: list[Draft], reports: tuple[Report, ...], span: CharSpan) -> str | None:
    for group, report in zip(groups, reports, strict=True):
        if any(r.trigger.span == span for r in group.readings):
            return report.id
    return None
