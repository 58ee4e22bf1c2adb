"""What people type for an id: whole, shortened, without its prefix, an id of the past, or a file name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from recoupe.ledger.store import Ledger
from recoupe.model.document import Document
from recoupe.model.errors import DataError
from recoupe.model.event import Event, Whereabouts
from recoupe.model.view import LedgerView
from recoupe.pipeline.review import Review

#: Candidates named when an abbreviation stands for several.
_NAMED = 6


def look_up(text: str, view: LedgerView, ledger: Ledger) -> tuple[Event | Document | None, Whereabouts | None]:
    """The event or document that `text` names; of an event, also what became of what it once held. None and what is
    known when nothing is left of an event.

    Raises:
        DataError: nothing or several things are called so.
    """
    events = {event.id: event for event in view.linked.events}
    documents = {document.id: document for document in view.documents}
    ids = (*events, *documents, *ledger.former_events())
    found = _matches(text, ids) or [d.id for d in view.documents if _is_file(text, d)]
    if not found and (here := ledger.whereabouts(text)) is not None:
        return events.get(here.event or ""), here
    key = _only(text, found, "`recoupe timeline` lists the events with their ids.")
    if key in documents:
        return documents[key], None
    here = ledger.whereabouts(key)
    return (events.get(here.event) if here is not None and here.event is not None else None), here


def find_subject(text: str, review: Review) -> str:
    """The id that `text` shortens, of anything that a judgement can be about, former events among it; as it is when it
    shortens none.

    Raises:
        DataError: it stands for several.
    """
    known = review.subjects
    found = _matches(text, (*known.events, *known.reports, *known.disagreements, *known.issues, *known.judgements))
    found = found or _matches(text, review.former_events())
    return _only(text, found, "") if found else text


def _only(text: str, found: Sequence[str], hint: str) -> str:
    if not found:
        raise DataError(f"nothing in the ledger is called {text!r}. {hint}")
    if len(found) > 1:
        named = ", ".join(sorted(found)[:_NAMED])
        more = " …" if len(found) > _NAMED else ""
        raise DataError(f"{text!r} stands for {len(found)} things: {named}{more}. Give more of the id.")
    return found[0]


def _matches(text: str, ids: Iterable[str]) -> list[str]:
    """Ids that are `text`, or begin with it, with or without their prefix."""
    ids = tuple(ids)
    if text in ids:
        return [text]
    return [one for one in ids if text and (one.startswith(text) or one.partition(":")[2].startswith(text))]


def _is_file(text: str, document: Document) -> bool:
    return document.path == text or document.path.endswith(f"/{text}")
