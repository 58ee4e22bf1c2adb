"""Documents, readings and links made by hand, and a reader that needs no model: what the tests of the shell share.

The fake reader takes each sentence that has the word "killed" for a report of an armed attack: "Kidal: 3 killed." Texts
can also ask for trouble: "CRASH" raises, "KILL" ends the worker, "SLOW" takes a moment.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import signal
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from recoupe.model.document import Document, Evidence, PageMetadata, Published, RawPage, Refusal, Zone
from recoupe.model.event import Disagreement, DisputedValue, Event, LinkedLedger
from recoupe.model.ids import make_id
from recoupe.model.report import Claim, DocumentReading, Report, When
from recoupe.model.rulings import NO_RULINGS, Rulings
from recoupe.model.spans import Quote
from recoupe.model.time import DateInterval
from recoupe.model.values import Actor, Place, Sites, Source, Toll, Weapon

SENTENCE = re.compile(r"(?P<place>[A-Z]\w+): (?P<number>\d+) (?P<harm>killed)\.")
DAY = DateInterval(dt.date(2023, 11, 7), dt.date(2023, 11, 7), 1)


def make_document(text: str, path: str = "a.txt", *, outlet: str | None = None, sha256: str | None = None) -> Document:
    """A document of one body zone, published on 7 November 2023."""
    digest = sha256 or hashlib.sha256(text.encode()).hexdigest()
    return Document(
        id=make_id("doc", digest),
        path=path,
        uri=None,
        sha256=digest,
        title=text.partition(".")[0][:40],
        outlet=outlet,
        languages=("fr",),
        published=Published(DAY, Evidence("text", "7 novembre 2023")),
        dateline=None,
        text=text,
        zones=(Zone(0, len(text), "body", "fr"),),
    )


def read(document: Document) -> DocumentReading:
    """What the fake reader finds: a report for each "PLACE: N killed."."""
    if "CRASH" in document.text:
        raise ValueError("the text says CRASH")
    if "KILL" in document.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "SLOW" in document.text:
        time.sleep(0.05)
    reports = tuple(report(document, match) for match in SENTENCE.finditer(document.text))
    return DocumentReading(document.id, reports, (), (), ())


def report(document: Document, match: re.Match[str]) -> Report:
    """A report with one claim of each property."""
    number = int(match["number"])
    values = {
        "when": When(DAY, "full_date", "text"),
        "where": Place("gn:1", match["place"], "ML", "Kidal", 18.44, 1.41, 1, ("ML",)),
        "attacker": Actor("actor:fama", "Forces armées maliennes", "state_force", "ML"),
        "target": Actor("actor:civilians", "civils", "civilian", None, site="market"),
        "weapon": Weapon("drone", "TB2"),
        "sites": Sites(5, (("IQ", 3), ("SY", 2))),
        "toll": Toll("killed", number, number, ("civilians",)),
    }
    key = make_id("report", document.sha256, match.start())
    source = Source(org="Pentagone", role="porte-parole", channel="communiqué")
    words = Quote(match.start(), match.end(), match[0])
    claims = tuple(
        Claim(make_id("claim", key, name), name, value, words, "reported", (source,))  # type: ignore[arg-type]
        for name, value in values.items()
    )
    trigger = Quote(match.start("harm"), match.end("harm"), match["harm"])
    return Report(key, document.id, "armed_attack", 1, "reported", (trigger,), (source,), claims)


def link(
    readings: Iterable[DocumentReading], documents: Iterable[Document], rulings: Rulings = NO_RULINGS
) -> LinkedLedger:
    """Reports of one place are one event; differing numbers of dead are a disagreement. What people decided is not
    obeyed here: use the real linker for that.
    """
    assert isinstance(rulings, Rulings)
    assert all(isinstance(d, Document) for d in documents)
    places: dict[str, list[Report]] = defaultdict(list)
    for found in readings:
        for one in found.reports:
            places[value(one, "where").value.name].append(one)  # type: ignore[union-attr]
    events, disagreements = [], []
    for place, reports in sorted(places.items()):
        event = make_event(place, sorted(reports, key=lambda r: r.id))
        events.append(event)
        tolls = {value(r, "toll").value: value(r, "toll") for r in sorted(reports, key=lambda r: r.id)}
        if len(tolls) > 1:
            sides = tuple(DisputedValue((claim,), claim.according_to) for _, claim in sorted(tolls.items(), key=str))
            disagreements.append(Disagreement(event.id, "toll.killed", sides, False))
    return LinkedLedger(tuple(events), tuple(disagreements), ())


def value(one: Report, name: str) -> Claim:
    """The claim of that property."""
    return next(claim for claim in one.claims if claim.property == name)


def make_event(place: str, reports: list[Report]) -> Event:
    """An event of `reports` (sorted by id) with the first report's values."""
    documents = tuple(sorted({r.document for r in reports}))
    get = {claim.property: claim.value for claim in reports[0].claims}
    return Event(
        id=make_id("event", reports[0].id),
        kind="armed_attack",
        title=f"Attack in {place}",
        when=get["when"],  # type: ignore[arg-type]
        where=(get["where"],),  # type: ignore[arg-type]
        attacker=(get["attacker"],),  # type: ignore[arg-type]
        target=(get["target"],),  # type: ignore[arg-type]
        weapon=(get["weapon"],),  # type: ignore[arg-type]
        tolls=(get["toll"],),  # type: ignore[arg-type]
        grade="fair" if len(documents) > 1 else "weak",
        grade_reason=f"{len(documents)} source",
        independent_sources=len(documents),
        reports=tuple(r.id for r in reports),
        documents=documents,
    )


class FakeReader:
    """What the pipeline asks of a reader."""

    def read_all(self, documents: Iterable[Document]) -> Iterator[DocumentReading]:
        """Readings in the order of `documents`."""
        for document in documents:
            yield read(document)


def make_reader() -> FakeReader:
    """Factory for the workers, which can only be handed a name."""
    return FakeReader()


def pages(paths: tuple[Path, ...], published: str | None) -> Iterator[RawPage | Refusal]:
    """Every .txt under `paths`; an empty file is refused."""
    for path in paths:
        for file in sorted(path.glob("*.txt")) if path.is_dir() else [path]:
            content = file.read_bytes()
            if content:
                digest = hashlib.sha256(content).hexdigest()
                yield RawPage(file.name, None, content, digest, "text", PageMetadata(), published)
            else:
                yield Refusal(file.name, "empty", "no text in the file")


def clean(page: RawPage) -> Document | Refusal:
    """The page's own text."""
    return make_document(page.content.decode(), page.path, sha256=page.sha256)


def copies(documents: Iterable[Document]) -> dict[str, str]:
    """No document copies another."""
    assert all(isinstance(d, Document) for d in documents)
    return {}
