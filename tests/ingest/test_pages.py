"""What good files become."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recoupe.ingest.fields import fold_key, load_field_names, read_row
from recoupe.ingest.pages import ingest
from recoupe.ingest.refusals import REFUSAL_CODES
from recoupe.model.document import PageMetadata, RawPage, Refusal

sys.path.insert(0, str(Path(__file__).parent))
from test_bad_inputs import ARTICLE, BODY, HTML, TITLE, warc


def pages(*paths: Path, published: str | None = None) -> list[RawPage]:
    out = list(ingest(paths, published=published))
    assert all(isinstance(p, RawPage) for p in out), out
    return [p for p in out if isinstance(p, RawPage)]


def test_a_text_file_keeps_name_bytes_and_argument(tmp_path: Path) -> None:
    (tmp_path / "tessit-1.txt").write_text(ARTICLE)
    (page,) = pages(tmp_path, published="2023-11")
    assert (page.path, page.content, page.media_type) == ("tessit-1.txt", ARTICLE.encode(), "text")
    assert page.published_argument == "2023-11"
    assert page.sha256 == hashlib.sha256(ARTICLE.encode()).hexdigest()


@pytest.mark.parametrize(
    ("name", "content", "media"),
    [
        ("a.html", HTML, "html"),
        ("a.xhtml", HTML, "html"),
        ("a.txt", HTML, "html"),
        ("a", ARTICLE, "text"),
        ("a.md", f"# {ARTICLE}", "text"),
        ("a.html", ARTICLE, "text"),
        ("a.xml", f'<?xml version="1.0"?>{HTML}', "html"),
    ],
)
def test_content_decides_between_kinds_of_text(tmp_path: Path, name: str, content: str, media: str) -> None:
    (tmp_path / name).write_text(content)
    assert pages(tmp_path / name)[0].media_type == media


def test_order_is_by_label_whatever_the_order_of_paths(tmp_path: Path) -> None:
    for name in ("b", "a", "c/d"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / f"{name}.txt").write_text(ARTICLE + name)
    paths = [tmp_path / "c", tmp_path / "b.txt", tmp_path / "a.txt"]
    labels = [p.path for p in pages(*paths)]
    assert labels == ["a.txt", "b.txt", "d.txt"]
    assert labels == [p.path for p in pages(*reversed(paths))]
    assert [p.path for p in pages(tmp_path)] == ["a.txt", "b.txt", "c/d.txt"]


def test_two_folders_keep_their_names_apart(tmp_path: Path) -> None:
    for folder in "xy":
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(ARTICLE + folder)
    assert [p.path for p in pages(tmp_path / "x", tmp_path / "y")] == ["x/a.txt", "y/a.txt"]


def test_json_lines_with_id_title_heading_and_article(tmp_path: Path) -> None:
    row = {"id": "os-1", "date": "2019-05-10", "title": TITLE, "heading": "Le chapo.", "article": BODY}
    (tmp_path / "set.jsonl").write_text(json.dumps(row) + "\n\n" + json.dumps({**row, "id": "os-2"}) + "\n")
    one, two = pages(tmp_path)
    assert (one.path, two.path) == ("set.jsonl#os-1", "set.jsonl#os-2")
    assert one.content.decode() == BODY
    assert one.metadata == PageMetadata(TITLE, None, "2019-05-10", None, "Le chapo.")
    assert one.sha256 != two.sha256


def test_key_order_does_not_change_a_rows_hash(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps([{"title": TITLE, "text": BODY}]))
    (tmp_path / "b.json").write_text(json.dumps([{"text": BODY, "title": TITLE}]))
    first, second = ingest([tmp_path])
    assert isinstance(first, RawPage)
    assert isinstance(second, Refusal)
    assert (second.code, second.detail) == ("duplicate", "the same bytes as a.json#1")


@pytest.mark.parametrize(
    "value",
    [
        {
            "titre": TITLE,
            "texte": BODY,
            "Date de publication": "3 mai 2022",
            "média": "Le Phare",
            "lien": "http://x.org/1",
        },
        {
            "headline": TITLE,
            "body": BODY,
            "published_at": "3 mai 2022",
            "source": {"name": "Le Phare"},
            "url": "http://x.org/1",
        },
        {
            "title": {"rendered": TITLE},
            "content": {"rendered": BODY},
            "date": "3 mai 2022",
            "site": "Le Phare",
            "link": "http://x.org/1",
        },
        {
            "articles": [
                {
                    "title": TITLE,
                    "content": [BODY],
                    "pubDate": "3 mai 2022",
                    "publisher": "Le Phare",
                    "uri": "http://x.org/1",
                }
            ]
        },
    ],
)
def test_columns_by_many_names(tmp_path: Path, value: object) -> None:
    (tmp_path / "a.json").write_text(json.dumps(value))
    (page,) = pages(tmp_path)
    assert page.content.decode() == BODY
    assert page.metadata == PageMetadata(TITLE, "Le Phare", "3 mai 2022")
    assert page.uri == "http://x.org/1"


@pytest.mark.parametrize(("name", "mark"), [("a.csv", ","), ("a.csv", ";"), ("a.tsv", "\t"), ("a.csv", "\t")])
def test_csv(tmp_path: Path, name: str, mark: str) -> None:
    lines = [mark.join(("Titre", "Texte", "Date")), mark.join((f'"{TITLE}"', f'"{BODY}\n\n{BODY}"', "03/05/2022"))]
    (tmp_path / name).write_text("\ufeff" + "\n".join(lines))
    (page,) = pages(tmp_path)
    assert page.path == f"{name}#1"
    assert page.content.decode() == f"{BODY}\n\n{BODY}"
    assert (page.metadata.title, page.metadata.published) == (TITLE, "03/05/2022")


def test_a_cell_with_tags_is_html(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"title": TITLE, "text": f"<p>{BODY}</p>"}))
    assert pages(tmp_path)[0].media_type == "html"


@pytest.mark.parametrize("tail", ["rss", "xml", "atom", "html"])
def test_feed(tmp_path: Path, tail: str) -> None:
    feed = (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>Le Phare</title><item><title>{TITLE}</title><link>http://x.org/1</link>"
        "<pubDate>Tue, 07 Nov 2023 20:41:00 +0100</pubDate><description>Court.</description>"
        f"<content:encoded><![CDATA[<p>{BODY}</p>]]></content:encoded></item>"
        "<item><title>Vide</title></item></channel></rss>"
    )
    (tmp_path / f"f.{tail}").write_text(feed)
    one, two = ingest([tmp_path])
    assert isinstance(one, RawPage)
    assert (one.path, one.uri, one.media_type) == (f"f.{tail}#1", "http://x.org/1", "html")
    assert one.metadata == PageMetadata(TITLE, "Le Phare", "Tue, 07 Nov 2023 20:41:00 +0100")
    assert isinstance(two, Refusal)
    assert two.code == "no_text"


@pytest.mark.parametrize("packed", [True, False])
def test_warc(tmp_path: Path, packed: bool) -> None:
    content = warc(HTML.encode(), b"a picture", HTML.replace("Gao", "Ansongo").encode())
    name = "a.warc.gz" if packed else "a.warc"
    (tmp_path / name).write_bytes(content if packed else gzip.decompress(content))
    out = pages(tmp_path)
    assert [(p.path, p.uri) for p in out][::2] == [
        (f"{name}#1", "http://example.org/0"),
        (f"{name}#3", "http://example.org/2"),
    ]
    assert out[0].content == HTML.encode()


def test_every_code_raised_is_in_the_list() -> None:
    source = "".join(
        p.read_text() for p in Path(sys.modules["recoupe.ingest.pages"].__file__ or "").parent.glob("*.py")
    )
    raised = set(re.findall(r'(?:Refused|refuse)\([^"]*?"([a-z_]+)"', source))
    assert raised <= set(REFUSAL_CODES)


@given(
    st.dictionaries(
        st.text(max_size=12), st.one_of(st.none(), st.text(), st.integers(), st.lists(st.text())), max_size=6
    )
)
def test_any_row_is_read(row: dict[str, object]) -> None:
    read = read_row(row, _NAMES)
    assert read.text is None or read.text.strip() == read.text


_NAMES = load_field_names()


@given(st.text())
def test_keys_fold_once(key: str) -> None:
    assert fold_key(fold_key(key)) == fold_key(key)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.binary(max_size=400),
    st.sampled_from(["a.html", "a.txt", "a.json", "a.jsonl", "a.csv", "a.xml", "a.warc", "a.warc.gz"]),
)
def test_arbitrary_bytes_never_raise(tmp_path: Path, content: bytes, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    for page in ingest([path]):
        assert isinstance(page, RawPage | Refusal)
