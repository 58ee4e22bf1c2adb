"""The lexicon of triggers: senses of words, with the conditions under which they hold, compiled to forms."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

import ahocorasick_rs
import msgspec

from recoupe.language.inflect import Inflector
from recoupe.language.kinds import load_kinds
from recoupe.language.pack import LanguagePack
from recoupe.model.errors import LanguageError
from recoupe.model.parse import Sentence


class Condition(NamedTuple):
    """`FUNCTION:CLASS` of a trigger's entry: the class that must (or must not) be found in that function."""

    function: str
    kind: str


class TriggerEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One sense of a family of words; the fields are explained at the head of words/triggers.yml."""

    id: str
    kind: str
    frame: str
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    with_: frozenset[str] = msgspec.field(default=frozenset(), name="with")
    pronominal: bool = False
    needs: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    refuses: tuple[str, ...] = ()
    by_weapon: bool = False
    by_weapon_air: bool = False
    weak: bool = False
    part: bool = False
    plain: bool = False
    accidental: bool = False
    state: bool = False
    loose: bool = False


class TriggerTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The table `words/triggers`."""

    weapon_kinds: dict[str, str]
    #: Forms of a verb that are another word far more often.
    homographs: dict[str, frozenset[str]] = {}
    entries: tuple[TriggerEntry, ...]


class Supports(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Lemmas of verbs that lend a noun its arguments, by what their subject is to the noun."""

    perform: frozenset[str]
    undergo: frozenset[str]
    undergo_with: dict[str, frozenset[str]]
    #: Prepositions with which a verb lays its subject open to the noun ("tomber dans").
    undergo_in: dict[str, frozenset[str]]
    occur: frozenset[str]
    move: frozenset[str]
    #: Prepositions that keep their sense when an event happens ("ont éclaté entre X et Y"), the one of the sides first.
    between: tuple[str, ...]
    #: Prepositions that tell in what site it happened.
    within: tuple[str, ...]
    #: Those of `occur` whose object is one side.
    oppose: frozenset[str]
    #: Prepositions of their indirect objects.
    prepositions: frozenset[str]
    #: Articles that look like prepositions.
    articles: frozenset[str]
    #: Those of them that are articles before an adjective only.
    bare_prepositions: frozenset[str]


class TopicWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What tells a document about conflict from others; explained in words/trigger_classes.yml."""

    least_words: int
    words_per_point: int
    most: float
    warlike_most: float
    always: frozenset[str]
    words_factor: float
    sport_words: int
    sport_share: float
    sport: tuple[str, ...]
    court_words: int
    court: tuple[str, ...]
    not_in_court: frozenset[str]
    elsewhere_words: int
    elsewhere: dict[str, tuple[str, ...]]
    head_words: int
    accident_words: int
    accident: tuple[str, ...]
    war: tuple[str, ...]
    warlike: tuple[str, ...]


class Frame(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Role of each function, for the verbs and for the nouns of an entry."""

    id: str
    verb: dict[str, str]
    noun: dict[str, str]


class TriggerLexicon:
    """Forms of every trigger, their senses in order, and a fast look for sentences that hold none.

    Raises:
        LanguageError: an entry names a frame, a kind or a class that does not exist.
    """

    def __init__(self, pack: LanguagePack) -> None:
        inflector = Inflector(pack)
        table = pack.table("words/triggers", TriggerTable)
        raw = dict(pack.table("words/trigger_classes", dict[str, object]))
        self.supports = msgspec.convert(raw.pop("support"), Supports)
        self.topic = msgspec.convert(raw.pop("topic"), TopicWords)
        self.frames = {frame.id: frame for frame in pack.table("rules/frames", tuple[Frame, ...])}
        self.weapon_kinds = table.weapon_kinds
        lists = msgspec.convert(raw, dict[str, tuple[str, ...]])
        self.classes: dict[str, set[str]] = defaultdict(set)
        for name, nouns in lists.items():
            for noun in nouns:
                for form in inflector.noun(noun):
                    self.classes[form.lower()].add(name)
        self._check(table, set(lists))
        self.verbs: dict[str, list[TriggerEntry]] = defaultdict(list)
        self.nouns: dict[str, list[TriggerEntry]] = defaultdict(list)
        self.lemmas: dict[str, str] = {}
        #: Past participles: "Enlevés lundi, six enseignants ..." opens a sentence with one.
        self.participles: set[str] = set()
        self.companions = {entry.id: _companions(entry, inflector) for entry in table.entries}
        self._phrases = {entry.id: _phrases(entry) for entry in table.entries if entry.with_}
        for entry in table.entries:
            for verb in entry.verbs:
                for form in inflector.verb(verb) - table.homographs.get(verb, frozenset()):
                    self.verbs[form].append(entry)
                    self.lemmas.setdefault(form, verb)
                self.participles |= inflector.participles(verb)
            for noun in entry.nouns:
                for form in inflector.noun(noun.split(" ")[0] if " " in noun else noun):
                    self.nouns[form].append(entry)
        self._hints = ahocorasick_rs.AhoCorasick(
            sorted({*self.verbs, *self.nouns}), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        )
        #: Classes of those who attack from the air.
        self.airborne = frozenset({"airborne"})
        #: Senses that an accident has as well.
        self.accidental = frozenset(entry.id for entry in table.entries if entry.accidental)
        self.conditions = {
            text: Condition(*text.split(":", 1))
            for entry in table.entries
            for text in (*entry.needs, *entry.requires, *entry.refuses)
        }

    def hints(self, text: str) -> list[str]:
        """Forms of triggers that stand as whole words in `text` (lower-cased plain text)."""
        found = []
        for _, start, end in self._hints.find_matches_as_indexes(text):
            before = start == 0 or not text[start - 1].isalnum()
            if before and (end == len(text) or not text[end].isalnum()):
                found.append(text[start:end])
        return found

    def stems_beside(self, entry: TriggerEntry) -> tuple[str, ...] | None:
        """Starts of the companions of one word, in all their forms; None where an entry needs no companion."""
        if not entry.with_:
            return None
        words = (word.rpartition("'")[2] for word in self.companions[entry.id] if " " not in word)
        return tuple(sorted({word.lower()[: max(_STEM, len(word) - _ENDING)] for word in words}))

    def phrases_beside(self, entry: TriggerEntry) -> tuple[str, ...]:
        """The companions of several words: one of them, or one of `stems_beside`, must be there."""
        return tuple(sorted(word for word in entry.with_ if " " in word))

    def companion_end(self, entry: TriggerEntry, sentence: Sentence, i: int, reach: int) -> int | None:
        """Last token of the first companion of an entry within `reach` words after token i: "feu", "garde à vue"."""
        words = sentence.lower[i + 1 : i + 1 + reach + _LONGEST]
        for start in range(min(reach, len(words))):
            for phrase in self._phrases.get(entry.id, ()):
                if words[start : start + len(phrase)] == phrase:
                    return i + start + len(phrase)
        return None

    def is_strong(self, entry: TriggerEntry) -> bool:
        """Whether an entry evokes violence, troops or unrest: a document without any is about something else."""
        return entry.kind in _STRONG_KINDS and not entry.weak and not entry.part

    def _check(self, table: TriggerTable, lists: set[str]) -> None:
        kinds = load_kinds()
        for entry in table.entries:
            where = f"words/triggers.yml: entry {entry.id!r}"
            if entry.kind not in kinds:
                raise LanguageError(f"{where}: kind {entry.kind!r} is not in language/common/kinds.yml")
            if entry.frame not in self.frames:
                raise LanguageError(f"{where}: frame {entry.frame!r} is not in rules/frames.yml")
            for text in (*entry.needs, *entry.requires, *entry.refuses):
                function, colon, name = text.partition(":")
                known = name.split(".")[0] in lists | TAGS or function == "support"
                if not colon or not known:
                    raise LanguageError(f"{where}: condition {text!r} names no class of words/trigger_classes.yml")


#: Kinds that make a document worth reading.
_STRONG_KINDS = frozenset(
    {"air_strike", "shelling", "bombing", "suicide_bombing", "armed_clash", "armed_attack", "abduction",
     "sexual_violence", "interception", "capture", "arrest", "release", "protest", "riot",
     "deploy", "withdraw", "break_off", "destruction"}
)  # fmt: skip
#: Tags that mentions give to tokens; word classes of the pack are added to them.
TAGS = frozenset(
    {
        "weapon",
        "place",
        "actor",
        "armed",
        "site",
        "toll",
        "people",
        "nationality",
        "person",
        "media",
        "infinitive",
        "pronoun",
    }
)


#: Letters that a companion keeps in all its forms, and those that may change at its end.
_STEM, _ENDING = 3, 2
#: Words of the longest companion.
_LONGEST = 4


def _phrases(entry: TriggerEntry) -> tuple[tuple[str, ...], ...]:
    """Companions that belong to the trigger's words, as tokens: an elided article is a token of its own.

    Those that are verbs of a clause ("v:") do not.
    """
    words = sorted(entry.with_, key=lambda word: (-len(word), word))
    return tuple(tuple(word.replace("'", "' ").split()) for word in words if not word.startswith("v:"))


def _companions(entry: TriggerEntry, inflector: Inflector) -> frozenset[str]:
    """Forms of the words that an entry must stand with."""
    forms: set[str] = set()
    for word in entry.with_:
        mark, colon, verb = word.partition(":")
        forms |= inflector.verb(verb) if colon and mark == "v" else {word}
    return frozenset(forms)
