"""An event told in sentences of the interface: what, when, where; by whom, against whom; toll; how well it is held."""

from __future__ import annotations

import calendar
import datetime as dt
import unicodedata
from typing import TYPE_CHECKING

from babel.dates import format_date, format_skeleton

from recoupe.model.event import Event
from recoupe.model.time import DateInterval
from recoupe.model.values import Place
from recoupe.web.tongue import Tongue

if TYPE_CHECKING:
    from recoupe.web.values import Teller

_VOWELS = frozenset("aeiouy")
#: UCDP precision -> the words for it.
_AREAS = {3: "district", 4: "province", 5: "region", 7: "offshore"}
_NEAR, _COUNTRY = 2, 6
#: Days of an interval that is told as one or the other.
_EITHER = 2
#: Most names told of one role.
_NAMED = 3


def headline(event: Event, t: Tongue) -> str:
    """What, when and where, no finer than the ledger: "Tir de roquettes le 27 décembre 2019 à Kirkouk, en Irak"."""
    kind = _kind(event, t)
    said = f"{kind[:1].upper()}{kind[1:]} {when(event.when.interval if event.when else None, t)}"
    if not event.where:
        return said
    place = where(event.where[0], t)
    said += place if place.startswith(",") else f" {place}"
    more = len(event.where) - 1
    return f"{said}, {t('sentences.and_more', n=more)}" if more else said


def roles(event: Event, tell: Teller, t: Tongue, *, hostile: bool) -> str:
    """By whom and against whom; that nobody says who did it is said of a hostile act."""
    parts = []
    if event.attacker:
        role = t("properties.attacker" if hostile else "properties.actor")
        parts.append(t("sentences.role", role=role, who=_listed(tell, event, "attacker")))
    elif hostile:
        parts.append(t("sentences.attacker_unsaid"))
    if event.target:
        role = t("properties.target" if hostile else "properties.partner")
        parts.append(t("sentences.role", role=role, who=_listed(tell, event, "target")))
    said = t("sentences.then").join(parts)
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def toll(event: Event, tell: Teller, t: Tongue, *, counted: bool, disputed: bool) -> str:
    """The toll with its uncertainty, and whether accounts contradict each other on it."""
    if event.tolls:
        return t("sentences.toll_disputed" if disputed else "sentences.toll", toll=tell.tolls(event.tolls))
    return t("sentences.no_toll") if counted else ""


def held(event: Event, t: Tongue) -> str:
    """How many say so, and the grade."""
    sources = t("sentences.sources", n=event.independent_sources)
    return t("sentences.held", sources=sources, grade=t.value("grades", event.grade))


def when(value: DateInterval | None, t: Tongue) -> str:
    """A date inside a sentence, no finer than it is."""
    if value is None:
        return t("sentences.undated")
    first, last, locale = value.start, value.end, t.locale
    if first == last:
        return t("sentences.on_day", date=long_day(first, t))
    whole_years = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    if whole_years and first.year == last.year:
        return t("sentences.in_year", date=str(first.year))
    if first.day == 1 and (first.year, first.month) == (last.year, last.month) and value.days >= _month(value):
        return t("sentences.in_month", date=format_skeleton("yMMMM", _noon(value), locale=locale))
    start = long_day(first, t, year=first.year != last.year)
    words = "either" if value.days == _EITHER else "between"
    if (first.year, first.month) == (last.year, last.month):
        words = {"either": "either_day", "between": "between_days"}[words]
    return t(f"sentences.{words}", first=start, day=_ordinal(first.day, t), last=long_day(last, t))


def long_day(value: dt.date, t: Tongue, *, year: bool = True) -> str:
    """A day in words: "1er novembre 2020"."""
    if year:
        said = str(format_date(value, "long", locale=t.locale))
    else:
        noon = dt.datetime(value.year, value.month, value.day, 12, tzinfo=dt.UTC)
        said = str(format_skeleton("MMMMd", noon, locale=t.locale))
    number, space, rest = said.partition(" ")
    return f"{_ordinal(1, t)}{space}{rest}" if number == "1" else said


def _ordinal(day: int, t: Tongue) -> str:
    return t("sentences.first_day") if day == 1 else str(day)


def where(place: Place, t: Tongue) -> str:
    """A place inside a sentence: "à Kirkouk, en Irak", "près d'Erbil, en Irak", ", province de Deir ez-Zor"."""
    country = t.find(f"in_country.{place.country}") if place.country else None
    inside = country if isinstance(country, str) else ""
    if place.precision == _COUNTRY:
        return inside or t("sentences.site", place=place.name)
    said = t(_words_for(place, t), place=place.name)
    return t("sentences.with_country", said=said, inside=inside, country=t.country(place.country)) if inside else said


def _words_for(place: Place, t: Tongue) -> str:
    common = place.name[:1].islower()
    if place.precision in _AREAS:
        name = _AREAS[place.precision]
    elif place.precision == _NEAR:
        name = "near_site" if common else "near"
    else:
        return "sentences.site" if common else "sentences.at"
    first = unicodedata.normalize("NFD", place.name[:1].lower())[:1]
    vowel = f"sentences.{name}_vowel"
    return vowel if first in _VOWELS and t.find(vowel) is not None else f"sentences.{name}"


def _kind(event: Event, t: Tongue) -> str:
    weapons = {w.weapon_class for w in event.weapon}
    names = [f"kind_{event.kind}_{next(iter(weapons))}"] if len(weapons) == 1 else []
    for name in (*names, f"kind_{event.kind}"):
        found = t.find(f"sentences.{name}")
        if isinstance(found, str):
            return found
    return t.value("kinds", event.kind)


def _listed(tell: Teller, event: Event, role: str) -> str:
    actors = getattr(event, role)
    said = tell.actors(actors[:_NAMED])
    return f"{said}…" if len(actors) > _NAMED else said


def _noon(value: DateInterval) -> dt.datetime:
    return dt.datetime(value.start.year, value.start.month, value.start.day, 12, tzinfo=dt.UTC)


def _month(value: DateInterval) -> int:
    return calendar.monthrange(value.start.year, value.start.month)[1]
