"""`recoupe trace`."""

import click


@click.command(name="trace")
def command() -> None:
    """."""
