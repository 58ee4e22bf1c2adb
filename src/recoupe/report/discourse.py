"""How a trigger presents its event, and which words make one event the answer to another."""

from __future__ import annotations

from collections import defaultdict
from typing import Literal

import msgspec

from recoupe.language.inflect import Inflector
from recoupe.language.pack import LanguagePack
from recoupe.model.mentions import TriggerMention
from recoupe.model.parse import Sentence, Token
from recoupe.model.spans import CharSpan
from recoupe.model.values import WeaponClass
from recoupe.report.kinds import HARM
from recoupe.report.speech import speaking_words
from recoupe.text.normalise import fold

Presentation = Literal["verb", "demonstrative", "definite", "indefinite", "bare"]
#: Words of a phrase that something is dated from.
_PHRASE = 14
#: Tokens at the front of a sentence.
_FRONT = 3
#: Words between a response cue and the noun it governs ("en réponse aux récentes attaques").
_CUE_REACH = 4


class ResponseCue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that make what stands before them an answer to what follows."""

    id: str
    words: tuple[str, ...]
    example: str
    counter_example: str
    only_kinds: frozenset[str] | None = None


class _Group(msgspec.Struct, frozen=True):
    """One row of `words/groups`, of which only the nouns are read."""

    nouns: tuple[str, ...]


class _Groups(msgspec.Struct, frozen=True):
    """The table `words/groups`: nouns for people."""

    groups: tuple[_Group, ...]


class DiscourseTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table `rules/discourse`."""

    demonstrative: frozenset[str]
    definite: frozenset[str]
    indefinite: frozenset[str]
    contracted: frozenset[str]
    partitive: frozenset[str]
    anchoring: frozenset[str]
    punctual: frozenset[str]
    nobody: frozenset[str]
    notable: frozenset[str]
    crowds: frozenset[str]
    sheltering: frozenset[str]
    towns: frozenset[str]
    settlements: frozenset[str]
    measures: frozenset[str]
    compass: frozenset[str]
    launching: frozenset[str]
    launched_from: frozenset[str]
    former: frozenset[str]
    owning: frozenset[str]
    siding: frozenset[str]
    besides: frozenset[str]
    announcing: frozenset[str]
    durations: frozenset[str]
    brief: frozenset[str]
    bare_links: frozenset[str]
    latter: frozenset[str]
    deeds: frozenset[str]
    deeds_by_means: dict[WeaponClass, frozenset[str]]
    spokesmen: frozenset[str]
    spoken_of: frozenset[str]
    hurting: frozenset[str]
    strongholds: frozenset[str]
    holding: frozenset[str]
    when: frozenset[str]
    day_nouns: frozenset[str]
    life: frozenset[str]
    memorial: frozenset[str]
    circumstances: frozenset[str]
    there: frozenset[str]
    origins: frozenset[str]
    novelty: frozenset[str]
    sameness: frozenset[str]
    superlative: frozenset[str]
    response_cues: tuple[ResponseCue, ...]
    response_triggers: frozenset[str]
    own: frozenset[str]
    answered_by: frozenset[str]
    account: frozenset[str]
    means: tuple[str, ...]
    dismissals: frozenset[str]
    mishaps: frozenset[str]
    occasion: frozenset[str]
    aboard: frozenset[str]
    admitting: frozenset[str]


class Discourse:
    """Reads presentation and response cues from sentences."""

    def __init__(self, pack: LanguagePack) -> None:
        self.table = pack.table("rules/discourse", DiscourseTable)
        inflector = Inflector(pack)
        nouns = (noun for group in pack.table("words/groups", _Groups).groups for noun in group.nouns)
        #: Nouns for people, singular and plural.
        self.people = frozenset(form for noun in nouns for form in (noun, *inflector.noun(noun)))
        #: Forms of the verbs of gathering and hiding, and of those whose agent only speaks of something.
        self.sheltering = frozenset(form for verb in self.table.sheltering for form in inflector.verb(verb))
        self.spoken_of = frozenset(form for verb in self.table.spoken_of for form in inflector.participles(verb))
        self.speaking = pack.made(speaking_words)
        cues = [(tuple(words.split()), cue) for cue in self.table.response_cues for words in cue.words]
        self._by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self._by_last: dict[str, list[tuple[tuple[str, ...], ResponseCue]]] = defaultdict(list)
        self._means = tuple(tuple(words.split()) for words in self.table.means)
        for parts, cue in cues:
            self._by_first[parts[0]].append(parts)
            self._by_last[parts[-1]].append((parts, cue))

    def presentation(self, sentence: Sentence, trigger: TriggerMention) -> tuple[Presentation, bool]:
        """How the trigger presents its event, and whether its words say that it is another one."""
        if trigger.pos == "verb":
            # "L'aviation a également bombardé un port": besides what was told just before.
            doers = [a.head for a in trigger.arguments if a.role == "attacker"]
            own = doers or [a.head for a in trigger.arguments if a.role == "target"]
            besides = any(t.text.lower() in self.table.besides for t in sentence.dependents(trigger.token, "advmod"))
            named = any(sentence.tokens[i].pos in ("NOUN", "PROPN") for i in own)
            return "verb", besides and named and trigger.entry not in HARM
        given: Presentation = "bare"
        novel = same = False
        for child in (sentence.tokens[c] for c in sentence.children[trigger.token]):
            word = child.text.lower()
            if child.dep.startswith("det"):
                given = self._determiner(word)
            elif word in self.table.sameness or self._ranks(sentence, child):
                same = True
            elif child.pos in ("ADJ", "NUM", "DET"):
                novel = novel or word in self.table.novelty
            elif child.dep == "case" and word in self.table.contracted and given == "bare":
                # "ont mené des frappes": the article of many, which parsers take for "de" and "les".
                head = sentence.tokens[sentence.tokens[trigger.token].head]
                given = "indefinite" if word in self.table.partitive and head.pos == "VERB" else "definite"
        head = sentence.tokens[sentence.tokens[trigger.token].head]
        if given == "indefinite" and sentence.tokens[trigger.token].dep == "obj" and head.lemma in self.table.admitting:
            given = "definite"  # "a confirmé une frappe": the one that was told
        # "Ce nouvel attentat" is the one just told, new beside those before it.
        return ("demonstrative" if same else given), novel and given != "demonstrative"

    def lasted(self, sentence: Sentence, trigger: TriggerMention) -> bool:
        """Whether a noun comes with how long it lasted: "trois jours de combats", "un assaut de trois jours"."""
        if trigger.pos == "verb":
            return False
        token = sentence.tokens[trigger.token]
        around = [sentence.tokens[token.head]] if token.dep.startswith("nmod") else []
        around += sentence.dependents(token.i, "nmod")
        return any(
            t.text.lower() in self.table.durations and any(True for _ in sentence.dependents(t.i, "nummod", "det"))
            for t in around
        ) or any(t.text.lower() in self.table.brief for t in sentence.dependents(token.i, "amod"))

    def tells(self, sentence: Sentence, trigger: TriggerMention) -> bool:
        """Whether a trigger tells that something happened: a verb, or a noun that a verb performs or announces."""
        if trigger.pos == "verb" or trigger.support is not None:
            return True
        token = sentence.tokens[trigger.token]
        head = sentence.tokens[token.head]
        if token.dep.startswith(("obj", "nsubj:pass")) and head.lemma in self.table.announcing:
            return True
        return self.lasted(sentence, trigger)

    def _ranks(self, sentence: Sentence, word: Token) -> bool:
        """Whether an adjective ranks an event among others: "la pire attaque", "l'attaque la plus meurtrière"."""
        if word.pos not in ("ADJ", "NOUN", "VERB"):
            return False
        below = (t.text.lower() for t in sentence.dependents(word.i, "advmod"))
        return word.text.lower() in self.table.superlative or any(w in self.table.superlative for w in below)

    def _determiner(self, word: str) -> Presentation:
        if word in self.table.demonstrative:
            return "demonstrative"
        if word in self.table.definite:
            return "definite"
        return "indefinite"

    def cue_before(self, sentence: Sentence, token: int) -> tuple[ResponseCue, CharSpan] | None:
        """The response cue that governs the noun at `token`, with its words."""
        words = sentence.lower
        for end in range(token, max(-1, token - _CUE_REACH), -1):
            for parts, cue in self._by_last.get(words[end - 1], ()) if end > 0 else ():
                start = end - len(parts)
                if start >= 0 and words[start:end] == parts:
                    return cue, CharSpan(sentence.tokens[start].start, sentence.tokens[end - 1].end)
        return None

    def governing_cue(self, sentence: Sentence, token: int, *, noun: bool) -> tuple[ResponseCue, CharSpan] | None:
        """The response cue that governs a word, with its words: before the noun itself, or before the noun or clause
        that the word hangs on.

        "en réponse aux tirs", "pour venger la mort de X dans un raid", "après que l'armée a bombardé".
        """
        if noun:
            near = self.cue_before(sentence, token)
            if near is not None:
                return near
        above = token
        for _ in range(len(sentence.tokens)):
            head = sentence.tokens[above].head
            if head == above:
                return None
            found = self.cue_before(sentence, min(sentence.subtree(above)) + 1)
            if found is not None and found[1].end <= sentence.tokens[token].start:
                return found
            above = head
        return None

    def cause(self, sentence: Sentence, token: int) -> CharSpan | None:
        """The words that make what a word tells the cause of an answer, whatever the kinds of the two."""
        noun = sentence.tokens[token].pos in ("NOUN", "PROPN")
        found = self.governing_cue(sentence, token, noun=noun)
        return found[1] if found is not None and found[0].only_kinds is None else None

    def is_anchor(self, sentence: Sentence, token: int) -> bool:
        """Whether something else is dated from a noun ("depuis le début de la guerre"): its times are its own."""
        if sentence.tokens[token].pos not in ("NOUN", "PROPN"):
            return False
        return any(t.text.lower() in self.table.anchoring for t in sentence.dependents(token, "case"))

    def points_back(self, sentence: Sentence, noun: int) -> bool:
        """Whether a noun comes with a definite or demonstrative determiner: it may be known already."""
        words = (t.text.lower() for t in sentence.dependents(noun, "det"))
        return any(w in self.table.definite or w in self.table.demonstrative for w in words)

    def waves_away(self, sentence: Sentence) -> bool:
        """Whether a sentence opens with a word that denies what was just told, set off: "Faux, répond le maire"."""
        words = [t for t in sentence.tokens[:_FRONT] if t.pos != "PUNCT"]
        set_off = len(words) < len(sentence.tokens[:_FRONT])
        return bool(words) and set_off and fold(words[0].text) in self.table.dismissals

    def takes_up(self, token: Token) -> bool:
        """Whether a word takes up an event as the occasion of what follows ("dans LAQUELLE", "au cours DUQUEL")."""
        return token.text.lower() in self.table.occasion

    def points_at(self, sentence: Sentence, noun: int) -> bool:
        """Whether a noun comes with a demonstrative: "ce village"."""
        return any(t.text.lower() in self.table.demonstrative for t in sentence.dependents(noun, "det"))

    def counted_from(self, sentence: Sentence, token: int) -> bool:
        """Whether a word stands in a phrase that something is dated from: "depuis le début de la guerre le 7 octobre".

        Read by the order of words, since such long phrases are often hung on the verb before them.
        """
        for before in reversed(sentence.tokens[max(0, token - _PHRASE) : token]):
            if before.pos in ("VERB", "AUX") or before.text in (",", ";", ":"):
                return False
            if before.dep == "case" and before.text.lower() in self.table.anchoring:
                return before.head != token
        return False

    def by_means(self, sentence: Sentence, token: int) -> bool:
        """Whether a word stands in a phrase of means ("à l'aide de drones et de MISSILES"), whatever it hangs on."""
        near: list[str] = []
        for before in reversed(sentence.tokens[max(0, token - _PHRASE) : token]):
            if before.pos in ("VERB", "AUX") or before.text in (",", ";", ":"):
                break
            near.insert(0, before.text.lower())
            if any(tuple(near[: len(words)]) == words for words in self._means):
                return True
        return False

    def is_account(self, sentence: Sentence, span: CharSpan) -> bool:
        """Whether what is said tells of an attack: its victims, its means, what it hit, who came and went."""
        return any(t.text.lower() in self.table.account for t in sentence.tokens_in(span))

    def done_by_own(self, sentence: Sentence, trigger: TriggerMention) -> bool:
        """Whether the words for who did it belong to somebody: "SES hélicoptères ont tiré", "deux de NOS drones"."""
        subjects = (a for a in trigger.arguments if a.role == "attacker" or a.function == "subject")
        doers = (i for a in subjects for i in a.tokens)
        return any(sentence.tokens[i].text.lower() in self.table.own for i in doers)

    def is_owner(self, sentence: Sentence, token: int) -> bool:
        """Whether a complement may name an owner ("de", "du")."""
        return any(t.text.lower() in self.table.owning for t in sentence.dependents(token, "case"))

    def takes_sides(self, sentence: Sentence, token: int) -> bool:
        """Whether a complement names the other side or a partner ("contre", "avec")."""
        return any(t.text.lower() in self.table.siding for t in sentence.dependents(token, "case"))

    def circumstance(self, sentence: Sentence, noun: int) -> int | None:
        """What a noun is the occasion of: "ont été tués [au cours de] l'assaut" ties "assaut" to "tués"."""
        token = sentence.tokens[noun]
        between = sentence.tokens[token.head]
        if token.dep.startswith(("nmod", "obl")) and between.text.lower() in self.table.circumstances:
            return between.head
        return None

    def cue_spans(self, sentence: Sentence) -> tuple[CharSpan, ...]:
        """The words of every response cue of a sentence: "représailles" in "en représailles à" evokes no event of its
        own.
        """
        words = sentence.lower
        return tuple(
            CharSpan(sentence.tokens[i].start, sentence.tokens[i + len(parts) - 1].end)
            for i, word in enumerate(words)
            for parts in self._by_first.get(word, ())
            if words[i : i + len(parts)] == parts
        )

    def is_answered(self, sentence: Sentence, token: int) -> bool:
        """Whether a noun has the preposition of what a verb of answering answers ("riposter à une attaque")."""
        return any(t.text.lower() in self.table.answered_by for t in sentence.dependents(token, "case"))

    def answers(self, sentence: Sentence, token: int) -> bool:
        """Whether the noun at `token` is what something else answers."""
        return self.cue_before(sentence, token) is not None
