"""/api/overview: what the overview's map, timeline and table show."""

from __future__ import annotations

import math
from typing import Annotated, Any

from litestar import Request, get
from litestar.datastructures import State
from litestar.params import QueryParameter

from recoupe.model.errors import DataError
from recoupe.web.api.asked import ASKED
from recoupe.web.desk import Desk
from recoupe.web.filters import Filter, Paging, Window
from recoupe.web.lanes import LANES, Lanes
from recoupe.web.render import visitor_tongue
from recoupe.web.shown import PARTS, Part


@get("/api/overview", summary="Counts, map, timeline and table", dependencies=ASKED, sync_to_thread=True)
def overview(
    request: Request[object, object, State],
    state: State,
    *,
    wanted: Filter,
    paging: Paging,
    lanes: Annotated[str, QueryParameter(description=f"What lanes of the timeline are: {', '.join(LANES)}.")] = "",
    window: Annotated[str, QueryParameter(description="Days that the timeline shows: FROM..TO.")] = "",
    zoom: Annotated[str, QueryParameter(description="How near the map is: 1 is the whole world; 2 half of it.")] = "",
    view: Annotated[str, QueryParameter(description="What the map shows: west,south,east,north in degrees.")] = "",
    parts: Annotated[str, QueryParameter(description=f"Only these of {', '.join(PARTS)}, with commas.")] = "",
) -> dict[str, Any]:
    """Everything that an overview shows under a filter, in the visitor's language, aggregated so that it stays small.

    `facets` count what each further choice would leave; `map` gathers events by place, never finer than the text;
    `timeline` has bars, or counts by stretch of days; `rows` is a page of the table.
    """
    desk: Desk = state["desk"]
    return desk.shown().overview(
        wanted,
        paging,
        visitor_tongue(request),
        parts=_parts(parts),
        by=_lanes(lanes),
        window=Window.parse(window),
        zoom=_zoom(zoom),
        view=Filter.parse({"bbox": [view]}).box,
    )


def _parts(text: str) -> tuple[Part, ...]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    if wrong := [name for name in names if name not in PARTS]:
        raise DataError(f"parts={wrong[0]}: it is one of {', '.join(PARTS)}")
    return tuple(part for part in PARTS if part in names) or PARTS


def _lanes(text: str) -> Lanes:
    found = next((lanes for lanes in LANES if lanes == (text or LANES[0])), None)
    if found is None:
        raise DataError(f"lanes={text}: it is one of {', '.join(LANES)}")
    return found


def _zoom(text: str) -> float:
    try:
        zoom = float(text or 1)
    except ValueError:
        zoom = math.nan
    if not 0 < zoom < 1e6:
        raise DataError(f"zoom={text}: it is a number, 1 for the whole world")
    return zoom


HANDLERS = (overview,)
