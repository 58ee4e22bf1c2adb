"""Event ids are promises: an id that is gone leads to what became of the reports that it stood for."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from recoupe_fakes import link, make_document, read

from recoupe.ledger.moves import departures
from recoupe.ledger.store import Ledger
from recoupe.model.event import Event, LinkedLedger, Whereabouts
from recoupe.model.ids import make_id
from recoupe.model.report import DocumentReading
from recoupe.model.spans import Quote

READER = "fake-1"
DOCUMENT = make_document("Kidal: 3 killed.")
PATTERN = link((read(DOCUMENT),), ()).events[0]


def event(key: str, *reports: str) -> Event:
    return msgspec.structs.replace(PATTERN, id=key, reports=reports)


def linked(*events: Event) -> LinkedLedger:
    return LinkedLedger(events, (), ())


def test_departures_of_merged_split_and_vanished_events() -> None:
    before = (event("a", "1", "2"), event("b", "3"), event("c", "4"), event("d", "5", "6", "7"))
    after = (event("a", "1", "2", "3"), event("e", "5"), event("f", "6", "7"))
    assert departures(before, after, {}) == {
        ("b", "a"): ("3",),
        ("c", ""): ("4",),
        ("d", "e"): ("5",),
        ("d", "f"): ("6", "7"),
    }
    assert departures((event("a", "1"),), (event("a", "2"),), {"1": "2"}) == {}, "a report read anew has not moved"


def test_ids_are_followed_through_several_snapshots(tmp_path: Path) -> None:
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
        assert ledger.former_events() == ("a", "b", "c")
        assert ledger.absorbed("0") == ("a", "b", "c")
        assert ledger.absorbed("a") == ()
        assert ledger.whereabouts("b") == Whereabouts("b", "0", (("0", 1),), until=1)
        assert ledger.whereabouts("a") == Whereabouts("a", "0", (("0", 2),), until=2)


def test_a_merge_that_splits_again_gives_each_id_its_own_reports(tmp_path: Path) -> None:
    """Following redirects from event to event would send both to the larger half."""
    with Ledger.open(tmp_path / "l.db") as ledger:
        for found in (
            linked(event("b", "1"), event("c", "2", "3")),
            linked(event("a", "1", "2", "3")),
            linked(event("x", "1"), event("y", "2", "3")),
        ):
            ledger.snapshot(found, reader=READER)
        assert (ledger.resolve_event("b"), ledger.resolve_event("c")) == ("x", "y")
        assert ledger.whereabouts("a") == Whereabouts("a", "y", (("y", 2), ("x", 1)), until=2)
        assert [ledger.has_departed(key) for key in "abxz"] == [True, True, False, False]
        assert (ledger.absorbed("x"), ledger.absorbed("y")) == (("a", "b"), ("a", "c"))


def test_an_event_that_lives_on_says_what_left_it(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l.db") as ledger:
        for found in (linked(event("a", "1", "2", "3", "4")), linked(event("a", "1", "2"), event("b", "3"))):
            ledger.snapshot(found, reader=READER)
        assert ledger.whereabouts("a") == Whereabouts("a", "a", (("a", 2), ("b", 1)), lost=1)


def test_an_id_leads_to_the_report_it_is_made_of_rather_than_to_the_larger_part(tmp_path: Path) -> None:
    old = make_id("event", "1")
    with Ledger.open(tmp_path / "l.db") as ledger:
        for found in (linked(event(old, "1", "2", "3")), linked(event("x", "0", "1"), event("y", "2", "3"))):
            ledger.snapshot(found, reader=READER)
        assert ledger.whereabouts(old) == Whereabouts(old, "x", (("x", 1), ("y", 2)), until=1)
        elsewhere = make_id("event", "3")
        assert ledger.whereabouts(elsewhere) == Whereabouts(elsewhere, "y", (("y", 1),)), "as another ledger named it"


def test_an_id_that_comes_back_is_itself_again(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l.db") as ledger:
        for found in (linked(event("b", "2")), linked(event("a", "1", "2")), linked(event("b", "2"))):
            ledger.snapshot(found, reader=READER)
        assert ledger.resolve_event("b") == "b"
        assert ledger.resolve_event("a") == "b"
        assert ledger.whereabouts("a") == Whereabouts("a", "b", (("b", 1),), lost=1, until=2)


def test_the_order_within_a_snapshot_does_not_make_a_new_one(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l.db") as ledger:
        assert ledger.snapshot(linked(event("b", "2"), event("a", "1")), reader=READER) == 1
        assert ledger.snapshot(linked(event("a", "1"), event("b", "2")), reader=READER) == 1
        assert ledger.snapshot(linked(event("a", "1")), reader=READER) == 2
        assert [e.id for e in ledger.current().linked.events] == ["a"]


def better(found: DocumentReading) -> DocumentReading:
    """The same document read by an extractor whose triggers start one letter earlier: every report has another id."""

    def moved(quote: Quote) -> Quote:
        return Quote(quote.start - 1, quote.end, DOCUMENT.text[quote.start - 1 : quote.end])

    reports = tuple(
        msgspec.structs.replace(r, id=make_id("report", "better", r.id), triggers=tuple(map(moved, r.triggers)))
        for r in found.reports
    )
    return msgspec.structs.replace(found, reports=reports)


def test_a_better_extractor_gives_new_ids_and_the_old_ones_lead_to_them(tmp_path: Path) -> None:
    one, two = read(DOCUMENT), better(read(DOCUMENT))
    with Ledger.open(tmp_path / "l.db") as ledger:
        ledger.add_document(DOCUMENT)
        names = []
        for number, found in enumerate((one, two, better(two)), start=1):
            ledger.add_reading(DOCUMENT, found, f"fake-{number}")
            events = link((found,), (DOCUMENT,))
            ledger.snapshot(events, reader=f"fake-{number}")
            names.append(events.events[0].id)
        assert len(set(names)) == 3
        assert [ledger.resolve_event(name) for name in names] == [names[-1]] * 3
        assert ledger.whereabouts(names[0]) == Whereabouts(names[0], names[2], ((names[2], 1),), until=1)


def test_a_ledger_of_the_first_schema_is_brought_up_to_date(tmp_path: Path) -> None:
    """The first schema held every snapshot whole, and knew nothing of departures."""
    path = tmp_path / "l.db"
    history = (
        linked(event("b", "1", "2"), event("z", "9")),
        linked(event("a", "1"), event("c", "2"), event("z", "9")),
        linked(event("b", "1", "2"), event("z", "9")),
    )
    with Ledger.open(path) as ledger:
        for found in history:
            ledger.snapshot(found, reader=READER)
        wanted, now = [ledger.whereabouts(key) for key in "abcz"], ledger.current()
    with sqlite3.connect(path) as file:
        file.executescript(
            "DROP TABLE departures; DROP TABLE successors; DROP INDEX events_by_id; DELETE FROM events;"
            "UPDATE meta SET value='1' WHERE key='schema'"
        )
        for version, found in enumerate(history, start=1):
            rows = [(version, e.id, msgspec.json.encode(e).decode()) for e in found.events]
            file.executemany("INSERT INTO events (ledger_version, id, payload) VALUES (?, ?, ?)", rows)
    for create in (False, True):
        with Ledger.open(path, create=create) as ledger:
            assert [ledger.whereabouts(key) for key in "abcz"] == wanted
            assert ledger.current() == now
            assert ledger.snapshot(history[-1], reader=READER) == 3


def test_a_snapshot_costs_what_it_changes(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l.db") as ledger:
        many = [event(f"e{n:03}", str(n)) for n in range(100)]
        ledger.snapshot(linked(*many), reader=READER)
        ledger.snapshot(linked(*many, event("new", "x")), reader=READER)
        assert ledger.counts()["events"] == 101
        ledger.snapshot(linked(*many), reader=READER)
        assert ledger.counts()["events"] == 102, "one row says that it is gone"
        assert [e.id for e in ledger.current().linked.events] == [e.id for e in many]


@st.composite
def histories(draw: st.DrawFn) -> list[dict[str, tuple[str, ...]]]:
    """Snapshots: reports come and go, and are grouped anew each time; events are named after their first report."""
    history = []
    for _ in range(draw(st.integers(1, 5))):
        reports = draw(st.lists(st.sampled_from("abcdefg"), unique=True))
        groups: dict[int, list[str]] = {}
        for report in sorted(reports):
            groups.setdefault(draw(st.integers(0, 3)), []).append(report)
        history.append({make_id("event", group[0]): tuple(group) for group in groups.values()})
    return history


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=histories())
def test_no_id_ever_changes_its_meaning(
    tmp_path_factory: pytest.TempPathFactory, history: list[dict[str, tuple[str, ...]]]
) -> None:
    with Ledger.open(tmp_path_factory.mktemp("l") / "l.db") as ledger:
        for snapshot in history:
            ledger.snapshot(linked(*(event(k, *r) for k, r in snapshot.items())), reader=READER)
        now = history[-1]
        home = {report: key for key, reports in now.items() for report in reports}
        for key in {key for snapshot in history for key in snapshot}:
            found = ledger.whereabouts(key)
            assert found is not None
            ever = {r for snapshot in history for r in snapshot.get(key, ())}
            there = [home[r] for r in ever if r in home]
            assert dict(found.parts) == {e: there.count(e) for e in there}, "each report is told of once"
            assert found.lost == len(ever) - len(there)
            namesake = next(r for r in "abcdefg" if make_id("event", r) == key)
            if namesake in home:
                assert found.event == home[namesake], "an id means the event that its report tells"
            assert (found.until is None) == (key in now)
            assert found.event == key or key not in now
