"""Steps through a noun phrase of a word line, from word index to word index: adjectives, complements, names."""

from __future__ import annotations

import msgspec

from recoupe.extract.speaker_words import SpeakerWords
from recoupe.extract.wordline import Word, WordLine

#: Parts of speech that can follow "de" in the name of a body.
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "X"})
#: Words of a phrase of place between an office and the name of its holder.
_ASIDE = 6
#: Words that describe a body before its name ("le site internet prorebelle X").
_DESCRIBING = 3
_DESCRIBES = ("amod", "nmod", "flat", "appos")


class BodyName(msgspec.Struct, frozen=True):
    """The name of a body: its words, and where to read on (behind an acronym in brackets)."""

    first: int
    end: int
    text: str
    after: int


class NounSteps:
    """The grammar of noun phrases that name people and bodies, by surface alone."""

    def __init__(self, words: SpeakerWords) -> None:
        self._words = words
        self._table = words.table

    def adjective(self, word: Word) -> bool:
        """A demonym is an adjective whatever the tagger says; a day or a verb of saying is none."""
        if not word.text[0].islower() or word.low in self._table.days or word.low in self._words.speech:
            return False
        return word.pos == "ADJ" or word.low in self._words.demonyms or word.low in self._table.adjectives

    def adjective_at(self, line: WordLine, at: int) -> bool:
        """Whether an adjective stands at `at`."""
        return at < len(line.words) and self.adjective(line.words[at])

    def adjectives(self, line: WordLine, at: int) -> int:
        """Past the adjectives at `at`, coordinated ones included ("sources irakiennes et occidentales")."""
        while at < len(line.words):
            joined = line.low(at) in self._table.coordinated and at + 1 < len(line.words)
            if self.adjective(line.words[at]):
                at += 1
            elif joined and self.adjective(line.words[at + 1]) and self.adjective(line.words[at - 1]):
                at += 2
            else:
                break
        return at

    def description(self, line: WordLine, at: int) -> int:
        """Past adjectives and complements without article: "source DE SÉCURITÉ irakienne", "agent DE SANTÉ"."""
        end = self.adjectives(line, at)
        while True:
            # "des sources locales ET DE SÉCURITÉ"
            joined = end + (line.low(end) in self._table.coordinated)
            if not (line.low(joined) in self._table.bare_of and self._bare(line, joined + 1)):
                return end
            if joined > end and self._words.head(line, joined + 1) is not None and end == at:
                return end
            end = self.adjectives(line, joined + 2)

    def qualifies(self, line: WordLine, at: int) -> bool:
        """ "le DERNIER bilan", no "ce dernier": a noun follows."""
        latter = line.low(at) in self._table.latter
        return latter and at + 1 < len(line.words) and line.words[at + 1].pos == "NOUN"

    def aside(self, line: WordLine, at: int) -> int:
        """Past "DANS LA ZONE" before a comma and a capital, where a name stands in apposition; else `at`."""
        if at >= len(line.words) or line.words[at].pos != "ADP" or line.low(at) in self._table.of:
            return at
        near = range(at + 1, min(at + _ASIDE, len(line.words) - 1))
        comma = next((k for k in near if line.words[k].pos in ("PUNCT", "VERB", "AUX")), None)
        return comma if comma is not None and line.low(comma) == "," else at

    def pointed_at(self, line: WordLine, noun: int, at: int) -> int:
        """Past "de cet ORGANISME DE SECOURS" where a name in apposition follows, else where it began."""
        end = self.description(line, noun + 1) if noun < len(line.words) else at
        return end if line.low(end) == "," else at

    def _bare(self, line: WordLine, at: int) -> bool:
        if at >= len(line.words):
            return False
        word = line.words[at]
        return word.text[0].islower() and word.low not in self._table.article and word.pos in ("NOUN", "ADJ", "VERB")

    def name_follows(self, line: WordLine, at: int) -> bool:
        """Whether a run of capitals begins at `at`."""
        return at < len(line.words) and self.run(line, at) > at

    def run(self, line: WordLine, at: int) -> int:
        """End of the run of capitalised words at `at`, with the small words inside names ("Mohamed ag Ali")."""
        end = at
        while end < len(line.words):
            word = line.words[end]
            after = line.words[end + 1] if end + 1 < len(line.words) else None
            linked = word.low in self._table.name_links and after is not None and after.text[0].isupper()
            numbered = end > at and word.text.isdigit() and word.pos in ("PROPN", "NUM") and len(word.text) <= 2
            if not (word.capital or linked or numbered) or word.low in self._table.days or word.pos == "PUNCT":
                break
            if word.text[-1] == "." and end == at:
                # "sur X. Le ministre": a full stop that the sentence splitter took for an initial.
                break
            end += 1
        return end

    def person(self, line: WordLine, at: int) -> int:
        """A run of capitals with the particle of a family name: "Régis de Jorna"."""
        end = self.run(line, at)
        particle = end > at and line.low(end) in self._table.particles and line.words[end - 1].text[0].isupper()
        return self.run(line, end + 1) if particle and self.name_follows(line, end + 1) else end

    def bodyish(self, line: WordLine, at: int) -> bool:
        """Whether the noun of a body stands at `at`, behind an article or not."""
        head = self._words.head(line, at + (line.low(at) in self._table.article))
        return head is not None and head[1] == "body"

    def place(self, line: WordLine, at: int) -> int | None:
        """Past "à", "au sein de" at `at`, None when there is none."""
        found = self._words.at.match(line, at)
        return None if found is None else found[0]

    def body(self, line: WordLine, at: int) -> BodyName:
        """The name of the body whose head stands at `at`: adjectives, complements and proper names follow it."""
        table = self._table
        head = self._words.head(line, at)
        start, end, owns = at, head[0] if head else max(at + 1, self.run(line, at)), False
        naming = line.low(at) in table.naming or line.low(end - 1) in table.naming
        naming = naming or (line.low(end - 1) in table.surnamed and self.run(line, end) == end + 1)
        while end < len(line.words):
            word = line.words[end]
            step = self._further(line, start, end, headed=head is not None, owns=owns)
            if step is not None:
                end, owns = step, owns or word.low in table.of
            elif naming and (named := self._named_after(line, end)) is not None:
                end = named  # "le site INTERNET Tamilnet"
            elif naming and (word.capital or word.low in table.name_links) and word.pos != "PUNCT":
                end, naming = max(end + 1, self.run(line, end)), False
                start += self._words.outlet(line, at + 1) is not None
            else:
                break
        text = line.text(start, end)
        if line.low(end) == "(" and line.low(end + 2) == ")":
            # The acronym in brackets is a part of the name as the article gives it.
            acronym = line.words[end + 1].text
            return BodyName(start, end, f"{text} ({acronym})" if acronym[0].isupper() else text, end + 3)
        return BodyName(start, end, text, end)

    def _named_after(self, line: WordLine, at: int) -> int | None:
        """Where the name of a body begins behind nouns that only describe it, None where none do."""
        here = at
        while here < len(line.words) and here - at < _DESCRIBING and line.words[here].text[0].islower():
            word = line.words[here]
            describes = line.sentence.tokens[word.first].dep.startswith(_DESCRIBES)
            if not describes or word.low in self._table.days or word.low in self._words.speech:
                return None
            here += 1
        named = here < len(line.words) and line.words[here].capital and line.words[here].pos != "PUNCT"
        return here if named and here > at else None

    def _further(self, line: WordLine, start: int, at: int, *, headed: bool, owns: bool) -> int | None:
        """One step further in the name of a body, None where it ends. `owns`: a complement has been read already."""
        table, word = self._table, line.words[at]
        if word.low in table.of:
            step = self._of(line, at)
            loose = word.low in table.bare_of and step == at + 2 and line.words[at + 1].text[0].islower()
            # "accusé par l'ONU de massacres": a complement without an article belongs to the verb.
            return None if loose and not headed else step
        if word.low in table.body_links:
            return self._link(line, start, at)
        if word.low in table.coordinated:
            # "ministère de l'Intérieur ET DE la Sécurité", but not "l'ONG et des médias".
            return self._of(line, at + 1) if owns and line.low(at + 1) in table.of else None
        capitals = word.text[0].isupper() and line.words[at - 1].text[0].isupper() and word.pos != "PUNCT"
        return at + 1 if capitals or self.adjective(word) else None

    def _of(self, line: WordLine, at: int) -> int | None:
        """End of "de + [article] + noun" at `at`, None when what follows is no noun."""
        here = at + 1 + (line.low(at + 1) in self._table.article)
        if here >= len(line.words):
            return None
        word = line.words[here]
        if word.low in self._table.days or not (word.pos in _NOMINAL or word.text[0].isupper()):
            return None
        head = self._words.head(line, here)
        return head[0] if head else max(here + 1, self.run(line, here))

    def _link(self, line: WordLine, start: int, at: int) -> int | None:
        """End of "contre l'Etat islamique", "pour les réfugiés" in the name that begins at `start`."""
        inner = at + 1 + (line.low(at + 1) in self._table.article)
        if inner >= len(line.words):
            return None
        named = line.words[inner].text[0].isupper()
        titled = line.words[start].text[0].isupper() and (inner > at + 1 or line.low(at) in self._table.bare_links)
        return inner + 1 if named or titled else None
