"""What may answer or end what, and events in order as stories."""

from __future__ import annotations

import itertools

import msgspec
import pytest
from values import ARMY, GAO, JIHADISTS, KIDAL, NIGER, REBELS, actor, when

from recoupe.language.kinds import load_kinds
from recoupe.link.stories import stories
from recoupe.link.suggest import suggestions
from recoupe.model.actors import ActorTree
from recoupe.model.event import Event, EventLink
from recoupe.model.report import When
from recoupe.model.values import Actor, Place

KINDS = load_kinds()
TREE = ActorTree()


def event(
    id: str,
    day: str | None,
    kind: str = "armed_attack",
    by: Actor | None = None,
    on: Actor | None = None,
    where: Place = KIDAL,
) -> Event:
    told = when(day) if day is not None else None
    doers, hit = ((a,) if a is not None else () for a in (by, on))
    return Event(id, kind, id, told, (where,), doers, hit, (), (), "weak", "one source", 1, (id,), (id,))


def suggest(*events: Event, quoted: tuple[EventLink, ...] = ()) -> list[tuple[str, str, str]]:
    """Suggestions as (type, source, target), the same in whatever order the events come."""
    orders = {suggestions(order, quoted, TREE, KINDS) for order in itertools.permutations(events)}
    assert len(orders) == 1
    [found] = orders
    assert all(k.suggested and k.quote is None for k in found)
    return [(k.type, k.source, k.target) for k in found]


RAID = event("raid", "2024-03-02", by=ARMY, on=REBELS)
REPLY = event("reply", "2024-03-04", by=REBELS, on=ARMY, where=GAO)


def test_an_attack_may_answer_the_last_one_by_those_it_hits() -> None:
    earlier = event("earlier", "2024-03-01", by=ARMY, on=REBELS)
    assert suggest(earlier, RAID, REPLY) == [("response_to", "reply", "raid")]


NOTHING = [
    ((RAID, event("b", "2024-03-20", by=REBELS, on=ARMY)), "weeks later"),
    ((RAID, event("b", "2024-03-03", by=JIHADISTS, on=ARMY)), "by a third side"),
    ((RAID, event("b", "2024-03-03", by=ARMY, on=REBELS)), "the same side strikes again"),
    ((RAID, event("b", None, by=REBELS, on=ARMY)), "without a date"),
    ((RAID, event("b", "2024-03-03", "condemn", by=REBELS, on=ARMY)), "words answer nothing"),
    ((RAID, event("b", "2024-03-03", by=actor("people:hommes"), on=ARMY)), "by nobody known"),
]


@pytest.mark.parametrize(("events", "why"), NOTHING, ids=lambda x: x if isinstance(x, str) else "")
def test_no_suggestion(events: tuple[Event, ...], why: str) -> None:
    assert suggest(*events) == [], why


def test_a_bound_is_no_date() -> None:
    bound = When(when("2024-03-04").interval, "bounded_by_page", "dct")
    assert suggest(RAID, msgspec.structs.replace(REPLY, when=bound)) == []


def test_what_words_tie_is_not_suggested() -> None:
    said = EventLink("response_to", "reply", "other", None, None)
    assert suggest(RAID, REPLY, quoted=(said,)) == [], "it answers something else already"
    assert suggest(RAID, REPLY, quoted=(EventLink("response_to", "raid", "reply", None, None),)) == []


def test_what_ends_may_follow_up_what_began() -> None:
    suspended = event("off", "2024-01-05", "suspend", by=ARMY)
    resumed = event("on", "2024-01-15", "resume", by=ARMY)
    assert suggest(suspended, resumed) == [("update_of", "on", "off")]
    assert suggest(suspended, msgspec.structs.replace(resumed, attacker=(JIHADISTS,))) == []
    assert suggest(suspended, event("on", "2024-01-15", "resume", by=ARMY, where=NIGER)) == []
    assert suggest(event("off", "2024-01-20", "suspend", by=ARMY), resumed) == [], "not before it began"


def test_a_story_is_told_in_order() -> None:
    late, undated = event("late", "2024-03-09"), event("undated", None)
    links = (
        EventLink("response_to", "reply", "raid", None, None),
        EventLink("response_to", "late", "reply", None, None, suggested=True),
        EventLink("part_of", "undated", "raid", None, None),
    )
    [story] = stories((late, undated, REPLY, RAID, event("alone", "2024-03-03")), links)
    assert [e.id for e in story.events] == ["raid", "reply", "late", "undated"]
    assert story.links == links
    [short] = stories((late, undated, REPLY, RAID), links, suggested=False)
    assert [e.id for e in short.events] == ["raid", "reply", "undated"]
    assert stories((late, RAID), links) == (), "both ends must be among the events"


def test_stories_follow_one_another_by_their_first_dates() -> None:
    a, b = event("a", "2024-05-01"), event("b", "2024-05-02")
    links = (EventLink("response_to", "b", "a", None, None), EventLink("response_to", "reply", "raid", None, None))
    assert [s.events[0].id for s in stories((a, b, RAID, REPLY), links)] == ["raid", "a"]
