"""`recoupe show`."""

from __future__ import annotations

from pathlib import Path

import click

from recoupe.cli.options import ledger_option
from recoupe.model.event import Event


@click.command(name="show")
@click.argument("name", metavar="EVENT|DOCUMENT")
@ledger_option
def command(name: str, ledger: Path) -> None:
    """One event, or one document.

    An id may be shortened as long as it stays the only one; a document may be named by its file. An event that was
    merged into another one is found under its old id too.
    """
    from recoupe.cli.lookup import look_up
    from recoupe.cli.pages import Page
    from recoupe.cli.screen import out
    from recoupe.language.kinds import load_kinds
    from recoupe.ledger.store import Ledger

    with Ledger.open(ledger, create=False) as open_ledger:
        view = open_ledger.current()
        found, former = look_up(name, view, open_ledger)
    console = out()
    if former:
        console.print(f"{former} is now part of {found.id}.")
    page = Page(view, load_kinds())
    for line in page.event(found) if isinstance(found, Event) else page.document(found):
        console.print(line, soft_wrap=True)
