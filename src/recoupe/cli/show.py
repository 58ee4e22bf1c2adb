"""`recoupe show`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from recoupe.cli import words
from recoupe.cli.options import ledger_option
from recoupe.model.event import Event, Whereabouts

#: Exit code when nothing is left of what was asked for: as of any other name that leads nowhere.
GONE = 2


@click.command(name="show")
@click.argument("name", metavar="EVENT|DOCUMENT")
@ledger_option
def command(name: str, ledger: Path) -> None:
    """One event, or one document.

    An id may be shortened as long as it stays the only one; a document may be named by its file. An event that was
    merged into another one, or split, is found under its old id too, with what became of it.
    """
    from recoupe.cli.lookup import look_up
    from recoupe.cli.pages import Page
    from recoupe.cli.screen import out
    from recoupe.language.kinds import load_kinds
    from recoupe.ledger.store import Ledger

    with Ledger.open(ledger, create=False) as open_ledger:
        view = open_ledger.current()
        found, here = look_up(name, view, open_ledger)
    console = out()
    for line in became(here) if here is not None else ():
        console.print(line, soft_wrap=True)
    if found is None:
        sys.exit(GONE)
    page = Page(view, load_kinds())
    for line in page.event(found) if isinstance(found, Event) else page.document(found):
        console.print(line, soft_wrap=True)


def became(here: Whereabouts) -> Iterator[str]:
    """What became of an event, in words; nothing for one that still holds all that it ever held."""
    others = [part for part in here.parts if part[0] != here.asked]
    lost = f"{words.count(here.lost, 'report')} of it {'is' if here.lost == 1 else 'are'} no longer read."
    if here.event is None:
        yield f"{here.asked} was an event until version {here.until} of the ledger. {lost}"
        return
    if here.event != here.asked and len(others) == 1:
        yield f"{here.asked} is now part of {here.event}."
    elif here.event != here.asked:
        yield f"{here.asked} was an event until version {here.until} of the ledger, and was split:"
    elif others:
        yield f"{here.asked} once held more:"
    if len(here.parts) > 1:
        for event, number in others:
            yield f"  {words.count(number, 'report')} of it {'is' if number == 1 else 'are'} in {event} now"
    if here.lost:
        yield f"  {lost}"
