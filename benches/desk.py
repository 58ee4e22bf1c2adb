"""The desk by size: `.venv/bin/python benches/desk.py [EVENTS ...]`, or `table()` for other benches.

For each size a made-up ledger is written, `recoupe desk` started on it, and the overview opened in Chromium: how long
until it is ready, how long each filter takes from the act to the frame that shows it (in brackets: processor time of
the page and the server together), what is sent, what the server holds in memory. The same seed gives the same ledger.
"""

from __future__ import annotations

import datetime as dt
import functools
import importlib.util
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from recoupe.ledger.store import Ledger
from recoupe.model.document import Document, Evidence, Published, Zone
from recoupe.model.event import Disagreement, DisputedValue, Event, EventLink, LinkedLedger
from recoupe.model.report import Claim, ClaimValue, DocumentReading, Property, Report, When
from recoupe.model.spans import Quote
from recoupe.model.time import DateInterval
from recoupe.model.values import Actor, Place, Source, Toll

#: Sizes shown when none are asked for, in events.
SIZES = (5_000, 50_000)
READER = "bench"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
#: Countries and the rectangles that their towns are drawn in: west, south, east, north.
COUNTRIES = {
    "ML": (-6, 12, 3, 20), "BF": (-5, 10, 2, 15), "NE": (1, 12, 14, 20), "NG": (3, 5, 14, 13), "TD": (14, 8, 23, 20),
    "SD": (23, 9, 36, 21), "CD": (16, -8, 29, 4), "SO": (42, 0, 50, 10), "ET": (34, 5, 46, 13), "LY": (11, 24, 24, 32),
    "SY": (36, 33, 42, 37), "IQ": (40, 30, 47, 36), "YE": (43, 13, 51, 18), "UA": (24, 46, 39, 51),
    "AF": (61, 31, 70, 36), "PK": (62, 25, 72, 35), "MM": (93, 16, 99, 27), "CO": (-77, 1, -69, 10),
    "HT": (-74, 18, -72, 20), "PS": (34, 31, 35, 32),
}  # fmt: skip
KINDS = ("air_strike", "shelling", "bombing", "armed_clash", "armed_attack", "abduction", "arrest", "condemn", "deploy")
GRADES = ("weak", "weak", "weak", "fair", "fair", "confirmed", "contested", "discounted")
_TOWNS, _GROUPS, _WORDS = 4_000, 300, 20_000
_START, _YEARS = dt.date(2015, 1, 1), 9
#: Characters of an article.
_LENGTH = 2_500
_KINDS_OF_WORDS = ("raid", "drone", "convoi", "marché", "village", "position", "colonne", "pont")


class World:
    """Events, what tells of them, and the articles."""

    def __init__(self, events: int, seed: int = 11) -> None:
        self._draw = draw = random.Random(seed)
        self._towns = [_town(n, draw) for n in range(_TOWNS)]
        self._groups = [
            Actor(f"as:group-{n}", f"groupe {n}", draw.choice(("rebel", "militia", "state_force")), None)  # type: ignore[arg-type]
            for n in range(_GROUPS)
        ]
        self._vocabulary = [
            f"{draw.choice(_KINDS_OF_WORDS)}{n}" if n > 50 else _KINDS_OF_WORDS[n % 8] for n in range(_WORDS)
        ]
        self.events: list[Event] = []
        self.pairs: list[tuple[Document, DocumentReading]] = []
        while len(self.events) < events:
            self._article(min(3, events - len(self.events)))

    def linked(self) -> LinkedLedger:
        """The events, a tenth of them disputed, a fifth of them answers."""
        disputes = tuple(
            Disagreement(event.id, "toll.killed", _sides(event), False) for event in self.events[::10] if event.tolls
        )
        ends = zip(self.events[5::5], self.events[2::5], strict=False)
        links = tuple(
            EventLink("response_to", b.id, a.id, None, None, suggested=n % 2 == 0) for n, (b, a) in enumerate(ends)
        )
        return LinkedLedger(tuple(sorted(self.events, key=lambda e: e.id)), disputes, links)

    def _article(self, events: int) -> None:
        """An article on so many events that no other tells of, and one on the last of them that another outlet has."""
        draw = self._draw
        told = [self._event(f"event:{draw.getrandbits(64):016x}") for _ in range(events)]
        documents = [f"doc:{draw.getrandbits(64):016x}" for _ in range(2)]
        reports = [[_report(event, document, n) for n, event in enumerate(told)] for document in documents]
        reports[1] = reports[1][-1:]
        for document, made in zip(documents, reports, strict=True):
            reading = DocumentReading(document, tuple(r for r, _ in made), (), (), ())
            self.pairs.append((self._document(document), reading))
        for event in told:
            own = [r.id for made in reports for r, of in made if of == event.id]
            where = tuple(documents[: len(own)])
            self.events.append(Event(**{**_fields(event), "reports": tuple(own), "documents": where}))

    def _event(self, key: str) -> Event:
        draw = self._draw
        town = self._towns[int(_TOWNS * draw.random() ** 2)]
        first = _START + dt.timedelta(days=draw.randrange(365 * _YEARS))
        killed = int(draw.paretovariate(1.2)) - 1
        return Event(
            id=key,
            kind=draw.choice(KINDS),
            title="",
            when=None
            if draw.random() < 0.1
            else When(_interval(first, draw.choice((0, 0, 0, 0, 1, 6, 30))), "r", "dct"),
            where=() if draw.random() < 0.1 else (town if draw.random() < 0.8 else _vaguer(town, draw),),
            attacker=(draw.choice(self._groups),) if draw.random() < 0.6 else (),
            target=(draw.choice(self._groups),) if draw.random() < 0.5 else (),
            weapon=(),
            tolls=(Toll("killed", killed, killed),) if draw.random() < 0.6 else (),
            grade=draw.choice(GRADES),  # type: ignore[arg-type]
            grade_reason="made up",
            independent_sources=draw.randint(1, 5),
            reports=(),
            documents=(),
        )

    def _document(self, key: str) -> Document:
        draw = self._draw
        words = " ".join(draw.choice(self._vocabulary) for _ in range(_LENGTH // 9))[:_LENGTH]
        day = DateInterval(_START, _START)
        published = Published(day, Evidence("metadata", "2015-01-01"))
        outlet, title = f"Outlet {draw.randrange(80)}", f"Article {draw.choice(self._vocabulary)}"
        zones = (Zone(0, len(words), "body", "fr"),)
        return Document(key, f"{key[4:]}.txt", None, key[4:] * 4, title, outlet, ("fr",), published, None, words, zones)


def _fields(event: Event) -> dict[str, Any]:
    return {name: getattr(event, name) for name in event.__struct_fields__}


def _report(event: Event, document: str, n: int) -> tuple[Report, str]:
    """What a document says of an event, and which it is."""
    quote = Quote(n * 60, n * 60 + 50, f"{event.kind} {event.id[6:10]} mot{event.id[8:11]}")
    values: list[tuple[Property, ClaimValue]] = []
    values += [("when", event.when)] if event.when else []
    values += [("where", place) for place in event.where]
    values += [("attacker", actor) for actor in event.attacker]
    values += [("target", actor) for actor in event.target]
    values += [("toll", toll) for toll in event.tolls]
    said_by = (Source(org=f"Organisation {int(event.id[6:8], 16) % 90}"),)
    key = f"report:{document[4:12]}{event.id[6:14]}"
    claims = tuple(Claim(f"{key}:{m}", p, v, quote, "reported", said_by) for m, (p, v) in enumerate(values))
    return Report(key, document, event.kind, 1, "reported", (quote,), said_by, claims), event.id


def _sides(event: Event) -> tuple[DisputedValue, ...]:
    claim = Claim(f"c:{event.id}", "toll", event.tolls[0], Quote(0, 1, "x"), "reported")
    return (DisputedValue((claim,), ()), DisputedValue((claim,), ()))


def _interval(first: dt.date, days: int) -> DateInterval:
    return DateInterval(first, first + dt.timedelta(days=days), 4 if days > 6 else 3 if days > 1 else 1)


def _town(number: int, draw: random.Random) -> Place:
    country = list(COUNTRIES)[number % len(COUNTRIES)]
    west, south, east, north = COUNTRIES[country]
    lat, lon = round(draw.uniform(south, north), 4), round(draw.uniform(west, east), 4)
    region = f"gn:R{country}{number % 7}"
    return Place(
        f"gn:{number}", f"Ville {number}", country, f"Région {number % 7}", lat, lon, 1, (region, country), kind="city"
    )


def _vaguer(town: Place, draw: random.Random) -> Place:
    if draw.random() < 0.5:
        return Place(f"gn:{town.country}", town.country or "", town.country, None, None, None, 6, (), kind="country")
    west, south, east, north = COUNTRIES[town.country or "ML"]
    number = draw.randrange(7)
    lat, lon = south + (north - south) * number / 7, (west + east) / 2
    return Place(
        f"gn:R{town.country}{number}",
        f"Région {number}",
        town.country,
        None,
        lat,
        lon,
        4,
        (town.country or "",),
        kind="region",
    )


def write(file: Path, events: int) -> None:
    """A ledger of so many events."""
    world = World(events)
    with Ledger.open(file) as ledger:
        ledger.add_documents(document for document, _ in world.pairs)
        ledger.add_readings(world.pairs, READER)
        ledger.snapshot(world.linked(), reader=READER)


class Desk:
    """`recoupe desk` on a ledger, in a process of its own."""

    def __init__(self, ledger: Path) -> None:
        self._began = time.perf_counter()
        command = [sys.executable, "-m", "recoupe.cli.main", "desk", "--port", "0", "--ledger", str(ledger)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        said = self.process.stdout.readline() if self.process.stdout else ""
        self.address = next(word for word in said.split() if word.startswith("http"))
        self.load_s = self._loaded()

    def _loaded(self) -> float:
        """Seconds from the start of the process to the first answer about the events."""
        while True:
            try:
                with urllib.request.urlopen(f"{self.address}api/overview?parts=facets", timeout=300) as answer:
                    answer.read()
                return time.perf_counter() - self._began
            except urllib.error.URLError:
                time.sleep(0.05)

    def memory(self) -> tuple[float, float]:
        """MiB that the process holds now, and held at most."""
        told = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        lines = dict(line.split(":", 1) for line in told.splitlines() if ":" in line)
        return tuple(float(lines[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))  # type: ignore[return-value]

    def close(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(10)


#: Milliseconds from now to the frame after the next filter is shown.
_SHOWN = """
window.shown = () => new Promise((done) => {
  const start = performance.now();
  const watch = new PerformanceObserver((list) => {
    if (!list.getEntriesByName("filter").length) return;
    watch.disconnect();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
  });
  watch.observe({ entryTypes: ["measure"] });
});
"""
#: Does what is to be timed.
_TIMED = """
([selector, act, value]) => {
  const node = document.querySelector(selector);
  const shown = window.shown();
  if (act === "type") { node.value = value; node.dispatchEvent(new Event("input", { bubbles: true })); }
  if (act === "set") { node.value = value; node.dispatchEvent(new Event("change", { bubbles: true })); }
  if (act === "click") node.click();
  return shown;
}
"""
_LET_GO = """
() => {
  window.brushed = new Promise((done) => addEventListener("pointerup", () => done(window.shown()), { once: true }));
}
"""
#: What is timed: a name, what is opened first, selector, act, value.
ACTS = (
    ("type", "", "[name=q]", "type", "drone"),
    ("type rare", "", "[name=q]", "type", "ville 39"),
    ("clear", "", "#chips button", "click", ""),
    ("kind", "[data-facet=kind]", "[data-facet=kind] li input", "click", ""),
    ("country too", "[data-facet=country]", "[data-facet=country] li input", "click", ""),
    ("clear all", "", "#chips .clear", "click", ""),
    ("actor", "[data-facet=actor]", "[data-facet=actor] li input", "click", ""),
    ("undo", "", "#chips button", "click", ""),
    ("dates", "", "[name=from]", "set", "2019-01-01"),
    ("sort", "", "[data-column=killed]", "click", ""),
    ("undo dates", "", "#chips button", "click", ""),
)


def browse(address: str, process: int) -> dict[str, Any]:
    """Opens the overview three times, each with an empty cache, and filters the last."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox", "--disable-gpu"])
        found: dict[str, Any] = {"ready": [], "bytes": []}
        for _ in range(3):
            context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="fr")
            page = context.new_page()
            page.add_init_script(_SHOWN)
            sent = _count_bytes(context, page)
            page.goto(address)
            page.wait_for_selector("#overview[data-ready]", timeout=120_000)
            marks = "name => performance.getEntriesByName(name)[0].startTime"
            found["ready"].append(page.evaluate(marks, "overview-drawn"))
            found["bytes"].append(sum(sent))
        ticks = _Ticks(context, page, process)
        found["acts"] = {
            name: ticks.around(functools.partial(_act, page, opened, [selector, act, value]))
            for name, opened, selector, act, value in ACTS
        }
        found["acts"]["brush"] = ticks.around(functools.partial(_brush, page))
        browser.close()
    return found


class _Ticks:
    """Processor time of the page's own thread and of the server: what an act costs whatever else the machine does."""

    def __init__(self, context: Any, page: Any, process: int) -> None:
        self._page, self._process = page, process
        self._session = context.new_cdp_session(page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def around(self, act: Callable[[], float]) -> tuple[float, float]:
        """Milliseconds by the clock, and of processor time."""
        before = self._spent()
        clock = act()
        spent = self._spent() - before
        self._page.wait_for_timeout(150)
        return clock, spent

    def _spent(self) -> float:
        metrics = self._session.send("Performance.getMetrics")["metrics"]
        page = next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration")
        ticks = Path(f"/proc/{self._process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return 1000 * (page + (int(ticks[11]) + int(ticks[12])) / os.sysconf("SC_CLK_TCK"))


def _chromium() -> str:
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None or not importlib.util.find_spec("playwright"):
        raise SystemExit("The desk is measured in a browser: `make setup`, and on Debian `apt install chromium`.")
    return found


def _count_bytes(context: Any, page: Any) -> list[float]:
    """Bytes of the answers as they come over the wire, headers and all."""
    sent: list[float] = []
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: sent.append(event["encodedDataLength"]))
    return sent


def _act(page: Any, opened: str, what: list[str]) -> float:
    if opened:
        page.evaluate("selector => { document.querySelector(selector).open = true; }", opened)
        page.wait_for_selector(what[0])
    milliseconds: float = page.evaluate(_TIMED, what)
    if opened:
        page.evaluate("selector => { document.querySelector(selector).open = false; }", opened)
    return milliseconds


def _brush(page: Any) -> float:
    """A drag over the timeline, from letting go to the frame that shows it."""
    box = page.locator("#lanes-scroller").bounding_box()
    at = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.4, at)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, at, steps=3)
    page.evaluate(_LET_GO)
    page.mouse.up()
    milliseconds: float = page.evaluate("() => window.brushed")
    return milliseconds


def rows(sizes: Sequence[int]) -> Iterator[dict[str, Any]]:
    """Each size measured."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as work:
            file = Path(work) / "bench.db"
            write(file, size)
            desk = Desk(file)
            try:
                found = browse(desk.address, desk.process.pid)
                now, most = desk.memory()
            finally:
                desk.close()
            yield {"events": size, "load_s": desk.load_s, "MiB": now, "peak": most, **found}


def table(sizes: Sequence[int] = SIZES) -> None:
    """Print the figures."""
    _chromium()
    for row in rows(sizes):
        ready = ", ".join(f"{ms / 1000:.2f}" for ms in row["ready"])
        sent = max(row["bytes"]) / 1000
        print(
            f"{row['events']} events: first answer {row['load_s']:.1f} s after the start, {row['MiB']:.0f} MiB", end=" "
        )
        print(f"(at most {row['peak']:.0f}); ready {ready} s; {sent:.0f} kB sent", flush=True)
        print(
            "  " + "; ".join(f"{name} {clock:.0f} ms ({busy:.0f})" for name, (clock, busy) in row["acts"].items()),
            flush=True,
        )


if __name__ == "__main__":
    table([int(size) for size in sys.argv[1:]] or SIZES)
