"""Tolls of nobody: "sans faire de victime", "ni mort ni blessé", "personne n'a été tué". Nothing said is not among
them."""

from __future__ import annotations

from recoupe.extract.harm import HarmLexicon, NounRow
from recoupe.extract.harm_predicates import Predicate
from recoupe.extract.nominals import Words
from recoupe.model.values import TollKind

#: Longest way, in tokens, from the word of negation to the noun of harm.
_REACH = 7


class Zero(tuple[TollKind, int, int, int]):
    """(kind, anchor, first, last) of a toll of nobody, in tokens."""

    __slots__ = ()


#: Marks between "personne" and a verb of another clause.
_CLAUSE_ENDS = frozenset({";", ":", ".", "»", "”"})


class ZeroFinder:
    """Finds tolls of nobody by the words of negation."""

    def __init__(self, harm: HarmLexicon) -> None:
        self._harm = harm
        self._words = harm.words

    def find(self, words: Words, predicates: list[Predicate], taken: frozenset[int]) -> list[Zero]:
        """Zero tolls in a sentence; `taken` are tokens of harm nouns that have a toll already ("aucun mort")."""
        found: list[Zero] = []
        for i, word in enumerate(words.lower):
            if word in self._words.without:
                found += self._without(words, i, taken)
            elif word in self._words.neither:
                found += self._neither(words, i, taken)
            elif word in self._words.negation:
                found += self._none_of(words, i, taken)
            elif word in self._words.nobody:
                found += self._nobody(words, i, predicates)
        return list(dict.fromkeys(found))

    def _zeros(self, row: NounRow, anchor: int, first: int, last: int) -> list[Zero]:
        kinds: tuple[TollKind, ...] = ("killed", "wounded") if row.both else (row.kind,)
        return [Zero((kind, anchor, first, last)) for kind in kinds]

    def _without(self, words: Words, i: int, taken: frozenset[int]) -> list[Zero]:
        lower, tokens = words.lower, words.sentence.tokens
        found: list[Zero] = []
        for k in range(i + 1, min(i + 1 + _REACH, len(lower))):
            row = self._harm.nouns.get(lower[k])
            if (k in words.numbers and words.numbers[k][0].low > 0) or tokens[k].text in _CLAUSE_ENDS:
                break
            definite = lower[k - 1] in self._words.the_many or lower[k - 1] in self._words.the_one
            if row is not None and k not in taken and not definite:
                found += self._zeros(row, k, i, k)
            elif lower[k] in self._harm.verbs and lower[k + 1 : k + 2] and lower[k + 1] in self._words.nobody:
                found.append(Zero((self._harm.verbs[lower[k]][0].row.kind, k, i, k + 1)))
            elif tokens[k].pos in ("PUNCT", "SCONJ") and found:
                break
        return found

    def _neither(self, words: Words, i: int, taken: frozenset[int]) -> list[Zero]:
        lower = words.lower
        for k in range(i + 1, min(i + 4, len(lower))):
            if k in taken:
                continue
            row = self._harm.nouns.get(lower[k])
            if row is not None:
                return self._zeros(row, k, i, k)
            senses = self._harm.verbs.get(lower[k])
            if senses and senses[0].role == "participle":
                return [Zero((senses[0].row.kind, k, i, k))]
        return []

    def _none_of(self, words: Words, i: int, taken: frozenset[int]) -> list[Zero]:
        """ "pas de victime", "n'a pas fait de mort": the word of negation, perhaps a participle, then "de" and the
        noun."""
        lower, tokens = words.lower, words.sentence.tokens
        k = i + 1
        while k < len(lower) and k - i <= 3 and lower[k] not in self._words.infinitive_links:
            if tokens[k].pos not in ("VERB", "AUX", "ADV"):
                return []
            k += 1
        row = self._harm.nouns.get(lower[k + 1]) if k + 1 < len(lower) else None
        if row is None or k + 1 in taken or lower[k] not in self._words.infinitive_links:
            return []
        return self._zeros(row, k + 1, i, k + 1)

    def _nobody(self, words: Words, i: int, predicates: list[Predicate]) -> list[Zero]:
        lower, tokens = words.lower, words.sentence.tokens
        if i and tokens[i - 1].pos in ("DET", "NUM"):
            return []
        near = lower[max(0, i - 6) : i + 3]
        if not any(word in self._words.negative_particle for word in near):
            return []
        found: list[Zero] = []
        for predicate in predicates:
            between = tokens[min(i, predicate.token) + 1 : max(i, predicate.token)]
            if abs(predicate.token - i) <= _REACH and not any(t.text in _CLAUSE_ENDS for t in between):
                first, last = min(i, predicate.start), max(i, predicate.end)
                first -= first > 0 and lower[first - 1] in self._words.negative_particle
                found.append(Zero((predicate.verb.row.kind, predicate.token, first, last)))
        return found
