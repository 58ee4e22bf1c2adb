"""The real rooms around one reader that is made once: what tests of the whole house run."""

from __future__ import annotations

import msgspec

from recoupe.pipeline.config import ReaderConfig
from recoupe.pipeline.house import house
from recoupe.pipeline.reader import Reader
from recoupe.pipeline.rooms import Rooms


def rooms_around(reader: Reader) -> Rooms:
    """The house, with `reader` in the place of one made for each run."""
    return msgspec.structs.replace(house(ReaderConfig()), reader=lambda: reader)
