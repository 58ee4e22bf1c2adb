"""Event ids are promises: an id that is gone leads to the event that took its reports over."""

from __future__ import annotations

from pathlib import Path

import msgspec
from recoupe_fakes import link, make_document, read

from recoupe.ledger.snapshots import redirects
from recoupe.ledger.store import Ledger
from recoupe.model.event import Event, LinkedLedger

READER = "fake-1"
DOCUMENT = make_document("Kidal: 3 killed.")
PATTERN = link((read(DOCUMENT),), ()).events[0]


def event(key: str, *reports: str) -> Event:
    return msgspec.structs.replace(PATTERN, id=key, reports=reports)


def linked(*events: Event) -> LinkedLedger:
    return LinkedLedger(events, (), ())


def test_merged_split_and_vanished_events() -> None:
    before = (event("a", "1", "2"), event("b", "3"), event("c", "4"), event("d", "5", "6", "7"))
    after = (event("a", "1", "2", "3"), event("e", "5"), event("f", "6", "7"))
    assert redirects(before, after) == {"b": "a", "d": "f"}


def test_equal_shares_go_to_the_smallest_id() -> None:
    assert redirects((event("d", "1", "2"),), (event("y", "1"), event("x", "2"))) == {"d": "x"}


def test_redirects_are_followed_through_several_snapshots(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l.db") as ledger:
        for version, found in enumerate(
            (
                linked(event("b", "2"), event("c", "3")),
                linked(event("a", "1", "2"), event("c", "3")),
                linked(event("0", "0", "1", "2", "3")),
            ),
            start=1,
        ):
            assert ledger.snapshot(found, reader=READER) == version
        assert [ledger.resolve_event(key) for key in "0abc"] == ["0", "0", "0", "0"]
        assert ledger.resolve_event("z") is None


def test_an_id_that_comes_back_is_itself_again(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l.db") as ledger:
        for found in (linked(event("b", "2")), linked(event("a", "1", "2")), linked(event("b", "2"))):
            ledger.snapshot(found, reader=READER)
        assert ledger.resolve_event("b") == "b"
        assert ledger.resolve_event("a") == "b"


def test_the_order_within_a_snapshot_does_not_make_a_new_one(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l.db") as ledger:
        assert ledger.snapshot(linked(event("b", "2"), event("a", "1")), reader=READER) == 1
        assert ledger.snapshot(linked(event("a", "1"), event("b", "2")), reader=READER) == 1
        assert ledger.snapshot(linked(event("a", "1")), reader=READER) == 2
        assert [e.id for e in ledger.current().linked.events] == ["a"]
