"""Cut the zones of a document into sentences, by rule: a few regex steps a line, no model.

The parser is slow next to this, so the prefilter decides on these sentences which ones are worth parsing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from recoupe.language.pack import LanguagePack
from recoupe.model.document import Document
from recoupe.text.normalise import plain

#: Every way of ending a line. A line end ends a sentence: a title or a subhead often has no full stop.
_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
#: "fini. Le", "fini ?", "fini...": a stop before a blank, a mark, a capital or the end; never "5.000", "site.fr".
_STOP = re.compile(r"[.!?…]+(?![\w.!?…])|[.!?…]+(?=[^\W\d_a-zà-öø-ÿ])|(?<=[a-zà-öø-ÿ]{4})[.](?=\d)")
#: After the stop: closing marks, blanks, opening marks and the word that follows.
_AFTER = re.compile(
    r"(?P<close>(?:[)\]'»]|[ ]»)*)(?P<quote>\"?)(?P<gap>[ ]*)(?P<open>(?:[«\"(\[•–-][ ]?)*)(?P<word>[\w-]*'?)"
)
#: "1." or "IV." alone before the stop numbers a paragraph.
_NUMBERING = re.compile(r"[(\[]?(?:\d{1,3}|[IVX]{1,4}|[A-Za-z])")
#: Wire subheads that lost their line breaks: "... au Mali.- Un bilan lourd -Les secours ...".
_SUBHEAD = re.compile(r"[ ]*- [^.!?…]{3,80}? -(?=[^\W\d_a-zà-öø-ÿ])")
#: Web and mail addresses: "www.Site.Org", "http://t.co/Ab.Cd".
_ADDRESS = re.compile(r"www\.|://|@")
#: Before the stop, the characters that open a word: "(M." and "d'O." are the words "M" and "O".
_WORD_OPENERS = re.compile(r"[\s'\"«(\[/]")

#: Longest abbreviation looked at, in characters.
_REACH = 24


class SentenceExample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text and the sentences it has; run by the tests."""

    text: str
    sentences: tuple[str, ...]


class SentenceRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Shape of `rules/sentences.yml`; see there for what each list is for."""

    never_end: frozenset[str]
    may_end: frozenset[str]
    before_number: frozenset[str]
    starters: frozenset[str]
    particles: frozenset[str]
    letter_names: tuple[str, ...]
    lower_openers: tuple[str, ...]
    max_characters: int
    breaks: tuple[str, ...]
    examples: tuple[SentenceExample, ...]
    counter_examples: tuple[str, ...]


class SentenceSpan(msgspec.Struct, frozen=True):
    """A sentence as offsets into the document, with the kind and language of its zone."""

    start: int
    end: int
    zone: str
    language: str


class Segmenter:
    """Rule-based sentence splitter of one language pack."""

    def __init__(self, pack: LanguagePack) -> None:
        self.rules = pack.table("rules/sentences", SentenceRules)
        self._lower_openers = tuple(opener.rstrip("-") for opener in self.rules.lower_openers)

    def segment(self, document: Document) -> tuple[SentenceSpan, ...]:
        """Sentences of `document` in order; they do not overlap, hold no line break and have no blank at either end."""
        text = plain(document.text)
        return tuple(
            SentenceSpan(start, end, zone.kind, zone.language)
            for zone in document.zones
            for start, end in self.spans(text, zone.start, zone.end)
        )

    def spans(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Sentence spans of the plain `text` between `start` and `end`."""
        for line in _LINE.finditer(text, start, end):
            begin, stop = line.span()
            for left, right in self._line(text, begin, stop):
                yield from self._cut(text, *_trim(text, left, right))

    def _line(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        begin = start
        for stop in _STOP.finditer(text, start, end):
            cut = self._boundary(text, start, begin, stop, end)
            if cut is not None and cut > begin:
                yield begin, cut
                begin = cut
                subhead = _SUBHEAD.match(text, begin, end)
                if subhead is not None:
                    yield subhead.span()
                    begin = subhead.end()
        if begin < end:
            yield begin, end

    def _boundary(self, text: str, line: int, begin: int, stop: re.Match[str], end: int) -> int | None:
        """Where the sentence that begins at `begin` ends if `stop` ends it, else None."""
        at, after = stop.span()
        follow = _AFTER.match(text, after, end)
        if follow is None or (follow.end() == end and not follow["word"]):
            return None
        odd = text.count('"', line, after) % 2 == 1
        closed = bool(follow["quote"]) and (bool(follow["gap"]) or odd)
        cut = follow.end("quote") if closed else follow.end("close")
        if odd and not closed and follow["open"].startswith('" '):
            cut = follow.start("open") + 1
        follower = _Follower(follow["word"], bool(follow["gap"]), bool(follow["open"].strip() or follow["quote"]))
        if not follower.gap and _SUBHEAD.match(text, after, end):
            return after
        if not self._opens(follower, text, follow.start("word"), end):
            return None
        if _NUMBERING.fullmatch(text[begin:at].strip()):
            return None
        if not follower.gap and not self._glued(text, begin, at, follower, bool(follow["close"])):
            return None
        if (
            text[at] == "."
            and after == at + 1
            and not follow["close"]
            and not closed
            and self._abbreviation(text, begin, at, follower)
        ):
            return None
        return cut

    def _opens(self, follower: _Follower, text: str, at: int, end: int) -> bool:
        """Whether the word after the stop can open a sentence: "Le", "15", "« Il", but not "a dit"."""
        first = follower.word[:1]
        if not first:
            return at < end and follower.gap and text[at] not in ",;:.!?…)]»"
        return not first.islower() or follower.word.startswith(self.rules.lower_openers)

    def _glued(self, text: str, begin: int, at: int, follower: _Follower, closed: bool) -> bool:
        """Whether a stop with no blank after it ends a sentence: "otages.Le" does, "U.S." and "www.A.fr" do not."""
        if text[at] != "." or closed or follower.marked:
            return True
        token = text[max(begin, text.rfind(" ", begin, at) + 1) : at]
        word, before = follower.word, token[-4:]
        if _ADDRESS.search(token + "."):
            return False
        if word[:1].isdigit():
            return len(before) == 4 and before.isalpha() and before.islower()
        if before[-1:].isupper() and (len(before) == 1 or before[-2] in ".-'"):
            return False
        title = word.isupper() and before[-1:].islower()
        return word[1:2].islower() or word.endswith("'") or len(word) == 1 or title

    def _abbreviation(self, text: str, begin: int, at: int, follower: _Follower) -> bool:
        """Whether the dot at `at` belongs to the word before it and ends no sentence here."""
        word = _WORD_OPENERS.split(text[max(begin, at - _REACH) : at])[-1]
        low = word.lower()
        rules, next_word = self.rules, follower.word.lower()
        if low in rules.never_end and not follower.marked:
            return True
        if next_word[:1].isdigit():
            return low in rules.before_number
        initial = (len(word) == 1 and word.isupper()) or (len(word) > 2 and word[-2] in ".-" and word[-1].isalpha())
        if initial:
            if text[max(begin, at - _REACH) : at].endswith(rules.letter_names):
                return False
            return next_word not in rules.starters or (next_word in rules.particles and len(word) == 1)
        return low in rules.may_end and next_word not in rules.starters

    def _cut(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The span itself, or pieces of at most `max_characters` when it is longer."""
        limit = self.rules.max_characters
        while end - start > limit:
            found = (text.rfind(mark, start + limit // 2, start + limit) + len(mark) for mark in self.rules.breaks)
            cut = next((at for at in found if at > start + limit // 2), start + limit)
            left, right = _trim(text, start, cut)
            if left < right:
                yield left, right
            start, end = _trim(text, cut, end)
        if start < end:
            yield start, end


class _Follower(msgspec.Struct, frozen=True):
    """What comes after a stop: the word, whether a blank stands before it, whether a quote or bracket opens it."""

    word: str
    gap: bool
    marked: bool


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
