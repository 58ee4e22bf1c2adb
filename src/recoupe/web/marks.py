"""Highlights over a text: which stretches are of which kind, and the text cut into segments between their ends.

Offsets are code points into `Document.text`, and stay so here: a page or a script gets pieces of text, never offsets to
slice by.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from recoupe.model.document import Document, Issue
from recoupe.model.report import Property, Report
from recoupe.model.spans import CharSpan
from recoupe.model.values import Source
from recoupe.web.render import visible

MarkKind = Literal["when", "where", "who", "whom", "toll", "weapon", "source", "trigger", "issue"]
#: Kinds of mention, as the legend lists them.
KINDS: tuple[MarkKind, ...] = ("when", "where", "who", "whom", "toll", "weapon", "source", "trigger")
_OF: Mapping[Property, MarkKind] = {
    "when": "when",
    "where": "where",
    "attacker": "who",
    "actor": "who",
    "target": "whom",
    "partner": "whom",
    "sites": "whom",
    "weapon": "weapon",
    "toll": "toll",
}
#: How far from the words that tell an event the name of its source is looked for, in code points.
_REACH = 1500


class Mark(msgspec.Struct, frozen=True, order=True):
    """A stretch of text and what it was read as. `ref` is the claim, report or issue that rests on it."""

    start: int
    end: int
    kind: MarkKind
    ref: str


class Segment(msgspec.Struct, frozen=True):
    """A piece of text under the same marks from end to end, the longest mark first."""

    start: int
    end: int
    text: str
    marks: tuple[Mark, ...] = ()

    @property
    def kinds(self) -> tuple[MarkKind, ...]:
        """Kinds of its marks, each once, the outermost first."""
        return tuple(dict.fromkeys(mark.kind for mark in self.marks))

    @property
    def refs(self) -> tuple[str, ...]:
        """What rests on it, each once."""
        return tuple(dict.fromkeys(mark.ref for mark in self.marks))


def segments(text: str, marks: Iterable[Mark], start: int = 0, end: int | None = None) -> tuple[Segment, ...]:
    """`text[start:end]` cut at the ends of `marks`: joined, the pieces are that text (`visible`: a control is shown as
    one character); the pieces under a mark, joined, are its words.
    """
    end = len(text) if end is None else end
    inside = sorted(
        (m for m in marks if m.start < end and m.end > start and m.start < m.end), key=lambda m: (m.start, -m.end, m)
    )
    cuts = sorted({start, end, *(min(max(p, start), end) for m in inside for p in (m.start, m.end))})
    found: list[Segment] = []
    open_marks: list[Mark] = []
    waiting = iter(inside)
    coming = next(waiting, None)
    for here, there in itertools.pairwise(cuts):
        while coming is not None and coming.start <= here:
            open_marks.append(coming)
            coming = next(waiting, None)
        open_marks = [m for m in open_marks if m.end > here]
        over = tuple(sorted(open_marks, key=lambda m: (m.start - m.end, m)))
        found.append(Segment(here, there, visible(text[here:there]), over))
    return tuple(found)


def marks_of(document: Document, reports: Sequence[Report], issues: Sequence[Issue] = ()) -> tuple[Mark, ...]:
    """Everything that was read from which words of a document, sorted."""
    found = [mark for report in reports for mark in _of_report(document.text, report)]
    found += [Mark(i.quote.start, i.quote.end, "issue", f"issue:{n}") for n, i in enumerate(issues) if i.quote]
    return tuple(sorted(set(found)))


def kind_of(name: Property) -> MarkKind:
    """Kind of mention of a property."""
    return _OF[name]


def _of_report(text: str, report: Report) -> Iterator[Mark]:
    for quote in report.triggers:
        yield Mark(quote.start, quote.end, "trigger", report.id)
    for claim in report.claims:
        yield Mark(claim.quote.start, claim.quote.end, _OF[claim.property], claim.id)
    told = report.triggers[0].start if report.triggers else 0
    named: dict[Source, list[tuple[int, str]]] = {}
    for source in report.according_to:
        named.setdefault(source, []).append((told, report.id))
    for claim in report.claims:
        for source in claim.according_to:
            named.setdefault(source, []).append((claim.quote.start, claim.id))
    for source, uses in named.items():
        for near, ref in uses:
            span = locate(text, source, near)
            if span is not None:
                yield Mark(span.start, span.end, "source", ref)


def locate(text: str, source: Source, near: int) -> CharSpan | None:
    """Where the text names a source, nearest to `near`: by its name, else its role, else its organisation, as whole
    words exactly as the ledger has them. A claim holds no offsets for its source; None where it is written otherwise.
    """
    for words in (source.name, source.role, source.org):
        found = _nearest(text, words, near) if words else None
        if found is not None:
            return found
    return None


def _nearest(text: str, words: str, near: int) -> CharSpan | None:
    first, best = max(0, near - _REACH), None
    here = text.find(words, first, near + _REACH)
    while here >= 0:
        end = here + len(words)
        alone = not text[here - 1 : here].isalnum() and not text[end : end + 1].isalnum()
        if alone and (best is None or abs(here - near) < abs(best.start - near)):
            best = CharSpan(here, end)
        here = text.find(words, here + 1, near + _REACH)
    return best
