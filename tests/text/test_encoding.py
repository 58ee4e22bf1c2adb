"""Bytes to characters."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.text.encoding import decode
from recoupe.text.normalise import compose, plain

TEXT = "L’armée a déclaré à Gao que « trois » véhicules avaient été touchés."

CASES = [
    ("utf-8", TEXT.encode()),
    ("utf-8 with mark", TEXT.encode("utf-8-sig")),
    ("utf-16 with mark", TEXT.encode("utf-16")),
    ("utf-16 le", TEXT.encode("utf-16-le")),
    ("utf-16 be", TEXT.encode("utf-16-be")),
    ("utf-32 with mark", TEXT.encode("utf-32")),
    ("windows-1252", TEXT.encode("cp1252")),
    ("wrongly declared", b"<meta charset=utf-8>" + TEXT.encode("cp1252")),
    ("windows-1251 declared", b'<?xml encoding="windows-1251"?>' + "Привет, Гао".encode("cp1251")),
    ("twice", (TEXT.replace("’", "'") * 2).encode().decode("cp1252").encode()),
]


@pytest.mark.parametrize("content", [c[1] for c in CASES], ids=[c[0] for c in CASES])
def test_right_characters(content: bytes) -> None:
    decoded = decode(content)
    assert decoded is not None
    assert "Гао" in decoded.text or "touchés" in decoded.text
    assert "\ufffd" not in decoded.text


@pytest.mark.parametrize("content", [bytes(200), bytes(range(256)) * 4, b"\x00\x01\x02" * 100])
def test_no_text(content: bytes) -> None:
    assert decode(content) is None


@given(st.binary())
def test_any_bytes(content: bytes) -> None:
    decoded = decode(content)
    assert decoded is None or isinstance(decoded.text, str)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf8_comes_back(text: str) -> None:
    decoded = decode(text.encode())
    assert decoded is None or decoded.text == text or decoded.fault or "\x00" in text or text.startswith("\ufeff")


@given(st.text())
def test_compose_is_idempotent_nfc_and_printable(text: str) -> None:
    composed = compose(text)
    assert compose(composed) == composed
    assert unicodedata.is_normalized("NFC", composed)
    assert len(plain(composed)) == len(composed)
    composed.encode("utf-8")
