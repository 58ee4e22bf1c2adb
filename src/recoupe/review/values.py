"""Values as people write them: `14`, `8+`, `2023-11-07`, `Kidal`; and as JSON, whole."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterable
from typing import Any, Protocol, TypeVar, get_args

import msgspec

from recoupe.model.errors import DataError
from recoupe.model.report import When
from recoupe.model.rulings import SETTABLE
from recoupe.model.time import DateInterval, DatePrecision
from recoupe.model.values import Actor, Place, Sites, Toll, TollKind, Weapon, WeaponClass

_T = TypeVar("_T", Actor, Place)

#: Bearers of one name that are listed.
_LISTED = 6
#: What takes a value away.
NOTHING = "none"
#: Where a date set by a person comes from, in place of a rule of the grammar and its anchor.
_RULE = "judgement"
#: Longest intervals, in days, of each UCDP precision but the last.
_PRECISIONS: tuple[tuple[int, DatePrecision], ...] = ((1, 1), (6, 2), (10, 3), (31, 4))
#: For "2023", "2023-11" and "2023-11-07"; not for "07/11/2023".
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
#: For "14", "8+", "12-15" and "8+ children,women"; not for "about 14".
_NUMBER = re.compile(r"(\d{1,7})(?:(\+)|-(\d{1,7}))?(?:\s+(\S+))?", re.ASCII)
_GROUP = re.compile(r"civilians|children|women|fighters|soldiers|police|staff|attackers|foreigners(:[A-Z]{2})?")


class Names(Protocol):
    """Who and what can be meant by a name."""

    def kinds(self) -> Iterable[str]:
        """Ids of kinds of event."""
        ...

    def actors(self, text: str) -> tuple[Actor, ...]:
        """Actors of that id or name; none when nobody bears it."""
        ...

    def places(self, text: str) -> tuple[Place, ...]:
        """Places of that id or name; none when no place bears it."""
        ...


def parse(name: str, text: str, names: Names) -> str:
    """JSON of the value that `text` means for the property `name`.

    Raises:
        DataError: no such property, or no such value; says what is expected.
    """
    if name not in SETTABLE:
        raise DataError(f"{name!r} is no property that can be set. Those are: {', '.join(SETTABLE)}.")
    text = text.strip()
    value = _json(name, text) if text[:1] in ("[", "{") else _written(name, text, names)
    return msgspec.json.encode(value).decode()


def _json(name: str, text: str) -> Any:
    try:
        return msgspec.json.decode(text, type=SETTABLE[name])
    except msgspec.DecodeError as error:
        raise DataError(f"{name}: {error}. Give what `recoupe export --format json` shows for it.") from error


def _written(name: str, text: str, names: Names) -> Any:
    if name.startswith("toll."):
        return _toll(name.removeprefix("toll."), text)
    readers: dict[str, Callable[[str], Any]] = {
        "kind": lambda t: _kind(t, names),
        "when": _when,
        "where": lambda t: tuple(_one("place", part, names.places(part)) for part in _parts(t)),
        "attacker": lambda t: tuple(_one("actor", part, names.actors(part)) for part in _parts(t)),
        "target": lambda t: tuple(_one("actor", part, names.actors(part)) for part in _parts(t)),
        "weapon": lambda t: tuple(_weapon(part) for part in _parts(t)),
        "sites": _sites,
    }
    return readers[name](text)


def _parts(text: str) -> list[str]:
    """Several values stand side by side with ";" between them."""
    if text == NOTHING:
        return []
    parts = [part.strip() for part in text.split(";")]
    if not all(parts):
        raise DataError(f"{text!r} has an empty value in it. Give {NOTHING!r} to say that nothing is known.")
    return parts


def _kind(text: str, names: Names) -> str:
    known = tuple(names.kinds())
    if text not in known:
        raise DataError(f"kind: {text!r} is no kind of event. Those are: {', '.join(known)}.")
    return text


def _when(text: str) -> When | None:
    if text == NOTHING:
        return None
    first, stroke, last = text.partition("/")
    start, end = _days(first)[0], _days(last if stroke else first)[1]
    if start > end:
        raise DataError(f"when: {text!r} ends before it begins.")
    days = (end - start).days + 1
    precision: DatePrecision = next((p for longest, p in _PRECISIONS if days <= longest), 5)
    return When(DateInterval(start, end, precision), _RULE, _RULE)


def _days(text: str) -> tuple[dt.date, dt.date]:
    """First and last day of a year, a month or a day."""
    match = _DATE.fullmatch(text.strip())
    try:
        if match is None:
            raise ValueError(text)
        year, month, day = (int(part) if part else None for part in match.groups())
        first = dt.date(year or 0, month or 1, day or 1)
    except ValueError as error:
        expected = "YYYY, YYYY-MM, YYYY-MM-DD, or two of them with / between"
        raise DataError(f"when: {text!r} is no date. Give {expected}.") from error
    if day:
        return first, first
    last_month = month or 12
    return first, dt.date(first.year, last_month, calendar.monthrange(first.year, last_month)[1])


def _toll(kind: str, text: str) -> tuple[Toll, ...]:
    if text == NOTHING:
        return ()
    match = _NUMBER.fullmatch(text)
    if match is None:
        raise DataError(f"toll.{kind}: {text!r} is no toll. Give 14, 8+ (or more), 12-15, 14 civilians, or {NOTHING}.")
    low, more, high, whose = match.groups()
    groups = tuple(whose.split(",")) if whose else ()
    if strange := [group for group in groups if not _GROUP.fullmatch(group)]:
        raise DataError(f"toll.{kind}: {strange[0]!r} is no group. Give {_GROUP.pattern.replace('|', ', ')}.")
    top = None if more else int(high or low)
    if top is not None and top < int(low):
        raise DataError(f"toll.{kind}: {text!r} ends below where it begins.")
    if kind not in get_args(TollKind):
        raise DataError(f"toll.{kind}: no such kind of harm. Those are: {', '.join(get_args(TollKind))}.")
    return (Toll(kind, int(low), top, groups),)  # type: ignore[arg-type]


def _weapon(text: str) -> Weapon:
    name, _, model = text.partition(" ")
    if name not in get_args(WeaponClass):
        raise DataError(f"weapon: {name!r} is no class of weapon. Those are: {', '.join(get_args(WeaponClass))}.")
    return Weapon(name, model.strip() or None)  # type: ignore[arg-type]


def _sites(text: str) -> Sites | None:
    if text == NOTHING:
        return None
    if not re.fullmatch(r"[1-9]\d{0,4}", text, re.ASCII):
        raise DataError(f"sites: {text!r} is no number of sites. Give a number, or {NOTHING}.")
    return Sites(int(text))


def _one(what: str, text: str, found: tuple[_T, ...]) -> _T:
    if len(found) == 1:
        return found[0]
    if not found:
        raise DataError(f"no {what} is known as {text!r}. Give a name or an id that the ledger shows, or JSON.")
    listed = "; ".join(sorted(f"{one.name} ({one.id})" for one in found)[:_LISTED])
    raise DataError(f"{text!r} stands for {len(found)} {what}s: {listed}. Give one of them.")
