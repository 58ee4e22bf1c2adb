"""`recoupe`: the door. Commands are imported when they are called, so that `recoupe --help` costs nothing."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Mapping

import click

import recoupe
from recoupe.model.errors import BugError, RecoupeError

#: Command -> its module and what it does in a line. The function in the module is called `command`.
COMMANDS: Mapping[str, tuple[str, str]] = {
    "run": ("recoupe.cli.run", "Read articles, extract, link; ends with a summary."),
    "timeline": ("recoupe.cli.timeline", "The events, in the order of their dates."),
    "show": ("recoupe.cli.show", "One event or one document: each value, who says so, the words."),
    "disagreements": ("recoupe.cli.disagreements", "Where accounts contradict each other, side by side."),
    "review": ("recoupe.cli.review", "Same, different, set, dismiss, confirm, undo: what people decide."),
    "desk": ("recoupe.cli.desk", "The ledger in a browser: map, timeline, table, review."),
    "tallies": ("recoupe.cli.tallies", "Running totals, beside the events held."),
    "trace": ("recoupe.cli.trace", "Every room's output for one article."),
    "export": ("recoupe.cli.export", "The ledger as JSON, CSV or GeoJSON."),
    "refusals": ("recoupe.cli.refusals", "What was not read, and why."),
    "eval": ("recoupe.cli.evaluate", "Predictions for the scorers."),
    "bench": ("recoupe.cli.bench", "Speed and memory (from a checkout)."),
}

MISUSE = 2


class LazyGroup(click.Group):
    """A group whose commands are named in `COMMANDS` and imported on call."""

    def list_commands(self, _: click.Context) -> list[str]:
        """Commands in the order of use."""
        return list(COMMANDS)

    def get_command(self, _: click.Context, name: str) -> click.Command | None:
        """The command, imported now."""
        if name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[name][0]).command
        return command

    def format_commands(self, _: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(recoupe.__version__, prog_name="recoupe")
def group() -> None:
    """Turn news articles about armed conflict into an auditable event ledger.

    Who did what to whom, where, when, with what toll; who says so; and where the accounts disagree. Every value opens
    the exact words that it rests on.

    Exit codes: 0 done, 1 some documents were refused (listed with reasons), 2 misuse.
    """


def main() -> None:
    """Run the command line; errors of ours are told in words and end with exit code 2."""
    try:
        group.main(prog_name="recoupe")
    except RecoupeError as error:
        kind = "this is a bug of recoupe: " if isinstance(error, BugError) else ""
        click.echo(f"recoupe: {kind}{error}", err=True)
        sys.exit(MISUSE)


if __name__ == "__main__":
    main()
