"""Texts cut at the ends of their highlights."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st
from recoupe_fakes import make_document, read

from recoupe.model.document import Zone
from recoupe.model.spans import CharSpan
from recoupe.model.values import Source
from recoupe.web import pieces
from recoupe.web.marks import Mark, locate, marks_of, segments
from recoupe.web.pieces import part_of
from recoupe.web.render import hidden, visible

texts = st.text("aé <&\n\t\u202e\u200f\x07\x00😀𝕏\u0301\ue000", max_size=40)


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(texts)
    ends = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(ends, ends), max_size=8))
    kinds = st.sampled_from(("when", "toll", "who"))
    return text, [Mark(min(a, b), max(a, b), draw(kinds), f"claim:{n}") for n, (a, b) in enumerate(spans)]


@given(marked_texts())
def test_pieces_joined_are_the_text_and_each_mark_covers_its_words(made: tuple[str, list[Mark]]) -> None:
    text, marks = made
    found = segments(text, marks)
    assert "".join(s.text for s in found) == visible(text)
    assert all(s.text == visible(text[s.start : s.end]) for s in found)
    for mark in marks:
        under = "".join(s.text for s in found if mark in s.marks)
        assert under == visible(text[mark.start : mark.end])


@given(texts)
def test_what_is_shown_is_as_long_as_what_was_read(text: str) -> None:
    assert len(visible(text)) == len(text)
    assert hidden(text) == sum(a != b for a, b in zip(text, visible(text), strict=True))


@given(marked_texts(), st.integers(0, 40), st.integers(0, 40))
def test_the_words_asked_for_are_shown_exactly(made: tuple[str, list[Mark]], a: int, b: int) -> None:
    text, marks = made
    middle = len(text) // 2
    zones = tuple(Zone(s, e, "body", "fr") for s, e in ((0, middle), (middle, len(text))) if s < e)
    document = make_document(text)
    document = type(document)(**{f: getattr(document, f) for f in document.__struct_fields__} | {"zones": zones})
    here = part_of(document, marks, CharSpan(min(a, b), max(a, b)))
    shown = "".join(s.text for block in here.blocks for run in block.runs if run.quoted for s in run.segments)
    wanted = visible(text[min(a, b) : max(a, b)])
    # Blank stretches between or in place of zones are not shown.
    assert "".join(shown.split()) == "".join(wanted.split())


def test_the_longest_mark_is_outermost() -> None:
    found = segments("abcdef", [Mark(2, 4, "toll", "c:2"), Mark(0, 6, "whom", "c:1")])
    assert [(s.text, s.kinds) for s in found] == [("ab", ("whom",)), ("cd", ("whom", "toll")), ("ef", ("whom",))]
    assert found[1].refs == ("c:1", "c:2")


def test_a_long_text_comes_in_parts_that_cover_it() -> None:
    line = "mot " * 500 + "\n"
    text = line * 200
    bounds = pieces.parts(text)
    assert len(bounds) > 2
    assert bounds[0].start == 0
    assert bounds[-1].end == len(text)
    assert all(a.end == b.start for a, b in itertools.pairwise(bounds))
    assert all(text[b.end - 1] == "\n" and b.end - b.start <= pieces.LARGEST_PART for b in bounds[:-1])
    assert [b.end for b in pieces.parts("x" * (2 * pieces.LARGEST_PART + 1))] == [60_000, 120_000, 120_001]


def test_the_part_that_holds_the_words_is_shown() -> None:
    document = make_document("mot " * 40_000)
    here = part_of(document, (), CharSpan(130_000, 130_003), 1)
    assert here.start <= 130_000 < here.end
    assert part_of(document, (), None, 99).number == here.of
    assert part_of(document, (), CharSpan(900_000, 900_001)).quote is None


def test_everything_read_is_marked() -> None:
    document = make_document("Kidal: 3 killed.")
    [report] = read(document).reports
    kinds = {m.kind for m in marks_of(document, [report])}
    assert kinds == {"when", "where", "who", "whom", "weapon", "toll", "trigger"}, "its source is not named in the text"


def test_a_source_is_marked_where_its_name_stands_alone_nearest_to_the_claim() -> None:
    text = "Le Pentagone. Trois morts, selon le Pentagone. Les Pentagones."
    assert locate(text, Source(org="Pentagone"), 14) == CharSpan(3, 12)
    assert locate(text, Source(org="Pentagone"), 30) == CharSpan(36, 45)
    assert locate("Les Pentagones.", Source(org="Pentagone"), 0) is None
    assert locate(text, Source(name="Ana", org="Pentagone"), 0) == CharSpan(3, 12)
    assert locate(text, Source(anonymous=True), 0) is None
