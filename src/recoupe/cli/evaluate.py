"""`recoupe eval`."""

from __future__ import annotations

from pathlib import Path

import click

from recoupe.pipeline.config import DEFAULT_MODEL, ReaderConfig


@click.group(name="eval")
def command() -> None:
    """Predictions on annotated corpora, for a scorer to compare. `make eval` in a checkout runs them all."""


@command.command(name="timex")
@click.argument("folder", metavar="TML_DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--predictions",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="OUT.json",
    help="Where to write them.",
)
@click.option(
    "--model",
    default=DEFAULT_MODEL,
    show_default=True,
    metavar="NAME",
    help="An installed spaCy pipeline with UD labels.",
)
def timex(folder: Path, predictions: Path, model: str) -> None:
    """Find the time expressions of the TimeML files (.tml) in TML_DIR.

    OUT.json holds, for each document id, a list of {"start", "end", "type", "value"}; offsets are code points into the
    text of the file's TEXT element.
    """
    import msgspec

    from recoupe.cli.export import write_whole
    from recoupe.model.errors import DataError
    from recoupe.pipeline.timex import predict, read_timeml

    paths = sorted(folder.glob("*.tml"))
    if not paths:
        raise DataError(f"{folder}: no .tml file here. Give the folder of a TimeML corpus.")
    found = dict(predict(map(read_timeml, paths), ReaderConfig(model=model)))
    write_whole(predictions, msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n")
    click.echo(f"{sum(map(len, found.values()))} time expressions in {len(found)} documents -> {predictions}")
