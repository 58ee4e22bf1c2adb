"""Meanings that a claim can carry: places, actors, weapons, tolls, sites, sources."""

from __future__ import annotations

from typing import Literal

import msgspec

#: UCDP `where_prec`: 1 exact, 2 near, 3 district, 4 province, 5 larger or vague region, 6 country, 7 sea or air.
PlacePrecision = Literal[1, 2, 3, 4, 5, 6, 7]
TollKind = Literal["killed", "wounded", "missing", "captured", "displaced"]
ActorClass = Literal[
    "state_force",
    "government",
    "militia",
    "rebel",
    "jihadist",
    "coalition",
    "political",
    "civilian",
    "crowd",
    "international_organisation",
    "media",
    "ngo",
    "unknown",
]
WeaponClass = Literal[
    "drone",
    "aircraft",
    "rocket",
    "missile",
    "artillery",
    "mortar",
    "bomb",
    "mine",
    "grenade",
    "small_arms",
    "blade",
    "vehicle",
    "other",
]
#: Status of a claim (codebook, section 3).
Status = Literal[
    "reported", "claimed", "announced", "confirmed", "denied", "alleged", "planned", "threatened", "hypothetical"
]
Comparator = Literal["=", ">=", "<=", "~"]


class Place(msgspec.Struct, frozen=True, tag="place"):
    """A place and how finely the text tells it. `id` is "gn:ID", "wof:ID", "rc:SLUG" (curated) or None for a place no
    gazetteer knows.

    `lat`/`lon` in degrees are None when there is nothing honest to pin.
    """

    id: str | None
    name: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    precision: PlacePrecision
    #: Ids of the places that contain it, nearest first, the country's ISO code last.
    within: tuple[str, ...] = ()
    #: The gazetteer's preferred name; `name` is the text's own spelling.
    label: str | None = None
    #: Kind of place in the gazetteer ("city", "village", "region", "base", "sea" ...), None when no gazetteer knows it.
    kind: str | None = None


class Actor(msgspec.Struct, frozen=True, tag="actor"):
    """An actor as decided: a registry entry, a composed one ("armed forces of ML"), or a group kept as written (`id`
    from its name).

    `site` is the kind of site hit ("base", "hospital") when the target is or includes one; `names` are other names
    of it: those of the registry, acronyms last, or shorter forms that the text supports ("immeuble" for "immeuble de
    la rue X").
    """

    id: str
    name: str
    actor_class: ActorClass
    country: str | None
    parent: str | None = None
    site: str | None = None
    names: tuple[str, ...] = ()


class Weapon(msgspec.Struct, frozen=True, tag="weapon"):
    """Class of weapon and the model as written ("F-15"), if any."""

    weapon_class: WeaponClass
    model: str | None = None


#: Rule of a toll of who died some time after the attack: others may have died before, so it bounds a total from below.
LATER_DEATH = "later_death"


class Toll(msgspec.Struct, frozen=True, tag="toll"):
    """Counted harm. `high` None is open ("au moins huit"). `part` marks a toll that is inside another one and never
    added to it.
    """

    kind: TollKind
    low: int
    high: int | None
    #: Groups of the codebook: civilians, children, women, fighters, soldiers, police, staff, foreigners, attackers.
    whose: tuple[str, ...] = ()
    part: bool = False
    #: Name of the export rule that turned a vague phrase into numbers ("dizaine"), None for plain numbers.
    rule: str | None = None


class Sites(msgspec.Struct, frozen=True, tag="sites"):
    """Number of sites hit, with the breakdown by ISO country code that the text gives (pairs, sorted)."""

    total: int
    by_country: tuple[tuple[str, int], ...] = ()
    comparator: Comparator = "="


class Source(msgspec.Struct, frozen=True):
    """Who says so. Every field as the text gives it; None where it does not."""

    name: str | None = None
    org: str | None = None
    role: str | None = None
    anonymous: bool = False
    channel: str | None = None
    via: str | None = None
    #: Registry id of `org`, when known: sources are counted by it.
    org_id: str | None = None
