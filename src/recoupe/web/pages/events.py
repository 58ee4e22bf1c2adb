"""The page of one event."""

from __future__ import annotations

from litestar import Request, Response, get
from litestar.datastructures import State
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from recoupe.web.desk import Desk
from recoupe.web.render import page


@get("/event/{key:str}", include_in_schema=False, sync_to_thread=True)
def event(request: Request[object, object, State], state: State, key: FromPath[str]) -> Response[str]:
    """One event: its values and every claim behind them."""
    desk: Desk = state["desk"]
    found = desk.catalogue().events.get(key)
    if found is None:
        raise NotFoundException(key)
    return page(request, desk, "event.html", event=found)


HANDLERS = (event,)
