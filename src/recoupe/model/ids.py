"""Permanent ids: a hash of the fewest raw, stable fields. Changing a recipe is a breaking change."""

from __future__ import annotations

import hashlib

#: Hexadecimal digits kept: 64 bits, no collision expected below a billion rows of a kind.
_DIGITS = 16


def make_id(prefix: str, *parts: object) -> str:
    """`prefix:` and a hash of `parts`. Order matters; parts are joined by a separator that cannot occur in them."""
    joined = "\x1f".join(str(part) for part in parts)
    return f"{prefix}:{hashlib.sha256(joined.encode()).hexdigest()[:_DIGITS]}"
