"""Evidence that two reports tell one event: named features with weights, each with a reason in words."""

from __future__ import annotations

import msgspec

from recoupe.link.place_evidence import compare_places
from recoupe.link.profile import Profile
from recoupe.link.toll_evidence import compare_tolls
from recoupe.link.verdict import Verdict
from recoupe.link.weights import Weights
from recoupe.link.when_evidence import compare_dates
from recoupe.model.actors import ActorTree
from recoupe.model.actors import compatible as actors_compatible
from recoupe.model.values import Actor

#: The kind that anything violent may first be told as.
_VAGUE_KIND = "armed_attack"
_ATTACK = "attack"
#: Verdicts on the place that, like dates apart, nothing else can outweigh: the rest is not even looked at.
_DECISIVE = frozenset({"apart_fine", "other_country"})
#: Verdicts that a place named far from its event cannot give.
_ELSEWHERE = frozenset({"apart_fine", "other_country", "apart", "neighbours"})
_NEVER = frozenset({"apart", "untold"})
_PROPERTIES = ("when", "where", "kind", "attacker", "target", "sites", "toll", "weapon", "told", "words")
#: Ids of actors known by description only.
_VAGUE_ID = ("as:", "people:")


class Feature(msgspec.Struct, frozen=True):
    """One piece of evidence. `reason` is what a reviewer reads."""

    name: str
    weight: float
    reason: str


class Comparer:
    """Compares profiles of reports."""

    def __init__(self, weights: Weights, tree: ActorTree, families: dict[str, str]) -> None:
        self.weights = weights
        self._tables: dict[str, dict[str, float]] = {n: getattr(weights, n) for n in _PROPERTIES}
        self._tree = tree
        self._families = families

    def features(self, a: Profile, b: Profile) -> tuple[Feature, ...]:
        """All evidence for and against; a property that one side does not give adds nothing, but for the date."""
        tables = self._tables
        return tuple(Feature(n, _weight(tables[n], n, v), v.reason) for n, v in self._verdicts(a, b) if v is not None)

    def weigh(self, a: Profile, b: Profile) -> float:
        """Log2 odds that two reports tell one event, as `total` of the features would give: without their reasons."""
        tables = self._tables
        found = (_weight(tables[n], n, v) for n, v in self._verdicts(a, b) if v is not None)
        return self.weights.prior + sum(found)

    def least(self, a: Profile, b: Profile) -> float:
        """The weight of what speaks most against one event."""
        tables = self._tables
        return min(_weight(tables[n], n, v) for n, v in self._verdicts(a, b) if v is not None)

    def total(self, features: tuple[Feature, ...]) -> float:
        """Sum of the weights and the prior: log2 odds of one event."""
        return self.weights.prior + sum(f.weight for f in features)

    def _verdicts(self, a: Profile, b: Profile) -> tuple[tuple[str, Verdict | None], ...]:
        when, where = compare_dates(a, b), compare_places(a.where, b.where)
        if where is not None and where.name in _ELSEWHERE and (a.set_there or b.set_there):
            where = where._replace(name="set_elsewhere")
        if when.name in _NEVER or (where is not None and where.name in _DECISIVE):
            return ("when", when), ("where", where)
        return (
            ("when", when),
            ("where", where),
            ("kind", self._kind(a, b)),
            ("attacker", self._attacker(a, b)),
            ("target", self._target(a, b)),
            ("sites", _sites(a, b)),
            ("toll", compare_tolls(a.tolls, b.tolls)),
            ("weapon", _weapon(a, b)),
            ("told", _told(a, b)),
            ("words", _words(a, b)),
        )

    def _kind(self, a: Profile, b: Profile) -> Verdict:
        if a.kind == b.kind:
            common = self._families.get(a.kind) == _ATTACK and a.kind != "suicide_bombing"
            return Verdict("same" if common else "same_rare", "both {}", (a.kind,))
        pair, back = (a.kind, b.kind), (b.kind, a.kind)
        close = _VAGUE_KIND in pair or pair in self.weights.close_kinds or back in self.weights.close_kinds
        return Verdict("compatible" if close else "other_means", "{} and {}", pair)

    def _attacker(self, a: Profile, b: Profile) -> Verdict | None:
        if not a.attackers or not b.attackers:
            return None
        verdicts = {actors_compatible(x, y, self._tree) for x in a.attackers for y in b.attackers}
        names = (a.attackers[0].name, b.attackers[0].name)
        if True in verdicts:
            return Verdict("same", "{} and {}", names)
        return None if None in verdicts else Verdict("clash", "{} and {}", names)

    def _target(self, a: Profile, b: Profile) -> Verdict | None:
        if not a.targets or not b.targets:
            return None
        if a.persons & b.persons:
            return Verdict("same_person", "the same named person")
        if a.persons and b.persons:
            return Verdict("other_person", "{} against {}", (min(a.persons), min(b.persons)))
        shared = {t.id for t in a.targets} & {t.id for t in b.targets}
        known = any(not i.startswith(_VAGUE_ID) for i in shared)
        if known or self._related(a.targets, b.targets):
            return Verdict("same", "the same target")
        if {t.site for t in a.targets if t.site} & {t.site for t in b.targets if t.site}:
            return Verdict("same_site", "the same kind of site")
        if shared:
            return Verdict("same_vague", "the same people")
        return Verdict("other", "{}, {}", (a.targets[0].name, b.targets[0].name))

    def _related(self, a: tuple[Actor, ...], b: tuple[Actor, ...]) -> bool:
        return any(
            actors_compatible(x, y, self._tree) is True and not x.id.startswith(_VAGUE_ID)
            for x in a
            for y in b
            if x.site is None and y.site is None
        )


def _words(a: Profile, b: Profile) -> Verdict | None:
    shared = a.words & b.words
    return Verdict(str(len(shared)), "both say {}", (shared,)) if shared else None


def _weight(table: dict[str, float], name: str, verdict: Verdict) -> float:
    if name == "words":
        return min(table["cap"], table["each"] * int(verdict.name))
    return table[verdict.name]


def _sites(a: Profile, b: Profile) -> Verdict | None:
    if a.sites is None or b.sites is None or max(a.sites, b.sites) < 2:
        return None
    return Verdict("same" if a.sites == b.sites else "other", "{} and {} sites", (a.sites, b.sites))


def _weapon(a: Profile, b: Profile) -> Verdict | None:
    if not a.weapons or not b.weapons:
        return None
    same = a.weapons & b.weapons
    return Verdict("same" if same else "other", "weapon {}", (min(same or a.weapons),))


def _told(a: Profile, b: Profile) -> Verdict | None:
    """How each document tells it: on its own, as one of several, or as a series."""
    if a.series or b.series:
        if a.series and b.series:
            return Verdict("both_series", "both a series")
        return Verdict("one_series", "a series and one event")
    return Verdict("one_part", "a part and a whole") if a.part != b.part else None
