"""What a reader is made of, as one value that travels to the workers."""

from __future__ import annotations

import msgspec

DEFAULT_MODEL = "recoupe_fr"


class ReaderConfig(msgspec.Struct, frozen=True):
    """`model`: name of an installed syntax pipeline with Universal Dependencies labels. `language`: code of a pack."""

    model: str = DEFAULT_MODEL
    language: str = "fr"
