"""The overview: map, timeline, table, filters, all one view."""

from __future__ import annotations

import msgspec
from litestar import Request, Response, get
from litestar.datastructures import State

from recoupe.web.desk import Desk
from recoupe.web.filters import Filter, Paging
from recoupe.web.render import page, visitor_tongue

#: Rows that the page has before its script asks for more, as overview.ts asks for them.
ROWS = 50


@get("/", include_in_schema=False, sync_to_thread=True)
def overview(request: Request[object, object, State], state: State) -> Response[str]:
    """The page with the first rows of its table; its map and timeline ask /api/overview."""
    desk: Desk = state["desk"]
    query = {name: request.query_params.getall(name) for name in request.query_params}
    wanted, paging = Filter.parse(query), msgspec.structs.replace(Paging.parse(query), limit=ROWS)
    found = desk.shown().overview(wanted, paging, visitor_tongue(request), parts=("rows",))
    return page(request, desk, "overview.html", wanted=wanted, **found)


HANDLERS = (overview,)
