from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from recoupe.extract.numbers import NumberExtractor
from recoupe.language.pack import LanguagePack

CASES = Path(__file__).parent.parent / "cases" / "fr" / "numbers"
NUMBERS = NumberExtractor(LanguagePack("fr"))

UNITS = (  # noqa: SIM905
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
    "dix-sept dix-huit dix-neuf"
).split()
TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante"}


def cases(name: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = yaml.safe_load((CASES / f"{name}.yml").read_text(encoding="utf-8"))
    return rows


def spelled(n: int) -> str:
    """French spelling of 0 <= n < 1 000 000, by the book and independent of the grammar under test."""
    if n >= 1000:
        head = "" if n // 1000 == 1 else spelled(n // 1000) + " "
        head = head.replace("cents ", "cent ").replace("vingts ", "vingt ")
        return head + "mille" + (f" {spelled(n % 1000)}" if n % 1000 else "")
    if n >= 100:
        head = "" if n // 100 == 1 else UNITS[n // 100] + " "
        rest = n % 100
        return head + ("cent" if rest or n == 100 else "cents") + (f" {spelled(rest)}" if rest else "")
    if n < 20:
        return UNITS[n]
    if n >= 80:
        return "quatre-vingts" if n == 80 else f"quatre-vingt-{UNITS[n - 80]}"
    if n >= 60:
        return "soixante" if n == 60 else f"soixante{' et ' if n in (61, 71) else '-'}{UNITS[n - 60]}"
    ten, unit = divmod(n, 10)
    return TENS[ten] if not unit else f"{TENS[ten]}{' et ' if unit == 1 else '-'}{UNITS[unit]}"


@pytest.mark.parametrize("case", cases("synthetic") + cases("negative"), ids=lambda case: str(case["label"]))
def test_quantities(case: dict[str, object]) -> None:
    text = str(case["text"])
    found = [[text[m.span.start : m.span.end], m.low, m.high, m.comparator] for m in NUMBERS.find(text)]
    assert found == case["expect"]


@given(st.integers(min_value=2, max_value=999_999))
def test_every_number_is_read_back_from_its_spelling(n: int) -> None:
    text = f"on a vu {spelled(n)} hommes"
    (mention,) = NUMBERS.find(text)
    assert (mention.low, mention.high) == (n, n)
    assert text[mention.span.start : mention.span.end] == spelled(n)


@given(st.integers(min_value=1000, max_value=999_999_999), st.sampled_from([" ", ".", "'"]))
def test_every_number_is_read_back_from_its_digits(n: int, separator: str) -> None:
    (mention,) = NUMBERS.find(f"{n:,} hommes".replace(",", separator))
    assert mention.low == n


@given(st.text(max_size=200), st.integers(min_value=0, max_value=1000))
def test_offsets_lie_in_the_text_and_do_not_overlap(text: str, start: int) -> None:
    end = start
    for mention in NUMBERS.find(text, start):
        assert end <= mention.span.start < mention.span.end <= start + len(text)
        assert mention.high is None or mention.low <= mention.high
        end = mention.span.end


MIX = "deux cent mille et un plus de moins entre 12 3 000 à une dizaine des - , million".split()  # noqa: SIM905


@given(st.lists(st.sampled_from(MIX), max_size=12))
def test_any_mix_of_number_words_is_read_without_error(words: list[str]) -> None:
    text = " ".join(words)
    for mention in NUMBERS.find(text):
        assert text[mention.span.start : mention.span.end]
