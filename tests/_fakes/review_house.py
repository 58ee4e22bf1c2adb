"""A small world to decide on: three towns, articles about them, readers that improve and fail, and the real linker."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec
from recoupe_fakes import make_document, read
from values import GAO, KIDAL, point

from recoupe.language.kinds import load_kinds
from recoupe.ledger.store import Ledger
from recoupe.link.linker import Linker
from recoupe.link.weights import load_weights
from recoupe.model.actors import ActorTree
from recoupe.model.document import Document
from recoupe.model.ids import make_id
from recoupe.model.report import Claim, DocumentReading, Report
from recoupe.model.spans import Quote
from recoupe.model.values import Place
from recoupe.pipeline.review import Review
from recoupe.pipeline.run import under_judgements

LINK = Linker(load_weights(), ActorTree(), load_kinds()).link
PLACES = {"Kidal": KIDAL, "Gao": GAO, "Mopti": point("Mopti", 14.5, -4.2)}

#: No day: one town and one attacker are then not enough when the tolls differ.
_LITTLE = ("where", "attacker", "target", "toll")


def read_plain(document: Document) -> DocumentReading:
    """The fake reader, with places that can be told apart."""
    found = read(document)
    return msgspec.structs.replace(found, reports=tuple(map(_placed, found.reports)))


def read_better(document: Document) -> DocumentReading:
    """Triggers one letter longer: the same reports under other ids."""
    found = read_plain(document)
    return msgspec.structs.replace(found, reports=tuple(_longer(document, r) for r in found.reports))


def read_badly(document: Document) -> DocumentReading:
    """Misses what is told of Gao."""
    found = read_plain(document)
    kept = tuple(r for r in found.reports if "Gao" not in _place(r).name)
    return msgspec.structs.replace(found, reports=kept)


READERS: dict[str, Callable[[Document], DocumentReading]] = {
    "plain": read_plain,
    "better": read_better,
    "bad": read_badly,
}


def _placed(report: Report) -> Report:
    """The report with its real place, and each outlet speaking for itself. Of Gao little is told: two accounts of it
    are too thin to be joined, and are proposed.
    """

    def placed(claim: Claim) -> Claim:
        return msgspec.structs.replace(claim, value=PLACES[claim.value.name]) if _is_place(claim) else claim

    little = "Gao" in _place(report).name
    kept = [c for c in report.claims if not little or c.property in _LITTLE]
    own = tuple(msgspec.structs.replace(placed(c), according_to=()) for c in kept)
    return msgspec.structs.replace(report, claims=own, according_to=())


def _is_place(claim: Claim) -> bool:
    return isinstance(claim.value, Place)


def _place(report: Report) -> Place:
    return next(c.value for c in report.claims if isinstance(c.value, Place))


def _longer(document: Document, report: Report) -> Report:
    [old] = report.triggers
    trigger = Quote(old.start - 1, old.end, document.text[old.start - 1 : old.end])
    return msgspec.structs.replace(report, id=make_id("report", report.id, "better"), triggers=(trigger,))


def clock() -> Callable[[], dt.datetime]:
    """A clock that goes one second further each time."""
    ticks = itertools.count()
    return lambda: dt.datetime(2024, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=next(ticks))


def run(ledger: Ledger, documents: Iterable[Document], reader: str = "plain") -> None:
    """What a run does: add documents, read all that this reader did not read, link."""
    ledger.add_documents(documents)
    ledger.add_readings([(d, READERS[reader](d)) for d in ledger.unread(reader)], reader)
    readings = tuple(ledger.readings(reader))
    linked = under_judgements(LINK, readings, tuple(ledger.documents()), ledger.judgements())
    ledger.snapshot(linked, reader=reader)


def world(path: Path, *texts: str) -> tuple[Ledger, Review]:
    """A ledger that has read and linked `texts`, and its review."""
    ledger = Ledger.open(path)
    run(ledger, [make_document(text, f"{n}.txt", outlet=f"outlet {n}") for n, text in enumerate(texts)])
    return ledger, Review(ledger, LINK, clock=clock())


def event_at(review: Review, *places: str) -> list[str]:
    """Ids of the events at places, in their order; of several at one place, in the order of their tolls."""
    there = [e for e in review.view.linked.events if e.where[0].name in places]
    return [e.id for e in sorted(there, key=lambda e: (places.index(e.where[0].name), e.tolls[0].low))]
