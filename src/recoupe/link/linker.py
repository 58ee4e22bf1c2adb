"""Readings in, events out: compare, cluster, reconcile, grade, link."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from recoupe.link.memory import Memory
from recoupe.link.weights import Weights
from recoupe.model.actors import ActorTree
from recoupe.model.document import Document
from recoupe.model.event import LinkedLedger
from recoupe.model.kinds import Kind
from recoupe.model.report import DocumentReading
from recoupe.model.rulings import NO_RULINGS, Rulings


class Linker:
    """Links reports under fixed weights. Pure: the same readings give the same events in whatever order they come."""

    def __init__(self, weights: Weights, tree: ActorTree, kinds: Mapping[str, Kind]) -> None:
        self._weights = weights
        self._tree = tree
        self._kinds = kinds

    def link(
        self, readings: Iterable[DocumentReading], documents: Iterable[Document], rulings: Rulings = NO_RULINGS
    ) -> LinkedLedger:
        """Events, disagreements, links and proposals of a set of readings, under what people decided."""
        return self.memory().become(readings, documents, rulings)

    def memory(self) -> Memory:
        """An empty ledger that will remember how it was linked: what comes to it later is linked by itself."""
        return Memory(self._weights, self._tree, self._kinds)
