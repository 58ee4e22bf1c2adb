"""All pages of the desk."""

from __future__ import annotations

from recoupe.web.pages import add, choices, documents, events, overview, review, tallies

HANDLERS = tuple(
    handler for module in (overview, events, documents, choices, tallies, review, add) for handler in module.HANDLERS
)
