"""What people decided on an event, and what became of their decisions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import msgspec

from recoupe.model.event import Event
from recoupe.model.judgement import Judgement, Standing
from recoupe.model.report import ClaimValue
from recoupe.model.rulings import SETTABLE
from recoupe.web.catalogue import Catalogue
from recoupe.web.values import Teller


class Decided(msgspec.Struct, frozen=True):
    """A judgement with what it amounts to. `other` is the event at its other side, `undoes` what it takes back.

    `standing` is None until the next linking.
    """

    judgement: Judgement
    standing: Standing | None
    other: Event | None = None
    undoes: Judgement | None = None

    @property
    def when(self) -> dt.datetime:
        """When it was made."""
        return self.judgement.when


def history(event: Event, catalogue: Catalogue) -> tuple[Decided, ...]:
    """Every judgement on reports that are in the event now, oldest first, and what took one of them back."""
    found: dict[str, Decided] = {}
    for judgement in catalogue.judgements.values():
        standing = catalogue.standings.get(judgement.id)
        undoes = found.get(judgement.subject)
        if undoes is not None:
            found[judgement.id] = Decided(judgement, standing, undoes=undoes.judgement)
        elif _concerns(judgement, standing, event):
            found[judgement.id] = Decided(judgement, standing, _other(judgement, event, catalogue))
    return tuple(found.values())


def _concerns(judgement: Judgement, standing: Standing | None, event: Event) -> bool:
    anchored = (a.report for a in judgement.anchors + judgement.object_anchors)
    return not set(event.reports).isdisjoint(standing.reports if standing is not None else anchored)


def _other(judgement: Judgement, event: Event, catalogue: Catalogue) -> Event | None:
    """The event that the judgement sets beside this one, where it is another one now."""
    homes = (catalogue.event_of.get(a.report) for a in judgement.anchors + judgement.object_anchors)
    other = next((home for home in homes if home is not None and home != event.id), None)
    return catalogue.events.get(other) if other is not None else None


def value_words(judgement: Judgement, tell: Teller) -> str:
    """A value as set, in words; the JSON itself when this version cannot read it."""
    try:
        found = msgspec.json.decode(judgement.value or "", type=SETTABLE[judgement.property or ""])
    except (KeyError, msgspec.DecodeError):
        return judgement.value or ""
    if isinstance(found, str):
        return tell.kind(found) if judgement.property == "kind" else found
    values: Iterable[ClaimValue] = found if isinstance(found, tuple) else () if found is None else (found,)
    return "; ".join(tell.value(value) for value in values) or "—"
