"""What an event answers and what answers it, what it is part of, what updates it: events as a chain to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from recoupe.model.event import Event, EventLink
from recoupe.web.catalogue import Catalogue

#: How many answers to answers are followed each way, and how many at each step are shown.
_DEEP, _WIDE = 4, 12


class Step(msgspec.Struct, frozen=True):
    """An event reached by a link, `depth` links away. `other` is the event at the link's other end; `beside` says that
    it stands next to it in the chain.
    """

    event: Event
    link: EventLink
    depth: int
    other: Event
    beside: bool = False


class Chain(msgspec.Struct, frozen=True):
    """`before`: what it answers, the farthest first; `after`: what answers it, each followed by its own answers."""

    before: tuple[Step, ...]
    after: tuple[Step, ...]
    parts: tuple[Step, ...]
    wholes: tuple[Step, ...]
    newer: tuple[Step, ...]
    older: tuple[Step, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing is linked."""
        return not (self.before or self.after or self.parts or self.wholes or self.newer or self.older)


def chain(event: Event, catalogue: Catalogue) -> Chain:
    """Everything that links lead to from an event."""
    return Chain(
        before=tuple(reversed(_row(event, _follow(event.id, catalogue, True, 1, {event.id})))),
        after=tuple(_row(event, _follow(event.id, catalogue, False, 1, {event.id}))),
        parts=_near(event.id, catalogue, "part_of", outward=False),
        wholes=_near(event.id, catalogue, "part_of", outward=True),
        newer=_near(event.id, catalogue, "update_of", outward=False),
        older=_near(event.id, catalogue, "update_of", outward=True),
    )


def _row(event: Event, steps: Iterable[Step]) -> list[Step]:
    """Steps one after another from the event on, told whether the link leads to the neighbour."""
    found = list(steps)
    neighbours = [event, *(step.event for step in found)]
    return [msgspec.structs.replace(s, beside=s.other.id == n.id) for s, n in zip(found, neighbours, strict=False)]


def _follow(key: str, catalogue: Catalogue, outward: bool, depth: int, seen: set[str]) -> Iterator[Step]:
    """Depth first; no event twice."""
    for step in _near(key, catalogue, "response_to", outward=outward, depth=depth):
        if step.event.id in seen:
            continue
        seen.add(step.event.id)
        yield step
        if depth < _DEEP:
            yield from _follow(step.event.id, catalogue, outward, depth + 1, seen)


def _near(key: str, catalogue: Catalogue, kind: str, *, outward: bool, depth: int = 1) -> tuple[Step, ...]:
    links = [k for k in catalogue.links.get(key, ()) if k.type == kind and key == (k.source if outward else k.target)]
    found = []
    for link in links:
        other = catalogue.events.get(link.target if outward else link.source)
        if other is not None and other.id != key:
            found.append(Step(other, link, depth, catalogue.events[key]))
    return tuple(sorted(found, key=_day)[:_WIDE])


def _day(step: Step) -> tuple[bool, str, str]:
    when = step.event.when
    return (when is None, when.interval.start.isoformat() if when else "", step.event.id)
