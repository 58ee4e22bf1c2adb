"""The desk as an ASGI application."""

from __future__ import annotations

from typing import Any

from litestar import Litestar, Request, Response
from litestar.config.compression import CompressionConfig
from litestar.datastructures import State
from litestar.enums import MediaType
from litestar.exceptions import HTTPException
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin

import recoupe
from recoupe.export import view
from recoupe.ledger.store import Ledger
from recoupe.model.errors import DataError
from recoupe.review.meanwhile import DecidedMeanwhile
from recoupe.web.adding import Intake
from recoupe.web.api import routes as api_routes
from recoupe.web.assets import static
from recoupe.web.desk import Desk
from recoupe.web.pages import routes as page_routes
from recoupe.web.render import page
from recoupe.web.security import Guard
from recoupe.web.settings import Settings

#: Most bytes of one request: what is uploaded at once.
LARGEST_REQUEST = 64 * 1024 * 1024
#: Answers smaller than this are not worth packing, in bytes.
_WORTH_PACKING = 1000


def create_app(settings: Settings) -> Litestar:
    """The desk on the ledger that `settings` name.

    Raises:
        DataError: there is no such ledger, or it cannot be used.
    """
    ledger = Ledger.open(settings.ledger, create=False)
    desk = Desk(settings, ledger)
    intake = Intake(desk)
    app = Litestar(
        route_handlers=[
            *page_routes.HANDLERS,
            *api_routes.HANDLERS,
            static,
        ],
        state=State({"desk": desk, "intake": intake}),
        dependencies={},
        exception_handlers={HTTPException: _http_error, DecidedMeanwhile: _meanwhile, DataError: _data_error},
        openapi_config=OpenAPIConfig(
            title="recoupe",
            version=recoupe.__version__,
            path="/api",
            render_plugins=[JsonRenderPlugin(path="/openapi.json")],
        ),
        compression_config=CompressionConfig(
            backend="gzip", gzip_compress_level=6, minimum_size=_WORTH_PACKING, exclude=["^/static/"]
        ),
        request_max_body_size=LARGEST_REQUEST,
        on_shutdown=[intake.close, desk.close],
        debug=False,
    )
    # Around everything: a middleware would not see requests that no route takes.
    app.asgi_handler = Guard(app.asgi_handler, settings)
    return app


def _http_error(request: Request[object, object, State], error: HTTPException) -> Response[Any]:
    """In words: as JSON under /api, as a page elsewhere."""
    return _answer(request, error.status_code, error.detail)


def _data_error(request: Request[object, object, State], error: DataError) -> Response[Any]:
    """What was given cannot be used: the visitor's to mend."""
    return _answer(request, 400, str(error))


def _meanwhile(_: Request[object, object, State], error: DecidedMeanwhile) -> Response[Any]:
    """409, with what the others decided."""
    found = {"status": 409, "detail": str(error), "judgements": [view.judgement(j, None) for j in error.judgements]}
    return Response(found, status_code=409, media_type=MediaType.JSON)


def _answer(request: Request[object, object, State], status: int, detail: str) -> Response[Any]:
    if request.url.path.startswith("/api"):
        return Response({"status": status, "detail": detail}, status_code=status, media_type=MediaType.JSON)
    return page(request, request.app.state["desk"], "error.html", status=status, code=status, detail=detail)
