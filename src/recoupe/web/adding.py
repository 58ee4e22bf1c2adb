"""Articles added on the page: read in the background, one addition after another, and what each changed."""

from __future__ import annotations

import functools
import secrets
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Literal

import msgspec

from recoupe.model.document import Refusal
from recoupe.model.errors import RecoupeError
from recoupe.pipeline.config import DEFAULT_MODEL, ReaderConfig
from recoupe.pipeline.house import house
from recoupe.pipeline.intake import Pages
from recoupe.pipeline.rooms import ReaderLike, Rooms
from recoupe.pipeline.run import Progress, RunOptions, run
from recoupe.web.catalogue import Catalogue
from recoupe.web.desk import Desk

#: Additions that are remembered.
_REMEMBERED = 50
#: From this many bytes on, a process of its own reads: the pages stay quick meanwhile.
_MUCH = 1_000_000

Stage = Literal["waiting", "reading", "linking", "done", "failed"]


class Changed(msgspec.Struct, frozen=True):
    """An event that an addition made or told anew."""

    event: str
    new: bool


class Addition(msgspec.Struct, frozen=True):
    """One addition: how far it is, and at its end what it changed. `failed` says why."""

    id: str
    stage: Stage = "waiting"
    progress: Progress = Progress()
    documents: tuple[str, ...] = ()
    known: int = 0
    refusals: tuple[Refusal, ...] = ()
    changed: tuple[Changed, ...] = ()
    disagreements: int = 0
    failed: str = ""


class Intake:
    """Takes articles in for one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._work = ThreadPoolExecutor(max_workers=1, thread_name_prefix="read")
        self._additions: dict[str, Addition] = {}
        self._lock = threading.Lock()

    def add(self, pages: Pages, size: int) -> Addition:
        """Start reading `size` bytes of pages; ask `get` how far it is."""
        addition = Addition(secrets.token_hex(8))
        with self._lock:
            self._additions[addition.id] = addition
            for old in list(self._additions)[:-_REMEMBERED]:
                del self._additions[old]
        self._work.submit(self._read, addition.id, pages, size)
        return addition

    def get(self, key: str) -> Addition | None:
        """An addition as it stands; None for one that is not remembered."""
        return self._additions.get(key)

    def close(self) -> None:
        """Finish what is being read; what waits is left."""
        self._work.shutdown(wait=True, cancel_futures=True)

    @functools.cached_property
    def _house(self) -> Rooms:
        return house(ReaderConfig(model=self._desk.settings.model or DEFAULT_MODEL))

    @functools.cached_property
    def _kept_reader(self) -> ReaderLike:
        """One reader for all small additions: to make one takes longer than to read with it."""
        return self._house.reader()

    def _reader(self) -> ReaderLike:
        return self._kept_reader

    def _read(self, key: str, pages: Pages, size: int) -> None:
        try:
            before = self._desk.catalogue()
            reader = self._house.reader if size > _MUCH else self._reader
            rooms = msgspec.structs.replace(self._house, pages=pages, reader=reader, link=self._desk.link)
            options = RunOptions(paths=(), workers=1 if size > _MUCH else 0)
            summary = run(
                options,
                self._desk.ledger,
                rooms,
                clock=self._desk.settings.clock,
                on_progress=lambda progress: self._tell(key, progress),
            )
            after = self._desk.catalogue()
            self._set(key, stage="done", refusals=summary.refusals, **_difference(before, after, summary.documents))
        except RecoupeError as error:
            self._set(key, stage="failed", failed=str(error))
        except Exception as error:  # whoever waits must hear of it
            self._set(key, stage="failed", failed=f"this is a bug of recoupe: {type(error).__name__}: {error}")
            raise

    def _tell(self, key: str, progress: Progress) -> None:
        self._set(key, stage="linking" if progress.stage in ("linking", "done") else "reading", progress=progress)

    def _set(self, key: str, **changes: object) -> None:
        with self._lock:
            if key in self._additions:
                self._additions[key] = msgspec.structs.replace(self._additions[key], **changes)


def _difference(before: Catalogue, after: Catalogue, seen: int) -> Mapping[str, object]:
    """What changed between two states: new documents, events made or told anew, disagreements more."""
    documents = tuple(key for key in after.documents if key not in before.documents)
    changed = [
        Changed(key, key not in before.events)
        for key, event in after.events.items()
        if key not in before.events or before.events[key].reports != event.reports
    ]
    more = len(after.view.linked.disagreements) - len(before.view.linked.disagreements)
    known = max(0, seen - len(documents))
    return {"documents": documents, "known": known, "changed": tuple(changed), "disagreements": more}
