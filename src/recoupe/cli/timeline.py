"""`recoupe timeline`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from recoupe.cli import words
from recoupe.cli.options import DATE, ledger_option, parse_date
from recoupe.export.csv import main_place
from recoupe.link.stories import in_order, stories
from recoupe.model.event import Event
from recoupe.text.normalise import fold

if TYPE_CHECKING:
    from rich.console import Console

    from recoupe.model.kinds import Kind
    from recoupe.model.view import LedgerView

_LEGEND = (
    "toll: as the preferred account has it. grade: confirmed = a party to it accepts, fair = two or more independent "
    "sources, weak = one source, contested = sources conflict, discounted = dismissed by a person. differ on: what the "
    "accounts disagree on. ?: not told. To see who says what, in which words: recoupe show ID"
)
#: Digits of an id shown at least: enough to stay the only one while the ledger grows a little.
_DIGITS = 6


@click.command(name="timeline")
@ledger_option
@click.option(
    "--place", metavar="NAME", help="Only events in places whose name, province or country code has NAME in it."
)
@click.option("--from", "since", type=DATE, metavar="DATE", help="Only events that may have happened on or after DATE.")
@click.option("--to", "until", type=DATE, metavar="DATE", help="Only events that may have happened on or before DATE.")
@click.option("--dismissed", is_flag=True, help="Also events that a person dismissed.")
@click.option("--chains", is_flag=True, help="Stories: events that answer, end or are part of one another, in order.")
@click.option(
    "--suggested/--no-suggested",
    default=True,
    help="With --chains: whether links that no words draw (dotted) tie events too.",
)
def command(
    *,
    ledger: Path,
    place: str | None,
    since: str | None,
    until: str | None,
    dismissed: bool,
    chains: bool,
    suggested: bool,
) -> None:
    """The events of the ledger, in the order of their dates; those without a date come last."""
    from recoupe.cli.screen import out
    from recoupe.cli.story import draw_stories
    from recoupe.language.kinds import load_kinds
    from recoupe.ledger.store import Ledger

    with Ledger.open(ledger, create=False) as open_ledger:
        view = open_ledger.current()
    chosen = [e for e in view.linked.events if _at(e, place) and _between(e, since, until)]
    shown = [e for e in chosen if dismissed or e.grade != "discounted"]
    console = out()
    if chains:
        draw_stories(console, view, stories(shown, view.linked.links, suggested=suggested), load_kinds())
    else:
        draw(console, view, sorted(shown, key=in_order), load_kinds())
    if len(shown) < len(chosen):
        console.print(
            f"{words.count(len(chosen) - len(shown), 'dismissed event')} left out; --dismissed shows them too."
        )


def draw(console: Console, view: LedgerView, events: list[Event], kinds: Mapping[str, Kind]) -> None:
    """The table, and what its columns mean."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in ("date", "place", "what", "who → whom", "toll", "grade", "differ on", "id"):
        table.add_column(name, no_wrap=name in ("date", "id"), overflow="fold")
    disputed, short = _disputed(view), short_ids(e.id for e in view.linked.events)
    for event in events:
        kind = kinds.get(event.kind)
        table.add_row(
            words.date(event.when.interval if event.when else None),
            _where(event),
            kind.label if kind else event.kind.replace("_", " "),
            words.clip(words.who_to_whom(event), 80),
            words.clip(words.tolls(event.tolls), 80),
            f"{event.grade}, {words.count(event.independent_sources, 'source')}",
            ", ".join(disputed.get(event.id, ())),
            short[event.id],
        )
    console.print(table)
    console.print(f"{words.count(len(events), 'event')} of {len(view.linked.events)} in the ledger.")
    if events:
        console.print(_LEGEND)


def _where(event: Event) -> str:
    """The place told most finely, and how many others."""
    place, more = main_place(event), len(event.where) - 1
    return f"{words.place(place) if place else '?'}{f' (+{more})' if more > 0 else ''}"


def short_ids(ids: Iterable[str]) -> dict[str, str]:
    """Each id without its prefix and cut to the fewest digits that tell all of them apart."""
    digits = {one: one.partition(":")[2] or one for one in ids}
    length = _DIGITS
    while len({d[:length] for d in digits.values()}) < len(set(digits.values())):
        length += 1
    return {one: d[:length] for one, d in digits.items()}


def _disputed(view: LedgerView) -> dict[str, list[str]]:
    """Event -> the properties its accounts disagree on."""
    found: dict[str, list[str]] = {}
    for row in view.linked.disagreements:
        found.setdefault(row.event, []).append(row.property.replace("toll.", ""))
    return {event: sorted(set(names)) for event, names in found.items()}


def _at(event: Event, name: str | None) -> bool:
    if name is None:
        return True
    told = _names(event)
    return fold(name) in told if len(name) <= 2 else any(fold(name) in one for one in told)


def _names(event: Event) -> set[str]:
    parts: Iterable[str | None] = (part for p in event.where for part in (p.name, p.admin1, p.country))
    return {fold(part) for part in parts if part}


def _between(event: Event, since: str | None, until: str | None) -> bool:
    """Whether the event's interval meets the asked one; an undated event meets none."""
    first, last = parse_date(since) if since else None, parse_date(until) if until else None
    if event.when is None:
        return since is None and until is None
    span = event.when.interval
    return (first is None or span.end >= first[0]) and (last is None or span.start <= last[1])
