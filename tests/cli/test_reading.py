"""`recoupe run` and `recoupe trace` with the real rooms. Skipped in words where the model or the gazetteer is not
installed.
"""

from __future__ import annotations

import importlib.util
import json
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.slow,
    *(
        pytest.mark.skipif(importlib.util.find_spec(name) is None, reason=f"{name} is not installed: make setup")
        for name in ("recoupe_fr", "recoupe_gazetteer")
    ),
]

STRIKE = """Mali : des frappes font quatorze morts à Kidal

Publié le 8 novembre 2023

Au moins quatorze civils, dont huit enfants, ont été tués mardi par des frappes de drone à Kidal, selon une source
locale.
"""
LATER = """Kidal : l'armée malienne parle de vingt morts

Publié le 9 novembre 2023

Des frappes de drone ont tué vingt combattants mardi à Kidal, a annoncé l'armée malienne dans un communiqué.
"""


def recoupe(*arguments: object) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "recoupe.cli.main", *map(str, arguments)]
    return subprocess.run(line, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    (folder / "un.txt").write_text(STRIKE, encoding="utf-8")
    (folder / "deux.txt").write_text(LATER, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def ledger(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ledger") / "l.db"
    done = recoupe("run", articles, "--ledger", path)
    assert done.returncode == 0, done.stderr
    assert "2 articles found, 2 new; 2 read now, 0 refused." in done.stdout
    return path


def exported(ledger: Path) -> bytes:
    out = ledger.with_suffix(".json")
    assert recoupe("export", "--ledger", ledger, "-o", out).returncode == 0
    return out.read_bytes()


def test_every_value_has_its_words(ledger: Path) -> None:
    out = json.loads(exported(ledger))
    texts = {d["id"]: d["text"] for d in out["documents"]}
    assert out["reports"]
    for report in out["reports"]:
        for quote in (*report["triggers"], *(c["quote"] for c in report["claims"])):
            assert texts[report["document"]][quote["start"] : quote["end"]] == quote["exact"]


def test_running_again_and_in_another_order_changes_no_byte(articles: Path, ledger: Path, tmp_path: Path) -> None:
    first = exported(ledger)
    again = recoupe("run", articles, "--ledger", ledger)
    assert "0 new; 0 read now" in again.stdout
    assert exported(ledger) == first
    files = sorted(articles.iterdir())
    random.Random(1).shuffle(files)
    other = tmp_path / "other.db"
    for file in files:
        assert recoupe("run", file, "--ledger", other, "--workers", 1).returncode == 0
    one, two = json.loads(first), json.loads(exported(other))
    assert two.pop("ledger_version") == 2
    assert one.pop("ledger_version") == 1
    assert one == two


def test_a_page_that_is_no_article_is_refused_and_the_rest_read(articles: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    shutil.copytree(articles, folder)
    (folder / "vide.txt").write_bytes(b"")
    (folder / "image.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    done = recoupe("run", folder, "--ledger", tmp_path / "l.db")
    assert done.returncode == 1
    assert "2 read now" in done.stdout
    assert "refused image.png: " in done.stdout
    assert "refused vide.txt: " in done.stdout


def test_two_runs_at_once_end_in_the_same_ledger_as_one(articles: Path, ledger: Path, tmp_path: Path) -> None:
    both = tmp_path / "both.db"
    line = [sys.executable, "-m", "recoupe.cli.main", "run", str(articles), "--ledger", str(both), "--workers", "1"]
    runs = [subprocess.Popen(line, stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [run.wait(120) for run in runs] == [0, 0]
    assert exported(both) == exported(ledger)


def test_a_run_that_is_interrupted_says_that_nothing_is_lost(articles: Path, tmp_path: Path) -> None:
    line = [sys.executable, "-m", "recoupe.cli.main", "run", str(articles), "--ledger", str(tmp_path / "l.db")]
    running = subprocess.Popen(line, stderr=subprocess.PIPE, text=True)
    while not (tmp_path / "l.db").exists() and running.poll() is None:
        time.sleep(0.02)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert (running.returncode, "the same command goes on from there" in said) == (130, True)
    assert recoupe("run", articles, "--ledger", tmp_path / "l.db").returncode == 0


def test_trace_shows_every_room(articles: Path) -> None:
    done = recoupe("trace", articles / "un.txt", "--words")
    assert done.returncode == 0, done.stderr
    for words in ("ingest: un.txt, text", "clean: doc:", "parse: ", "extract and resolve:", "report: ", "link (this"):
        assert f"\n{words}" in f"\n{done.stdout}", done.stdout
    assert "«Kidal»@" in done.stdout


def test_a_model_that_is_not_installed(articles: Path, tmp_path: Path) -> None:
    done = recoupe("run", articles, "--ledger", tmp_path / "l.db", "--model", "no_such_model")
    assert done.returncode == 2
    assert "recoupe: --model no_such_model: no such pipeline is installed" in done.stderr


@pytest.mark.parametrize("date", ["8 novembre", "2023-11-31"])
def test_a_publication_date_that_is_none(articles: Path, date: str) -> None:
    done = recoupe("run", articles, "--published", date)
    assert done.returncode == 2
    assert "Give YYYY, YYYY-MM or YYYY-MM-DD" in done.stderr


def test_a_path_that_does_not_exist() -> None:
    done = recoupe("run", "no/such/folder")
    assert (done.returncode, "does not exist" in done.stderr) == (2, True)
