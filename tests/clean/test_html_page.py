"""The standfirst of a page, where the reader of articles left it out."""

from __future__ import annotations

import pytest
from lxml import html

from recoupe.clean.html_page import standfirst

CHAPO = "Trois villages du nord ont été attaqués à la sortie de la prière, disent des habitants."
CAPTION = "Un marché, en 2022, vu depuis la route qui mène à la capitale de la province."
FIRST = "Des hommes armés ont attaqué mardi trois villages de la région, tuant dix personnes."


def above(before: str, heading: str = "<h1>Raid dans le nord</h1>") -> str | None:
    page = f"<html><body><article>{heading}{before}<p>{FIRST}</p></article></body></html>"
    return standfirst(html.fromstring(page), FIRST)


def test_a_paragraph_under_the_heading_is_the_standfirst_without_what_a_page_hides() -> None:
    assert above(f"<p class='chapo'>{CHAPO}<script>var secret = 1;</script></p>") == CHAPO


@pytest.mark.parametrize(
    "before",
    [
        f"<figure><figcaption><p>{CAPTION}</p></figcaption></figure>",
        f"<aside><p>{CHAPO}</p></aside>",
        "<p>Publié le 27 mai 2024.</p>",
        f"<p>{CHAPO.rstrip('.')}</p>",
        "",
    ],
)
def test_captions_boxes_short_lines_and_what_ends_no_sentence_are_none(before: str) -> None:
    assert above(before) is None


def test_without_a_heading_nothing_tells_where_it_would_stand() -> None:
    assert above(f"<p>{CHAPO}</p>", heading="") is None
