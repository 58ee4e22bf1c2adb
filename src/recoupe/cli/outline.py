"""Any value of the model as lines: words of the article in quotation marks, everything else as `name value`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from recoupe.cli import words
from recoupe.model.report import ClaimValue
from recoupe.model.spans import CharSpan, Quote
from recoupe.model.time import DateInterval
from recoupe.model.values import Source

#: Characters of a span shown at most.
_WIDTH = 90


class Outline:
    """Values of one document, whose text the spans are cut from."""

    def __init__(self, text: str) -> None:
        self._text = text

    def lines(self, values: Iterable[object]) -> Iterator[str]:
        """One line for each value."""
        for value in values:
            yield f"  {self.one(value)}"

    def one(self, value: object) -> str:
        """A value on one line."""
        match value:
            case CharSpan():
                return f"«{words.clip(self._text[value.start : value.end], _WIDTH)}»@{value.start}"
            case Quote():
                return f"«{words.clip(value.exact, _WIDTH)}»@{value.start}"
            case DateInterval():
                return f"{words.date(value)} (precision {value.precision})"
            case Source():
                return words.source(value)
            case msgspec.Struct():
                return self._struct(value)
            case tuple():
                return "[" + ", ".join(self.one(part) for part in value) + "]"
            case str():
                return words.clip(value, _WIDTH)
        return str(value)

    def _struct(self, value: msgspec.Struct) -> str:
        if isinstance(value, ClaimValue):
            return words.claim_value(value)
        told = [(name, getattr(value, name)) for name in value.__struct_fields__]
        plain = [(name, part) for name, part in told if part not in (None, (), False, "")]
        return "  ".join(self.one(part) if _speaks(part) else f"{name} {self._nested(part)}" for name, part in plain)

    def _nested(self, part: object) -> str:
        said = self.one(part)
        nested = isinstance(part, msgspec.Struct) and "  " in said
        return f"({said})" if nested else said


def _speaks(part: object) -> bool:
    """Whether a value needs no name before it."""
    return isinstance(part, CharSpan | Quote | ClaimValue)
