"""An event in a sentence of the interface."""

from __future__ import annotations

import pytest
from values import GAO, KIDAL, KIDAL_REGION, MALI, interval, point

from recoupe.model.time import DateInterval
from recoupe.model.values import Place
from recoupe.web import sentence
from recoupe.web.tongue import tongue

FR, EN = tongue("fr"), tongue("en")
ERBIL = point("Erbil", 36.2, 44.0, precision=2, country="IQ")
BASE = Place("rc:1", "base d'Aïn al-Assad", "IQ", None, 33.8, 42.4, 1, kind="base")
STATES = Place("gn:US", "États-Unis", "US", None, None, None, 6, kind="country")


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (None, "à une date inconnue", "at an unknown date"),
        (interval("2019-12-27"), "le 27 décembre 2019", "on December 27, 2019"),
        (interval("2020-10-16", "2020-10-17"), "le 16 ou le 17 octobre 2020", "on October 16 or October 17, 2020"),
        (
            interval("2020-10-31", "2020-11-01"),
            "le 31 octobre ou le 1er novembre 2020",
            "on October 31 or November 1, 2020",
        ),
        (
            interval("2020-10-01", "2020-10-11"),
            "entre le 1er et le 11 octobre 2020",
            "between October 1 and October 11, 2020",
        ),
        (interval("2020-10-01", "2020-10-31", 4), "en octobre 2020", "in October 2020"),
        (interval("2020-01-01", "2020-12-31", 5), "en 2020", "in 2020"),
        (
            interval("2019-12-30", "2020-01-06"),
            "entre le 30 décembre 2019 et le 6 janvier 2020",
            "between December 30, 2019 and January 6, 2020",
        ),
    ],
)
def test_a_date_is_told_no_finer_than_it_is(value: DateInterval | None, french: str, english: str) -> None:
    assert sentence.when(value, FR) == french
    assert sentence.when(value, EN) == english


@pytest.mark.parametrize(
    ("place", "french", "english"),
    [
        (KIDAL, "à Kidal, au Mali", "in Kidal, Mali"),
        (ERBIL, "près d'Erbil, en Irak", "near Erbil, Iraq"),
        (BASE, ", base d'Aïn al-Assad, en Irak", ", base d'Aïn al-Assad, Iraq"),
        (KIDAL_REGION, ", province de région de Kidal, au Mali", ", province of région de Kidal, Mali"),
        (MALI, "au Mali", "in Mali"),
        (STATES, "aux États-Unis", "in the United States"),
        (GAO, "à Gao, au Mali", "in Gao, Mali"),
    ],
)
def test_a_place_is_told_as_near_as_the_text_puts_it(place: Place, french: str, english: str) -> None:
    assert sentence.where(place, FR) == french
    assert sentence.where(place, EN) == english
