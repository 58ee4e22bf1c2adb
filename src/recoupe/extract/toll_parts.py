"""Parts of a toll: tolls of their own that are inside another one and never added to it (codebook, section 3)."""

from __future__ import annotations

import msgspec

from recoupe.extract.harm import HarmLexicon
from recoupe.extract.nominals import Nominal, Words
from recoupe.extract.people import PeopleLexicon
from recoupe.extract.toll_lists import ListReader
from recoupe.extract.toll_values import Found, toll_of
from recoupe.model.values import Toll


class PartReader:
    """Reads the parts of tolls found already."""

    def __init__(self, harm: HarmLexicon, people: PeopleLexicon, lists: ListReader) -> None:
        self._harm = harm
        self._words = harm.words
        self._people = people
        self._lists = lists

    def find(self, words: Words, nominals: list[Nominal], found: list[Found]) -> list[Found]:
        """ "dont huit enfants", "14 morts : huit enfants et six notables", "parmi les morts figurent dix enfants"."""
        parts: list[Found] = self._told_apart(words, nominals, found)
        used = {item.nominal.first for item in (*found, *parts) if item.nominal is not None}
        anchor: Found | None = None
        for position, nominal in enumerate(nominals):
            if nominal.first in used or nominal.sort not in ("person", "pronoun"):
                continue
            marker = self._lists.part_marker(words, nominal.first)
            listed = False
            if marker is not None:
                earlier = [f for f in found if f.nominal is not None and f.nominal.first < marker and f.toll.low > 0]
                anchor = max(earlier, key=lambda f: f.first, default=None)
            else:
                anchor = self._after_colon(words, nominal, found) or self._among(words, nominal)
                listed = anchor is not None
                nominal, anchor = self._were(words, nominal, anchor, found)
                if anchor is None:
                    anchor = self._figures(words, nominal)
                    if anchor is not None and nominal.how == "one":
                        nominal = msgspec.structs.replace(nominal, high=None)
            if anchor is None or (nominal.sort == "pronoun" and nominal.how != "number"):
                continue
            rest = nominals[position:]
            more = marker is not None or listed
            members = self._lists.members(words, rest, nominal, used) if more else [nominal]
            for member in members:
                used.add(member.first)
                toll = toll_of(anchor.toll.kind, member, part=True)
                parts.append(Found(toll, anchor.anchor, member.first, member.last, member))
        return parts

    def _told_apart(self, words: Words, nominals: list[Nominal], found: list[Found]) -> list[Found]:
        """ "26 morts lundi, quinze rebelles et onze soldats": a list that adds up to the total before it."""
        used = {item.nominal.first for item in found if item.nominal is not None}
        for item in found:
            if item.nominal is None or item.toll.part or item.toll.low < 2 or item.toll.high != item.toll.low:
                continue
            after = [n for n in nominals if n.first > item.last]
            if not after or after[0].sort != "person" or not used.isdisjoint(n.first for n in after[:2]):
                continue
            members = self._lists.members(words, after, after[0], used)
            between = words.sentence.tokens[item.last + 1 : members[0].first]
            apart = any(t.text == "," for t in between) and not any(t.pos in ("VERB", "AUX") for t in between)
            if apart and len(members) > 1 and sum(m.low for m in members) == item.toll.low:
                return [Found(toll_of(item.toll.kind, m, part=True), item.anchor, m.first, m.last, m) for m in members]
        return []

    def _figures(self, words: Words, nominal: Nominal) -> Found | None:
        """ "deux prêtres figurent parmi les tués": the noun of harm that the subject is a part of."""
        lower = words.lower
        verb = next(
            (k for k in range(nominal.last + 1, min(nominal.last + 5, len(lower))) if lower[k] in self._harm.figuring),
            None,
        )
        if verb is None or nominal.how not in ("number", "one"):
            return None
        for k in range(verb + 1, min(verb + 4, len(lower))):
            phrase = next((p for p in self._words.figuring.among if lower[k : k + len(p)] == p), None)
            if phrase is None:
                continue
            row = next(
                (r for w in lower[k + len(phrase) : k + len(phrase) + 4] if (r := self._harm.nouns.get(w))), None
            )
            return None if row is None else Found(Toll(row.kind, 0, None), k, k, k, None)
        return None

    def _were(
        self, words: Words, nominal: Nominal, anchor: Found | None, found: list[Found]
    ) -> tuple[Nominal, Found | None]:
        """ "sur les douze tués, cinq étaient des enfants": the part is told by a predicate noun."""
        verb = nominal.last + 1
        if anchor is not None or nominal.sort != "pronoun" or verb + 2 >= len(words.lower):
            return nominal, anchor
        people = self._people.match(words.lower, verb + 2) if words.lower[verb] in self._words.be else None
        earlier = [f for f in found if f.nominal is not None and f.last < nominal.first]
        if people is None or not people[1] or not earlier:
            return nominal, anchor
        return msgspec.structs.replace(nominal, last=verb + 1 + people[0], groups=people[1]), earlier[-1]

    def _after_colon(self, words: Words, nominal: Nominal, found: list[Found]) -> Found | None:
        """The total that a nominal after a colon is a part of."""
        for item in found:
            if item.nominal is None or item.nominal.first > nominal.first or nominal.how not in ("number", "one"):
                continue
            tail = words.lower[item.last + 1 : nominal.first]
            if tail and tail[0] in self._words.openers and nominal.sort == "person" and nominal.low < item.toll.low:
                return item
        return None

    def _among(self, words: Words, nominal: Nominal) -> Found | None:
        """ "parmi les morts figurent dix enfants": the noun of harm that the part is of."""
        lower = words.lower
        for k in range(max(0, nominal.first - 7), nominal.first):
            if lower[k] in self._words.among:
                row = next((r for w in lower[k + 1 : k + 4] if (r := self._harm.nouns.get(w))), None)
                if row is not None:
                    return Found(Toll(row.kind, 0, None), k, k, k, None)
        return None
