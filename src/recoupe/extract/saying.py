"""The words of saying, compiled for look-up: shape of `words/saying.yml`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence, Set
from typing import Literal

import msgspec

from recoupe.extract.quotations import closed, has_mark
from recoupe.extract.speaker_words import Phrases, SpeakerWords
from recoupe.extract.wordline import WordLine
from recoupe.language.inflect import Inflector
from recoupe.language.pack import LanguagePack
from recoupe.model.values import Status

#: An elided word keeps its apostrophe.
_WORD = re.compile(r"\w+'?")

Frame = Literal["say", "speak", "object", "accuse", "count", "cite", "learn"]


class SayingVerb(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A verb that reports; `words/saying.yml` says what the fields mean."""

    lemma: str
    frame: Frame
    status: Status
    forms: tuple[str, ...] = ()
    that: Status | None = None
    with_: frozenset[str] = msgspec.field(name="with", default=frozenset())
    objects: frozenset[str] = frozenset()
    unlike: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()


class _Preposition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    cue: str
    #: How many words from the end of the cue belong to the source itself.
    inclusive: int = 0
    #: Only between marks, without any verb: "(source militaire)".
    verbless: bool = False
    #: Only at the head of a sentence, before a comma: "Pour le pouvoir, les soldats ont visé des bandits".
    opening: bool = False


class _Channel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    words: tuple[str, ...]


class SayingTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table `words/saying`; see the comments there for what each list is for."""

    verbs: tuple[SayingVerb, ...]
    prepositions: tuple[_Preposition, ...]
    not_sources: frozenset[str]
    channel_prepositions: tuple[str, ...]
    channels: tuple[_Channel, ...]
    issued: frozenset[str]
    documents: frozenset[str]
    via_prepositions: tuple[str, ...]
    outlet_nouns: frozenset[str]
    told_prepositions: frozenset[str]
    told: frozenset[str]
    outlets: tuple[str, ...]
    be: frozenset[str]
    have: frozenset[str]
    participle_endings: tuple[str, ...]
    reflexive: frozenset[str]
    reflexive_verbs: frozenset[str]
    clitics: frozenset[str]
    negation: frozenset[str]
    restriction: frozenset[str]
    that: frozenset[str]
    as_: frozenset[str] = msgspec.field(name="as")
    hypothesis: frozenset[str]
    who: frozenset[str]
    first_person: frozenset[str]
    first_or_object: frozenset[str]
    first_endings: tuple[str, ...]
    by: frozenset[str]
    from_: frozenset[str] = msgspec.field(name="from")
    infinitive_marks: frozenset[str]
    between: frozenset[str]
    inserted: frozenset[str]
    figures: frozenset[str]
    counts: frozenset[str]
    checked: frozenset[str]
    behalf: tuple[str, ...]
    withholding: tuple[str, ...]
    comparing: frozenset[str]
    withheld: tuple[str, ...]
    finite_ending: str
    taken_up: tuple[str, ...]
    reached: frozenset[str]
    own: frozenset[str]
    bound: frozenset[str]
    nouns: frozenset[str]


class _Forms:
    """Forms of some verbs, with the words that those of them need which mean something else alone."""

    def __init__(self, verbs: Mapping[str, Sequence[SayingVerb]], wanted: Callable[[SayingVerb], bool]) -> None:
        rows = [(form, row) for form, those in verbs.items() for row in those if wanted(row)]
        self._free = frozenset(form for form, row in rows if not row.with_ and not row.objects)
        self._bound: dict[str, frozenset[str]] = {}
        for form, row in rows:
            if form not in self._free:
                self._bound[form] = self._bound.get(form, frozenset()) | row.with_ | row.objects

    def stand_in(self, words: Set[str]) -> bool:
        """Whether one of the verbs, with a word that it needs, is among these words."""
        if not self._free.isdisjoint(words):
            return True
        return any(not self._bound[word].isdisjoint(words) for word in self._bound.keys() & words)


class SayingWords:
    """Compiled look-ups of one language pack."""

    def __init__(self, pack: LanguagePack) -> None:
        self.table = table = pack.table("words/saying", SayingTable)
        inflector = Inflector(pack)
        self.verbs: dict[str, list[SayingVerb]] = {}
        for verb in table.verbs:
            for form in verb.forms or inflector.verb(verb.lemma):
                self.verbs.setdefault(form, []).append(verb)
        # The verb that needs a certain word after it is tried before the bare one.
        for rows in self.verbs.values():
            rows.sort(key=lambda row: not row.with_)
        self.prepositions = Phrases()
        self.preposition_of = {row.cue: row for row in table.prepositions}
        for row in table.prepositions:
            self.prepositions.add(row.cue, row.cue)
        self.channels = Phrases()
        self.channel_of = {word.lower(): channel.name for channel in table.channels for word in channel.words}
        for word, name in self.channel_of.items():
            self.channels.add(word, name)
        self.channel_prepositions, self.via_prepositions = Phrases(), Phrases()
        for cue in table.channel_prepositions:
            self.channel_prepositions.add(cue, cue)
        for cue in table.via_prepositions:
            self.via_prepositions.add(cue, cue)
        self.withholding = frozenset(form for lemma in table.withholding for form in inflector.verb(lemma))
        self.withheld, self.taken_up = Phrases(), Phrases()
        for words in table.withheld:
            self.withheld.add(words, words)
        for words in table.taken_up:
            self.taken_up.add(words, words)
        self.behalf = Phrases()
        for cue in table.behalf:
            self.behalf.add(cue, cue)
        cites = frozenset(form for form, rows in self.verbs.items() if any(row.frame == "cite" for row in rows))
        self.speakers = SpeakerWords(pack, table.documents, table.outlets, frozenset(self.verbs), cites)

        self._reporting = _Forms(self.verbs, lambda row: row.frame in ("say", "speak"))
        self._blaming = _Forms(self.verbs, lambda row: row.frame == "accuse")
        #: Words that stand for the sentence before, in one string each.
        self._resuming = tuple(words.replace("' ", "'") for words in table.taken_up)
        self._answering = _Forms(self.verbs, lambda row: row.status in ("confirmed", "denied"))
        #: Who has no name or office tells what there is to tell, whatever the words.
        self._unnamed = frozenset(
            form
            for noun in (*self.speakers.table.persons, *self.speakers.table.locals)
            for form in inflector.noun(noun.split(" ")[0])
        )
        self._inverted = tuple(a for a in self.speakers.table.anaphors if a.startswith("-t-"))
        self._sources = tuple(row.cue for row in table.prepositions if not row.verbless and not row.opening)
        self.cue_starts = self.prepositions.starts() | frozenset(self.verbs)
        self.chain_starts = self.channel_prepositions.starts() | self.via_prepositions.starts()

    def may_tell(self, text: str, words: Set[str], *, account: bool) -> bool:
        """Whether a sentence (plain, lower case) can give the voice behind what the one before it tells.

        It confirms or denies, blames, says that somebody was reached, takes up what was told, or quotes somebody with
        a verb of saying or names a source: with a word of an account (`account`), at the end of a longer quotation,
        or by somebody unnamed.
        """
        if self.may_answer(text, words) or self._blaming.stand_in(words):
            return True
        if account and not closed(text):
            return True
        if not (has_mark(text) and self._reporting.stand_in(words)) and not any(cue in text for cue in self._sources):
            return False
        return account or not closed(text) or self.takes_up(text) or not self._unnamed.isdisjoint(words)

    def speaks(self, text: str) -> bool:
        """Whether a sentence (plain, lower case) may quote somebody, or begins or ends a longer quotation."""
        if not closed(text):
            return True
        return self._reporting.stand_in(frozenset(_WORD.findall(text))) or any(cue in text for cue in self._sources)

    def may_answer(self, text: str, words: Set[str]) -> bool:
        """Whether a sentence may confirm or deny what was told, or give it to a voice ("l'annonce a été faite par")."""
        if self._answering.stand_in(words) or not self.table.reached.isdisjoint(words):
            return True
        return any(part in text for part in self._resuming)

    def takes_up(self, text: str) -> bool:
        """Whether a sentence (plain, lower case) gives its words to a pronoun behind a verb: "a-t-il dit"."""
        return any(pronoun in text for pronoun in self._inverted)

    def channel(self, line: WordLine, at: int) -> tuple[int, str] | None:
        """End and name of the channel phrase that begins at word `at`: "dans un bref communiqué", "sur X"."""
        opened = self.channel_prepositions.match(line, at)
        if opened is None:
            return None
        here = self._to_noun(line, opened[0])
        found = self.channels.match(line, here)
        if found is None or (len(found[1]) == 1 and line.words[here].text != found[1]):
            return None
        end = found[0]
        while end < len(line.words) and line.words[end].pos == "ADJ":
            end += 1
        return end, found[1]

    def via(self, line: WordLine, at: int) -> tuple[int, str] | None:
        """End and outlet of the phrase at word `at`: "à l'AFP", "au quotidien Haaretz", "par l'agence Isna"."""
        opened = self.via_prepositions.match(line, at)
        if opened is None:
            return None
        here = self._to_noun(line, opened[0])
        named = False
        for _ in range(3):
            if line.low(here) in self.table.outlet_nouns:
                named = True
                here += 1
                while here < len(line.words) and (
                    (line.words[here].pos == "ADJ" and self.speakers.outlet(line, here) is None)
                    or line.low(here) in self.speakers.table.of
                    or line.low(here) in self.speakers.table.article
                ):
                    here += 1
        end = self.speakers.outlet(line, here)
        if end is not None:
            return end, line.text(here, end)
        if named and here < len(line.words) and line.words[here].text[0].isupper():
            end = here
            while end < len(line.words) and line.words[end].text[0].isupper():
                end += 1
            return end, line.text(here, end)
        return None

    def told(self, line: WordLine, at: int) -> int | None:
        """End of the phrase at word `at` that names who is spoken to: "à la presse", "devant des députés", "à Lakto".

        An unknown name is spoken to only where a speaker follows it ("a dit à Lakto une habitante").
        """
        if line.low(at) not in self.table.told_prepositions or at + 1 >= len(line.words):
            return None
        here = self._to_noun(line, at + 1)
        if line.low(here) in self.table.told or line.low(here) in self.table.outlet_nouns:
            here += 1
            while here < len(line.words) and line.words[here].pos == "ADJ":
                here += 1
            return here
        named = at + 1 + (line.low(at + 1) in self.speakers.table.article)
        first = named
        while named < len(line.words) and line.words[named].text[0].isupper():
            named += 1
        after = line.low(named)
        follows = after in self.speakers.table.definite or after in self.speakers.table.indefinite
        return named if named > first and follows else None

    def _to_noun(self, line: WordLine, at: int) -> int:
        """Past the determiner and the adjectives before a noun."""
        table = self.speakers.table
        while at < len(line.words) and (
            line.low(at) in table.article
            or line.low(at) in table.indefinite
            or line.low(at) in table.definite
            or (line.words[at].pos == "ADJ" and self.channels.match(line, at) is None)
        ):
            at += 1
        return at
