"""All pages of the desk."""

from __future__ import annotations

from recoupe.web.pages import choices, documents, events, overview, tallies

HANDLERS = (*overview.HANDLERS, *events.HANDLERS, *documents.HANDLERS, *choices.HANDLERS, *tallies.HANDLERS)
