"""The SQLite file."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

from builder.rows import HAND, OTHER, PRECISION_OF, Row
from builder.spelling import Spelling
from recoupe.text.normalise import fold


def write(path: Path, rows: list[Row], rules: dict[str, Any], spelling: Spelling) -> None:
    """Write the SQLite file anew."""
    path.unlink(missing_ok=True)
    number = {row.ref: i for i, row in enumerate(rows, 1)}
    number |= {row.alias: i for i, row in enumerate(rows, 1) if row.alias}
    db = sqlite3.connect(path)
    db.executescript(
        "PRAGMA page_size = 4096; PRAGMA journal_mode = OFF;"
        "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;"
        "CREATE TABLE kinds (id INTEGER PRIMARY KEY, kind TEXT);"
        # ref: GeoNames id, minus the Who's On First id, or a slug of ours.
        "CREATE TABLE places (id INTEGER PRIMARY KEY, ref, kind INTEGER, country TEXT, admin1 INTEGER, admin2 INTEGER,"
        " lat INTEGER, lon INTEGER, population INTEGER, precision INTEGER, label TEXT);"
        # exact: CRC-32 of the folded name without articles and spaces, which tells a spelling that is met letter for
        # letter from one that is only alike.
        "CREATE TABLE names (loose TEXT, place INTEGER, exact INTEGER, rank INTEGER,"
        " PRIMARY KEY (loose, place, exact)) WITHOUT ROWID;"
    )
    db.execute("INSERT INTO meta VALUES ('spelling', ?)", (json.dumps(rules["steps"], ensure_ascii=False),))
    kinds = {kind: i for i, kind in enumerate(sorted({row.kind for row in rows}))}
    db.executemany("INSERT INTO kinds VALUES (?, ?)", [(i, kind) for kind, i in kinds.items()])
    db.executemany(
        "INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (_place(i, row, number, kinds, spelling) for i, row in enumerate(rows, 1)),
    )
    db.executemany(
        "INSERT INTO names VALUES (?, ?, ?, ?)",
        sorted(key for i, row in enumerate(rows, 1) for key in _keys(i, row, spelling)),
    )
    db.commit()
    db.execute("VACUUM")
    db.close()


def _place(i: int, row: Row, number: dict[str, int], kinds: dict[str, int], spelling: Spelling) -> tuple[Any, ...]:
    # Four decimals of a degree are ten metres: finer than any source.
    lat, lon = (None if x is None else round(x * 10_000) for x in (row.lat, row.lon))
    return (
        i, _stored_ref(row.ref), kinds[row.kind], row.country, number.get(row.admin1 or ""),
        number.get(row.admin2 or ""), lat, lon, row.population or None,
        row.precision or PRECISION_OF.get(row.kind, 1), _label(row, spelling),
    )  # fmt: skip


def _stored_ref(ref: str) -> int | str:
    source, _, rest = ref.partition(":")
    return int(rest) if source == "gn" else -int(rest) if source == "wof" else rest


def _label(row: Row, spelling: Spelling) -> str:
    """Preferred name: the first French one without generic words, else the main, else the English one."""
    for rank, name in sorted(((rank, name) for name, rank in row.names), key=lambda pair: pair[0]):
        variants = [name] if rank == HAND else list(spelling.variants(name))
        if variants:
            return variants[-1]
    return row.names[0][0] if row.names else row.ref


def _keys(i: int, row: Row, spelling: Spelling) -> list[tuple[str, int, int, int]]:
    best: dict[tuple[str, int], int] = {}
    for name, rank in sorted(row.names, key=lambda pair: pair[1]):
        for variant in [name] if rank == HAND else spelling.variants(name):
            folded = fold(variant)
            if folded:
                best.setdefault((spelling.loose(folded), spelling.exact(folded)), rank)
    looses = {loose for (loose, _), rank in best.items() if rank != OTHER}
    # A spelling of a source that no French reader writes is dropped where a better name already meets the same loose
    # key.
    return [(lo, i, exact, rank) for (lo, exact), rank in best.items() if rank != OTHER or lo not in looses]
