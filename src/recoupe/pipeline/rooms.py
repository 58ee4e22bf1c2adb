"""The rooms as a run needs them: each a function, so that a run can be tried without a model and without a network."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

import msgspec

from recoupe.model.document import Document, RawPage, Refusal
from recoupe.model.event import LinkedLedger
from recoupe.model.report import DocumentReading
from recoupe.model.rulings import Rulings


class ReaderLike(Protocol):
    """What a run asks of a reader."""

    def read_all(self, documents: Iterable[Document], /) -> Iterator[DocumentReading]:
        """A reading of each document, in order."""
        ...


class LinkRoom(Protocol):
    """What a run and a review ask of linking."""

    def __call__(
        self, readings: Iterable[DocumentReading], documents: Iterable[Document], rulings: Rulings, /
    ) -> LinkedLedger:
        """Events and what goes with them, under what people decided."""
        ...


class Rooms(msgspec.Struct, frozen=True):
    """The rooms of a run, in their order.

    `reader` makes the reader inside each worker, so it must be picklable. `copies` maps copied documents to their
    originals, by id. `version` names everything that a reading depends on besides the document.
    """

    pages: Callable[[tuple[Path, ...], str | None], Iterator[RawPage | Refusal]]
    clean: Callable[[RawPage], Document | Refusal]
    reader: Callable[[], ReaderLike]
    copies: Callable[[Iterable[Document]], Mapping[str, str]]
    link: LinkRoom
    version: str
