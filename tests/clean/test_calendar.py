"""Dates of headers and metadata."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.clean.calendar import BadDate
from recoupe.clean.rules import PageRules
from recoupe.language.pack import LanguagePack
from recoupe.model.time import DateInterval

CALENDAR = PageRules(LanguagePack("fr")).calendar

GOOD = [
    ("2023-11-07", "2023-11-07", "2023-11-07", 1),
    ("2023-11-07T23:30:00Z", "2023-11-07", "2023-11-07", 1),
    ("2023-11-07 20:41", "2023-11-07", "2023-11-07", 1),
    ("20231107", "2023-11-07", "2023-11-07", 1),
    ("2023/11/7", "2023-11-07", "2023-11-07", 1),
    ("2024-02", "2024-02-01", "2024-02-29", 4),
    ("2019", "2019-01-01", "2019-12-31", 5),
    ("Tue, 07 Nov 2023 20:41:00 +0100", "2023-11-07", "2023-11-07", 1),
    ("1699386060", "2023-11-07", "2023-11-07", 1),
    ("1699386060000", "2023-11-07", "2023-11-07", 1),
    ("mardi 7 novembre 2023 à 20h41", "2023-11-07", "2023-11-07", 1),
    ("1er mai 2019", "2019-05-01", "2019-05-01", 1),
    ("7 nov. 2023", "2023-11-07", "2023-11-07", 1),
    ("le 3 août 2020", "2020-08-03", "2020-08-03", 1),
    ("31/07/2024 | 08:05", "2024-07-31", "2024-07-31", 1),
    ("28.07.2024, 10h21", "2024-07-28", "2024-07-28", 1),
    ("12-01-24 à 13:40", "2024-01-12", "2024-01-12", 1),
    ("03/05/99", "1999-05-03", "1999-05-03", 1),
    ("novembre 2023", "2023-11-01", "2023-11-30", 4),
]
#: What is wrong, and the words.
BAD = [
    ("no such day", "31 février 2023"),
    ("no such day", "2023-02-31"),
    ("no such month", "12/31/2023"),
    ("before there were pages", "0012-01-01"),
    ("far ahead", "3 mai 2999"),
    ("month of nothing", "2023-00"),
]
NONE = [
    "",
    "hier",
    "mardi soir",
    "il y a deux heures",
    "7 novembre",
    "20h41",
    "5 000 soldats",
    "n° 1701",
    "2 au 3 janvier",
]


@pytest.mark.parametrize(("words", "start", "end", "precision"), GOOD)
def test_good(words: str, start: str, end: str, precision: int) -> None:
    read = CALENDAR.read(words)
    assert isinstance(read, DateInterval)
    assert (str(read.start), str(read.end), read.precision) == (start, end, precision)


@pytest.mark.parametrize(("why", "words"), BAD)
def test_bad(why: str, words: str) -> None:
    assert isinstance(CALENDAR.read(words), BadDate), why


@pytest.mark.parametrize("words", NONE)
def test_relative_or_partial_dates_are_none(words: str) -> None:
    assert CALENDAR.read(words) is None


@given(st.text(max_size=60))
def test_anything_is_read_or_not(words: str) -> None:
    assert isinstance(CALENDAR.read(words), DateInterval | BadDate | None)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)))
def test_iso_days_come_back(day: dt.date) -> None:
    assert CALENDAR.read(day.isoformat()) == DateInterval(day, day, 1)
