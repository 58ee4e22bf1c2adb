"""`make bench`: documents a second from file to ledger, memory, and what that is beside merely parsing every sentence.

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
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NEWS = ROOT.parent / "shared" / "data" / "orangesum" / "conflict.jsonl"
SAMPLES = ROOT / "samples"

Row = dict[str, float]


def main() -> int:
    """Measure and print the table."""
    arguments = _arguments()
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
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="recoupe bench", description=__doc__)
    parser.add_argument("--documents", type=int, default=300, help="articles to read at most (default 300)")
    parser.add_argument("--model", default="recoupe_fr", help="an installed spaCy pipeline with UD labels")
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
    before = time.perf_counter()
    words = sum(len(sentence.tokens) for parse in parser.parse_all(documents) for sentence in parse.sentences)
    seconds = time.perf_counter() - before
    return {"seconds": seconds, "documents": len(documents), "words": words, "main": _peak(resource.RUSAGE_SELF)}


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
        "documents": summary.documents,
        "linking": marks["done"] - marks["linking"],
        "main": _peak(resource.RUSAGE_SELF),
        "worker": _peak(resource.RUSAGE_CHILDREN),
    }


COLUMNS = (
    *(("seconds", 9), ("of which start", 16), ("documents/s", 13)),
    *(("linking s", 11), ("MiB main", 10), ("MiB worker", 12)),
)
MEASURES: dict[str, Callable[[Path, str], Row]] = {
    "parse": measure_parse,
    "run1": lambda articles, model: measure_run(articles, model, 1),
    "run2": lambda articles, model: measure_run(articles, model, 2),
}


def show(rows: dict[str, Row], start: dict[str, Row]) -> None:
    """The table; start-up, measured with one article, is told apart from the pace."""
    words = {
        "parse": "parse every sentence, 1 core",
        "run1": "file to ledger, 1 worker",
        "run2": "file to ledger, 2 workers",
    }
    print("".join([f"{'':30}", *(f"{name:>{width}}" for name, width in COLUMNS)]))
    pace = {}
    for name, row in rows.items():
        begin = 0.0 if name == "parse" else start[name]["seconds"]
        pace[name] = (
            (row["documents"] - 1) / max(row["seconds"] - begin, 1e-9) if begin else row["documents"] / row["seconds"]
        )
        linking = f"{row['linking']:.2f}" if "linking" in row else ""
        worker = f"{row['worker']:.0f}" if "worker" in row else ""
        print(
            f"{words[name]:30}{row['seconds']:>9.2f}{begin:>16.2f}{pace[name]:>13.1f}{linking:>11}{row['main']:>10.0f}{worker:>12}"
        )
    print(f"{rows['parse']['words']:.0f} words; {rows['parse']['words'] / rows['parse']['seconds']:.0f} words/s parsed")
    print(f"time of file to ledger beside parsing every sentence, 1 worker: {pace['parse'] / pace['run1']:.2f}")
    print(f"pace of 2 workers beside 1: {pace['run2'] / pace['run1']:.2f}")


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


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


if __name__ == "__main__":
    sys.exit(main())
