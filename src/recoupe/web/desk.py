"""The ledger as the desk holds it: read once, and again whenever somebody wrote to it."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property

from recoupe.language.kinds import load_kinds
from recoupe.language.registry import Registry, load_registry
from recoupe.ledger.store import Ledger
from recoupe.pipeline.house import link_room
from recoupe.pipeline.review import Review
from recoupe.web.catalogue import Catalogue
from recoupe.web.settings import Settings
from recoupe.web.shown import Shown


class Desk:
    """What every page and answer of one desk starts from. Safe to use from several threads."""

    def __init__(self, settings: Settings, ledger: Ledger) -> None:
        self.settings = settings
        self.ledger = ledger
        self.kinds = load_kinds()
        #: Held while judgements are written and linked: one after another.
        self.writing = threading.Lock()
        #: Linking that remembers; for whatever links in this desk.
        self.link = link_room()
        self._last: Future[int] | None = None
        self._linking = ThreadPoolExecutor(max_workers=1, thread_name_prefix="link")
        self._reading = threading.Lock()
        self._catalogue: Catalogue | None = None
        self._state = -1
        self._shown: Shown | None = None

    def catalogue(self) -> Catalogue:
        """What the ledger holds now."""
        with self._reading:
            state = self.ledger.state()
            if self._catalogue is None or state != self._state:
                self._catalogue, self._state = Catalogue(self.ledger.current(), self.kinds), state
            return self._catalogue

    def shown(self) -> Shown:
        """The same, made ready for overviews."""
        catalogue = self.catalogue()
        with self._reading:
            if self._shown is None or self._shown.catalogue is not catalogue:
                self._shown = Shown(catalogue, self._registry)
            return self._shown

    def warm(self) -> None:
        """Make ready what the first visitor will ask for."""
        self.shown().warm()

    @cached_property
    def _registry(self) -> Registry:
        return load_registry()

    def review(self) -> Review:
        """Decisions on the ledger as it is now. Use it under `writing`."""
        return Review(self.ledger, self.link, clock=self.settings.clock)

    def relink(self) -> Future[int]:
        """Let all decisions take effect on the events, after those that are being linked already."""
        self._last = self._linking.submit(lambda: self.review().relink())
        return self._last

    @property
    def linking(self) -> bool:
        """Whether decisions are still to take effect on the events."""
        return self._last is not None and not self._last.done()

    def close(self) -> None:
        """Finish what is being linked, and let go of the ledger."""
        self._linking.shutdown(wait=True)
        self.ledger.close()
