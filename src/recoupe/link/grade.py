"""Grade of an event after Airwars, and its independent sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recoupe.model.document import Document
from recoupe.model.event import Disagreement, Grade
from recoupe.model.report import Report
from recoupe.model.values import Source


def independent_sources(reports: Sequence[Report], documents: Mapping[str, Document]) -> int:
    """Number of ultimate sources: a wire relayed by ten outlets is one, and so are copies of one text."""
    keys: set[str] = set()
    for report in reports:
        named = {key for source in _sources(report) if (key := source_key(source)) is not None}
        keys |= named or {_outlet(report.document, documents)}
    return len(keys)


def _sources(report: Report) -> set[Source]:
    return {*report.according_to, *(s for c in report.claims for s in c.according_to)}


def source_key(source: Source) -> str | None:
    """What makes a source one and the same: its organisation, else its name, else its role."""
    for value in (source.org_id, source.org, source.name, source.role):
        if value is not None:
            return value.casefold()
    return None


def _outlet(document_id: str, documents: Mapping[str, Document]) -> str:
    """The outlet that speaks in its own voice: of a copy, that of the text it copies."""
    document = documents.get(document_id)
    if document is not None and document.copy_of is not None:
        document_id, document = document.copy_of, documents.get(document.copy_of)
    return f"outlet:{document.outlet.casefold()}" if document is not None and document.outlet else document_id


def grade(reports: Sequence[Report], sources: int, disputes: Sequence[Disagreement]) -> tuple[Grade, str]:
    """Grade and the reason for it."""
    if any(d.property in ("attacker", "status") for d in disputes):
        return "contested", "sources conflict on who did it"
    admitting = next((r for r in reports if r.status in ("announced", "confirmed")), None)
    if admitting is not None:
        return "confirmed", "a party to it accepts it"
    if sources >= 2:
        return "fair", f"{sources} independent sources"
    return "weak", "one source"
