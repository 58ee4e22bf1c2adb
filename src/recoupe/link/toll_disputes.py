"""Where counts of one event's harm cannot all hold.

Totals are set against totals, and a group's count against the same group's. A group is bounded by the total and no
rival of it; one dead who is told by name or trade beside a higher total is one of them; open counts go on for ever.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recoupe.link.holdings import Holding, holdings
from recoupe.link.toll_evidence import groups, tolls_agree, tolls_clash
from recoupe.model.report import Report
from recoupe.model.values import LATER_DEATH, Toll

#: Groups whose parts are counted alike by all ("dix enfants"); a civilian part is any part of the civilians.
_ARMED = frozenset({"soldiers", "police", "fighters", "attackers", "staff"})
_COUNTED_APART = ("children", "women", "soldiers", "police", "fighters", "staff", "attackers")


def disputed_tolls(reports: Sequence[Report]) -> Iterator[tuple[str, list[Holding]]]:
    """Properties on which two counts clash, with the claims on each: "toll.killed", "toll.killed.children"."""
    held = [(r, c) for r, c in holdings(reports, "toll") if isinstance(c.value, Toll)]
    for kind in sorted({_toll(h).kind for h in held}):
        ours = [h for h in held if _toll(h).kind == kind]
        # Who died later is one more, whatever the others count; only "nobody" is contradicted.
        nobody = any(_toll(h).high == 0 and not groups(_toll(h)) for h in ours)
        wholes = [h for h in ours if not _toll(h).part and (nobody or _toll(h).rule != LATER_DEATH)]
        clashes = [(a, b) for n, a in enumerate(wholes) for b in wholes[n + 1 :] if clash(a, b)]
        if clashes:
            name = _name(kind, wholes, clashes)
            yield name, _of_group(wholes, name) if name.count(".") > 1 else wholes
        for group in _COUNTED_APART:
            counted = [h for h in ours if groups(_toll(h)) == {group}]
            if any(_apart(a, b) and clash(a, b) for n, a in enumerate(counted) for b in counted[n + 1 :]):
                yield f"toll.{kind}.{group}", counted


def clash(a: Holding, b: Holding) -> bool:
    """Whether two claims cannot both hold."""
    one, other = _toll(a), _toll(b)
    if _all_civilians(a, b):
        return True
    if not tolls_clash(one, other) or (_same_voice(a, b) and bool(groups(one)) != bool(groups(other))):
        return False
    less, more = sorted((one, other), key=lambda t: (t.low, t.high is None))
    if not (less.low == less.high == 1 and more.low > 1):
        return True
    one_voice = a[0].id == b[0].id and a[1].according_to == b[1].according_to
    return not (one_voice or _names_victims(a[0] if one is less else b[0]))


def _all_civilians(a: Holding, b: Holding) -> bool:
    """Whether "trois civils tués" and another document's "sept morts" are rivals: both are all the dead there are.

    Not where the other document tells fighters among its dead, or just as many civilians.
    """
    part, whole = (a, b) if groups(_toll(a)) else (b, a)
    if groups(_toll(part)) != {"civilians"} or groups(_toll(whole)) or a[0].document == b[0].document:
        return False
    if _toll(part).part or _toll(whole).part or tolls_agree(_toll(part), _toll(whole)):
        return False
    beside = [c.value for c in whole[0].claims if isinstance(c.value, Toll) and c.value.kind == _toll(whole).kind]
    fighters = any(groups(t) & _ARMED for t in beside)
    agreed = any(groups(t) == {"civilians"} and tolls_agree(t, _toll(part)) for t in beside)
    return not fighters and not agreed and _toll(part).low < _toll(whole).low


def _names_victims(report: Report) -> bool:
    """Whether a report counts dead by name, which leaves their number open: each further name is one more."""
    return any(isinstance(c.value, Toll) and c.value.low == 1 and c.value.high is None for c in report.claims)


def _name(kind: str, wholes: list[Holding], clashes: list[tuple[Holding, Holding]]) -> str:
    """The group's name when only its counts clash and others are counted beside it."""
    clashing = {groups(_toll(h)) for pair in clashes for h in pair if not _own_losses(h, wholes)}
    counted = {groups(_toll(h)) for h in wholes}
    if len(clashing) == 1 and len(counted) > 1 and (group := next(iter(clashing))):
        return f"toll.{kind}.{min(group)}"
    return f"toll.{kind}"


def _of_group(wholes: list[Holding], name: str) -> list[Holding]:
    return [h for h in wholes if name.rpartition(".")[2] in groups(_toll(h)) or _own_losses(h, wholes)]


def _own_losses(holding: Holding, wholes: list[Holding]) -> bool:
    """Whether a side counts its own dead beside those of the other: "deux morts et trente rebelles tués" has no total.

    The count names no group, and the same voice tells a higher one of a group.
    """
    toll = _toll(holding)
    return not groups(toll) and any(
        _same_voice(holding, other) and groups(_toll(other)) and toll.high is not None and _toll(other).low > toll.high
        for other in wholes
    )


def _same_voice(a: Holding, b: Holding) -> bool:
    return a[0].id == b[0].id and bool(a[1].according_to) and a[1].according_to == b[1].according_to


def _apart(a: Holding, b: Holding) -> bool:
    """Two speakers or two documents, one of them at least counting a part: totals are compared as such."""
    parts = _toll(a).part or _toll(b).part
    return parts and (a[0].document != b[0].document or a[1].according_to != b[1].according_to)


def _toll(holding: Holding) -> Toll:
    value = holding[1].value
    assert isinstance(value, Toll)
    return value
