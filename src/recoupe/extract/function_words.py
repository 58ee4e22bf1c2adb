"""The words by which grammatical functions are read: prepositions, counting nouns, relative pronouns, control."""

from __future__ import annotations

import msgspec


class Marks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Prepositions, by their base form, that mark who does, who receives and who is acted against."""

    agent: str
    recipient: str
    opposed: str
    #: What marks the complement of a noun.
    complement: str


class FunctionWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table `rules/functions`."""

    base: dict[str, tuple[str, ...]]
    marks: Marks
    compound: dict[str, tuple[str, ...]]
    quantifiers: frozenset[str]
    comparatives: frozenset[str]
    days: frozenset[str]
    numerals: frozenset[str]
    relative: dict[str, frozenset[str]]
    reflexive: frozenset[str]
    object_control: frozenset[str]
    lifted: frozenset[str]
    aimed: frozenset[str]
    agents: frozenset[str]
    passive: frozenset[str]
    unaccusative: frozenset[str]
    performed: frozenset[str]
    spoken_of: frozenset[str]
