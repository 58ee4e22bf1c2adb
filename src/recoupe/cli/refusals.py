"""`recoupe refusals`."""

from __future__ import annotations

from pathlib import Path

import click

from recoupe.cli import words
from recoupe.cli.options import ledger_option


@click.command(name="refusals")
@ledger_option
def command(ledger: Path) -> None:
    """What was not read, and why: one line each, with its path, the code of the reason, and the detail."""
    from recoupe.ledger.store import Ledger

    with Ledger.open(ledger, create=False) as open_ledger:
        refusals = open_ledger.current().refusals
    for refusal in refusals:
        click.echo(f"{words.safe(refusal.path)}\t{refusal.code}\t{words.safe(refusal.detail)}")
    click.echo(f"{words.count(len(refusals), 'refusal')}.", err=True)
