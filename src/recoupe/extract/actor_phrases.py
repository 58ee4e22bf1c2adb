"""Join the pieces of a text into phrases that name one actor: "les forces armées maliennes", "le général iranien X"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from recoupe.extract.actor_units import Unit, UnitKind
from recoupe.language.actor_words import ActorLexicon, Noun
from recoupe.model.mentions import ActorMention
from recoupe.model.spans import CharSpan
from recoupe.text.level import level

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


#: Longest abbreviated title ("Mme").
_ABBREVIATION = 3
_ACRONYM_FIRST = re.compile(rf"[{UPPER}]{{2,}}(?![\w'])")


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


class _Parts:
    """What has been read to the right of a noun."""

    def __init__(self, end: int) -> None:
        self.end = end
        self.country: str | None = None
        self.country_span: CharSpan | None = None
        self.branch: str | None = None
        self.backed: str | None = None
        self.name: Unit | None = None
        self.linked = False


class PhraseReader:
    """Reads the phrase that begins at a piece. Build once for a language."""

    def __init__(self, lexicon: ActorLexicon) -> None:
        words = lexicon.words
        self._nouns = lexicon.nouns
        self._definite, self._between = words.determiners.definite, words.determiners.between
        self._openers = words.determiners.openers | self._definite | self._between
        self._also_adjectives = frozenset(level(form) for form in words.also_adjectives)
        self._plural = [[one] for one in words.determiners.plural]
        links = "|".join(
            sorted((re.escape(one) + ("" if one.endswith("'") else " ") for one in words.links), key=len, reverse=True)
        )
        self.links = re.compile(rf" (?:{links})(?=\S)")
        articles = "|".join(re.escape(a) for a in words.backed.articles)
        self._article = re.compile(rf"[ -](?:(?:{articles})[ '])?")
        self._joins = re.compile(rf" (?:{'|'.join(re.escape(j) for j in words.joins)}) ")
        particles = "|".join(sorted((re.escape(p) for p in words.particles), key=len, reverse=True))
        no_name = "|".join(sorted(words.not_names))
        word = rf"(?!(?:{no_name})\b)(?:[{UPPER}]\.(?:[{UPPER}]\.)*(?= )|[{UPPER}][\w']*(?:-\w[\w']*)*)"
        particle = rf"(?:(?:{particles})[ '\-]){{1,2}}"
        # A name may begin with "al-" but not with "le": "président de la Transition" names nobody.
        first = "|".join(re.escape(p) for p in words.particles if p not in words.backed.articles)
        lead = rf"(?:(?:{first})[ '\-])"
        noble = "|".join(re.escape(p) + ("" if p.endswith("'") else " ") for p in words.noble_particles)
        #: A proper name: capitalised words, with small particles between or before them.
        inner = rf"(?:(?:{'|'.join(p.capitalize() for p in words.backed.articles)}) |{particle})?"
        self.proper = re.compile(rf"{lead}?{word}(?: (?:{noble}){word})?(?: {inner}{word}){{0,4}}")
        self._place = re.compile(rf" (?:{links})(?:(?:{articles})[ '])?({word}(?:[ -]{word})*)")
        self._organisations = frozenset(level(word) for word in words.organisations)
        self._singular = frozenset(level(f) for noun in lexicon.nouns.values() for f in noun.sg)
        self._not_after = frozenset(level(word) for word in words.not_after)

    # One method a kind of first piece; each gives a mention or None.

    def read(self, chart: Chart, unit: Unit) -> ActorMention | None:
        """The longest phrase that begins with `unit`, None when the piece alone is no actor."""
        match unit.kind:
            case "noun":
                return self._noun_phrase(chart, unit, self._nouns[unit.key])
            case "name":
                return self._name_phrase(chart, unit)
            case "person":
                keys = chart.all_at(unit.start, unit.end, "person")
                return ActorMention(CharSpan(unit.start, unit.end), "person", keys, unit.country)
            case "first_name":
                return self._person(chart, unit)
            case "adjective":
                return self._nationality(chart.text, unit)
            case "country":
                return ActorMention(CharSpan(unit.start, unit.end), "metonym", (f"state:{unit.key}",), unit.country)
            case _:
                return None

    def determiner(self, text: str, start: int) -> bool:
        """Whether the words before `start` are a definite determiner ("le", "ces deux", "l'")."""
        before = text[max(0, start - 40) : start]
        words = level(before.rpartition("\n")[2]).split()
        if before[-1:] not in (" ", "'"):
            return False
        while words and (words[-1] in self._between or words[-1].isdigit()):
            words.pop()
        return bool(words) and words[-1] in self._definite

    def _opens(self, text: str, start: int) -> bool:
        """Whether a noun may begin at `start`: after a determiner, a number or a mark, not a noun."""
        before = text[max(0, start - 30) : start]
        if before[-1:] not in (" ", "'") or before[-2:-1] in tuple(',.;:!?()"»–'):
            return True
        words = level(before).split()
        return not words or words[-1] in self._openers or words[-1].isdigit()

    def _name_phrase(self, chart: Chart, unit: Unit) -> ActorMention:
        keys = chart.all_at(unit.start, unit.end, "name")
        country = None
        end = unit.end
        adjective = chart.after(end, "adjective")
        if adjective is not None and chart.text[adjective.start].islower():
            end, country = adjective.end, adjective.country
        name = None if end == unit.end else CharSpan(unit.start, unit.end)
        return ActorMention(CharSpan(unit.start, end), "name", keys, country, name)

    def _nationality(self, text: str, unit: Unit) -> ActorMention:
        word = text[unit.start : unit.end]
        if word[0].isupper() and not word.isupper():
            # "les Américains" are their state as often as not; "trois Américains" are people.
            if level(text[max(0, unit.start - 6) : unit.start]).split()[-1:] in self._plural:
                return ActorMention(CharSpan(unit.start, unit.end), "metonym", (f"state:{unit.key}",), unit.country)
            return ActorMention(CharSpan(unit.start, unit.end), "generic", (f"people:{unit.key}",), unit.country)
        return ActorMention(CharSpan(unit.start, unit.end), "metonym", (f"state:{unit.key}",), unit.country)

    def _person(self, chart: Chart, unit: Unit) -> ActorMention | None:
        match = self.proper.match(chart.text, unit.start)
        if match is None or " " not in match[0]:
            return None
        before = level(chart.text[max(0, unit.start - 25) : unit.start]).split()
        if before and before[-1] in self._not_after:
            return None
        return ActorMention(CharSpan(unit.start, match.end()), "person", ("class:unknown",))

    def _noun_phrase(self, chart: Chart, unit: Unit, noun: Noun) -> ActorMention | None:
        if level(chart.text[unit.start : unit.end]) in self._also_adjectives and not self._opens(
            chart.text, unit.start
        ):
            return None
        parts = self._right_side(chart, unit, noun)
        if noun.title:
            person = self._titled_person(chart, unit, parts)
            if person is not None:
                return person
        span = CharSpan(unit.start, parts.end)
        if parts.name is not None:
            proper = CharSpan(parts.name.start, parts.name.end)
            keys = chart.all_at(parts.name.start, parts.name.end, "name")
            return ActorMention(span, "name", keys, parts.country or None, proper)
        if parts.backed is not None and noun.role != "people":
            return ActorMention(span, "composed", (f"backed:{parts.backed}",))
        if noun.role == "state" and parts.country is not None:
            branch = parts.branch or noun.branch
            return ActorMention(span, "composed", (f"state:{parts.country}:{branch}",), parts.country)
        if noun.role == "group":
            named = self._unregistered(chart, unit, noun, parts)
            if named is not None:
                return named
        if not noun.bare and parts.country is None:
            return None
        if noun.places:
            place = self._place.match(chart.text, parts.end)
            if place is not None:
                span = CharSpan(unit.start, place.end())
        definite = self.determiner(chart.text, unit.start)
        keys = (f"noun:{noun.id}", *((f"branch:{parts.branch}",) if parts.branch else ()))
        return ActorMention(span, "definite" if definite else "generic", keys, parts.country)

    def _right_side(self, chart: Chart, unit: Unit, noun: Noun) -> _Parts:
        """Read qualifiers, nationality, backer, ministry and name after a noun, in any order, each once."""
        parts = _Parts(unit.end)
        while True:
            step = self._step(chart, noun, parts)
            if step is None:
                return parts
            parts.end = step
            if parts.name is not None:
                nation = chart.after(step, "adjective")
                if nation is not None and chart.text[nation.start].islower():
                    parts.end, parts.country = nation.end, parts.country or nation.country
                return parts

    def _step(self, chart: Chart, noun: Noun, parts: _Parts) -> int | None:
        if noun.complement and parts.branch is None:
            complement = chart.after(parts.end, "complement")
            if complement is not None:
                parts.branch = complement.key
                return complement.end
        if parts.backed is None:
            backed = self._backer(chart, parts.end)
            if backed is not None:
                parts.backed = backed.key
                return backed.end
        if parts.country is None:
            nation = chart.after(parts.end, "adjective", "of_country")
            if nation is not None and self._tells_country(chart.text, noun, nation):
                parts.country = nation.country
                return nation.end
        name = self._joined_name(chart, noun, parts.end)
        if name is not None:
            parts.name = name
            return name.end
        qualifier = chart.after(parts.end, "qualifier")
        return None if qualifier is None else qualifier.end

    def _tells_country(self, text: str, noun: Noun, nation: Unit) -> bool:
        """Whether a nationality belongs to the noun: not "policiers Français", not "habitants du Mali"."""
        if nation.kind == "of_country":
            return not noun.places
        word = text[nation.start : nation.end]
        return word[0].islower() or word.isupper()

    def _backer(self, chart: Chart, end: int) -> Unit | None:
        """ "pro-iraniens", "proiraniens", "soutenus par l'Iran": a piece with the country and the end of the words."""
        glued = chart.after(end, "pro")
        if glued is not None:
            return glued._replace(key=glued.country or "")
        backer = chart.after(end, "backer")
        if backer is None:
            return None
        article = self._article.match(chart.text, backer.end)
        at = article.end() if article else backer.end + 1
        nation = chart.at(at, "adjective", "country") or chart.after(backer.end, "of_country", "country")
        return None if nation is None else nation._replace(key=nation.country or "")

    def _joined_name(self, chart: Chart, noun: Noun, end: int) -> Unit | None:
        """A registered name beside the noun ("le groupe X") or after "de" ("combattants du X")."""
        if noun.role == "group" or noun.members:
            beside = chart.after(end, "name")
            if beside is not None:
                return beside
        if noun.members or noun.title:
            start = chart.link(end)
            if start is not None:
                return chart.at(start, "name")
        return None

    def _titled_person(self, chart: Chart, unit: Unit, parts: _Parts) -> ActorMention | None:
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
            match = self.proper.match(chart.text, start)
            if match is None or chart.at(start, "name", "country", "complement") is not None:
                continue
            if _ACRONYM_FIRST.match(match[0]) and not chart.text[unit.start : unit.end].isupper():
                continue  # "le député LREM X": a party
            org = chart.all_at(parts.name.start, parts.name.end, "name") if parts.name else ()
            keys = (f"noun:{unit.key}", *org)
            return ActorMention(
                CharSpan(unit.start, match.end()), "person", keys, parts.country, CharSpan(start, match.end())
            )
        return None

    def _unregistered(self, chart: Chart, unit: Unit, noun: Noun, parts: _Parts) -> ActorMention | None:
        """ "la milice Zaka", "le jihadiste Ali Zaka": a proper name that the registry does not hold."""
        if chart.text[parts.end : parts.end + 1] != " " or chart.text[unit.start : unit.end].isupper():
            return None
        if chart.at(parts.end + 1, "country", "person") is not None:
            return None
        match = self.proper.match(chart.text, parts.end + 1)
        if match is None:
            return None
        form = level(chart.text[unit.start : unit.end])
        body = form.split()[0] in self._organisations
        if not body and form not in self._singular:
            return None
        span, proper = CharSpan(unit.start, match.end()), CharSpan(match.start(), match.end())
        return ActorMention(span, "name" if body else "person", (f"noun:{noun.id}",), parts.country, proper)
