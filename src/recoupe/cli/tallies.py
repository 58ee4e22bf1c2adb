"""`recoupe tallies`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from recoupe.cli import words
from recoupe.cli.options import ledger_option

if TYPE_CHECKING:
    from recoupe.link.tallies import Count, Series

_LEGEND = (
    "held: events of the ledger of that kind, place and target since the day from which the total runs; ?: the text "
    "does not say since when. A total is never added to an event's toll."
)


@click.command(name="tallies")
@ledger_option
def command(ledger: Path) -> None:
    """Running totals ("more than 60 attacks since October") by who counts what, beside the events held."""
    from recoupe.cli.screen import out
    from recoupe.language.kinds import load_kinds
    from recoupe.language.registry import load_registry
    from recoupe.ledger.store import Ledger
    from recoupe.link.tallies import series

    with Ledger.open(ledger, create=False) as open_ledger:
        view = open_ledger.current()
    told = [tally for reading in view.readings for tally in reading.tallies]
    found = series(told, view.linked.events, view.documents, tree=load_registry().tree(), kinds=load_kinds())
    paths = {d.id: d.path for d in view.documents}
    console = out()
    console.print(f"{words.count(len(told), 'running total')}.")
    for one in found:
        console.print(f"\n{_heading(one)}", markup=False, soft_wrap=True)
        for count in one.counts:
            console.print(_line(count, paths[count.tally.document]), markup=False, soft_wrap=True)
    if found:
        console.print(f"\n{_LEGEND}", markup=False)


def _heading(one: Series) -> str:
    parts = [one.kind.replace("_", " ")]
    parts += [f"on {', '.join(one.target)}"] if one.target else []
    parts += [f"in {', '.join(one.scope)}"] if one.scope else []
    return words.safe(f"{' '.join(parts)}, counted by {one.speaker or 'the outlet itself'}")


def _line(count: Count, path: str) -> str:
    tally = count.tally
    sign = "" if tally.comparator == "=" else f"{tally.comparator} "
    held = "?" if count.held is None else str(count.held)
    day = f"{count.day:%Y-%m-%d}" if count.day else "no day"
    since = f" since {words.date(tally.since)}" if tally.since else ""
    mark = "  falls" if count.fell else "  jumps" if count.jumped else ""
    said = f"« {words.clip(tally.quote.exact, 60)} », {words.safe(path)}"
    return f"  {day:>10}  {sign}{tally.number}{since}, {held} held{mark}: {said}"
