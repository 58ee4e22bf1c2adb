"""Where events went: an id that was once an event's always leads to the reports that it stood for.

Two facts are kept, both written with a snapshot. A *departure*: reports that an event no longer holds, and which event
holds them now. A *successor*: the report that a better extractor reads in the place of one that is gone. Everything
else is told from them report by report, so that a merge, a split, a split of a merge and a return all come out right.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import msgspec
from sqlalchemy import Connection, and_, func, select

from recoupe.ledger import reading, schema
from recoupe.model.event import Event, Whereabouts
from recoupe.model.ids import make_id
from recoupe.model.judgement import Anchor

#: Destination of reports that no event holds any more.
NOWHERE = ""
#: Payload of what is no event any more.
GONE = ""

Departures = dict[tuple[str, str], tuple[str, ...]]


class _Members(msgspec.Struct, frozen=True):
    """What is wanted of a stored event."""

    reports: tuple[str, ...]


_MEMBERS = msgspec.json.Decoder(_Members)


def rows(connection: Connection, version: int) -> dict[str, str]:
    """Events of a snapshot as stored, by id: of each the last row up to that version."""
    table = schema.events
    up_to = select(table.c.id, func.max(table.c.ledger_version).label("last")).where(table.c.ledger_version <= version)
    last = up_to.group_by(table.c.id).subquery()
    here = and_(table.c.id == last.c.id, table.c.ledger_version == last.c.last)
    query = select(table.c.id, table.c.payload).join(last, here).where(table.c.payload != GONE)
    return {row.id: row.payload for row in connection.execute(query)}


def departures(before: Iterable[Event], after: Iterable[Event], successors: Mapping[str, str]) -> Departures:
    """(event, where to) -> the reports that left it between two snapshots, sorted."""
    home = {report: event.id for event in after for report in event.reports}
    left: dict[tuple[str, str], list[str]] = defaultdict(list)
    for event in before:
        for report in event.reports:
            here = home.get(successors.get(report, report), NOWHERE)
            if here != event.id:
                left[event.id, here].append(report)
    return {key: tuple(sorted(reports)) for key, reports in left.items()}


def record(
    connection: Connection, version: int, *, before: Iterable[Event], after: Iterable[Event], reader: str
) -> None:
    """Write what moved between the last snapshot and this one, `version`, linked from what `reader` read.

    `before` are at least those events of the last one that are not the same in this one.
    """
    before, after = tuple(before), tuple(after)
    held = {report for event in after for report in event.reports}
    gone = {report for event in before for report in event.reports} - held
    documents = {d for e in before if not gone.isdisjoint(e.reports) for d in e.documents}
    followed = _successors(connection, documents, gone, reader)
    if followed:
        many = [{"report": old, "ledger_version": version, "successor": new} for old, new in sorted(followed.items())]
        connection.execute(schema.successors.insert(), many)
    moved = departures(before, after, followed)
    if moved:
        many = [
            {"event": event, "ledger_version": version, "destination": to, "reports": msgspec.json.encode(r).decode()}
            for (event, to), r in sorted(moved.items())
        ]
        connection.execute(schema.departures.insert(), many)


def _successors(connection: Connection, documents: set[str], gone: set[str], reader: str) -> dict[str, str]:
    """For reports that are gone, the report of the same document that is told by the same words now."""
    found: dict[str, str] = {}
    for document in sorted(documents):
        old = {r.id: r for past in reading.all_readings(connection, document) for r in past.reports if r.id in gone}
        now = reading.reading_of(connection, document, reader)
        for report in old.values():
            heir = Anchor.of(report).find(now.reports) if now is not None else None
            if heir is not None:
                found[report.id] = heir.id
    return found


def former(connection: Connection, version: int) -> tuple[str, ...]:
    """Ids that were events once and are not in that snapshot, sorted."""
    left = set(connection.execute(select(schema.departures.c.event).distinct()).scalars())
    return tuple(sorted(left.difference(rows(connection, version)) if left else ()))


def has_departed(connection: Connection, event: str) -> bool:
    """Whether any report ever left that event."""
    query = select(schema.departures.c.event).where(schema.departures.c.event == event).limit(1)
    return connection.execute(query).first() is not None


def absorbed(connection: Connection, event: str, version: int) -> tuple[str, ...]:
    """Ids that were events once, are none in that snapshot, and whose reports went to `event`, sorted."""
    table = schema.departures
    found: set[str] = set()
    edge = {event}
    while edge:
        query = select(table.c.event).where(table.c.destination.in_(sorted(edge))).distinct()
        edge = set(connection.execute(query).scalars()) - found - {event}
        found |= edge
    alive = rows(connection, version) if found else {}
    return tuple(sorted(key for key in found if key not in alive and _leads(connection, key, version, event)))


def _leads(connection: Connection, former_id: str, version: int, event: str) -> bool:
    """Whether reports of a former event are in `event` now."""
    found = whereabouts(connection, former_id, version)
    return found is not None and any(key == event for key, _ in found.parts)


def whereabouts(connection: Connection, asked: str, version: int) -> Whereabouts | None:
    """What became of the event `asked` as of that snapshot; None when it never was one and no report gives it its name.

    The id of an event is made of the report that it is named after, here or in a ledger of the same articles elsewhere:
    it means "the event that this report tells", for good.
    """
    home = {report: event for event, reports in _members(connection, version).items() for report in reports}
    left = _left(connection, asked)
    alive = [report for report, event in home.items() if event == asked]
    if not alive and not left:
        named = next((home[r] for r in home if make_id("event", r) == asked), None)
        return Whereabouts(asked, named, ((named, 1),)) if named is not None else None
    now = {report: _now(connection, report, home) for report in (*alive, *left)}
    parts = Counter(home[report] for report in {r for r in now.values() if r is not None})
    namesake = next((home[r] for old, r in now.items() if r is not None and make_id("event", old) == asked), None)
    main = asked if alive else namesake or min(parts, key=lambda e: (-parts[e], e), default=None)
    ordered = sorted(parts.items(), key=lambda item: (item[0] != main, -item[1], item[0]))
    until = None if alive else max(left.values()) - 1
    return Whereabouts(asked, main, tuple(ordered), sum(r is None for r in now.values()), until)


def _left(connection: Connection, event: str) -> dict[str, int]:
    """Reports that once left the event -> the last ledger version in which they did."""
    table = schema.departures
    query = (
        select(table.c.reports, table.c.ledger_version).where(table.c.event == event).order_by(table.c.ledger_version)
    )
    return {
        report: version for reports, version in connection.execute(query) for report in msgspec.json.decode(reports)
    }


def _now(connection: Connection, report: str, home: Mapping[str, str]) -> str | None:
    """The report read today in the place of `report`: itself, or the end of its successors."""
    table, seen = schema.successors, set[str]()
    here: str | None = report
    while here is not None and here not in home and here not in seen:
        seen.add(here)
        query = select(table.c.successor).where(table.c.report == here).order_by(table.c.ledger_version.desc()).limit(1)
        here = connection.execute(query).scalar()
    return here if here in home else None


def _members(connection: Connection, version: int) -> dict[str, tuple[str, ...]]:
    return {key: _MEMBERS.decode(payload).reports for key, payload in rows(connection, version).items()}
