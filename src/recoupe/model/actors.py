"""How actors stand to one another: pure functions for linking, no text and no names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from recoupe.model.values import Actor, ActorClass

#: "state:ML" is a state, "state:ML:forces" a branch of it.
STATE = "state:"
#: Classes that one side of a war cannot be at once.
_CAMPS: dict[ActorClass, str] = {
    "state_force": "state",
    "government": "state",
    "militia": "armed",
    "rebel": "armed",
    "jihadist": "armed",
    "civilian": "civilian",
    "crowd": "civilian",
    "media": "civilian",
    "ngo": "civilian",
    "international_organisation": "international",
}
#: Start of the ids of actors kept as written.
DESCRIBED = "as:"
#: Start of the ids of the groups that a state backs, whichever they are.
BACKED = "backed:"
#: Ids of actors known by description only; two of them may be the same people or not.
_VAGUE = (DESCRIBED, "people:", BACKED, "person:")


class ActorTree(msgspec.Struct, frozen=True):
    """Parents of registered actors, by id. A state's branches need no row: their parent is in the id."""

    parents: Mapping[str, str] = {}
    #: Ids of registered people: killed, wounded or arrested once, whatever their rank.
    persons: frozenset[str] = frozenset()

    def ancestors(self, actor_id: str) -> Iterator[str]:
        """Parent, grandparent and so on, nearest first; never loops."""
        seen = {actor_id}
        here = self._parent(actor_id)
        while here is not None and here not in seen:
            yield here
            seen.add(here)
            here = self._parent(here)

    def root(self, actor_id: str) -> str:
        """Top of the tree that holds `actor_id`: itself when it has no parent."""
        top = actor_id
        for top in self.ancestors(actor_id):  # noqa: B007 - the last one is wanted
            pass
        return top

    def _parent(self, actor_id: str) -> str | None:
        listed = self.parents.get(actor_id)
        if listed is None and actor_id.startswith(STATE) and actor_id.count(":") > 1:
            return actor_id.rpartition(":")[0]
        return listed


def compatible(a: Actor, b: Actor, tree: ActorTree) -> bool | None:
    """Whether two claims on who did it can both hold.

    True: one actor, an actor and its parent, or two levels of one state. False: they clash. None: the values cannot
    tell (a description, a coalition and a state that may be in it).
    """
    if a.id == b.id:
        return True
    family_a, family_b = _family(a, tree), _family(b, tree)
    if a.id in family_b or b.id in family_a or _same_state(family_a, family_b):
        return True
    if _vague(a) or _vague(b):
        return _vague_clash(a, b)
    if _camp(a) != _camp(b) and _camp(a) is not None and _camp(b) is not None:
        return False
    if "coalition" in (a.actor_class, b.actor_class) or "unknown" in (a.actor_class, b.actor_class):
        return None
    return False


def _family(actor: Actor, tree: ActorTree) -> set[str]:
    above = {actor.id, *tree.ancestors(actor.id)}
    if actor.parent is not None:
        above |= {actor.parent, *tree.ancestors(actor.parent)}
    return above


def _same_state(a: set[str], b: set[str]) -> bool:
    return any(one.startswith(STATE) for one in a & b)


def _camp(actor: Actor) -> str | None:
    return _CAMPS.get(actor.actor_class)


def _vague(actor: Actor) -> bool:
    return actor.id.startswith(_VAGUE)


def _vague_clash(a: Actor, b: Actor) -> bool | None:
    """A description clashes when it is of the other armed side or of another state.

    Civilians and soldiers do not clash: one strike hits both.
    """
    if {_camp(a), _camp(b)} == {"state", "armed"}:
        return False
    if a.country is not None and b.country is not None and a.country != b.country and _camp(a) == _camp(b) == "state":
        return False
    return None
