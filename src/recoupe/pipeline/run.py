"""A run: pages to documents to readings to events, into a ledger. What is interrupted is taken up by the next run."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

import recoupe
from recoupe.ledger.store import Ledger
from recoupe.model.document import Document, RawPage, Refusal
from recoupe.model.errors import BugError
from recoupe.model.event import LinkedLedger
from recoupe.model.judgement import Judgement
from recoupe.model.report import DocumentReading
from recoupe.pipeline.rooms import LinkRoom, Rooms
from recoupe.pipeline.workers import Batch, Outcome, internal_error, read_here, read_with_workers
from recoupe.review.settle import settle

#: Documents in one transaction and in a worker's hands: what a killed run loses at most, for each worker.
BATCH = 8
#: Times a run links again because another run wrote meanwhile.
_PATIENCE = 20


class RunOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What to read and how. `workers` 0 reads in this process. `published` is the date that pages without one get."""

    paths: tuple[Path, ...]
    published: str | None = None
    workers: int = 1
    batch: int = BATCH


class Progress(msgspec.Struct, frozen=True):
    """How far a run is: pages seen, documents cleaned, documents to read, documents read, refusals, and what goes on
    now.
    """

    stage: str = "reading"
    pages: int = 0
    documents: int = 0
    to_read: int = 0
    read: int = 0
    refused: int = 0


class RunSummary(msgspec.Struct, frozen=True):
    """What a run did, and what the ledger holds after it. `refusals` are this run's; `lapsed` counts the judgements
    about what is no longer read.
    """

    pages: int
    documents: int
    new_documents: int
    read: int
    refusals: tuple[Refusal, ...]
    ledger_version: int
    reports: int
    events: int
    disagreements: int
    links: int
    lapsed: int = 0


def run(
    options: RunOptions,
    ledger: Ledger,
    rooms: Rooms,
    *,
    clock: Callable[[], dt.datetime],
    on_progress: Callable[[Progress], None] | None = None,
) -> RunSummary:
    """Bring `ledger` up to date with the pages at `options.paths`, and link everything in it.

    Documents that an earlier run left unread, or that another version of the reader read, are read too.

    Raises:
        DataError: a path or the ledger cannot be used. What a single page does wrong is a refusal in the summary.
    """
    number = ledger.begin_run(clock(), recoupe=recoupe.__version__, reader=rooms.version)
    work = _Run(options, ledger, rooms, on_progress or _silent)
    work.read()
    work.tell("linking")
    version, reports, counts = link_all(ledger, rooms)
    refusals = tuple(sorted(work.refusals, key=lambda r: (r.path, r.code, r.detail)))
    ledger.end_run(number, clock(), documents=work.progress.documents, refusals=len(refusals))
    work.tell("done")
    return RunSummary(
        pages=work.progress.pages,
        documents=work.progress.documents,
        new_documents=work.new_documents,
        read=work.progress.read,
        refusals=refusals,
        ledger_version=version,
        reports=reports,
        events=counts[0],
        disagreements=counts[1],
        links=counts[2],
        lapsed=counts[3],
    )


def link_all(ledger: Ledger, rooms: Rooms) -> tuple[int, int, tuple[int, int, int, int]]:
    """Link everything in the ledger; gives its version, its reports, and its events, disagreements, links and lapsed
    judgements.

    When another run writes between our reading and our snapshot, what we linked is stale: link again.
    """
    for _ in range(_PATIENCE):
        state = ledger.state()
        copies = rooms.copies(ledger.documents())
        marked = (msgspec.structs.replace(d, copy_of=copies.get(d.id)) for d in ledger.documents())
        readings = tuple(ledger.readings(rooms.version))
        linked = under_judgements(rooms.link, readings, marked, ledger.judgements())
        version = ledger.snapshot(linked, reader=rooms.version, copies=copies, state=state)
        if version is not None:
            lapsed = sum(standing.state == "lapsed" for standing in linked.standings)
            counts = len(linked.events), len(linked.disagreements), len(linked.links), lapsed
            return version, sum(len(found.reports) for found in readings), counts
    raise BugError(
        f"the ledger changed {_PATIENCE} times while it was being linked; run again when other runs have ended"
    )


def under_judgements(
    link: LinkRoom,
    readings: tuple[DocumentReading, ...],
    documents: Iterable[Document],
    judgements: tuple[Judgement, ...],
) -> LinkedLedger:
    """Link what was read under what people decided, and say of each decision what it amounts to."""
    docket, listed = settle(judgements, readings), tuple(documents)
    linked = link(readings, listed, docket.rulings)
    if not judgements:
        return linked
    issues = [issue for document in listed for issue in document.issues]
    issues += [issue for found in readings for issue in found.issues]
    return msgspec.structs.replace(linked, standings=docket.standings(linked, issues))


def _silent(_: Progress) -> None:
    """Nobody watches."""


class _Run:
    """The moving parts of one run: counters, and the batches between the rooms."""

    def __init__(
        self, options: RunOptions, ledger: Ledger, rooms: Rooms, on_progress: Callable[[Progress], None]
    ) -> None:
        self._options, self._ledger, self._rooms, self._on_progress = options, ledger, rooms, on_progress
        self.progress = Progress()
        self.refusals: list[Refusal] = []
        self.new_documents = 0
        self._handed_out: set[str] = set()

    def tell(self, stage: str | None = None, **more: int) -> None:
        """Add to the counters and tell whoever watches."""
        counters = {name: getattr(self.progress, name) + number for name, number in more.items()}
        self.progress = msgspec.structs.replace(self.progress, stage=stage or self.progress.stage, **counters)
        self._on_progress(self.progress)

    def read(self) -> None:
        """Clean, keep and read everything there is to read."""
        done: list[Outcome] = []
        for outcome in self._outcomes():
            done.append(outcome)
            if len(done) >= self._options.batch:
                self._keep(done)
                done = []
        self._keep(done)

    def _outcomes(self) -> Iterator[Outcome]:
        batches = itertools.chain(self._new_batches(), self._left_batches())
        if self._options.workers == 0:
            return read_here(self._rooms.reader, batches)
        return read_with_workers(self._rooms.reader, batches, self._options.workers)

    def _new_batches(self) -> Iterator[Batch]:
        """Documents of the pages, kept in the ledger before they are handed out."""
        cleaned: list[Document] = []
        for page in self._rooms.pages(self._options.paths, self._options.published):
            found = self._clean(page)
            self.tell(pages=1)
            if isinstance(found, Refusal):
                self._refuse(found, None)
                continue
            cleaned.append(found)
            if len(cleaned) >= self._options.batch:
                yield from self._hand_out(cleaned)
                cleaned = []
        yield from self._hand_out(cleaned)

    def _clean(self, page: RawPage | Refusal) -> Document | Refusal:
        if isinstance(page, Refusal):
            return page
        try:
            return self._rooms.clean(page)
        except Exception as error:
            return internal_error(page.path, error)

    def _hand_out(self, cleaned: list[Document]) -> Iterator[Batch]:
        self.new_documents += self._ledger.add_documents(cleaned)
        batch = self._ledger.unread_among(cleaned, self._rooms.version)
        self._handed_out.update(document.id for document in batch)
        self.tell(documents=len(cleaned), to_read=len(batch))
        if batch:
            yield batch

    def _left_batches(self) -> Iterator[Batch]:
        """What earlier runs left unread, or read with another version of the reader."""
        left = (d for d in self._ledger.unread(self._rooms.version) if d.id not in self._handed_out)
        while batch := tuple(itertools.islice(left, self._options.batch)):
            self.tell(to_read=len(batch))
            yield batch

    def _keep(self, done: list[Outcome]) -> None:
        """Write outcomes: readings in one transaction, refusals as they are."""
        read = [(document, found) for document, found in done if isinstance(found, DocumentReading)]
        if read:
            self._ledger.add_readings(read, self._rooms.version)
        for document, found in done:
            if isinstance(found, Refusal):
                self._refuse(found, document.id)
        self.tell(read=len(read))

    def _refuse(self, refusal: Refusal, document: str | None) -> None:
        self._ledger.add_refusals(((refusal, document),))
        self.refusals.append(refusal)
        self.tell(refused=1)
