"""Values made by hand for the tests of report and link: short words for the few fields that a test is about."""

from __future__ import annotations

import datetime as dt

from recoupe.model.findings import FoundActor, FoundPlace, TriggerReading
from recoupe.model.mentions import TollMention, TriggerMention
from recoupe.model.report import Claim, ClaimValue, Property, Report, When
from recoupe.model.spans import CharSpan, Quote
from recoupe.model.time import DateInterval, DatePrecision, ResolvedTime, Timex
from recoupe.model.values import Actor, ActorClass, Place, PlacePrecision, Source, Status, Toll, TollKind
from recoupe.report.draft import OWN_TIME, Draft, FoundTime


def interval(first: str, last: str | None = None, precision: DatePrecision = 1) -> DateInterval:
    """`interval("2023-11-07")` is a day."""
    return DateInterval(dt.date.fromisoformat(first), dt.date.fromisoformat(last or first), precision)


def when(first: str, last: str | None = None, precision: DatePrecision = 1) -> When:
    return When(interval(first, last, precision), "full_date", "text")


MALI = Place("gn:ML", "Mali", "ML", None, 17.0, -4.0, 6, (), kind="country")
NIGER = Place("gn:NE", "Niger", "NE", None, 16.0, 8.0, 6, (), kind="country")
KIDAL = Place("gn:1", "Kidal", "ML", "Kidal", 18.44, 1.41, 1, ("gn:R1", "gn:ML", "ML"), kind="city")
KIDAL_REGION = Place("gn:R1", "région de Kidal", "ML", "Kidal", 19.0, 1.0, 4, ("gn:ML", "ML"), kind="region")
GAO = Place("gn:2", "Gao", "ML", "Gao", 16.27, -0.04, 1, ("gn:R2", "gn:ML", "ML"), kind="city")
NORTH = Place(None, "nord du Mali", "ML", None, None, None, 5, ("gn:ML", "ML"))

ARMY = Actor("state:ML:army", "armée malienne", "state_force", "ML", parent="state:ML")
STATE = Actor("state:ML", "Bamako", "government", "ML")
REBELS = Actor("reg:front", "Front du désert", "rebel", "ML")
OTHER_REBELS = Actor("reg:union", "Union des dunes", "rebel", "ML")
JIHADISTS = Actor("reg:katiba", "Katiba des Monts", "jihadist", "ML")


def point(name: str, lat: float, lon: float, *, precision: PlacePrecision = 1, country: str = "ML") -> Place:
    """A place that no other one contains but its country."""
    return Place(f"gn:{name}", name, country, None, lat, lon, precision, (f"gn:{country}", country))


def actor(id: str, actor_class: ActorClass = "rebel", country: str | None = None, parent: str | None = None) -> Actor:
    return Actor(id, id.rpartition(":")[2], actor_class, country, parent)


def toll(low: int, high: int | None = -1, kind: TollKind = "killed", *whose: str, part: bool = False) -> Toll:
    """`toll(3)` is three killed; `toll(3, None)` at least three."""
    return Toll(kind, low, low if high == -1 else high, whose, part)


# ---- reports


def claim(
    prop: Property, value: ClaimValue, *, status: Status = "reported", said_by: str | None = None, at: int = 0
) -> Claim:
    """A claim with an id of its own for each value, place and status."""
    sources = (Source(org=said_by),) if said_by else ()
    return Claim(f"claim:{prop}:{value!r}:{status}:{at}", prop, value, Quote(at, at + 1, "x"), status, sources)


def report(
    id: str,
    *claims: Claim,
    document: str | None = None,
    kind: str = "armed_attack",
    status: Status = "reported",
    said_by: str | None = None,
    words: tuple[str, ...] = (),
) -> Report:
    """A report of a document of its own unless told otherwise."""
    sources = (Source(org=said_by),) if said_by else ()
    trigger = Quote(0, 7, "attaque")
    return Report(id, document or f"doc:{id}", kind, 1, status, (trigger,), sources, claims, words)


# ---- drafts

_SENTENCE = 100


def time(
    first: str, last: str | None = None, *, precision: DatePrecision = 1, firmness: int = OWN_TIME, start: int = 0
) -> FoundTime:
    """A time tied to an event; `start` is where its words stand."""
    timex = Timex(CharSpan(start, start + 5), "DATE", "full_date")
    return FoundTime(ResolvedTime(timex, first, interval(first, last, precision), "text"), firmness)


def reading(
    sentence: int = 0,
    kind: str = "armed_attack",
    *,
    entry: str = "attack",
    pos: str = "noun",
    start: int | None = None,
    **more: object,
) -> TriggerReading:
    """A trigger in sentence number `sentence`, told as having happened. `more` are fields of the trigger or reading."""
    at = sentence * _SENTENCE if start is None else start
    of_reading = {k: more.pop(k) for k in ("mood", "count", "number") if k in more}
    trigger = TriggerMention(CharSpan(at, at + 7), sentence, 0, entry, kind, pos, (), **more)  # type: ignore[arg-type]
    return TriggerReading(trigger, **{"mood": "actual", **of_reading})  # type: ignore[arg-type]


def draft(sentence: int = 0, kind: str = "armed_attack", **more: object) -> Draft:
    """A draft told once, by a noun, in sentence number `sentence`. `more` are fields of the draft."""
    readings = more.pop("readings", None) or (reading(sentence, kind),)
    firm = more.pop("kind_firm", kind != "armed_attack")
    return Draft(readings, kind, firm, **{"given_as": "definite", **more})  # type: ignore[arg-type]


def found_place(place: Place, start: int = 0, words: int = 5) -> FoundPlace:
    return FoundPlace(CharSpan(start, start + words), place)


def found_actor(value: Actor, start: int = 0, how: str = "name") -> FoundActor:
    return FoundActor(CharSpan(start, start + 5), value, how)


def found_toll(value: Toll, start: int = 0, sentence: int = 0) -> TollMention:
    return TollMention(CharSpan(start, start + 5), sentence, 0, value)
