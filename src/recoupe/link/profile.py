"""What the linker compares: the values of a report, without its quotes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

from recoupe.model.actors import STATE
from recoupe.model.report import Report, When
from recoupe.model.time import DateInterval
from recoupe.model.values import Actor, Place, Sites, Toll, Weapon

#: A word told in more than this share of the documents is no evidence.
_COMMON = 0.2
#: Below this number of documents every word shared by few is kept.
_FEW = 3
#: Claims with these statuses do not say who did it.
_NOT_SAID = frozenset({"denied"})


class Profile(msgspec.Struct, frozen=True):
    """Values of one report. `when` holds the preferred interval only; `words` only those rare in the ledger."""

    report: str
    document: str
    kind: str
    when: tuple[DateInterval, ...]
    where: tuple[Place, ...]
    attackers: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    persons: frozenset[str]
    weapons: frozenset[str]
    tolls: tuple[Toll, ...]
    sites: int | None
    words: frozenset[str]


def profiles(reports: Iterable[Report]) -> dict[str, Profile]:
    """Profiles of reports by report id."""
    listed = list(reports)
    documents = {r.document for r in listed}
    spread: Counter[str] = Counter()
    for _, words in {(r.document, r.words) for r in listed}:
        spread.update(set(words))
    limit = max(_FEW, int(_COMMON * len(documents)))
    rare = {word for word, n in spread.items() if n <= limit}
    return {r.id: _profile(r, rare) for r in listed}


def _profile(report: Report, rare: set[str]) -> Profile:
    def values(name: str) -> list[object]:
        return [c.value for c in report.claims if c.property == name and c.status not in _NOT_SAID]

    whens = [v.interval for v in values("when") if isinstance(v, When)]
    sites = [v.total for v in values("sites") if isinstance(v, Sites)]
    targets = tuple(v for v in (*values("target"), *values("partner")) if isinstance(v, Actor))
    return Profile(
        report=report.id,
        document=report.document,
        kind=report.kind,
        when=tuple(whens[:1]),
        where=tuple(v for v in values("where") if isinstance(v, Place)),
        attackers=tuple(v for v in (*values("attacker"), *values("actor")) if isinstance(v, Actor)),
        targets=targets,
        persons=frozenset(
            t.id
            for t in targets
            if t.parent is not None
            and t.actor_class in ("government", "state_force")
            and not t.id.startswith(STATE)  # an army is hit again and again
        ),
        weapons=frozenset(v.weapon_class for v in values("weapon") if isinstance(v, Weapon)),
        tolls=tuple(v for v in values("toll") if isinstance(v, Toll) and not v.part),
        sites=sites[0] if sites else None,
        words=frozenset(report.words) & rare,
    )
