"""What ONE document says about ONE event: a trigger and the claims around it."""

from __future__ import annotations

from typing import Literal

import msgspec

from recoupe.model.document import Issue
from recoupe.model.spans import Quote
from recoupe.model.time import DateInterval, DayPart
from recoupe.model.values import Actor, Comparator, Place, Sites, Source, Status, Toll, Weapon

Property = Literal["when", "where", "attacker", "actor", "target", "partner", "sites", "weapon", "toll"]


class When(msgspec.Struct, frozen=True, tag="when", omit_defaults=True):
    """A date as decided: interval, the rule of the grammar used and the anchor it counts from."""

    interval: DateInterval
    rule: str
    anchor: str
    #: Part of the day that the words name; one evening is the next day elsewhere.
    part: DayPart | None = None


ClaimValue = When | Place | Actor | Weapon | Toll | Sites


class Claim(msgspec.Struct, frozen=True):
    """One property of a report: value, exact quote, who says so, and its status. A value without a quote is not
    written.
    """

    id: str
    property: Property
    value: ClaimValue
    quote: Quote
    status: Status
    according_to: tuple[Source, ...] = ()


class Report(msgspec.Struct, frozen=True):
    """One event as one document tells it. `words` are rare words of its sentences, folded, for linking; never shown."""

    id: str
    document: str
    kind: str
    count: int
    status: Status
    triggers: tuple[Quote, ...]
    according_to: tuple[Source, ...]
    claims: tuple[Claim, ...]
    words: tuple[str, ...] = ()
    #: Told as a series without number or date of its own ("les attaques répétées"): one event only with another series.
    series: bool = False


class ReportLink(msgspec.Struct, frozen=True):
    """Report `source` is a response to, a part of or an update of report `target` (ids), in one document's words."""

    type: Literal["response_to", "part_of", "update_of"]
    source: str
    target: str
    quote: Quote
    document: str


class Tally(msgspec.Struct, frozen=True):
    """A running total: never added to an event's toll."""

    id: str
    document: str
    kind: str
    number: int
    comparator: Comparator
    since: DateInterval | None
    as_of: DateInterval | None
    scope: tuple[str, ...]
    target: tuple[Actor, ...]
    quote: Quote
    according_to: tuple[Source, ...] = ()


class Figure(msgspec.Struct, frozen=True):
    """A standing number that is not an event."""

    id: str
    document: str
    number: int
    comparator: Comparator
    of: str
    where: str | None
    quote: Quote


class DocumentReading(msgspec.Struct, frozen=True):
    """Everything read from one document: what `link` and the ledger take. A pure function of (document, version)."""

    document: str
    reports: tuple[Report, ...]
    links: tuple[ReportLink, ...]
    tallies: tuple[Tally, ...]
    figures: tuple[Figure, ...]
    issues: tuple[Issue, ...] = ()
