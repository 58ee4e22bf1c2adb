"""A kind of event as the codebook defines it; the rows live in `language/common/kinds.yml`."""

from __future__ import annotations

from typing import Literal

import msgspec

#: What the report room needs to know of a kind; explained at the head of language/common/kinds.yml.
Trait = Literal["hostile", "tolls", "conflict", "foreseen", "grounded", "answer"]


class Kind(msgspec.Struct, frozen=True):
    """One row of the codebook's table of kinds.

    `family` groups kinds that one and the same event may be called by (an attack later told to be a shelling);
    `violent` kinds are what a tally of "attaques" counts.
    """

    id: str
    label: str
    definition: str
    plover: str | None
    acled: str | None
    family: str
    violent: bool
    traits: frozenset[Trait]
    example: str
