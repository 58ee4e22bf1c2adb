"""What people type for an id: whole, shortened, without its prefix, an id of the past, or a file name."""

from __future__ import annotations

from collections.abc import Iterable

from recoupe.ledger.store import Ledger
from recoupe.model.document import Document
from recoupe.model.errors import DataError
from recoupe.model.event import Event
from recoupe.model.view import LedgerView

#: Candidates named when an abbreviation stands for several.
_NAMED = 6


def look_up(text: str, view: LedgerView, ledger: Ledger) -> tuple[Event | Document, str | None]:
    """The event or document that `text` names, and the former event id that led to it, if one did.

    Raises:
        DataError: nothing or several things are called so.
    """
    events = {event.id: event for event in view.linked.events}
    documents = {document.id: document for document in view.documents}
    former = {old: new for old in ledger.former_events() if old not in events and (new := ledger.resolve_event(old))}
    found = _matches(text, (*events, *documents, *former)) or [d.id for d in view.documents if _is_file(text, d)]
    if not found:
        raise DataError(
            f"nothing in the ledger is called {text!r}. `recoupe timeline` lists the events with their ids."
        )
    if len(found) > 1:
        named = ", ".join(sorted(found)[:_NAMED])
        more = " …" if len(found) > _NAMED else ""
        raise DataError(f"{text!r} stands for {len(found)} things: {named}{more}. Give more of the id.")
    key = found[0]
    if key in former:
        return events[former[key]], key
    return (events.get(key) or documents[key]), None


def _matches(text: str, ids: Iterable[str]) -> list[str]:
    """Ids that are `text`, or begin with it, with or without their prefix."""
    ids = tuple(ids)
    if text in ids:
        return [text]
    return [one for one in ids if text and (one.startswith(text) or one.partition(":")[2].startswith(text))]


def _is_file(text: str, document: Document) -> bool:
    return document.path == text or document.path.endswith(f"/{text}")
