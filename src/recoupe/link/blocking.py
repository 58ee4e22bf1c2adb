"""Which pairs of reports are worth comparing: those that share a family of kinds and a month, or that lack a date."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping

from recoupe.link.profile import Profile
from recoupe.model.time import DateInterval

#: Months that one interval may spread over before it is compared by country instead.
_MAX_MONTHS = 4


def candidate_pairs(profiles: Mapping[str, Profile], families: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Pairs of report ids (sorted) from different documents that may tell one event."""
    blocks: dict[tuple[str, str], list[str]] = defaultdict(list)
    for report, profile in profiles.items():
        for key in _keys(profile):
            blocks[families[profile.kind], key].append(report)
    seen: set[tuple[str, str]] = set()
    for block in sorted(blocks):
        for a, b in itertools.combinations(sorted(blocks[block]), 2):
            if profiles[a].document != profiles[b].document and (a, b) not in seen:
                seen.add((a, b))
                yield a, b


def _keys(profile: Profile) -> Iterator[str]:
    months = {month for interval in profile.when for month in _months(interval)}
    if len(months) <= _MAX_MONTHS:
        yield from sorted(months)
    if not months or len(months) > _MAX_MONTHS:
        # Undated or wide: compared with what is told of the same countries.
        yield from sorted({f"country:{p.country}" for p in profile.where if p.country})


def _months(interval: DateInterval) -> Iterator[str]:
    """Months of an interval, and those a day beyond either end: one event can be told on both sides of midnight."""
    day = interval.start - dt.timedelta(days=1)
    last = interval.end + dt.timedelta(days=1)
    while (day.year, day.month) <= (last.year, last.month):
        yield f"{day.year}-{day.month:02d}"
        day = (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
