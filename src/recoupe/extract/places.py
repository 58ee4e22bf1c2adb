"""Places as a text names them: what the words around each name make of it.

`resolve.places` says which places of the gazetteer they are.
"""

from __future__ import annotations

import itertools
import re
from typing import Literal

import ahocorasick_rs
import msgspec

from recoupe.extract.place_context import LeftReader, Words, same_length_lower, words_of
from recoupe.extract.place_names import FAMOUS, NOTABLE, Candidate, Known, NameFinder
from recoupe.extract.place_verdicts import PlaceJudge, Reading, alternatives
from recoupe.extract.place_words import PlaceWords
from recoupe.language.countries import governments
from recoupe.language.pack import LanguagePack
from recoupe.model.mentions import PlaceMention
from recoupe.model.spans import CharSpan
from recoupe.model.values import PlacePrecision
from recoupe.text.normalise import fold, plain

#: Words back from a name in which a noun that belongs to it may stand ("camp de réfugiés de Jabaliya").
_REACH = 7
_NEXT_WORD = re.compile(r" [^\W\d_]+(?:-[^\W\d_]+)?\b")


class PlaceExtractor:
    """Finds the names of places. `known` tells how well known a name is: see `extract.place_names`."""

    def __init__(self, pack: LanguagePack, known: Known) -> None:
        words = pack.table("words/places", PlaceWords)
        firstnames = pack.table("words/firstnames", tuple[str, ...])
        self._states = pack.made(governments)
        self._left = LeftReader(pack, words, self._states)
        self._known = known
        self._names = NameFinder(words, frozenset(firstnames), known)
        self._judge = PlaceJudge(words, self._states, self._left, frozenset(fold(n) for n in firstnames))
        self._features = frozenset(w.split()[0].split("'")[0] for w in words.feature_nouns)
        self._qualified = frozenset(words.qualified)
        self._adjectives_of_place = frozenset(words.noun_adjectives)
        small = (*words.lower_names, *(same_length_lower(n) for n in self._states.with_small_words))
        self._small = ahocorasick_rs.AhoCorasick(small, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
        self._not_before = tuple(f" {w}" for w in words.de)
        self._grounds = words.ground_with_adjective
        self._directions = frozenset(words.directions)
        # "en territoire israélien", "le nord syrien"; not "la victime est syrienne" (no article before "est").
        self._with_adjective = re.compile(
            rf"\b({alternatives((*self._grounds, *words.directions))}) ([^\W\d_]+(?:-[^\W\d_]+)?)\b"
        )
        self._unaccented = words.unaccented
        self._ground = frozenset(words.ground_nouns)
        article, _, noun = words.capital.partition(" ")
        self._capital = re.compile(rf"\b{article} ({noun})\b(?! (?:{alternatives(words.not_capital)})(?<!')\b| d')")
        self._borders = frozenset(words.borders)
        self._before_direction = frozenset(words.before_direction)

    def find(self, text: str) -> tuple[PlaceMention, ...]:
        """Mentions in text order, none overlapping. Governments named by their country or capital come as `metonym`."""
        text = plain(text)
        words = words_of(text, self._unaccented)
        readings = self._judge.decide(text, words, self._candidates(text, words))
        found = [r for r in readings if r.verdict in ("place", "government")]
        mentions = [self._mention(words, r, after) for r, after in itertools.zip_longest(found, found[1:])]
        return _apart([*mentions, *self._adjectives(text, words), *self._capitals(text, words)])

    def _candidates(self, text: str, words: Words) -> list[Candidate]:
        found = [Candidate(start, end, FAMOUS, False, False) for start, end in self._small_names(text)]
        taken = [(c.start, c.end) for c in found]
        for name in self._names.find(text):
            if not any(start < name.end and name.start < end for start, end in taken):
                found.append(self._widened(text, words, name))
        return sorted(found)

    def _small_names(self, text: str) -> list[tuple[int, int]]:
        """Names with small letters: "ligne bleue", "Arabie saoudite".

        "la banlieue sud de Lyon" is another than "la banlieue sud".
        """
        lowered = same_length_lower(text)
        spans = [(start, end) for _, start, end in self._small.find_matches_as_indexes(lowered)]
        return [
            (start, end)
            for start, end in spans
            if not lowered[start - 1 : start].isalnum()
            and not lowered[end : end + 1].isalnum()
            and not (text[start].islower() and lowered.startswith(self._not_before, end))
        ]

    def _widened(self, text: str, words: Words, name: Candidate) -> Candidate:
        """The name with the noun before it or the adjective after it, where the gazetteer knows both as one."""
        if text[name.start : name.end] in self._qualified:
            following = _NEXT_WORD.match(text, name.end)
            if (
                following
                and self._qualifies(following.group().strip())
                and self._known(text[name.start : following.end()]) >= NOTABLE
            ):
                return Candidate(name.start, following.end(), FAMOUS, False, False)
        last = words.before(name.start)
        for i in range(max(0, last - _REACH), last + 1):
            whole = text[words.starts[i] : name.end]
            if words.forms[i] in self._features and "\n" not in whole and self._known(whole) >= NOTABLE:
                return Candidate(words.starts[i], name.end, FAMOUS, False, False)
        return name

    def _mention(self, words: Words, r: Reading, after: Reading | None) -> PlaceMention:
        name = CharSpan(r.name.start, r.name.end)
        if r.verdict == "government":
            return PlaceMention(name, name, metonym=True)
        if r.left is None or r.left.rule.effect not in ("place", "between"):
            return PlaceMention(name, name)
        rule, before = r.left.rule, r.left.before
        if rule.id == "toward" and self._judge.is_country(r):
            # Past "au" or "à l'": the part of the country is what is named.
            at = before + (2 if words.forms[before + 2] in self._directions else 3)
            return PlaceMention(CharSpan(words.starts[at], name.end), name, "part", precision=5)
        start = r.left.start if rule.whole and not r.shared else name.start
        modifier, precision = rule.modifier, rule.precision
        if rule.id == "border_between" and not r.shared and after is not None and after.shared:
            # One border, named by its two sides; the second name goes with the first.
            return PlaceMention(CharSpan(start, after.name.end), name, modifier, precision=precision)
        outer = self._left.read(words, before) if modifier in ("admin", "site") and not r.shared else None
        if outer is not None and outer.rule.modifier in ("near", "part"):
            start, modifier = outer.start, outer.rule.modifier
            if modifier == "near" or precision == 1:
                precision = _coarser(precision, 2 if modifier == "near" else 1)
        return PlaceMention(CharSpan(start, name.end), name, modifier, precision=precision)

    def _adjectives(self, text: str, words: Words) -> list[PlaceMention]:
        """Ground named by an adjective: "en territoire israélien", "le nord syrien", "à la frontière libanaise"."""
        found = []
        for match in self._with_adjective.finditer(text):
            ground, adjective = match[1], match[2]
            if not self._is_nationality(adjective):
                continue
            name, before = CharSpan(match.start(2), match.end()), words.before(match.start())
            if ground in self._directions:
                if before >= 0 and words.forms[before] in self._before_direction:
                    found.append(PlaceMention(CharSpan(match.start(), match.end()), name, "part", precision=5))
                continue
            precision = self._grounds[ground]
            modifier: Literal["near"] | None = "near" if ground in self._borders else None
            found.append(PlaceMention(CharSpan(match.start(), match.end()), name, modifier, precision=precision))
        return found

    def _capitals(self, text: str, words: Words) -> list[PlaceMention]:
        """ "Dans la capitale", "à 30 km de la capitale": which one, the text at large tells."""
        found = []
        for match in self._capital.finditer(text):
            name = CharSpan(match.start(1), match.end(1))
            following = _NEXT_WORD.match(text, name.end)
            left = self._left.read(words, words.before(name.start))
            if left is None or (following and self._is_nationality(following.group().strip())):
                continue
            if left.rule.effect == "place":
                start = left.start if left.rule.whole else name.start
                precision = left.rule.precision or 1
                found.append(PlaceMention(CharSpan(start, name.end), name, left.rule.modifier, precision=precision))
            elif left.rule.effect == "of" and left.before >= 0 and words.forms[left.before] in self._ground:
                found.append(PlaceMention(name, name, precision=1))
        return found

    def _qualifies(self, word: str) -> bool:
        return word in self._adjectives_of_place or self._is_nationality(word)

    def _is_nationality(self, word: str) -> bool:
        return word in self._states.adjectives or word.rpartition("-")[2] in self._states.adjectives


def _coarser(precision: PlacePrecision | None, least: PlacePrecision) -> PlacePrecision:
    return least if precision is None or precision < least else precision


def _apart(mentions: list[PlaceMention]) -> tuple[PlaceMention, ...]:
    """In text order; of two that overlap, the longer, and the bare name of the other if that is free."""
    kept: list[PlaceMention] = []
    for mention in sorted(mentions, key=lambda m: (m.span.start, -m.span.end)):
        if not kept or mention.span.start >= kept[-1].span.end:
            kept.append(mention)
        elif mention.name.start >= kept[-1].span.end:
            kept.append(msgspec.structs.replace(mention, span=mention.name))
    return tuple(kept)
