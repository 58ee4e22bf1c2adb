"""The review page: a queue worked by keyboard, one item at a time."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.datastructures import Cookie, State
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromQuery
from litestar.response import Redirect

from recoupe.model.errors import DataError
from recoupe.review.meanwhile import DecidedMeanwhile
from recoupe.review.queue import Item
from recoupe.web.deciding import DecisionForm, Trouble, decide
from recoupe.web.desk import Desk
from recoupe.web.pages import events
from recoupe.web.pages.choices import inside, name_cookie
from recoupe.web.render import page, url, visitor_name, visitor_tongue
from recoupe.web.reviewing import KEYS, Bench, item_key

#: Items listed beside the one at work.
_LISTED = 60


@get("/review", include_in_schema=False, sync_to_thread=True)
def review(
    request: Request[object, object, State],
    state: State,
    *,
    item: FromQuery[str] = "",
    kind: FromQuery[str] = "",
    done: FromQuery[str] = "",
    event: FromQuery[str] = "",
) -> Response[str]:
    """The queue: `kind` for items of one kind, `item` the one at work (else the first about `event`, else the first),
    `done` what was decided.
    """
    desk: Desk = state["desk"]
    found = (i for i in desk.catalogue().queue if event in i.events)
    # What asks for an event by name asks about a merge, where one is proposed.
    about = (item_key(i) for i in sorted(found, key=lambda i: i.kind != "proposal"))
    return _page(request, desk, item=item or next(about, ""), kind=kind, done=done)


@post("/review/decide", include_in_schema=False, sync_to_thread=True)
def take(
    request: Request[object, object, State],
    state: State,
    data: Annotated[DecisionForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:
    """Decide, and go on to the next item or back to the page that the form stood on."""
    desk: Desk = state["desk"]
    before = [item_key(item) for item in desk.catalogue().queue]
    try:
        decided = decide(desk, data.asked(), visitor_name(request, desk))
    except DecidedMeanwhile as error:
        trouble = Trouble(data, visitor_tongue(request)("review.meanwhile"), error.judgements)
        return _again(request, desk, trouble, status=409)
    except DataError as error:
        return _again(request, desk, Trouble(data, str(error)), status=400)
    last = decided.judgements[-1].id
    goal = url("/review", item=_next(desk, before, data.item), done=last) if data.item else inside(data.here)
    return Redirect(goal, status_code=303, cookies=_signed(data.who))


def _again(request: Request[object, object, State], desk: Desk, trouble: Trouble, *, status: int) -> Response[str]:
    """The page that the form stood on, with what went wrong and all that was typed."""
    event = trouble.form.here.removeprefix("/event/")
    if not trouble.form.item and event in desk.catalogue().events:
        return events.show(request, desk, event, trouble=trouble, status=status)
    return _page(request, desk, item=trouble.form.item, trouble=trouble, status=status)


def _signed(who: str) -> list[Cookie]:
    return [name_cookie(who)] if who.strip() else []


def _next(desk: Desk, before: list[str], worked: str) -> str:
    """The item after the one worked on, as the queue stood, that is still open."""
    still = {item_key(item) for item in desk.catalogue().queue}
    later = before[before.index(worked) + 1 :] if worked in before else before
    return next((key for key in later if key in still), "")


def _page(
    request: Request[object, object, State],
    desk: Desk,
    *,
    item: str = "",
    kind: str = "",
    done: str = "",
    trouble: Trouble | None = None,
    status: int = 200,
) -> Response[str]:
    catalogue = desk.catalogue()
    bench = Bench(catalogue, visitor_tongue(request))
    every = catalogue.queue
    shown = [i for i in every if kind in ("", i.kind)]
    at = _at(shown, item)
    work = shown[at] if shown else None
    if trouble is not None and work is not None and item and item_key(work) != item:
        work = None  # the item is gone: only what was asked is shown
    return page(
        request,
        desk,
        "review.html",
        status=status,
        bench=bench,
        matter=bench.matter(work) if work else None,
        items=[(item_key(i), i) for i in _around(shown, at)],
        counts=Counter(i.kind for i in every),
        total=len(every),
        position=at + 1,
        number=len(shown),
        before=item_key(shown[at - 1]) if shown and at > 0 else None,
        after=item_key(shown[at + 1]) if at + 1 < len(shown) else None,
        kind=kind,
        keys=KEYS,
        done=catalogue.judgements.get(done),
        trouble=trouble,
    )


def _at(items: list[Item], key: str) -> int:
    return next((n for n, item in enumerate(items) if item_key(item) == key), 0)


def _around(items: list[Item], at: int) -> list[Item]:
    """A stretch of the queue with the item at work in it."""
    first = max(0, min(at - _LISTED // 2, len(items) - _LISTED))
    return items[first : first + _LISTED]


HANDLERS = (review, take)
