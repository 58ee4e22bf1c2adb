"""The formats that exist, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from recoupe.export import csv, geojson, json
from recoupe.export.result import Export
from recoupe.model.kinds import Kind
from recoupe.model.view import LedgerView

#: Each takes a view and the table of kinds, and gives the file with its loss report.
FORMATS: Mapping[str, Callable[[LedgerView, Mapping[str, Kind]], Export]] = {
    "json": json.export,
    "csv": csv.export,
    "geojson": geojson.export,
}
