"""Tables of the store, in types that SQLite and PostgreSQL share. Rows are added, never rewritten; the two pointers
that move say so.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, MetaData, String, Table, Text

#: Raised when a table changes; a ledger with a higher number is refused, never guessed at.
SCHEMA_VERSION = 2
FORMAT = "recoupe-ledger"

metadata = MetaData()

#: "format", "schema", and "state": a counter of changes that a snapshot is checked against.
meta = Table("meta", metadata, Column("key", String(40), primary_key=True), Column("value", Text, nullable=False))

#: Times live here only: nothing that is exported reads this table.
runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("started", String(40), nullable=False),
    Column("finished", String(40)),
    Column("recoupe", String(40), nullable=False),
    Column("reader", Text, nullable=False),
    Column("documents", Integer),
    Column("refusals", Integer),
)

#: One row for each form in which a document was ever cleaned; `revision` is the digest of `payload`.
documents = Table(
    "documents",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("revision", String(64), primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("path", Text, nullable=False),
    Column("payload", Text, nullable=False),
)

#: Moving pointer: where each document was last found, and in which revision.
pages = Table(
    "pages",
    metadata,
    Column("path", Text, primary_key=True),
    Column("document", String(80), primary_key=True),
    Column("revision", String(64), nullable=False),
    Index("pages_by_document", "document", "path"),
)

refusals = Table(
    "refusals",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("path", Text, nullable=False),
    Column("code", String(80), nullable=False),
    Column("detail", Text, nullable=False),
    #: The document that could not be read, when the page itself could; a reading of it settles the refusal.
    Column("document", String(80)),
)

readings = Table(
    "readings",
    metadata,
    Column("document", String(80), primary_key=True),
    Column("revision", String(64), primary_key=True),
    Column("reader", String(120), primary_key=True),
    Column("payload", Text, nullable=False),
)

snapshots = Table(
    "snapshots",
    metadata,
    Column("ledger_version", Integer, primary_key=True, autoincrement=False),
    Column("digest", String(64), nullable=False),
    Column("reader", String(120), nullable=False),
    #: Disagreements, links, proposals and which document copies which.
    Column("payload", Text, nullable=False),
)

#: An event as it is from `ledger_version` on, until a later row of it; an empty payload says that it is none any more.
#: A snapshot costs what it changes, not what it holds.
events = Table(
    "events",
    metadata,
    Column("ledger_version", Integer, primary_key=True, autoincrement=False),
    Column("id", String(80), primary_key=True),
    Column("payload", Text, nullable=False),
    Index("events_by_id", "id", "ledger_version"),
)

#: Reports that an event no longer holds from `ledger_version` on, and the event that holds them; "" when none does.
departures = Table(
    "departures",
    metadata,
    Column("event", String(80), primary_key=True),
    Column("ledger_version", Integer, primary_key=True, autoincrement=False),
    Column("destination", String(80), primary_key=True),
    #: JSON list of report ids.
    Column("reports", Text, nullable=False),
)

#: A report that is no longer read, and the one told by the same words in its document; the latest row rules.
successors = Table(
    "successors",
    metadata,
    Column("report", String(80), primary_key=True),
    Column("ledger_version", Integer, primary_key=True, autoincrement=False),
    Column("successor", String(80), nullable=False),
)

judgements = Table(
    "judgements", metadata, Column("id", String(80), primary_key=True), Column("payload", Text, nullable=False)
)
