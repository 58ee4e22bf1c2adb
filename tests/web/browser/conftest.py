"""Debian's Chromium on a running desk. No request may leave the machine, and no page may fail in the console."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
import uvicorn
from desks import desk_settings

from recoupe.web.app import create_app
from recoupe.web.settings import Settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

#: Debian's names of the browser, then those that others use.
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
#: How long a page may take to do what a test waits for, in milliseconds.
PATIENCE_MS = 15_000
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, once a session."""
    from playwright.sync_api import sync_playwright

    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        told = "needs Debian's chromium: apt install chromium"
        if os.environ.get("CI"):
            pytest.fail(told)
        pytest.skip(told)
    with sync_playwright() as playwright:
        open_browser = playwright.chromium.launch(executable_path=found, args=_ARGUMENTS)
        yield open_browser
        open_browser.close()


class Served:
    """A desk that listens on a free port, in a thread."""

    def __init__(self, settings: Settings) -> None:
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        app = create_app(settings)
        self._server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True)

    def __enter__(self) -> Served:
        self._thread.start()
        end = time.monotonic() + 20
        while not self._server.started:
            assert time.monotonic() < end, "the desk did not start"
            time.sleep(0.02)
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join(10)
        self._socket.close()


@pytest.fixture
def desk(ledger_file: Path) -> Iterator[str]:
    """Address of a desk on a fresh copy of the samples' ledger."""
    with Served(desk_settings(ledger_file)) as served:
        yield served.address


@pytest.fixture
def serve() -> Iterator[Callable[[Path], str]]:
    """Serves a ledger of the test's own; gives the address."""
    with contextlib.ExitStack() as stack:
        yield lambda file: stack.enter_context(Served(desk_settings(file))).address


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Makes pages, each with a visitor of its own: `new_page(locale="en", viewport={...}, color_scheme="dark")`.

    `refused` are HTTP statuses that the test provokes: the browser notes each in its console.
    """
    contexts = []
    wrong: list[str] = []

    def make(*, locale: str = "fr", refused: tuple[int, ...] = (), **more: object) -> Page:
        context = browser.new_context(locale=locale, **{"viewport": {"width": 1280, "height": 800}, **more})  # type: ignore[arg-type]
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        page.on("request", lambda r: None if _inside(r.url) else wrong.append(f"a request left the machine: {r.url}"))
        page.on("pageerror", lambda error: wrong.append(f"a script failed: {error}"))
        expected = tuple(f"the server responded with a status of {status} " for status in refused)
        page.on("console", lambda m: _note(m.type, m.text, expected, wrong))
        return page

    yield make
    for context in contexts:
        context.close()
    assert not wrong, "\n".join(wrong)


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A page of a visitor who reads French, 1280 x 800, light."""
    return new_page()


def _note(kind: str, text: str, expected: tuple[str, ...], wrong: list[str]) -> None:
    if kind == "error" and not any(told in text for told in expected):
        wrong.append(f"console: {text}")


def _inside(url: str) -> bool:
    return urlsplit(url).scheme in ("data", "blob", "about") or urlsplit(url).hostname == "127.0.0.1"


Axe = Callable[["Page"], None]


@pytest.fixture
def axe() -> Axe:
    """Fails on any violation that axe finds on a page as it stands."""
    from axe_playwright_python.sync_playwright import Axe as Runner

    def check(page: Page) -> None:
        found = Runner().run(page)
        told = [
            f"{v['id']}: {v['help']}: {[n['html'][:160] for n in v['nodes']][:4]}" for v in found.response["violations"]
        ]
        assert not told, "\n".join(told)

    return check
