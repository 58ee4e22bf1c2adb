"""Running totals of attacks, and standing numbers that are no event (codebook, section 5)."""

from __future__ import annotations

import msgspec

from recoupe.extract.nominals import Words, words_of_sentence
from recoupe.extract.numbers import NumberExtractor
from recoupe.extract.ordinals import OrdinalReader
from recoupe.extract.since import Since, SinceFinder, dates
from recoupe.language.inflect import Inflector
from recoupe.language.pack import LanguagePack
from recoupe.model.mentions import FigureMention, NumberMention, RejectedNumber, TallyMention, TollMention
from recoupe.model.parse import Sentence
from recoupe.model.spans import CharSpan

#: Tokens between a number and its noun; between a noun of attack and another one counted with it; after a figure, for
#: its place.
_NOUN_REACH, _SECOND_REACH, _PLACE_REACH = 4, 6, 8


class TallyWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table `words/tallies`."""

    attacks: dict[str, tuple[str, ...]]
    series: tuple[str, ...]
    times: frozenset[str]
    attack_verbs: tuple[str, ...]
    counting: tuple[str, ...]
    of_it: frozenset[str]
    recent: frozenset[str]
    forces: tuple[str, ...]
    standing_verbs: tuple[str, ...]
    standing_words: frozenset[str]
    moving_words: frozenset[str]
    place_links: frozenset[str]
    smallest_force: int


class TallyExtractor:
    """Finds tallies and figures in parsed sentences."""

    def __init__(self, pack: LanguagePack) -> None:
        inflector = Inflector(pack)
        self._words = words = pack.table("words/tallies", TallyWords)
        self._numbers = pack.made(NumberExtractor)
        self._ordinals = OrdinalReader(pack)
        self._since = pack.made(SinceFinder)
        self._attacks = {
            form.split(" ")[0]: kind
            for kind, nouns in reversed(list(words.attacks.items()))
            for noun in nouns
            for form in inflector.noun(noun)
        }
        self._series = frozenset(form for noun in words.series for form in inflector.noun(noun))
        self._participles = frozenset(form for verb in words.attack_verbs for form in inflector.participles(verb))
        self._counting = frozenset(form for verb in words.counting for form in inflector.verb(verb))
        self._forces = frozenset(form.split(" ")[0] for noun in words.forces for form in inflector.noun(noun))
        self._standing = words.standing_words.union(*(inflector.verb(verb) for verb in words.standing_verbs))
        self._cues = frozenset((*self._attacks, *words.times, *self._counting))

    def tallies(self, sentence: Sentence) -> tuple[TallyMention, ...]:
        """Running totals of a sentence."""
        lower = sentence.lower
        if self._cues.isdisjoint(lower):
            return ()
        sinces = self._since.find(sentence)
        recent = not self._words.recent.isdisjoint(lower)
        if not sinces and not recent:
            return ()
        words = words_of_sentence(sentence, self._numbers.in_sentence(sentence))
        found: list[TallyMention] = []
        for first, (number, after) in words.numbers.items():
            counted = self._counted(words, first, after)
            if counted is None or number.low < 2:
                continue
            anchor, kind = counted
            since = next((s for s in sinces if dates(sentence, s, anchor)), None)
            vague = recent and number.best is None and number.low >= 20
            if since is not None or vague:
                found.append(self._tally(sentence, number, max(anchor, after - 1), kind, since))
        for first, after, value in self._ordinals.find(words):
            anchor, kind = self._series_noun(words, after) or (0, "")
            since = next((s for s in sinces if kind and dates(sentence, s, anchor)), None)
            if kind and since is not None and value > 1:
                span = sentence.cover((first, anchor))
                found.append(TallyMention(span, sentence.index, anchor, kind, value, "=", since.span, sentence.span))
        return tuple(sorted(found, key=lambda tally: tally.span))

    def figures(
        self, sentence: Sentence, tolls: tuple[TollMention, ...] = (), rejected: tuple[RejectedNumber, ...] = ()
    ) -> tuple[FigureMention, ...]:
        """Standing numbers of a sentence. `tolls` and `rejected` are what `TollExtractor` found in it: its running
        totals are figures, its tolls are not."""
        lower = sentence.lower
        totals = tuple(r.span for r in rejected if r.reason == "running_total")
        forces = not self._forces.isdisjoint(lower) and not self._standing.isdisjoint(lower)
        if not totals and not (forces and self._words.moving_words.isdisjoint(lower)):
            return ()
        words = words_of_sentence(sentence, self._numbers.in_sentence(sentence))
        found: list[FigureMention] = []
        for number, after in words.numbers.values():
            if any(toll.span.overlaps(number.span) for toll in tolls):
                continue
            total = next((span for span in totals if span.overlaps(number.span)), None)
            noun = self._force_noun(words, after) if total is None and forces else None
            if total is not None:
                noun = sentence.tokens_in(total)[-1].i
            elif found and noun is None and self._elliptic(words, after):
                place = self._place(sentence, after)
                span = number.span.cover(place) if place else number.span
                found.append(_figure(sentence, number, span, found[-1].of, after - 1, place))
                continue
            if noun is None or (total is None and number.low < self._words.smallest_force):
                continue
            while total is None and noun + 1 < len(lower) and sentence.tokens[noun + 1].pos == "ADJ":
                noun += 1
            of = sentence.cover((min(after, noun), noun))
            found.append(_figure(sentence, number, number.span.cover(of), of, noun, self._place(sentence, noun + 1)))
        return tuple(found)

    def _counted(self, words: Words, first: int, after: int) -> tuple[int, str] | None:
        """Token and kind of what a number counts: a noun of attack, "fois" after a verb of attack, or "en …
        dénombre"."""
        lower, tokens = words.lower, words.sentence.tokens
        for k in range(after, min(after + _NOUN_REACH, len(lower))):
            if lower[k] in self._words.times:
                verb = next(
                    (v for v in range(first - 1, max(-1, first - 7), -1) if lower[v] in self._participles), None
                )
                return None if verb is None else (verb, "attack")
            kind = self._attacks.get(lower[k])
            if kind:
                return k, self._with_second(words, k, kind)
            if tokens[k].pos in ("NOUN", "VERB", "AUX", "PUNCT", "PROPN"):
                break
        before = lower[max(0, first - 3) : first]
        if any(word in self._counting for word in before) and any(word in self._words.of_it for word in before):
            return first, "attack"
        return None

    def _with_second(self, words: Words, k: int, kind: str) -> str:
        """ "165 frappes de drones et tirs de roquettes" are attacks of several kinds."""
        tokens = words.sentence.tokens
        for j in range(k + 1, min(k + _SECOND_REACH, len(tokens))):
            if tokens[j].pos in ("VERB", "AUX"):
                break
            other = self._attacks.get(words.lower[j])
            if other and tokens[j - 1].pos in ("CCONJ", "PUNCT", "DET") and other != kind:
                return "attack"
        return kind

    def _series_noun(self, words: Words, after: int) -> tuple[int, str] | None:
        for k in range(after, min(after + _NOUN_REACH, len(words.lower))):
            kind = self._attacks.get(words.lower[k])
            if kind:
                return k, kind
            if words.sentence.tokens[k].pos == "NOUN" and words.lower[k] not in self._series:
                return None
        return None

    @staticmethod
    def _tally(sentence: Sentence, number: NumberMention, end: int, kind: str, since: Since | None) -> TallyMention:
        span = number.span.cover(sentence.tokens[end].span)
        value = number.best if number.best is not None else number.low
        where = None if since is None else since.span
        return TallyMention(span, sentence.index, end, kind, value, number.comparator, where, sentence.span)

    def _force_noun(self, words: Words, after: int) -> int | None:
        for k in range(after, min(after + _NOUN_REACH, len(words.lower))):
            if words.lower[k] in self._forces:
                return k
            if words.sentence.tokens[k].pos in ("VERB", "AUX", "PUNCT", "PROPN", "NOUN"):
                return None
        return None

    def _elliptic(self, words: Words, after: int) -> bool:
        return after < len(words.lower) and words.lower[after] in self._words.place_links

    def _place(self, sentence: Sentence, start: int) -> CharSpan | None:
        """The stretch after a figure in which its place stands: up to the next comma, conjunction or verb."""
        tokens = sentence.tokens
        end = start
        while end < len(tokens) and end - start < _PLACE_REACH and tokens[end].pos not in ("PUNCT", "CCONJ", "NUM"):
            end += 1
        return CharSpan(tokens[start].start, tokens[end - 1].end) if end > start else None


def _figure(
    sentence: Sentence, number: NumberMention, span: CharSpan, of: CharSpan, anchor: int, place: CharSpan | None
) -> FigureMention:
    value = number.best if number.best is not None else number.low
    comparator = number.comparator
    return FigureMention(span, sentence.index, anchor, value, comparator, of, place)
