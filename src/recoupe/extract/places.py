"""Places as a text names them: what the words around each name make of it. `resolve.places` says which places they are."""

from __future__ import annotations

import re
from typing import Literal

import ahocorasick_rs
import msgspec

from recoupe.extract.place_context import Left, LeftReader, Words, words_of
from recoupe.extract.place_names import ALIKE, FAMOUS, MINOR, NOTABLE, UNKNOWN, Candidate, Known, NameFinder
from recoupe.extract.place_words import PlaceWords
from recoupe.language.countries import governments
from recoupe.language.pack import LanguagePack
from recoupe.model.mentions import PlaceMention
from recoupe.model.spans import CharSpan
from recoupe.text.normalise import fold, plain

Verdict = Literal["place", "government", "open", "no"]
#: Least fame a name needs after words of each rule; a rule that names a kind of place makes a place of an unknown name too.
_NEEDED = {
    "at": MINOR,
    "near": ALIKE,
    "part": MINOR,
    "zone": ALIKE,
    "site": ALIKE,
    "border_of": MINOR,
    "offshore": MINOR,
    "embassy": MINOR,
}
#: Words back from a name in which a noun that belongs to it may stand ("camp de réfugiés de Jabaliya").
_REACH = 7
#: "KIDAL (Mali), 3 nov. (AFP) -", "Bamako - ": where the article was written, not where something happened.
_DATELINE = re.compile(r"(?:[,(][^\n]{0,40})?(?:\([A-Z][^)\n]{1,25}\))? ?[-–] ")
_HEADING = re.compile(r" ?: ")


class _Reading(msgspec.Struct):
    """A name on its way to a verdict."""

    name: Candidate
    folded: str
    #: Code of the country whose government the name can be.
    state: str | None
    left: Left | None
    verdict: Verdict = "open"
    #: The rule was taken over from the name before it in a list.
    shared: bool = False


class PlaceExtractor:
    """Finds the names of places. `known` tells how well known a name is (0 unknown, 1 a look-alike spelling, 2 minor, 3 notable, 4 famous)."""

    def __init__(self, pack: LanguagePack, known: Known) -> None:
        words = pack.table("words/places", PlaceWords)
        self._states = governments(pack)
        self._left = LeftReader(pack, words, self._states)
        self._known = known
        self._names = NameFinder(words, frozenset(pack.table("words/firstnames", tuple[str, ...])), known)
        self._firstnames = frozenset(fold(n) for n in pack.table("words/firstnames", tuple[str, ...]))
        self._ambiguous = frozenset(fold(w) for w in words.ambiguous)
        self._features = {w.split()[0].split("'")[0] for w in words.feature_nouns}
        self._titles = frozenset(words.titles)
        self._of_government, self._of_ground = frozenset(words.government_nouns), frozenset(words.ground_nouns)
        self._never_with_a = frozenset(fold(w) for w in words.never_with_a)
        self._joins = frozenset(words.list_joins)
        self._lower = ahocorasick_rs.AhoCorasick(
            list(words.lower_names), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        )
        # "Sanaa et Hodeïda ont été touchées" is ground; "Sanaa a touché le fond" is not.
        self._suffered = re.compile(rf" (?:{_any(words.auxiliaries)}) (?:\w+ment )?(?:{_any(words.suffered)})\b")
        self._grounds = words.ground_with_adjective
        # "en territoire israélien", "le nord syrien"; not "le sud profond" (the second word must be a nationality).
        self._with_adjective = re.compile(
            rf"\b({_any((*self._grounds, *words.directions))}) ([a-zà-ÿ]+(?:-[a-zà-ÿ]+)?)\b"
        )
        self._directions = frozenset(words.directions)

    def find(self, text: str) -> tuple[PlaceMention, ...]:
        """Mentions of places in text order, none overlapping. Governments named by their country or capital come as `metonym`."""
        text = plain(text)
        words = words_of(text)
        readings = [self._read(text, words, name) for name in self._candidates(text, words)]
        self._share(text, readings)
        self._settle(text, readings)
        mentions = [self._mention(words, r) for r in readings if r.verdict in ("place", "government")]
        mentions += self._adjectives(text, words)
        return _apart(mentions)

    def _candidates(self, text: str, words: Words) -> list[Candidate]:
        lowered = text.lower()
        found = (
            [Candidate(start, end, FAMOUS, False) for start, end in self._lower_names(lowered)]
            if len(lowered) == len(text)
            else []
        )
        taken = [(c.start, c.end) for c in found]
        for name in self._names.find(text):
            if not any(start < name.end and name.start < end for start, end in taken):
                found.append(self._with_feature(text, words, name))
        return sorted(found)

    def _lower_names(self, lowered: str) -> list[tuple[int, int]]:
        spans = [(start, end) for _, start, end in self._lower.find_matches_as_indexes(lowered)]
        return [(s, e) for s, e in spans if not lowered[s - 1 : s].isalnum() and not lowered[e : e + 1].isalnum()]

    def _with_feature(self, text: str, words: Words, name: Candidate) -> Candidate:
        """The name with the noun before it, where the gazetteer knows both as one ("mer Rouge", "plateau du Golan")."""
        last = words.before(name.start)
        for i in range(max(0, last - _REACH), last + 1):
            if words.forms[i] in self._features and "\n" not in text[words.starts[i] : name.end]:
                fame = self._known(text[words.starts[i] : name.end])
                if fame >= NOTABLE:
                    return Candidate(words.starts[i], name.end, FAMOUS, False)
        return name

    def _read(self, text: str, words: Words, name: Candidate) -> _Reading:
        before = words.before(name.start)
        left = self._left.read(words, before)
        folded = fold(text[name.start : name.end])
        reading = _Reading(name, folded, self._states.names.get(folded), left)
        if before >= 0 and words.forms[before] in self._titles and (left is None or left.rule.modifier is None):
            reading.verdict = "no"
        elif _DATELINE.match(text, name.end) and _opens_line(text, name.start):
            reading.verdict = "no"
        else:
            reading.verdict = self._judge(text, words, reading)
        return reading

    def _judge(self, text: str, words: Words, reading: _Reading) -> Verdict:
        left = reading.left
        if left is None:
            return "open"
        if reading.state is not None:
            return self._judge_state(text, words, reading, left)
        fame, rule = reading.name.fame, left.rule
        if rule.effect == "place":
            return self._judge_ground(text, reading, left)
        if rule.effect == "of":
            head = words.forms[left.before] if left.before >= 0 else ""
            return "place" if fame >= NOTABLE or (fame >= MINOR and head in self._of_ground) else "open"
        return "place" if fame >= (MINOR if rule.effect == "between" else NOTABLE) else "open"

    def _judge_state(self, text: str, words: Words, reading: _Reading, left: Left) -> Verdict:
        if left.rule.effect == "place":
            dative = words.forms[left.before + 1] == "à" and reading.folded in self._never_with_a
            return "government" if dative and left.rule.modifier is None else "place"
        if left.rule.effect == "of":
            head = words.forms[left.before] if left.before >= 0 else ""
            return "place" if head in self._of_ground and head not in self._of_government else "government"
        return "government"

    def _judge_ground(self, text: str, reading: _Reading, left: Left) -> Verdict:
        name, rule = reading.name, left.rule
        needed = _NEEDED.get(rule.id, UNKNOWN)
        folded = reading.folded
        if name.person and (name.fame < MINOR or rule.modifier is None):
            return "no"
        if name.fame < NOTABLE and folded in self._firstnames and rule.modifier != "admin":
            return "no"
        if folded in self._ambiguous and name.fame < NOTABLE:
            return "no"
        return "place" if name.fame >= needed else "open"

    def _share(self, text: str, readings: list[_Reading]) -> None:
        """Names of one list share what the first is, and what the last suffers."""
        pairs = [
            (a, b)
            for a, b in zip(readings, readings[1:], strict=False)
            if text[a.name.end : b.name.start] in self._joins
        ]
        for a, b in pairs:
            own = b.left is not None and b.left.rule.effect != "of"
            if own or b.verdict == "no" or a.verdict not in ("place", "government"):
                continue
            if b.state is None and (b.name.fame < MINOR or a.verdict == "government"):
                continue
            if (
                b.state is not None
                and text[a.name.end : b.name.start] == ", "
                and text[b.name.end : b.name.end + 1] not in (",", ".", ")", ";", "\n", "")
            ):
                continue
            b.verdict, b.left, b.shared = a.verdict, a.left, True
        for a, b in reversed(pairs):
            if b.verdict == "open" and self._suffered.match(text, b.name.end):
                b.verdict = "place"
            if b.verdict == "place" and a.verdict == "open" and not b.shared and (b.left is None or b.shared):
                a.verdict = "place"

    def _settle(self, text: str, readings: list[_Reading]) -> None:
        """Decide what the words before left open."""
        seen = {r.folded for r in readings if r.verdict == "place" and r.left is not None}
        surnames = {r.folded.split()[-1] for r in readings if r.name.person}
        for r in readings:
            folded = r.folded
            if r.state is None and folded in surnames:
                r.verdict = "no"
            if r.verdict == "open":
                r.verdict = self._alone(text, r, folded, seen)

    def _alone(self, text: str, r: _Reading, folded: str, seen: set[str]) -> Verdict:
        start, end, fame, person = r.name
        if self._suffered.match(text, end) and (r.state or fame >= MINOR) and not person:
            return "place"
        if r.state is not None:
            bracketed = text[start - 1 : start] == "(" and text[end : end + 1] in (")", ",")
            heading = _HEADING.match(text, end) and _opens_line(text, start) and r.left is None
            return "place" if bracketed or (heading and self._is_country(folded)) else "government"
        if folded in seen and fame >= ALIKE:
            return "place"
        return "place" if fame >= FAMOUS and not person and folded not in self._ambiguous and r.left is None else "no"

    def _is_country(self, folded: str) -> bool:
        return folded in self._states.countries

    def _mention(self, words: Words, r: _Reading) -> PlaceMention:
        name = CharSpan(r.name.start, r.name.end)
        if r.verdict == "government":
            return PlaceMention(name, name, metonym=True)
        if r.left is None or r.left.rule.effect not in ("place", "between"):
            return PlaceMention(name, name)
        rule = r.left.rule
        start = r.left.start if rule.whole and not r.shared else name.start
        modifier, precision = rule.modifier, rule.precision
        if rule.id == "toward" and r.state is not None and self._is_country(r.folded):
            # Past "au" or "à l'": the part of the country is what is named.
            at = r.left.before + (2 if words.forms[r.left.before + 1] == "au" else 3)
            return PlaceMention(CharSpan(words.starts[at], name.end), name, "part", precision=5)
        outer = self._left.read(words, r.left.before) if rule.modifier in ("admin", "site") and not r.shared else None
        if outer is not None and outer.rule.modifier in ("near", "part"):
            start, modifier = outer.start, outer.rule.modifier
            precision = precision if modifier == "part" and precision != 1 else max(precision or 1, 2)  # type: ignore[assignment]
        return PlaceMention(CharSpan(start, name.end), name, modifier, precision=precision)

    def _adjectives(self, text: str, words: Words) -> list[PlaceMention]:
        """Ground named by an adjective: "en territoire israélien", "le nord syrien", "près de la frontière libanaise"."""
        found = []
        for match in self._with_adjective.finditer(text):
            ground, adjective = match[1], match[2]
            if adjective not in self._states.adjectives and adjective.partition("-")[2] not in self._states.adjectives:
                continue
            span = CharSpan(match.start(), match.end())
            if ground in self._directions:
                found.append(PlaceMention(span, CharSpan(match.start(2), match.end()), "part", precision=5))
                continue
            outer = self._left.read(words, words.before(match.start()))
            near = outer is not None and outer.rule.modifier == "near"
            start = outer.start if near and outer is not None else span.start
            modifier: Literal["near"] | None = "near" if near or ground == "frontière" else None
            found.append(
                PlaceMention(
                    CharSpan(start, span.end),
                    CharSpan(match.start(2), match.end()),
                    modifier,
                    precision=self._grounds[ground],
                )
            )
        return found


def _any(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


def _opens_line(text: str, start: int) -> bool:
    return not text[text.rfind("\n", 0, start) + 1 : start].strip()


def _apart(mentions: list[PlaceMention]) -> tuple[PlaceMention, ...]:
    """In text order, the longer of two that overlap."""
    kept: list[PlaceMention] = []
    for mention in sorted(mentions, key=lambda m: (m.span.start, -m.span.end)):
        if not kept or mention.span.start >= kept[-1].span.end:
            kept.append(mention)
        elif mention.name.end > kept[-1].span.end and mention.span.start > kept[-1].span.start:
            kept.append(msgspec.structs.replace(mention, span=mention.name))
    return tuple(kept)
