"""How many events a trigger stands for, and how many sites were hit, with the breakdown by country."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from recoupe.extract.nominals import Words, words_of_sentence
from recoupe.extract.numbers import NumberExtractor
from recoupe.language.inflect import Inflector
from recoupe.language.pack import LanguagePack
from recoupe.model.mentions import NumberMention, SitesMention
from recoupe.model.parse import Sentence
from recoupe.model.spans import CharSpan
from recoupe.model.values import Sites

#: Country (ISO code) that the words of a span name, or None: given by the caller, who knows places.
CountryOf = Callable[[CharSpan], str | None]
#: Words that may stand between a number and its noun, and between a part and its place.
_GAP, _PLACE_REACH = 3, 9
#: Words before a noun in which all of its number stands ("au moins cent vingt et une").
_BEFORE = 12
#: A trigger stands for no more events than this: beyond, the number is a tally.
_MOST_EVENTS = 50


class CountWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table `words/counts`."""

    multiples: dict[str, int]
    fillers: frozenset[str]
    sites: tuple[str, ...]
    hits: tuple[str, ...]
    hit_nouns: tuple[str, ...]
    place_links: frozenset[str]


class CountReader:
    """Reads the number of events that a trigger stands for."""

    def __init__(self, pack: LanguagePack) -> None:
        self._words = pack.table("words/counts", CountWords)
        self._numbers = pack.made(NumberExtractor)

    def count(self, sentence: Sentence, trigger: CharSpan) -> int | None:
        """Events that the words at `trigger` stand for: 1 when nothing says otherwise, None when several are said
        without an exact number."""
        tokens = sentence.tokens_in(trigger)
        # A verb tells one event, whatever the number of its subjects ("les deux premières ont visé").
        if not any(token.pos in ("NOUN", "PROPN") for token in tokens):
            return 1
        k = tokens[0].i - 1
        from_ = sentence.tokens[max(0, k - _BEFORE)].start
        before = sentence.surface[from_ - sentence.start : tokens[0].start - sentence.start]
        words = words_of_sentence(sentence, self._numbers.find(before, from_))
        while k >= 0 and tokens[0].i - k <= _GAP + 1:
            multiple = self._words.multiples.get(words.lower[k])
            if multiple:
                return multiple
            number = _ending_at(words, k)
            if number is not None:
                exact = number.low == number.high and number.comparator == "=" and 0 < number.low <= _MOST_EVENTS
                return number.low if exact else None
            if words.lower[k] not in self._words.fillers and sentence.tokens[k].pos != "ADJ":
                break
            k -= 1
        return None if tokens[0].pos == "NOUN" and tokens[0].has("Number=Plur") else 1


class SitesExtractor:
    """Reads the number of sites hit."""

    def __init__(self, pack: LanguagePack, nouns: Iterable[str] = ()) -> None:
        """`nouns`: singular nouns for kinds of site, beside the general ones of `words/counts`."""
        words = pack.table("words/counts", CountWords)
        inflector = Inflector(pack)
        self._words = words
        self._numbers = pack.made(NumberExtractor)
        self._sites = frozenset(
            form.split(" ")[0] for noun in (*words.sites, *nouns) for form in inflector.noun(noun.lower())
        )
        verbs = (form for verb in words.hits for form in inflector.verb(verb))
        self._hits = frozenset((*verbs, *(form for noun in words.hit_nouns for form in inflector.noun(noun))))

    def find(self, sentence: Sentence, country_of: CountryOf) -> tuple[SitesMention, ...]:
        """Counts of sites in a sentence that tells a strike, each with its parts by country where the text gives
        them."""
        lower = sentence.lower
        if self._hits.isdisjoint(lower) or self._sites.isdisjoint(lower):
            return ()
        numbers = self._numbers.in_sentence(sentence)
        if not numbers:
            return ()
        words = words_of_sentence(sentence, numbers)
        firsts = sorted(words.numbers)
        found: list[SitesMention] = []
        for first in firsts:
            number, after = words.numbers[first]
            noun = self._site_noun(words, after)
            if noun is None or number.best in (None, 0) or number.low == 0:
                continue
            parts, last = self._breakdown(words, [k for k in firsts if k > noun], number, country_of)
            comparator = number.comparator
            total = number.best if number.best is not None else number.low
            span = sentence.cover((first, noun if not parts else last))
            sites = Sites(total, tuple(sorted(parts.items())), comparator)
            found.append(SitesMention(span, sentence.index, noun, sites))
        return tuple(found)

    def _site_noun(self, words: Words, after: int) -> int | None:
        for k in range(after, min(after + _GAP, len(words.lower))):
            if words.lower[k] in self._sites:
                return k
            if words.lower[k] not in self._words.fillers and words.sentence.tokens[k].pos != "ADJ":
                return None
        return None

    def _breakdown(
        self, words: Words, firsts: list[int], total: NumberMention, country_of: CountryOf
    ) -> tuple[dict[str, int], int]:
        """Parts after the total ("trois en Irak et deux en Syrie") by country, kept only if they do not exceed it;
        and their last token."""
        parts: dict[str, int] = {}
        last = 0
        tokens = words.sentence.tokens
        for position, first in enumerate(firsts):
            number, after = words.numbers[first]
            stop = firsts[position + 1] if position + 1 < len(firsts) else len(tokens)
            stop = min(stop, after + _PLACE_REACH)
            if number.low != number.high or after >= stop or tokens[after].pos in ("NOUN", "PROPN"):
                continue
            country = country_of(CharSpan(tokens[after].start, tokens[stop - 1].end))
            if country is None:
                continue
            parts[country] = parts.get(country, 0) + number.low
            last = stop - 1
        while last and tokens[last].pos in ("PUNCT", "CCONJ"):
            last -= 1
        if not parts or sum(parts.values()) > (total.best or total.low):
            return {}, 0
        return parts, last


def _ending_at(words: Words, k: int) -> NumberMention | None:
    """The quantity whose last token is `k`."""
    for first, (number, after) in words.numbers.items():
        if first <= k < after:
            return number
    return None
