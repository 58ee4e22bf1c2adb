"""Values in words: no finer than they are, and nothing that a terminal obeys."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.cli import words
from recoupe.model.time import DateInterval
from recoupe.model.values import Actor, Place, Sites, Source, Toll


@pytest.mark.parametrize(
    ("start", "end", "precision", "expected"),
    [
        ("2023-11-07", "2023-11-07", 1, "7 Nov 2023"),
        ("2024-01-02", "2024-01-03", 1, "2–3 Jan 2024"),
        ("2024-01-31", "2024-02-02", 2, "31 Jan – 2 Feb 2024"),
        ("2023-12-31", "2024-01-01", 1, "31 Dec 2023 – 1 Jan 2024"),
        ("2024-02-01", "2024-02-29", 4, "Feb 2024"),
        ("2023-02-01", "2023-02-28", 4, "Feb 2023"),
        ("2024-01-01", "2024-01-30", 3, "1–30 Jan 2024"),
        ("2024-02-01", "2024-02-28", 4, "1–28 Feb 2024"),
        ("2024-01-01", "2024-12-31", 5, "2024"),
        ("2012-01-01", "2014-12-31", 5, "2012–2014"),
        ("2024-01-21", "2024-01-31", 4, "21–31 Jan 2024"),
    ],
)
def test_dates(start: str, end: str, precision: int, expected: str) -> None:
    interval = DateInterval(dt.date.fromisoformat(start), dt.date.fromisoformat(end), precision)  # type: ignore[arg-type]
    assert words.date(interval) == expected


def test_no_date() -> None:
    assert words.date(None) == "no date"


@pytest.mark.parametrize(
    ("toll", "expected"),
    [
        (Toll("killed", 14, 14), "14 killed"),
        (Toll("killed", 8, None), "8 or more killed"),
        (Toll("wounded", 8, 15, ("children",)), "8 to 15 wounded (children)"),
        (Toll("killed", 0, 0), "none killed"),
        (Toll("killed", 8, 8, ("children",), part=True), "of whom 8 killed (children)"),
    ],
)
def test_tolls(toll: Toll, expected: str) -> None:
    assert words.toll(toll) == expected


@pytest.mark.parametrize(
    ("precision", "expected"),
    [(1, "Kidal, ML"), (2, "near Kidal, ML"), (4, "province of Kidal, ML"), (7, "off or above Kidal, ML")],
)
def test_places_keep_their_precision(precision: int, expected: str) -> None:
    assert words.place(Place(None, "Kidal", "ML", "Kidal", None, None, precision)) == expected  # type: ignore[arg-type]


def test_sources_actors_and_sites() -> None:
    assert words.source(Source(org="OMS", via="AFP")) == "OMS (via AFP)"
    assert words.source(Source(anonymous=True)) == "an anonymous source"
    assert (
        words.actors((Actor("a", "A", "rebel", None), Actor("b", "B", "civilian", None, site="market")))
        == "A, B (market)"
    )
    assert words.sites(Sites(5, (("IQ", 3),))) == "5 sites hit (3 in IQ)"


@given(st.text())
def test_nothing_that_a_terminal_obeys_gets_through(text: str) -> None:
    shown = words.safe(text)
    assert not {unicodedata.category(c) for c in shown} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert words.safe(shown) == shown


@given(st.text(), st.integers(2, 40))
def test_what_is_clipped_fits(text: str, width: int) -> None:
    assert len(words.clip(text, width)) <= width
