"""Hard pairs of short texts, read by the whole house: no STRONG pair may be judged wrongly."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec
import pytest
from recoupe_fakes import make_document

from recoupe.language.pack import read_table
from recoupe.model.document import Document, Evidence, Published
from recoupe.model.time import DateInterval
from recoupe.pipeline.reader import link

if TYPE_CHECKING:
    from recoupe.pipeline.reader import Reader

PAIRS = Path(__file__).parents[2] / "evals" / "pairs" / "hard_pairs.yml"
#: Least share of right answers of the lower tiers.
FLOORS = {"MEDIUM": 0.6, "WEAK": 0.25}


class Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One text and the words of the event that is asked about."""

    published: dt.date
    event: str
    text: str


class Pair(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One case of the table."""

    id: str
    tier: Literal["STRONG", "MEDIUM", "WEAK"]
    same: bool
    why: str
    a: Told
    b: Told


CASES = read_table(PAIRS, list[Pair])


def document(told: Told, name: str) -> Document:
    day = DateInterval(told.published, told.published, 1)
    made = make_document(told.text)
    return msgspec.structs.replace(
        made, id=f"{made.id}-{name}", sha256=f"{name}{made.sha256}", published=Published(day, Evidence("argument", ""))
    )


def judged(reader: Reader, pair: Pair) -> bool | None:
    """Whether the two are one event; None when one of them was not read as an event at all."""
    documents = [document(pair.a, "a"), document(pair.b, "b")]
    readings = list(reader.read_all(documents))
    ledger = link(readings, documents)
    event_of = {r: e.id for e in ledger.events for r in e.reports}
    found = []
    for told, made in zip((pair.a, pair.b), documents, strict=True):
        [reading] = [r for r in readings if r.document == made.id]
        reports = [r for r in reading.reports if any(told.event in t.exact for t in r.triggers)] or list(
            reading.reports
        )
        found.append(event_of[reports[0].id] if reports else None)
    return None if None in found else found[0] == found[1]


def test_the_table() -> None:
    assert len(CASES) >= 30
    assert len({p.id for p in CASES}) == len(CASES)
    assert Counter(p.tier for p in CASES)["STRONG"] >= 15


@pytest.mark.parametrize("pair", [p for p in CASES if p.tier == "STRONG"], ids=lambda p: p.id)
def test_strong_pairs(reader: Reader, pair: Pair) -> None:
    assert judged(reader, pair) is pair.same, pair.why


@pytest.mark.parametrize("tier", sorted(FLOORS))
def test_other_tiers_do_not_sink(reader: Reader, tier: str) -> None:
    cases = [p for p in CASES if p.tier == tier]
    wrong = [p.id for p in cases if judged(reader, p) is not p.same]
    assert len(wrong) <= (1 - FLOORS[tier]) * len(cases), wrong


def test_the_order_of_the_texts_changes_nothing(reader: Reader) -> None:
    for pair in CASES[:8]:
        turned = msgspec.structs.replace(pair, a=pair.b, b=pair.a)
        assert judged(reader, turned) is judged(reader, pair), pair.id
