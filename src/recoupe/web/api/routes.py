"""Everything under /api."""

from __future__ import annotations

from recoupe.web.api import lookups

HANDLERS = (*lookups.HANDLERS,)
