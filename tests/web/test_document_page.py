"""The page of a document and its text in segments, without a browser."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

from desks import desk_settings
from litestar.testing import TestClient
from made_ledgers import HOSTILE, HOSTILE_QUOTE, LONG, hostile_document, long_document, made_ledger

from recoupe.web.app import create_app
from recoupe.web.render import visible
from recoupe.web.tongue import load_words


def named(client: TestClient[Any], path: str) -> Any:
    return next(d for d in client.app.state["desk"].catalogue().documents.values() if d.path == path)


def quoted(answer: dict[str, Any]) -> str:
    return "".join(
        s["text"] for block in answer["blocks"] for run in block["runs"] if run["quoted"] for s in run["segments"]
    )


def test_every_claim_can_be_shown_exactly(client: TestClient[Any]) -> None:
    catalogue = client.app.state["desk"].catalogue()
    for claim, report in catalogue.claims.values():
        where = f"{claim.quote.start}-{claim.quote.end}"
        answer = client.get(f"/api/documents/{report.document}/marked", params={"quote": where}).json()
        assert quoted(answer) == claim.quote.exact
        assert answer["quote"]["exact"] == claim.quote.exact
        under = [
            s
            for b in answer["blocks"]
            for r in b["runs"]
            for s in r["segments"]
            if claim.id in s["refs"] and r["quoted"]
        ]
        assert "".join(s["text"] for s in under) == claim.quote.exact


def test_marks_of_one_event_only(client: TestClient[Any]) -> None:
    catalogue = client.app.state["desk"].catalogue()
    document = named(client, "irak-2-frappes.html")
    event = catalogue.event_of[catalogue.readings[document.id].reports[0].id]
    asked = f"/api/documents/{document.id}/marked"
    every, own = client.get(asked).json(), client.get(asked, params={"event": event}).json()

    def refs(answer: dict[str, Any]) -> set[str]:
        return {x for b in answer["blocks"] for r in b["runs"] for s in r["segments"] for x in s["refs"]}

    assert refs(own) < refs(every)


def test_the_page_shows_the_words_asked_for(client: TestClient[Any]) -> None:
    document = named(client, "irak-3-bilan.txt")
    text = client.get(f"/document/{document.id}?quote=48-56").text
    [found] = re.findall(r'<span class="quoted" id="q" tabindex="-1">(.*?)</span>', text, re.DOTALL)
    assert html.unescape(re.sub("<[^>]+>", "", found)) == "25 morts"


def test_strange_quotes_are_no_error(client: TestClient[Any]) -> None:
    document = named(client, "irak-3-bilan.txt")
    for strange in ("9-3", "a-b", "-", "48", "999999-9999999", "48-56-60", "²-³", "9" * 400 + "-" + "9" * 500):
        answer = client.get(f"/document/{document.id}", params={"quote": strange})
        assert answer.status_code == 200
        assert 'class="quoted"' not in answer.text


def test_a_document_that_is_not_there(client: TestClient[Any]) -> None:
    assert client.get("/document/doc:none").status_code == 404
    assert client.get("/api/documents/doc:none/marked").status_code == 404


def test_dropped_stretches_come_with_their_reason(client: TestClient[Any]) -> None:
    document = named(client, "irak-2-frappes.html")
    text = html.unescape(client.get(f"/document/{document.id}").text)
    assert "4 passages écartés" in text
    for dropped in document.dropped:
        assert load_words("fr")["drops"][dropped.reason] in text
        assert " ".join(dropped.exact.split())[:40] in " ".join(text.split())


def test_a_copy_shows_what_it_changed(client: TestClient[Any]) -> None:
    copy, original = named(client, "karabakh-2-gandja-copie.txt"), named(client, "karabakh-1-gandja.txt")
    text = html.unescape(client.get(f"/document/{copy.id}").text)
    assert f"/document/{original.id}" in text
    assert "1 mot ajouté, 3 mots retirés" in text
    assert f"/document/{copy.id}" in client.get(f"/document/{original.id}").text


def test_an_address_is_a_link_only_where_it_leads_to_a_page(tmp_path: Path) -> None:
    made_ledger(tmp_path / "l.db", hostile_document())
    with TestClient(create_app(desk_settings(tmp_path / "l.db")), base_url="http://127.0.0.1") as client:
        document = named(client, "<b>x</b>.txt")
        text = client.get(f"/document/{document.id}").text
        assert 'class="out"' in text
        assert "target=" not in text
        answer = client.get(
            f"/api/documents/{document.id}/marked",
            params={"quote": f"{HOSTILE.index(HOSTILE_QUOTE)}-{HOSTILE.index(HOSTILE_QUOTE) + len(HOSTILE_QUOTE)}"},
        ).json()
        assert quoted(answer) == HOSTILE_QUOTE
        whole = "".join(s["text"] for b in answer["blocks"] for r in b["runs"] for s in r["segments"])
        assert whole == visible(HOSTILE)


def test_five_megabytes_come_in_parts(tmp_path: Path) -> None:
    document = long_document()
    made_ledger(tmp_path / "l.db", document)
    with TestClient(create_app(desk_settings(tmp_path / "l.db")), base_url="http://127.0.0.1") as client:
        first = client.get(f"/document/{document.id}")
        assert len(first.text) < 200_000
        assert "Partie 1 sur" in first.text
        start = document.text.index("Kidal: 5")
        last = client.get(f"/document/{document.id}?quote={start}-{start + 16}").text
        assert "Kidal: 5 " in html.unescape(re.sub("<[^>]+>", "", last))
        answer = client.get(f"/api/documents/{document.id}/marked", params={"quote": f"{start}-{start + 16}"}).json()
        assert quoted(answer) == "Kidal: 5 killed."
        assert answer["part"] == answer["parts"] > LONG // 70_000


def test_the_marked_text_is_in_the_description_of_the_api(client: TestClient[Any]) -> None:
    paths = client.get("/api/openapi.json").json()["paths"]
    assert any(path.endswith("/marked") for path in paths)
