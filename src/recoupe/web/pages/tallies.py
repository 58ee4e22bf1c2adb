"""The page of running totals: what each speaker counts, beside the events held."""

from __future__ import annotations

from litestar import Request, Response, get
from litestar.datastructures import State

from recoupe.language.registry import load_registry
from recoupe.link.tallies import series
from recoupe.web.desk import Desk
from recoupe.web.render import page


@get("/tallies", include_in_schema=False, sync_to_thread=True)
def tallies(request: Request[object, object, State], state: State) -> Response[str]:
    """Series of running totals, a plot and a table each."""
    desk: Desk = state["desk"]
    catalogue = desk.catalogue()
    found = series(
        catalogue.tallies,
        catalogue.view.linked.events,
        catalogue.view.documents,
        tree=load_registry().tree(),
        kinds=desk.kinds,
    )
    return page(request, desk, "tallies.html", series=found, documents=catalogue.documents)


HANDLERS = (tallies,)
