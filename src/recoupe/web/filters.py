"""Which events are asked for: parsed from an address's query, and written back to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Literal, TypeVar, get_args
from urllib.parse import urlencode

import msgspec

from recoupe.model.errors import DataError
from recoupe.model.event import Grade

#: West, south, east, north in degrees; west is greater than east across the antimeridian.
Box = tuple[float, float, float, float]
SortKey = Literal["date", "event", "place", "kind", "grade", "killed", "sources"]
Order = Literal["asc", "desc"]
Query = Mapping[str, Sequence[str]]
T = TypeVar("T")

GRADES: tuple[Grade, ...] = get_args(Grade)
SORTS: tuple[SortKey, ...] = get_args(SortKey)
ORDERS: tuple[Order, ...] = get_args(Order)
#: Filters that take several values, any of which will do.
SEVERAL = ("place", "country", "kind", "actor", "source", "grade")
#: Longest text searched for, in characters, and most values of one filter.
LONGEST_TEXT, MOST_VALUES = 200, 200
#: Rows of one answer: unless asked otherwise, and at most.
ROWS, MOST_ROWS = 100, 1000
_YES, _NO = ("1", "true", "yes"), ("0", "false", "no", "")


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """What events must have; between the values of one field any will do, between fields all must hold.

    `since` and `until` are days that an event's interval overlaps. `place` holds ids, of which each contains what lies
    in it; an `actor` its branches. Events that a person dismissed are shown only when `grade` names "discounted".
    """

    since: dt.date | None = None
    until: dt.date | None = None
    place: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    grade: tuple[str, ...] = ()
    disputed: bool = False
    review: bool = False
    q: str = ""
    box: Box | None = None

    @classmethod
    def parse(cls, query: Query) -> Filter:
        """From the values of an address; what no filter is called is left to others.

        Raises:
            DataError: a value cannot be used; it says which and why.
        """
        since, until = (_one(query, name, _day) for name in ("from", "to"))
        if since and until and until < since:
            raise DataError(f"from={since} is after to={until}")
        several = {name: _several(query, name) for name in SEVERAL}
        if wrong := [grade for grade in several["grade"] if grade not in GRADES]:
            raise DataError(f"grade={wrong[0]}: a grade is one of {', '.join(GRADES)}")
        countries = tuple(sorted({code.upper() for code in several.pop("country")}))
        if wrong := [code for code in countries if len(code) != 2 or not code.isalnum()]:
            raise DataError(f"country={wrong[0]}: a country is given by its two letters (ISO 3166-1), as ML or SY")
        text = " ".join(_last(query, "q").split())
        if len(text) > LONGEST_TEXT:
            raise DataError(f"q: more than {LONGEST_TEXT} characters to search for")
        disputed, review = (_one(query, name, _flag) or False for name in ("disputed", "review"))
        found = cls(since=since, until=until, country=countries, disputed=disputed, review=review, q=text)
        return msgspec.structs.replace(found, box=_one(query, "bbox", _box), **several)

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Names and values as `parse` reads them."""
        found: list[tuple[str, str]] = []
        for name, day in (("from", self.since), ("to", self.until)):
            found += [(name, day.isoformat())] if day else []
        for name in SEVERAL:
            found += [(name, value) for value in getattr(self, name)]
        found += [(name, "1") for name in ("disputed", "review") if getattr(self, name)]
        found += [("q", self.q)] if self.q else []
        found += [("bbox", ",".join(f"{edge:.10g}" for edge in self.box))] if self.box else []
        return tuple(found)

    def query(self) -> str:
        """The query of an address that asks for the same."""
        return urlencode(self.pairs())


class Paging(msgspec.Struct, frozen=True, kw_only=True):
    """Which rows of the events found, and in which order."""

    sort: SortKey = "date"
    order: Order = "asc"
    offset: int = 0
    limit: int = ROWS

    @classmethod
    def parse(cls, query: Query) -> Paging:
        """From the values of an address.

        Raises:
            DataError: a value cannot be used.
        """
        sort: SortKey = _among(query, "sort", SORTS)
        order: Order = _among(query, "order", ORDERS)
        offset = _one(query, "offset", _number(0, 10**9))
        limit = _one(query, "limit", _number(0, MOST_ROWS))
        return cls(sort=sort, order=order, offset=offset or 0, limit=ROWS if limit is None else limit)


class Window(msgspec.Struct, frozen=True):
    """Days that a timeline shows, both included."""

    first: dt.date
    last: dt.date

    @classmethod
    def parse(cls, text: str) -> Window | None:
        """From "2020-01-01..2020-12-31"; None from nothing.

        Raises:
            DataError: it is not two days in their order.
        """
        if not text.strip():
            return None
        first, _, last = text.partition("..")
        days = _day("window", first), _day("window", last)
        if days[1] < days[0]:
            raise DataError(f"window={text}: the first day is after the last")
        return cls(*days)


def _last(query: Query, name: str) -> str:
    values = query.get(name) or ("",)
    return values[-1].strip()


def _one(query: Query, name: str, read: Callable[[str, str], T]) -> T | None:
    text = _last(query, name)
    return read(name, text) if text else None


def _several(query: Query, name: str) -> tuple[str, ...]:
    found = tuple(sorted({value.strip() for value in query.get(name) or () if value.strip()}))
    if len(found) > MOST_VALUES:
        raise DataError(f"{name}: more than {MOST_VALUES} values at once")
    return found


def _among(query: Query, name: str, allowed: tuple[T, ...]) -> T:
    text = _last(query, name)
    found = next((value for value in allowed if value == (text or allowed[0])), None)
    if found is None:
        raise DataError(f"{name}={text}: it is one of {', '.join(map(str, allowed))}")
    return found


def _day(name: str, text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        raise DataError(f"{name}={text}: a day is written as 2020-01-31") from None


def _flag(name: str, text: str) -> bool:
    if text.lower() not in (*_YES, *_NO):
        raise DataError(f"{name}={text}: it is 1 or 0")
    return text.lower() in _YES


def _number(least: int, most: int) -> Callable[[str, str], int]:
    def read(name: str, text: str) -> int:
        if not (text.isascii() and text.isdecimal()) or not least <= int(text) <= most:
            raise DataError(f"{name}={text}: it is a number from {least} to {most}")
        return int(text)

    return read


def _box(name: str, text: str) -> Box:
    try:
        west, south, east, north = (float(edge) for edge in text.split(","))
    except ValueError:
        raise DataError(f"{name}={text}: it is four numbers: west,south,east,north in degrees") from None
    if not (-90 <= south <= north <= 90 and -180 <= west <= 180 and -180 <= east <= 180):
        raise DataError(f"{name}={text}: degrees from -180 to 180 and -90 to 90, south before north")
    return west, south, east, north
