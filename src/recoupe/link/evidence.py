"""Evidence that two reports tell one event: named features with weights, each with a reason in words."""

from __future__ import annotations

import msgspec

from recoupe.link.place_evidence import compare_places
from recoupe.link.profile import Profile
from recoupe.link.toll_evidence import compare_tolls
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
_NEVER = frozenset({"apart", "untold"})
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
        self._tree = tree
        self._families = families

    def features(self, a: Profile, b: Profile) -> tuple[Feature, ...]:
        """All evidence for and against; a property that one side does not give adds nothing, but for the date."""
        w = self.weights
        when, where = compare_dates(a, b), compare_places(a.where, b.where)
        if when[0] in _NEVER or (where is not None and where[0] in _DECISIVE):
            rest: tuple[tuple[str, dict[str, float], tuple[str, str] | None], ...] = ()
        else:
            rest = (
                ("kind", w.kind, self._kind(a, b)),
                ("attacker", w.attacker, self._attacker(a, b)),
                ("target", w.target, self._target(a, b)),
                ("sites", w.sites, _sites(a, b)),
                ("toll", w.toll, compare_tolls(a.tolls, b.tolls)),
                ("weapon", w.weapon, _weapon(a, b)),
                ("told", w.told, _told(a, b)),
                ("words", w.words, self._words(a, b)),
            )
        named = (("when", w.when, when), ("where", w.where, where), *rest)
        return tuple(_feature(n, table, verdict) for n, table, verdict in named if verdict is not None)

    def total(self, features: tuple[Feature, ...]) -> float:
        """Sum of the weights and the prior: log2 odds of one event."""
        return self.weights.prior + sum(f.weight for f in features)

    def _kind(self, a: Profile, b: Profile) -> tuple[str, str]:
        if a.kind == b.kind:
            common = self._families.get(a.kind) == _ATTACK and a.kind != "suicide_bombing"
            return ("same" if common else "same_rare"), f"both {a.kind}"
        pair, back = (a.kind, b.kind), (b.kind, a.kind)
        close = _VAGUE_KIND in pair or pair in self.weights.close_kinds or back in self.weights.close_kinds
        return ("compatible" if close else "other_means"), f"{a.kind} and {b.kind}"

    def _attacker(self, a: Profile, b: Profile) -> tuple[str, str] | None:
        if not a.attackers or not b.attackers:
            return None
        verdicts = {actors_compatible(x, y, self._tree) for x in a.attackers for y in b.attackers}
        names = f"{a.attackers[0].name} and {b.attackers[0].name}"
        if True in verdicts:
            return "same", names
        return None if None in verdicts else ("clash", names)

    def _target(self, a: Profile, b: Profile) -> tuple[str, str] | None:
        if not a.targets or not b.targets:
            return None
        if a.persons & b.persons:
            return "same_person", "the same named person"
        if a.persons and b.persons:
            return "other_person", f"{sorted(a.persons)[0]} against {sorted(b.persons)[0]}"
        shared = {t.id for t in a.targets} & {t.id for t in b.targets}
        known = any(not i.startswith(_VAGUE_ID) for i in shared)
        if known or self._related(a.targets, b.targets):
            return "same", "the same target"
        if {t.site for t in a.targets if t.site} & {t.site for t in b.targets if t.site}:
            return "same_site", "the same kind of site"
        return ("same_vague", "the same people") if shared else ("other", f"{a.targets[0].name}, {b.targets[0].name}")

    def _related(self, a: tuple[Actor, ...], b: tuple[Actor, ...]) -> bool:
        return any(
            actors_compatible(x, y, self._tree) is True and not x.id.startswith(_VAGUE_ID)
            for x in a
            for y in b
            if x.site is None and y.site is None
        )

    def _words(self, a: Profile, b: Profile) -> tuple[str, str] | None:
        shared = a.words & b.words
        return (str(len(shared)), "both say " + ", ".join(sorted(shared)[:4])) if shared else None


def _feature(name: str, table: dict[str, float], verdict: tuple[str, str]) -> Feature:
    if name == "words":
        return Feature(name, min(table["cap"], table["each"] * int(verdict[0])), verdict[1])
    return Feature(name, table[verdict[0]], verdict[1])


def _sites(a: Profile, b: Profile) -> tuple[str, str] | None:
    if a.sites is None or b.sites is None or max(a.sites, b.sites) < 2:
        return None
    return ("same" if a.sites == b.sites else "other"), f"{a.sites} and {b.sites} sites"


def _weapon(a: Profile, b: Profile) -> tuple[str, str] | None:
    if not a.weapons or not b.weapons:
        return None
    same = a.weapons & b.weapons
    return ("same" if same else "other"), f"weapon {sorted(same or a.weapons)[0]}"


def _told(a: Profile, b: Profile) -> tuple[str, str] | None:
    """How each document tells it: on its own, as one of several, or as a series."""
    if a.series or b.series:
        return ("both_series", "both a series") if a.series and b.series else ("one_series", "a series and one event")
    return ("one_part", "a part and a whole") if a.part != b.part else None
