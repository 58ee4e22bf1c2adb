"""Floors rise by themselves and fall only when a person says so."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "evals"))

import gate
from run import figures

FLOORS = gate.Floors({"dev/tune": {"when.f1": 0.5, "noise_left": 0.1}}, {"dev": "aaa"})


@pytest.mark.parametrize(
    ("row", "fallen"),
    [
        ({"when.f1": 0.5, "noise_left": 0.1}, []),
        ({"when.f1": 0.497, "noise_left": 0.104}, []),  # within the margin
        ({"when.f1": 0.49, "noise_left": 0.1}, ["when.f1"]),
        ({"when.f1": 0.9, "noise_left": 0.2}, ["noise_left"]),
        ({"noise_left": 0.0}, ["when.f1"]),  # a figure that is gone
        ({"when.f1": 0.6, "noise_left": 0.0, "new.f1": 0.0}, []),
    ],
)
def test_falls(row: dict[str, float], fallen: list[str]) -> None:
    assert [fall.figure for fall in gate.falls({"dev/tune": row}, FLOORS)] == fallen


def test_a_corpus_that_was_not_run_does_not_fall() -> None:
    assert gate.falls({}, FLOORS) == []


def test_update_raises_and_does_not_lower() -> None:
    scores = {"dev/tune": {"when.f1": 0.4, "noise_left": 0.05, "where.f1": 0.3}}
    kept = gate.raised(scores, FLOORS, {"dev": "aaa"}, allow_regression=False)
    assert kept.scores["dev/tune"] == {"when.f1": 0.5, "noise_left": 0.05, "where.f1": 0.3}


@pytest.mark.parametrize(("corpora", "allowed"), [({"dev": "aaa"}, True), ({"dev": "bbb"}, False)])
def test_update_lowers_when_allowed_or_when_the_gold_changed(corpora: dict[str, str], allowed: bool) -> None:
    kept = gate.raised({"dev/tune": {"when.f1": 0.4}}, FLOORS, corpora, allow_regression=allowed)
    assert kept.scores["dev/tune"]["when.f1"] == 0.4
    assert kept.corpora == corpora


def test_floors_are_kept_as_they_were(tmp_path: Path) -> None:
    gate.write_floors(tmp_path / "f.json", FLOORS)
    assert gate.read_floors(tmp_path / "f.json") == FLOORS
    assert gate.read_floors(tmp_path / "no.json") == gate.Floors({}, {})


def test_the_digest_sees_names_and_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    first = gate.digest(tmp_path)
    (tmp_path / "a").rename(tmp_path / "b")
    assert gate.digest(tmp_path) != first


def test_figures_of_a_scorer_s_result() -> None:
    result = {
        "documents_missing": ["x"],
        "report": {"p": 1.0, "r": 0.5, "f1": 0.667, "gold": 4},
        "sites": {"p": 0.0, "r": 0.0, "f1": 0.0, "gold": 0},
        "b3": {"f1": 0.9, "reports": 3},
        "pairwise": {"p": 0.8, "f1": 0.7, "gold": 3, "predicted": 2},
        "links_recall": 0.5,
        "negative_documents": 2,
    }
    assert figures(result) == {
        **{"documents_missing": 1.0, "report.f1": 0.667, "b3.f1": 0.9, "pairwise.f1": 0.7, "pairwise.p": 0.8},
        "links_recall": 0.5,
    }
