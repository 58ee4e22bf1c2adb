"""Ledgers of an older schema, brought up to date when they are opened. Nothing that they hold is changed or lost."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from recoupe.ledger import moves, schema, snapshots


def upgrade(connection: Connection) -> None:
    """Bring the tables to the current schema, in one transaction; does nothing when another program was faster.

    Schema 2 notes what left each event and keeps of a snapshot what it changes. Older ledgers hold every snapshot
    whole: it is told from them which events ended, and where their reports went. Their table `redirects`, which said
    less, is left where it is.
    """
    number = connection.execute(select(schema.meta.c.value).where(schema.meta.c.key == "schema")).scalar_one()
    if int(number) >= schema.SCHEMA_VERSION:
        return
    schema.metadata.create_all(connection)
    for index in schema.events.indexes:
        index.create(connection, checkfirst=True)
    table = schema.snapshots
    history = connection.execute(select(table.c.ledger_version, table.c.reader).order_by(table.c.ledger_version)).all()
    for version, reader in history:
        _end(connection, version)
        before, after = snapshots.events(connection, version - 1), snapshots.events(connection, version)
        moves.record(connection, version, before=before, after=after, reader=reader)
    row = schema.meta.c.key == "schema"
    connection.execute(update(schema.meta).where(row).values(value=str(schema.SCHEMA_VERSION)))


def _end(connection: Connection, version: int) -> None:
    """Say of events in the whole snapshot before `version` that they are not in that one, which is whole too."""
    table = schema.events
    whole = select(table.c.id).where(table.c.payload != moves.GONE)
    here, before = (
        set(connection.execute(whole.where(table.c.ledger_version == v)).scalars()) for v in (version, version - 1)
    )
    ended = [{"ledger_version": version, "id": key, "payload": moves.GONE} for key in sorted(before - here)]
    if ended:
        connection.execute(table.insert(), ended)
