"""Copies of one wire."""

from __future__ import annotations

import datetime as dt
import itertools

from recoupe.clean.copies import find_copies, mark_copies
from recoupe.model.document import Document, Evidence, Published, Zone
from recoupe.model.ids import make_id
from recoupe.model.time import DateInterval

WORDS = [
    "convoi",
    "militaire",
    "route",
    "mine",
    "blessés",
    "soldats",
    "source",
    "frontière",
    "village",
    "attaque",
    "groupe",
    "armée",
    "soirée",
    "bilan",
    "région",
]


def wire(seed: int, length: int = 200) -> str:
    return " ".join(WORDS[(seed * i * i + 7 * i) % len(WORDS)] + str((seed * i) % 11) for i in range(length))


def document(name: str, body: str, day: int | None = None) -> Document:
    published = None
    if day:
        date = dt.date(2023, 11, day)
        published = Published(DateInterval(date, date), Evidence("header", str(date)))
    zones = (Zone(0, len(body), "body", "fr"),)
    return Document(make_id("doc", name), name, None, name, None, None, ("fr",), published, None, body, zones)


WIRE = wire(3)
A = document("a", WIRE, 7)
B = document("b", WIRE.replace("blessés1", "tués"), 8)
CUT = document("cut", " ".join(WIRE.split()[:110]), 9)
UNDATED = document("u", WIRE.upper())
OTHER = document("o", wire(5), 6)
SHORT = document("s", "Trop court.", 7)


def test_copies_name_the_earliest() -> None:
    assert find_copies([A, B, CUT, UNDATED, OTHER, SHORT]) == {B.id: A.id, CUT.id: A.id, UNDATED.id: A.id}


def test_order_changes_nothing() -> None:
    expected = find_copies([A, B, CUT, OTHER])
    assert all(find_copies(order) == expected for order in itertools.permutations([A, B, CUT, OTHER]))


def test_marking_keeps_order_and_clears_what_no_longer_holds() -> None:
    import msgspec

    stale = msgspec.structs.replace(OTHER, copy_of="doc:gone")
    marked = mark_copies([stale, B, A])
    assert [d.id for d in marked] == [OTHER.id, B.id, A.id]
    assert [d.copy_of for d in marked] == [None, A.id, None]


def test_nothing_is_a_copy_of_nothing() -> None:
    assert find_copies([]) == {}
    assert find_copies([document("x", ""), document("y", "")]) == {}
