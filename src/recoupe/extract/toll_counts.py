"""Bare numbers that count harm told beside them or before: "le bilan est porté à vingt", "n'en reconnaît que sept"."""

from __future__ import annotations

from recoupe.extract.harm import HarmLexicon
from recoupe.extract.nominals import Nominal, Words
from recoupe.extract.toll_values import Found, toll_of
from recoupe.model.values import TollKind

#: Words after a "nombre" among which stands what it counts.
_COUNTED_REACH = 6
#: Words between "en" and the verb whose object it is ("n'EN a pas retenu").
_OF_THEM = 4


class CountReader:
    """Reads counts whose noun stands elsewhere."""

    def __init__(self, harm: HarmLexicon) -> None:
        self._harm = harm
        self._words = harm.words

    def by_balance(self, words: Words, nominals: list[Nominal]) -> list[Found]:
        """ "le bilan est porté à vingt", "porte à vingt le nombre de morts": a bare number beside a noun of count."""
        lower = words.lower
        at = next(
            (i for i, word in enumerate(lower) if word in self._harm.balance or word in self._words.balance.count), None
        )
        if at is None:
            return []
        counted = lower[at] in self._words.balance.count
        kind = self._counted(lower[at + 1 : at + _COUNTED_REACH]) if counted else "killed"
        if kind is None:
            return []
        for nominal in nominals:
            before = lower[nominal.first - 1] if nominal.first else ""
            stands = before in self._words.of and self._stands(lower[at : nominal.first - 1])
            if nominal.sort != "pronoun" or not (before in self._words.balance.before or stands):
                continue
            carried = at - 2 == nominal.last and any(w in self._harm.carrying for w in lower[: nominal.first])
            if nominal.first > at or carried:
                first, last = min(at, nominal.first), max(at, nominal.last)
                return [Found(toll_of(kind, nominal), at, first, last, nominal)]
        return []

    def _stands(self, between: tuple[str, ...]) -> bool:
        """ "le bilan est désormais DE dix-neuf": a form of being, and nothing but adverbs after it."""
        for word in reversed(between):
            if word in self._words.standing:
                return True
            if word not in self._words.light:
                return False
        return False

    def by_recount(
        self, words: Words, nominals: list[Nominal], found: list[Found], before: TollKind | None
    ) -> list[Found]:
        """Tolls, with "l'hôpital dit en avoir admis dix-sept": the harm counted before is counted again."""
        lower = words.lower
        if not self._harm.recounts(lower):
            return found
        for nominal in nominals:
            if nominal.sort != "pronoun" or nominal.how != "number" or nominal.low == 0:
                continue
            verb = nominal.first - 1
            verb -= verb > 0 and lower[verb] in self._words.only
            pronoun = lower[max(0, verb - _OF_THEM) : verb]
            ends = nominal.last + 1 >= len(lower) or self._ends(words, nominal.last + 1)
            if verb < 1 or lower[verb] not in self._harm.recounting or not ends:
                continue
            if self._words.pronoun_of_them not in pronoun:
                continue
            last = max((f for f in found if f.last < verb), key=lambda f: f.last, default=None)
            kind = last.toll.kind if last is not None else before
            if kind is not None:
                others = [f for f in found if f.nominal is None or f.nominal.first != nominal.first]
                return [*others, Found(toll_of(kind, nominal), verb, verb, nominal.last, nominal)]
        return found

    def _ends(self, words: Words, after: int) -> bool:
        """Whether a number counts what was named before: no noun follows it, nor "de"."""
        token = words.sentence.tokens[after]
        return token.pos != "NOUN" and words.lower[after] not in self._words.of | self._words.some

    def _counted(self, after: tuple[str, ...]) -> TollKind | None:
        """What a "nombre" counts: "de morts", "de personnes tuées"."""
        for word in after:
            row = self._harm.nouns.get(word)
            if row is not None:
                return row.kind
            senses = self._harm.verbs.get(word, ())
            kind = next((s.row.kind for s in senses if s.role == "participle" and not s.tails), None)
            if kind is not None:
                return kind
        return None
