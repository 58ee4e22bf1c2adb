"""`recoupe trace`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from recoupe.cli import words
from recoupe.cli.options import DATE
from recoupe.cli.outline import Outline
from recoupe.model.document import Document
from recoupe.model.parse import Parse
from recoupe.model.report import Report
from recoupe.pipeline.config import DEFAULT_MODEL, ReaderConfig

if TYPE_CHECKING:
    from recoupe.model.findings import Findings
    from recoupe.pipeline.trace import Trace

#: What `extract` and `resolve` find, in the order shown.
_FINDINGS = (
    *("reference", "triggers", "times", "places", "actors", "sites", "site_counts", "weapons", "tolls"),
    *("attributions", "responsibilities", "tallies", "figures", "issues"),
)


@click.command(name="trace")
@click.argument("file", metavar="FILE", type=click.Path(exists=True, path_type=Path))
@click.option("--published", type=DATE, metavar="DATE", help="Publication date if the page tells none: YYYY[-MM[-DD]].")
@click.option(
    "--words", "tokens", is_flag=True, help="Show each parsed word with its part of speech, relation and head."
)
@click.option(
    "--model",
    default=DEFAULT_MODEL,
    show_default=True,
    metavar="NAME",
    help="An installed spaCy pipeline with UD labels.",
)
def command(file: Path, published: str | None, tokens: bool, model: str) -> None:
    """Every room's output for one article, from the page to its events. Nothing is written.

    «words»@N are words of the article at offset N of its cleaned text.
    """
    from recoupe.cli.screen import out
    from recoupe.pipeline.trace import trace

    console, refused = out(), False
    for one in trace(file, published, ReaderConfig(model=model)):
        refused |= one.refusal is not None
        for line in show(one, tokens):
            console.print(line, soft_wrap=True)
    sys.exit(1 if refused else 0)


def show(one: Trace, tokens: bool) -> Iterator[str]:
    """A trace as lines."""
    if one.page:
        size = f"{len(one.page.content)} bytes, sha256 {one.page.sha256[:12]}…"
        yield f"ingest: {words.safe(one.page.path)}, {one.page.media_type}, {size}"
        for name, value in msgspec.structs.asdict(one.page.metadata).items():
            if value:
                yield f"  {name:9} {words.clip(value, 90)}"
    if one.refusal:
        yield f"refused: {words.safe(one.refusal.path)}: {one.refusal.code}: {words.safe(one.refusal.detail)}"
    if one.document is None or one.parse is None or one.findings is None or one.reading is None or one.linked is None:
        return
    outline = Outline(one.document.text)
    yield from _clean(one.document)
    yield from _parse(one.parse, one.document.text, tokens)
    yield from _found(one.findings, outline)
    yield ""
    yield f"report: {words.count(len(one.reading.reports), 'report')}"
    for report in one.reading.reports:
        yield from _report(report, outline)
    for name in ("links", "tallies", "figures", "issues"):
        yield from _list(name, getattr(one.reading, name), outline)
    yield ""
    yield f"link (this article alone): {words.count(len(one.linked.events), 'event')}"
    for event in one.linked.events:
        yield f"  {event.id}  {words.safe(event.title)}  {event.grade}: {words.safe(event.grade_reason)}"
    yield from _list("disagreements", one.linked.disagreements, outline)


def _clean(document: Document) -> Iterator[str]:
    yield ""
    yield f"clean: {document.id}, {len(document.text)} characters, languages {', '.join(document.languages) or 'none'}"
    yield f"  title     {words.safe(document.title or 'none')}"
    yield f"  outlet    {words.safe(document.outlet or 'none')}"
    published = document.published
    told = (
        f"{words.date(published.interval)} ({published.evidence.kind}: {words.clip(published.evidence.exact, 60)})"
        if published
        else "not told"
    )
    yield f"  published {told}"
    if document.dateline:
        yield f"  dateline  «{words.safe(document.dateline.exact)}»"
    for zone in document.zones:
        said = words.clip(document.text[zone.start : zone.end], 90)
        yield f"  zone      {zone.kind} [{zone.language}] «{said}»@{zone.start}"
    for dropped in document.dropped:
        yield f"  left out  {dropped.reason}: «{words.clip(dropped.exact, 90)}»"
    for issue in document.issues:
        yield f"  issue     {issue.code}: {words.safe(issue.detail)}"


def _parse(parse: Parse, text: str, tokens: bool) -> Iterator[str]:
    parsed = sum(bool(s.tokens) for s in parse.sentences)
    yield ""
    yield f"parse: {words.count(len(parse.sentences), 'sentence')}, {parsed} of them worth parsing (marked +)"
    for sentence in parse.sentences:
        mark = "+" if sentence.tokens else " "
        yield f" {mark}{sentence.index:3} [{sentence.zone}] {words.clip(text[sentence.start : sentence.end], 120)}"
        for token in sentence.tokens if tokens else ():
            head = sentence.tokens[token.head].text
            said = f"{words.safe(token.text):20} {token.pos:6} {token.dep:12} <- {words.safe(head):20} {token.lemma}"
            yield f"        {said}"


def _found(findings: Findings, outline: Outline) -> Iterator[str]:
    yield ""
    yield "extract and resolve:"
    for name in _FINDINGS:
        value = getattr(findings, name)
        rows = value if isinstance(value, tuple) else () if value is None else (value,)
        yield from _list(name, rows, outline)


def _list(name: str, rows: tuple[object, ...], outline: Outline) -> Iterator[str]:
    if rows:
        yield f" {name.replace('_', ' ')}"
        yield from outline.lines(rows)


def _report(report: Report, outline: Outline) -> Iterator[str]:
    who = "; ".join(words.source(s) for s in report.according_to) or "the article itself"
    times = f" x{report.count}" if report.count > 1 else ""
    yield f" {report.id}  {report.kind}{times}  {report.status}  according to {who}"
    yield f"  {'triggers':12} {' '.join(outline.one(t) for t in report.triggers)}"
    for claim in report.claims:
        said = "; ".join(words.source(s) for s in claim.according_to)
        status = f"{claim.status}, according to {said}" if said else claim.status
        yield f"  {claim.property:12} {words.claim_value(claim.value)}  {outline.one(claim.quote)}  {status}"
