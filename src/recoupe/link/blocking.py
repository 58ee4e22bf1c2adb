"""Which pairs of reports are worth comparing: those that share a key that few others share.

A dated report is keyed by its days and what it holds (country, place, people, counts, rare words); one without a day of
its own by what it holds alone, under keys that dated reports also carry. A block that grows large (a whole war on one
day) is not compared pair by pair: its reports are put in order of what they hold, and each is compared with the next
few. So the number of pairs grows with the number of reports, not with its square.
"""

from __future__ import annotations

import bisect
import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping

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

#: Which reports of a block look for the others: all of them, those of no country of their own, those of no day.
_EVERY, _NOWHERE, _LOOSE = "e", "n", "l"

#: Who looks (one letter), and what is shared: millions of them are kept.
Key = str
Pair = tuple[str, str]
Rank = tuple[tuple[str, ...], str]


def candidate_pairs(profiles: Mapping[str, Profile], families: Mapping[str, str]) -> Iterator[Pair]:
    """Pairs of report ids (sorted) from different documents that may tell one event."""
    blocks = Blocks(families)
    blocks.replace((), profiles.values())
    done: set[str] = set()
    for report in sorted(profiles):
        done.add(report)
        yield from ((report, other) for other in sorted(blocks.partners(report, done)))


class Blocks:
    """Reports by the keys that they hold, as reports come and go. What meets depends on which there are, never on the
    order in which they came.
    """

    def __init__(self, families: Mapping[str, str]) -> None:
        self._families = families
        self._profiles: dict[str, Profile] = {}
        self._ranks: dict[str, Rank] = {}
        #: Reports of each block in the order of what they hold, and those of them that look for the others.
        self._blocks: dict[Key, list[str]] = {}
        self._looking: dict[Key, list[str]] = {}
        #: Reports that look where only some do.
        self._lookers: dict[str, set[str]] = {_LOOSE: set(), _NOWHERE: set()}
        #: Keys of the reports that came last, which are asked for next.
        self._lately: dict[str, tuple[Key, ...]] = {}

    def replace(self, gone: Iterable[str], new: Iterable[Profile]) -> set[Pair]:
        """Let reports go, and others come or come back changed.

        Gives the pairs (sorted) of all other reports that now meet, or no longer do: a large block has another order.
        """
        fresh = {p.report: p for p in new}
        changed = {*gone, *fresh}
        self._lately = {}
        leaving = self._by_key(sorted(changed & self._profiles.keys()))
        before = {key: list(self._blocks[key]) for key in leaving}
        for key, reports in leaving.items():
            self._take(key, reports)
        for report in changed:
            self._profiles.pop(report, None)
            self._ranks.pop(report, None)
        self._profiles.update(fresh)
        self._ranks.update((report, (_signature(p), report)) for report, p in fresh.items())
        for looking, lookers in self._lookers.items():
            lookers.difference_update(changed)
            lookers.update(report for report, p in fresh.items() if _looks(looking, p))
        self._lately = {report: self._keys(p) for report, p in fresh.items()}
        for key, reports in self._by_key(sorted(fresh, key=self._ranks.__getitem__)).items():
            if key in self._blocks:
                before.setdefault(key, list(self._blocks[key]))
            self._put(key, reports)
        return {pair for key, was in before.items() for pair in self._stirred(key, was, changed)}

    def partners(self, report: str, done: Collection[str] = ()) -> Iterator[str]:
        """Reports that a report meets in any block and that may tell the same event, without those `done`."""
        profile, found = self._profiles[report], set[str]()
        for key in self._lately.get(report) or self._keys(profile):
            block, looks = self._blocks[key], self._looks(key, report)
            if len(block) <= _FULL:
                found.update(block if looks else self._looking.get(key, ()))
            else:
                near = self._near(report, block)
                found.update(near if looks else self._lookers[key[0]].intersection(near))
        return (r for r in found if r not in done and _comparable(profile, self._profiles[r]))

    def _near(self, report: str, block: list[str]) -> list[str]:
        place = bisect.bisect_left(block, self._ranks[report], key=self._ranks.__getitem__)
        return block[max(0, place - _WINDOW) : place + _WINDOW + 1]

    def _stirred(self, key: Key, was: list[str], changed: Collection[str]) -> Iterator[Pair]:
        now = self._blocks.get(key, [])
        if max(len(was), len(now)) <= _FULL:
            return
        switches = min(len(was), len(now)) <= _FULL
        zone = {*was, *now} if switches else _around(was, changed) | _around(now, changed)
        zone.difference_update(changed)
        for a, b in set(_meeting(was, zone)) ^ set(_meeting(now, zone)):
            if self._looks(key, a) or self._looks(key, b):
                yield a, b

    def _looks(self, key: Key, report: str) -> bool:
        return key[0] == _EVERY or report in self._lookers[key[0]]

    def _keys(self, profile: Profile) -> tuple[Key, ...]:
        family = self._families[profile.kind]
        return tuple(dict.fromkeys([f"{looking}{family}|{key}" for looking, key in _keys(profile)]))

    def _by_key(self, reports: Iterable[str]) -> dict[Key, list[str]]:
        found: dict[Key, list[str]] = {}
        for report in reports:
            for key in self._lately.get(report) or self._keys(self._profiles[report]):
                found.setdefault(key, []).append(report)
        return found

    def _take(self, key: Key, reports: list[str]) -> None:
        out = set(reports)
        for blocks in (self._blocks, self._looking):
            left = [r for r in blocks.get(key, ()) if r not in out]
            if left:
                blocks[key] = left
            else:
                blocks.pop(key, None)

    def _put(self, key: Key, reports: list[str]) -> None:
        """Add reports, which come in their order, to a block."""
        self._blocks[key] = self._merged(self._blocks.get(key), reports)
        looking = [r for r in reports if self._looks(key, r)] if key[0] != _EVERY else []
        if looking:
            self._looking[key] = self._merged(self._looking.get(key), looking)

    def _merged(self, block: list[str] | None, reports: list[str]) -> list[str]:
        return reports if block is None else sorted((*block, *reports), key=self._ranks.__getitem__)


def _around(block: list[str], changed: Collection[str]) -> set[str]:
    """What stands near the reports that changed."""
    places = [n for n, report in enumerate(block) if report in changed]
    return {report for n in places for report in block[max(0, n - _WINDOW) : n + _WINDOW + 1]}


def _meeting(block: list[str], zone: Collection[str]) -> Iterator[Pair]:
    """Pairs (sorted) of reports of a zone that meet in one block."""
    reach = len(block) if len(block) <= _FULL else _WINDOW
    for n, report in enumerate(block):
        if report in zone:
            near = (other for other in block[n + 1 : n + 1 + reach] if other in zone)
            yield from ((report, other) if report < other else (other, report) for other in near)


def _looks(looking: str, profile: Profile) -> bool:
    return profile.loose if looking == _LOOSE else not profile.countries


def _comparable(one: Profile, other: Profile) -> bool:
    """Whether nothing at first sight rules out one event."""
    if one.document == other.document:
        return False
    if one.countries and other.countries and one.countries.isdisjoint(other.countries):
        return False
    return not never_together(one, other)


def _signature(profile: Profile) -> tuple[str, ...]:
    """What sets reports of one event beside each other in a large block."""
    return (
        profile.where[0].id or profile.where[0].name if profile.where else "",
        min(profile.persons, default=""),
        profile.kind,
        min((a.id for a in profile.attackers), default=""),
        ",".join(f"{t.kind}{t.low}" for t in profile.tolls[:1]),
    )


def _keys(profile: Profile) -> Iterator[tuple[str, str]]:
    """Who looks for the others under a key, and the key.

    What two reports share beside a day or a country of their own they share in other blocks, so there only those look
    that have none.
    """
    holds = list(_holds(profile))
    countries = sorted({p.country for p in profile.where if p.country})
    yield from ((_LOOSE, key) for key in holds)
    if not profile.when and profile.published is not None:
        # Undated news meets what happened in the days before it was printed.
        for day in (profile.published.end - dt.timedelta(days=n) for n in range(_FRESH + 1)):
            yield _NOWHERE, day.isoformat()
            yield from ((_EVERY, f"{day.isoformat()}|{country}") for country in countries)
    if profile.bounded or not profile.when or profile.when[0].days > _DAYS:
        # What is open to many days meets what is told of the same country, all days together.
        yield from ((_LOOSE, f"open|{country}") for country in countries)
        return
    first, last = profile.when[0].start, profile.when[0].end
    # The block of a day holds what falls on it and on the next: days next to each other meet, in one block each.
    for day in (first + dt.timedelta(days=n) for n in range(-1, (last - first).days + 1)):
        iso = day.isoformat()
        yield _NOWHERE, iso
        yield from ((_EVERY, f"{iso}|{country}") for country in countries or [""])
        yield from ((_EVERY, f"{iso}|{key}") for key in holds)


def _holds(profile: Profile) -> Iterator[str]:
    """Keys without a date. Sorted, so that nothing hangs on the order of claims."""
    yield from (f"place|{p}" for p in sorted({p.id for p in profile.where if p.id and p.precision <= 5}))
    yield from (f"person|{p}" for p in sorted(profile.persons))
    people = {a.id for a in (*profile.targets, *profile.attackers) if not a.id.startswith(_VAGUE)}
    yield from (f"actor|{p}" for p in sorted(people - profile.persons))
    yield from sorted({f"toll|{t.kind}:{t.low}" for t in profile.tolls if t.low >= _COUNT})
    if profile.sites is not None and profile.sites >= _COUNT:
        yield f"sites|{profile.sites}"
    yield from (f"word|{w}" for w in sorted(profile.words, key=lambda w: (-len(w), w))[:_WORDS])
