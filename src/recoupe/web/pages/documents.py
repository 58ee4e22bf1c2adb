"""The page of one document."""

from __future__ import annotations

from collections.abc import Sequence

from litestar import Request, Response, get
from litestar.datastructures import State
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery

from recoupe.model.document import Document
from recoupe.model.event import Event
from recoupe.model.report import Report
from recoupe.model.spans import CharSpan
from recoupe.web.catalogue import Catalogue
from recoupe.web.compare import Comparison, compare, number_words
from recoupe.web.desk import Desk
from recoupe.web.marks import KINDS, kind_of, marks_of
from recoupe.web.pieces import part_of
from recoupe.web.render import hidden, page

#: Most copies compared on one page.
_COMPARED = 8


@get("/document/{key:str}", include_in_schema=False, sync_to_thread=True)
def document(
    request: Request[object, object, State],
    state: State,
    *,
    key: FromPath[str],
    quote: FromQuery[str] = "",
    part: FromQuery[int] = 1,
) -> Response[str]:
    """One document: its text and what was read from which words."""
    desk: Desk = state["desk"]
    catalogue = desk.catalogue()
    found = catalogue.documents.get(key)
    if found is None:
        raise NotFoundException(key)
    reports = catalogue.readings[key].reports if key in catalogue.readings else ()
    issues = catalogue.issues(key)
    marks = marks_of(found, reports, issues)
    here = part_of(found, marks, span(quote), part)
    return page(
        request,
        desk,
        "document.html",
        document=found,
        part=here,
        reports=[(r, _event(r, catalogue)) for r in reports],
        issues=issues,
        kinds=[k for k in KINDS if any(m.kind == k for m in marks)],
        kind_of=kind_of,
        hidden=hidden(found.text),
        linkable=(found.uri or "").lower().startswith(("http://", "https://")),
        original=catalogue.documents.get(found.copy_of or ""),
        compared=_compared(found, catalogue),
        more_copies=max(0, len(catalogue.copies.get(key, ())) - _COMPARED),
        versions=[d for d in catalogue.versions(found) if d.id != key],
    )


def span(words: str) -> CharSpan | None:
    """ "120-134" as a stretch; None for anything else."""
    first, _, last = words.partition("-")
    if not (first.isascii() and first.isdigit() and last.isascii() and last.isdigit()):
        return None
    return CharSpan(int(first[:_DIGITS]), int(last[:_DIGITS]))


#: Digits of an offset: no text is that long.
_DIGITS = 9


def _event(report: Report, catalogue: Catalogue) -> Event | None:
    return catalogue.events.get(catalogue.event_of.get(report.id, ""))


def _compared(found: Document, catalogue: Catalogue) -> Sequence[tuple[Document, Comparison]]:
    """A copy with what it made of its original; an original with what each copy made of it."""
    numbers = frozenset[str]().union(*map(number_words, found.languages))
    original = catalogue.documents.get(found.copy_of or "")
    if original is not None:
        return [(found, compare(original.text, found.text, numbers))]
    return [(copy, compare(found.text, copy.text, numbers)) for copy in catalogue.copies.get(found.id, ())[:_COMPARED]]


HANDLERS = (document,)
