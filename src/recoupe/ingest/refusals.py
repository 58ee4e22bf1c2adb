"""Why something is not read: the closed list of codes, and the error that carries one inside this room."""

from __future__ import annotations

from typing import Literal, get_args

from recoupe.model.document import Refusal

#: `clean` adds "malformed", "no_text" and "unsupported_language" of its own.
RefusalCode = Literal[
    "not_found",
    "nothing_found",
    "not_a_file",
    "unreadable",
    "hidden_file",
    "symlink",
    "too_large",
    "empty",
    "binary",
    "unsupported_format",
    "bomb",
    "malformed",
    "bad_row",
    "no_text",
    "duplicate",
]
REFUSAL_CODES: tuple[str, ...] = get_args(RefusalCode)


class Refused(Exception):
    """Raised inside this room only, and always turned into a `Refusal` at its door."""

    def __init__(self, code: RefusalCode, detail: str) -> None:
        super().__init__(detail)
        self.code: RefusalCode = code
        self.detail = detail

    def at(self, path: str) -> Refusal:
        return Refusal(path, self.code, self.detail)


def refuse(path: str, code: RefusalCode, detail: str) -> Refusal:
    """A refusal with a code of the list."""
    return Refusal(path, code, detail)
