"""Worker processes that read documents. One may be killed at any moment: its work goes to another, and a document that
kills twice is refused.

`concurrent.futures` gives up every task when one worker dies and does not say whose fault it was; here each worker has
a pipe of its own, so the document in its hands is known.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from recoupe.model.document import Document, Refusal
from recoupe.model.errors import BugError, DataError, LanguageError
from recoupe.model.report import DocumentReading
from recoupe.pipeline.rooms import ReaderLike

Batch = tuple[Document, ...]
#: One document and what came of it.
Outcome = tuple[Document, DocumentReading | Refusal]

#: Times a document may be in the hands of a worker that dies before it is refused.
TRIES = 2
_ERRORS = {kind.__name__: kind for kind in (DataError, LanguageError)}


def read_batch(reader: ReaderLike, batch: Sequence[Document]) -> Iterator[Outcome]:
    """What came of each document. One that makes the reader raise is refused, and the others are read all the same."""
    left = {document.id: document for document in batch}
    with suppress(Exception):  # told below, by the document that it comes from
        for found in reader.read_all(tuple(left.values())):
            yield left.pop(found.document), found
    for document in tuple(left.values()):
        try:
            yield document, next(iter(reader.read_all((document,))))
        except Exception as error:
            yield document, internal_error(document.path, error)


def internal_error(path: str, error: Exception) -> Refusal:
    """The refusal of something that one of our rooms could not take: what was raised, and where."""
    place, trace = "", error.__traceback__
    while trace is not None:
        place, trace = f" ({trace.tb_frame.f_globals.get('__name__')}, line {trace.tb_lineno})", trace.tb_next
    return Refusal(path, "internal_error", f"{type(error).__name__}: {error}{place}")


def read_here(factory: Callable[[], ReaderLike], batches: Iterable[Batch]) -> Iterator[Outcome]:
    """Read in this process: what a killed worker would do then is to kill the run."""
    reader = factory()
    for batch in batches:
        yield from read_batch(reader, batch)


def read_with_workers(factory: Callable[[], ReaderLike], batches: Iterable[Batch], workers: int) -> Iterator[Outcome]:
    """Read `batches` with up to `workers` processes, outcomes as they come. No more than `workers` batches wait in
    memory.

    Raises:
        DataError, LanguageError: the reader cannot be made.
        BugError: workers end before they read anything.
    """
    crew = _Crew(factory, workers)
    try:
        yield from crew.read(iter(batches))
    finally:
        crew.dismiss()


class _Worker:
    """One process, its pipe, and the documents in its hands."""

    def __init__(self, factory: Callable[[], ReaderLike]) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process: SpawnProcess = context.Process(target=_work, args=(factory, theirs), daemon=True)
        self.process.start()
        theirs.close()
        self.ready = False
        self.hands: dict[str, Document] = {}

    def give(self, batch: Batch) -> None:
        self.hands = {document.id: document for document in batch}
        self.ready = False
        with suppress(BrokenPipeError):  # it just died: its end of the pipe tells
            self.pipe.send(tuple(self.hands.values()))


class _Crew:
    """The workers of one run."""

    def __init__(self, factory: Callable[[], ReaderLike], size: int) -> None:
        self._factory, self._size = factory, size
        self._workers: list[_Worker] = []
        self._queue: deque[Batch] = deque()
        self._deaths: Counter[str] = Counter()
        self._stillborn = 0

    def read(self, batches: Iterator[Batch]) -> Iterator[Outcome]:
        more = True
        while more or self._queue or any(worker.hands for worker in self._workers):
            while more and len(self._queue) < self._size:
                batch = next(batches, None)
                more = batch is not None
                if batch:
                    self._queue.append(batch)
                    self._hand_out()
            self._hand_out()
            for worker in self._news():
                yield from self._hear(worker)

    def dismiss(self) -> None:
        for worker in self._workers:
            worker.process.kill()
            worker.process.join()
            worker.pipe.close()

    def _hand_out(self) -> None:
        """Give waiting batches to workers that wait, and hire for those that are left."""
        for worker in self._workers:
            if worker.ready and self._queue:
                worker.give(self._queue.popleft())
        starting = sum(not worker.ready and not worker.hands for worker in self._workers)
        while len(self._workers) < self._size and starting < len(self._queue):
            self._workers.append(_Worker(self._factory))
            starting += 1

    def _news(self) -> list[_Worker]:
        """Workers that have something to say; waits for one, unless there are none because there was nothing to do."""
        by_pipe = {worker.pipe: worker for worker in self._workers}
        return [by_pipe[pipe] for pipe in (wait(tuple(by_pipe)) if by_pipe else ()) if isinstance(pipe, Connection)]

    def _hear(self, worker: _Worker) -> Iterator[Outcome]:
        """Take in one message of `worker`, or its death."""
        try:
            kind, what = worker.pipe.recv()
        except (EOFError, OSError):
            yield from self._bury(worker)
            return
        if kind == "ready":
            worker.ready, worker.hands = True, {}
            self._hand_out()
        elif kind == "outcome":
            document, found = worker.hands.pop(what[0]), what[1]
            yield document, found
        else:
            raise _ERRORS.get(kind, BugError)(what)

    def _bury(self, worker: _Worker) -> Iterator[Outcome]:
        """Pass on what a dead worker had in its hands: one document at a time, so that the next death tells whose."""
        self._workers.remove(worker)
        worker.process.join()
        worker.pipe.close()
        if not worker.hands:
            self._stillborn += 1
            if self._stillborn > self._size + TRIES:
                raise BugError(f"reading workers end before they read anything (exit code {worker.process.exitcode})")
        alone = len(worker.hands) == 1
        for document in reversed(worker.hands.values()):
            self._deaths[document.id] += alone
            if self._deaths[document.id] < TRIES:
                self._queue.appendleft((document,))
            else:
                detail = f"the process that read it ended {TRIES} times (exit code {worker.process.exitcode})"
                yield document, Refusal(document.path, "worker_died", detail)


def _work(factory: Callable[[], ReaderLike], pipe: Connection) -> None:
    """A worker's life: make a reader, then read what comes until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the run, which then dismisses its workers
    # Workers share the cores among them already. The libraries read this when the reader imports them.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        try:
            reader = factory()
            gc.freeze()  # the tables live as long as the worker: the collector need not look through them again
        except Exception as error:
            pipe.send((type(error).__name__, str(error) or repr(error)))
            return
        while True:
            pipe.send(("ready", None))
            for document, found in read_batch(reader, pipe.recv()):
                pipe.send(("outcome", (document.id, found)))
