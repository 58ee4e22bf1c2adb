"""The real rooms of a run. Each is imported when it is first used: the command line and the workers pay for what they
use only.
"""

from __future__ import annotations

import functools
import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from recoupe.model.document import Document, RawPage, Refusal
from recoupe.model.event import LinkedLedger
from recoupe.model.report import DocumentReading
from recoupe.model.rulings import Rulings
from recoupe.pipeline.config import ReaderConfig
from recoupe.pipeline.rooms import LinkRoom, ReaderLike, Rooms
from recoupe.pipeline.version import reader_version

if TYPE_CHECKING:
    from recoupe.link.memory import Memory


def house(config: ReaderConfig) -> Rooms:
    """The rooms with the reader that `config` describes.

    Raises:
        DataError: the model is not installed.
    """
    version = reader_version(config)
    return Rooms(_pages, _cleaner(config.language), functools.partial(_reader, config), _copies, Linking(), version)


def link_room() -> LinkRoom:
    """Linking alone: what a review needs, without a model."""
    return Linking()


class Linking:
    """Linking that remembers what it linked last: linking again costs what has changed since."""

    def __init__(self) -> None:
        self._memory: Memory | None = None

    def __call__(
        self, readings: Iterable[DocumentReading], documents: Iterable[Document], rulings: Rulings
    ) -> LinkedLedger:
        """Events and what goes with them, under what people decided."""
        # Taken while it is at work: another thread then starts afresh, and so does the next call when this one fails.
        first, memory, self._memory = self._memory is None, self._memory or _memory(), None
        linked = memory.become(readings, documents, rulings)
        if first:
            # What is remembered is no garbage: to look through it for some takes longer than to link an article.
            gc.freeze()
        self._memory = memory
        return linked


def _pages(paths: tuple[Path, ...], published: str | None) -> Iterator[RawPage | Refusal]:
    from recoupe.ingest.pages import ingest

    return ingest(paths, published=published)


def _cleaner(language: str) -> Callable[[RawPage], Document | Refusal]:
    from recoupe.clean.cleaner import clean, load_tools

    return functools.partial(clean, tools=load_tools((language,)))


def _reader(config: ReaderConfig) -> ReaderLike:
    from recoupe.pipeline.reader import Reader

    return Reader(config)


def _copies(documents: Iterable[Document]) -> Mapping[str, str]:
    from recoupe.clean.copies import find_copies

    return find_copies(documents)


def _memory() -> Memory:
    """Not by way of the reader, which would bring the syntax pipeline into the process that only links."""
    from recoupe.language.kinds import load_kinds
    from recoupe.language.registry import load_registry
    from recoupe.link.linker import Linker
    from recoupe.link.weights import load_weights

    return Linker(load_weights(), load_registry().tree(), load_kinds()).memory()
