"""Deeds told by a noun, with their victims as complement: "la mort de trois soldats", "l'enlèvement d'un touriste"."""

from __future__ import annotations

from recoupe.extract.harm import DeedRow, HarmLexicon
from recoupe.extract.nominals import Nominal, Words
from recoupe.extract.people import PeopleLexicon
from recoupe.extract.toll_lists import ListReader
from recoupe.extract.toll_values import Found, toll_of, total_of
from recoupe.model.values import Toll, TollKind


class DeedReader:
    """Reads tolls from nouns of deed."""

    def __init__(self, harm: HarmLexicon, people: PeopleLexicon, lists: ListReader) -> None:
        self._harm = harm
        self._words = harm.words
        self._people = people
        self._lists = lists

    def find(self, words: Words, nominals: list[Nominal]) -> list[Found]:
        """ "la mort de trois soldats": a deed and its victims."""
        found: list[Found] = []
        if self._harm.deeds.keys().isdisjoint(words.lower):
            return found
        by_first = {n.first: n for n in nominals}
        # "14 morts de plus" counts the dead, "les corps de neuf hommes" does not count corpses.
        counted = {n.head for n in nominals if n.sort == "harm" and n.how == "number"}
        lower, tokens = words.lower, words.sentence.tokens
        for i, word in enumerate(lower):
            row = self._harm.deeds.get(word)
            if row is not None and row.names and self._his_death(words, i):
                found.append(Found(Toll(row.kind, 1, None), i, i - 1, i, None))
                continue
            if row is None or tokens[i].pos in ("VERB", "AUX") or i in counted:
                continue
            if any(attempt in self._words.attempts for attempt in lower[max(0, i - 2) : i]):
                continue
            at = self._complement(words, i)
            if at is not None:
                found += self._victims(words, nominals, row, (i, at), by_first)
        return found

    def _the_one(self, words: Words, k: int) -> Nominal | None:
        """ "la mort du général Diallo", "du Palestinien": one, and perhaps others where a name follows."""
        tokens = words.sentence.tokens
        people = self._people.match(words.lower, k)
        country = self._people.demonyms.get(words.lower[k]) if tokens[k].text[:1].isupper() else None
        if (people is None and country is None) or tokens[k].has("Number=Plur"):
            return None
        groups = people[1] if people else (f"foreigners:{country}",)
        last = k
        while last + 1 < len(tokens) and tokens[last + 1].pos == "PROPN":
            last += 1
        return Nominal(k, last, k, 1, 1 if last == k else None, "=", None, "person", "the", groups)

    def _victims(
        self,
        words: Words,
        nominals: list[Nominal],
        row: DeedRow,
        where: tuple[int, int],
        by_first: dict[int, Nominal],
    ) -> list[Found]:
        """Tolls of the deed at token `where[0]`, whose victims begin at token `where[1]`."""
        i, at = where
        nominal = by_first.get(at) or self._uncounted(words, at, row.names)
        if nominal is None or not self._harmable(nominal, row.kind):
            return []
        if nominal.sort == "name" and nominal.how != "number" and not row.names:
            return []
        members = [nominal]
        if at in by_first:
            members = self._lists.members(words, nominals[nominals.index(nominal) :], nominal, set())
        else:
            members += [n for n in nominals if n.sort == "person" and self._lists.repeated(words, nominal, n)]
        first = i - 1 if i and words.sentence.tokens[i - 1].pos == "DET" else i
        if len(members) == 1:
            return [Found(toll_of(row.kind, nominal), i, first, nominal.last, nominal)]
        return total_of(row.kind, members, anchor=i, first=first, last=members[-1].last)

    def _complement(self, words: Words, i: int) -> int | None:
        """First token of the victims after a deed ("la mort de trois soldats", "la mort au combat de …")."""
        lower, tokens = words.lower, words.sentence.tokens
        for k in range(i + 1, min(i + 5, len(lower) - 1)):
            if lower[k] in self._words.of or lower[k] in self._words.some or lower[k] in self._words.of_the_one:
                return k + 1
            if tokens[k].pos not in ("ADJ", "NOUN", "ADP", "DET") or (k > i + 1 and tokens[k].pos == "ADP"):
                return None
        return None

    @staticmethod
    def _harmable(nominal: Nominal, kind: TollKind) -> bool:
        captives = nominal.harm is not None and nominal.harm.kind in ("captured", "displaced") and kind == "killed"
        return captives or nominal.sort in ("person", "name", "pronoun")

    def _his_death(self, words: Words, i: int) -> bool:
        """ "a confirmé sa mort": the deed with a possessive, announced."""
        lower = words.lower
        near = lower[max(0, i - 6) : i + 6]
        return i > 0 and lower[i - 1] in self._words.possessive and any(w in self._harm.announcing for w in near)

    def _uncounted(self, words: Words, k: int, names: bool) -> Nominal | None:
        """Victims after a deed without a number: a bare plural ("la mort de soldats") or a name."""
        token = words.sentence.tokens[k]
        people = self._people.match(words.lower, k)
        after_de = words.lower[k - 1] in self._words.infinitive_links
        if words.lower[k - 1] in self._words.of_the_one:
            return self._the_one(words, k)
        if people and after_de and token.has("Number=Plur"):
            groups = people[1] or self._people.complement(words.lower, k + people[0])
            return Nominal(k, k + people[0] - 1, k, 2, None, ">=", "indefinite", "person", "some", groups)
        if names and token.pos == "PROPN" and after_de:
            last = k
            while last + 1 < len(words.lower) and words.sentence.tokens[last + 1].pos == "PROPN":
                last += 1
            return Nominal(k, last, k, 1, None, ">=", None, "name", "the")
        return None
