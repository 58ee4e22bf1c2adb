"""Place names for recoupe, as one read-only SQLite file. `build.py`, beside this package, makes it."""

from __future__ import annotations

from pathlib import Path


def path() -> Path:
    """The SQLite file. Tables: `places`, `kinds`, `names` (spelling keys to places), `meta` (the rules of the keys)."""
    return Path(__file__).parent / "places.sqlite"
