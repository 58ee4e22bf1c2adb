"""Links that no words draw, only likely from what stands beside what: always marked as suggestions.

An attack may answer the last one by those it hits; what resumes may be what was suspended, who is freed may be who was
taken, a truce that ends may be the one agreed on. Nearness is no answer (docs/codebook.md): a suggestion says where to
look, and whoever draws links can leave suggestions out.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from recoupe.model.actors import ActorTree
from recoupe.model.event import Event, EventLink
from recoupe.model.kinds import Kind
from recoupe.model.places import compatible
from recoupe.model.values import Actor

#: Days after an attack in which one by the other side may answer it, and after its beginning in which something ends.
_ANSWER, _END = 5, 120
#: Kinds that end what another kind began.
_ENDS = {"resume": "suspend", "release": "abduction", "break_off": "agree"}
_ATTACK = "attack"
#: Ids of actors known by description only: they are on no side.
_VAGUE = ("as:", "people:", "site:", "person:", "backed:")


def suggestions(
    events: Iterable[Event], links: Sequence[EventLink], tree: ActorTree, kinds: Mapping[str, Kind]
) -> tuple[EventLink, ...]:
    """Suggested links between dated events that no quoted link ties, at most one for each event, sorted."""
    dated = sorted((e for e in events if _days(e) is not None), key=lambda e: (_start(e), e.id))
    tied = {frozenset((k.source, k.target)) for k in links}
    answering = {k.source for k in links if k.type == "response_to"}
    found: list[EventLink] = []
    hit_by: dict[tuple[str, str], list[Event]] = defaultdict(list)
    begun: dict[str, list[Event]] = defaultdict(list)
    for event in dated:
        began = _ENDS.get(event.kind)
        if began is not None:
            link = _ended(event, begun[began], tree, tied)
            found += [link] if link is not None else []
        elif kinds[event.kind].family == _ATTACK:
            link = None if event.id in answering else _answered(event, hit_by, tree, tied)
            found += [link] if link is not None else []
            for pair in _sides(event, tree):
                hit_by[pair].append(event)
        begun[event.kind].append(event)
    return tuple(sorted(found, key=lambda k: (k.type, k.source, k.target)))


def _answered(
    event: Event, hit_by: Mapping[tuple[str, str], list[Event]], tree: ActorTree, tied: set[frozenset[str]]
) -> EventLink | None:
    """The last attack on the attacker's side by the side that it now hits."""
    before = [
        other
        for doer, hit in _sides(event, tree)
        for other in _lately(event, hit_by.get((hit, doer), ()), _ANSWER)
        if frozenset((event.id, other.id)) not in tied
    ]
    last = max(before, key=lambda e: (_start(e), e.id), default=None)
    return None if last is None else EventLink("response_to", event.id, last.id, None, None, suggested=True)


def _ended(event: Event, begun: Sequence[Event], tree: ActorTree, tied: set[frozenset[str]]) -> EventLink | None:
    """What an event ends: the last of its kind by, or done to, the same ones, at a place that can be one."""
    for other in reversed(list(_lately(event, begun, _END))):
        same = bool(_roots((*event.attacker, *event.target), tree) & _roots((*other.attacker, *other.target), tree))
        if same and _one_place(event, other) and frozenset((event.id, other.id)) not in tied:
            return EventLink("update_of", event.id, other.id, None, None, suggested=True)
    return None


def _lately(event: Event, earlier: Sequence[Event], days: int) -> Iterator[Event]:
    """Events of a list in order of their dates that began before another, at most so many days."""
    since = _start(event) - dt.timedelta(days=days)
    late = []
    for other in reversed(earlier):
        if _start(other) < since:
            break
        if other.id != event.id and _start(other) <= _start(event):
            late.append(other)
    yield from reversed(late)


def _sides(event: Event, tree: ActorTree) -> list[tuple[str, str]]:
    """Who hits whom, by the tops of their trees."""
    doers, hit = _roots(event.attacker, tree), _roots(event.target, tree)
    return sorted((a, b) for a in doers for b in hit if a != b)


def _roots(actors: Iterable[Actor], tree: ActorTree) -> set[str]:
    return {tree.root(a.id if a.parent is None else a.parent) for a in actors if not a.id.startswith(_VAGUE)}


def _one_place(one: Event, other: Event) -> bool:
    return not one.where or not other.where or any(compatible(a, b) for a in one.where for b in other.where)


def _days(event: Event) -> int | None:
    """Days that an event's date covers, None when it is a bound or vaguer than a week."""
    when = event.when
    return (
        None if when is None or when.rule.startswith("bounded") or when.interval.precision > 2 else when.interval.days
    )


def _start(event: Event) -> dt.date:
    assert event.when is not None
    return event.when.interval.start
