"""`recoupe eval`."""

import click


@click.command(name="eval")
def command() -> None:
    """."""
