"""What people decide: the queue, judgements, and new ones."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Request, get, post
from litestar.datastructures import State
from litestar.params import JSONBody, QueryParameter

from recoupe.export import view
from recoupe.web.deciding import Asked, decide
from recoupe.web.desk import Desk
from recoupe.web.render import visitor_name

#: Most rows of one answer.
MOST = 500
Limit = Annotated[int, QueryParameter(ge=1, le=MOST, description=f"Rows of the answer, {MOST} at most.")]
Offset = Annotated[int, QueryParameter(ge=0, description="Rows to leave out first.")]


class Listing(msgspec.Struct, frozen=True):
    """Some of `total` rows, from `offset` on."""

    total: int
    offset: int
    items: list[dict[str, Any]]


@get("/api/queue", sync_to_thread=True, summary="What needs a human, most important first")
def queue(state: State, limit: Limit = 100, offset: Offset = 0) -> Listing:
    """Proposed merges, disagreements, issues, thin evidence, lapsed decisions."""
    desk: Desk = state["desk"]
    found = desk.catalogue().queue
    items = [msgspec.to_builtins(item) for item in found[offset : offset + limit]]
    return Listing(len(found), offset, items)


@get("/api/judgements", sync_to_thread=True, summary="Human decisions, oldest first")
def judgements(state: State, limit: Limit = 100, offset: Offset = 0) -> Listing:
    """Each with what it amounts to now: in force, undone, overruled, lapsed."""
    desk: Desk = state["desk"]
    catalogue = desk.catalogue()
    found = catalogue.view.judgements
    items = [view.judgement(j, catalogue.standings.get(j.id)) for j in found[offset : offset + limit]]
    return Listing(len(found), offset, items)


@post("/api/judgements", status_code=201, sync_to_thread=True, summary="Decide something")
def decide_something(request: Request[object, object, State], state: State, data: JSONBody[Asked]) -> dict[str, Any]:
    """Writes one judgement (several for `split`) and links the events anew; `linked` says whether that is done already.

    400 when it cannot be decided so, in words; 409 when somebody else decided on the same things since `seen`.
    """
    desk: Desk = state["desk"]
    decided = decide(desk, data, visitor_name(request, desk))
    return {"judgements": [view.judgement(j, None) for j in decided.judgements], "linked": decided.linked}


HANDLERS = (queue, judgements, decide_something)
