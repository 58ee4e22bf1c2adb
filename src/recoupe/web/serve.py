"""Runs a desk."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable

import msgspec
import uvicorn

from recoupe.model.errors import DataError
from recoupe.web.app import create_app
from recoupe.web.settings import Settings


def serve(settings: Settings, *, ready: Callable[[str], None]) -> None:
    """Serve until interrupted; `ready` is told the address to open. Port 0 takes a free one.

    One process: decisions and linking take turns in it.

    Raises:
        DataError: there is no such ledger, or the port is taken.
    """
    listening = _listen(settings)
    settings = msgspec.structs.replace(settings, port=listening.getsockname()[1])
    app = create_app(settings)
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
    threading.Thread(target=app.state["desk"].warm, daemon=True).start()
    ready(address(settings))
    uvicorn.Server(config).run(sockets=[listening])


def address(settings: Settings) -> str:
    """The address to open, with the token where one is asked for."""
    name = settings.hosts[0] if settings.hosts else "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host
    name = f"[{name}]" if ":" in name else name
    token = f"?token={settings.token}" if settings.token else ""
    return f"http://{name}:{settings.port}/{token}"


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
    except OSError as error:
        listening.close()
        raise DataError(
            f"{settings.host}:{settings.port}: cannot listen there ({error.strerror}). Give another --port, or 0 for a "
            "free one."
        ) from error
    # From now on whoever comes waits for the first answer, instead of finding nobody there.
    listening.listen()
    return listening
