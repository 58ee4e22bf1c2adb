"""Countries, territories and peoples as a language names them: names that can stand for a government, adjectives of
nationality.
"""

from __future__ import annotations

import msgspec

from recoupe.language.pack import LanguagePack
from recoupe.text.normalise import fold


class CountryWords(msgspec.Struct, frozen=True):
    """The columns of `words/demonyms` that places need."""

    country: str
    name: str
    de: tuple[str, ...]
    adjectives: tuple[str, ...]
    names: tuple[str, ...] = ()
    capital: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()


class Territory(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A territory without a state of its own."""

    country: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]


class People(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A people, or the adjective of a part, of one country."""

    country: str
    region: str
    forms: tuple[str, ...]


class Territories(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Table `words/territories`."""

    names: dict[str, tuple[str, ...]]
    territories: tuple[Territory, ...]
    peoples: tuple[People, ...]


class Governments(msgspec.Struct, frozen=True):
    """Folded names that can stand for a government, and adjectives of nationality, by country code."""

    names: dict[str, str]
    adjectives: dict[str, str]
    of_country: tuple[str, ...]
    #: Folded names of countries alone.
    countries: frozenset[str]
    #: Names of countries that hold words without a capital ("Arabie saoudite"), with and without accents on capitals.
    with_small_words: tuple[str, ...] = ()


def governments(pack: LanguagePack) -> Governments:
    """Names of countries and their capitals, and the adjectives (lower case as written)."""
    names: dict[str, str] = {}
    adjectives: dict[str, str] = {}
    rows = pack.table("words/demonyms", tuple[CountryWords, ...])
    more = pack.table("words/territories", Territories)
    for row in rows:
        for name in (row.name, *row.names, *row.capital, *row.metonyms):
            names.setdefault(fold(name), row.country)
        for adjective in row.adjectives:
            adjectives.setdefault(adjective.lower(), row.country)
    countries = {fold(name) for row in rows for name in (row.name, *row.names)}
    for country, extra in more.names.items():
        names.update((fold(name), country) for name in extra)
        countries.update(fold(name) for name in extra)
    of_country = tuple(form.lower() for row in rows for form in row.de)
    written = [name for row in rows for name in (row.name, *row.names)] + [
        n for extra in more.names.values() for n in extra
    ]
    small = [name for name in written if any(word.isalpha() and word.islower() for word in name.split())]
    plainer = [name.translate(_UNACCENTED) for name in small]
    return Governments(names, adjectives, of_country, frozenset(countries), tuple(dict.fromkeys(small + plainer)))


#: Newsrooms leave accents off capitals.
_UNACCENTED = str.maketrans("ÉÈÊÎÔ", "EEEIO")
