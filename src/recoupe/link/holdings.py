"""Claims of one event side by side, each with the report that makes it."""

from __future__ import annotations

from collections.abc import Sequence

from recoupe.model.report import Claim, Report

Holding = tuple[Report, Claim]


def holdings(reports: Sequence[Report], *properties: str) -> list[Holding]:
    """Claims on the given properties with the report that makes each, in report order."""
    return [(r, c) for r in reports for c in r.claims if c.property in properties]
