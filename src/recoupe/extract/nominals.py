"""Counted nominals of a sentence: a quantity and what it counts ("au moins huit combattants", "une Américaine", "six
autres")."""

from __future__ import annotations

from typing import Literal

import msgspec

from recoupe.extract.harm import HarmLexicon, NounRow
from recoupe.extract.people import PeopleLexicon
from recoupe.model.mentions import NumberMention
from recoupe.model.parse import Sentence
from recoupe.model.values import Comparator

#: Tokens around bodies among which stands a verb of finding them.
_FOUND_REACH = 8
Sort = Literal["harm", "person", "name", "pronoun", "thing"]
How = Literal["number", "one", "some", "the"]


class Nominal(msgspec.Struct, frozen=True):
    """Token span `first` to `last`, both included, of a counted nominal; `head` is the noun (or the number where no
    noun follows)."""

    first: int
    last: int
    head: int
    low: int
    high: int | None
    comparator: Comparator
    rule: str | None
    sort: Sort
    how: How
    groups: tuple[str, ...] = ()
    harm: NounRow | None = None
    number: NumberMention | None = None


class Words(msgspec.Struct, frozen=True):
    """A sentence with its words in lower case, and its quantities by their first token."""

    sentence: Sentence
    lower: tuple[str, ...]
    numbers: dict[int, tuple[NumberMention, int]]


def words_of_sentence(sentence: Sentence, numbers: tuple[NumberMention, ...]) -> Words:
    """Set a sentence up for the finders below. The value of `numbers` is (mention, index after its last token)."""
    lower = sentence.lower
    starts: dict[int, tuple[NumberMention, int]] = {}
    i, tokens = 0, sentence.tokens
    for number in numbers:
        while i < len(tokens) and tokens[i].end <= number.span.start:
            i += 1
        first = i
        while i < len(tokens) and tokens[i].start < number.span.end:
            i += 1
        if first < i:
            starts[first] = (number, i)
    return Words(sentence, lower, starts)


class NominalFinder:
    """Finds counted nominals by what stands next to what; the parser only names parts of speech here."""

    def __init__(self, harm: HarmLexicon, people: PeopleLexicon) -> None:
        self._harm = harm
        self._people = people
        self._words = harm.words

    def find(self, words: Words) -> list[Nominal]:
        """Counted nominals in text order, without overlap."""
        found: list[Nominal] = []
        i = 0
        while i < len(words.lower):
            nominal = self._at(words, i)
            if nominal is None:
                i += 1
                continue
            found.append(self._alike(words, found, self._all_of(words, nominal)))
            i = found[-1].last + 1
        return found

    def _alike(self, words: Words, before: list[Nominal], nominal: Nominal) -> Nominal:
        """ "six autres", "deux d'entre eux" are of the group of the people told before them."""
        if nominal.groups or nominal.sort not in ("pronoun", "harm"):
            return nominal
        if self._words.others.isdisjoint(words.lower[nominal.first : nominal.last + 1]):
            return nominal
        groups = next((n.groups for n in reversed(before) if n.sort in ("person", "harm")), ())
        return msgspec.structs.replace(nominal, groups=groups)

    def _all_of(self, words: Words, nominal: Nominal) -> Nominal:
        """ "douze tués, tous civils": the group is said after a comma."""
        lower, k = words.lower, nominal.last + 2
        if nominal.groups or k + 1 >= len(lower) or lower[k] not in self._words.all_words or lower[k - 1] != ",":
            return nominal
        k += 2 if lower[k + 1] in self._words.some and k + 2 < len(lower) else 1
        people = self._people.match(lower, k)
        groups = people[1] if people else ()
        return msgspec.structs.replace(nominal, groups=groups) if groups else nominal

    def _at(self, words: Words, i: int) -> Nominal | None:
        lower = words.lower
        if i in words.numbers:
            return self._numbered(words, i, i)
        word = lower[i]
        if word in self._words.the_many and i + 1 in words.numbers:
            return self._numbered(words, i, i + 1)
        # "l'un des militaires" is one of them.
        if word in self._words.the_one and i + 1 < len(lower) and lower[i + 1] in self._words.one:
            return self._noun(words, i, i + 2, 1, 1, "one")
        if word in self._words.one:
            return self._noun(words, i, i + 1, 1, 1, "one")
        if word in self._words.the_one:
            return self._noun(words, i, i + 1, 1, 1, "the")
        if word in self._words.some and words.sentence.tokens[i].pos in ("DET", "ADP"):
            # "des" after a noun is "of the": no quantity.
            after_noun = i > 0 and words.sentence.tokens[i - 1].pos in ("NOUN", "PROPN")
            return None if after_noun else self._noun(words, i, i + 1, 2, None, "some")
        return None

    def _numbered(self, words: Words, first: int, i: int) -> Nominal | None:
        number, j = words.numbers[i]
        nominal = self._noun(words, first, j, number.low, number.high, "number")
        if nominal is None:
            return None
        comparator = number.comparator if nominal.comparator == "=" else nominal.comparator
        return msgspec.structs.replace(nominal, comparator=comparator, rule=number.rule, number=number)

    def _noun(self, words: Words, first: int, j: int, low: int, high: int | None, how: How) -> Nominal | None:
        """The nominal of a quantity (tokens `first` to `j` - 1), with the noun that follows it."""
        lower, tokens = words.lower, words.sentence.tokens
        k = j
        while k < len(lower) and k - j < 5:
            if lower[k] in self._words.of_them and k + 1 < len(lower) and lower[k + 1] in self._words.them:
                return self._made(words, first, k + 1, j - 1, low, high, how, "pronoun")
            if how == "number" and k in words.numbers and lower[k - 1] in self._words.of_the_many:
                k += 1  # "deux des trois hommes" are two
                continue
            row = self._harm.nouns.get(lower[k])
            if row is not None and (k + 1 >= len(lower) or not self._not_harm(lower, k)):
                return self._harmed(words, first, k, low, high, how, row)
            people = self._people.match(lower, k)
            # "deux jeunes femmes" are women, "deux jeunes" young people.
            if people and lower[k] in self._words.fillers and k + 1 < len(lower) and self._people.match(lower, k + 1):
                k += 1
                continue
            if people:
                return self._person(words, first, k, k + people[0] - 1, low, high, how, people[1])
            country = self._people.demonyms.get(lower[k])
            if country and tokens[k].text[:1].isupper():
                return self._made(words, first, k, k, low, high, how, "person", groups=(f"foreigners:{country}",))
            if (lower[k] in self._words.fillers and (how != "the" or lower[k] not in self._words.infinitive_links)) or (
                tokens[k].pos == "ADJ" and not country and lower[k] not in self._harm.verbs
            ):
                k += 1
            elif tokens[k].pos in ("NOUN", "PROPN") and lower[k] not in self._harm.verbs:
                if how == "the":
                    return None
                sort: Sort = "thing" if tokens[k].pos == "NOUN" else "name"
                last = self._name_end(words, k) if sort == "name" else k
                return self._made(words, first, last, k, low, high, how, sort)
            else:
                break
        # "un autre", "un troisième" are one more, a bare "un" is nobody.
        if how != "number" and not (how == "one" and k > j):
            return None
        # "six autres" keeps its adjective.
        end = k - 1 if how == "one" or all(lower[m] in self._words.others for m in range(j, k)) else j - 1
        return self._made(words, first, end, j - 1, low, high, how, "pronoun")

    def _not_harm(self, lower: tuple[str, ...], k: int) -> bool:
        after = lower[k + 1]
        beyond = lower[k + 2] if k + 2 < len(lower) else ""
        return after in self._words.not_before or (
            after in self._words.infinitive_links and beyond in self._words.not_before
        )

    def _person(
        self,
        words: Words,
        first: int,
        head: int,
        last: int,
        low: int,
        high: int | None,
        how: How,
        groups: tuple[str, ...],
    ) -> Nominal:
        """A noun for people with the adjectives that follow it; a name after it makes one named person of "the
        general"."""
        lower, tokens = words.lower, words.sentence.tokens
        found = list(groups)
        worth = self._people.worth.get(lower[head], 1)
        low, high = low * worth, None if high is None else high * worth
        k = last + 1
        while k < len(lower):
            country = self._people.demonyms.get(lower[k])
            if lower[k] in self._words.not_word and k + 1 < len(lower):
                if lower[k + 1] in self._people.demonyms:
                    found.append("foreigners")
                    k += 2
                    continue
                break
            if country:
                found.append(f"foreigners:{country}")
            elif lower[k] in self._people.adjectives:
                found.append(self._people.adjectives[lower[k]])
            elif tokens[k].pos != "ADJ" or lower[k] in self._harm.verbs or lower[k] in self._harm.nouns:
                break
            k += 1
        last = k - 1
        if how in ("the", "one") and k < len(lower) and tokens[k].pos == "PROPN":
            last, high = self._name_end(words, k), None
        if lower[head] in self._people.collective:
            found.extend(self._complement(words, last + 1))
        # "un employé civil" is a civilian before all.
        civil = "civilians" in found and "staff" in found
        kept = tuple(dict.fromkeys(g for g in found if not (civil and g == "staff")))
        return self._made(words, first, last, head, low, high, how, "person", groups=kept)

    def _harmed(
        self, words: Words, first: int, head: int, low: int, high: int | None, how: How, row: NounRow
    ) -> Nominal:
        """A noun of harm with what it says of its people ("trois morts civils", "cinq blessés parmi les riverains")."""
        lower, last, groups = words.lower, head, []
        while last + 1 < len(lower) and lower[last + 1] in self._people.adjectives:
            last += 1
            groups.append(self._people.adjectives[lower[last]])
        span_end = last
        if last + 2 < len(lower) and lower[last + 1] in self._words.among:
            # The article stands between.
            people = self._people.match(lower, last + 3) if last + 3 < len(lower) else None
            if people and people[1]:
                groups.extend(people[1])
                span_end = last + 2 + people[0]
        if first and lower[first - 1] in self._words.all_words:
            first, high = first - 1, None
        return self._made(words, first, span_end, head, low, high, how, "harm", groups=tuple(groups), harm=row)

    def _complement(self, words: Words, i: int) -> tuple[str, ...]:
        """Group said by the complement of a noun that says none ("membres des forces de sécurité")."""
        for k in range(i, min(i + 5, len(words.lower))):
            group = self._people.complements.get(words.lower[k])
            if group:
                return (group,)
            if words.sentence.tokens[k].pos in ("VERB", "AUX", "PUNCT"):
                break
        return ()

    @staticmethod
    def _name_end(words: Words, k: int) -> int:
        tokens = words.sentence.tokens
        while k + 1 < len(tokens) and tokens[k + 1].pos == "PROPN":
            k += 1
        return k

    def _were_found(self, words: Words, head: int) -> bool:
        """ "les secouristes ont relevé neuf corps", "onze corps ont été découverts"."""
        near = words.lower[max(0, head - _FOUND_REACH) : head + _FOUND_REACH]
        return not self._harm.finding.isdisjoint(near)

    def _made(
        self,
        words: Words,
        first: int,
        last: int,
        head: int,
        low: int,
        high: int | None,
        how: How,
        sort: Sort,
        *,
        groups: tuple[str, ...] = (),
        harm: NounRow | None = None,
    ) -> Nominal:
        comparator: Comparator = "=" if high == low else ">="
        # "22 combattants au moins".
        for phrase in self._words.at_least:
            if words.lower[last + 1 : last + 1 + len(phrase)] == phrase:
                high, comparator, last = None, ">=", last + len(phrase)
        if harm is not None and harm.open and low > 0 and not self._were_found(words, head):
            high = None
        return Nominal(first, last, head, low, high, comparator, None, sort, how, groups, harm)
