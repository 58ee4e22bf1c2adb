"""The words of `rules/responses`: what a sentence says of answers to events told elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from recoupe.language.pack import LanguagePack
from recoupe.text.normalise import plain

Role = Literal["answers", "vow", "refusal", "consequence"]
#: Characters after a cue in which what it governs is looked for.
_REACH = 90
#: Marks that end what a cue governs.
_STOP = ".;:!?»"


class ResponseRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A pattern and the part it plays."""

    id: str
    role: Role
    meaning: str
    #: Parts of words without one of which the pattern cannot match: looking for them is far cheaper.
    hints: tuple[str, ...]
    pattern: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


class ResponseTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table `rules/responses`."""

    rules: tuple[ResponseRule, ...]
    many: str
    death: str
    no_complement: str
    repeated: frozenset[str]


class Said(msgspec.Struct, frozen=True):
    """A rule met in a sentence. Offsets are into the text searched."""

    rule: str
    role: Role
    start: int
    end: int


def levelled(text: str) -> str:
    """A text levelled and lower-cased without moving any offset (a capital dotted I would grow)."""
    level = plain(text)
    lower = level.lower()
    if len(lower) == len(level):
        return lower
    return "".join(low if len(low := c.lower()) == 1 else c for c in level)


class ResponseWords:
    """Finds the rules in levelled, lower-cased text."""

    def __init__(self, pack: LanguagePack, cues: Iterable[str] = ()) -> None:
        """`cues` are further words that make what stands before them an answer to what follows ("en réponse aux")."""
        table = pack.table("rules/responses", ResponseTable)
        self.repeated = table.repeated
        self._rules = [(rule, re.compile(rule.pattern)) for rule in table.rules]
        self._many = re.compile(table.many)
        self._death = re.compile(table.death)
        self._hints = tuple(sorted(cues, key=len, reverse=True))
        words = "|".join(re.escape(cue) + ("" if cue.endswith("'") else r"\b") for cue in self._hints)
        self._cues = re.compile(rf"\b(?:{words})(?!{table.no_complement})") if words else None

    def find(self, text: str, start: int, end: int, only: frozenset[str] | None = None) -> Iterator[Said]:
        """Rules and cues met between two offsets; `only` the rules named, if given."""
        if self._cues is not None and only is None and any(text.find(hint, start, end) >= 0 for hint in self._hints):
            for match in self._cues.finditer(text, start, end):
                yield Said("cue", "answers", match.start(), match.end())
        for rule, pattern in self._rules:
            if only is not None and rule.id not in only:
                continue
            if all(text.find(hint, start, end) < 0 for hint in rule.hints):
                continue
            for match in pattern.finditer(text, start, end):
                # A pattern that looks ahead to a word may end in the blank before it.
                yield Said(rule.id, rule.role, match.start(), match.start() + len(match.group().rstrip()))

    def governed(self, text: str, start: int, end: int) -> str:
        """What a cue that ends at `start` governs: up to the end of the clause."""
        reach = text[start : min(end, start + _REACH)]
        cut = min((at for mark in _STOP if (at := reach.find(mark)) >= 0), default=len(reach))
        return reach[:cut]

    def many(self, governed: str) -> bool:
        """Whether it is many attacks at once ("les récentes attaques")."""
        return self._many.match(governed) is not None

    def death(self, governed: str) -> bool:
        """Whether it is somebody's death."""
        return self._death.search(governed) is not None
