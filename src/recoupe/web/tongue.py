"""The desk's own words in the reader's language, and values in words: dates, places, tolls, sources.

Words lie in `words/LANG/*.yml`, one file a page. A word is a string, or forms by plural category (`one`, `other`) that
are chosen by `n`; `{name}` stands for what is filled in.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
from babel import Locale

from recoupe.model.errors import BugError, LanguageError

WORDS = Path(__file__).parent / "words"
#: Languages of the interface, the first where nobody asks for another.
LANGUAGES = ("fr", "en")

Words = Mapping[str, str | Mapping[str, str]]


@functools.cache
def load_words(language: str) -> Mapping[str, Words]:
    """All words of one language: by file, then by key."""
    return {path.stem: _read(path) for path in sorted((WORDS / language).glob("*.yml"))}


def _read(path: Path) -> Words:
    try:
        return msgspec.yaml.decode(path.read_bytes(), type=dict[str, str | dict[str, str]])
    except msgspec.MsgspecError as error:
        raise LanguageError(f"web/words/{path.parent.name}/{path.name}: {error}; words are text by key") from error


class Tongue:
    """One language of the interface. Call it with "file.key" and what is filled in."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.locale = Locale.parse(language)
        self._words = load_words(language)

    def __call__(self, key: str, **filled: Any) -> str:
        """The words of `key`, "file.key".

        Raises:
            BugError: there are no such words.
        """
        found = self.find(key)
        if found is None:
            raise BugError(f"web/words/{self.language}: no words for {key!r}")
        if not isinstance(found, str):
            found = found.get(self.locale.plural_form(filled["n"])) or found["other"]
        return found.format(**filled)

    def find(self, key: str) -> str | Mapping[str, str] | None:
        """The words of `key` unfilled; None where there are none."""
        file, _, name = key.partition(".")
        return self._words.get(file, {}).get(name)

    def value(self, file: str, name: str) -> str:
        """The words of a closed vocabulary's `name`; the name itself where it has none."""
        found = self.find(f"{file}.{name}")
        return found if isinstance(found, str) else name.replace("_", " ")

    def country(self, code: str | None) -> str:
        """Name of a country by ISO 3166-1 alpha-2 code."""
        return str(self.locale.territories.get(code or "") or code or "")

    def number(self, value: float) -> str:
        """A number with its separators."""
        from babel.numbers import format_decimal

        return str(format_decimal(value, locale=self.locale))


@functools.cache
def tongue(language: str) -> Tongue:
    """The tongue of that language, the first of `LANGUAGES` for one that the desk does not speak."""
    return Tongue(language if language in LANGUAGES else LANGUAGES[0])


def choose(cookie: str | None, accepted: str) -> str:
    """Language of a visitor: what was chosen, else the first in `Accept-Language` that the desk speaks."""
    if cookie in LANGUAGES:
        return cookie
    ranked = sorted((_ranked(part, n) for n, part in enumerate(accepted.split(","))), reverse=True)
    return next((code for _, _, code in ranked if code in LANGUAGES), LANGUAGES[0])


def _ranked(part: str, position: int) -> tuple[float, int, str]:
    code, _, quality = part.partition(";")
    try:
        weight = float(quality.strip().removeprefix("q=")) if quality else 1.0
    except ValueError:
        weight = 0.0
    return weight, -position, code.strip().lower().partition("-")[0]
