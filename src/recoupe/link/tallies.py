"""Running totals as series, each set against the events that the ledger holds for the same scope and time."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

import msgspec

from recoupe.link.grade import source_key
from recoupe.model.actors import ActorTree, compatible
from recoupe.model.document import Document
from recoupe.model.event import Event
from recoupe.model.kinds import Kind
from recoupe.model.report import Tally

#: A total that is at least this many times the one before it, and so many more, has jumped.
_TIMES, _MORE = 2.0, 20
_ATTACK = "attack"


class Count(msgspec.Struct, frozen=True):
    """One statement of a running total. `held` are the events of the ledger that it counts as far as one can tell, None
    when the total does not say since when it runs. `fell` and `jumped` compare it with the one before it.
    """

    tally: Tally
    day: dt.date | None
    held: int | None
    fell: bool = False
    jumped: bool = False


class Series(msgspec.Struct, frozen=True):
    """What one speaker counts of one kind in one scope, in the order of days; a count without a day comes last."""

    kind: str
    scope: tuple[str, ...]
    target: tuple[str, ...]
    speaker: str
    counts: tuple[Count, ...]


def series(
    tallies: Iterable[Tally],
    events: Iterable[Event],
    documents: Iterable[Document],
    *,
    tree: ActorTree,
    kinds: Mapping[str, Kind],
) -> tuple[Series, ...]:
    """Series of all running totals, sorted by kind, scope, target and speaker."""
    listed = list(events)
    printed = {d.id: d.published.interval.end for d in documents if d.published is not None}
    found: dict[tuple[str, tuple[str, ...], tuple[str, ...], str], list[tuple[dt.date | None, Tally]]]
    found = defaultdict(list)
    for tally in tallies:
        speaker = next((key for s in tally.according_to if (key := source_key(s)) is not None), "")
        target = tuple(sorted({a.name for a in tally.target}))
        day = tally.as_of.end if tally.as_of is not None else printed.get(tally.document)
        found[tally.kind, tuple(sorted(tally.scope)), target, speaker].append((day, tally))
    return tuple(
        Series(*key, counts=_in_order(found[key], lambda t, d: _held(t, d, listed, tree, kinds)))
        for key in sorted(found)
    )


def _in_order(
    told: list[tuple[dt.date | None, Tally]], held: Callable[[Tally, dt.date | None], int | None]
) -> tuple[Count, ...]:
    counts: list[Count] = []
    for day, tally in sorted(told, key=lambda t: (t[0] is None, t[0] or dt.date.max, t[1].number, t[1].id)):
        last = counts[-1].tally if counts else None
        fell = last is not None and tally.number < last.number
        jumped = last is not None and tally.number >= max(_TIMES * last.number, last.number + _MORE)
        counts.append(Count(tally, day, held(tally, day), fell, jumped))
    return tuple(counts)


def _held(
    tally: Tally, day: dt.date | None, events: Iterable[Event], tree: ActorTree, kinds: Mapping[str, Kind]
) -> int | None:
    """How many events of the ledger a total counts: of its kind, scope and target, from its first day on."""
    if tally.since is None:
        return None
    return sum(
        _of_kind(tally, event, kinds)
        and _in_time(event, tally.since.start, day)
        and (not tally.scope or any(p.country in tally.scope for p in event.where))
        and (not tally.target or any(compatible(a, b, tree) is True for a in tally.target for b in event.target))
        for event in events
    )


def _of_kind(tally: Tally, event: Event, kinds: Mapping[str, Kind]) -> bool:
    return event.kind == tally.kind or (tally.kind == _ATTACK and kinds[event.kind].family == _ATTACK)


def _in_time(event: Event, since: dt.date, until: dt.date | None) -> bool:
    """Whether an event fell on a day of its own inside the time: what may have is not held."""
    if event.when is None or event.when.rule.startswith("bounded"):
        return False
    span = event.when.interval
    return span.start >= since and (until is None or span.end <= until)
