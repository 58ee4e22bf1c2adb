"""Places from Who's On First, and the towns that it lacks."""

from __future__ import annotations

import collections
import csv
import lzma
from collections.abc import Iterable, Iterator
from pathlib import Path

from builder.geonames import all_cities
from builder.rows import ENGLISH, FRENCH, KIND_OF, MAIN, OTHER, Row


def read_wof(folder: Path) -> Iterator[Row]:
    """Places of the Who's On First extracts, countries left out (GeoNames and CLDR give them)."""
    for path in sorted(folder.glob("wof-*.tsv.xz")):
        with lzma.open(path, "rt", encoding="utf-8", newline="") as lines:
            for line in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                if line["placetype"] != "country" and line["lat"] and _worth_keeping(line):
                    yield _wof_row(line)


def _worth_keeping(line: dict[str, str]) -> bool:
    """Hamlets that nobody describes are left out where the source has tens of thousands and the news names few."""
    known = (
        line["population"]
        or line["wikidata_id"]
        or line["names_en"]
        or line["names_fr"]
        or line["gn_feature_code"] != "PPL"
    )
    return line["country"] not in ("IR", "TR") or bool(known)


def _wof_row(line: dict[str, str]) -> Row:
    names = [(n, FRENCH) for n in line["names_fr"].split("|") if n] + [
        (n, ENGLISH) for n in line["names_en"].split("|") if n
    ]
    names += [(n, OTHER) for n in line["names_other_latin"].split("|") if n]
    if line["name"]:
        names.append((line["name"], MAIN))
    population = int(line["population"] or 0)
    kind = KIND_OF.get(line["placetype"]) or (
        "city" if population >= 20_000 or "PPLA" in line["gn_feature_code"] else "village"
    )
    ref = f"wof:{line['wof_id']}"
    # A region's population outranks its capital's name only when the text says "province": the resolver sees the kind.
    return Row(
        ref=f"gn:{line['geonames_id']}" if line["geonames_id"].isdigit() else ref,
        kind=kind, country=line["country"], lat=float(line["lat"]), lon=float(line["lon"]), names=names,
        population=population,
        admin1=f"wof:{line['region_id']}" if line["region_id"] and kind != "region" else None,
        admin2=f"wof:{line['county_id']}" if line["county_id"] and kind not in ("region", "county") else None,
        alias=ref,
    )  # fmt: skip


def missing_towns(countries: set[str], rows: dict[str, Row]) -> Iterator[Row]:
    """Towns that Who's On First lacks in its countries, or files under a district that bears the town's GeoNames id.

    Their district is that of the nearest known place.
    """
    nearest = Nearest(rows.values())
    for city in sorted(all_cities(), key=lambda c: c["geonameid"]):
        ref, country, lat, lon = f"gn:{city['geonameid']}", city["countrycode"], city["latitude"], city["longitude"]
        if country not in countries or (ref in rows and rows[ref].kind not in ("county", "region")):
            continue
        district = rows.get(ref)
        if district:
            district.ref = district.alias or district.ref
        row = Row(
            ref=ref, kind="city" if city["population"] >= 20_000 else "village", country=country, lat=lat, lon=lon,
            population=city["population"],
            names=[(city["name"], MAIN), *(district.names if district else ()),
                   *((n, OTHER) for n in city["alternatenames"])],
        )  # fmt: skip
        beside = nearest.to(row)
        if beside:
            row.admin1, row.admin2 = beside.admin1, beside.admin2
        yield row


class Nearest:
    """Nearest settlement of the same country, within half a degree or so: lends its district to a place that comes
    without.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self._cells: dict[tuple[str | None, int, int], list[Row]] = collections.defaultdict(list)
        for row in rows:
            if row.lat is not None and row.lon is not None and row.kind in ("city", "village"):
                self._cells[row.country, int(row.lat * 2), int(row.lon * 2)].append(row)

    def to(self, row: Row) -> Row | None:
        if row.lat is None or row.lon is None:
            return None
        lat, lon = row.lat, row.lon
        cells = [(row.country, int(lat * 2) + i, int(lon * 2) + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
        around = [other for cell in cells for other in self._cells.get(cell, ())]
        return min(around, key=lambda r: ((r.lat - lat) ** 2 + (r.lon - lon) ** 2, r.ref), default=None)
