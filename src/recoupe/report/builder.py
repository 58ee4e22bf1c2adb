"""Build the reports of one document from its findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import msgspec

from recoupe.language.pack import LanguagePack
from recoupe.model.actors import ActorTree
from recoupe.model.findings import Findings, TriggerReading
from recoupe.model.ids import make_id
from recoupe.model.kinds import Kind
from recoupe.model.report import Report, ReportLink
from recoupe.model.spans import CharSpan, quote
from recoupe.report.asides import without_asides
from recoupe.report.blame import Blame
from recoupe.report.bounds import with_bounds
from recoupe.report.claims import ClaimWriter
from recoupe.report.coreference import Coreference
from recoupe.report.denials import Denials
from recoupe.report.discourse import Discourse
from recoupe.report.draft import Draft
from recoupe.report.gather import Gatherer, is_infinitive, joined_verbs
from recoupe.report.grounding import Grounding
from recoupe.report.index import DocumentIndex
from recoupe.report.kinds import KindRules
from recoupe.report.offsets import counted_apart, date_by_offset
from recoupe.report.orphans import Orphans
from recoupe.report.pronouns import Pronouns
from recoupe.report.response_words import ResponseWords
from recoupe.report.responses import Responses
from recoupe.report.responsibilities import Responsibilities
from recoupe.report.settings import Settings
from recoupe.report.sources import SourceReader
from recoupe.report.toll_homes import TollHomes
from recoupe.text.normalise import fold

#: Sentences of the lead and of the body's start that tell the title's news again.
#: Parts of speech of the words that the linker weighs.
_NAMING = ("PROPN", "NOUN")
_OPENING = 3
#: Shortest word kept for linking.
_WORD = 4


class ReportBuilder:
    """Findings in, reports and links between them out."""

    def __init__(self, pack: LanguagePack, kinds: dict[str, Kind], tree: ActorTree) -> None:
        self._kinds = KindRules(kinds)
        self._tree = tree
        self._discourse = Discourse(pack)
        words = ResponseWords(pack)
        self._gatherer = Gatherer(self._kinds, self._discourse, words.repeated)
        self._grounding = Grounding(self._kinds)
        self._orphans = Orphans(self._kinds, self._discourse)
        self._homes = TollHomes(self._kinds, self._discourse)
        self._coreference = Coreference(self._kinds, tree)
        self._blame = Blame(self._discourse, self._kinds, tree)
        self._denials = Denials(self._kinds, tree, self._discourse.table.dismissals)
        self._responsibilities = Responsibilities(self._kinds, tree)
        self._responses = Responses(self._discourse, self._kinds, pack)

    def build(self, findings: Findings) -> tuple[tuple[Report, ...], tuple[ReportLink, ...]]:
        """Reports of a document, in text order, and the links its words draw between them."""
        findings = without_asides(findings, self._discourse)
        index = DocumentIndex(findings)
        drafts = self._drafts(findings, index)
        drafts = self._grounding.keep(drafts, findings.tallies)
        drafts = self._with_speakers(self._homes.adopt(drafts, findings), findings, index)
        answers = self._responses.find(findings, index, drafts)
        headline, opening = _headline(findings)
        apart = frozenset((a.answer, a.cause) for a in answers) | counted_apart(drafts, findings)
        apart |= self._responses.apart(index, drafts, answers)
        groups = self._coreference.cluster(drafts, headline, opening, apart)
        groups = with_bounds(date_by_offset(groups, findings), findings, self._kinds)
        groups = self._denials.settle(groups, findings, SourceReader(findings, self._tree))
        written = findings.reference.interval.end if findings.reference is not None else None
        claimed = frozenset(_claimed(findings))
        kept = self._grounding.keep_groups(groups, headline | opening, written, claimed)
        groups = self._homes.rescue(kept, drafts, findings)
        groups = Settings(findings, index, self._kinds, self._discourse).place(groups)
        groups = self._orphans.hear(groups, self._denials.unheard(findings), index)
        groups = self._blame.settle(self._responsibilities.settle(groups, findings), index)
        reports = self._write(findings, groups, headline)
        return reports, self._responses.links(findings, answers, groups, reports)

    def _drafts(self, findings: Findings, index: DocumentIndex) -> list[Draft]:
        by_sentence: dict[int, list[TriggerReading]] = defaultdict(list)
        for reading in findings.triggers:
            by_sentence[reading.trigger.sentence].append(reading)
        drafts: list[Draft] = []
        pronouns = Pronouns(findings, self._discourse.table.latter)
        for sentence in sorted(by_sentence):
            found = index[sentence]
            cues = [a.cue for a in findings.attributions] + [r.cue for r in findings.responsibilities]
            cues = [cue for cue in cues if found.sentence.span.contains(cue)]
            speech = frozenset(t.i for cue in cues for t in found.sentence.tokens_in(cue))
            drafts += self._gatherer.gather(found, by_sentence[sentence], speech, pronouns)
        return sorted(drafts, key=lambda d: d.start)

    def _with_speakers(self, drafts: list[Draft], findings: Findings, index: DocumentIndex) -> list[Draft]:
        """ "L'aviation dit avoir atteint ...": who says that it did is the doer where the syntax shows none.

        "Bamako accuse le front d'avoir tiré": who accuses is not.
        """
        sources = SourceReader(findings, self._tree)
        out = []
        for draft in drafts:
            trigger = draft.readings[0].trigger
            sentence = index[trigger.sentence].sentence
            if not draft.attackers and self._discourse.done_by_own(sentence, trigger):
                out.append(_by_speaker(draft, sources))
                continue
            if draft.attackers or trigger.pos != "verb" or not is_infinitive(sentence, trigger):
                out.append(draft)
                continue
            first = tuple(joined_verbs(sentence, trigger))[-1]
            governor = sentence.tokens[first.head].span
            perfect = not sentence.tokens[trigger.token].has("VerbForm=Inf")
            spoken = [
                a
                for a in sources.covering(trigger.span)
                if a.status != "alleged"
                and (a.cue.overlaps(governor) or (perfect and sentence.start <= a.cue.start < trigger.span.start))
            ]
            speaker = sources.speaker(spoken[0]) if spoken else None
            out.append(draft if speaker is None else msgspec.structs.replace(draft, attackers=(speaker,)))
        return out

    def _write(self, findings: Findings, groups: list[Draft], headline: frozenset[int]) -> tuple[Report, ...]:
        document = findings.document
        sources = SourceReader(findings, self._tree)
        words = _SentenceWords(findings)
        writer = ClaimWriter(document.text, sources, self._kinds)
        reports = []
        for group in groups:
            spans = sorted({r.trigger.span for r in group.readings})
            report_id = make_id("report", document.sha256, spans[0].start, spans[0].end, self._kinds.family(group.kind))
            status, speakers = sources.of_draft(group, headline)
            reports.append(
                Report(
                    id=report_id,
                    document=document.id,
                    kind=group.kind,
                    count=max(r.count for r in group.readings),
                    status=status,
                    triggers=tuple(quote(document.text, s) for s in self._ordered(group, headline)),
                    according_to=speakers,
                    claims=writer.write(report_id, group),
                    words=words.of(group),
                    series=self._responses.is_series(findings, group),
                )
            )
        return tuple(reports)

    def _ordered(self, group: Draft, headline: frozenset[int]) -> list[CharSpan]:
        """Spans of the triggers, those of the body first: a title is a summary, not a testimony."""
        ranked = sorted(group.readings, key=lambda r: (r.trigger.sentence in headline, r.trigger.span))
        return list(dict.fromkeys(r.trigger.span for r in ranked))


def _claimed(findings: Findings) -> Iterator[CharSpan]:
    """Triggers of the attacks that somebody claims, denies or is accused of: "le tir a été revendiqué par X"."""
    spans = [r.attack for r in findings.responsibilities if r.attack is not None]
    for reading in findings.triggers:
        if any(reading.trigger.span.overlaps(span) for span in spans):
            yield reading.trigger.span


def _headline(findings: Findings) -> tuple[frozenset[int], frozenset[int]]:
    sentences = findings.parse.sentences
    headline = frozenset(s.index for s in sentences if s.zone == "title")
    opening = [s.index for s in sentences if s.zone in ("lead", "body")][:_OPENING]
    return headline, frozenset(opening)


def _by_speaker(draft: Draft, sources: SourceReader) -> Draft:
    """ "L'armée dit que SES avions ont frappé": who says so did it."""
    said = next((a for a in sources.covering(draft.readings[0].trigger.span) if a.status != "alleged"), None)
    speaker = None if said is None else sources.speaker(said)
    return draft if speaker is None else msgspec.structs.replace(draft, attackers=(speaker,))


class _SentenceWords:
    """Folded nouns and names of the sentences of a document, for the linker to weigh; each sentence is read once."""

    def __init__(self, findings: Findings) -> None:
        self._sentences = findings.parse.sentences
        # Dates are weighed as dates: their words would count twice.
        self._dated = [t.timex.words for t in findings.times]
        self._known: dict[int, frozenset[str]] = {}

    def of(self, group: Draft) -> tuple[str, ...]:
        """Words of all the sentences that tell of a group, sorted."""
        return tuple(sorted(frozenset().union(*(self._words(i) for i in group.sentences))))

    def _words(self, index: int) -> frozenset[str]:
        if index not in self._known:
            sentence = self._sentences[index]
            dated = [span for span in self._dated if span.overlaps(sentence.span)]
            folded = (
                fold(t.text)
                for t in sentence.tokens
                if t.pos in _NAMING and len(t.text) >= _WORD and not any(d.overlaps(t.span) for d in dated)
            )
            self._known[index] = frozenset(word for word in folded if word)
        return self._known[index]
