"""Values of a ledger in words of the interface. Nothing here decides anything, and nothing is made finer than it is."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Sequence

from babel import Locale
from babel.dates import format_date, format_datetime, format_interval, format_skeleton

from recoupe.model.event import Event
from recoupe.model.report import ClaimValue, When
from recoupe.model.time import DateInterval
from recoupe.model.values import Actor, Comparator, Place, Sites, Source, Toll, Weapon
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
            return str(format_date(first, "long", locale=locale))
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
        return str(format_date(value, "long", locale=self._t.locale))

    def moment(self, value: dt.datetime) -> str:
        """A day and a time, as people decide; in UTC, and it says so."""
        return f"{format_datetime(value, 'medium', tzinfo=dt.UTC, locale=self._t.locale)} UTC"

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
        return ", ".join([" ".join(parts), where] if where else [" ".join(parts)]).capitalize()

    def title(self, event: Event) -> str:
        """Kind and place: how lists call an event."""
        kind = self.kind(event.kind)
        if not event.where:
            return kind
        return f"{kind}, {', '.join(dict.fromkeys(p.name for p in event.where[:2]))}"

    def sentence(self, event: Event) -> str:
        """An event in one sentence with its uncertainty: what, when, where, by whom, against whom, with what toll, and
        how well it is told.
        """
        t = self._t
        parts = [self.kind(event.kind)]
        parts.append(
            t("values.sentence_when", when=self.date(event.when.interval))
            if event.when
            else t("values.sentence_undated")
        )
        if event.where:
            parts.append("; ".join(self.place(p) for p in event.where[:3]))
        if event.attacker:
            parts.append(t("values.sentence_by", who=self.actors(event.attacker)))
        if event.target:
            parts.append(t("values.sentence_against", whom=self.actors(event.target)))
        first = ", ".join(parts) + "."
        toll = t("values.sentence_toll", toll=self.tolls(event.tolls)) if event.tolls else t("values.sentence_no_toll")
        held = t("values.sentence_sources", n=event.independent_sources, grade=t.value("grades", event.grade))
        return " ".join((first, toll, held))
