"""Desks for tests."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from recoupe.web.settings import Settings

NOW = dt.datetime(2024, 3, 1, 12, tzinfo=dt.UTC)


def desk_settings(ledger: Path, **more: Any) -> Settings:
    """A desk as tests run it: its clock stands still."""
    return Settings(**{"ledger": ledger, "clock": lambda: NOW, "who": "Testeuse", **more})
