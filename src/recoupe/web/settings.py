"""What a desk is started with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import msgspec

#: Addresses that only this machine reaches.
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """One desk on one ledger.

    `token` is asked of every visitor when it is given; it must be when `host` is not a loopback address. `who` signs
    decisions until a visitor gives a name. `hosts` are further names that the desk is reached under. `model` reads what
    is added on the page.
    """

    ledger: Path
    clock: Callable[[], dt.datetime]
    host: str = "127.0.0.1"
    port: int = 8000
    token: str | None = None
    who: str = "unknown"
    hosts: tuple[str, ...] = ()
    model: str | None = None

    @property
    def local(self) -> bool:
        """Whether only this machine reaches it."""
        return self.host in LOOPBACK
