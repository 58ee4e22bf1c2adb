"""The parts of an article in a row of a table, whatever its columns are called."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

import msgspec

from recoupe.language.pack import PACKS, read_table


class FieldNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Shape of language/common/page_fields.yml: folded names of each part, best first."""

    text: tuple[str, ...]
    title: tuple[str, ...]
    lead: tuple[str, ...]
    date: tuple[str, ...]
    outlet: tuple[str, ...]
    url: tuple[str, ...]
    id: tuple[str, ...]
    language: tuple[str, ...]
    lists: tuple[str, ...]
    inner: tuple[str, ...]


class Row(msgspec.Struct, frozen=True):
    """One article of a table, as written; None where the row says nothing."""

    text: str | None = None
    title: str | None = None
    lead: str | None = None
    date: str | None = None
    outlet: str | None = None
    url: str | None = None
    id: str | None = None
    language: str | None = None


def load_field_names() -> FieldNames:
    """The table of column names."""
    return read_table(PACKS / "common" / "page_fields.yml", FieldNames)


def fold_key(key: str) -> str:
    """ "Date_de publication" -> "datedepublication"."""
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", key).casefold())
    return "".join(c for c in letters if c.isalnum())


def read_row(row: Mapping[str, object], names: FieldNames) -> Row:
    """The parts of `row`. A column serves one part only: with "content" and "description", the first is the text."""
    values = {fold_key(str(key)): _words(value, names) for key, value in row.items()}

    def first(candidates: tuple[str, ...], taken: str | None = None) -> str | None:
        return next((values[name] for name in candidates if values.get(name) and name != taken), None)

    parts = {part: first(getattr(names, part)) for part in Row.__struct_fields__}
    if parts["text"] in (None, parts["lead"]):
        # A flash: a title and a standfirst, nothing below.
        parts["text"], parts["lead"] = parts["lead"], None
    return Row(**parts)


def _words(value: object, names: FieldNames) -> str | None:
    """A cell as words: text, number, list of paragraphs, or an object that holds the words under a known key."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list | tuple):
        pieces = [_words(item, names) for item in value if not isinstance(item, list | tuple)]
        return "\n\n".join(piece for piece in pieces if piece) or None
    if isinstance(value, Mapping):
        return next((words for key in names.inner if (words := _leaf(value.get(key)))), None)
    return None


def _leaf(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
