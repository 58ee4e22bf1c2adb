"""`recoupe bench`."""

import click


@click.command(name="bench")
def command() -> None:
    """."""
