"""Terminals: as wide as they are, and wide enough when there is none."""

from __future__ import annotations

import sys

from rich.console import Console

#: Width of what is piped into a file or another program, in columns.
PIPE_WIDTH = 160


def out() -> Console:
    """Standard output. Article text is never taken for markup or for a link."""
    width = None if sys.stdout.isatty() else PIPE_WIDTH
    return Console(markup=False, emoji=False, highlight=False, width=width)


def err() -> Console:
    """Standard error, for progress and warnings."""
    width = None if sys.stderr.isatty() else PIPE_WIDTH
    return Console(stderr=True, markup=False, emoji=False, highlight=False, width=width)
