"""Lists and parts of counted victims: which nominals belong together, and which are inside another one."""

from __future__ import annotations

from recoupe.extract.harm import HarmLexicon
from recoupe.extract.nominals import Nominal, Words

#: Longest way, in tokens, from the first victim to the second one of a deed.
_REPEATED_REACH = 10


class ListReader:
    """Reads "une femme et deux enfants" as a list, "dont huit enfants" as a part."""

    def __init__(self, harm: HarmLexicon) -> None:
        self._harm = harm
        self._words = harm.words

    def members(self, words: Words, nominals: list[Nominal], start: Nominal, claimed: set[int]) -> list[Nominal]:
        """`start` and the nominals listed with it; those in `claimed` (by first token) belong to another verb."""
        at = nominals.index(start)
        before: list[Nominal] = []
        after: list[Nominal] = []
        for step, found in ((-1, before), (1, after)):
            previous, k = start, at + step
            while 0 <= k < len(nominals) and nominals[k].first not in claimed:
                if nominals[k].sort == "thing":
                    # An age or a rank's number inside the list ("une fillette de 7 ans et son frère").
                    k += step
                    continue
                pair = (nominals[k], previous) if step < 0 else (previous, nominals[k])
                if not self._listable(nominals[k]) or not self.joined(words, *pair):
                    break
                previous = nominals[k]
                found.append(previous)
                k += step
        members = [*reversed(before), start, *after]
        return members if len(members) == 1 or self._closed(words, members) else [start]

    def wholes(self, words: Words, nominals: list[Nominal]) -> list[Nominal]:
        """The nominals that are no part of another one: neither after "dont" nor listed with one that is."""
        kept: list[Nominal] = []
        part: Nominal | None = None
        for nominal in nominals:
            listed = part is not None and self.joined(words, part, nominal)
            if listed or self.part_marker(words, nominal.first) is not None:
                part = nominal
            else:
                kept.append(nominal)
                part = None
        return kept

    def _closed(self, words: Words, members: list[Nominal]) -> bool:
        """A list ends with a conjunction: a comma alone may part two clauses ("une fratrie de dix, son ami est
        mort")."""
        between = words.lower[members[-2].last + 1 : members[-1].first]
        return any(word in self._words.conjunctions for word in between)

    @staticmethod
    def _listable(nominal: Nominal) -> bool:
        return nominal.sort in ("person", "pronoun") or (nominal.sort == "name" and nominal.how == "number")

    def joined(self, words: Words, left: Nominal, right: Nominal) -> bool:
        """Whether only a comma or a conjunction, and perhaps "de", stands between two nominals, or the parser
        coordinates them."""
        between = range(left.last + 1, right.first)
        if between and words.lower[between[-1]] in self._words.not_word:
            return False
        joints = self._words.list_joints
        links = self._words.infinitive_links
        if not between:
            return False
        if words.lower[between[0]] in joints and all(
            words.lower[k] in joints or words.lower[k] in links for k in between
        ):
            return True
        tokens = words.sentence.tokens
        if any(tokens[k].pos in ("VERB", "AUX") or tokens[k].text in (";", ":", ".") for k in between):
            return False
        if self.part_marker(words, right.first) is not None:
            return False
        head = tokens[right.head]
        if head.dep == "conj" and left.first <= head.head < right.first:
            return True
        # "une femme de 30 ans et son fils ont été ...": two subjects of one verb are a list that was not seen as one.
        other = tokens[left.head]
        twins = head.head == other.head and head.dep == other.dep and head.dep.startswith("nsubj")
        return twins and words.lower[between[-1]] in self._words.conjunctions

    def repeated(self, words: Words, left: Nominal, right: Nominal) -> bool:
        """ "la mort de membres de l'armée et d'un civil": the preposition said again after a conjunction."""
        between = range(left.last + 1, right.first)
        if (
            len(between) < 2
            or len(between) > _REPEATED_REACH
            or words.lower[between[-1]] not in self._words.infinitive_links
        ):
            return False
        if words.lower[between[-2]] not in self._words.list_joints:
            return False
        return not any(words.sentence.tokens[k].pos in ("VERB", "AUX") for k in between)

    def part_marker(self, words: Words, first: int) -> int | None:
        """Index of the words that make the nominal starting at `first` a part ("dont", "parmi lesquels au moins")."""
        for gap in range(3):
            end = first - gap
            for phrase in self._harm.parts:
                begin = end - len(phrase)
                if begin >= 0 and words.lower[begin:end] == phrase:
                    return begin
            if end - 1 < 0 or words.lower[end - 1] not in self._words.light:
                return None
        return None
