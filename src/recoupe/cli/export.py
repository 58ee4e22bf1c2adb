"""`recoupe export`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from recoupe.cli.options import ledger_option
from recoupe.export.formats import FORMATS
from recoupe.model.errors import DataError


@click.command(name="export")
@ledger_option
@click.option(
    "--format", "form", type=click.Choice(tuple(FORMATS)), default="json", show_default=True, help="See above."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Instead of standard output.",
)
def command(ledger: Path, form: str, output: Path | None) -> None:
    """The ledger as a file.

    \b
    json     everything: documents, reports with claims and quotes, events, links,
             disagreements, tallies, figures, issues
    csv      one row for each event, preferred values only
    geojson  one feature for each place of each event, preferred values only

    What a format cannot hold is told on standard error.
    """
    from recoupe.language.kinds import load_kinds
    from recoupe.ledger.store import Ledger

    with Ledger.open(ledger, create=False) as open_ledger:
        view = open_ledger.current()
    made = FORMATS[form](view, load_kinds())
    if output is None:
        sys.stdout.buffer.write(made.content)
        sys.stdout.buffer.flush()
    else:
        write_whole(output, made.content)
    for loss in made.losses:
        click.echo(f"not in the {form} export: {loss.number} {loss.what} ({loss.reason})", err=True)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that is there whole or not at all.

    Raises:
        DataError: it cannot be written.
    """
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        aside.write_bytes(content)
        aside.replace(path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise DataError(
            f"{path}: cannot be written ({error.strerror}). Give -o a file in a folder that you may write."
        ) from error
