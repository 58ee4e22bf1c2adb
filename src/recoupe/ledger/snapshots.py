"""Snapshots of the linked events."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import msgspec
from sqlalchemy import Connection, select

from recoupe.ledger import moves, schema
from recoupe.model.event import Disagreement, Event, EventLink, LinkedLedger, Proposal
from recoupe.model.judgement import Standing


class _Payload(msgspec.Struct, frozen=True):
    """What a snapshot holds beside its events."""

    disagreements: tuple[Disagreement, ...] = ()
    links: tuple[EventLink, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    copies: dict[str, str] = {}
    standings: tuple[Standing, ...] = ()


class Snapshot(msgspec.Struct, frozen=True):
    """Latest snapshot without its events; version 0 when nothing was linked yet."""

    ledger_version: int = 0
    digest: str = ""
    reader: str = ""
    payload: _Payload = _Payload()

    @property
    def copies(self) -> Mapping[str, str]:
        """Id of each copied document -> id of its original."""
        return self.payload.copies


def latest(connection: Connection) -> Snapshot:
    """The snapshot in force."""
    table = schema.snapshots
    row = connection.execute(select(table).order_by(table.c.ledger_version.desc()).limit(1)).first()
    if row is None:
        return Snapshot()
    return Snapshot(row.ledger_version, row.digest, row.reader, msgspec.json.decode(row.payload, type=_Payload))


def linked(connection: Connection, snapshot: Snapshot) -> LinkedLedger:
    """Events of `snapshot` by id, with what goes with them."""
    return LinkedLedger(
        events=events(connection, snapshot.ledger_version),
        disagreements=snapshot.payload.disagreements,
        links=snapshot.payload.links,
        proposals=snapshot.payload.proposals,
        standings=snapshot.payload.standings,
    )


def events(connection: Connection, ledger_version: int) -> tuple[Event, ...]:
    """Events of one snapshot, by id."""
    decoder = msgspec.json.Decoder(Event)
    return tuple(decoder.decode(payload) for _, payload in sorted(moves.rows(connection, ledger_version).items()))


def write(connection: Connection, new: LinkedLedger, reader: str, copies: dict[str, str]) -> int:
    """Write `new` as the next snapshot unless it equals the last one; gives the version in force."""
    last = latest(connection)
    payload = msgspec.json.encode(
        _Payload(
            disagreements=tuple(sorted(new.disagreements, key=msgspec.json.encode)),
            links=tuple(sorted(new.links, key=msgspec.json.encode)),
            proposals=tuple(sorted(new.proposals, key=msgspec.json.encode)),
            copies=dict(sorted(copies.items())),
            standings=new.standings,
        )
    )
    rows = {event.id: msgspec.json.encode(event) for event in sorted(new.events, key=lambda event: event.id)}
    digest = hashlib.sha256(b"\x1e".join((reader.encode(), payload, *rows.values()))).hexdigest()
    if digest == last.digest:
        return last.ledger_version
    version = last.ledger_version + 1
    snapshot = {"ledger_version": version, "digest": digest, "reader": reader, "payload": payload.decode()}
    connection.execute(schema.snapshots.insert().values(snapshot))
    before = _write_changed(connection, version, {key: value.decode() for key, value in rows.items()})
    moves.record(connection, version, before=before, after=new.events, reader=reader)
    return version


def _write_changed(connection: Connection, version: int, rows: Mapping[str, str]) -> list[Event]:
    """Write the events that are not as they were, and which of them are gone; gives those events as they were."""
    before = moves.rows(connection, version - 1)
    changed = {key: payload for key, payload in rows.items() if before.get(key) != payload}
    changed |= {key: moves.GONE for key in before if key not in rows}
    if changed:
        many = [{"ledger_version": version, "id": key, "payload": value} for key, value in sorted(changed.items())]
        connection.execute(schema.events.insert(), many)
    decoder = msgspec.json.Decoder(Event)
    return [decoder.decode(before[key]) for key in sorted(changed) if key in before]
