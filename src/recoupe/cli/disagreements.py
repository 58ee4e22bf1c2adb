"""`recoupe disagreements`."""

from __future__ import annotations

from pathlib import Path

import click

from recoupe.cli import words
from recoupe.cli.options import ledger_option


@click.command(name="disagreements")
@ledger_option
def command(ledger: Path) -> None:
    """Where accounts contradict each other: each value, who holds it, in which words. Nothing is averaged."""
    from recoupe.cli.pages import Page
    from recoupe.cli.screen import out
    from recoupe.language.kinds import load_kinds
    from recoupe.ledger.store import Ledger

    with Ledger.open(ledger, create=False) as open_ledger:
        view = open_ledger.current()
    console, page = out(), Page(view, load_kinds())
    console.print(f"{words.count(len(view.linked.disagreements), 'disagreement')}.")
    for event in view.linked.events:
        rows = [row for row in view.linked.disagreements if row.event == event.id]
        if rows:
            console.print(f"\n{page.one_line(event)}", soft_wrap=True)
            for line in page.disagreements(rows):
                console.print(line, soft_wrap=True)
