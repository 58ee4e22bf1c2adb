"""Whether a name is a place where it stands: ground, a government, or neither."""

from __future__ import annotations

import functools
import itertools
import re
from typing import Literal

import msgspec

from recoupe.extract.place_context import Left, LeftReader, Words
from recoupe.extract.place_names import ALIKE, FAMOUS, MINOR, NOTABLE, UNKNOWN, Candidate
from recoupe.extract.place_words import PlaceWords
from recoupe.language.countries import Governments
from recoupe.text.normalise import fold

_REMEMBERED = 16_384
#: Longest rubric before a title's country, and the marks that end it.
_RUBRIC, _RUBRIC_ENDS = 20, ".-\u2013\u2014|]/"
Verdict = Literal["place", "government", "open", "no"]
#: Least fame a name needs after the words of a rule. The rules that are not here name a kind of place so surely ("le
#: village de") that they make a
#: place of an unknown name too.
_NEEDED = {
    **dict.fromkeys(("at", "from", "part", "border", "offshore", "embassy", "stronghold"), MINOR),
    **dict.fromkeys(("near", "zone", "site", "toward"), ALIKE),
}
#: Rules after which the words around make a place of an unknown name; letters that it must have.
_LOCATING, _SHORTEST = frozenset({"at", "near", "from", "of", "site", "zone"}), 4
#: The rule of inhabited places.
_VILLAGES = "town"
#: Those of them that must be told where they lie: "le secteur de Kisanda, dans le nord du pays".
_AREAS = frozenset({"site", "zone"})
#: "KIDAL (Mali), 3 nov. (AFP) -", "Bamako - ": where the article was written; not "Kidal, dans le nord, a été pris".
_DATELINE = re.compile(r"(?:[,(][^\n]{0,40})?(?:\([A-Z][^)\n]{1,25}\))? ?[-–] ")
#: "Mali : dix morts"; not "Mali, dix ans après".
_HEADING = re.compile(r" ?: ")
#: Capitals alone, without a vowel pattern to read: "EI", "GNA", not "KIDAL" (five letters and famous).
_ACRONYM = re.compile(r"[A-Z]{2,5}")
#: Joined by a comma alone, a government goes on as a place of the list only before one of these ("à Damas, Bagdad et
#: Erbil").
_LIST_GOES_ON = (",", ".", ")", ";", "\n", "")


class Reading(msgspec.Struct):
    """A name on its way to a verdict."""

    name: Candidate
    folded: str
    #: Code of the country whose government the name can be.
    state: str | None
    left: Left | None
    verdict: Verdict = "open"
    #: The rule was taken over from the name before it in a list.
    shared: bool = False


class PlaceJudge:
    """Decides each name from the words before it, then from its neighbours and from the rest of the text."""

    def __init__(self, words: PlaceWords, states: Governments, left: LeftReader, firstnames: frozenset[str]) -> None:
        self._states, self._left, self._firstnames = states, left, firstnames
        self._fold = functools.lru_cache(_REMEMBERED)(fold)
        self._ambiguous = frozenset(fold(w) for w in words.ambiguous)
        self._never = frozenset(fold(w) for w in words.never)
        self._titles = frozenset(words.titles)
        self._of_government, self._of_ground = frozenset(words.government_nouns), frozenset(words.ground_nouns)
        self._of_capital = frozenset(words.capital_nouns)
        self._never_with_a = frozenset(fold(w) for w in words.never_with_a)
        self._joins, self._contracted = frozenset(words.list_joins), frozenset(words.contracted)
        self._happening, self._near_somebody = frozenset(words.happening), frozenset(words.near_somebody)
        self._located_after = re.compile("|".join(f"(?:{pattern})" for pattern in words.located_after))
        self._patrons, self._sites = frozenset(words.patrons), frozenset(words.sites)
        self._at, self._compass = frozenset(words.at), frozenset(words.compass)
        # "Sanaa et Hodeïda ont été touchées" is ground; "Sanaa a touché le fond" is not.
        told = rf"(?:{alternatives(words.auxiliaries)}) (?:{alternatives(words.suffered)})"
        self._suffered = re.compile(rf" (?:{told}|(?:{alternatives(words.suffered_bare)}))\b")

    def decide(self, text: str, words: Words, names: list[Candidate]) -> list[Reading]:
        """Verdicts for names in text order; none is left "open"."""
        readings = [self._read(text, words, name) for name in names]
        self._share(text, readings)
        self._settle(text, readings)
        return readings

    def is_country(self, reading: Reading) -> bool:
        return reading.folded in self._states.countries

    def _read(self, text: str, words: Words, name: Candidate) -> Reading:
        before = words.before(name.start)
        written = text[name.start : name.end]
        folded = self._fold(written)
        reading = Reading(name, folded, self._states.names.get(folded), self._left.read(words, before))
        if self._refused(text, words, reading, written):
            reading.verdict = "no"
        elif reading.left is not None and reading.state is not None:
            reading.verdict = self._judge_state(words, reading, reading.left)
        elif reading.left is not None:
            reading.verdict = self._judge_name(text, words, reading, reading.left)
        return reading

    def _refused(self, text: str, words: Words, reading: Reading, written: str) -> bool:
        name, left = reading.name, reading.left
        if reading.folded in self._never:
            return True
        if reading.folded in self._compass:
            return left is None or left.rule.modifier != "admin"
        before = words.before(name.start)
        patron = reading.folded.replace("-", " ").split(" ")[0] in self._patrons
        if patron and before >= 0 and words.forms[before] in self._sites:
            return True
        titled = before >= 0 and words.forms[before] in self._titles and (left is None or left.rule.modifier is None)
        # "(Dakar) Des soldats": where the article was written.
        bracketed = text[name.start - 1 : name.start] == "(" and text[name.end : name.end + 2] == ") "
        if bracketed and opens_line(text, name.start - 1):
            return True
        acronym = (
            reading.state is None and bool(_ACRONYM.fullmatch(written)) and (len(written) < 4 or name.fame < FAMOUS)
        )
        return titled or acronym or (opens_line(text, name.start) and bool(_DATELINE.match(text, name.end)))

    def _judge_state(self, words: Words, reading: Reading, left: Left) -> Verdict:
        """A country or a capital: "en Irak" is ground, "contre l'Irak" a government, "de l'Irak" what the noun before
        says.
        """
        if left.rule.effect == "place":
            dative = words.forms[left.before + 1] in self._at and reading.folded in self._never_with_a
            return "government" if dative and left.rule.modifier is None else "place"
        if left.rule.effect == "of":
            head = words.forms[left.before] if left.before >= 0 else ""
            if head in self._of_capital and not self.is_country(reading):
                return "place"
            return "place" if head in self._of_ground and head not in self._of_government else "government"
        return "government"

    def _judge_name(self, text: str, words: Words, reading: Reading, left: Left) -> Verdict:
        fame, rule = reading.name.fame, left.rule
        if rule.effect == "place":
            verdict = self._judge_ground(reading, left)
            return "place" if verdict in ("open", "no") and self._is_located(text, words, reading, left) else verdict
        if reading.folded in self._ambiguous or reading.name.doubtful:
            return "open"
        if rule.effect == "of":
            head = words.forms[left.before] if left.before >= 0 else ""
            # "des Sceaux", "du Havre": a contracted article is part of few names.
            contracted = words.forms[left.before + 1] in self._contracted
            if fame < NOTABLE and not contracted and self._is_located(text, words, reading, left):
                return "place"
            needed = FAMOUS if contracted else NOTABLE
            return "place" if fame >= needed or (fame >= MINOR and head in self._of_ground) else "open"
        return "place" if fame >= (MINOR if rule.effect == "between" else NOTABLE) else "open"

    def _judge_ground(self, reading: Reading, left: Left) -> Verdict:
        name, rule = reading.name, left.rule
        if rule.id == "border":
            return "open"
        if (
            name.doubtful
            and (name.fame < FAMOUS or rule.modifier is None)
            and not (name.partial and name.fame >= FAMOUS)
        ):
            return "no"
        unsure = reading.folded in self._ambiguous or (reading.folded in self._firstnames and rule.modifier != "admin")
        if unsure and name.fame < NOTABLE and rule.id != "town":
            return "no"
        return "place" if name.fame >= _NEEDED.get(rule.id, UNKNOWN) else "open"

    def _is_located(self, text: str, words: Words, reading: Reading, left: Left) -> bool:
        """Whether the words around a name that nobody knows leave no doubt that it is a place.

        "massacrés à Kisanda", "à Kisanda, un village de l'Est", "À Kisanda, les écoles", "près de Kisanda".
        """
        name, first = reading.name, left.before + 1
        unsure = reading.folded in self._ambiguous or reading.folded.split()[0] in self._firstnames
        if len(reading.folded) < _SHORTEST or left.rule.id not in _LOCATING:
            return False
        located = bool(self._located_after.match(text, name.end))
        if name.doubtful or unsure:
            return located and left.rule.id == "at" and not name.partial
        if left.rule.id == "near":
            return words.forms[first] not in self._near_somebody
        if located or left.rule.id in _AREAS:
            return located or words.forms[words.before(name.start)] in self._at
        if words.forms[first] not in self._at or first != words.before(name.start):
            return False
        before = words.forms[left.before] if left.before >= 0 else ""
        opens = text[words.starts[first]].isupper() and text[name.end : name.end + 1] == ","
        return opens or before in self._happening

    def _share(self, text: str, readings: list[Reading]) -> None:
        """Names of one list share what the first is, and what the last suffers."""
        pairs = [p for p in itertools.pairwise(readings) if text[p[0].name.end : p[1].name.start] in self._joins]
        for a, b in pairs:
            if a.verdict in ("place", "government") and self._follows(text, a, b):
                b.verdict, b.left, b.shared = a.verdict, a.left, True
        for a, b in reversed(pairs):
            if b.verdict == "open" and self._suffered.match(text, b.name.end):
                b.verdict = "place"
            alone = b.left is None or b.left.rule.effect == "of"
            if b.verdict == "place" and a.verdict == "open" and alone and not b.shared:
                a.verdict = "place"

    def _follows(self, text: str, a: Reading, b: Reading) -> bool:
        """Whether b goes on with the list that a is in."""
        if b.verdict == "no" or (b.left is not None and b.left.rule.effect != "of"):
            return False
        # "En Chine, Apple a dit": a town does not go on with a list of countries.
        comma = text[a.name.end : b.name.start] == ", "
        if b.state is None:
            if comma and self.is_country(a):
                return False
            # "Dans les villages de Gidan, Kuka et Unguwar": all of the list are villages, known or not.
            known = b.name.fame >= MINOR or (a.left is not None and a.left.rule.id == _VILLAGES)
            return known and a.verdict == "place" and not b.name.doubtful
        return not comma or text[b.name.end : b.name.end + 1] in _LIST_GOES_ON

    def _settle(self, text: str, readings: list[Reading]) -> None:
        """Decide what the words before left open."""
        seen = {r.folded for r in readings if r.verdict == "place" and r.left is not None}
        surnames = {r.folded.split()[-1] for r in readings if r.name.doubtful and not r.name.partial}
        for r in readings:
            if r.state is None and r.folded in surnames:
                r.verdict = "no"
            if r.verdict == "open":
                r.verdict = self._alone(text, r, seen)

    def _alone(self, text: str, r: Reading, seen: set[str]) -> Verdict:
        start, end, fame, doubtful, _ = r.name
        if self._suffered.match(text, end) and (r.state or fame >= MINOR) and not doubtful:
            return "place"
        if r.state is not None:
            bracketed = text[start - 1 : start] == "(" and text[end : end + 1] in (")", ",")
            heading = r.left is None and _opens_title(text, start) and _HEADING.match(text, end)
            return "place" if bracketed or (heading and self.is_country(r)) else "government"
        if doubtful:
            return "no"
        if r.folded in seen and fame >= ALIKE:
            return "place"
        return "place" if fame >= FAMOUS and r.folded not in self._ambiguous and r.left is None else "no"


def alternatives(words: tuple[str, ...]) -> str:
    """A regular expression for any of `words`, longest first."""
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


def _opens_title(text: str, start: int) -> bool:
    """Whether a name opens its line, alone or after a rubric ("EN DIRECT. Mali : dix morts", "Vidéo - Mali : ...")."""
    before = text[text.rfind("\n", 0, start) + 1 : start].strip()
    return not before or (len(before) <= _RUBRIC and before[-1] in _RUBRIC_ENDS)


def opens_line(text: str, start: int) -> bool:
    return not text[text.rfind("\n", 0, start) + 1 : start].strip()
