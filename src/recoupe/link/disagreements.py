"""Claims on one property of one event that cannot all hold. Shown with who says so, never averaged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from recoupe.link.holdings import Holding, holdings
from recoupe.link.toll_disputes import clash, disputed_tolls
from recoupe.model.actors import ActorTree, compatible
from recoupe.model.event import Disagreement, DisputedValue
from recoupe.model.places import compatible as places_compatible
from recoupe.model.report import Claim, ClaimValue, Report, When
from recoupe.model.values import Actor, ActorClass, Place, Sites, Toll

#: Precision (UCDP) up to which a place is a point.
_POINT = 2
#: Share by which "environ" may be off.
_ABOUT = 0.2
#: Rules of a night between two days.
_NIGHT, _NIGHT_DAYS = "night_between", 2
_CIVILIANS: frozenset[ActorClass] = frozenset({"civilian", "media", "ngo"})
_UNARMED = frozenset({"civilians", "children", "women"})
_ARMED: frozenset[ActorClass] = frozenset({"militia", "rebel", "jihadist"})


def disagreements(event: str, reports: Sequence[Report], tree: ActorTree) -> list[Disagreement]:
    """Every property on which two claims of the event cannot both hold."""
    found = [
        _when(event, reports),
        _where(event, reports),
        *(_disagreement(event, name, _groups(held, _not(clash))) for name, held in disputed_tolls(reports)),
        _attackers(event, reports, tree),
        _targets(event, reports),
        _sites(event, reports),
        _status(event, reports),
    ]
    return [d for d in found if d is not None]


def _when(event: str, reports: Sequence[Report]) -> Disagreement | None:
    """Dates that do not meet. A bound is no date of its own and contradicts none."""
    held = [
        (r, c)
        for r, c in holdings(reports, "when")
        if isinstance(c.value, When) and not c.value.rule.startswith("bounded")
    ]
    return _disagreement(event, "when", _groups(held, _values(_same_time)))


def _same_time(a: ClaimValue, b: ClaimValue) -> bool:
    if not (isinstance(a, When) and isinstance(b, When)):
        return False
    return a.interval.overlaps(b.interval) and not _two_nights(a, b)


def _two_nights(a: When, b: When) -> bool:
    """ "Dans la nuit de lundi à mardi" and "dans la nuit de mardi à mercredi" share a day and are two nights."""
    nights = all(w.rule.startswith(_NIGHT) and w.interval.days == _NIGHT_DAYS for w in (a, b))
    return nights and a.interval.start != b.interval.start


def _where(event: str, reports: Sequence[Report]) -> Disagreement | None:
    """Two documents whose points are all apart: several places in one document are several places hit."""
    held = [(r, c) for r, c in holdings(reports, "where") if isinstance(c.value, Place) and c.value.precision <= _POINT]
    documents = sorted({r.document for r, _ in held})
    sides: list[list[Holding]] = []
    for document in documents:
        ours = [h for h in held if h[0].document == document]
        near = next((side for side in sides if _any_near(side, ours)), None)
        if near is None:
            sides.append(ours)
        else:
            near += ours
    return _disagreement(event, "where", sides)


def _any_near(a: Iterable[Holding], b: Sequence[Holding]) -> bool:
    places = [c.value for _, c in b if isinstance(c.value, Place)]
    return any(places_compatible(c.value, p) for _, c in a if isinstance(c.value, Place) for p in places)


def _attackers(event: str, reports: Sequence[Report], tree: ActorTree) -> Disagreement | None:
    held = [(r, c) for r, c in holdings(reports, "attacker") if isinstance(c.value, Actor)]
    denied = {c.value.id: c.value for _, c in held if isinstance(c.value, Actor) and c.status == "denied"}
    accused = {c.value.id: c.value for _, c in held if isinstance(c.value, Actor) and c.status != "denied"}
    if any(d == a or compatible(denied[d], accused[a], tree) is True for d in denied for a in accused):
        sides = [[h for h in held if h[1].status != "denied"], [h for h in held if h[1].status == "denied"]]
        return _disagreement(event, "status" if _of_the_deed(sides, tree) else "attacker", sides)
    return None if len(accused) < 2 else _clash(event, held, tree)


def _of_the_deed(sides: Sequence[Sequence[Holding]], tree: ActorTree) -> bool:
    """Whether it is not who did it that is denied but that it happened: nobody is accused, and who denies is not who
    is said to have done it.
    """
    asserted, denied = sides
    return not any(c.status == "alleged" for _, c in asserted) and not any(_by_itself(c, tree) for _, c in denied)


def _by_itself(claim: Claim, tree: ActorTree) -> bool:
    """Whether the actor of a claim, or another level of its state, says so itself; a denial by nobody named is its."""
    if not isinstance(claim.value, Actor) or not claim.according_to:
        return True
    ours = {claim.value.id, *tree.ancestors(claim.value.id), *([claim.value.parent] if claim.value.parent else [])}
    named = [s.org_id for s in claim.according_to]
    theirs = {i for org in named if org is not None for i in (org, *tree.ancestors(org))}
    return bool(ours & theirs) or None in named


def _clash(event: str, held: list[Holding], tree: ActorTree) -> Disagreement | None:
    """Two attackers that cannot be on one side, named by different reports or by different speakers."""

    def allied(a: ClaimValue, b: ClaimValue) -> bool:
        return isinstance(a, Actor) and isinstance(b, Actor) and compatible(a, b, tree) is not False

    groups = _groups([h for h in held if h[1].status != "denied"], _values(allied))
    voices = [{(r.id, c.according_to) for r, c in g} for g in groups]
    reports = [{r.id for r, _ in g} for g in groups]
    accused = all(any(c.status == "alleged" for _, c in g) for g in groups)
    apart = all(not (reports[0] & other) for other in reports[1:])
    if len(groups) > 1 and (apart or (accused and all(not (voices[0] & other) for other in voices[1:]))):
        return _disagreement(event, "attacker", groups)
    return None


def _targets(event: str, reports: Sequence[Report]) -> Disagreement | None:
    """Civilians say some, fighters say others; or the doer denies whom others say it hit or killed."""
    held = [(r, c) for r, c in holdings(reports, "target") if isinstance(c.value, Actor)]
    denied = [h for h in held if h[1].status == "denied"]
    asserted = [h for h in held if h[1].status != "denied"]
    ids = {c.value.id for _, c in denied if isinstance(c.value, Actor)}
    contested = [h for h in asserted if isinstance(h[1].value, Actor) and h[1].value.id in ids]
    if denied and contested:
        return _disagreement(event, "target", [contested, denied])
    spared = [h for h in denied if isinstance(h[1].value, Actor) and h[1].value.actor_class in _CIVILIANS]
    killed = [h for h in holdings(reports, "toll") if _of_civilians(h[1])] if spared else []
    if killed:
        return _disagreement(event, "target", [killed, spared])
    civilians = [h for h in asserted if isinstance(h[1].value, Actor) and h[1].value.actor_class in _CIVILIANS]
    armed = [h for h in asserted if isinstance(h[1].value, Actor) and h[1].value.actor_class in _ARMED]
    speakers = [{s for _, c in side for s in c.according_to} for side in (civilians, armed)]
    if all(speakers) and not speakers[0] & speakers[1]:
        return _disagreement(event, "target", [civilians, armed])
    return None


def _of_civilians(claim: Claim) -> bool:
    """Whether a claim counts civilians among the dead or the wounded."""
    toll = claim.value
    return isinstance(toll, Toll) and toll.low > 0 and not _UNARMED.isdisjoint(toll.whose)


def _sites(event: str, reports: Sequence[Report]) -> Disagreement | None:
    """Two totals; the lower one of the same speaker is a part of the higher ("sept objectifs, dont deux ponts")."""
    held = [(r, c) for r, c in holdings(reports, "sites") if isinstance(c.value, Sites)]

    def agree(a: Holding, b: Holding) -> bool:
        one, other = a[1].value, b[1].value
        same_voice = a[0].document == b[0].document and a[1].according_to == b[1].according_to
        return same_voice or (isinstance(one, Sites) and isinstance(other, Sites) and _sites_agree(one, other))

    return _disagreement(event, "sites", _groups(held, agree))


def _sites_agree(a: Sites, b: Sites) -> bool:
    (low_a, high_a), (low_b, high_b) = _range(a), _range(b)
    return low_a <= high_b and low_b <= high_a


def _range(sites: Sites) -> tuple[float, float]:
    about = _ABOUT * sites.total if sites.comparator == "~" else 0.0
    low = 0.0 if sites.comparator == "<=" else sites.total - about
    return low, (float("inf") if sites.comparator == ">=" else sites.total + about)


def _status(event: str, reports: Sequence[Report]) -> Disagreement | None:
    """Some say that it happened, others that it did not."""
    held = holdings(reports, "when", "where", "target", "toll", "sites", "weapon", "attacker")
    refused = {r.id for r in reports if r.status == "denied"}
    denied = [(r, c) for r, c in held if r.id in refused or (c.status == "denied" and c.property in ("when", "where"))]
    asserted = [(r, c) for r, c in held if r.id not in refused and c.status != "denied"]
    return _disagreement(event, "status", [asserted, denied]) if denied and asserted else None


def _values(agree: Callable[[ClaimValue, ClaimValue], bool]) -> Callable[[Holding, Holding], bool]:
    return lambda a, b: agree(a[1].value, b[1].value)


def _not(disagree: Callable[[Holding, Holding], bool]) -> Callable[[Holding, Holding], bool]:
    return lambda a, b: not disagree(a, b)


def _groups(held: Iterable[Holding], agree: Callable[[Holding, Holding], bool]) -> list[list[Holding]]:
    """Claims gathered with those they agree with; a claim joins the first group all of whose members it agrees with."""
    groups: list[list[Holding]] = []
    for holding in held:
        for group in groups:
            if all(agree(holding, other) for other in group):
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
