"""`recoupe bench`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click

import recoupe
from recoupe.model.errors import DataError


@click.command(name="bench", context_settings={"ignore_unknown_options": True}, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def command(arguments: tuple[str, ...]) -> None:
    """Measure speed and memory. From a checkout only; --help tells the options."""
    script = Path(recoupe.__file__).resolve().parents[2] / "benches" / "run.py"
    if not script.is_file():
        raise DataError("recoupe bench runs from a checkout, where benches/ is; this is an installed package.")
    sys.exit(subprocess.run([sys.executable, str(script), *arguments], check=False).returncode)
