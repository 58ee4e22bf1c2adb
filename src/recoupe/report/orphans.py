"""Who speaks of an event in sentences that do not name it."""

from __future__ import annotations

import msgspec

from recoupe.model.findings import Findings
from recoupe.model.mentions import Attribution
from recoupe.model.parse import Sentence
from recoupe.report.discourse import Discourse
from recoupe.report.draft import Draft
from recoupe.report.index import DocumentIndex
from recoupe.report.kinds import KindRules
from recoupe.report.sources import WORDS
from recoupe.report.toll_homes import is_recalled

#: Statuses of what is said that tell nothing more of an event that happened; reporters on the spot are the outlet.
_NO_ACCOUNT = frozenset({"threatened", "planned", "hypothetical", "alleged", "reported"})
#: Kinds without violence that speakers go on telling in sentences of their own.
_TOLD_BY_MANY = frozenset({"capture", "withdraw", "release"})
#: Moods of triggers that tell of an event.
_TELLING = frozenset({"actual", "conditional", "denied", "attempted"})
#: Zones after which another subject begins.
_BREAKS = frozenset({"title", "subhead"})
#: Sentences after an event in which a speaker still speaks of it, and where the text has told no other event yet.
_REACH, _ALONE = 3, 8
#: Roles of times that count up to a day or from one: what is told for them is no part of one event.
_RUNNING = frozenset({"since", "until", "before"})
#: Days within which a count "since Monday" may be of the one event that the document tells.
_DAYS = 10
#: UCDP precision of a month: who counts from one counts more than one event.
_MONTH = 4


class Orphans:
    """Brings home what hangs on no trigger of its sentence."""

    def __init__(self, kinds: KindRules, discourse: Discourse) -> None:
        self._kinds = kinds
        self._discourse = discourse

    def hear(self, drafts: list[Draft], findings: Findings, index: DocumentIndex) -> list[Draft]:
        """Events, after coreference, with the voices of the sentences after them that name no event."""
        out = list(drafts)
        last: dict[int, int] = {}
        for attribution in findings.attributions:
            sentence = findings.parse.sentence_at(attribution.cue.start)
            if sentence is None or not self._tells_of_events(findings, attribution):
                continue
            home = self._home(out, findings, index, sentence, attribution, last)
            if home is not None:
                # Who speaks of the first of two blasts speaks of the attack.
                whole = out[home].part_of
                home = home if whole is None else whole
                out[home] = msgspec.structs.replace(out[home], voices=(*out[home].voices, attribution))
                last[home] = sentence.index
        return out

    def _tells_of_events(self, findings: Findings, attribution: Attribution) -> bool:
        """Whether what is said can be an account: no threat, no blame, no answer to a blame, no running total."""
        answers = any(r.cue.overlaps(attribution.cue) for r in findings.responsibilities)
        totals = any(t.since is not None and attribution.content.contains(t.span) for t in findings.tallies)
        return attribution.status not in _NO_ACCOUNT and not answers and not totals

    def _home(
        self,
        drafts: list[Draft],
        findings: Findings,
        index: DocumentIndex,
        sentence: Sentence,
        attribution: Attribution,
        last: dict[int, int],
    ) -> int | None:
        """The event that someone speaks of in a sentence of its own."""
        here = [d for d in drafts if sentence.index in d.sentences]
        if any(d.kind not in WORDS for d in here):
            return self._admitted(drafts, findings, sentence, attribution)
        if any(attribution.content.contains(r.trigger.span) for d in here for r in d.readings):
            return None
        if self._of_more(index, sentence):
            return None
        if self._tells_more(index, sentence, attribution):
            recalled = is_recalled(findings, attribution.content) or _opens_paragraph(drafts, findings, sentence)
            return self._news_before(drafts, sentence.start, recalled=recalled)
        told = not _private(attribution) and self._is_account(findings, attribution)
        if not told and not _answers(attribution):
            return None
        return self._told_last(drafts, findings, sentence, attribution, last)

    def _is_account(self, findings: Findings, attribution: Attribution) -> bool:
        """Whether a word of an account stands in what is said, which may run over several sentences."""
        content = attribution.content
        quoted = (s for s in findings.parse.sentences if s.tokens and s.span.overlaps(content))
        return any(self._discourse.is_account(sentence, content) for sentence in quoted)

    def _admitted(
        self, drafts: list[Draft], findings: Findings, sentence: Sentence, attribution: Attribution
    ) -> int | None:
        """ "Le commandant, visé la veille, est mort, et son parti l'a confirmé": of the event of the same sentence."""
        names = any(attribution.content.contains(r.trigger.span) for r in findings.triggers)
        if attribution.status != "confirmed" or names:
            return None
        here = [i for i, d in enumerate(drafts) if sentence.index in d.sentences and self._takes_voices(d.kind)]
        return min(here, key=lambda i: (_depth(findings, drafts[i]), drafts[i].start)) if here else None

    def _told_last(
        self,
        drafts: list[Draft],
        findings: Findings,
        sentence: Sentence,
        attribution: Attribution,
        last: dict[int, int],
    ) -> int | None:
        """The event of the sentences right before, when nothing else was told since."""
        told = {
            i: max((s for s in (*d.sentences, last.get(i, -1)) if s < sentence.index), default=-1)
            for i, d in enumerate(drafts)
            # Who denies answers what was told, over the words of those who condemn it.
            if d.kind not in WORDS or attribution.status != "denied"
        }
        nearest = max(told.values(), default=-1)
        alone = sum(s >= 0 for s in told.values()) == 1
        if nearest < 0 or sentence.index - nearest > (_ALONE if alone else _REACH):
            return None
        between = [s for s in findings.parse.sentences if nearest < s.index < sentence.index]
        near = [i for i, s in told.items() if s == nearest]
        if any(s.zone in _BREAKS for s in between) or any(drafts[i].kind in WORDS for i in near):
            return None
        if all(drafts[i].background for i in near):
            # "Ce camp avait déjà été visé": who speaks next goes back to the news.
            near = [i for i, s in told.items() if s >= 0 and not drafts[i].background]
            latest = max((told[i] for i in near), default=-1)
            near = [i for i in near if told[i] == latest and sentence.index - latest <= 2 * _REACH]
        news = [i for i in near if not drafts[i].background and self._takes_voices(drafts[i].kind)]
        return min(news, key=lambda i: (_depth(findings, drafts[i]), drafts[i].start)) if news else None

    def _takes_voices(self, kind: str) -> bool:
        return self._kinds.is_violent(kind) or kind in _TOLD_BY_MANY

    def _news_before(self, drafts: list[Draft], offset: int, *, recalled: bool = False) -> int | None:
        """The violent event told last before an offset, the news before what the text only recalls."""
        told: dict[int, int] = {}
        for i, d in enumerate(drafts):
            starts = [r.trigger.span.start for r in d.readings if r.trigger.span.start < offset]
            if starts and self._kinds.has(d.kind, "tolls") and self._kinds.is_violent(d.kind):
                told[i] = max(starts)
        news = [i for i in told if recalled or not drafts[i].background] or list(told)
        return max(news, key=lambda i: told[i]) if news else None

    def _of_more(self, index: DocumentIndex, sentence: Sentence) -> bool:
        """Whether a count runs over a time: "Plus de 240 soldats avaient péri avant vendredi, selon l'ONU"."""
        written = index.findings.reference
        ended = None if written is None else written.interval.end
        return any(
            t.interval is not None
            and (t.timex.role in _RUNNING or t.interval.precision >= _MONTH)
            and (ended is None or t.interval.start is None or (ended - t.interval.start).days > _DAYS)
            for t in index[sentence.index].times
        )

    def _tells_more(self, index: DocumentIndex, sentence: Sentence, attribution: Attribution) -> bool:
        """Whether what is said bears on an attack: harm, weapons or sites hit stand in it."""
        found = index[sentence.index]
        hurt = (m.span for m in found.tolls if m.toll.kind != "displaced")
        spans = [*hurt, *(m.span for m in found.weapons), *(m.span for m in found.site_counts)]
        return any(attribution.content.contains(span) for span in spans)


def _answers(attribution: Attribution) -> bool:
    """Who confirms or denies speaks of what was told, whatever the words; so does a witness, who has nothing else to
    tell."""
    return attribution.status in ("confirmed", "denied") or attribution.source.anonymous


def _private(attribution: Attribution) -> bool:
    """Someone of whom the text tells the name alone: what such a one feels is no account."""
    source = attribution.source
    return source.name is not None and source.role is None and source.org is None


def _opens_paragraph(drafts: list[Draft], findings: Findings, sentence: Sentence) -> bool:
    """Whether the event told last opens the paragraph in which a sentence goes on: then the sentence is about it."""
    text = findings.document.text
    start = text.rfind("\n", 0, sentence.start) + 1
    before = [r for d in drafts for r in d.readings if r.trigger.span.start < sentence.start]
    latest = max((r.trigger.span.start for r in before), default=-1)
    first = min((s.index for s in findings.parse.sentences if s.start >= start), default=sentence.index)
    return latest >= start and any(r.trigger.span.start == latest and r.trigger.sentence == first for r in before)


def _depth(findings: Findings, draft: Draft) -> int:
    """Steps from the draft's highest trigger up to the root of its sentence: the main clause tells the news."""
    sentences = {s.index: s for s in findings.parse.sentences}
    return min(_steps(sentences[r.trigger.sentence], r.trigger.token) for r in draft.readings)


def _steps(sentence: Sentence, token: int) -> int:
    steps = 0
    while sentence.tokens[token].head != token and steps < len(sentence.tokens):
        token, steps = sentence.tokens[token].head, steps + 1
    return steps
