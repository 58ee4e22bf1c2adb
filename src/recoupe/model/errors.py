"""One root error, three kinds: the article's fault, our words' fault, our code's fault."""

from __future__ import annotations


class RecoupeError(Exception):
    """Root of every error this package raises on purpose."""


class DataError(RecoupeError):
    """The input is at fault: says what was read, where, what was expected and what to do."""


class LanguageError(RecoupeError):
    """A language pack, registry or gazetteer is at fault: names the file and the key."""


class BugError(RecoupeError):
    """We are at fault: an invariant of ours does not hold."""
