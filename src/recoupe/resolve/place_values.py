"""From a mention and the gazetteer's entry to a `Place`: name, precision, and what contains it.

A pin is never finer than the text.
"""

from __future__ import annotations

import msgspec

from recoupe.model.mentions import PlaceMention
from recoupe.model.values import Place, PlacePrecision
from recoupe.resolve.gazetteer import Entry, Gazetteer

#: Units, as against points.
AREA_KINDS = frozenset({"country", "region", "county"})
#: Places that people live in, and so may give their name to a site beside them.
SETTLEMENT_KINDS = frozenset({"city", "town", "village", "quarter"})
#: Areas without an administration of their own.
VAGUE_KINDS = frozenset({"area", "border", "line", "continent", "desert", "river", "lake"})


def place_of(gazetteer: Gazetteer, text: str, mention: PlaceMention, entry: Entry) -> Place:
    """The place that `mention` tells when its toponym is `entry`.

    `name` is the text's own words: the toponym, or the whole phrase where the phrase names another place than the
    toponym ("ouest de l'Irak").
    """
    place = Place(
        id=entry.id,
        name=text[mention.name.start : mention.name.end],
        country=entry.country,
        admin1=_admin1(gazetteer, entry),
        lat=entry.lat,
        lon=entry.lon,
        precision=_precision(mention, entry),
        within=gazetteer.within(entry),
        label=entry.label,
        kind=entry.kind,
    )
    phrase = text[mention.span.start : mention.span.end]
    if mention.precision == 7:
        return Place(None, phrase, None, None, None, None, 7, kind="sea")
    if mention.modifier in ("near", "between") and mention.precision == 5:
        # A border has two sides: the text does not say on which.
        return Place(None, phrase, None, None, None, None, 5, kind="border")
    if mention.modifier == "part" and entry.kind not in SETTLEMENT_KINDS:
        return _inside(place, phrase, "area")
    if mention.modifier == "site" and entry.kind in SETTLEMENT_KINDS | AREA_KINDS:
        return msgspec.structs.replace(_inside(place, phrase, "site"), lat=entry.lat, lon=entry.lon)
    if mention.modifier in ("site", "part"):
        return msgspec.structs.replace(place, name=phrase)
    return place


def unknown_place(text: str, mention: PlaceMention, country: str | None) -> Place:
    """A place that no gazetteer knows: its name, and its country only if the text leaves no choice."""
    phrase = mention.span if mention.modifier in ("part", "site") or mention.precision in (5, 7) else mention.name
    precision = mention.precision or (2 if mention.modifier == "admin" else 1)
    within = (country,) if country else ()
    return Place(None, text[phrase.start : phrase.end], country, None, None, None, precision, within)


def _admin1(gazetteer: Gazetteer, entry: Entry) -> str | None:
    if entry.admin1 is not None:
        return gazetteer.label_of(entry.admin1)
    return entry.label if entry.kind == "region" else None


def _precision(mention: PlaceMention, entry: Entry) -> PlacePrecision:
    """UCDP where_prec: what the words impose, never finer than the place itself."""
    if mention.modifier == "part":
        return (
            5
            if entry.kind == "country"
            else max(entry.precision, mention.precision or 1)
            if _is_unit(mention)
            else entry.precision
        )
    if mention.modifier == "site":
        # The gazetteer knows the town, not the site: the pin is in or near it.
        return 2 if entry.kind in SETTLEMENT_KINDS else entry.precision
    if mention.modifier == "admin" and mention.precision is None:
        # "la région d'Al-Akachat", where Al-Akachat is no unit: the land around it.
        return entry.precision if entry.precision > 1 else 2
    return max(mention.precision or 1, entry.precision)


def _is_unit(mention: PlaceMention) -> bool:
    """Whether the words name a unit ("une partie de la province d'Alep"), and not only a part ("le nord d'Alep",
    precision 5 by its rule).
    """
    return mention.precision in (3, 4)


def _inside(place: Place, name: str, kind: str) -> Place:
    """A place of its own inside `place`, without an id, a label or a pin of its own."""
    holders = (place.id, *place.within) if place.id else place.within
    if place.country and place.country not in holders:
        holders = (*holders, place.country)
    return msgspec.structs.replace(place, id=None, name=name, lat=None, lon=None, within=holders, label=None, kind=kind)
