"""The real rooms of a run. Each is imported when it is first used: the command line and the workers pay for what they
use only.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from recoupe.model.document import Document, RawPage, Refusal
from recoupe.model.event import LinkedLedger
from recoupe.model.report import DocumentReading
from recoupe.model.rulings import Rulings
from recoupe.pipeline.config import ReaderConfig
from recoupe.pipeline.rooms import LinkRoom, ReaderLike, Rooms
from recoupe.pipeline.version import reader_version


def house(config: ReaderConfig) -> Rooms:
    """The rooms with the reader that `config` describes.

    Raises:
        DataError: the model is not installed.
    """
    version = reader_version(config)
    return Rooms(_pages, _cleaner(config.language), functools.partial(_reader, config), _copies, _link, version)


def link_room() -> LinkRoom:
    """Linking alone: what a review needs, without a model."""
    return _link


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


def _link(readings: Iterable[DocumentReading], documents: Iterable[Document], rulings: Rulings) -> LinkedLedger:
    """Not by way of the reader, which would bring the syntax pipeline into the process that only links."""
    from recoupe.language.kinds import load_kinds
    from recoupe.language.registry import load_registry
    from recoupe.link.linker import Linker
    from recoupe.link.weights import load_weights

    return Linker(load_weights(), load_registry().tree(), load_kinds()).link(readings, documents, rulings)
