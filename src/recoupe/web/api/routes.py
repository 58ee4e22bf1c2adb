"""Everything under /api."""

from __future__ import annotations

from recoupe.web.api import decisions, lists, lookups, marked, overview

HANDLERS = tuple(handler for module in (overview, lists, lookups, marked, decisions) for handler in module.HANDLERS)
