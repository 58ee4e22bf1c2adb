"""Pictures of the desk on the samples, for the README: `make screenshots`. Needs Debian's Chromium."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
import threading
import time
from pathlib import Path

import uvicorn
from playwright.sync_api import Page, sync_playwright

from recoupe.ledger.store import Ledger
from recoupe.model.event import Event
from recoupe.model.view import LedgerView
from recoupe.pipeline.config import ReaderConfig
from recoupe.pipeline.house import house
from recoupe.pipeline.run import RunOptions, run
from recoupe.web.app import create_app
from recoupe.web.settings import Settings

ROOT = Path(__file__).parents[1]
OUT = Path(__file__).parent / "desk"
SIZE = {"width": 1280, "height": 800}
_NAMES = ("chromium", "chromium-browser", "google-chrome")


def main() -> None:
    """Read the samples, open a desk on them, take the pictures."""
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "samples.db"
        with Ledger.open(file) as ledger:
            run(RunOptions(paths=(ROOT / "samples",)), ledger, house(ReaderConfig()), clock=_now)
            view = ledger.current()
        server = uvicorn.Server(
            uvicorn.Config(create_app(Settings(ledger=file, clock=_now)), port=0, log_level="error")
        )
        threading.Thread(target=server.run, daemon=True).start()
        while not server.started:
            time.sleep(0.05)
        port = server.servers[0].sockets[0].getsockname()[1]
        take(f"http://127.0.0.1:{port}", view)
        server.should_exit = True


def take(desk: str, view: LedgerView) -> None:
    """One picture of each page."""
    event = most_told(view)
    report = next(r for found in view.readings for r in found.reports if r.id in event.reports and _toll(r) is not None)
    quote = _toll(report)
    words = f"{quote.start}-{quote.end}" if quote else ""
    with sync_playwright() as playwright:
        path = next(found for name in _NAMES if (found := shutil.which(name)))
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for scheme in ("light", "dark"):
            page = browser.new_context(viewport=SIZE, color_scheme=scheme, locale="fr").new_page()  # type: ignore[arg-type]
            shots = {
                "overview": "/",
                "event": f"/event/{event.id}?doc={report.document}&quote={words}",
                "document": f"/document/{report.document}?quote={words}",
                "review": "/review?kind=proposal",
            }
            for name, address in shots.items():
                if scheme == "light" or name == "overview":
                    _shoot(page, desk + address, OUT / f"{name}{'' if scheme == 'light' else '-dark'}.png")
        browser.close()


def most_told(view: LedgerView) -> Event:
    """The event that most articles tell, of those with a toll: the richest page."""
    return max((e for e in view.linked.events if e.tolls), key=lambda e: (len(e.documents), len(e.reports), e.id))


def _toll(report: object) -> object:
    claims = getattr(report, "claims", ())
    return next((c.quote for c in claims if c.property == "toll"), None)


def _shoot(page: Page, address: str, out: Path) -> None:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=out)


def _now() -> dt.datetime:
    return dt.datetime(2024, 3, 1, 12, tzinfo=dt.UTC)


if __name__ == "__main__":
    main()
