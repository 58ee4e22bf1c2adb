"""The page of one document."""

from __future__ import annotations

from litestar import Request, Response, get
from litestar.datastructures import State
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from recoupe.web.desk import Desk
from recoupe.web.render import page


@get("/document/{key:str}", include_in_schema=False, sync_to_thread=True)
def document(request: Request[object, object, State], state: State, key: FromPath[str]) -> Response[str]:
    """One document: its text and what was read from which words."""
    desk: Desk = state["desk"]
    found = desk.catalogue().documents.get(key)
    if found is None:
        raise NotFoundException(key)
    return page(request, desk, "document.html", document=found)


HANDLERS = (document,)
