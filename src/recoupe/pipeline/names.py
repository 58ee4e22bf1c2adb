"""Whom and what a person can mean by a name: what the ledger tells of, then the registry and the gazetteer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from recoupe.language.kinds import load_kinds
from recoupe.language.registry import load_registry
from recoupe.model.errors import LanguageError
from recoupe.model.report import ClaimValue
from recoupe.model.values import Actor, Place
from recoupe.model.view import LedgerView
from recoupe.resolve.gazetteer import installed_gazetteer
from recoupe.text.normalise import fold

#: For "Paris, FR" and "Paris (gn:2988507)"; not for "Paris".
_ONE_OF_MANY = re.compile(r"(?P<name>[^,(]+?)(?:, ?(?P<within>[^,()]+)| ?\((?P<id>[a-z]+:[^()\s]+)\))")


class LedgerNames:
    """Names as one ledger uses them. Nothing is guessed: a name that several bear gives all of them."""

    def __init__(self, view: LedgerView) -> None:
        self._view = view

    def kinds(self) -> Iterable[str]:
        """Ids of kinds of event."""
        return tuple(load_kinds())

    def actors(self, text: str) -> tuple[Actor, ...]:
        """Actors of that id or name."""
        told = (v for v in self._values() if isinstance(v, Actor) and _named(text, v.id, (v.name, *v.names)))
        found = {v.id: msgspec.structs.replace(v, site=None, names=()) for v in told}
        if found:
            return tuple(found[key] for key in sorted(found))
        rows = load_registry().rows.values()
        known = [r for r in rows if _named(text, r.id, (*r.spellings(), *r.acronyms))]
        return tuple(Actor(r.id, r.name, r.actor_class, r.country, r.parent) for r in known)

    def places(self, text: str) -> tuple[Place, ...]:
        """Places of that id or name, as finely as they are told; "Paris, FR" and "Paris (gn:2988507)" name one."""
        name, wanted = _which(text)
        told = [v for v in self._values() if isinstance(v, Place) and _named(name, v.id or "", (v.name, v.label or ""))]
        found: dict[str, Place] = {}
        for place in (*sorted(told, key=lambda p: (p.precision, p.name)), *(() if told else _known_places(name))):
            if wanted is None or wanted in (place.id, place.country, place.admin1):
                found.setdefault(place.id or fold(place.name), place)
        return tuple(found[key] for key in sorted(found))

    def _values(self) -> Iterator[ClaimValue]:
        return (claim.value for found in self._view.readings for r in found.reports for claim in r.claims)


def _which(text: str) -> tuple[str, str | None]:
    """A name, and the country, province or id that tells its bearers apart."""
    match = _ONE_OF_MANY.fullmatch(text)
    return (match["name"], match["id"] or match["within"]) if match else (text, None)


def _named(text: str, key: str, names: Iterable[str]) -> bool:
    return text == key or fold(text) in {fold(name) for name in names if name}


def _known_places(text: str) -> Iterator[Place]:
    """What the gazetteer has under exactly that name; nothing where none is installed."""
    try:
        gazetteer = installed_gazetteer()
    except LanguageError:
        return
    for entry in gazetteer.find(text):
        if entry.exact:
            admin1 = gazetteer.label_of(entry.admin1) if entry.admin1 is not None else None
            where = (entry.country, admin1, entry.lat, entry.lon, entry.precision)
            yield Place(entry.id, entry.label, *where, gazetteer.within(entry), entry.label, entry.kind)
