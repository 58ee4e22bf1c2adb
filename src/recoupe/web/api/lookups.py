"""Single things by id, in the words of the export contract (docs: export.md)."""

from __future__ import annotations

from typing import Any

from litestar import get
from litestar.datastructures import State
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from recoupe.export import view
from recoupe.web.desk import Desk
from recoupe.web.tongue import LANGUAGES, load_words


@get("/api/documents/{key:str}", sync_to_thread=True)
def document(state: State, key: FromPath[str]) -> dict[str, Any]:
    """One document, its text whole."""
    desk: Desk = state["desk"]
    found = desk.catalogue().documents.get(key)
    if found is None:
        raise NotFoundException(f"no document {key!r} in this ledger")
    return view.document(found)


@get("/api/words/{language:str}/{file:str}", include_in_schema=False, sync_to_thread=False)
def words(language: FromPath[str], file: FromPath[str]) -> dict[str, Any]:
    """The interface's own words of one file, for its scripts."""
    found = load_words(language).get(file) if language in LANGUAGES else None
    if found is None:
        raise NotFoundException(f"no words {file!r} in {language!r}")
    return dict(found)


HANDLERS = (document, words)
