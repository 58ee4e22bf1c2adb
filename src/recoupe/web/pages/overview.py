"""The overview: map, timeline, table, filters, all one view."""

from __future__ import annotations

from litestar import Request, Response, get
from litestar.datastructures import State

from recoupe.web.desk import Desk
from recoupe.web.filters import Filter, Paging
from recoupe.web.render import page, visitor_tongue


@get("/", include_in_schema=False, sync_to_thread=True)
def overview(request: Request[object, object, State], state: State) -> Response[str]:
    """The page with the first rows of its table; its map and timeline ask /api/overview."""
    desk: Desk = state["desk"]
    query = {name: request.query_params.getall(name) for name in request.query_params}
    wanted, paging = Filter.parse(query), Paging.parse(query)
    found = desk.shown().overview(wanted, paging, visitor_tongue(request), parts=("rows",))
    return page(request, desk, "overview.html", wanted=wanted, **found)


HANDLERS = (overview,)
