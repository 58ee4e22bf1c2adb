"""Read people: "Samir Haddad", "le général iranien X", "le maire de la ville, Y,"."""

from __future__ import annotations

import re

from recoupe.extract.actor_chart import UPPER, Chart, Parts, Patterns
from recoupe.extract.actor_units import Unit
from recoupe.language.actor_words import ActorWords
from recoupe.model.mentions import ActorMention
from recoupe.model.spans import CharSpan
from recoupe.text.level import level

#: Longest abbreviated title ("Mme").
_ABBREVIATION = 3
_ACRONYM_FIRST = re.compile(rf"[{UPPER}]{{2,}}(?![\w'])")


class PersonReader:
    """Reads the people that a first name or a title introduces. Build once for a language."""

    def __init__(self, words: ActorWords, patterns: Patterns) -> None:
        self._patterns = patterns
        self._not_after = frozenset(level(word) for word in words.not_after)

    def named(self, chart: Chart, unit: Unit) -> ActorMention | None:
        """A first name and what follows it: "Samir Haddad"."""
        match = self._patterns.proper.match(chart.text, unit.start)
        if match is None or " " not in match[0]:
            return None
        before = level(chart.text[max(0, unit.start - 25) : unit.start]).split()
        if before and before[-1] in self._not_after:
            return None
        return ActorMention(CharSpan(unit.start, match.end()), "person", ("class:unknown",))

    def titled(self, chart: Chart, unit: Unit, parts: Parts) -> ActorMention | None:
        """ "le général iranien X", "le chef du Y, X": the person, with noun and organisation."""
        for gap in (" ", ", ", ". "):
            start = parts.end + len(gap)
            # A full stop belongs to an abbreviation ("M. Sall"), else it ends the sentence.
            if chart.text[parts.end : start] != gap or (gap == ". " and parts.end - unit.start > _ABBREVIATION):
                continue
            known = chart.at(start, "person")
            if known is not None:
                keys = chart.all_at(start, known.end, "person")
                return ActorMention(
                    CharSpan(unit.start, known.end), "person", keys, parts.country, CharSpan(start, known.end)
                )
            if gap == ", " and chart.at(start, "first_name") is None:
                continue
            match = self._patterns.proper.match(chart.text, start)
            if match is None or chart.at(start, "name", "country", "complement") is not None:
                continue
            if _ACRONYM_FIRST.match(match[0]) and not chart.text[unit.start : unit.end].isupper():
                continue  # "le député LREM X": a party
            keys = (f"noun:{unit.key}", *_organisation(chart, parts))
            return ActorMention(
                CharSpan(unit.start, match.end()), "person", keys, parts.country, CharSpan(start, match.end())
            )
        return self._apposed(chart, unit, parts)

    def _apposed(self, chart: Chart, unit: Unit, parts: Parts) -> ActorMention | None:
        """ "le gouverneur de l'État de X, Dauda Sule, a ...": a name of two words between commas after a title."""
        gap = self._patterns.apposition.match(chart.text, parts.end)
        match = self._patterns.proper.match(chart.text, gap.end()) if gap is not None else None
        if match is None or " " not in match[0] or chart.text[match.end() : match.end() + 1] not in (",", ")"):
            return None
        if chart.at(match.start(), "name", "country", "noun") is not None:
            return None
        known = chart.at(match.start(), "person")
        keys = chart.all_at(known.start, known.end, "person") if known is not None else ()
        keys = keys or (f"noun:{unit.key}", *_organisation(chart, parts))
        proper = CharSpan(match.start(), match.end())
        return ActorMention(CharSpan(unit.start, match.end()), "person", keys, parts.country, proper)


def _organisation(chart: Chart, parts: Parts) -> tuple[str, ...]:
    """The body that a title is of: "le porte-parole du Front"."""
    return chart.all_at(parts.name.start, parts.name.end, "name") if parts.name is not None else ()
