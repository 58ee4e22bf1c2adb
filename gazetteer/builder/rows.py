"""A place on its way into the file, and what its kind says of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import yaml

#: Kinds of name: a smaller rank is a better name. `HAND` is a French name written in this repository, kept as it is.
HAND, FRENCH, MAIN, ENGLISH, OTHER = range(5)


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
    "desert": 5,
    "river": 5,
    "lake": 5,
    "mountain": 2,
}


class Row(msgspec.Struct):
    """A place on its way into the file.

    `admin1`, `admin2` and `parent` are refs of other rows; `names` are (name, rank).
    """

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


def read_yaml(path: Path) -> Any:
    """The content of a YAML file."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
