"""Disagreements as dots and ranges on one scale: positions in percent, drawn by the page.

A row is an account; a number with an open end has no right end, a date is a bar over its days.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable

import msgspec

from recoupe.model.report import When
from recoupe.model.time import DateInterval
from recoupe.model.values import Toll
from recoupe.web.evidence import Account, Held

#: Most marks on a scale.
_TICKS = 6
#: The middle of a day.
_NOON = 0.5
#: Room left and right of the outermost marks, in percent.
_ROOM = 4.0


class Row(msgspec.Struct, frozen=True):
    """One account: from `left` to `right` percent of the width. `beyond`: it goes on to the right of everything."""

    account: Account
    left: float
    right: float
    beyond: bool = False
    held: bool = False
    #: Days rather than a number: a bar over all of them.
    bar: bool = False


class Tick(msgspec.Struct, frozen=True):
    """A mark on the scale: a number, or a day."""

    at: float
    number: int | None = None
    day: DateInterval | None = None


class Plot(msgspec.Struct, frozen=True):
    """Rows in the order in which they were published."""

    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]


def plot(row: Held) -> Plot | None:
    """The plot of a property whose accounts give more than one number or date; None where there is nothing to see."""
    told = _told(row)
    if len({(a, b) for _, a, b, _ in told}) < 2:
        return None
    low = min(a for _, a, _, _ in told)
    high = max(a if b is None else b for _, a, b, _ in told)
    numbers = row.name.startswith("toll.")
    if numbers and low <= high / 3:
        low = 0
    scale = _Scale(low, high, days=not numbers)
    rows = [_row(scale, account, a, b, held=is_held, bar=not numbers) for account, a, b, is_held in told]
    return Plot(tuple(sorted(rows, key=lambda r: (r.account.day, r.left))), scale.ticks())


def _told(row: Held) -> list[tuple[Account, int, int | None, bool]]:
    """Each account once, copies left out, with its bounds: numbers, or days as ordinals up to the next
    day. Parts of a toll are no rivals of it."""
    found: dict[tuple[object, ...], tuple[Account, int, int | None, bool]] = {}
    for group in row.groups:
        if group.denied:
            continue
        for account in sorted(group.accounts, key=lambda a: a.is_copy):
            bounds = _bounds(account)
            if bounds is not None:
                key = (account.original, account.according_to, *bounds)
                found.setdefault(key, (account, *bounds, group.held))
    return list(found.values())


def _bounds(account: Account) -> tuple[int, int | None] | None:
    match account.value:
        case Toll(part=False) as toll:
            return toll.low, toll.high
        case When() as when:
            return when.interval.start.toordinal(), when.interval.end.toordinal() + 1
    return None


def _row(scale: _Scale, account: Account, low: int, high: int | None, *, held: bool, bar: bool) -> Row:
    if high is None:
        return Row(account, scale.at(low), 100.0, beyond=True, held=held)
    return Row(account, scale.at(low), scale.at(high), held=held, bar=bar)


class _Scale:
    """From the least to the most, in percent of the width."""

    def __init__(self, low: int, high: int, *, days: bool) -> None:
        self._low, self._high, self._days = low, max(high, low + 1), days

    def at(self, value: float) -> float:
        """Where a value lies."""
        share = (value - self._low) / (self._high - self._low)
        return round(_ROOM + share * (100 - 2 * _ROOM), 2)

    def ticks(self) -> tuple[Tick, ...]:
        """A few round marks."""
        step = _step(self._high - self._low)
        first = self._low if self._days else math.ceil(self._low / step) * step
        marks: Iterable[int] = range(first, self._high + (0 if self._days else 1), step)
        return tuple(self._tick(mark) for mark in marks)

    def _tick(self, mark: int) -> Tick:
        if not self._days:
            return Tick(self.at(mark), number=mark)
        day = dt.date.fromordinal(mark)
        return Tick(self.at(mark + _NOON), day=DateInterval(day, day))


def _step(width: int) -> int:
    """The smallest of 1, 2, 5, 10, 20 ... that gives no more than `_TICKS` marks."""
    base = 1
    while True:
        for factor in (1, 2, 5):
            if width / (base * factor) <= _TICKS - 1:
                return base * factor
        base *= 10
