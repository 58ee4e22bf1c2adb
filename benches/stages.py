"""Processor time of an article by stage, in one process: `.venv/bin/python benches/stages.py [DOCUMENTS]`."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from run import write_articles

from recoupe.model.document import Document, RawPage
from recoupe.model.rulings import NO_RULINGS
from recoupe.pipeline.config import ReaderConfig
from recoupe.pipeline.house import house
from recoupe.pipeline.reader import Reader

T = TypeVar("T")


def main() -> None:
    """Measure each stage over all articles and print milliseconds an article."""
    rooms, reader = house(ReaderConfig()), Reader(ReaderConfig())
    with tempfile.TemporaryDirectory() as work:
        articles = Path(work) / "articles.jsonl"
        number = write_articles(articles, int(sys.argv[1]) if len(sys.argv) > 1 else 300)

        def timed(name: str, do: Callable[[], list[T]]) -> list[T]:
            before = time.process_time()
            result = do()
            print(f"{name:28} {(time.process_time() - before) / number * 1000:7.2f} ms")
            return result

        pages = timed("ingest", lambda: [p for p in rooms.pages((articles,), None) if isinstance(p, RawPage)])
        documents = timed("clean", lambda: [d for p in pages if isinstance(d := rooms.clean(p), Document)])
        list(reader.parse_all(documents[:20]))
        timed("parse every sentence", lambda: list(reader.parser.parse_all(documents)))
        parses = timed("parse what is worth it", lambda: list(reader.parse_all(documents)))
        readable = [(d, p) for d, p in zip(documents, parses, strict=True) if any(s.tokens for s in p.sentences)]
        findings = timed("extract and resolve", lambda: [reader.findings.make(d, p) for d, p in readable])
        readings = timed("report", lambda: [reader.report(f) for f in findings])
        timed("link", lambda: [rooms.link(readings, documents, NO_RULINGS)])
    sentences = [s for p in parses for s in p.sentences]
    print(f"{sum(bool(s.tokens) for s in sentences)} of {len(sentences)} sentences are worth parsing")


if __name__ == "__main__":
    main()
