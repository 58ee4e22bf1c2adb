"""What every list of events can be asked with: the parameters of an address, typed for OpenAPI."""

from __future__ import annotations

from typing import Annotated

from litestar.di import Provide
from litestar.params import QueryParameter

from recoupe.web.filters import GRADES, MOST_ROWS, ROWS, SORTS, Filter, Paging

Texts = list[str] | None


def filter_of(
    *,
    since: Annotated[
        str, QueryParameter(query="from", description="Events that may be on or after this day (ISO).")
    ] = "",
    until: Annotated[
        str, QueryParameter(query="to", description="Events that may be on or before this day (ISO).")
    ] = "",
    place: Annotated[Texts, QueryParameter(query="place", description="In one of these places (ids).")] = None,
    country: Annotated[
        Texts, QueryParameter(query="country", description="In one of these countries (ISO 3166-1).")
    ] = None,
    kind: Annotated[Texts, QueryParameter(query="kind", description="Of one of these kinds.")] = None,
    actor: Annotated[
        Texts, QueryParameter(query="actor", description="By or against one of these or their parts.")
    ] = None,
    source: Annotated[Texts, QueryParameter(query="source", description="Told by one of these (ids).")] = None,
    grade: Annotated[
        Texts,
        QueryParameter(
            query="grade", description=f"Of these grades: {', '.join(GRADES)}. Unless named, none discounted."
        ),
    ] = None,
    disputed: Annotated[str, QueryParameter(query="disputed", description="1: only where accounts disagree.")] = "",
    review: Annotated[str, QueryParameter(query="review", description="1: only what waits for a person.")] = "",
    q: Annotated[
        str, QueryParameter(query="q", description="Each word begins a word of the event or its quotes.")
    ] = "",
    bbox: Annotated[str, QueryParameter(query="bbox", description="west,south,east,north in degrees.")] = "",
) -> Filter:
    """The filter that an address asks for."""
    one = {"from": since, "to": until, "disputed": disputed, "review": review, "q": q, "bbox": bbox}
    several = {"place": place, "country": country, "kind": kind, "actor": actor, "source": source, "grade": grade}
    return Filter.parse({**{k: [v] for k, v in one.items()}, **{k: v or [] for k, v in several.items()}})


def paging_of(
    *,
    sort: Annotated[str, QueryParameter(query="sort", description=f"One of {', '.join(SORTS)}.")] = "",
    order: Annotated[str, QueryParameter(query="order", description="asc or desc; what has no value comes last.")] = "",
    offset: Annotated[str, QueryParameter(query="offset", description="Rows to leave out at first.")] = "",
    limit: Annotated[str, QueryParameter(query="limit", description=f"Rows: {ROWS}, at most {MOST_ROWS}.")] = "",
) -> Paging:
    """The page of a list that an address asks for."""
    asked = {"sort": sort, "order": order, "offset": offset, "limit": limit}
    return Paging.parse({key: [value] for key, value in asked.items()})


ASKED = {"wanted": Provide(filter_of, sync_to_thread=False), "paging": Provide(paging_of, sync_to_thread=False)}
