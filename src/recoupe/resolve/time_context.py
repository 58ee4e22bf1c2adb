"""What stands around a time expression: sentences, tense, quotation marks."""

from __future__ import annotations

import bisect
import re
from typing import Literal

import msgspec

from recoupe.language.inflect import Inflector
from recoupe.language.pack import LanguagePack
from recoupe.model.document import Document, Zone, ZoneKind
from recoupe.model.parse import Parse, Sentence, Token
from recoupe.model.spans import CharSpan
from recoupe.model.time import Timex

#: -1 the words look back, 1 ahead, 0 they do not say.
Direction = Literal[-1, 0, 1]
#: A full stop that ends a paragraph ends one sentence, not two.
_SENTENCE_END = re.compile(r"[.!?…][\"»)\]]*(?: *\n+|(?=\s|[^\W\d_a-z]))|\n+")
#: Zones whose dates carry the ones told after them.
_STORY_ZONES: frozenset[ZoneKind] = frozenset({"title", "lead", "body", "subhead"})
_NAME = re.compile(r" ([A-ZÀ-Þ][^\W\d_]{2,})")
#: Words before a time among which its verb stands.
_JUST_BEFORE = 3
#: Steps from a word up to its verb.
_CLIMB = 8


class Cue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A regular expression over a sentence in lower case, with what it is for and what it must refuse."""

    pattern: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


class ContextRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table `rules/times_context` of a language pack."""

    future: Cue
    past: Cue
    bridge: Cue
    told_event: Cue
    happened: Cue
    lasting: Cue
    punctual: frozenset[str]
    open_quotes: tuple[str, ...]
    close_quotes: tuple[str, ...]


class _SayingVerb(msgspec.Struct, frozen=True):
    """What is read here of a verb of `words/saying`."""

    lemma: str
    frame: str
    forms: tuple[str, ...] = ()
    with_: frozenset[str] = msgspec.field(name="with", default=frozenset())


class _Saying(msgspec.Struct, frozen=True):
    """The verbs of the table `words/saying`."""

    verbs: tuple[_SayingVerb, ...]


class ContextReader:
    """Compiled context rules of one language."""

    def __init__(self, pack: LanguagePack) -> None:
        rules = pack.table("rules/times_context", ContextRules)
        self.rules = rules
        self.future = re.compile(rules.future.pattern)
        self.past = re.compile(rules.past.pattern)
        self.bridge = re.compile(rules.bridge.pattern)
        self.told_event = re.compile(rules.told_event.pattern)
        self.happened = re.compile(rules.happened.pattern)
        self.lasting = re.compile(rules.lasting.pattern)
        verbs = pack.table("words/saying", _Saying).verbs
        inflector = Inflector(pack)

        def forms(*frames: str) -> frozenset[str]:
            told = (verb for verb in verbs if verb.frame in frames and not verb.with_)
            return frozenset(form for verb in told for form in verb.forms or inflector.verb(verb.lemma))

        self.saying = forms("say", "cite", "learn")
        #: Verbs that speak about what happened, in the passive too ("revendiqué vendredi").
        self.claiming = forms("object", "accuse")
        #: Verbs that report only with a clause, a quotation or an incise.
        self.speaking = forms("speak")


class TextContext:
    """One text with its sentences; answers what stands around a span. Made for one call of the resolver."""

    def __init__(self, reader: ContextReader, document: Document, parse: Parse | None) -> None:
        text = document.text
        self._zones = tuple(sorted(document.zones, key=lambda zone: zone.start))
        lower = text.lower()
        self.text = text
        self.lower = lower if len(lower) == len(text) else text
        self.ends = tuple(match.end() for match in _SENTENCE_END.finditer(text))
        self._reader = reader
        self._cues_of: dict[int, list[tuple[int, int, Direction]]] = {}
        self._parse = parse

    def zone(self, offset: int) -> Zone | None:
        """The zone that holds an offset, if any."""
        at = bisect.bisect_right(self._zones, offset, key=lambda zone: zone.start) - 1
        return self._zones[at] if at >= 0 and offset < self._zones[at].end else None

    def tells_story(self, offset: int) -> bool:
        """Whether the words at an offset belong to the run of the article, not to a caption, a byline or an embed."""
        zone = self.zone(offset)
        return zone is None or zone.kind in _STORY_ZONES

    def sentence(self, offset: int) -> int:
        """Number of the sentence that holds an offset."""
        return bisect.bisect_right(self.ends, offset)

    def sentence_span(self, number: int) -> CharSpan:
        """Where a sentence stands."""
        start = self.ends[number - 1] if number else 0
        return CharSpan(start, self.ends[number] if number < len(self.ends) else len(self.text))

    def quoted(self, offset: int) -> bool:
        """Whether an offset stands inside quotation marks that its paragraph opened."""
        paragraph = self.text.rfind("\n", 0, offset) + 1
        before = self.text[paragraph:offset]
        rules = self._reader.rules
        opened, closed = rules.open_quotes[0], rules.close_quotes[0]
        straight = set(rules.open_quotes) & set(rules.close_quotes)
        return before.count(opened) > before.count(closed) or any(before.count(mark) % 2 for mark in straight)

    def bridged(self, start: int, end: int) -> bool:
        """Whether the words between two expressions lead from the first to the second's event ("..., soit ...")."""
        return start <= end and self._reader.bridge.fullmatch(self.lower[start:end]) is not None

    def punctual(self, timex: Timex) -> bool:
        """Whether a start is the moment itself: "a suspendu dès le 17 janvier"."""
        signal = timex.signal
        return signal is not None and self.lower[signal.start : signal.end].strip() in self._reader.rules.punctual

    def tells_again(self, offset: int) -> bool:
        """Whether the words right after an offset name an event just told ("cet assaut")."""
        return self._reader.told_event.match(self.lower, offset) is not None

    def name_after(self, offset: int) -> str | None:
        """The capitalised word that stands right after an offset, if any."""
        match = _NAME.match(self.text, offset)
        return match.group(1) if match is not None else None

    def direction(self, span: CharSpan) -> Direction:
        """Tense of the clause around a span: by its verb where there is a parse, else by the nearest cue of the
        sentence.

        "L'attaque de jeudi restera ...": what an attack is named by lies behind, whatever its verb looks at.
        """
        here = self.sentence_span(self.sentence(span.start))
        before, after = self.lower[here.start : span.start], self.lower[span.end : here.end]
        if self._reader.happened.search(before) is not None or self._reader.lasting.search(after) is not None:
            return -1
        said = self._verb_direction(span)
        return said or self._cue_direction(span)

    def dates_speech(self, span: CharSpan) -> bool:
        """Whether a span tells when something was said, not when it happened: "a annoncé samedi l'armée".

        A span before its verb frames the whole sentence; "une trêve a été annoncée samedi" tells what happened.
        """
        sentence = self._parse.sentence_at(span.start) if self._parse is not None else None
        inside = sentence.tokens_in(span) if sentence is not None else ()
        if sentence is None or not inside:
            # A sentence that nobody parsed: the words just before tell.
            here = self.sentence_span(self.sentence(span.start))
            before = self.lower[here.start : span.start].split()[-_JUST_BEFORE:]
            return any(word in self._reader.saying or word in self._reader.claiming for word in before)
        token = inside[0]
        for _ in range(_CLIMB):
            if token.pos == "VERB" and token.span.start >= span.end:
                return False
            if token.pos == "VERB":
                return self._says(sentence, token)
            if token.head == token.i:
                return False
            token = sentence.tokens[token.head]
        return False

    def _says(self, sentence: Sentence, verb: Token) -> bool:
        """Whether a verb reports here: by what it is, or where its frame asks for it by a clause or a quotation."""
        word = verb.text.lower()
        if any(t.has("Polarity=Neg") for t in sentence.dependents(verb.i, "advmod")):
            return True  # "n'avait pas réagi jeudi soir" tells how things stood when it was written
        if word in self._reader.claiming:
            return True
        if any(True for _ in sentence.dependents(verb.i, "aux:pass", "nsubj:pass")):
            return False
        if word in self._reader.saying:
            return True
        reported = verb.dep == "parataxis" or any(
            True for _ in sentence.dependents(verb.i, "ccomp", "xcomp", "parataxis")
        )
        return word in self._reader.speaking and reported

    def describes(self, span: CharSpan) -> bool:
        """Whether a span stands in a clause that describes a noun: "la trêve négociée le 3 mai"."""
        sentence = self._parse.sentence_at(span.start) if self._parse is not None else None
        inside = sentence.tokens_in(span) if sentence is not None else ()
        if sentence is None or not inside:
            return False
        token = inside[0]
        for _ in range(_CLIMB):
            if token.dep.startswith("acl") and not any(True for _ in sentence.dependents(token.i, "aux", "cop")):
                return token.pos == "ADJ" or token.has("VerbForm=Part")
            if token.head == token.i or token.pos == "VERB":
                return False
            token = sentence.tokens[token.head]
        return False

    def _cue_direction(self, span: CharSpan) -> Direction:
        best: tuple[int, Direction] | None = None
        for start, end, direction in self._cues(self.sentence(span.start)):
            distance = start - span.end if start >= span.end else max(span.start - end, 0)
            if best is None or distance < best[0]:
                best = (distance, direction)
        return best[1] if best is not None else 0

    def _cues(self, sentence: int) -> list[tuple[int, int, Direction]]:
        """Cues of a sentence: where they stand and which way they look."""
        if sentence not in self._cues_of:
            span = self.sentence_span(sentence)
            rows: tuple[tuple[re.Pattern[str], Direction], ...] = ((self._reader.future, 1), (self._reader.past, -1))
            self._cues_of[sentence] = [
                (*match.span(), direction)
                for pattern, direction in rows
                for match in pattern.finditer(self.lower, span.start, span.end)
            ]
        return self._cues_of[sentence]

    def _verb_direction(self, span: CharSpan) -> Direction:
        sentence = self._parse.sentence_at(span.start) if self._parse is not None else None
        if sentence is None or not sentence.tokens:
            return 0
        inside = sentence.tokens_in(span)
        token = inside[0] if inside else None
        for _ in range(_CLIMB):
            if token is None:
                return 0
            said = self._tense(sentence, token) if token.pos in ("VERB", "AUX") else 0
            if said or token.head == token.i:
                return said
            token = sentence.tokens[token.head]
        return 0

    def _tense(self, sentence: Sentence, verb: Token) -> Direction:
        """Which way a verb looks; a participle that describes a noun says it by itself: "le sommet prévu en janvier",
        "l'homme arrêté mardi sera jugé"."""
        helpers = list(sentence.dependents(verb.i, "aux", "cop"))
        if verb.has("VerbForm=Part") and verb.has("Tense=Past") and not helpers and verb.dep.startswith("acl"):
            return 1 if self._reader.future.fullmatch(verb.text.lower()) is not None else -1
        return _tense(verb, helpers)


def _tense(verb: Token, helpers: list[Token]) -> Direction:
    if any(t.has("Tense=Fut") for t in (verb, *helpers)):
        return 1
    finite_past = any(
        (t.has("Tense=Past") and not t.has("VerbForm=Part")) or t.has("Tense=Imp") for t in (verb, *helpers)
    )
    return -1 if finite_past or (verb.has("VerbForm=Part") and verb.has("Tense=Past") and helpers) else 0
