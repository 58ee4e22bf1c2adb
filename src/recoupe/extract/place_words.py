"""Words that place names stand with, read from the language pack."""

from __future__ import annotations

import msgspec

from recoupe.model.values import PlacePrecision


class PlaceWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Table `words/places`; each list is explained there."""

    de: tuple[str, ...]
    articles: tuple[str, ...]
    going: tuple[str, ...]
    quantities: tuple[str, ...]
    directions: tuple[str, ...]
    parts: tuple[str, ...]
    provinces: tuple[str, ...]
    regions: tuple[str, ...]
    districts: tuple[str, ...]
    towns: tuple[str, ...]
    strongholds: tuple[str, ...]
    zones: tuple[str, ...]
    noun_adjectives: tuple[str, ...]
    sites: tuple[str, ...]
    site_adjectives: tuple[str, ...]
    embassies: tuple[str, ...]
    feature_nouns: tuple[str, ...]
    lower_names: tuple[str, ...]
    ambiguous: tuple[str, ...]
    never: tuple[str, ...]
    openers: tuple[str, ...]
    tight: tuple[str, ...]
    hyphened: tuple[str, ...]
    loose: tuple[str, ...]
    titles: tuple[str, ...]
    government_nouns: tuple[str, ...]
    capital_nouns: tuple[str, ...]
    ground_nouns: tuple[str, ...]
    suffered: tuple[str, ...]
    suffered_bare: tuple[str, ...]
    auxiliaries: tuple[str, ...]
    never_with_a: tuple[str, ...]
    ground_with_adjective: dict[str, PlacePrecision]
    list_joins: tuple[str, ...]
    contracted: tuple[str, ...]
    borders: tuple[str, ...]
    before_direction: tuple[str, ...]
    qualified: tuple[str, ...]
    departures: tuple[str, ...]
    happening: tuple[str, ...]
    located_after: tuple[str, ...]
    at: tuple[str, ...]
    unaccented: dict[str, str]
    near_somebody: tuple[str, ...]
    compass: tuple[str, ...]
    capital: str
    not_capital: tuple[str, ...]
    patrons: tuple[str, ...]
