"""The page of one event, and of an id that was one."""

from __future__ import annotations

from collections.abc import Iterator

from litestar import Request, Response, get
from litestar.datastructures import State
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from recoupe.model.event import Event, Proposal, Whereabouts
from recoupe.review.reasons import Reason, reasons
from recoupe.web.catalogue import Catalogue
from recoupe.web.chain import chain
from recoupe.web.deciding import Trouble
from recoupe.web.desk import Desk
from recoupe.web.event_form import event_form
from recoupe.web.evidence import around, held
from recoupe.web.history import history, value_words
from recoupe.web.plots import plot
from recoupe.web.reasons import Reasons, coded
from recoupe.web.render import page, visitor_tongue

#: Longest id that is looked up, in characters.
_LONGEST = 80


@get("/event/{key:str}", include_in_schema=False, sync_to_thread=True)
def event(request: Request[object, object, State], state: State, key: FromPath[str]) -> Response[str]:
    """One event: its values and every claim behind them. An id that was an event once says what became of it."""
    return show(request, state["desk"], key)


def show(
    request: Request[object, object, State], desk: Desk, key: str, *, trouble: Trouble | None = None, status: int = 200
) -> Response[str]:
    """The page of an event; `trouble` is a decision on it that was not taken."""
    catalogue = desk.catalogue()
    found = catalogue.events.get(key)
    # Where everything that was ever in it still is, there is nothing to look up, which takes long in a large ledger.
    asked = len(key) <= _LONGEST and (found is None or desk.ledger.has_departed(key))
    here = desk.ledger.whereabouts(key) if asked else None
    if found is None:
        return _former(request, desk, catalogue, here, key)
    rows = held(found, catalogue)
    t = visitor_tongue(request)
    return page(
        request,
        desk,
        "event.html",
        status=status,
        trouble=trouble,
        form_of=event_form(found, catalogue, t),
        event=found,
        rows=rows,
        plots={row.name: plot(row) for row in rows},
        around=around,
        disputed=any(row.disputes and row.name.startswith("toll.") for row in rows),
        chain=chain(found, catalogue),
        proposals=list(_proposals(found, catalogue)),
        coded=lambda one: coded(one, t),
        history=history(found, catalogue),
        value_words=value_words,
        absorbed=desk.ledger.absorbed(key),
        elsewhere=_parts(here, catalogue, key),
        reason=Reasons(t),
        documents=catalogue.documents,
    )


def _former(
    request: Request[object, object, State], desk: Desk, catalogue: Catalogue, here: Whereabouts | None, key: str
) -> Response[str]:
    """What became of an event that is none any more."""
    if here is None:
        raise NotFoundException(key)
    parts = _parts(here, catalogue, key)
    return page(request, desk, "former.html", status=200 if parts else 410, here=here, parts=parts)


def _parts(here: Whereabouts | None, catalogue: Catalogue, key: str) -> list[tuple[Event, int]]:
    """Other events that hold reports which were once in this one, with how many."""
    found = [(catalogue.events.get(e), n) for e, n in here.parts if e != key] if here is not None else []
    return [(event, n) for event, n in found if event is not None]


def _proposals(event: Event, catalogue: Catalogue) -> Iterator[tuple[Proposal, Event, list[Reason], list[Reason]]]:
    """What may be the same event: the proposal, the other event, what they share and what sets them apart."""
    for proposal in catalogue.proposals.get(event.id, ()):
        other = catalogue.events.get(proposal.right if proposal.left == event.id else proposal.left)
        if other is not None:
            yield proposal, other, *reasons(event, other)


HANDLERS = (event,)
