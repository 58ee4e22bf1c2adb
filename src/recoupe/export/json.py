"""The whole ledger as one JSON object: the contract of DESIGN, section 4. Nothing is lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

import recoupe
from recoupe.export import view as words
from recoupe.export.result import Export
from recoupe.model.document import Issue
from recoupe.model.kinds import Kind
from recoupe.model.view import LedgerView


def export(view: LedgerView, kinds: Mapping[str, Kind]) -> Export:
    """`view` as indented UTF-8 JSON, lists sorted by id. The same view gives the same bytes."""
    return Export(msgspec.json.format(msgspec.json.encode(contract(view, kinds)), indent=1) + b"\n")


def contract(view: LedgerView, kinds: Mapping[str, Kind]) -> dict[str, Any]:
    """`view` as the objects of the contract."""
    event_of = {report: event.id for event in view.linked.events for report in event.reports}
    standings = {standing.judgement: standing for standing in view.linked.standings}
    reports = [words.report(r, event_of) for found in view.readings for r in found.reports]
    return {
        "recoupe": recoupe.__version__,
        "ledger_version": view.ledger_version,
        "documents": _by_id([words.document(d) for d in view.documents]),
        "reports": _by_id(reports),
        "events": _by_id([words.event(e, kinds) for e in view.linked.events]),
        "links": _sorted([words.link(link) for link in view.linked.links]),
        "disagreements": _sorted([words.disagreement(d) for d in view.linked.disagreements]),
        "proposals": _sorted([msgspec.to_builtins(p) for p in view.linked.proposals]),
        "tallies": _by_id([words.tally(t) for found in view.readings for t in found.tallies]),
        "figures": _by_id([words.figure(f) for found in view.readings for f in found.figures]),
        "issues": _sorted([_issue(i) for i in issues(view)]),
        "refusals": _sorted([msgspec.to_builtins(r) for r in view.refusals]),
        "judgements": [words.judgement(j, standings.get(j.id)) for j in view.judgements],
    }


def issues(view: LedgerView) -> list[Issue]:
    """Issues of the documents themselves, of their readings and of what people decided on them, each once."""
    found = [i for document in view.documents for i in document.issues]
    found += [i for reading in view.readings for i in reading.issues]
    return list(dict.fromkeys([*found, *_lapsed(view)]))


def _lapsed(view: LedgerView) -> list[Issue]:
    """Judgements whose reports are no longer read."""
    judgements = {judgement.id: judgement for judgement in view.judgements}
    return [
        Issue(s.document, "judgement_lapsed", None, f"{judgements[s.judgement].action} ({s.judgement}): {s.detail}")
        for s in view.linked.standings
        if s.state == "lapsed" and s.document is not None and s.judgement in judgements
    ]


def _issue(value: Issue) -> dict[str, Any]:
    return {
        "document": value.document,
        "code": value.code,
        "quote": words.quote(value.quote),
        "detail": value.detail,
    }


def _by_id(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: str(row["id"]))


def _sorted(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows without an id, in the order of their own content."""
    return sorted(rows, key=msgspec.json.encode)
