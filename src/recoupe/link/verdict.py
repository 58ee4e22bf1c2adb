"""What one property of two reports says: the name of its weight, and the reason, put into words only when asked for.

Pairs are weighed by the million and shown by the dozen.
"""

from __future__ import annotations

from collections.abc import Set
from typing import NamedTuple

from recoupe.model.time import DateInterval

#: Words of a set that a reason lists.
_LISTED = 4


class Verdict(NamedTuple):
    """A row of a table of weights, and a reason as a template with what goes into it."""

    name: str
    template: str
    values: tuple[object, ...] = ()

    @property
    def reason(self) -> str:
        """The reason in words."""
        return self.template.format(*map(_said, self.values))


def _said(value: object) -> str:
    if isinstance(value, DateInterval):
        start, end = value.start.isoformat(), value.end.isoformat()
        return start if start == end else f"{start} to {end}"
    if isinstance(value, Set):
        return ", ".join(sorted(map(str, value))[:_LISTED])
    return str(value)
