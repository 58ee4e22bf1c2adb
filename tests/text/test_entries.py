"""Hours that head the entries of live pages."""

from __future__ import annotations

import pytest

from recoupe.model.spans import CharSpan
from recoupe.text.entries import opens_paragraph

HEADS = ["18h40\nUn tir.", "• 18h40. Un tir.", "[18h40] Un tir.", "18h40 - Un tir.", "Titre\n18h40 : un tir.", "18h40"]
OTHERS = ["Vers 18h40, un tir.", "Un tir à 18h40.", "18h40 un tir."]


@pytest.mark.parametrize(("text", "wanted"), [(t, True) for t in HEADS] + [(t, False) for t in OTHERS])
def test_an_hour_alone_at_the_start_of_a_line_heads_it(text: str, wanted: bool) -> None:
    at = text.index("18h40")
    assert opens_paragraph(text, CharSpan(at, at + 5)) is wanted
