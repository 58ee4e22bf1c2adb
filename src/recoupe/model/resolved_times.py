"""All time expressions of one document, resolved."""

from __future__ import annotations

import msgspec

from recoupe.model.document import Issue
from recoupe.model.spans import Quote
from recoupe.model.time import DateInterval, ResolvedTime


class Reference(msgspec.Struct, frozen=True):
    """When a document was written, as far as it tells: what relative expressions count from.

    `anchor` is "dct", "text" or "landmark:ID"; `evidence` the words it rests on (None for a DCT, whose evidence the
    document keeps).
    """

    interval: DateInterval
    anchor: str
    rule: str
    evidence: Quote | None = None


class ResolvedTimes(msgspec.Struct, frozen=True):
    """Time expressions in text order, and what a human should see of them. `reference` is None when nothing dates the
    document.
    """

    times: tuple[ResolvedTime, ...]
    issues: tuple[Issue, ...] = ()
    reference: Reference | None = None
