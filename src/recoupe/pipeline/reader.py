"""One document at a time from cleaned text to reports: parse, extract, resolve, report. And the linker over many
readings.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator, Sequence

import recoupe_gazetteer

from recoupe.extract.trigger_gate import TriggerGate
from recoupe.language.kinds import load_kinds
from recoupe.language.pack import LanguagePack
from recoupe.language.registry import load_registry
from recoupe.link.linker import Linker
from recoupe.link.weights import load_weights
from recoupe.model.document import Document
from recoupe.model.event import LinkedLedger
from recoupe.model.findings import Findings
from recoupe.model.parse import Parse
from recoupe.model.report import DocumentReading
from recoupe.parse.parser import Parser
from recoupe.pipeline.config import ReaderConfig
from recoupe.pipeline.findings import FindingsMaker
from recoupe.pipeline.prefilter import Prefilter
from recoupe.pipeline.surface import Surface
from recoupe.report.builder import ReportBuilder
from recoupe.report.sources import SourceReader
from recoupe.report.totals import Totals
from recoupe.resolve.gazetteer import Gazetteer

#: Documents parsed together: large enough to fill the parser's batches, small enough for memory.
_TOGETHER = 32


class Reader:
    """Everything needed to read documents of one language. Reading is a pure function of the document.

    Raises:
        LanguageError: a language pack, the registry, the gazetteer or the syntax pipeline is missing or broken.
    """

    def __init__(self, config: ReaderConfig) -> None:
        pack = LanguagePack(config.language)
        registry = load_registry()
        self.parser = Parser(config.model, pack)
        self.findings = FindingsMaker(pack, registry, Gazetteer(recoupe_gazetteer.path()))
        triggers = self.findings.triggers
        gate = TriggerGate(pack, triggers.lexicon, triggers.topics)
        self._prefilter = Prefilter(pack, gate, self.findings.tolls.harm, self.findings.look)
        self._tree = registry.tree()
        self._builder = ReportBuilder(pack, load_kinds(), self._tree)

    def read_all(self, documents: Iterable[Document], /) -> Iterator[DocumentReading]:
        """A reading of each document, in order."""
        waiting = iter(documents)
        while batch := list(itertools.islice(waiting, _TOGETHER)):
            spans = [self.parser.segmenter.segment(document) for document in batch]
            looks = [self._prefilter.keep(document, cut) for document, cut in zip(batch, spans, strict=True)]
            parses = self.parser.parse_all(batch, (keep for keep, _ in looks), spans)
            for document, parse, (_, surface) in zip(batch, parses, looks, strict=True):
                yield self.read(document, parse, surface)

    def parse_all(self, documents: Sequence[Document]) -> Iterator[Parse]:
        """Parses of documents, only the sentences worth it with tokens."""
        spans = [self.parser.segmenter.segment(document) for document in documents]
        keeps = (self._prefilter.keep(d, cut)[0] for d, cut in zip(documents, spans, strict=True))
        return self.parser.parse_all(documents, keeps, spans)

    def read(self, document: Document, parse: Parse, surface: Surface | None = None) -> DocumentReading:
        """What one parsed document says; `surface` is what its words alone told, when that is known."""
        if not any(s.tokens for s in parse.sentences):
            return DocumentReading(document.id, (), (), (), ())
        return self.report(self.findings.make(document, parse, surface))

    def report(self, findings: Findings) -> DocumentReading:
        """Findings as reports, links, tallies, figures and issues."""
        reports, links = self._builder.build(findings)
        totals = Totals(findings, SourceReader(findings, self._tree))
        return DocumentReading(
            document=findings.document.id,
            reports=reports,
            links=links,
            tallies=totals.tallies(),
            figures=totals.figures(),
            issues=findings.issues,
        )


@functools.cache
def _linker() -> Linker:
    return Linker(load_weights(), load_registry().tree(), load_kinds())


def link(readings: Iterable[DocumentReading], documents: Iterable[Document]) -> LinkedLedger:
    """Events of a set of readings."""
    return _linker().link(readings, documents)
