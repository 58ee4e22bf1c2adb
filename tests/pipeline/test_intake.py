"""Files and texts that a person sends: never a path of theirs, never another's bytes."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.model.document import RawPage, Refusal
from recoupe.pipeline.intake import Pasted, Upload, pasted, safe_name, uploaded


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("article.html", "article.html"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\dépêche.txt", "dépêche.txt"),
        (".hidden.html", "hidden.html"),
        ("a\x00b\n.txt", "ab.txt"),
        ("...", "unnamed"),
        ("", "unnamed"),
    ],
)
def test_a_name_is_no_path(sent: str, kept: str) -> None:
    assert safe_name(sent) == kept


@given(st.text(max_size=200))
def test_whatever_the_name(name: str) -> None:
    kept = safe_name(name)
    assert kept
    assert PurePosixPath(kept).name == kept
    assert "\\" not in kept
    assert len(kept) <= 120


def test_files_keep_their_names_and_bytes() -> None:
    files = [Upload("b.txt", b"Deux morts."), Upload("../a.txt", b"Un mort."), Upload("x.exe", b"MZ\x90 no")]
    pages = list(uploaded(files, "2021-03-10")((), None))
    read = {p.path: p.content for p in pages if isinstance(p, RawPage)}
    assert read == {"b.txt": b"Deux morts.", "a.txt": b"Un mort."}
    assert all(p.published_argument == "2021-03-10" for p in pages if isinstance(p, RawPage))
    assert [(p.path, p.code) for p in pages if isinstance(p, Refusal)] == [("x.exe", "unsupported_format")]


def test_rows_of_a_table_are_named_after_their_file() -> None:
    rows = b'{"text": "Un mort."}\n{"text": "Deux morts."}\n'
    paths = [p.path for p in uploaded([Upload("two.jsonl", rows)], None)((), None)]
    assert len(paths) == 2
    assert all(path.startswith("two.jsonl") for path in paths)


def test_a_pasted_text_is_the_same_page_when_all_of_it_is() -> None:
    def page(**more: str) -> RawPage:
        (found,) = pasted(Pasted("Un mort à Kidal.", **more))((), None)
        assert isinstance(found, RawPage)
        return found

    assert page(outlet="A") == page(outlet="A")
    assert page(outlet="A").sha256 != page(outlet="B").sha256
    assert page(title="T", uri="https://x.test").metadata.title == "T"
    assert page().media_type == "text"
