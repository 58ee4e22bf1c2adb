"""Values in words, for people at a terminal. Nothing here decides anything."""

from __future__ import annotations

import calendar
import unicodedata
from collections.abc import Iterable, Sequence

from recoupe.model.event import Event
from recoupe.model.report import ClaimValue, When
from recoupe.model.time import DateInterval
from recoupe.model.values import Actor, Place, Sites, Source, Toll, Weapon

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
#: UCDP `where_prec` in words.
_WHERE = {2: "near", 3: "district of", 4: "province of", 5: "region of", 7: "off or above"}
#: Unicode categories that a terminal may obey or that hide what stands next to them: controls, surrogates, line breaks.
_UNPRINTABLE = {"Cc", "Cs", "Cf", "Co", "Zl", "Zp"}


def safe(text: str) -> str:
    """Words of an article for a terminal: no control character of it gets through, and line breaks become spaces."""
    return "".join(" " if c in "\n\t\r" else "" if unicodedata.category(c) in _UNPRINTABLE else c for c in text)


def clip(text: str, width: int) -> str:
    """At most `width` characters of `text`, an ellipsis for the rest."""
    text = safe(text)
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def date(value: DateInterval | None) -> str:
    """An interval no finer than it is: "7 Nov 2023", "2–3 Jan 2024", "Jan 2024", "2024"."""
    if value is None:
        return "no date"
    first, last = value.start, value.end
    if first == last:
        return f"{first.day} {_MONTHS[first.month - 1]} {first.year}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    if (first.year, first.month) == (last.year, last.month):
        whole = (first.day, last.day) == (1, calendar.monthrange(last.year, last.month)[1])
        days = "" if whole else f"{first.day}–{last.day} "
        return f"{days}{_MONTHS[first.month - 1]} {first.year}"
    begin = f"{first.day} {_MONTHS[first.month - 1]}" + (f" {first.year}" if first.year != last.year else "")
    return f"{begin} – {last.day} {_MONTHS[last.month - 1]} {last.year}"


def place(value: Place) -> str:
    """A place with what it lies in: "near Kidal, ML"."""
    name = " ".join(part for part in (_WHERE.get(value.precision), value.name) if part)
    within = [part for part in (value.admin1, value.country) if part and part != value.name]
    return safe(", ".join([name, *within]))


def actors(values: Sequence[Actor]) -> str:
    """Names, and the kind of site where it is one."""
    return safe(", ".join(f"{a.name} ({a.site})" if a.site and a.site != a.name else a.name for a in values))


def toll(value: Toll) -> str:
    """A toll with its uncertainty: "14 killed", "8 or more killed", "8 to 15 wounded", "of whom 8 children killed"."""
    if value.high is None:
        number = f"{value.low} or more"
    elif value.low == value.high:
        number = str(value.low) if value.low else "none"
    else:
        number = f"{value.low} to {value.high}"
    whose = f" ({', '.join(w.replace(':', ': ') for w in value.whose)})" if value.whose else ""
    return f"{'of whom ' if value.part else ''}{number} {value.kind}{whose}"


def tolls(values: Iterable[Toll]) -> str:
    """Tolls side by side, parts after the wholes they belong to."""
    return "; ".join(toll(value) for value in sorted(values, key=lambda t: (t.kind, t.part)))


def weapon(value: Weapon) -> str:
    """Class and model."""
    words = value.weapon_class.replace("_", " ")
    return safe(f"{words} {value.model}" if value.model else words)


def sites(value: Sites) -> str:
    """Number of sites hit, by country where told."""
    by = ", ".join(f"{number} in {country}" for country, number in value.by_country)
    return f"{value.total} sites hit" + (f" ({by})" if by else "")


def source(value: Source) -> str:
    """Who says so: "a spokesman of X (communiqué, via AFP)"."""
    who = ", ".join(part for part in (value.name, value.role, value.org) if part)
    who = who or ("an anonymous source" if value.anonymous else "a source")
    how = ", ".join(part for part in (value.channel, f"via {value.via}" if value.via else None) if part)
    return safe(f"{who} ({how})" if how else who)


def claim_value(value: ClaimValue) -> str:
    """Any value of a claim."""
    match value:
        case When():
            return date(value.interval)
        case Place():
            return place(value)
        case Actor():
            return actors((value,))
        case Weapon():
            return weapon(value)
        case Toll():
            return toll(value)
        case Sites():
            return sites(value)


def who_to_whom(event: Event) -> str:
    """ "A → B", or what is known of it."""
    doers, targets = actors(event.attacker), actors(event.target)
    if targets:
        return f"{doers or '?'} → {targets}"
    return doers


def count(number: int, noun: str) -> str:
    """ "1 event", "2 events"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
