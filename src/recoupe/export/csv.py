"""One row for each event, for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import get_args

from recoupe.export.result import Export, Loss, losses
from recoupe.model.event import Event
from recoupe.model.kinds import Kind
from recoupe.model.values import Place, Toll, TollKind
from recoupe.model.view import LedgerView

TOLL_KINDS: tuple[TollKind, ...] = get_args(TollKind)
COLUMNS = (
    "event", "kind", "plover", "acled", "title", "start", "end", "date_precision", "place", "place_id", "country",
    "admin1", "lat", "lon", "where_precision", "attacker", "target", "weapon", "sites",
    *(f"{kind}_{bound}" for kind in TOLL_KINDS for bound in ("low", "high")),
    "grade", "independent_sources", "disagreements", "documents",
)  # fmt: skip
#: A cell that starts so is taken for a formula by spreadsheets, and articles are not to be trusted with formulas.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Row = dict[str, object]


def export(view: LedgerView, kinds: Mapping[str, Kind]) -> Export:
    """UTF-8 CSV with a header (RFC 4180). Several actors, weapons or paths share a cell, separated by "; "."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    paths = {document.id: document.path for document in view.documents}
    events = sorted(view.linked.events, key=lambda e: e.id)
    for event in events:
        disputed = sorted({d.property for d in view.linked.disagreements if d.event == event.id})
        row = _row(event, kinds.get(event.kind)) | {
            "disagreements": "; ".join(disputed),
            "documents": "; ".join(sorted(paths.get(d, d) for d in event.documents)),
        }
        writer.writerow({name: _cell(value) for name, value in row.items()})
    return Export(out.getvalue().encode("utf-8"), _losses(view, events))


def headline(tolls: tuple[Toll, ...], kind: TollKind) -> Toll | None:
    """The toll of `kind` that stands for the event: the one of nobody in particular, else the largest; never a sum and
    never a part.
    """
    whole = [t for t in tolls if t.kind == kind and not t.part]
    return min(whole, key=lambda t: (bool(t.whose), -t.low)) if whole else None


def main_place(event: Event) -> Place | None:
    """The place that is told most finely; the first of those told equally finely."""
    return min(event.where, key=lambda place: place.precision, default=None)


def _row(event: Event, kind: Kind | None) -> Row:
    place = main_place(event)
    when = event.when.interval if event.when else None
    row: Row = {
        "event": event.id,
        "kind": event.kind,
        "plover": kind.plover if kind else None,
        "acled": kind.acled if kind else None,
        "title": event.title,
        "attacker": "; ".join(a.name for a in event.attacker),
        "target": "; ".join(a.name for a in event.target),
        "weapon": "; ".join(w.model or w.weapon_class for w in event.weapon),
        "sites": event.sites.total if event.sites is not None else None,
        "grade": event.grade,
        "independent_sources": event.independent_sources,
    }
    if when is not None:
        row |= {"start": when.start.isoformat(), "end": when.end.isoformat(), "date_precision": when.precision}
    if place is not None:
        row |= {"place": place.name, "place_id": place.id, "country": place.country, "admin1": place.admin1}
        row |= {"lat": place.lat, "lon": place.lon, "where_precision": place.precision}
    for name in TOLL_KINDS:
        toll = headline(event.tolls, name)
        if toll is not None:
            row |= {f"{name}_low": toll.low, f"{name}_high": toll.high}
    return row


def _losses(view: LedgerView, events: list[Event]) -> tuple[Loss, ...]:
    held = sum(headline(e.tolls, kind) is not None for e in events for kind in TOLL_KINDS)
    claims = sum(len(report.claims) for found in view.readings for report in found.reports)
    return losses(
        ("claims", claims, "rows carry preferred values only; quotes and speakers are in the JSON export"),
        ("places", sum(max(len(e.where) - 1, 0) for e in events), "a row has one place: the one told most finely"),
        (
            "tolls",
            sum(len(e.tolls) for e in events) - held,
            "a row has one toll of each kind; parts and groups are left out",
        ),
        ("links", len(view.linked.links), "rows have no relations"),
        ("disagreements", len(view.linked.disagreements), "named by property, their sides left out"),
        ("tallies", sum(len(found.tallies) for found in view.readings), "not events"),
        ("figures", sum(len(found.figures) for found in view.readings), "not events"),
    )


def _cell(value: object) -> object:
    """A value as a cell; text that would be a formula gets an apostrophe, which spreadsheets hide."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
