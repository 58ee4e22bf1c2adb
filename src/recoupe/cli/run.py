"""`recoupe run`."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from recoupe.cli import words
from recoupe.cli.options import DATE, ledger_option
from recoupe.pipeline.config import DEFAULT_MODEL, ReaderConfig

if TYPE_CHECKING:
    from rich.console import Console

    from recoupe.pipeline.run import Progress, RunSummary

#: Beyond this many, workers wait for the one process that cleans pages and links.
_MOST_WORKERS = 8
#: Refusals listed at the end of a run; `recoupe refusals` lists all.
_SHOWN = 20
#: What shells give a program that Ctrl-C ended.
_INTERRUPTED = 130


@click.command(name="run")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(exists=True, path_type=Path))
@ledger_option
@click.option(
    "--published", type=DATE, metavar="DATE", help="Publication date of pages that tell none: YYYY[-MM[-DD]]."
)
@click.option("--workers", type=click.IntRange(1, 64), metavar="N", help="Processes that read. [default: one a core]")
@click.option(
    "--model",
    default=DEFAULT_MODEL,
    show_default=True,
    metavar="NAME",
    help="An installed spaCy pipeline with UD labels.",
)
def command(*, paths: tuple[Path, ...], ledger: Path, published: str | None, workers: int | None, model: str) -> None:
    """Read the articles at PATH... into the ledger, extract and link.

    PATH is a file or a folder: HTML, text, JSON, JSONL, CSV, WARC, RSS or Atom. Running again adds what is new and
    changes nothing else. A run that was stopped is taken up by the next one.
    """
    from recoupe.cli.screen import err, out
    from recoupe.ledger.store import Ledger
    from recoupe.pipeline.house import house
    from recoupe.pipeline.run import RunOptions, run

    rooms = house(ReaderConfig(model=model))
    options = RunOptions(paths=paths, published=published, workers=workers or default_workers())
    try:
        with Ledger.open(ledger) as open_ledger, _Bar(err()) as bar:
            summary = run(options, open_ledger, rooms, clock=_now, on_progress=bar.update)
    except KeyboardInterrupt:
        click.echo("stopped. What was read is kept; the same command goes on from there.", err=True)
        sys.exit(_INTERRUPTED)
    _tell(out(), summary, ledger)
    sys.exit(1 if summary.refusals else 0)


def default_workers() -> int:
    """One process for each core that this process may use."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, _MOST_WORKERS))


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _tell(console: Console, summary: RunSummary, ledger: Path) -> None:
    """What the run did, what it refused, what to do next."""
    console.print(
        f"{words.count(summary.documents, 'article')} found, {summary.new_documents} new; {summary.read} read now, "
        f"{len(summary.refusals)} refused."
    )
    console.print(
        f"The ledger {ledger} (version {summary.ledger_version}) holds {words.count(summary.reports, 'report')} of "
        f"{words.count(summary.events, 'event')}, {words.count(summary.disagreements, 'disagreement')}, "
        f"{words.count(summary.links, 'link')}."
    )
    if summary.lapsed:
        told = "is about something" if summary.lapsed == 1 else "are about things"
        console.print(
            f"{words.count(summary.lapsed, 'judgement')} {told} no longer read, and kept: "
            f"recoupe review list --ledger {ledger}"
        )
    for refusal in summary.refusals[:_SHOWN]:
        console.print(f"  refused {words.safe(refusal.path)}: {refusal.code}: {words.clip(refusal.detail, 200)}")
    if len(summary.refusals) > _SHOWN:
        console.print(f"  … and {len(summary.refusals) - _SHOWN} more: recoupe refusals --ledger {ledger}")
    console.print(f"See them: recoupe timeline --ledger {ledger}")


class _Bar:
    """A progress bar on a terminal; silent elsewhere."""

    def __init__(self, console: Console) -> None:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[note]}"),
        )
        self._progress = Progress(
            *columns, TimeElapsedColumn(), console=console, transient=True, disable=not console.is_terminal
        )
        self._task = self._progress.add_task("reading", total=None, note="")

    def __enter__(self) -> _Bar:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def update(self, now: Progress) -> None:
        """Draw how far the run is."""
        note = f"{now.pages} pages, {now.documents} articles, {now.refused} refused"
        total = now.to_read or None
        self._progress.update(self._task, description=now.stage, completed=now.read, total=total, note=note)
