"""How much is read at most. A news article is some kilobytes; what is beyond these is a mistake or an attack."""

from __future__ import annotations

import msgspec


class Limits(msgspec.Struct, frozen=True):
    """In bytes. A page is one file, one row of a table, one record of an archive."""

    page: int = 20_000_000
    #: Archives and JSON lines are streamed and may be as large as a disk; what they unpack to may not be this many
    #: times their size.
    ratio: int = 100


LIMITS = Limits()
