"""Short names that a text introduces itself: "le Cadre stratégique permanent (CSP)", "X, dit Y", a surname alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from recoupe.extract.actor_phrases import UPPER
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
        self._known: dict[str, list[frozenset[str]]] = defaultdict(list)
        for row in registry.rows.values():
            for acronym in row.acronyms:
                self._known[acronym] += [frozenset(level(name).split()) for name in row.spellings()]
        self._heads = {level(form): kind for kind, forms in lexicon.words.heads.items() for form in forms}
        small = {part for link in (*lexicon.words.links, *lexicon.words.joins) for part in level(link).split()}
        self._small = frozenset(small | set(lexicon.words.backed.articles))
        cues = "|".join(sorted((re.escape(c) for c in lexicon.words.alias_cues), key=len, reverse=True))
        self._cue = re.compile(rf""",? (?:{cues}) ["«]?\s?([{UPPER}][\w'-]+(?: [{UPPER}][\w'-]+){{0,2}})""")
        self._particles = frozenset(lexicon.words.particles)

    def add(self, text: str, mentions: list[ActorMention]) -> list[ActorMention]:
        """`mentions` (sorted, without overlaps) with those of introduced short names added or marked `alias_of`."""
        introduced = dict(self._after_names(text, mentions))
        longs = list(self._spelled_out(text, mentions, introduced))
        found = _without_overlaps([*longs, *mentions], text_order=True) if longs else mentions
        surnames = dict(self._surnames(text, found))
        found = [_surname_only(text, mention, surnames) for mention in found]
        if introduced:
            found = _mark(text, found, introduced)
        return _mark(text, found, surnames) if surnames else found

    def _after_names(self, text: str, mentions: Iterable[ActorMention]) -> Iterator[tuple[str, ActorMention]]:
        """Acronyms in brackets, and "dit X", right after a named actor."""
        for mention in mentions:
            if mention.how not in ("name", "person", "composed"):
                continue
            end = mention.span.end
            bracket = _ACRONYM.match(text, end + 1) if text[end : end + 2] == " (" else None
            if bracket is not None and (bracket[1] not in self._known or mention.how == "name"):
                yield bracket[1], mention
            cue = self._cue.match(text, end)
            if cue is not None:
                yield cue[1], mention

    def _spelled_out(
        self, text: str, mentions: list[ActorMention], introduced: dict[str, ActorMention]
    ) -> Iterator[ActorMention]:
        """ "le Front de libération de X (FLX)": a long form not in the registry, found by its initials.

        Fills `introduced`.
        """
        known = {m.span.end for m in mentions if m.how == "name"}
        for match in _ACRONYM.finditer(text):
            acronym, end = match[1], len(text[: match.start()].rstrip())
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
            if len(words) > 1 and len(surname) >= _SHORTEST_SURNAME and surname not in seen and surname[-1] not in ".'":
                seen.add(surname)
                yield surname, mention


def _surname_only(text: str, mention: ActorMention, surnames: Mapping[str, ActorMention]) -> ActorMention:
    """ "le général Sims" of a text that names "Douglas Sims" stands for him."""
    if mention.how != "person" or mention.name is None:
        return mention
    full = surnames.get(text[mention.name.start : mention.name.end])
    if full is None or full.span == mention.span:
        return mention
    return msgspec.structs.replace(mention, alias_of=full.span)


def _mark(text: str, mentions: list[ActorMention], introduced: Mapping[str, ActorMention]) -> list[ActorMention]:
    """Every other occurrence of an introduced short name, as a mention that points to its long form."""
    pattern = re.compile(
        rf"(?<![\w-])(?:{'|'.join(re.escape(n) for n in sorted(introduced, key=len, reverse=True))})(?![\w-])"
    )
    taken = {mention.span: mention for mention in mentions}
    added: list[ActorMention] = []
    for match in pattern.finditer(text):
        span = CharSpan(match.start(), match.end())
        origin = introduced[match[0]]
        if origin.span.contains(span) or any(m.span.contains(span) and m.span != span for m in _near(mentions, span)):
            continue
        old = taken.get(span)
        if (
            old is not None
            and old.how == "person"
            and old.candidates
            and not old.candidates[0].startswith(("class:", "noun:"))
        ):
            continue
        added.append(ActorMention(span, origin.how, origin.candidates, origin.country, None, origin.span))
    return _without_overlaps([*added, *mentions], text_order=True)


def _near(mentions: Iterable[ActorMention], span: CharSpan) -> Iterator[ActorMention]:
    return (mention for mention in mentions if mention.span.overlaps(span))


def _without_overlaps(mentions: list[ActorMention], *, text_order: bool) -> list[ActorMention]:
    """Earlier ones of the list win over later ones that overlap them."""
    kept: list[ActorMention] = []
    for mention in mentions:
        if not any(mention.span.overlaps(other.span) for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.span) if text_order else kept
