"""Events on a map: one feature for each place of each event."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from recoupe.export import view as words
from recoupe.export.result import Export, losses
from recoupe.model.event import Event
from recoupe.model.kinds import Kind
from recoupe.model.values import Place
from recoupe.model.view import LedgerView


def export(view: LedgerView, kinds: Mapping[str, Kind]) -> Export:
    """A GeoJSON FeatureCollection (RFC 7946). A place without coordinates gives a feature without geometry, never an
    invented pin.
    """
    linked = view.linked
    disputed = {e.id: sorted({d.property for d in linked.disagreements if d.event == e.id}) for e in linked.events}
    features = [
        feature(event, place, kinds, disputed[event.id])
        for event in sorted(linked.events, key=lambda e: e.id)
        for place in (event.where or (None,))
    ]
    content = msgspec.json.format(msgspec.json.encode({"type": "FeatureCollection", "features": features}), indent=1)
    report = losses(
        ("claims", _count(view), "events carry preferred values only; quotes and speakers are in the JSON export"),
        ("places", sum(f["geometry"] is None for f in features), "no coordinates: features without geometry"),
        ("links", len(linked.links), "features have no relations"),
        ("disagreements", len(linked.disagreements), "named by property, their sides left out"),
        ("tallies", sum(len(found.tallies) for found in view.readings), "not events"),
        ("figures", sum(len(found.figures) for found in view.readings), "not events"),
    )
    return Export(content + b"\n", report)


def _count(view: LedgerView) -> int:
    return sum(len(report.claims) for found in view.readings for report in found.reports)


def feature(event: Event, place: Place | None, kinds: Mapping[str, Kind], disputed: list[str]) -> dict[str, Any]:
    """One event at one of its places; `disputed` are the properties on which accounts of it disagree."""
    geometry = None
    if place is not None and place.lat is not None and place.lon is not None:
        geometry = {"type": "Point", "coordinates": [place.lon, place.lat]}
    known = words.event(event, kinds)
    del known["where"]
    return {
        "type": "Feature",
        "id": f"{event.id}/{place.id or place.name}" if place else event.id,
        "geometry": geometry,
        "properties": {**known, "place": words.place(place) if place else None, "disagreements": disputed},
    }
