"""Human decisions: append-only, reversible, never lost. They outrank the model."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec


class Judgement(msgspec.Struct, frozen=True):
    """One decision. `subject` and `object` are stable ids (reports, events, claims); `value` is JSON for `set`. An
    `undo` names the judgement it undoes.
    """

    id: str
    action: Literal["same", "different", "unsure", "set", "dismiss", "confirm", "undo"]
    subject: str
    object: str | None
    property: str | None
    value: str | None
    who: str
    when: dt.datetime
    why: str
