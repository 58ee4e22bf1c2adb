"""Values of a ledger in words of the interface. Nothing here decides anything, and nothing is made finer than it is."""

from __future__ import annotations

import calendar
import datetime as dt
import functools
from collections.abc import Iterable, Mapping, Sequence

from babel import Locale
from babel.dates import format_datetime, format_interval, format_skeleton

from recoupe.language.kinds import load_kinds
from recoupe.model.event import Event
from recoupe.model.kinds import Kind, Trait
from recoupe.model.report import ClaimValue, When
from recoupe.model.time import DateInterval
from recoupe.model.values import Actor, Comparator, Place, Sites, Source, Toll, Weapon
from recoupe.web import sentence
from recoupe.web.tongue import Tongue


class Teller:
    """Says values in one tongue."""

    def __init__(self, tongue: Tongue) -> None:
        self._t = tongue

    @property
    def locale(self) -> Locale:
        """For dates and numbers."""
        return self._t.locale

    def country(self, code: str | None) -> str:
        """Name of a country."""
        return self._t.country(code)

    def grade(self, grade: str) -> str:
        """Name of a grade."""
        return self._t.value("grades", grade)

    def date(self, value: DateInterval | None) -> str:
        """An interval no finer than it is: a day, a month, a year, or from a day to a day."""
        if value is None:
            return self._t("values.no_date")
        first, last, locale = value.start, value.end, self._t.locale
        if first == last:
            return sentence.long_day(first, self._t)
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
            return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
        month_end = calendar.monthrange(last.year, last.month)[1]
        if first.day == 1 and last.day == month_end:
            if (first.year, first.month) == (last.year, last.month):
                return str(
                    format_skeleton("yMMMM", dt.datetime(first.year, first.month, 1, tzinfo=dt.UTC), locale=locale)
                )
            return str(format_interval(first, last, "yMMMM", locale=locale))
        return str(format_interval(first, last, "yMMMd", locale=locale))

    def day(self, value: dt.date) -> str:
        """One day."""
        return sentence.long_day(value, self._t)

    def tick(self, value: dt.date) -> str:
        """One day on a scale, as short as it can be told."""
        return str(
            format_skeleton(
                "MMMd", dt.datetime(value.year, value.month, value.day, tzinfo=dt.UTC), locale=self._t.locale
            )
        )

    def moment(self, value: dt.datetime) -> str:
        """A day and a time, as people decide; in UTC, and it says so."""
        return f"{format_datetime(value, 'medium', tzinfo=dt.UTC, locale=self._t.locale)} UTC"

    def languages(self, codes: Iterable[str]) -> str:
        """Languages by ISO 639-1 code."""
        return ", ".join(str(self._t.locale.languages.get(code, code)) for code in codes)

    def place(self, value: Place, *, country: bool = True) -> str:
        """A place, how near the text puts the event to it, and what it lies in."""
        words = self._t.find(f"values.where_{value.precision}")
        name = words.format(place=value.name) if isinstance(words, str) else value.name
        within = [value.admin1, self._t.country(value.country)] if country else []
        return ", ".join([name, *(w for w in within if w and w != value.name)])

    def actor(self, value: Actor) -> str:
        """Its name, with the kind of site where it is one and the name does not say so."""
        if value.site and value.site.replace("_", " ") not in value.name.lower():
            return self._t("values.with_note", what=value.name, note=self._t.value("sites", value.site))
        return value.name

    def actors(self, values: Sequence[Actor]) -> str:
        """Actors side by side."""
        return ", ".join(self.actor(value) for value in values)

    def range(self, low: int, high: int | None) -> str:
        """A number with its uncertainty: "14", "14 ou plus", "8 à 15"."""
        if high is None:
            return self._t("values.at_least", low=self._t.number(low))
        if low == high:
            return self._t.number(low)
        return self._t("values.from_to", low=self._t.number(low), high=self._t.number(high))

    def toll(self, value: Toll) -> str:
        """A toll with its uncertainty and whose it is."""
        most = value.low if value.high is None else value.high
        if most == 0:
            said = self._t(f"values.none_{value.kind}")
        else:
            said = self._t(f"values.{value.kind}", n=most, number=self.range(value.low, value.high))
        if value.part:
            said = self._t("values.of_whom", toll=said)
        if value.whose:
            whose = ", ".join(self._t.value("whose", w.partition(":")[0]) for w in value.whose)
            said = self._t("values.with_note", what=said, note=whose)
        return said

    def tolls(self, values: Iterable[Toll]) -> str:
        """Tolls side by side, parts after the wholes they belong to."""
        return " · ".join(self.toll(value) for value in sorted(values, key=lambda t: (t.kind, t.part)))

    def weapon(self, value: Weapon) -> str:
        """Class and model."""
        name = self._t.value("weapons", value.weapon_class)
        return f"{name} {value.model}" if value.model else name

    def sites(self, value: Sites) -> str:
        """Number of sites hit, by country where told."""
        said = self._t("values.sites", n=value.total, number=self.compared(value.comparator, value.total))
        by = ", ".join(f"{self._t.number(n)} {self._t.country(code)}" for code, n in value.by_country)
        return self._t("values.with_note", what=said, note=by) if by else said

    def compared(self, comparator: Comparator, number: int) -> str:
        """A number and what the text makes of it: at least, at most, about."""
        sign = {"=": "", ">=": "≥ ", "<=": "≤ ", "~": "≈ "}[comparator]
        return f"{sign}{self._t.number(number)}"

    def source(self, value: Source) -> str:
        """Who says so: name, role, organisation; how, and by way of whom."""
        who = ", ".join(part for part in (value.name, value.role, value.org) if part)
        who = who or self._t("values.anonymous" if value.anonymous else "values.a_source")
        how = [value.channel] if value.channel else []
        how += [self._t("values.via", source=value.via)] if value.via else []
        return self._t("values.with_note", what=who, note=", ".join(how)) if how else who

    def sources(self, values: Sequence[Source]) -> str:
        """Sources side by side; the article itself where nobody is named."""
        return "; ".join(dict.fromkeys(self.source(v) for v in values)) or self._t("values.article")

    def value(self, value: ClaimValue) -> str:
        """Any value of a claim."""
        match value:
            case When():
                return self.date(value.interval)
            case Place():
                return self.place(value)
            case Actor():
                return self.actor(value)
            case Weapon():
                return self.weapon(value)
            case Toll():
                return self.toll(value)
            case Sites():
                return self.sites(value)

    def kind(self, kind: str) -> str:
        """Name of a kind of event."""
        return self._t.value("kinds", kind)

    def property(self, name: str) -> str:
        """Name of a property, "toll.killed" included."""
        head, _, tail = name.partition(".")
        said = self._t.value("properties", head)
        return f"{said} ({self._t.value('tolls', tail)})" if tail else said

    def tally_title(self, kind: str, target: Sequence[str], scope: Sequence[str]) -> str:
        """What a running total counts: of what, on whom, where."""
        parts = [self._t("tallies.attack") if kind == "attack" else self.kind(kind)]
        parts += [self._t("tallies.against", whom=", ".join(target))] if target else []
        where = ", ".join(self._t.country(code) for code in scope)
        return capital(", ".join([" ".join(parts), where] if where else [" ".join(parts)]))

    def title(self, event: Event) -> str:
        """Kind and place: how lists call an event."""
        kind = capital(self.kind(event.kind))
        if not event.where:
            return kind
        return f"{kind}, {', '.join(dict.fromkeys(p.name for p in event.where[:2]))}"

    def headline(self, event: Event) -> str:
        """What, when and where."""
        return sentence.headline(event, self._t)

    def deck(self, event: Event, *, disputed: bool = False) -> str:
        """By whom, against whom, and with what toll; whether accounts contradict each other on it."""
        traits = traits_of(event.kind)
        parts = (
            sentence.roles(event, self, self._t, hostile="hostile" in traits),
            sentence.toll(event, self, self._t, counted="tolls" in traits, disputed=disputed),
        )
        return " ".join(part for part in parts if part)

    def sentence(self, event: Event) -> str:
        """An event in a few words with its uncertainty: what, when, where, by whom, against whom, with what toll, and
        how well it is told.
        """
        parts = (f"{self.headline(event)}.", self.deck(event), sentence.held(event, self._t))
        return " ".join(part for part in parts if part)


@functools.cache
def _kinds() -> Mapping[str, Kind]:
    return load_kinds()


def traits_of(kind: str) -> frozenset[Trait]:
    """Traits of a kind of event; none of one that is not in the codebook."""
    found = _kinds().get(kind)
    return found.traits if found is not None else frozenset()


def capital(text: str) -> str:
    """The same with a capital at its head."""
    return text[:1].upper() + text[1:]
