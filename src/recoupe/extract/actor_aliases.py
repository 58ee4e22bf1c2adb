"""Short names that a text introduces itself: "le Cadre stratégique permanent (CSP)", "X, dit Y", a surname alone."""

from __future__ import annotations

import bisect
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from recoupe.extract.actor_chart import UPPER, any_of, spaced
from recoupe.language.actor_words import ActorLexicon
from recoupe.language.registry import Registry
from recoupe.model.mentions import ActorMention
from recoupe.model.spans import CharSpan
from recoupe.text.level import level

#: "(CSP)", "(CSP, rebelles)", "(« KH »)" after a name; not "(Irak)", "(35 ans)".
_ACRONYM = re.compile(rf"""\(\s?["«]?\s?([{UPPER}](?:[\w-]{{0,10}}[{UPPER}0-9][\w-]{{0,4}}))\s?["»]?\s?(?=[,;:)/])""")
#: Words of the phrase before an opening bracket.
_WORD = re.compile(r"[\w]+(?:['-][\w]+)*'?")
_LOOKBACK = 12
_SHORTEST_SURNAME = 3


class AliasFinder:
    """Adds the mentions that only the text itself explains. Build once for a language."""

    def __init__(self, lexicon: ActorLexicon, registry: Registry) -> None:
        self._links = re.compile(rf" (?:{any_of(spaced(lexicon.words.links))})")
        self._members = frozenset(noun.id for noun in lexicon.nouns.values() if noun.members or noun.title)
        self._rows = registry.rows
        self._known: dict[str, list[frozenset[str]]] = defaultdict(list)
        for row in registry.rows.values():
            for acronym in row.acronyms:
                self._known[acronym] += [frozenset(level(name).split()) for name in row.spellings()]
        self._heads = {level(form): kind for kind, forms in lexicon.words.heads.items() for form in forms}
        small = {part for link in (*lexicon.words.links, *lexicon.words.joins) for part in level(link).split()}
        self._small = frozenset(small | set(lexicon.words.backed.articles))
        cues = any_of(lexicon.words.alias_cues)
        self._cue = re.compile(
            rf""",? (?:{cues}) ["«]?\s?([{UPPER}][\w'-]+(?: [{UPPER}][\w'-]+){{0,2}})(?=\s?["»,.;)]|$)"""
        )
        self._first_names = frozenset(lexicon.first_names)

    def add(self, text: str, mentions: list[ActorMention]) -> list[ActorMention]:
        """`mentions` (sorted, without overlaps) with those of introduced short names added or marked `alias_of`."""
        introduced = dict(self._after_names(text, mentions))
        longs = list(self._spelled_out(text, mentions, introduced))
        found = _merge(longs, mentions)
        surnames = dict(self._surnames(text, found))
        found = [_surname_only(text, mention, surnames) for mention in found]
        if introduced:
            found = self._joined(text, _mark(text, found, introduced))
        return _mark(text, found, surnames) if surnames else found

    def _joined(self, text: str, mentions: list[ActorMention]) -> list[ActorMention]:
        """ "combattants du FLX": a noun and the short name after "de" are one mention."""
        joined: list[ActorMention] = []
        for mention in mentions:
            last = joined[-1] if joined else None
            if last is not None and self._belongs(text, last, mention):
                span = last.span.cover(mention.span)
                mention = msgspec.structs.replace(mention, span=span, name=mention.name or mention.span)
                joined.pop()
            joined.append(mention)
        return joined

    def _belongs(self, text: str, noun: ActorMention, name: ActorMention) -> bool:
        in_text = name.alias_of is not None or name.candidates[0].startswith("class:")
        if name.how != "name" or not in_text or noun.how not in ("generic", "definite"):
            return False
        link = self._links.fullmatch(text, noun.span.end, name.span.start)
        return link is not None and noun.candidates[0].partition(":")[2] in self._members

    def _after_names(self, text: str, mentions: Iterable[ActorMention]) -> Iterator[tuple[str, ActorMention]]:
        """Acronyms in brackets, and "dit X", right after a named actor."""
        for mention in mentions:
            if mention.how not in ("name", "person", "composed"):
                continue
            end = mention.span.end
            bracket = _ACRONYM.match(text, end + 1) if text[end : end + 2] == " (" else None
            if bracket is not None and mention.how != "person" and self._may_be(bracket[1], mention, text):
                yield bracket[1], mention
            cue = self._cue.match(text, end)
            if cue is not None:
                yield cue[1], mention

    def _may_be(self, acronym: str, mention: ActorMention, text: str) -> bool:
        """Whether `acronym` abbreviates a named actor: one of its acronyms, or initials of one of its names."""
        if any(one in self._rows and acronym in self._rows[one].acronyms for one in mention.candidates):
            return True
        names = [text[mention.span.start : mention.span.end]]
        names += [name for one in mention.candidates if one in self._rows for name in self._rows[one].spellings()]
        return any(_initials(level(acronym), level(name).split()) for name in names)

    def _spelled_out(
        self, text: str, mentions: list[ActorMention], introduced: dict[str, ActorMention]
    ) -> Iterator[ActorMention]:
        """ "le Front de libération de X (FLX)": a long form not in the registry, found by its initials.

        Fills `introduced`.
        """
        known = {m.span.end for m in mentions if m.how == "name"}
        for match in _ACRONYM.finditer(text):
            acronym, end = match[1], len(text[: match.start()].rstrip(' "»'))
            if acronym in introduced or end in known:
                continue
            start = self._long_form(text, end, acronym)
            if start is None or self._is_known(acronym, text[start:end]):
                continue
            head = level(_WORD.match(text, start)[0].rstrip("'"))  # type: ignore[index]
            mention = ActorMention(CharSpan(start, end), "name", (f"class:{self._heads.get(head, 'unknown')}",))
            introduced[acronym] = mention
            yield mention

    def _is_known(self, acronym: str, words: str) -> bool:
        """Whether a long form is a spelling of a registered actor with that acronym: half of its words are the same."""
        mine = frozenset(level(words).split())
        return any(2 * len(mine & theirs) >= max(len(mine), len(theirs)) for theirs in self._known.get(acronym, ()))

    def _long_form(self, text: str, end: int, acronym: str) -> int | None:
        """Where the words whose initials spell `acronym` begin, None when none do."""
        line = text.rfind("\n", 0, end) + 1
        words = list(_WORD.finditer(text, max(line, end - 140), end))[-_LOOKBACK:]
        letters = [c for c in level(acronym) if c.isalpha()]
        small = 0
        for word in reversed(words):
            piece = level(word[0].rstrip("'").rpartition("'")[2])
            if letters and piece[:1] == letters[-1]:
                letters.pop()
                if not letters:
                    at = word.start() + len(word[0].rstrip("'").rpartition("'")[0])
                    at += text[at] == "'"
                    return at if text[at].isupper() or level(piece) in self._heads else None
            elif piece not in self._small:
                small += 1
                if small > 1:
                    return None
        return None

    def _surnames(self, text: str, mentions: Iterable[ActorMention]) -> Iterator[tuple[str, ActorMention]]:
        """Last word of each person's name (with its particle), first holder wins."""
        seen: set[str] = set()
        for mention in mentions:
            if mention.how != "person":
                continue
            span = mention.name or mention.span
            words = text[span.start : span.end].split()
            surname = words[-1]
            if (
                len(words) < 2
                or len(surname) < _SHORTEST_SURNAME
                or surname[-1] in ".'"
                or surname in self._first_names
            ):
                continue
            if surname not in seen:
                seen.add(surname)
                yield surname, mention


def _initials(acronym: str, words: list[str]) -> bool:
    """Whether the letters of `acronym` are initials of `words`, in order, small words skipped."""
    letters = [c for c in acronym if c.isalpha()]
    for word in words:
        if letters and word[0] == letters[0]:
            letters.pop(0)
    return not letters


def _surname_only(text: str, mention: ActorMention, surnames: Mapping[str, ActorMention]) -> ActorMention:
    """ "le général Sims" of a text that names "Douglas Sims" stands for him."""
    if mention.how != "person" or mention.name is None:
        return mention
    words = text[mention.name.start : mention.name.end]
    full = surnames.get(words) or surnames.get(words.rpartition(" ")[2])
    if full is None or full.span == mention.span:
        return mention
    named = full.name or full.span
    if not text[named.start : named.end].endswith(words):
        return mention  # "M. Gomes Junior" is "Carlos Gomes Junior", "Karim Diallo" not "Salif Diallo"
    return msgspec.structs.replace(mention, alias_of=full.span)


def _mark(text: str, mentions: list[ActorMention], introduced: Mapping[str, ActorMention]) -> list[ActorMention]:
    """Every other occurrence of an introduced short name, as a mention that points to its long form."""
    starts = [mention.span.start for mention in mentions]
    added: list[ActorMention] = []
    # Longest first: "CSP-DPA" before "CSP".
    for words in sorted(introduced, key=len, reverse=True):
        origin = introduced[words]
        for span in _occurrences(text, words):
            before = bisect.bisect_right(starts, span.start) - 1
            old = mentions[before] if before >= 0 and mentions[before].span.contains(span) else None
            if origin.span.contains(span) or (old is not None and (old.span != span or _is_registered_person(old))):
                continue
            if old is not None and old.how == "metonym" and origin.how == "person":
                continue  # a country is nobody's surname
            added.append(ActorMention(span, origin.how, origin.candidates, origin.country, None, origin.span))
    return _merge(added, mentions)


def _occurrences(text: str, words: str) -> Iterator[CharSpan]:
    """Where `words` stand alone in `text`, neither inside a word nor in a hyphenated one."""
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        around = text[at - 1 : at] + text[end : end + 1]
        if not any(char.isalnum() or char in "_-" for char in around):
            yield CharSpan(at, end)
        at = text.find(words, end)


def _is_registered_person(mention: ActorMention) -> bool:
    return mention.how == "person" and not mention.candidates[0].startswith(("class:", "noun:"))


def _merge(winners: Iterable[ActorMention], mentions: list[ActorMention]) -> list[ActorMention]:
    """`mentions` (sorted, apart) with `winners` put in the place of what they overlap."""
    merged = list(mentions)
    for winner in winners:
        start, end = winner.span.start, winner.span.end
        low = bisect.bisect_left(merged, start, key=lambda mention: mention.span.end - 1)
        high = bisect.bisect_left(merged, end, key=lambda mention: mention.span.start)
        if not any(
            mention.alias_of is not None and mention.alias_of != winner.alias_of for mention in merged[low:high]
        ):
            merged[low:high] = [winner]
    return merged
