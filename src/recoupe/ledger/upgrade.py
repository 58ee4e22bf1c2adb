"""Ledgers of an older schema, brought up to date when they are opened. Nothing that they hold is changed or lost."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from recoupe.ledger import moves, schema, snapshots


def upgrade(connection: Connection) -> None:
    """Bring the tables to the current schema, in one transaction; does nothing when another program was faster.

    Schema 2 notes what left each event. Older ledgers hold every snapshot whole, so it is told from them; their table
    `redirects`, which said less, is left where it is.
    """
    number = connection.execute(select(schema.meta.c.value).where(schema.meta.c.key == "schema")).scalar_one()
    if int(number) >= schema.SCHEMA_VERSION:
        return
    schema.metadata.create_all(connection)
    table = schema.snapshots
    history = connection.execute(select(table.c.ledger_version, table.c.reader).order_by(table.c.ledger_version)).all()
    for version, reader in history:
        before, after = snapshots.events(connection, version - 1), snapshots.events(connection, version)
        moves.record(connection, version, before=before, after=after, reader=reader)
    row = schema.meta.c.key == "schema"
    connection.execute(update(schema.meta).where(row).values(value=str(schema.SCHEMA_VERSION)))
