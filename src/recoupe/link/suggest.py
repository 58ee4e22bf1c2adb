"""Links that no words draw, only likely from what stands beside what: always marked as suggestions.

An attack may answer the last one by those it hits; what resumes may be what was suspended, who is freed may be who was
taken, a truce that ends may be the one agreed on. Nearness is no answer (docs/codebook.md): a suggestion says where to
look, and whoever draws links can leave suggestions out.
"""

from __future__ import annotations

import bisect
import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from recoupe.model.actors import ActorTree
from recoupe.model.event import Event, EventLink
from recoupe.model.kinds import Kind
from recoupe.model.places import compatible
from recoupe.model.values import Actor

#: Days after an attack in which one by the other side may answer it, and after its beginning in which something ends.
_ANSWER, _END = 5, 120
#: Kinds that end what another kind began.
_ENDS = {"resume": "suspend", "release": "abduction", "break_off": "agree"}
_KEPT = frozenset(_ENDS) | frozenset(_ENDS.values())
_ATTACK = "attack"
#: Ids of actors known by description only: they are on no side.
_VAGUE = ("as:", "people:", "site:", "person:", "backed:")

Pair = tuple[str, str]
#: When an event began, and its id.
Moment = tuple[dt.date, str]


def suggestions(
    events: Iterable[Event], links: Sequence[EventLink], tree: ActorTree, kinds: Mapping[str, Kind]
) -> tuple[EventLink, ...]:
    """Suggested links between dated events that no quoted link ties, at most one for each event, sorted."""
    listed, past = list(events), Past(tree, kinds)
    for event in listed:
        past.add(event)
    tied: dict[str, list[EventLink]] = defaultdict(list)
    for link in links:
        tied[link.source].append(link)
        tied[link.target].append(link)
    found = (past.suggestion(event, tied.get(event.id, ())) for event in listed)
    return tuple(sorted((k for k in found if k is not None), key=lambda k: (k.type, k.source, k.target)))


class Past:
    """Dated events by what may follow from them, as events come and go."""

    def __init__(self, tree: ActorTree, kinds: Mapping[str, Kind]) -> None:
        self._tree, self._kinds = tree, kinds
        self._events: dict[str, Event] = {}
        #: Attacks by who hit whom, and events by their kind and each of those who took part; in the order of dates.
        self._attacks: dict[Pair, list[Moment]] = {}
        self._begun: dict[Pair, list[Moment]] = {}

    def add(self, event: Event) -> None:
        """Let an event have happened. One without a day of its own is no use."""
        if _days(event) is not None:
            self._events[event.id] = event
            for moments in self._places(event):
                bisect.insort(moments, (_start(event), event.id))

    def remove(self, event: Event) -> None:
        """Let an event that was added not have happened."""
        if self._events.pop(event.id, None) is not None:
            for moments in self._places(event):
                moments.remove((_start(event), event.id))

    def followers(self, event: Event) -> Iterator[str]:
        """Ids of events whose suggestion an event may change."""
        if _days(event) is None:
            return
        for doer, hit in self._sides(event):
            yield from (i for _, i in _after(event, self._attacks.get((hit, doer), ()), _ANSWER))
        for kind in (k for k, began in _ENDS.items() if began == event.kind):
            for who in self._roots(event):
                yield from (i for _, i in _after(event, self._begun.get((kind, who), ()), _END))

    def suggestion(self, event: Event, tied: Iterable[EventLink]) -> EventLink | None:
        """What an event likely answers or ends. `tied` are the quoted links from and to it."""
        if event.id not in self._events:
            return None
        linked = {end for k in tied for end in (k.source, k.target)}
        began = _ENDS.get(event.kind)
        if began is not None:
            last = self._ended(event, began, linked)
            return None if last is None else EventLink("update_of", event.id, last, None, None, suggested=True)
        if not self._attack(event) or any(k.type == "response_to" and k.source == event.id for k in tied):
            return None
        last = self._answered(event, linked)
        return None if last is None else EventLink("response_to", event.id, last, None, None, suggested=True)

    def _answered(self, event: Event, linked: Collection[str]) -> str | None:
        """The last attack on the attacker's side by the side that it now hits."""
        before = {
            moment
            for doer, hit in self._sides(event)
            for moment in _before(event, self._attacks.get((hit, doer), ()), _ANSWER)
            if moment[1] not in linked
        }
        return max(before)[1] if before else None

    def _ended(self, event: Event, began: str, linked: Collection[str]) -> str | None:
        """What an event ends: the last of its kind by, or done to, the same ones, at a place that can be one."""
        begun = {
            moment
            for who in self._roots(event)
            for moment in _before(event, self._begun.get((began, who), ()), _END)
            if moment[1] not in linked
        }
        return next((i for _, i in sorted(begun, reverse=True) if _one_place(event, self._events[i])), None)

    def _places(self, event: Event) -> Iterator[list[Moment]]:
        """Where an event is kept."""
        if self._attack(event):
            yield from (self._attacks.setdefault(pair, []) for pair in self._sides(event))
        if event.kind in _KEPT:
            yield from (self._begun.setdefault((event.kind, who), []) for who in sorted(self._roots(event)))

    def _attack(self, event: Event) -> bool:
        return event.kind not in _ENDS and self._kinds[event.kind].family == _ATTACK

    def _sides(self, event: Event) -> list[Pair]:
        """Who hits whom, by the tops of their trees."""
        doers, hit = _roots(event.attacker, self._tree), _roots(event.target, self._tree)
        return sorted((a, b) for a in doers for b in hit if a != b)

    def _roots(self, event: Event) -> set[str]:
        return _roots((*event.attacker, *event.target), self._tree)


def _after(event: Event, moments: Sequence[Moment], days: int) -> Sequence[Moment]:
    """What began on the day of an event or at most so many days after it."""
    until = _start(event) + dt.timedelta(days=days + 1)
    return moments[bisect.bisect_left(moments, (_start(event), "")) : bisect.bisect_left(moments, (until, ""))]


def _before(event: Event, moments: Sequence[Moment], days: int) -> Sequence[Moment]:
    """What began before an event, at most so many days; of one day, what comes first by id."""
    since = _start(event) - dt.timedelta(days=days)
    return moments[bisect.bisect_left(moments, (since, "")) : bisect.bisect_left(moments, (_start(event), event.id))]


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
