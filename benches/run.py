"""`make bench`: documents a second from file to ledger, memory, and what that is beside merely parsing every sentence;
then how long linking takes by the number of reports. With --desk, the overview of the desk instead.

Each row of the table is measured in a fresh process. Articles come from ../shared/data/orangesum (real news) when it is
there, else from samples/.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NEWS = ROOT.parent / "shared" / "data" / "orangesum" / "conflict.jsonl"
SAMPLES = ROOT / "samples"

#: Numbers of made-up reports that are always linked.
LINKED = (1_000, 10_000)

Row = dict[str, float]


def main() -> int:
    """Measure and print the table."""
    arguments = _arguments()
    if arguments.desk:
        show_desk(arguments.desk)
        return 0
    if arguments.one:
        print(json.dumps(MEASURES[arguments.one](Path(arguments.input), arguments.model)))
        return 0
    with tempfile.TemporaryDirectory() as work:
        articles, few = Path(work) / "articles.jsonl", Path(work) / "few.jsonl"
        number = write_articles(articles, arguments.documents)
        write_articles(few, 1)
        print(
            f"{number} articles from {NEWS.name if NEWS.exists() else 'samples/'}, model {arguments.model}", flush=True
        )
        rows = {name: _in_fresh_process(name, articles, arguments.model) for name in MEASURES}
        start = {name: _in_fresh_process(name, few, arguments.model) for name in MEASURES}
    show(rows, start)
    print(flush=True)
    if arguments.linking is not None:
        show_linking(arguments.linking)
    return 0


def show_desk(sizes: Iterable[int]) -> None:
    """How long the desk takes by the number of events."""
    import desk

    print("desk, in Chromium")
    desk.table(tuple(sizes))


def show_linking(more: Iterable[int]) -> None:
    """How long linking takes by the number of reports."""
    import linking  # not at the top: the rows above are measured in processes that must not pay for it

    print("linking, processor seconds")
    linking.table(sorted({*LINKED, *more}))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="recoupe bench", description=__doc__)
    parser.add_argument("--documents", type=int, default=300, help="articles to read at most (default 300)")
    parser.add_argument("--model", default="recoupe_fr", help="an installed spaCy pipeline with UD labels")
    parser.add_argument(
        "--linking", type=int, nargs="+", default=(), metavar="REPORTS", help="link so many too, beside 1000 and 10000"
    )
    parser.add_argument("--no-linking", dest="linking", action="store_const", const=None, help="link nothing made up")
    parser.add_argument("--desk", type=int, nargs="+", metavar="EVENTS", help="measure only the desk, by events")
    parser.add_argument("--one", choices=MEASURES, help=argparse.SUPPRESS)
    parser.add_argument("--input", help=argparse.SUPPRESS)
    return parser.parse_args()


def write_articles(out: Path, most: int) -> int:
    """Up to `most` articles as JSON Lines; gives their number. The samples, being few, are repeated."""
    lines = NEWS.read_text(encoding="utf-8").splitlines()[:most] if NEWS.exists() else _samples(most)
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(lines)


def _samples(most: int) -> list[str]:
    texts = [p.read_text(encoding="utf-8") for p in sorted(SAMPLES.glob("*.txt"))]
    rows = [{"id": f"s-{i}", "title": f"Sample {i}", "text": texts[i % len(texts)]} for i in range(most)]
    return [json.dumps(row, ensure_ascii=False) for row in rows]


def measure_parse(articles: Path, model: str) -> Row:
    """Every sentence of every article through the syntax pipeline, on one core; ingest, clean and load not counted."""
    from recoupe.model.document import Document, RawPage
    from recoupe.parse.parser import Parser
    from recoupe.pipeline.config import ReaderConfig
    from recoupe.pipeline.house import house

    rooms = house(ReaderConfig(model=model))
    cleaned = (rooms.clean(page) for page in rooms.pages((articles,), None) if isinstance(page, RawPage))
    documents = [document for document in cleaned if isinstance(document, Document)]
    parser = Parser(model)
    before, worked = time.perf_counter(), _cpu()
    words = sum(len(sentence.tokens) for parse in parser.parse_all(documents) for sentence in parse.sentences)
    seconds = time.perf_counter() - before
    row = {"seconds": seconds, "cpu": _cpu() - worked, "documents": len(documents), "words": words}
    return {**row, "main": _peak(resource.RUSAGE_SELF)}


def measure_run(articles: Path, model: str, workers: int) -> Row:
    """From file to linked ledger, as `recoupe run` does it."""
    from recoupe.ledger.store import Ledger
    from recoupe.pipeline.config import ReaderConfig
    from recoupe.pipeline.house import house
    from recoupe.pipeline.run import Progress, RunOptions, run

    marks: dict[str, float] = {}

    def mark(progress: Progress) -> None:
        marks.setdefault(progress.stage, time.perf_counter())

    before = time.perf_counter()
    options = RunOptions(paths=(articles,), workers=workers)
    with tempfile.TemporaryDirectory() as work, Ledger.open(Path(work) / "bench.db") as ledger:
        summary = run(options, ledger, house(ReaderConfig(model=model)), clock=_now, on_progress=mark)
        seconds = time.perf_counter() - before
    return {
        "seconds": seconds,
        "cpu": _cpu(),
        "documents": summary.documents,
        "linking": marks["done"] - marks["linking"],
        "main": _peak(resource.RUSAGE_SELF),
        "worker": _peak(resource.RUSAGE_CHILDREN),
    }


COLUMNS = (
    *(("seconds", 9), ("start s", 9), ("documents/s", 13), ("CPU s", 8), ("start CPU s", 13)),
    *(("linking s", 11), ("MiB main", 10), ("MiB worker", 12)),
)
LABELS = {
    "parse": "parse every sentence, 1 core",
    "run1": "file to ledger, 1 worker",
    "run2": "file to ledger, 2 workers",
}
MEASURES: dict[str, Callable[[Path, str], Row]] = {
    "parse": measure_parse,
    "run1": lambda articles, model: measure_run(articles, model, 1),
    "run2": lambda articles, model: measure_run(articles, model, 2),
}


def show(rows: dict[str, Row], start: dict[str, Row]) -> None:
    """The table. What it takes to start, measured with one article, is told apart from the pace."""
    print("".join([f"{'':30}", *(f"{name:>{width}}" for name, width in COLUMNS)]))
    for name, row in rows.items():
        begin = start[name] if name != "parse" else {"seconds": 0.0, "cpu": 0.0, "documents": 0.0}
        pace = (row["documents"] - begin["documents"]) / max(row["seconds"] - begin["seconds"], 1e-9)
        cells = [row["seconds"], begin["seconds"], pace, row["cpu"], begin["cpu"]]
        cells += [row.get("linking"), row["main"], row.get("worker")]
        print("".join([f"{LABELS[name]:30}", *map(_cell, cells, (width for _, width in COLUMNS))]))
    parse, one, two = rows["parse"], rows["run1"], rows["run2"]
    print(f"{parse['words']:.0f} words, {parse['words'] / parse['cpu']:.0f} parsed in a second of one core")
    work = (one["cpu"] - start["run1"]["cpu"]) / (one["documents"] - 1) / (parse["cpu"] / parse["documents"])
    print(f"work from file to ledger beside parsing every sentence (CPU time, without start): {work:.2f}")
    gain = (one["seconds"] - start["run1"]["seconds"]) / max(two["seconds"] - start["run2"]["seconds"], 1e-9)
    print(f"pace of 2 workers beside 1: {gain:.2f}")


def _cell(value: float | None, width: int) -> str:
    return f"{'' if value is None else f'{value:.1f}':>{width}}"


def _in_fresh_process(name: str, articles: Path, model: str) -> Row:
    line = [sys.executable, __file__, "--one", name, "--input", str(articles), "--model", model]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"measuring {name} failed:\n{done.stderr}")
    row: Row = json.loads(done.stdout.splitlines()[-1])
    return row


def _peak(who: int) -> float:
    """Peak resident memory in MiB: of this process, or of the largest of its children."""
    kilo = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(who).ru_maxrss * kilo / 2**20


def _cpu() -> float:
    """Processor time of this process and of its ended children, in seconds: other loads leave it alone."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


if __name__ == "__main__":
    sys.exit(main())
