"""Options that several commands share, and the checks of what people type."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

DEFAULT_LEDGER = "recoupe.db"
#: For "2023", "2023-11", "2023-11-07"; not for "07/11/2023".
_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?", re.ASCII)


def parse_date(text: str) -> tuple[dt.date, dt.date] | None:
    """First and last day of "YYYY", "YYYY-MM" or "YYYY-MM-DD"; None when it is none of them or no such day exists."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        first = dt.date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    if day is not None:
        return first, first
    last_month = month or 12
    return first, dt.date(first.year, last_month, calendar.monthrange(first.year, last_month)[1])


class DateParam(click.ParamType):  # type: ignore[type-arg, unused-ignore]
    """A date as written, checked: year, month or day."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text itself.

        Raises:
            click.BadParameter: it is no date.
        """
        if parse_date(str(value)) is None:
            self.fail(f"{value!r} is no date. Give YYYY, YYYY-MM or YYYY-MM-DD, such as 2023-11-07.", param, ctx)
        return str(value)


DATE = DateParam()


def inherited(context: click.Context, parameter: click.Parameter, value: Any) -> Any:
    """The value typed for the group, where none was typed for its command: `recoupe review --ledger L.db list`."""
    name, above = parameter.name or "", context.parent
    typed = click.core.ParameterSource.COMMANDLINE
    if above is None or context.get_parameter_source(name) is typed or above.get_parameter_source(name) is not typed:
        return value
    return above.params[name]


ledger_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--ledger",
    "ledger",
    type=click.Path(dir_okay=False, path_type=Path),
    default=DEFAULT_LEDGER,
    show_default=True,
    envvar="RECOUPE_LEDGER",
    metavar="L.db",
    callback=inherited,
    help="The ledger file.",
)
