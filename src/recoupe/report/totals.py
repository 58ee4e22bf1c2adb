"""Running totals and standing figures of a document as values: neither ever adds to an event's toll."""

from __future__ import annotations

from recoupe.model.findings import Findings
from recoupe.model.ids import make_id
from recoupe.model.mentions import FigureMention, TallyMention
from recoupe.model.report import Figure, Tally
from recoupe.model.spans import CharSpan, quote
from recoupe.report.sources import SourceReader


class Totals:
    """Reads tallies and figures of one document."""

    def __init__(self, findings: Findings, sources: SourceReader) -> None:
        self._findings = findings
        self._sources = sources
        self._text = findings.document.text

    def tallies(self) -> tuple[Tally, ...]:
        """Tallies in text order."""
        return tuple(self._tally(t) for t in self._findings.tallies)

    def figures(self) -> tuple[Figure, ...]:
        """Figures in text order."""
        return tuple(self._figure(f) for f in self._findings.figures)

    def _tally(self, mention: TallyMention) -> Tally:
        published = self._findings.document.published
        since = mention.since
        time = next((t for t in self._findings.times if since is not None and t.timex.words.overlaps(since)), None)
        actors = [
            a for a in self._findings.actors if mention.clause.contains(a.span) and a.span.start > mention.span.start
        ]
        return Tally(
            id=make_id("tally", self._findings.document.sha256, mention.span.start, mention.span.end),
            document=self._findings.document.id,
            kind=mention.kind,
            number=mention.number,
            comparator=mention.comparator,
            since=time.interval if time is not None else None,
            as_of=published.interval if published is not None else None,
            scope=self._countries(mention.clause),
            target=tuple({a.actor.id: a.actor for a in actors}.values())[:2],
            quote=quote(self._text, mention.span),
            according_to=self._sources.of_span(mention.span, ())[1],
        )

    def _figure(self, mention: FigureMention) -> Figure:
        countries = self._countries(mention.where) if mention.where is not None else ()
        return Figure(
            id=make_id("figure", self._findings.document.sha256, mention.span.start, mention.span.end),
            document=self._findings.document.id,
            number=mention.number,
            comparator=mention.comparator,
            of=self._text[mention.of.start : mention.of.end],
            where=countries[0] if countries else None,
            quote=quote(self._text, mention.span),
        )

    def _countries(self, span: CharSpan) -> tuple[str, ...]:
        """ISO codes, or names where a place is of no country, told inside `span`, in text order."""
        inside = (p.place for p in self._findings.places if span.overlaps(p.span))
        return tuple(dict.fromkeys(p.country or p.name for p in inside))
