"""Made-up events for the tests of the overview: any mixture of what a filter looks at."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from typing import get_args

from recoupe.language.kinds import load_kinds
from recoupe.model.document import Document, Evidence, Published
from recoupe.model.event import Disagreement, DisputedValue, Event, EventLink, Grade, LinkedLedger
from recoupe.model.report import Claim, DocumentReading, Report, When
from recoupe.model.spans import Quote
from recoupe.model.time import DateInterval
from recoupe.model.values import Actor, Place, Source, Toll
from recoupe.model.view import LedgerView
from recoupe.web.catalogue import Catalogue

KINDS = ("air_strike", "bombing", "shelling", "protest")
GRADES: tuple[Grade, ...] = get_args(Grade)
PLACES = (
    Place("gn:1", "Kidal", "ML", "Kidal", 18.44, 1.41, 1, ("gn:R1", "gn:ML", "ML"), kind="city"),
    Place("gn:1", "Kidal", "ML", "Kidal", 18.44, 1.41, 2, ("gn:R1", "gn:ML", "ML"), kind="city"),
    Place("gn:R1", "région de Kidal", "ML", "Kidal", 19.0, 1.0, 4, ("gn:ML", "ML"), kind="region"),
    Place("gn:ML", "Mali", "ML", None, None, None, 6, (), kind="country"),
    Place(None, "le nord du Mali", "ML", None, None, None, 5, ("gn:ML", "ML")),
    Place("gn:9", "Suva", "FJ", None, -18.1, 178.4, 1, ("FJ",), kind="city"),
    Place("gn:8", "Apia", "WS", None, -13.8, -171.8, 1, ("WS",), kind="city"),
    Place("gn:7", "Maré Åsele", "NE", None, 13.5, 2.1, 3, ("gn:NE", "NE"), kind="district"),
)
ACTORS = (
    Actor("state:ML:army", "armée malienne", "state_force", "ML", parent="state:ML:forces"),
    Actor("state:ML", "Mali", "government", "ML"),
    Actor("reg:front", "Front du Désert", "rebel", "ML", names=("FDD",)),
    Actor("as:foule", "foule", "crowd", None),
)
SOURCES = (Source(org="Garnison de l'Est", org_id="garnison"), Source(org="Hôpital central"), Source(name="Awa Diarra"))
OUTLETS = (None, "Le Fleuve", "L'Écho des Dunes")
WORDS = ("raid", "convoi", "marché", "œuvre", "drones", "l'aube", "Été")
START = dt.date(2023, 1, 1)


def catalogue(events: int, seed: int = 1) -> Catalogue:
    """So many events, each told by one document; the same seed gives the same."""
    draw = random.Random(seed)
    documents, readings, made, disputes = [], [], [], []
    for n in range(events):
        report, claims = _report(draw, n)
        documents.append(_document(n, draw.choice(OUTLETS)))
        readings.append(DocumentReading(f"doc:{n:05}", (report,), (), (), ()))
        event = _event(draw, n)
        made.append(event)
        if draw.random() < 0.3:
            sides = (DisputedValue((claims,), ()), DisputedValue((claims,), ()))
            disputes.append(Disagreement(event.id, "toll.killed", sides, False))
    linked = LinkedLedger(tuple(made), tuple(disputes), _links(made))
    return Catalogue(LedgerView(1, tuple(documents), tuple(readings), linked), load_kinds())


def _links(events: list[Event]) -> tuple[EventLink, ...]:
    pairs = itertools.pairwise(events)
    return tuple(
        EventLink("response_to", b.id, a.id, None, None, suggested=n % 2 == 0) for n, (a, b) in enumerate(pairs)
    )


def _event(draw: random.Random, n: int) -> Event:
    first = START + dt.timedelta(days=draw.randrange(400))
    length = draw.choice((0, 0, 0, 1, 30))
    days = DateInterval(first, first + dt.timedelta(days=length), 4 if length == 30 else 1)
    low = draw.randrange(20)
    tolls = (Toll("killed", low, draw.choice((low, None, low + 3))),) if draw.random() < 0.5 else ()
    return Event(
        id=f"event:{n:05}",
        kind=draw.choice(KINDS),
        title=draw.choice(WORDS),
        when=None if draw.random() < 0.2 else When(days, "full_date", "text"),
        where=tuple(draw.sample(PLACES, draw.choice((0, 1, 1, 2)))),
        attacker=tuple(draw.sample(ACTORS, draw.choice((0, 1)))),
        target=tuple(draw.sample(ACTORS, draw.choice((0, 1, 2)))),
        weapon=(),
        tolls=tolls,
        grade=draw.choice(GRADES),
        grade_reason="",
        independent_sources=draw.randrange(1, 6),
        reports=(f"report:{n:05}",),
        documents=(f"doc:{n:05}",),
    )


def _report(draw: random.Random, n: int) -> tuple[Report, Claim]:
    said_by = tuple(draw.sample(SOURCES, draw.choice((0, 1, 2))))
    words = Quote(0, 4, draw.choice(WORDS))
    claim = Claim(f"claim:{n}", "toll", Toll("killed", n % 7, n % 7), words, "reported", said_by[:1])
    return Report(f"report:{n:05}", f"doc:{n:05}", "bombing", 1, "reported", (words,), said_by, (claim,)), claim


def _document(n: int, outlet: str | None) -> Document:
    day = DateInterval(START, START)
    published = Published(day, Evidence("metadata", "2023-01-01"))
    return Document(
        f"doc:{n:05}", f"{n}.txt", None, f"{n:064}", f"Article {n}", outlet, ("fr",), published, None, "x", ()
    )
