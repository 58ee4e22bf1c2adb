"""Events and documents as lines of text for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from recoupe.cli import decisions, words
from recoupe.model.document import Document
from recoupe.model.event import Disagreement, Event
from recoupe.model.kinds import Kind
from recoupe.model.report import Claim, Report
from recoupe.model.spans import Quote
from recoupe.model.view import LedgerView

#: Longest quote shown, in characters; the export has them whole.
_QUOTE = 110
#: Most values and quotes listed for one side of a disagreement.
_SHOWN = 3


class Page:
    """Events and documents of one view as lines of text."""

    def __init__(self, view: LedgerView, kinds: Mapping[str, Kind]) -> None:
        self._view, self._kinds = view, kinds
        self._documents = {document.id: document for document in view.documents}
        self._events = {event.id: event for event in view.linked.events}
        self._reports = {report.id: report for found in view.readings for report in found.reports}
        self._event_of = {report: event.id for event in view.linked.events for report in event.reports}
        self._standings = {standing.judgement: standing for standing in view.linked.standings}

    def event(self, event: Event) -> Iterable[str]:
        """An event: what is held of it, what people decided, then each account of it, disagreements and links."""
        yield from self.summary(event)
        judged = list(self._judgements(event))
        if judged:
            yield ""
            yield from judged
        for report in sorted(event.reports):
            if report in self._reports:
                yield ""
                yield from self._account(self._reports[report])
        rows = [d for d in self._view.linked.disagreements if d.event == event.id]
        if rows:
            yield ""
            yield from self.disagreements(rows)
        yield from self._links(event)

    def summary(self, event: Event) -> Iterable[str]:
        """What is held of an event, a line for each property."""
        by = self._set_by(event)
        yield f"{event.id}  {self._kind(event.kind)}{by('kind')}"
        yield words.safe(event.title)
        yield ""
        yield f"  when      {words.date(event.when.interval if event.when else None)}{by('when')}"
        yield f"  where     {'; '.join(words.place(p) for p in event.where) or '?'}{by('where')}"
        yield f"  who       {words.who_to_whom(event) or '?'}{by('attacker')}{by('target')}"
        if event.weapon or by("weapon"):
            yield f"  weapon    {', '.join(words.weapon(w) for w in event.weapon) or '?'}{by('weapon')}"
        if event.sites is not None:
            yield f"  sites     {words.sites(event.sites)}{by('sites')}"
        yield f"  toll      {words.tolls(event.tolls) or 'not told'}{by('toll')}"
        yield f"  grade     {event.grade}: {words.safe(event.grade_reason)}"

    def _set_by(self, event: Event) -> Callable[[str], str]:
        """For a property, who set it, in words; "" where nobody did. One who sets a part of it sets it."""
        notes = {
            (j.property or "").partition(".")[0]: f"  [{j.property} set by {words.safe(j.who)}]"
            for j in self._view.judgements
            if j.id in event.judgements and j.action == "set"
        }
        return lambda name: notes.get(name, "")

    def account(self, report: str) -> Iterable[str]:
        """What one document says of an event, claim by claim."""
        yield report
        if report in self._reports:
            yield from self._account(self._reports[report])

    def _judgements(self, event: Event) -> Iterable[str]:
        """Everything that people ever decided on an event, oldest first, with what it amounts to now."""
        theirs: set[str] = set()
        for judgement in self._view.judgements:
            standing = self._standings.get(judgement.id)
            if decisions.concerns(judgement, standing, event) or judgement.subject in theirs:
                theirs.add(judgement.id)
                yield f"  judgement {decisions.line(judgement, standing)}"

    def document(self, document: Document) -> Iterable[str]:
        """A document: what it is, what was read from it, what a person should see."""
        yield f"{document.id}  {words.safe(document.path)}"
        yield words.safe(document.title or "no title")
        yield ""
        yield f"  outlet    {words.safe(document.outlet or 'not told')}"
        if document.published:
            evidence = document.published.evidence
            told = f"{evidence.kind}: {words.clip(evidence.exact, 60)}"
            yield f"  published {words.date(document.published.interval)} ({told})"
        else:
            yield "  published not told"
        yield f"  languages {', '.join(document.languages) or 'none'}"
        if document.copy_of:
            yield f"  copy of   {document.copy_of}"
        yield from self._left_out(document)
        yield from self._read(document.id)
        for refusal in self._view.refusals:
            if refusal.path == document.path:
                yield f"  refused   {refusal.code}: {words.safe(refusal.detail)}"

    def _account(self, report: Report) -> Iterable[str]:
        document = self._documents.get(report.document)
        who = "; ".join(words.source(s) for s in report.according_to) or "the article itself"
        times = f", {report.count} events" if report.count > 1 else ""
        yield f"  {self._name(document)} [{report.status}] according to {who}{times}"
        yield f"    {'reported as':12} {self._kind(report.kind)}: {_said(*report.triggers)}"
        for claim in report.claims:
            yield f"    {claim.property:12} {self._claim(claim, report)}"

    def _claim(self, claim: Claim, report: Report) -> str:
        notes: list[str] = []
        if claim.status != report.status:
            notes.append(claim.status)
        if claim.according_to and claim.according_to != report.according_to:
            notes.append(f"according to {'; '.join(words.source(s) for s in claim.according_to)}")
        note = f" [{', '.join(notes)}]" if notes else ""
        return f"{words.claim_value(claim.value)}{note}  {_said(claim.quote)}"

    def disagreements(self, rows: Iterable[Disagreement]) -> Iterable[str]:
        """Each disagreement: the property, then a line for each side."""
        for row in rows:
            where = "inside one document" if row.inside_document else "between accounts"
            yield f"  disagreement on {row.property.replace('.', ': ')}, {where}"
            for side in row.values:
                held = _listed(self._side(row.property, claim) for claim in side.claims)
                who = "; ".join(dict.fromkeys(words.source(s) for s in side.according_to)) or "the article itself"
                quotes = {claim.quote.exact: claim.quote for claim in side.claims}
                said = _said(*list(quotes.values())[:_SHOWN])
                yield f"    {held:28}  {who}  {said}"

    def _side(self, name: str, claim: Claim) -> str:
        if name == "status":
            return claim.status
        denied = f"{claim.status}: " if claim.status == "denied" else ""
        return denied + words.claim_value(claim.value)

    def _links(self, event: Event) -> Iterable[str]:
        for link in self._view.linked.links:
            if event.id in (link.source, link.target):
                out = link.source == event.id
                verb = link.type.replace("_", " ") if out else f"has {link.type.split('_')[0]}"
                other = self._events.get(link.target if out else link.source)
                said = f"  {_said(link.quote)}" if link.quote else "  (suggested: no words say so)"
                yield ""
                yield f"  {verb} {self.one_line(other)}{said}"

    def _left_out(self, document: Document) -> Iterable[str]:
        for dropped in document.dropped:
            yield f"  left out  {dropped.reason}: «{words.clip(dropped.exact, _QUOTE)}»"

    def _read(self, document: str) -> Iterable[str]:
        """Reports, tallies, figures and issues of a document."""
        for issue in self._documents[document].issues:
            yield f"  issue     {issue.code}: {words.safe(issue.detail)}"
        for judgement in self._view.judgements:
            standing = self._standings.get(judgement.id)
            if standing is not None and standing.state == "lapsed" and standing.document == document:
                yield f"  judgement {decisions.line(judgement, standing)}"
        for found in self._view.readings:
            if found.document != document:
                continue
            for issue in found.issues:
                yield f"  issue     {issue.code}: {words.safe(issue.detail)}"
            for tally in found.tallies:
                yield f"  tally     {tally.comparator} {tally.number} ({tally.kind}) {_said(tally.quote)}"
            for figure in found.figures:
                yield f"  figure    {figure.comparator} {figure.number} {words.safe(figure.of)} {_said(figure.quote)}"
            for report in found.reports:
                yield ""
                yield f"  of {self.one_line(self._events.get(self._event_of.get(report.id, '')))}"
                yield from self._account(report)

    def one_line(self, event: Event | None) -> str:
        """An event's id and title."""
        return f"{event.id} ({words.clip(event.title, 80)})" if event else "an event that is not linked yet"

    def _name(self, document: Document | None) -> str:
        if document is None:
            return "a document that is not in the ledger"
        outlet = f", {document.outlet}" if document.outlet else ""
        copy = f", copy of {document.copy_of}" if document.copy_of else ""
        return words.safe(f"{document.path}{outlet}{copy}")

    def _kind(self, kind: str) -> str:
        return self._kinds[kind].label if kind in self._kinds else kind.replace("_", " ")


def _listed(values: Iterable[str]) -> str:
    """Values that one side holds, each once: accounts that agree may still be worded or counted apart."""
    held = list(dict.fromkeys(values))
    return "; ".join((*held[:_SHOWN], *(["..."] if len(held) > _SHOWN else []))) or "?"


def _said(*quotes: Quote) -> str:
    """Words of an article, in its own quotation marks."""
    return "; ".join(f"«{words.clip(quote.exact, _QUOTE)}»" for quote in quotes)
