"""What the form on an event's page offers: values that accounts give, events that may be the same, accounts to part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from recoupe.model.document import Document
from recoupe.model.event import Event
from recoupe.model.report import Report
from recoupe.model.rulings import SETTABLE
from recoupe.web.catalogue import Catalogue
from recoupe.web.reviewing import Bench
from recoupe.web.tongue import Tongue

#: Events within so many days of it are offered to be merged with an event.
_DAYS = 3
#: Most events offered.
_MOST = 30


class EventForm(msgspec.Struct, frozen=True):
    """Everything that can be picked. `told` are values by property as (JSON, words)."""

    actions: tuple[str, ...]
    told: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    properties: tuple[str, ...]
    near: tuple[Event, ...]
    accounts: tuple[tuple[Report, Document], ...]


def event_form(event: Event, catalogue: Catalogue, tongue: Tongue) -> EventForm:
    """What can be decided of an event."""
    reports = catalogue.accounts(event)
    accounts = tuple((r, catalogue.documents[r.document]) for r in reports if r.document in catalogue.documents)
    split = ("split",) if len(accounts) > 1 else ()
    return EventForm(
        actions=("confirm", "dismiss", "set", "same", "different", *split),
        told=tuple(Bench(catalogue, tongue).told(event).items()),
        properties=tuple(SETTABLE),
        near=tuple(_near(event, catalogue))[:_MOST],
        accounts=accounts,
    )


def _near(event: Event, catalogue: Catalogue) -> Iterator[Event]:
    """Events that may be the same: those proposed first, then those of the same days and country."""
    proposed = [p.right if p.left == event.id else p.left for p in catalogue.proposals.get(event.id, ())]
    yield from (catalogue.events[key] for key in proposed if key in catalogue.events)
    countries = _countries((event,))
    for other in catalogue.view.linked.events:
        if other.id == event.id or other.id in proposed or event.when is None or other.when is None:
            continue
        a, b = event.when.interval, other.when.interval
        gap = max((b.start - a.end).days, (a.start - b.end).days)
        if gap <= _DAYS and (not countries or countries & _countries((other,))):
            yield other


def _countries(events: Sequence[Event]) -> set[str]:
    return {p.country for event in events for p in event.where if p.country is not None}
