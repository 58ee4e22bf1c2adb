"""Evidence that two reports tell one event: named features with weights, each with a reason in words."""

from __future__ import annotations

import msgspec

from recoupe.link.profile import Profile
from recoupe.link.weights import Weights
from recoupe.model.actors import ActorTree
from recoupe.model.actors import compatible as actors_compatible
from recoupe.model.places import compatible as places_compatible
from recoupe.model.places import contains
from recoupe.model.time import DateInterval
from recoupe.model.values import Toll

#: Precision (UCDP) up to which a place is a point.
_POINT = 2
#: Interval precision from which a time says little.
_WIDE = 5


class Feature(msgspec.Struct, frozen=True):
    """One piece of evidence. `reason` is what a reviewer reads."""

    name: str
    weight: float
    reason: str


class Comparer:
    """Compares profiles of reports."""

    def __init__(self, weights: Weights, tree: ActorTree, families: dict[str, str]) -> None:
        self.weights = weights
        self._tree = tree
        self._families = families

    def features(self, a: Profile, b: Profile) -> tuple[Feature, ...]:
        """All evidence for and against; a property that one side does not give adds nothing."""
        found = (
            self._when(a, b),
            self._where(a, b),
            self._kind(a, b),
            self._attacker(a, b),
            self._target(a, b),
            self._sites(a, b),
            self._toll(a, b),
            self._weapon(a, b),
            self._words(a, b),
        )
        return tuple(f for f in found if f is not None)

    def total(self, features: tuple[Feature, ...]) -> float:
        """Sum of the weights and the prior: log2 odds of one event."""
        return self.weights.prior + sum(f.weight for f in features)

    def _when(self, a: Profile, b: Profile) -> Feature | None:
        if not a.when or not b.when:
            return None
        w = self.weights.when
        pairs = [(x, y) for x in a.when for y in b.when]
        together = [(x, y) for x, y in pairs if x.overlaps(y)]
        if together:
            x, y = min(together, key=lambda p: max(p[0].days, p[1].days))
            if x.precision == 1 and y.precision == 1:
                return Feature("when", w["same_day"], f"same day ({_span(x)})")
            wide = max(x.precision, y.precision) >= _WIDE
            return Feature("when", w["overlap_wide" if wide else "overlap"], f"{_span(x)} overlaps {_span(y)}")
        x, y = min(pairs, key=lambda p: _gap(*p))
        if _gap(x, y) == 1:
            return Feature("when", w["next_day"], f"{_span(x)} and {_span(y)}: next day")
        return Feature("when", w["apart"], f"{_span(x)} against {_span(y)}")

    def _where(self, a: Profile, b: Profile) -> Feature | None:
        if not a.where or not b.where:
            return None
        w = self.weights.where
        pairs = [(x, y) for x in a.where for y in b.where]
        matches = [(x, y) for x, y in pairs if places_compatible(x, y)]
        if not matches:
            fine = any(x.precision <= _POINT and y.precision <= _POINT for x, y in pairs)
            names = f"{a.where[0].name} against {b.where[0].name}"
            return Feature("where", w["apart_fine" if fine else "apart"], names)
        best = max(matches, key=lambda p: -max(p[0].precision, p[1].precision))
        x, y = best
        if x.id is not None and x.id == y.id and x.precision <= _POINT and y.precision <= _POINT:
            return Feature("where", w["same_point"], f"both at {x.name}")
        if (x.precision == 6 and y.precision == 6) or not (contains(x, y) or contains(y, x)):
            return Feature("where", w["same_country"], f"{x.name} and {y.name} can be one place")
        if x.precision == 6 or y.precision == 6:
            return Feature("where", w["same_country"], f"{x.name} and {y.name}: same country")
        return Feature("where", w["inside"], f"{x.name} and {y.name}: one inside the other")

    def _kind(self, a: Profile, b: Profile) -> Feature:
        w = self.weights.kind
        if a.kind == b.kind:
            return Feature("kind", w["same"], f"both {a.kind}")
        vague = "armed_attack" in (a.kind, b.kind)
        return Feature("kind", w["compatible" if vague else "other_means"], f"{a.kind} and {b.kind}")

    def _attacker(self, a: Profile, b: Profile) -> Feature | None:
        if not a.attackers or not b.attackers:
            return None
        verdicts = {actors_compatible(x, y, self._tree) for x in a.attackers for y in b.attackers}
        names = f"{a.attackers[0].name} and {b.attackers[0].name}"
        if True in verdicts:
            return Feature("attacker", self.weights.attacker["same"], names)
        return None if None in verdicts else Feature("attacker", self.weights.attacker["clash"], names)

    def _target(self, a: Profile, b: Profile) -> Feature | None:
        if not a.targets or not b.targets:
            return None
        shared = {t.id for t in a.targets} & {t.id for t in b.targets}
        sites = {t.site for t in a.targets if t.site} & {t.site for t in b.targets if t.site}
        if any(i.startswith("person:") for i in shared) or any(t.id in shared and t.id in a.persons for t in a.targets):
            return Feature("target", self.weights.target["same_person"], "the same named person")
        related = any(actors_compatible(x, y, self._tree) is True for x in a.targets for y in b.targets)
        if shared or sites or related:
            return Feature("target", self.weights.target["same"], "the same target")
        return Feature("target", self.weights.target["other"], f"{a.targets[0].name} against {b.targets[0].name}")

    def _sites(self, a: Profile, b: Profile) -> Feature | None:
        if a.sites is None or b.sites is None or max(a.sites, b.sites) < 2:
            return None
        same = a.sites == b.sites
        return Feature("sites", self.weights.sites["same" if same else "other"], f"{a.sites} and {b.sites} sites")

    def _toll(self, a: Profile, b: Profile) -> Feature | None:
        pairs = [(x, y) for x in a.tolls for y in b.tolls if x.kind == y.kind]
        if not pairs:
            return None
        w = self.weights.toll
        for x, y in pairs:
            if (x.low, x.high) == (y.low, y.high) and x.low > 0:
                return Feature("toll", w["same"] if x.low > 1 else w["compatible"], f"both {x.low} {x.kind}")
        if any(tolls_agree(x, y) for x, y in pairs):
            return Feature("toll", w["compatible"], "tolls that can both hold")
        x, y = pairs[0]
        return Feature("toll", w["other"], f"tolls {x.low} and {y.low} differ")

    def _weapon(self, a: Profile, b: Profile) -> Feature | None:
        if not a.weapons or not b.weapons:
            return None
        same = a.weapons & b.weapons
        return Feature(
            "weapon", self.weights.weapon["same" if same else "other"], f"weapon {sorted(same or a.weapons)[0]}"
        )

    def _words(self, a: Profile, b: Profile) -> Feature | None:
        shared = a.words & b.words
        if not shared:
            return None
        w = self.weights.words
        return Feature("words", min(w["cap"], w["each"] * len(shared)), "both say " + ", ".join(sorted(shared)[:4]))


def tolls_agree(a: Toll, b: Toll) -> bool:
    """Whether two counts of one harm can both hold: their intervals meet (an open end goes on for ever)."""
    a_high = a.high if a.high is not None else max(a.low, b.low, b.high or 0)
    b_high = b.high if b.high is not None else max(b.low, a.low, a.high or 0)
    return a.low <= b_high and b.low <= a_high


def _gap(a: DateInterval, b: DateInterval) -> int:
    """Days between two intervals that do not meet."""
    return (b.start - a.end).days if b.start > a.end else (a.start - b.end).days


def _span(interval: DateInterval) -> str:
    start, end = interval.start.isoformat(), interval.end.isoformat()
    return start if start == end else f"{start} to {end}"
