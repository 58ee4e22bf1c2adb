"""Events that links tie together, as stories told in order."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from recoupe.model.event import Event, EventLink


class Story(msgspec.Struct, frozen=True):
    """Events that answer, end or are part of one another, in the order of their dates; undated ones last."""

    events: tuple[Event, ...]
    links: tuple[EventLink, ...]


def stories(events: Iterable[Event], links: Sequence[EventLink], *, suggested: bool = True) -> tuple[Story, ...]:
    """Stories of at least two events, in the order of their first dates. `suggested`: whether suggestions tie too."""
    known = {e.id: e for e in events}
    drawn = [k for k in links if k.source in known and k.target in known and (suggested or not k.suggested)]
    beside: dict[str, set[str]] = defaultdict(set)
    for link in drawn:
        beside[link.source].add(link.target)
        beside[link.target].add(link.source)
    seen: set[str] = set()
    found: list[Story] = []
    for start in sorted(beside):
        if start in seen:
            continue
        group, waiting = {start}, [start]
        while waiting:
            new = beside[waiting.pop()] - group
            group |= new
            waiting += new
        seen |= group
        inside = tuple(k for k in drawn if k.source in group)
        found.append(Story(tuple(sorted((known[i] for i in group), key=in_order)), inside))
    return tuple(sorted(found, key=lambda s: in_order(s.events[0])))


def in_order(event: Event) -> tuple[bool, dt.date, dt.date, str]:
    """Order of events: by date, then by id; undated ones last."""
    if event.when is None:
        return (True, dt.date.max, dt.date.max, event.id)
    return (False, event.when.interval.start, event.when.interval.end, event.id)
