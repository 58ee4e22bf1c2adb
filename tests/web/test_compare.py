"""A copy against its original."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from recoupe.web.compare import LONGEST, compare, number_words

words = st.lists(st.sampled_from(["le", "mort", "13", "blessés", "<b>", "à"]), max_size=30).map(" ".join)


def told(original: str, copy: str) -> list[tuple[str, str]]:
    return [(s.change, s.text.strip()) for s in compare(original, copy).stretches]


def test_what_was_added_removed_and_changed() -> None:
    assert told("trois civils tués hier", "quatre civils tués hier soir") == [
        ("removed", "trois"),
        ("added", "quatre"),
        ("same", "civils tués hier"),
        ("added", "soir"),
    ]


def test_changed_figures_stand_apart() -> None:
    found = compare("un bilan de 13 morts", "un nouveau bilan de 15 morts")
    figures = [(s.change, s.text.strip()) for s in found.stretches if s.number]
    assert figures == [("removed", "13"), ("added", "15")]
    assert (found.added, found.removed) == (2, 1)


def test_long_equal_stretches_are_counted_not_shown() -> None:
    [gap, around, added] = compare("mot " * 100, "mot " * 100 + "fin").stretches
    assert gap.left_out + len(around.text.split()) == 100
    assert added.text.strip() == "fin"


@given(words, words)
def test_the_copy_can_be_put_together_again(original: str, copy: str) -> None:
    found = compare(original, copy)
    if any(s.left_out for s in found.stretches):
        return
    assert "".join(s.text for s in found.stretches if s.change != "removed").split() == copy.split()
    assert "".join(s.text for s in found.stretches if s.change != "added").split() == original.split()


def test_texts_that_are_too_long_are_not_compared() -> None:
    assert compare("mot " * (LONGEST + 1), "mot").too_long


def test_changed_numbers_in_words_stand_apart_too() -> None:
    found = compare("treize civils tués", "dix-sept civils tués", number_words("fr"))
    assert [s.text.strip() for s in found.stretches if s.number] == ["treize", "dix-sept"]
    assert not [s for s in compare("une ville", "un bourg", number_words("fr")).stretches if s.number]
    assert number_words("xx") == number_words("..") == frozenset()
