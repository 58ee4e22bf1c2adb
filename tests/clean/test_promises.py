"""What holds for any page at all."""

from __future__ import annotations

import unicodedata

from article_pages import ARTICLE, BODY, END, LEAD, NOISE, PLAIN, TOOLS, page
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recoupe.clean.cleaner import ISSUE_CODES, CleanTools, clean
from recoupe.clean.rules import DROP_REASONS
from recoupe.model.document import Document, MediaType, RawPage, Refusal
from recoupe.text.normalise import plain


def assert_promises(made: Document) -> None:
    """What holds of any document."""
    assert unicodedata.is_normalized("NFC", made.text)
    assert len(plain(made.text)) == len(made.text)
    at = 0
    for zone in made.zones:
        assert at <= zone.start < zone.end <= len(made.text)
        assert not made.text[at : zone.start].strip()
        at = zone.end
    assert not made.text[at:].strip()
    assert {d.reason for d in made.dropped} <= set(DROP_REASONS)
    assert {i.code for i in made.issues} <= set(ISSUE_CODES)
    for quote in [i.quote for i in made.issues] + [made.dateline]:
        assert quote is None or made.text[quote.start : quote.end] == quote.exact
    if made.title:
        assert made.text.startswith(made.title)
        assert made.zones[0].kind == "title"


LINES = st.sampled_from(
    [
        *ARTICLE,
        *(line for line, _ in NOISE),
        "",
        "\u00a0",
        "Gao",
        "…",
        "Publié le 3 mai 2021",
        "(@a) May 3, 2021",
        "הצבא הודיע",
        "# x",
        "e\u0301\u200d",
        "12",
    ]
)


ANY = st.one_of(st.text(max_size=300), st.lists(st.one_of(LINES, st.text(max_size=40)), max_size=14).map("\n".join))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ANY, st.sampled_from(["text", "html"]))
def test_promises_hold_for_any_text(text: str, media: MediaType) -> None:
    source = page(text, media)
    made = clean(source, TOOLS)
    assert made == clean(source, TOOLS), "a pure function"
    if isinstance(made, Document):
        assert_promises(made)
    else:
        assert isinstance(made, Refusal)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["text", "html"]))
def test_promises_hold_for_any_bytes(content: bytes, media: MediaType) -> None:
    made = clean(RawPage("x", None, content, "0", media), TOOLS)
    if isinstance(made, Document):
        assert_promises(made)


@settings(max_examples=60, deadline=None)
@given(st.lists(LINES.filter(lambda line: line != "Laisser un commentaire"), min_size=1, max_size=12))
def test_furniture_between_paragraphs_takes_none_of_them_with_it(lines: list[str]) -> None:
    made = clean(page("\n\n".join(lines)), TOOLS)
    if isinstance(made, Document):
        for paragraph in (LEAD, BODY, END):
            assert (paragraph in made.text) == (paragraph in lines)


def test_tools_are_shared_not_changed(tools: CleanTools) -> None:
    first = clean(page(PLAIN), tools)
    clean(page("x" * 1000), tools)
    assert clean(page(PLAIN), tools) == first
