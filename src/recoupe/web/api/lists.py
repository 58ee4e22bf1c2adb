"""Lists under /api, in the words of the export contract (docs: export.md), page by page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Annotated, Any, TypeVar

from litestar import Request, Response, get
from litestar.datastructures import State
from litestar.exceptions import NotFoundException
from litestar.params import QueryParameter

from recoupe.export import view
from recoupe.export.geojson import feature
from recoupe.model.event import Event
from recoupe.web.api.asked import ASKED
from recoupe.web.desk import Desk
from recoupe.web.filters import Filter, Paging
from recoupe.web.render import visitor_tongue

T = TypeVar("T")
Object = dict[str, Any]
Only = Annotated[str, QueryParameter(description="Only those of this one (id).")]
GEOJSON = "application/geo+json"


@get("/api/events", summary="Events", dependencies=ASKED, sync_to_thread=True)
def events(request: Request[object, object, State], state: State, wanted: Filter, paging: Paging) -> Object:
    """Events under a filter, each whole; `total` counts those that match."""
    desk: Desk = state["desk"]
    found, total = _chosen(desk, request, wanted, paging)
    return _listed("events", [view.event(event, desk.kinds) for event in found], total, paging)


@get("/api/events.geojson", summary="Events as GeoJSON", dependencies=ASKED, sync_to_thread=True, media_type=GEOJSON)
def geojson(request: Request[object, object, State], state: State, wanted: Filter, paging: Paging) -> Response[Object]:
    """A feature (RFC 7946) for each place of each event of the page; without geometry where nothing is located."""
    desk: Desk = state["desk"]
    disputes = desk.catalogue().disagreements
    found, _ = _chosen(desk, request, wanted, paging)
    features = [
        feature(event, place, desk.kinds, sorted({d.property for d in disputes.get(event.id, ())}))
        for event in found
        for place in (event.where or (None,))
    ]
    return Response({"type": "FeatureCollection", "features": features}, media_type=GEOJSON)


@get("/api/events/{key:str}", summary="One event", sync_to_thread=True)
def event(state: State, key: str) -> Object:
    """One event with its disagreements and links. A former id answers 404 with what became of it in `detail`, unless
    one event holds it all: then `event` is that one, and `became` says so.
    """
    desk: Desk = state["desk"]
    catalogue, became = desk.catalogue(), None
    found = catalogue.events.get(key)
    if found is None:
        whereabouts = desk.ledger.whereabouts(key)
        found = catalogue.events.get((whereabouts.event if whereabouts else None) or "")
        if whereabouts is None or found is None:
            raise NotFoundException(
                f"no event {key!r} in this ledger" + (": nothing is left of it" if whereabouts else "")
            )
        became = {
            "asked": key,
            "event": found.id,
            "parts": [{"event": part, "reports": number} for part, number in whereabouts.parts],
            "lost": whereabouts.lost,
            "until": whereabouts.until,
        }
    return {
        "event": view.event(found, desk.kinds),
        "disagreements": [view.disagreement(d) for d in catalogue.disagreements.get(found.id, ())],
        "links": [view.link(link) for link in catalogue.links.get(found.id, ())],
        "became": became,
    }


@get("/api/reports", summary="Reports", dependencies=ASKED, sync_to_thread=True)
def reports(state: State, *, wanted: Filter, paging: Paging, event: Only = "", document: Only = "") -> Object:
    """Reports of the events under a filter: what one document says of one event, with every claim and its quote."""
    catalogue = state["desk"].catalogue()
    kept = [
        report
        for key in _matching(state["desk"], wanted, event)
        for report in catalogue.accounts(catalogue.events[key])
        if document in ("", report.document)
    ]
    page = [view.report(report, catalogue.event_of) for report in _page(kept, paging)]
    return _listed("reports", page, len(kept), paging)


@get("/api/claims", summary="Claims", dependencies=ASKED, sync_to_thread=True)
def claims(
    state: State,
    *,
    wanted: Filter,
    paging: Paging,
    event: Only = "",
    document: Only = "",
    property_: Annotated[str, QueryParameter(query="property", description="Only claims on this property.")] = "",
) -> Object:
    """Claims of the events under a filter: one value each, who says so, in which words."""
    catalogue = state["desk"].catalogue()
    kept = [
        (claim, report, key)
        for key in _matching(state["desk"], wanted, event)
        for report in catalogue.accounts(catalogue.events[key])
        if document in ("", report.document)
        for claim in report.claims
        if property_ in ("", claim.property)
    ]
    page = [
        {**view.claim(claim), "report": report.id, "document": report.document, "event": key}
        for claim, report, key in _page(kept, paging)
    ]
    return _listed("claims", page, len(kept), paging)


@get("/api/tallies", summary="Running totals", dependencies=ASKED, sync_to_thread=True)
def tallies(
    state: State,
    *,
    paging: Paging,
    document: Only = "",
    kind: Annotated[str, QueryParameter(description="Only totals of this kind of event.")] = "",
    country: Annotated[str, QueryParameter(description="Only totals that cover this country (ISO 3166-1).")] = "",
) -> Object:
    """Running totals that articles give; never added to an event's toll."""
    kept = [
        tally
        for tally in state["desk"].catalogue().tallies
        if document in ("", tally.document)
        and kind in ("", tally.kind)
        and (not country or country.upper() in tally.scope)
    ]
    return _listed("tallies", [view.tally(tally) for tally in _page(kept, paging)], len(kept), paging)


@get("/api/documents", summary="Documents", dependencies=ASKED, sync_to_thread=True)
def documents(
    state: State,
    wanted: Filter,
    paging: Paging,
    outlet: Annotated[str, QueryParameter(description="Only articles of this outlet, as named.")] = "",
) -> Object:
    """Articles without their texts (`/api/documents/ID` has them): those that tell of the events under a filter, or all
    where none is set.
    """
    desk: Desk = state["desk"]
    catalogue = desk.catalogue()
    keys: Iterable[str] = catalogue.documents
    if wanted != Filter():
        keys = sorted({d for key in _matching(desk, wanted, "") for d in catalogue.events[key].documents})
    kept = [d for key in keys if (d := catalogue.documents.get(key)) and outlet in ("", d.outlet)]
    page = [{k: v for k, v in view.document(d).items() if k not in ("text", "dropped")} for d in _page(kept, paging)]
    return _listed("documents", page, len(kept), paging)


def _chosen(
    desk: Desk, request: Request[object, object, State], wanted: Filter, paging: Paging
) -> tuple[list[Event], int]:
    """A page of the events under a filter, and how many there are."""
    shown = desk.shown()
    rows = shown.orders(visitor_tongue(request)).rows(shown.columns.matching(wanted), paging)
    return [shown.columns.events[row] for row in _page(rows.tolist(), paging)], len(rows)


def _matching(desk: Desk, wanted: Filter, event: str) -> list[str]:
    """Ids of the events under a filter, sorted; at most the one of that id where one is given."""
    columns = desk.shown().columns
    chosen = columns.matching(wanted)
    if event:
        row = columns.row.get(event)
        return [event] if row is not None and chosen[row] else []
    return [columns.events[row].id for row in chosen.nonzero()[0]]


def _page(found: Sequence[T], paging: Paging) -> list[T]:
    return list(islice(found, paging.offset, paging.offset + paging.limit))


def _listed(name: str, rows: list[Object], total: int, paging: Paging) -> Object:
    return {"total": total, "offset": paging.offset, "limit": paging.limit, name: rows}


HANDLERS = (events, geojson, event, reports, claims, tallies, documents)
