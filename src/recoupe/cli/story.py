"""Stories on a terminal: what happened, and what it answers, ends or is part of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from recoupe.cli import words

if TYPE_CHECKING:
    from rich.console import Console

    from recoupe.link.stories import Story
    from recoupe.model.event import Event, EventLink
    from recoupe.model.kinds import Kind
    from recoupe.model.view import LedgerView

#: What a link says of the event that it starts from, in the words of a document and as a suggestion.
_SAYS = {"response_to": "answers", "part_of": "is part of", "update_of": "follows up"}
_MAY = {"response_to": "may answer", "part_of": "may be part of", "update_of": "may follow up"}
_SOLID, _DOTTED = "└─", "└┄"
_WIDTH = 100
_LEGEND = (
    f"{_SOLID} in the words of a document; {_DOTTED} suggested: no words say so, the two sides only hit each other "
    "within days, or one ends what the other began (leave out with --no-suggested). The whole of an event: recoupe "
    "show ID"
)


def draw_stories(console: Console, view: LedgerView, found: Sequence[Story], kinds: Mapping[str, Kind]) -> None:
    """Each story: its events in order, and under each what it answers."""
    from recoupe.cli.timeline import short_ids

    short = short_ids(e.id for e in view.linked.events)
    paths = {d.id: d.path for d in view.documents}
    for number, story in enumerate(found, 1):
        first, last = story.events[0], next((e for e in reversed(story.events) if e.when), story.events[-1])
        begin, end = (words.date(e.when.interval if e.when else None) for e in (first, last))
        span = begin if begin == end else f"{begin} to {end}"
        console.print(f"\nSTORY {number}: {span}, {words.count(len(story.events), 'event')}", markup=False)
        answers: dict[str, list[EventLink]] = defaultdict(list)
        for link in story.links:
            answers[link.source].append(link)
        events = {e.id: e for e in story.events}
        for event in story.events:
            console.print(_line(event, kinds, short), markup=False, soft_wrap=True)
            for link in answers[event.id]:
                target = events[link.target]
                console.print(_link(link, target, kinds, short, paths), markup=False, soft_wrap=True)
    console.print(f"\n{_stories(len(found))}.", markup=False)
    if found:
        console.print(_LEGEND, markup=False)


def _line(event: Event, kinds: Mapping[str, Kind], short: Mapping[str, str]) -> str:
    """One event: when, what, where, who to whom, with what toll, and its id."""
    date = words.date(event.when.interval if event.when else None)
    told = [_what(event, kinds)]
    told += [words.place(event.where[0])] if event.where else []
    told += [part for part in (words.who_to_whom(event), words.tolls(event.tolls)) if part]
    return f"{date:>16}  {words.clip('; '.join(told), _WIDTH)}  {short[event.id]}"


def _link(
    link: EventLink, target: Event, kinds: Mapping[str, Kind], short: Mapping[str, str], paths: Mapping[str, str]
) -> str:
    mark, says = (_DOTTED, _MAY[link.type]) if link.suggested else (_SOLID, _SAYS[link.type])
    date = words.date(target.when.interval if target.when else None)
    said = ""
    if link.quote is not None:
        path = paths.get(link.document or "")
        where = f", {words.safe(path)}" if path is not None else ""
        said = f": « {words.clip(link.quote.exact, 60)} »{where}"
    return f"{'':18}{mark} {says} {_what(target, kinds)} of {date} {short[link.target]}{said}"


def _what(event: Event, kinds: Mapping[str, Kind]) -> str:
    kind = kinds.get(event.kind)
    return kind.label if kind else event.kind.replace("_", " ")


def _stories(number: int) -> str:
    return "1 story" if number == 1 else f"{number} stories"
