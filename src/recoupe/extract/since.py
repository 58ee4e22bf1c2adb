"""From when a count runs: "depuis le début de la guerre", "au cours des deux derniers mois"."""

from __future__ import annotations

import re

import msgspec

from recoupe.language.pack import LanguagePack
from recoupe.model.parse import Sentence
from recoupe.model.spans import CharSpan

#: Farthest, in tokens, that the words may follow what they date.
_REACH = 12


class SinceRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way to say it; `far` when the count is a running total."""

    id: str
    pattern: str
    far: bool
    meaning: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


class SinceRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table `rules/since`."""

    cues: frozenset[str]
    parts: dict[str, str]
    rules: tuple[SinceRule, ...]


class Since(msgspec.Struct, frozen=True):
    """The words, and whether they reach back far enough to make a running total."""

    span: CharSpan
    far: bool


class SinceFinder:
    """Finds the words that say from when a count runs."""

    def __init__(self, pack: LanguagePack) -> None:
        table = pack.table("rules/since", SinceRules)
        self.cues = table.cues
        self.rules = tuple((rule, compile_rule(rule.pattern, table.parts)) for rule in table.rules)

    def find(self, sentence: Sentence) -> tuple[Since, ...]:
        """Such words in a sentence, in text order."""
        if self.cues.isdisjoint(sentence.lower):
            return ()
        text = sentence.surface
        found: list[Since] = []
        for rule, pattern in self.rules:
            for match in pattern.finditer(text):
                span = CharSpan(match.start() + sentence.start, match.end() + sentence.start)
                if not any(span.overlaps(other.span) for other in found):
                    found.append(Since(span, rule.far))
        return tuple(sorted(found, key=lambda since: since.span))


def compile_rule(pattern: str, parts: dict[str, str]) -> re.Pattern[str]:
    """A pattern of `rules/since`, with its parts put in."""
    for name, words in parts.items():
        pattern = pattern.replace(name, words)
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)


def dates(sentence: Sentence, since: Since, anchor: int) -> bool:
    """Whether the words say from when the count at token `anchor` runs, rather than some other verb of the sentence."""
    tokens = sentence.tokens
    first = next((t.i for t in tokens if t.end > since.span.start), 0)
    if all(tokens[k].pos in ("PUNCT", "CCONJ", "ADV", "SPACE") for k in range(first)):
        return True
    above = {anchor}
    here = anchor
    # A head met before: the tree is no tree, and climbing would not end.
    while (head := tokens[here].head) not in above:
        above.add(head)
        here = head
    if first > anchor:
        # A verb in between takes the words for itself, unless it is the very verb of the count.
        between = tokens[anchor + 1 : first]
        foreign = (t for t in between[1:] if t.pos == "VERB" and t.i not in above)
        return len(between) <= _REACH + 6 and not any(foreign) and not any(t.text in (",", ";", ":") for t in between)
    noun = tokens[first].head if tokens[first].dep != "advmod" else first
    # "depuis l'attentat qui avait fait 58 morts": the count belongs to what the words name.
    return noun not in above and tokens[noun].head in above
