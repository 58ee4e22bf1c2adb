"""What sentences tell of an event without naming it: tolls, and who speaks."""

from __future__ import annotations

import msgspec

from recoupe.model.findings import Findings
from recoupe.model.mentions import Attribution
from recoupe.model.parse import Sentence
from recoupe.report.draft import Draft
from recoupe.report.index import DocumentIndex
from recoupe.report.kinds import KindRules

#: Statuses of what is said that tell nothing more of an attack that happened.
_NO_ACCOUNT = frozenset({"threatened", "planned", "hypothetical", "denied", "alleged"})


class Orphans:
    """Brings home what hangs on no trigger of its sentence."""

    def __init__(self, kinds: KindRules) -> None:
        self._kinds = kinds

    def adopt(self, drafts: list[Draft], findings: Findings, index: DocumentIndex) -> list[Draft]:
        """Drafts with the tolls and voices of the sentences after them that name no event."""
        out = self._tolls(drafts, findings)
        told = {s for d in drafts for s in d.sentences}
        for attribution in findings.attributions:
            sentence = findings.parse.sentence_at(attribution.cue.start)
            if sentence is None or sentence.index in told or attribution.status in _NO_ACCOUNT:
                continue
            home = self._news_before(out, sentence.start)
            if home is not None and self._tells_more(index, sentence, attribution):
                out[home] = msgspec.structs.replace(out[home], voices=(*out[home].voices, attribution))
        return out

    def _tolls(self, drafts: list[Draft], findings: Findings) -> list[Draft]:
        housed = {t for d in drafts for t in d.tolls}
        out = list(drafts)
        for toll in findings.tolls:
            if toll in housed:
                continue
            home = self._news_before(out, toll.span.start)
            if home is not None:
                out[home] = msgspec.structs.replace(out[home], tolls=(*out[home].tolls, toll))
        return out

    def _news_before(self, drafts: list[Draft], offset: int) -> int | None:
        """The violent event told last before an offset, the news before what the text only recalls."""
        before = [
            i
            for i, d in enumerate(drafts)
            if self._kinds.has(d.kind, "tolls") and self._kinds.is_violent(d.kind) and d.start < offset
        ]
        news = [i for i in before if not drafts[i].background] or before
        return max(news, key=lambda i: drafts[i].start) if news else None

    def _tells_more(self, index: DocumentIndex, sentence: Sentence, attribution: Attribution) -> bool:
        """Whether what is said bears on an attack: harm or weapons stand in it."""
        found = index[sentence.index]
        spans = [m.span for m in found.tolls] + [m.span for m in found.weapons]
        return any(attribution.content.contains(span) for span in spans)
