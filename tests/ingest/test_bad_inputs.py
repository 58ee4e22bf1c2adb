"""Every bad file ends as a refusal with its code, or as a clean document; never as an exception, and never slowly."""

from __future__ import annotations

import gzip
import json
import os
import socket
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from recoupe.clean.cleaner import CleanTools, clean
from recoupe.ingest.limits import Limits
from recoupe.ingest.pages import ingest
from recoupe.model.document import Document, Refusal

TITLE = "Sahel : un convoi pris pour cible près de Tessit"
BODY = (
    "Trois véhicules de l'armée ont sauté mardi sur des mines près de Tessit, a indiqué une source militaire. "
    "Les blessés ont été évacués vers Gao dans la soirée, selon la même source."
)
ARTICLE = f"{TITLE}\n\n{BODY}\n"
HTML = (
    f"<html><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1><p>{BODY}</p>"
    f"<p>{BODY.replace('Trois', 'Quatre')}</p></article></body></html>"
)
SMALL = Limits(page=200_000)

Maker = Callable[[Path], Path]


def write(name: str, content: bytes | str) -> Maker:
    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return make


def warc(*bodies: bytes, status: str = "200 OK", media: str = "text/html", cut: int | None = None) -> bytes:
    out = b""
    for i, body in enumerate(bodies):
        http = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/{i}\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-00000000000{i}>\r\nWARC-Date: 2024-01-01T00:00:00Z\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        ).encode()
        out += gzip.compress(head + http + b"\r\n\r\n")
    return out[:cut]


def zipped(folder: Path) -> Path:
    path = folder / "pages.html"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.html", HTML)
    return path


def folder_named_html(folder: Path) -> Path:
    (folder / "x.html").mkdir()
    return folder / "x.html"


def loop(folder: Path) -> Path:
    (folder / "in").mkdir()
    (folder / "in" / "again").symlink_to(folder, target_is_directory=True)
    return folder / "in"


def link_to_itself(folder: Path) -> Path:
    (folder / "me.txt").symlink_to(folder / "me.txt")
    return folder / "me.txt"


def dangling(folder: Path) -> Path:
    (folder / "gone.txt").symlink_to(folder / "nothing-here.txt")
    return folder / "gone.txt"


def fifo(folder: Path) -> Path:
    os.mkfifo(folder / "pipe.html")
    return folder / "pipe.html"


def a_socket(folder: Path) -> Path:
    path = folder / "s.txt"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
    return path


def unreadable(folder: Path) -> Path:
    path = folder / "secret.txt"
    path.write_text(ARTICLE)
    path.chmod(0)
    return path


def twice(folder: Path) -> Path:
    (folder / "d").mkdir()
    for name in "ab":
        (folder / "d" / f"{name}.txt").write_text(ARTICLE)
    return folder / "d"


ENTITY_BOMB = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><rss version="2.0"><channel><item><title>&c;</title></item>'
    "</channel></rss>"
)
XXE = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss version="2.0"><channel>'
    "<item><title>&x;</title><description>&x;</description></item></channel></rss>"
)
HEBREW = "הצבא הודיע כי שלושה כלי רכב נפגעו ביום שלישי ליד הגבול, לדברי מקור צבאי. הפצועים פונו לבית החולים בערב."
ENGLISH = (
    "Three army vehicles hit mines on Tuesday near the border, a military source said. The wounded were flown out."
)

#: What is wrong, the input, and the codes it must end in, in order ("document": an article came out).
BAD: list[tuple[str, Maker, list[str]]] = [
    ("no such path", lambda f: f / "nowhere.html", ["not_found"]),
    ("NUL in the path", lambda f: f / "a\x00b.html", ["not_found"]),
    ("empty folder", lambda f: f, ["nothing_found"]),
    ("empty file", write("a.html", b""), ["empty"]),
    ("white space only", write("a.txt", b" \n\t\r\n  "), ["empty"]),
    ("byte order mark only", write("a.txt", b"\xef\xbb\xbf"), ["empty"]),
    ("zeros only", write("a.txt", b"\x00" * 5000), ["binary"]),
    ("folder named .html", folder_named_html, ["nothing_found"]),
    ("link loop between folders", loop, ["symlink"]),
    ("link to itself", link_to_itself, ["unreadable"]),
    ("dangling link", dangling, ["not_found"]),
    ("named pipe", fifo, ["not_a_file"]),
    ("socket", a_socket, ["not_a_file"]),
    ("device", lambda _: Path("/dev/zero"), ["not_a_file"]),
    ("hidden article", lambda f: write("d/.note.txt", ARTICLE)((f / "d").mkdir() or f).parent, ["hidden_file"]),
    ("hidden system file", lambda f: write("d/.DS_Store", b"x")((f / "d").mkdir() or f).parent, ["nothing_found"]),
    ("too large", write("a.html", b"<p>" + b"x" * 300_000), ["too_large"]),
    ("PDF named .html", write("a.html", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"), ["binary"]),
    ("image named .txt", write("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256))), ["binary"]),
    ("zip named .html", zipped, ["binary"]),
    ("gzip named .html", write("a.html", gzip.compress(HTML.encode())), ["unsupported_format"]),
    ("office document", write("a.docx", b"PK\x03\x04" + b"x" * 90), ["unsupported_format"]),
    ("style sheet", write("a.css", "body { color: red }"), ["unsupported_format"]),
    ("random bytes", write("a.txt", bytes((i * 7919 + i // 3) % 256 for i in range(4000))), ["binary"]),
    ("the same bytes twice", twice, ["document", "duplicate"]),
    ("NUL bytes inside", write("a.txt", ARTICLE.replace("Gao", "G\x00ao")), ["document"]),
    ("UTF-16 LE without mark", write("a.txt", ARTICLE.encode("utf-16-le")), ["document"]),
    ("UTF-16 with mark", write("a.html", HTML.encode("utf-16")), ["document"]),
    ("UTF-16 BE cut in a character", write("a.txt", ARTICLE.encode("utf-16-be")[:-1]), ["document"]),
    (
        "Latin-1 called UTF-8",
        write("a.html", HTML.replace("<head>", "<head><meta charset=utf-8>").encode("latin-1")),
        ["document"],
    ),
    ("UTF-8 called Latin-1", write("a.html", HTML.replace("<head>", "<head><meta charset=iso-8859-1>")), ["document"]),
    ("Windows-1252", write("a.txt", ARTICLE.replace("'", "’").encode("cp1252")), ["document"]),
    (
        "UTF-8 and Windows-1252 mixed",
        write("a.txt", ARTICLE.encode() + BODY.replace("é", "è").encode("cp1252")),
        ["document"],
    ),
    ("UTF-8 cut in a character", write("a.txt", (ARTICLE.strip() + " L'é").encode()[:-1]), ["document"]),
    ("encoded twice", write("a.txt", ARTICLE.encode().decode("cp1252").encode()), ["document"]),
    ("deep nesting", write("a.html", "<html><body>" + "<div>" * 20_000 + BODY), ["no_text"]),
    ("forty-five thousand tags", write("a.html", "<html><body>" + "<b>" * 45_000), ["malformed"]),
    ("only '<'", write("a.html", "<html><body>" + "<" * 25_000), ["no_text"]),
    ("huge attribute", write("a.html", HTML.replace("<p>", f'<p data-x="{"y" * 120_000}">', 1)), ["document"]),
    (
        "scripts only",
        write("a.html", "<html><body><script>alert('x')</script><style>p{}</style></body></html>"),
        ["no_text"],
    ),
    ("HTML without an article", write("a.html", "<html><body><nav><a>Accueil</a></nav></body></html>"), ["no_text"]),
    ("unclosed everything", write("a.html", HTML.replace("</p>", "").replace("</body>", "<p <a <div")), ["document"]),
    (
        "entities by the thousand",
        write("a.html", HTML.replace("</p>", "&amp;&#0;&#xD800;&bogus;" * 500 + "</p>", 1)),
        ["document"],
    ),
    ("JSON that breaks off", write("a.json", '{"title": "x", "text": "y'), ["malformed"]),
    ("JSON nested ten thousand deep", write("a.json", "[" * 10_000), ["malformed"]),
    ("JSON that is a number", write("a.json", "42"), ["no_text"]),
    ("JSON without an article", write("a.json", '{"name": "left-pad", "version": "1.0"}'), ["no_text"]),
    ("JSON with a lone surrogate", write("a.json", json.dumps({"title": "\ud800", "text": BODY})), ["malformed"]),
    (
        "JSON lines, two of four bad",
        write("a.jsonl", f'{{"text": {json.dumps(BODY)}}}\nnot json\n[1, 2]\n{{"text": {json.dumps(ARTICLE)}}}\n'),
        ["document", "bad_row", "bad_row", "document"],
    ),
    (
        "JSON lines, one far too long",
        write("a.jsonl", f'{{"text": "{"x" * 300_000}"}}\n{{"text": {json.dumps(BODY)}}}\n'),
        ["too_large", "document"],
    ),
    ("not JSON lines at all", write("a.jsonl", "x\n" * 5000), ["bad_row"] * 100 + ["malformed"]),
    ("CSV without a text column", write("a.csv", "a,b\n1,2\n"), ["no_text"]),
    (
        "CSV with a ragged row and an empty one",
        write("a.csv", f'titre,texte\nx,"{BODY}"\ny,z,too,many\nw,\n'),
        ["document", "bad_row", "no_text"],
    ),
    ("CSV with an open quote", write("a.csv", f'titre,texte\nx,"{BODY}'), ["document"]),
    ("feed with an entity bomb", write("a.xml", ENTITY_BOMB), ["malformed"]),
    ("feed that reads a local file", write("a.rss", XXE), ["malformed"]),
    (
        "XML that is no feed",
        write("a.xml", "<?xml version='1.0'?><urlset><url>x</url></urlset>"),
        ["unsupported_format"],
    ),
    ("feed without entries", write("a.rss", '<rss version="2.0"><channel><title>x</title></channel></rss>'), ["empty"]),
    ("WARC that breaks off", write("a.warc.gz", warc(HTML.encode(), cut=200)), ["malformed"]),
    ("WARC of nothing", write("a.warc", b"hello, this is no archive"), ["malformed"]),
    ("WARC with a page not found", write("a.warc.gz", warc(b"<p>404</p>", status="404 Not Found")), ["nothing"]),
    (
        "WARC with a PDF under text/html",
        write("a.warc.gz", warc(b"%PDF-1.4 ...", HTML.encode())),
        ["binary", "document"],
    ),
    (
        "WARC record too large",
        write("a.warc.gz", warc(b"<p>" + b"a" * 300_000, HTML.encode())),
        ["too_large", "document"],
    ),
    ("gzip bomb", write("a.warc.gz", warc(bytes(60_000_000), media="image/png")), ["bomb"]),
    ("Hebrew page", write("a.txt", f"{HEBREW}\n\n{HEBREW[::1]} {HEBREW}"), ["unsupported_language"]),
    ("English page", write("a.txt", f"Convoy hit near the border\n\n{ENGLISH}"), ["unsupported_language"]),
    ("a log of twenty-five thousand lines", write("a.txt", "".join(f"l {i}\n" for i in range(25_000))), ["malformed"]),
    ("figures only", write("a.txt", "12 345\n\n678 90\n"), ["no_text"]),
    ("one word", write("a.txt", "Gao"), ["unsupported_language"]),
]


@pytest.mark.parametrize(("make", "codes"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_bad_input(make: Maker, codes: list[str], tmp_path: Path, tools: CleanTools) -> None:
    if make is a_socket and sys.platform == "win32":
        pytest.skip("no such sockets")
    started = time.monotonic()
    out: list[str] = []
    for page in ingest([make(tmp_path)], limits=SMALL):
        made = page if isinstance(page, Refusal) else clean(page, tools)
        out.append(made.code if isinstance(made, Refusal) else "document")
        assert made.path
        if isinstance(made, Refusal):
            assert made.detail, "a refusal says why"
        else:
            assert_sound(made)
    assert out == ([] if codes == ["nothing"] else codes)
    assert time.monotonic() - started < 5


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
def test_file_without_permission_is_refused(tmp_path: Path) -> None:
    assert [p.code for p in ingest([unreadable(tmp_path)]) if isinstance(p, Refusal)] == ["unreadable"]


def test_there_are_at_least_forty() -> None:
    assert len(BAD) >= 40


def assert_sound(document: Document) -> None:
    """What holds of every document: words intact, zones in order and covering, nothing invisible."""
    assert "Tessit" in document.text or "Gao" in document.text
    assert "évacués" in document.text or "évacuès" in document.text
    assert not any(c in document.text for c in "\x00\r\u200b")
    at = 0
    for zone in document.zones:
        assert zone.start >= at
        assert not document.text[at : zone.start].strip()
        at = zone.end
    assert not document.text[at:].strip()
