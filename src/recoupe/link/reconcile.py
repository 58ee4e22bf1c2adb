"""Claims of one event side by side: the preferred value of each property, and where the accounts disagree.

Policy "supported-specific" (docs/codebook.md): of the values that most reports can live with, the most specific one;
then the one of the report that
comes first by id. Nothing is averaged, and every other claim stays visible.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from recoupe.link.toll_evidence import tolls_agree
from recoupe.model.actors import ActorTree, compatible
from recoupe.model.event import Disagreement, DisputedValue
from recoupe.model.places import contains
from recoupe.model.report import Claim, ClaimValue, Report, When
from recoupe.model.values import Actor, Place, Toll, Weapon

Holding = tuple[Report, Claim]


def holdings(reports: Sequence[Report], *properties: str) -> list[Holding]:
    """Claims on the given properties with the report that makes each, in report order."""
    return [(r, c) for r in reports for c in r.claims if c.property in properties]


def preferred_when(reports: Sequence[Report]) -> When | None:
    """The date that most reports can live with, the finest of them.

    Each report stands behind its first `when` claim: further ones are what its own text sets against it.
    """
    firsts: list[When] = []
    for report in reports:
        first = next((c.value for c in report.claims if isinstance(c.value, When)), None)
        if first is not None:
            firsts.append(first)
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


def tolls(reports: Sequence[Report]) -> tuple[Toll, ...]:
    """The preferred total of each kind of harm: the one that most others agree with, then the firmest, then the
    highest.
    """
    by_kind: dict[str, list[Toll]] = defaultdict(list)
    for _, claim in holdings(reports, "toll"):
        if isinstance(claim.value, Toll) and not claim.value.part:
            by_kind[claim.value.kind].append(claim.value)
    chosen = []
    for kind in sorted(by_kind):
        listed = by_kind[kind]
        chosen.append(
            max(listed, key=lambda t: (sum(tolls_agree(t, o) for o in listed), t.high is not None, t.low, t.whose))
        )
    return tuple(chosen)


def disagreements(event: str, reports: Sequence[Report], tree: ActorTree) -> list[Disagreement]:
    """Every property on which two claims of the event cannot both hold."""
    found = [_when(event, reports), *_tolls(event, reports), _attackers(event, reports, tree)]
    return [d for d in found if d is not None]


def _when(event: str, reports: Sequence[Report]) -> Disagreement | None:
    held = [(r, c) for r, c in holdings(reports, "when") if isinstance(c.value, When)]
    groups = _groups(held, lambda a, b: isinstance(a, When) and isinstance(b, When) and a.interval.overlaps(b.interval))
    return _disagreement(event, "when", groups)


def _tolls(event: str, reports: Sequence[Report]) -> list[Disagreement | None]:
    by_kind: dict[str, list[Holding]] = defaultdict(list)
    for report, claim in holdings(reports, "toll"):
        toll = claim.value
        # A group's count is no rival of the total: only claims on the whole are set against each other.
        if isinstance(toll, Toll) and not toll.part and set(toll.whose) <= {"civilians"}:
            by_kind[toll.kind].append((report, claim))
    return [_disagreement(event, f"toll.{kind}", _groups(held, _same_toll)) for kind, held in sorted(by_kind.items())]


def _same_toll(a: ClaimValue, b: ClaimValue) -> bool:
    return isinstance(a, Toll) and isinstance(b, Toll) and tolls_agree(a, b)


def _attackers(event: str, reports: Sequence[Report], tree: ActorTree) -> Disagreement | None:
    held = [(r, c) for r, c in holdings(reports, "attacker") if isinstance(c.value, Actor)]
    denied = {c.value.id for _, c in held if isinstance(c.value, Actor) and c.status == "denied"}
    accused = {c.value.id for _, c in held if isinstance(c.value, Actor) and c.status != "denied"}
    if denied & accused:
        sides = [[h for h in held if h[1].status != "denied"], [h for h in held if h[1].status == "denied"]]
        return _disagreement(event, "attacker", sides)
    return None if len(accused) < 2 else _clash(event, held, tree)


def _clash(event: str, held: list[Holding], tree: ActorTree) -> Disagreement | None:
    """Two attackers that cannot be on one side, named by different reports."""
    groups = _groups(
        [h for h in held if h[1].status != "denied"],
        lambda a, b: isinstance(a, Actor) and isinstance(b, Actor) and compatible(a, b, tree) is not False,
    )
    reports = [{r.id for r, _ in g} for g in groups]
    if len(groups) > 1 and all(not (reports[0] & other) for other in reports[1:]):
        return _disagreement(event, "attacker", groups)
    return None


def _groups(held: Iterable[Holding], agree: Callable[[ClaimValue, ClaimValue], bool]) -> list[list[Holding]]:
    """Claims gathered with those they agree with; a claim joins the first group all of whose members it agrees with."""
    groups: list[list[Holding]] = []
    for holding in held:
        for group in groups:
            if all(agree(holding[1].value, other[1].value) for other in group):
                group.append(holding)
                break
        else:
            groups.append([holding])
    return groups


def _disagreement(event: str, prop: str, groups: Sequence[Sequence[Holding]]) -> Disagreement | None:
    if len(groups) < 2:
        return None
    values = tuple(
        DisputedValue(
            claims=tuple(c for _, c in group),
            according_to=tuple(dict.fromkeys(s for _, c in group for s in c.according_to)),
        )
        for group in groups
    )
    documents = {r.document for group in groups for r, _ in group}
    return Disagreement(event, prop, values, inside_document=len(documents) == 1)
