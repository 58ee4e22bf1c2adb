"""What phrases that name actors are read from: the pieces of a text, how words join, what a proper name looks like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from recoupe.extract.actor_units import Unit, UnitKind
from recoupe.language.actor_words import ActorWords

#: Latin capitals, with those of transliterations.
UPPER = (
    "A-Z"
    "\N{LATIN CAPITAL LETTER A WITH GRAVE}-\N{LATIN CAPITAL LETTER O WITH DIAERESIS}"
    "\N{LATIN CAPITAL LETTER O WITH STROKE}-\N{LATIN CAPITAL LETTER THORN}"
    "\N{LATIN CAPITAL LETTER A WITH MACRON}\N{LATIN CAPITAL LETTER C WITH ACUTE}\N{LATIN CAPITAL LETTER C WITH CARON}"
    "\N{LATIN CAPITAL LETTER G WITH BREVE}\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}"
    "\N{LATIN CAPITAL LETTER L WITH STROKE}\N{LATIN CAPITAL LETTER S WITH CEDILLA}"
    "\N{LATIN CAPITAL LETTER S WITH CARON}\N{LATIN CAPITAL LETTER Z WITH CARON}"
)


def any_of(words: Iterable[str]) -> str:
    """Alternation of words, longest first."""
    return "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))


def spaced(words: Iterable[str]) -> tuple[str, ...]:
    """Words with the blank that follows them; an elided one ("d'") has none."""
    return tuple(word if word.endswith("'") else f"{word} " for word in words)


class Patterns:
    """The regular expressions of a language's actor words. Built once."""

    def __init__(self, words: ActorWords) -> None:
        links, articles = any_of(spaced(words.links)), any_of(words.backed.articles)
        #: " de la " and its like before a word.
        self.link = re.compile(rf" (?:{links})(?=\S)")
        #: What may stand between "soutenus par" and a country.
        self.article = re.compile(rf"[ -](?:(?:{articles})[ '])?")
        no_name = any_of(words.not_names)
        word = rf"(?!(?:{no_name})\b)(?:[{UPPER}]\.(?:[{UPPER}]\.)*(?= )|[{UPPER}][\w']*(?:-\w[\w']*)*)"
        particle = rf"(?:(?:{any_of(words.particles)})[ '\-]){{1,2}}"
        # A name may begin with "al-" but not with "le": "président de la Transition" names nobody.
        lead = rf"(?:(?:{any_of(p for p in words.particles if p not in words.backed.articles)})[ '\-])?"
        noble = any_of(spaced(words.noble_particles))
        inner = rf"(?:(?:{any_of(p.capitalize() for p in words.backed.articles)}) |{particle})?"
        #: A proper name: capitalised words, with small particles between or before them.
        self.proper = re.compile(rf"{lead}{word}(?: (?:{noble}){word})?(?: {inner}{word}){{0,4}}")
        #: " de Kidal" after people.
        self.place = re.compile(rf" (?:{links})(?:(?:{articles})[ '])?({word}(?:[ -]{word})*)")
        adjectives = any_of(words.named_by)
        joins = any_of(spaced((*words.links, *words.named_links)))
        #: " de la résistance populaire" after "le Mouvement": complements and adjectives that go on a name.
        self.going_on = re.compile(
            rf"(?: (?:{adjectives}))*(?: (?:{joins})(?:(?:{articles})[ '])?[\w-]{{3,}}(?: (?:{adjectives}))?){{1,3}}"
        )
        #: " de la ville de X, " between a title and a name.
        self.apposition = re.compile(rf"(?: (?:{links})[^,.;:()«»\"\n]{{2,60}})?, (?=[{UPPER}])")


class Chart:
    """The pieces of one text, and the questions phrases ask of them."""

    def __init__(self, text: str, units: Mapping[int, list[Unit]], links: re.Pattern[str]) -> None:
        self.text = text
        self.units = units
        self._links = links

    def after(self, end: int, *kinds: UnitKind) -> Unit | None:
        """Longest piece of one of `kinds` that starts one space, hyphen or apostrophe after `end`."""
        if self.text[end : end + 1] not in (" ", "-", "'"):
            return None
        return self.at(end + 1, *kinds)

    def at(self, start: int, *kinds: UnitKind) -> Unit | None:
        """Longest piece of one of `kinds` that starts at `start`."""
        return next((unit for unit in self.units.get(start, ()) if unit.kind in kinds), None)

    def all_at(self, start: int, end: int, kind: UnitKind) -> tuple[str, ...]:
        """Keys of every piece of `kind` on exactly this span."""
        return tuple(dict.fromkeys(u.key for u in self.units.get(start, ()) if u.kind == kind and u.end == end))

    def link(self, end: int) -> int | None:
        """Where the word after a linking "de", "du", "des" begins, if one follows `end`."""
        match = self._links.match(self.text, end)
        return match.end() if match else None


class Parts:
    """What has been read to the right of a noun."""

    def __init__(self, end: int) -> None:
        self.end = end
        self.country: str | None = None
        self.branch: str | None = None
        self.backed: str | None = None
        self.name: Unit | None = None
