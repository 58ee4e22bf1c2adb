"""The overview: map, timeline, table, filters, all one view."""

from __future__ import annotations

from litestar import Request, Response, get
from litestar.datastructures import State

from recoupe.web.render import page


@get("/", include_in_schema=False, sync_to_thread=True)
def overview(request: Request[object, object, State], state: State) -> Response[str]:
    """The page; its map, timeline and table ask /api/overview."""
    return page(request, state["desk"], "overview.html")


HANDLERS = (overview,)
