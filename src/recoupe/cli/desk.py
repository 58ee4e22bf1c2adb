"""`recoupe desk`."""

from __future__ import annotations

import datetime as dt
import secrets
from pathlib import Path

import click

from recoupe.cli.options import ledger_option
from recoupe.cli.review import default_user
from recoupe.pipeline.config import DEFAULT_MODEL


@click.command(name="desk")
@ledger_option
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port to listen on.")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="Address to listen on; others need a token.",
)
@click.option("--name", "hosts", multiple=True, metavar="NAME", help="A further name it is reached under.")
@click.option(
    "--token",
    metavar="TEXT",
    help="What visitors must give.  [default: made up, unless only this machine can reach it]",
)
@click.option("--by", "who", default=default_user, metavar="NAME", help="Who decides.  [default: your user name]")
@click.option(
    "--model", default=DEFAULT_MODEL, show_default=True, metavar="NAME", help="Reads what is added on the page."
)
def command(
    *, ledger: Path, port: int, host: str, hosts: tuple[str, ...], token: str | None, who: str, model: str
) -> None:
    """Open the ledger in a browser: map, timeline, table, every quote in its text, review.

    Serves on this machine only, unless told otherwise with --host; then a token is asked of every visitor.
    """
    from recoupe.web.serve import serve
    from recoupe.web.settings import LOOPBACK, Settings

    if token is None and host not in LOOPBACK:
        token = secrets.token_urlsafe(24)
    settings = Settings(
        ledger=ledger, clock=_now, host=host, port=port, hosts=hosts, token=token, who=who, model=model
    )  # fmt: skip
    serve(settings, ready=lambda address: click.echo(f"The desk is open at {address}  (Ctrl-C ends it)"))


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
