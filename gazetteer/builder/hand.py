"""What is written by hand: places of `curated/*.yml`, French names of cities and of units."""

from __future__ import annotations

import collections
from collections.abc import Iterable
from pathlib import Path

import msgspec

from builder.geonames import RegionName
from builder.rows import HAND, OTHER, PRECISION_OF, Row, read_yaml
from builder.spelling import Spelling
from builder.wof import Nearest
from recoupe.text.normalise import fold


class Curated(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of `curated/*.yml`. `within` is the French or English name of a first-level unit of `country`."""

    id: str
    kind: str
    fr: list[str]
    country: str | None = None
    at: tuple[float, float] | None = None
    en: list[str] = []
    within: str | None = None
    precision: int | None = None
    #: Refs of places of the sources that this entry stands for; they are left out.
    replaces: list[str] = []


#: Kinds of curated entry that the sources may have too; an entry that meets a row of its group lends it its names and
#: is no row of its own.
GROUPS = {
    "region": "region",
    "county": "county",
    "city": "town",
    "town": "town",
    "village": "town",
    "quarter": "town",
    "camp": "town",
}


def add_curated(folder: Path, rows: dict[str, Row], spelling: Spelling) -> list[Row]:
    """Rows of `curated/*.yml`.

    Drops what they replace from `rows`; an unknown parent is an error that names the entry.
    """
    entries = [
        (path.name, e) for path in curated_files(folder) for e in msgspec.convert(read_yaml(path), list[Curated])
    ]
    for _, entry in entries:
        for ref in entry.replaces:
            del rows[ref]
    by_name = collections.defaultdict(list)
    for row in rows.values():
        for name, _ in row.names:
            for variant in spelling.variants(name):
                by_name[row.country, GROUPS.get(row.kind), fold(variant)].append(row)
    nearest = Nearest(rows.values())
    return [row for file, entry in entries if (row := _curated(file, entry, by_name, nearest))]


def _curated(
    file: str, entry: Curated, by_name: dict[tuple[str | None, str | None, str], list[Row]], nearest: Nearest
) -> Row | None:
    names = [(n, HAND) for n in entry.fr + entry.en]
    twins = {
        r.ref: r for n, _ in names for r in by_name.get((entry.country, GROUPS.get(entry.kind, "none"), fold(n)), ())
    }
    near = [
        r for r in twins.values() if not entry.at or (abs(r.lat - entry.at[0]) < 1 and abs(r.lon - entry.at[1]) < 1.5)
    ]
    if near:
        twin = max(near, key=lambda r: (r.population, r.ref))
        twin.names[:0] = names
        return None
    units = by_name.get((entry.country, "region", fold(entry.within))) if entry.within else None
    if entry.within and not units:
        raise SystemExit(f"curated/{file}: {entry.id}: no unit {entry.within!r} in {entry.country}")
    row = Row(
        f"rc:{entry.id}", entry.kind, entry.country, *(entry.at or (None, None)), names, precision=entry.precision or 0
    )
    beside = nearest.to(row) if entry.kind not in PRECISION_OF else None
    row.admin1 = units[0].ref if units else beside.admin1 if beside else None
    row.admin2 = beside.admin2 if beside and not units else None
    return row


def curated_files(folder: Path) -> list[Path]:
    """Files of entries, in order."""
    return [path for path in sorted(folder.glob("*.yml")) if path.stem not in ("regions", "exonyms")]


def add_exonyms(rows: Iterable[Row], exonyms: dict[str, dict[str, list[str]]], spelling: Spelling) -> None:
    """French names of cities abroad (`curated/exonyms.yml`: country, name in the source, French names), on the most
    populous bearer.
    """
    wanted = {(c, fold(name)): french for c, names in exonyms.items() for name, french in names.items()}
    exact, alike = _bearers(rows, spelling)
    for (country, name), french in wanted.items():
        found = exact.get((country, name)) or alike.get((country, spelling.loose(name)))
        if found:
            found.names[:0] = [(n, HAND) for n in french]
        else:
            print(f"exonyms.yml: no {name!r} in {country}")


def _bearers(rows: Iterable[Row], spelling: Spelling) -> tuple[dict[tuple[str, str], Row], dict[tuple[str, str], Row]]:
    """The most populous town of a country under each folded name, and under each loose key."""
    exact: dict[tuple[str, str], Row] = {}
    alike: dict[tuple[str, str], Row] = {}
    for row in rows:
        if row.kind in ("city", "village"):
            folded = {fold(name) for name, _ in row.names}
            for table, keys in ((exact, folded), (alike, {spelling.loose(f) for f in folded})):
                for key in ((row.country or "", k) for k in keys):
                    if key not in table or row.population > table[key].population:
                        table[key] = row
    return exact, alike


def add_regions(rows: Iterable[Row], regions: list[RegionName]) -> None:
    """French names of the units that a source names otherwise (`curated/regions.yml`)."""
    for row in rows:
        if row.kind == "region" and not row.ref.startswith("rc:"):
            own = {fold(name) for name, rank in row.names if rank != OTHER}
            row.names[:0] = [
                (name, HAND)
                for region in regions
                if region.country == row.country and region.name and fold(region.name) in own
                for name in region.fr
            ]
