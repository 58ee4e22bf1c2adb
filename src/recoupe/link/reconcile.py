"""The preferred value of each property of an event, of all that its reports claim.

Policy "supported-specific" (docs/codebook.md): of the values that most reports can live with, the most specific one;
then the one of the report that comes first by id. Counts of harm follow their days as well. Nothing is averaged, and
every other claim stays visible.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence

from recoupe.link.holdings import holdings
from recoupe.link.toll_evidence import tolls_agree
from recoupe.model.places import contains
from recoupe.model.report import Report, When
from recoupe.model.values import LATER_DEATH, Actor, Place, Sites, Status, Toll, Weapon

#: Statuses of counts that others are preferred to.
_NOT_FIRM: frozenset[Status] = frozenset({"alleged", "hypothetical", "planned", "threatened"})
#: Groups that a count may be of while others are dead beside them.
_GROUPS = frozenset({"children", "women", "soldiers", "police", "fighters", "staff", "attackers"})


def preferred_when(reports: Sequence[Report]) -> When | None:
    """The date that most reports can live with, the finest of them.

    Each report stands behind its first `when` claim: further ones are what its own text sets against it.
    """
    firsts: list[When] = []
    for report in reports:
        first = next((c.value for c in report.claims if isinstance(c.value, When)), None)
        if first is not None:
            firsts.append(first)
    said = [w for w in firsts if not w.rule.startswith("bounded")]
    firsts = said or firsts
    if not firsts:
        return None
    return min(
        firsts, key=lambda w: (-sum(w.interval.overlaps(o.interval) for o in firsts), w.interval.days, w.interval)
    )


def places(reports: Sequence[Report]) -> tuple[Place, ...]:
    """Distinct places, without those that only hold another one."""
    found = {(p.id or p.name): p for _, c in reversed(holdings(reports, "where")) if isinstance(p := c.value, Place)}
    listed = list(found.values())
    kept = [p for p in listed if not any(q is not p and contains(p, q) and not contains(q, p) for q in listed)]
    return tuple(sorted(kept, key=lambda p: (p.precision, p.name)))


def actors(reports: Sequence[Report], *properties: str) -> tuple[Actor, ...]:
    """Distinct actors held by claims that are not denials, parents left out where a child is there."""
    found = {
        c.value.id: c.value
        for _, c in holdings(reports, *properties)
        if isinstance(c.value, Actor) and c.status != "denied"
    }
    parents = {a.parent for a in found.values()}
    return tuple(sorted((a for a in found.values() if a.id not in parents), key=lambda a: a.name))


def weapons(reports: Sequence[Report]) -> tuple[Weapon, ...]:
    """Distinct weapons."""
    found = {c.value for _, c in holdings(reports, "weapon") if isinstance(c.value, Weapon)}
    return tuple(sorted(found, key=lambda w: (w.weapon_class, w.model or "")))


def sites(reports: Sequence[Report]) -> Sites | None:
    """The count of sites that most claims give, in the fullest breakdown; then the higher: a part counts less."""
    listed = [c.value for _, c in holdings(reports, "sites") if isinstance(c.value, Sites) and c.status != "denied"]
    return max(
        listed,
        key=lambda s: (sum(s.total == o.total for o in listed), len(s.by_country), s.total, s.by_country, s.comparator),
        default=None,
    )


def tolls(reports: Sequence[Report], days: Mapping[str, dt.date] | None = None) -> tuple[Toll, ...]:
    """The preferred total of each kind of harm.

    Of the counts of one day of publication: the one that most others agree with, then the firmest, then the highest.
    Then day by day: the dead are found one after another, so a later count that is higher takes the place of the
    earlier, and one that agrees with it and is firmer too; a later lower one does not. `days` are the days on which
    documents were published; those without one come first.
    """
    totals: dict[str, dict[dt.date, list[tuple[Toll, Status]]]] = defaultdict(lambda: defaultdict(list))
    for report, claim in holdings(reports, "toll"):
        if isinstance(claim.value, Toll) and not claim.value.part and claim.status != "denied":
            day = (days or {}).get(report.document, dt.date.min)
            totals[claim.value.kind][day].append((claim.value, claim.status))
    return tuple(_latest(_at_once(totals[kind])) for kind in sorted(totals))


def _at_once(
    by_day: Mapping[dt.date, list[tuple[Toll, Status]]],
) -> Mapping[dt.date, list[tuple[Toll, Status]]]:
    """Counts without those of who died later, which stand for the toll only where nothing else is counted."""
    kept = {day: [t for t in told if t[0].rule != LATER_DEATH] for day, told in by_day.items()}
    return {day: told for day, told in kept.items() if told} or by_day


def _latest(by_day: Mapping[dt.date, list[tuple[Toll, Status]]]) -> Toll:
    everyone = [t for told in by_day.values() for t, _ in told]
    held: Toll | None = None
    for day in sorted(by_day):
        firm = [t for t, status in by_day[day] if status not in _NOT_FIRM] or [t for t, _ in by_day[day]]
        new = max(firm, key=lambda t: (sum(tolls_agree(t, o) for o in everyone), t.high is not None, t.low, t.whose))
        if held is None or _outdates(new, held):
            held = new
    assert held is not None
    return held


def _outdates(new: Toll, old: Toll) -> bool:
    if new.whose and not old.whose and set(new.whose) & _GROUPS and not tolls_agree(new, old):
        return False  # a group's count is no new total
    higher = new.low > old.low and not tolls_agree(new, old)
    return higher or (tolls_agree(new, old) and new.high is not None and (old.high is None or new.low > old.low))
