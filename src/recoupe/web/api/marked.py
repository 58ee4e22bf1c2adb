"""A document's text with what was read from which words: what the pane beside an event shows."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Request, get
from litestar.datastructures import State
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery

from recoupe.model.spans import Quote
from recoupe.web.desk import Desk
from recoupe.web.marks import MarkKind, marks_of
from recoupe.web.pages.documents import span
from recoupe.web.pieces import Block, part_of
from recoupe.web.render import plain, visible, visitor_tongue
from recoupe.web.values import Teller


class MarkedSegment(msgspec.Struct, frozen=True):
    """A piece of text from `start` to `end` (code points), the kinds of mention that it is under, outermost first, and
    the claims and reports that rest on it.
    """

    text: str
    start: int
    end: int
    kinds: tuple[MarkKind, ...]
    refs: tuple[str, ...]


class MarkedRun(msgspec.Struct, frozen=True):
    """Segments side by side; `quoted`: they are, joined, the words asked for."""

    quoted: bool
    segments: tuple[MarkedSegment, ...]


class MarkedBlock(msgspec.Struct, frozen=True):
    """One zone of the text."""

    kind: str
    language: str
    runs: tuple[MarkedRun, ...]


class Marked(msgspec.Struct, frozen=True):
    """A document's text in blocks, part `part` of `parts`. A control character is shown as U+FFFD, so that each piece
    is as long as what it stands for. `outlet` and `published` are in words of the visitor's language.
    """

    document: str
    title: str
    outlet: str
    published: str
    part: int
    parts: int
    quote: Quote | None
    blocks: tuple[MarkedBlock, ...]


@get("/api/documents/{key:str}/marked", sync_to_thread=True)
def marked(
    request: Request[Any, Any, State],
    state: State,
    *,
    key: FromPath[str],
    quote: FromQuery[str] = "",
    event: FromQuery[str] = "",
    part: FromQuery[int] = 1,
) -> Marked:
    """A document's text cut into segments by what was read from which words.

    `quote` ("120-134", code points) chooses the words to show and the part that holds them; `event` keeps to what was
    read of that event; `part` chooses a part of a long text.
    """
    desk: Desk = state["desk"]
    catalogue = desk.catalogue()
    found = catalogue.documents.get(key)
    if found is None:
        raise NotFoundException(f"no document {key!r} in this ledger")
    reports = catalogue.readings[key].reports if key in catalogue.readings else ()
    if event:
        reports = tuple(r for r in reports if catalogue.event_of.get(r.id) == event)
    here = part_of(found, marks_of(found, reports), span(quote), part)
    words = here.quote
    tell = Teller(visitor_tongue(request))
    return Marked(
        document=found.id,
        title=plain(found.title or found.path),
        outlet=plain(found.outlet),
        published=tell.date(found.published.interval if found.published else None),
        part=here.number,
        parts=here.of,
        quote=Quote(words.start, words.end, visible(found.text[words.start : words.end])) if words else None,
        blocks=tuple(_block(block) for block in here.blocks),
    )


def _block(block: Block) -> MarkedBlock:
    runs = tuple(
        MarkedRun(run.quoted, tuple(MarkedSegment(s.text, s.start, s.end, s.kinds, s.refs) for s in run.segments))
        for run in block.runs
    )
    return MarkedBlock(block.kind, block.language, runs)


HANDLERS = (marked,)
