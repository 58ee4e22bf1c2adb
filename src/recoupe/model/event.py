"""What reports from one or several documents are taken to be about."""

from __future__ import annotations

from typing import Literal

import msgspec

from recoupe.model.judgement import Standing
from recoupe.model.report import Claim, When
from recoupe.model.spans import Quote
from recoupe.model.values import Actor, Place, Sites, Source, Toll, Weapon

Grade = Literal["confirmed", "fair", "weak", "contested", "discounted"]


class Event(msgspec.Struct, frozen=True):
    """A cluster of reports with the preferred value of each property (claims stay side by side, none averaged)."""

    id: str
    kind: str
    title: str
    when: When | None
    where: tuple[Place, ...]
    attacker: tuple[Actor, ...]
    target: tuple[Actor, ...]
    weapon: tuple[Weapon, ...]
    tolls: tuple[Toll, ...]
    grade: Grade
    grade_reason: str
    independent_sources: int
    reports: tuple[str, ...]
    documents: tuple[str, ...]
    #: How many sites were hit, with the fullest breakdown that agrees.
    sites: Sites | None = None
    #: Ids of the judgements whose values and verdict it carries, sorted.
    judgements: tuple[str, ...] = ()


class DisputedValue(msgspec.Struct, frozen=True):
    """One side of a disagreement: a value, the claims that hold it, who says so."""

    claims: tuple[Claim, ...]
    according_to: tuple[Source, ...]


class Disagreement(msgspec.Struct, frozen=True):
    """Claims on one property of one event that cannot all hold. `property` is "toll.killed", "when", "attacker",
    "status" ...
    """

    event: str
    property: str
    values: tuple[DisputedValue, ...]
    inside_document: bool


class EventLink(msgspec.Struct, frozen=True):
    """Event to event, with the words that say so; `suggested` when no words do."""

    type: Literal["response_to", "part_of", "update_of"]
    source: str
    target: str
    quote: Quote | None
    document: str | None
    suggested: bool = False


class Proposal(msgspec.Struct, frozen=True):
    """Two events that may be one: left to a human, with the reasons in words."""

    left: str
    right: str
    weight: float
    reasons: tuple[str, ...]
    #: The two reports that are closest, one of each event.
    reports: tuple[str, ...] = ()


class Whereabouts(msgspec.Struct, frozen=True):
    """What became of the event that an id names or once named.

    `event` is the event to open: itself, or the one that tells the report the id stands for; None when nothing is left.
    `parts` says how many of the reports that were ever in it each event holds now, `event` first; `lost` how many are
    no longer read. `until` is the last ledger version in which the id was an event, None while it is one.
    """

    asked: str
    event: str | None
    parts: tuple[tuple[str, int], ...]
    lost: int = 0
    until: int | None = None


class LinkedLedger(msgspec.Struct, frozen=True):
    """Result of linking a set of readings. `standings` says of each judgement, oldest first, whether it is obeyed."""

    events: tuple[Event, ...]
    disagreements: tuple[Disagreement, ...]
    links: tuple[EventLink, ...]
    proposals: tuple[Proposal, ...] = ()
    standings: tuple[Standing, ...] = ()
