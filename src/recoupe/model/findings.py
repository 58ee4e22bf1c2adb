"""Everything found and resolved in one document: what the `report` room builds reports from."""

from __future__ import annotations

from typing import Literal

import msgspec

from recoupe.model.document import Document, Issue
from recoupe.model.mentions import (
    Attribution,
    FigureMention,
    Mood,
    SiteMention,
    TallyMention,
    TollMention,
    TriggerMention,
    WeaponMention,
)
from recoupe.model.parse import Parse
from recoupe.model.resolved_times import Reference
from recoupe.model.spans import CharSpan
from recoupe.model.time import ResolvedTime
from recoupe.model.values import Actor, Place, Sites, Source, Status


class FoundPlace(msgspec.Struct, frozen=True):
    """A place as decided, and the words that name it."""

    span: CharSpan
    place: Place


class FoundActor(msgspec.Struct, frozen=True):
    """An actor as decided, and the words that name it. `how` is that of the mention, or "adjective" for a bare
    nationality.
    """

    span: CharSpan
    actor: Actor
    how: str


class FoundSites(msgspec.Struct, frozen=True):
    """A count of sites hit, and the words that give it."""

    span: CharSpan
    sites: Sites


class TriggerReading(msgspec.Struct, frozen=True):
    """A trigger with its mood: "actual", or why it is not ("negated", "hypothetical", "planned", "threatened" ...)."""

    trigger: TriggerMention
    mood: Mood
    count: int = 1
    #: Whether a noun is in the singular or the plural; None for verbs.
    number: Literal["one", "many"] | None = None


class Responsibility(msgspec.Struct, frozen=True):
    """Who claims an attack, denies it or is accused of it, in whose words. `attack` are the words that stand for the
    attack, if any.
    """

    actor: FoundActor
    status: Status
    cue: CharSpan
    attribution: Attribution | None = None
    attack: CharSpan | None = None
    source: Source | None = None


class Findings(msgspec.Struct, frozen=True):
    """All mentions of one document, resolved, in text order."""

    document: Document
    parse: Parse
    triggers: tuple[TriggerReading, ...] = ()
    times: tuple[ResolvedTime, ...] = ()
    places: tuple[FoundPlace, ...] = ()
    actors: tuple[FoundActor, ...] = ()
    sites: tuple[SiteMention, ...] = ()
    site_counts: tuple[FoundSites, ...] = ()
    weapons: tuple[WeaponMention, ...] = ()
    tolls: tuple[TollMention, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()
    tallies: tuple[TallyMention, ...] = ()
    figures: tuple[FigureMention, ...] = ()
    issues: tuple[Issue, ...] = ()
    #: When the document was written, as far as it tells.
    reference: Reference | None = None
