"""Events along time in parallel lanes: bars when they are few enough to tell apart, else counts by stretch of days."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal, get_args

import numpy as np

from recoupe.web.columns import Columns, Days
from recoupe.web.facets import Mask, numbers
from recoupe.web.filters import Window
from recoupe.web.render import plain
from recoupe.web.rows import where
from recoupe.web.values import Teller

Lanes = Literal["actor", "country", "kind"]
LANES: tuple[Lanes, ...] = get_args(Lanes)
#: Bars of one answer at most, lanes with a name of their own, stretches of days.
MOST_BARS, MOST_LANES, MOST_STRETCHES = 400, 6, 160
#: Lengths of stretches, in days.
_STRETCHES = (1, 2, 7, 14, 28, 91, 182, 364)

Object = dict[str, Any]


def timeline(columns: Columns, chosen: Mask, tell: Teller, *, by: Lanes, window: Window | None = None) -> Object:
    """Chosen events in the days of `window` (else in all days that they have).

    Each event is in one lane: of its attackers, countries or kinds, the one that most of the chosen events have.
    `bars` are events; when there are more than `MOST_BARS`, `bins` counts them by stretch of `days` days and lane
    instead, by the first day of each. `links` are answers among the bars.
    """
    dated = chosen & columns.dated
    found: Object = {"undated": int((chosen & ~columns.dated).sum()), "by": by, "window": None, "extent": None}
    found |= {"lanes": [], "bars": [], "bins": [], "days": None, "links": []}
    if not dated.any():
        return found
    first, last = int(columns.first[dated].min()), int(columns.last[dated].max())
    found["extent"] = [_iso(first), _iso(last)]
    if window is not None:
        first, last = window.first.toordinal(), window.last.toordinal()
    found["window"] = [_iso(first), _iso(last)]
    shown = dated & (columns.last >= first) & (columns.first <= last)
    lane_of, lanes = _lanes(columns, dated, by)
    counts = np.bincount(lane_of[shown], minlength=len(lanes))
    used = [n for n in range(len(lanes)) if counts[n]]
    renamed = {old: new for new, old in enumerate(used)}
    found["lanes"] = [{**_lane(columns, tell, by, lanes[n]), "count": int(counts[n])} for n in used]
    rows = numbers(shown)
    if len(rows) > MOST_BARS:
        found["bins"], found["days"] = _bins(columns, rows, lane_of, renamed, first, last)
    else:
        found["bars"] = _bars(columns, rows, lane_of, renamed, tell)
        found["links"] = _answers(columns, {columns.events[row].id for row in rows})
    return found


def _lanes(columns: Columns, chosen: Mask, by: Lanes) -> tuple[Days, list[str | None]]:
    """Lane of each event, and what each lane holds: a key, "" for all other keys, None for events that have none."""
    facet = columns.attackers if by == "actor" else columns.facets[by]
    top = facet.top(chosen, MOST_LANES)
    counts = facet.counts(chosen)
    several = int((counts > 0).sum()) > MOST_LANES
    lanes: list[str | None] = [*(key for key, _ in top), *([""] if several else []), None]
    rank = np.full(len(facet.keys) or 1, len(top), dtype=np.int32)
    for n, (key, _) in enumerate(top):
        rank[facet.code[key]] = n
    lane_of = np.full(len(columns.events), len(lanes) - 1, dtype=np.int32)
    np.minimum.at(lane_of, facet.rows, rank[facet.codes] if len(facet.keys) else facet.codes)
    return lane_of, lanes


def _lane(columns: Columns, tell: Teller, by: Lanes, key: str | None) -> Object:
    if not key:
        return {"key": key, "name": None}
    if by == "country":
        return {"key": key, "name": tell.country(key)}
    if by == "kind":
        return {"key": key, "name": tell.kind(key)}
    return {"key": key, "name": plain(columns.names["actor"].get(key, key))}


def _bars(columns: Columns, rows: Days, lane_of: Days, renamed: dict[int, int], tell: Teller) -> list[Object]:
    bars = []
    for row in rows[np.lexsort((columns.last[rows], columns.first[rows]))]:
        event = columns.events[row]
        if event.when is None:
            continue
        days = event.when.interval
        bars.append(
            {
                "id": event.id,
                "lane": renamed[int(lane_of[row])],
                "first": days.start.isoformat(),
                "last": days.end.isoformat(),
                "precision": days.precision,
                "date": tell.date(days),
                "title": plain(tell.title(event)),
                "grade": event.grade,
                "grade_name": tell.grade(event.grade),
                "disputed": bool(columns.disputed[row]),
                "where": where(event),
            }
        )
    return bars


def _bins(
    columns: Columns, rows: Days, lane_of: Days, renamed: dict[int, int], first: int, last: int
) -> tuple[list[list[int | str]], int]:
    """[first day, lane, number of events] for each stretch and lane that has any, and the days of a stretch."""
    span = last - first + 1
    days = next((n for n in _STRETCHES if span <= n * MOST_STRETCHES), -(-span // MOST_STRETCHES))
    stretch = (np.maximum(columns.first[rows], first) - first) // days
    lanes = np.array([renamed.get(n, 0) for n in range(max(renamed) + 1)], dtype=np.int64)[lane_of[rows]]
    keys, counts = np.unique(stretch.astype(np.int64) * len(renamed) + lanes, return_counts=True)
    found: list[list[int | str]] = [
        [_iso(first + int(key) // len(renamed) * days), int(key) % len(renamed), int(count)]
        for key, count in zip(keys, counts, strict=True)
    ]
    return found, days


def _answers(columns: Columns, shown: set[str]) -> list[Object]:
    """Answers of which both events are shown: `from` answers `to`."""
    return [
        {"from": link.source, "to": link.target, "suggested": link.suggested}
        for link in columns.answers
        if link.source in shown and link.target in shown
    ]


def _iso(day: int) -> str:
    return dt.date.fromordinal(day).isoformat()
