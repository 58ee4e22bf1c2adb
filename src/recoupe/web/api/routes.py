"""Everything under /api."""

from __future__ import annotations

from recoupe.web.api import lists, lookups, marked, overview

HANDLERS = (*overview.HANDLERS, *lists.HANDLERS, *lookups.HANDLERS, *marked.HANDLERS)
