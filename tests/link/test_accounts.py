"""Short accounts of one matter, read by the whole house: what they differ on, and what answers what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec
import pytest
from recoupe_fakes import make_document

from recoupe.language.pack import read_table
from recoupe.model.document import Document, Evidence, Published
from recoupe.model.event import LinkedLedger
from recoupe.model.report import Report
from recoupe.model.time import DateInterval
from recoupe.pipeline.reader import link

if TYPE_CHECKING:
    from recoupe.pipeline.reader import Reader

TABLE = Path(__file__).parents[2] / "evals" / "pairs" / "accounts.yml"
#: Least share of MEDIUM cases that are right.
FLOOR = 0.2
#: Type of the link, words of the event it starts from, words of the one it leads to.
Drawn = tuple[str, str, str]


class Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One text."""

    published: dt.date
    text: str


class Account(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One case. `differ` None: what the accounts differ on is not asked."""

    id: str
    tier: Literal["STRONG", "MEDIUM"]
    texts: tuple[Told, ...]
    differ: frozenset[str] | None = None
    links: tuple[Drawn, ...] = ()
    not_links: tuple[Drawn, ...] = ()
    latest: dict[str, int] = {}


CASES = read_table(TABLE, list[Account])


def wrong(reader: Reader, case: Account) -> list[str]:
    """What the house gets wrong, in words."""
    documents = [_document(told, n) for n, told in enumerate(case.texts)]
    readings = list(reader.read_all(documents))
    ledger = link(readings, documents)
    reports = {r.id: r for reading in readings for r in reading.reports}
    found = {d.property for d in ledger.disagreements}
    faults = [] if case.differ is None or found == case.differ else [f"differ on {sorted(found)}"]
    faults += [f"no link {drawn}" for drawn in case.links if not _is_drawn(ledger, reports, drawn)]
    faults += [f"link {drawn}" for drawn in case.not_links if _is_drawn(ledger, reports, drawn)]
    for kind, number in case.latest.items():
        preferred = {t.low for e in ledger.events for t in e.tolls if t.kind == kind}
        faults += [] if number in preferred else [f"{kind} preferred {preferred}"]
    return faults


def _is_drawn(ledger: LinkedLedger, reports: dict[str, Report], drawn: Drawn) -> bool:
    kind, first, second = drawn

    def events(words: str) -> set[str]:
        return {e.id for e in ledger.events if _tells(words, (reports[r] for r in e.reports))}

    here = {(k.source, k.target) for k in ledger.links if k.type == kind and not k.suggested}
    return any((a, b) in here for a in events(first) for b in events(second))


def _tells(words: str, reports: Iterable[Report]) -> bool:
    return any(words in t.exact for r in reports for t in r.triggers)


def _document(told: Told, number: int) -> Document:
    day = Published(DateInterval(told.published, told.published, 1), Evidence("argument", ""))
    made = make_document(told.text)
    return msgspec.structs.replace(made, id=f"{made.id}-{number}", sha256=f"{number}{made.sha256}", published=day)


def test_the_table() -> None:
    assert len(CASES) >= 35
    assert len({c.id for c in CASES}) == len(CASES)
    assert all(c.differ is not None or c.links or c.not_links for c in CASES)


@pytest.mark.parametrize("case", [c for c in CASES if c.tier == "STRONG"], ids=lambda c: c.id)
def test_strong_accounts(reader: Reader, case: Account) -> None:
    assert wrong(reader, case) == []


def test_medium_accounts_do_not_sink(reader: Reader) -> None:
    cases = [c for c in CASES if c.tier == "MEDIUM"]
    faults = {c.id: found for c in cases if (found := wrong(reader, c))}
    assert len(faults) <= (1 - FLOOR) * len(cases), faults
