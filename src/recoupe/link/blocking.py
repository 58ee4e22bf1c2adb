"""Which pairs of reports are worth comparing: those that share a key that few others share.

A dated report is keyed by its days and what it holds (country, place, people, counts, rare words); one without a day of
its own by what it holds alone, under keys that dated reports also carry. A block that grows large (a whole war on one
day) is not compared pair by pair: its reports are put in order of what they hold, and each is compared with the next
few. So the number of pairs grows with the number of reports, not with its square.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping

from recoupe.link.profile import Profile
from recoupe.link.when_evidence import never_together

#: Largest block compared in full, and the neighbours that a report has in a larger one.
_FULL, _WINDOW = 40, 12
#: Days before its publication in which an undated report is looked for.
_FRESH = 4
#: Days that an interval may cover and still be keyed day by day.
_DAYS = 7
#: Rare words that key a report, and the least count that does.
_WORDS, _COUNT = 4, 4
_VAGUE = ("as:", "people:", "site:")

Key = tuple[str, ...]


def candidate_pairs(profiles: Mapping[str, Profile], families: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Pairs of report ids (sorted) from different documents that may tell one event."""
    blocks: dict[Key, list[str]] = defaultdict(list)
    for report in sorted(profiles):
        profile = profiles[report]
        for key in _keys(profile):
            blocks[families[profile.kind], *key].append(report)
    order = {report: _signature(profile) for report, profile in profiles.items()}
    seen: set[tuple[str, str]] = set()
    for key in sorted(blocks):
        if len(blocks[key]) < 2:
            continue
        undated = key[1] != "day"  # two reports with days of their own meet under their days
        anywhere = len(key) == 3 and not undated  # and two with countries of their own under those
        rarer = [r for r in blocks[key] if (profiles[r].loose if undated else not profiles[r].countries)]
        for a, b in _pairs(blocks[key], order, rarer if undated or anywhere else blocks[key]):
            pair = (a, b) if a < b else (b, a)
            if pair in seen:
                continue
            one, other = profiles[a], profiles[b]
            if one.document == other.document or (undated and not (one.loose or other.loose)):
                continue
            if one.countries and other.countries and (anywhere or not one.countries & other.countries):
                continue
            seen.add(pair)
            if not never_together(one, other):
                yield pair


def _pairs(block: list[str], order: Mapping[str, tuple[str, ...]], one_of: list[str]) -> Iterator[tuple[str, str]]:
    """Pairs of a block that hold at least one report of `one_of`: what two others share they share in other blocks."""
    if not one_of:
        return
    every = len(one_of) == len(block)
    if len(block) <= _FULL:
        yield from itertools.combinations(one_of, 2)
        if not every:
            yield from itertools.product(one_of, sorted(set(block).difference(one_of)))
        return
    ordered = sorted(block, key=lambda r: (order[r], r))
    wanted = set(one_of)
    for n, report in enumerate(ordered):
        if every or report in wanted:
            for other in ordered[n + 1 : n + 1 + _WINDOW]:
                yield report, other
            if not every:
                yield from ((report, other) for other in ordered[max(0, n - _WINDOW) : n] if other not in wanted)


def _signature(profile: Profile) -> tuple[str, ...]:
    """What sets reports of one event beside each other in a large block."""
    return (
        profile.where[0].id or profile.where[0].name if profile.where else "",
        min(profile.persons, default=""),
        profile.kind,
        min((a.id for a in profile.attackers), default=""),
        ",".join(f"{t.kind}{t.low}" for t in profile.tolls[:1]),
    )


def _keys(profile: Profile) -> Iterator[Key]:
    holds = list(_holds(profile))
    yield from holds
    if not profile.when and profile.published is not None:
        # Undated news meets what happened in the days before it was printed.
        for day in (profile.published.end - dt.timedelta(days=n) for n in range(_FRESH + 1)):
            yield ("day", day.isoformat())
            yield from (
                ("day", day.isoformat(), key) for key in sorted({p.country for p in profile.where if p.country})
            )
    if profile.bounded or not profile.when or profile.when[0].days > _DAYS:
        # What is open to many days meets what is told of the same country, all days together.
        for country in sorted({p.country for p in profile.where if p.country}):
            yield ("open", country)
        return
    countries = sorted({p.country for p in profile.where if p.country}) or [""]
    first, last = profile.when[0].start, profile.when[0].end
    # The block of a day holds what falls on it and on the next: days next to each other meet, in one block each.
    for day in (first + dt.timedelta(days=n) for n in range(-1, (last - first).days + 1)):
        iso = day.isoformat()
        yield ("day", iso)
        yield from (("day", iso, country) for country in countries)
        yield from (("day", iso, *key) for key in holds)


def _holds(profile: Profile) -> Iterator[Key]:
    """Keys without a date. Sorted, so that nothing hangs on the order of claims."""
    yield from (("place", p) for p in sorted({p.id for p in profile.where if p.id and p.precision <= 5}))
    yield from (("person", p) for p in sorted(profile.persons))
    people = {a.id for a in (*profile.targets, *profile.attackers) if not a.id.startswith(_VAGUE)}
    yield from (("actor", p) for p in sorted(people - profile.persons))
    yield from sorted({("toll", f"{t.kind}:{t.low}") for t in profile.tolls if t.low >= _COUNT})
    if profile.sites is not None and profile.sites >= _COUNT:
        yield ("sites", str(profile.sites))
    yield from (("word", w) for w in sorted(profile.words, key=lambda w: (-len(w), w))[:_WORDS])
