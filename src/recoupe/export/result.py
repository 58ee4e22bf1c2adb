"""What an export gives: bytes, and what they could not hold."""

from __future__ import annotations

import msgspec


class Loss(msgspec.Struct, frozen=True):
    """Something of the ledger that a format cannot hold: how many, of what, and why."""

    what: str
    number: int
    reason: str


class Export(msgspec.Struct, frozen=True):
    """A file's content and its loss report, largest loss first as each format lists them."""

    content: bytes
    losses: tuple[Loss, ...] = ()


def losses(*rows: tuple[str, int, str]) -> tuple[Loss, ...]:
    """The losses that did happen."""
    return tuple(Loss(what, number, reason) for what, number, reason in rows if number)
