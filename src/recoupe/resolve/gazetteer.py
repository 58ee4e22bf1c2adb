"""Read-only look-up of place names in the gazetteer file (`recoupe_gazetteer`, a package of its own)."""

from __future__ import annotations

import functools
import importlib
import json
import os
import re
import sqlite3
import threading
import zlib
from pathlib import Path
from typing import Any

import msgspec

from recoupe.model.errors import LanguageError
from recoupe.model.values import PlacePrecision
from recoupe.text.normalise import fold

#: How well known a name is. `FAMOUS`: it can stand without any word that says "place"; `NOTABLE`: a town or an
#: administrative unit; `MINOR`: some hamlet, or a name in another language; `ALIKE`: only a look-alike spelling is
#: known.
UNKNOWN, ALIKE, MINOR, NOTABLE, FAMOUS = range(5)
_BIG_CITY, _TOWN = 100_000, 15_000
#: Names of sources in other languages ("Palika" for Paris) are no evidence of fame.
_HAND, _OTHER_RANK, _RANKS = 0, 4, 5
_BEARERS_KEPT = 80
_CACHED = 32_768
#: A shorter key is met by too many names that are not alike.
_LOOSE_LETTERS = 4


class Entry(msgspec.Struct, frozen=True):
    """A place as the gazetteer has it, and how the name asked for met it.

    `exact`: letter for letter (folded), else by a look-alike spelling. `rank`: 0 a name given by hand, 1 French, 2
    the main name, 3 English, 4 other. `lat`/`lon` in degrees.
    """

    number: int
    id: str
    kind: str
    country: str | None
    admin1: int | None
    admin2: int | None
    lat: float | None
    lon: float | None
    population: int
    precision: PlacePrecision
    label: str
    exact: bool
    rank: int


class Gazetteer:
    """Look-up by name.

    Safe to share between threads (a connection each) and to send to other processes (it reopens its file).
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self.find = functools.lru_cache(_CACHED)(self._find)
        self.known = functools.lru_cache(_CACHED)(self._known)
        self.within = functools.lru_cache(_CACHED)(self._within)
        try:
            rows = self._db().execute("SELECT value FROM meta WHERE key = 'spelling'").fetchall()
            self._kinds: dict[int, str] = dict(self._db().execute("SELECT id, kind FROM kinds"))
        except sqlite3.Error as error:
            raise LanguageError(f"gazetteer {path.name}: {error}; build it anew with gazetteer/build.py") from error
        self._steps = [(re.compile(pattern), new) for pattern, new in json.loads(rows[0][0])]

    def __reduce__(self) -> tuple[type[Gazetteer], tuple[Path]]:
        return Gazetteer, (self._path,)

    def loose(self, folded: str) -> str:
        """Key under which look-alike spellings meet ("al qaim", "qaem" -> one key). The rules come with the file."""
        key = folded
        for pattern, new in self._steps:
            key = pattern.sub(new, key)
        return key if len(key) >= 3 else folded.replace(" ", "")

    def _exact(self, folded: str) -> int:
        """CRC-32 of the name without articles and spaces, as the file has it: tells a name met letter for letter from
        one that is only alike.
        """
        pattern, new = self._steps[0]
        return zlib.crc32((pattern.sub(new, folded).replace(" ", "") or folded).encode())

    def _find(self, name: str) -> tuple[Entry, ...]:
        """Places called `name`: letter for letter first, the most populous first."""
        folded = fold(name)
        if not folded:
            return ()
        key = self.loose(folded)
        rows = self._db().execute(
            "SELECT p.*, MAX(n.exact = ?2), MIN(CASE WHEN n.exact = ?2 THEN n.rank ELSE n.rank + 5 END)"
            " FROM names n JOIN places p ON p.id = n.place"
            " WHERE n.loose = ?1 AND (n.exact = ?2 OR ?4) GROUP BY p.id"
            " ORDER BY 12 DESC, 13 = 4, IFNULL(p.population, 0) DESC, 13, p.id LIMIT ?3",
            (key, self._exact(folded), _BEARERS_KEPT, len(key) >= _LOOSE_LETTERS),
        )
        return tuple(self._entry(row) for row in rows)

    def _entry(self, row: tuple[Any, ...]) -> Entry:
        number, ref, kind, country, admin1, admin2, lat, lon, population, precision, label, exact, rank = row
        return Entry(
            number=number,
            id=_public(ref),
            kind=self._kinds[kind],
            country=country,
            admin1=admin1,
            admin2=admin2,
            lat=None if lat is None else lat / 10_000,
            lon=None if lon is None else lon / 10_000,
            population=population or 0,
            precision=precision,
            label=label,
            exact=bool(exact),
            rank=rank % _RANKS,
        )

    def _known(self, name: str) -> int:
        """How well known a name is: `UNKNOWN` to `FAMOUS`.

        Asked of every capitalised word, so it reads no more rows than it needs.
        """
        folded = fold(name)
        if not folded:
            return UNKNOWN
        key = self.loose(folded)
        rows = self._db().execute(
            "SELECT n.rank, p.kind, p.population FROM names n JOIN places p ON p.id = n.place"
            " WHERE n.loose = ? AND n.exact = ?",
            (key, self._exact(folded)),
        )
        fame = max((self._fame(*row) for row in rows), default=UNKNOWN)
        if fame == UNKNOWN and len(key) >= _LOOSE_LETTERS:
            alike = self._db().execute("SELECT 1 FROM names WHERE loose = ? LIMIT 1", (key,)).fetchone()
            return ALIKE if alike else UNKNOWN
        return fame

    def _fame(self, rank: int, kind: int, population: int | None) -> int:
        """Fame of a name that is met letter for letter."""
        if rank == _HAND or self._kinds[kind] == "country":
            return FAMOUS
        if rank == _OTHER_RANK:
            return MINOR
        if (population or 0) >= _BIG_CITY or (self._kinds[kind] == "region" and rank == 1):
            return FAMOUS
        return NOTABLE if (population or 0) >= _TOWN or self._kinds[kind] in ("region", "county") else MINOR

    def _within(self, entry: Entry) -> tuple[str, ...]:
        """Ids of the places that contain it, nearest first, the country's ISO code last."""
        ids = [self._id_of(n) for n in (entry.admin2, entry.admin1) if n is not None and n != entry.number]
        country = entry.country if entry.country and entry.kind != "country" else None
        return (*dict.fromkeys(ids), country) if country else tuple(dict.fromkeys(ids))

    def _id_of(self, number: int) -> str:
        return _public(self._db().execute("SELECT ref FROM places WHERE id = ?", (number,)).fetchone()[0])

    def label_of(self, number: int) -> str:
        """Preferred name of the place with a row number (`Entry.admin1`)."""
        return str(self._db().execute("SELECT label FROM places WHERE id = ?", (number,)).fetchone()[0])

    def _db(self) -> sqlite3.Connection:
        if getattr(self._local, "process", None) != os.getpid():
            # A connection must not cross a fork; immutable=1 lets a read-only file system serve the file.
            self._local.db = sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
            self._local.process = os.getpid()
        connection: sqlite3.Connection = self._local.db
        return connection


def _public(ref: int | str) -> str:
    if isinstance(ref, str):
        return f"rc:{ref}"
    return f"gn:{ref}" if ref > 0 else f"wof:{-ref}"


def installed_gazetteer() -> Gazetteer:
    """The gazetteer that is installed.

    Raises:
        LanguageError: the package is missing; says how to install it.
    """
    try:
        package = importlib.import_module("recoupe_gazetteer")
    except ImportError as error:
        raise LanguageError("no gazetteer is installed; from the checkout: pip install ./gazetteer") from error
    return Gazetteer(package.path())
