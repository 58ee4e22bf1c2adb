"""The promises of the design, over the whole way from page to ledger: on the samples, and on articles composed of their
paragraphs in any order, with and without a date.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whole_house import rooms_around

from recoupe.export.json import export
from recoupe.extract.times import TimeExtractor
from recoupe.language.kinds import load_kinds
from recoupe.language.pack import LanguagePack
from recoupe.language.registry import load_registry
from recoupe.link.linker import Linker
from recoupe.link.weights import load_weights
from recoupe.model.document import Document, RawPage
from recoupe.model.report import DocumentReading, When
from recoupe.model.spans import CharSpan, Quote
from recoupe.model.values import Toll
from recoupe.model.view import LedgerView
from recoupe.pipeline.reader import Reader
from recoupe.pipeline.rooms import Rooms
from recoupe.text.normalise import plain

SAMPLES = Path(__file__).parents[2] / "samples"
FILES = sorted(SAMPLES.glob("*.txt"))
#: Paragraphs of the samples: no title, no line with the day of publication.
PARAGRAPHS = [p for f in FILES for p in f.read_text(encoding="utf-8").split("\n\n")[2:]]
DATE_LINE = "Publié le mercredi 8 janvier 2020 à 10h12"
TIMES = TimeExtractor(LanguagePack("fr"))
LINKER = Linker(load_weights(), load_registry().tree(), load_kinds())
#: An attack told without a source; the rest of the sentence may name one.
SAID = (
    "Des hommes armés venus de plusieurs directions ont attaqué mardi une base de l'armée près de Kirkouk et tué "
    "quatre soldats,"
)
BEFORE_THE_BREAK = pytest.mark.xfail(
    strict=True,
    reason="nothing reads the issue: a toll told before the break is taken; codebook or code, one must give way",
)
few = settings(max_examples=25, deadline=None)

Run = Callable[..., LedgerView]


@pytest.fixture(scope="session")
def rooms(reader: Reader) -> Rooms:
    return rooms_around(reader)


@st.composite
def articles(draw: st.DrawFn) -> str:
    """An article that says anything in any order; blanks and quotation marks vary."""
    paragraphs = draw(st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=5, unique=True))
    head = ["Ce que l'on sait de la situation", *([DATE_LINE] if draw(st.booleans()) else [])]
    text = "\n\n".join([*head, *(p.strip() for p in paragraphs)])
    for old, new in draw(
        st.sampled_from(((), (("'", "’"),), (("« ", "«\u00a0"), (" »", "\u202f»")), (("\n", "\r\n"),)))
    ):
        text = text.replace(old, new)
    return text


def page(text: str, path: str = "article.txt") -> RawPage:
    content = text.encode()
    return RawPage(path, None, content, hashlib.sha256(content).hexdigest(), "text")


def cleaned(rooms: Rooms, text: str) -> Document:
    document = rooms.clean(page(text))
    assert isinstance(document, Document), document
    return document


def read(reader: Reader, *documents: Document) -> list[DocumentReading]:
    return list(reader.read_all(documents))


def quotes(reading: DocumentReading) -> list[Quote]:
    found = [q for r in reading.reports for q in (*r.triggers, *(c.quote for c in r.claims))]
    found += [item.quote for item in (*reading.links, *reading.tallies, *reading.figures)]
    return [*found, *(i.quote for i in reading.issues if i.quote is not None)]


@few
@given(text=articles())
def test_every_value_has_a_quote_and_every_quote_slices_back(rooms: Rooms, reader: Reader, text: str) -> None:
    document = cleaned(rooms, text)
    (reading,) = read(reader, document)
    for quote in quotes(reading):
        assert quote.exact
        assert document.text[quote.start : quote.end] == quote.exact
    for report in reading.reports:
        assert report.triggers


@few
@given(text=articles())
def test_no_date_comes_from_silence(rooms: Rooms, reader: Reader, text: str) -> None:
    """Every `when` quotes a time expression of the article, and none counts from a day of publication it has not."""
    document = cleaned(rooms, text)
    spans = [t.words for t in TIMES.find(plain(document.text))]
    (reading,) = read(reader, document)
    for claim in (c for r in reading.reports for c in r.claims if isinstance(c.value, When)):
        assert any(CharSpan(claim.quote.start, claim.quote.end).overlaps(span) for span in spans), claim
        assert document.published is not None or claim.value.anchor != "dct", claim


@pytest.mark.parametrize(
    "end",
    [
        "Des roquettes sont tombées sur le marché et ont tué 19 ...",
        "Des roquettes sont tombées sur le marché, faisant au moins 19…",
        pytest.param("Des roquettes tombées sur le marché ont fait 19 morts et 2 [...]", marks=BEFORE_THE_BREAK),
        pytest.param("Dix-neuf civils ont été tués par des tirs sur le...", marks=BEFORE_THE_BREAK),
    ],
)
def test_no_toll_comes_from_a_cut_off_sentence(rooms: Rooms, reader: Reader, end: str) -> None:
    """Where a page is said to break off, the words of that sentence count nobody."""
    calm = "Le calme est revenu en fin de journée dans le centre de la ville, où les commerces ont rouvert."
    document = cleaned(rooms, "\n\n".join(("Attaque contre un marché", DATE_LINE, calm, end)))
    (cut,) = [i.quote.span for i in document.issues if i.code == "truncated" and i.quote is not None]
    (reading,) = read(reader, document)
    tolls = [c for r in reading.reports for c in r.claims if isinstance(c.value, Toll)]
    assert [c.quote.exact for c in tolls if cut.overlaps(c.quote.span)] == []


@few
@given(text=articles(), others=st.lists(articles(), max_size=3))
def test_a_reading_depends_on_its_document_alone(rooms: Rooms, reader: Reader, text: str, others: list[str]) -> None:
    """Batches change nothing: alone, again, or among other articles."""
    document = cleaned(rooms, text)
    company = [d for d in (cleaned(rooms, other) for other in others) if d.id != document.id]
    (alone,) = read(reader, document)
    among = next(r for r in read(reader, *company, document) if r.document == document.id)
    assert among == alone == read(reader, document)[0]


@few
@given(texts=st.lists(articles(), min_size=2, max_size=4, unique=True), seed=st.integers(0, 99))
def test_the_order_of_documents_changes_no_event(rooms: Rooms, reader: Reader, texts: list[str], seed: int) -> None:
    documents = list({d.id: d for d in (cleaned(rooms, text) for text in texts)}.values())
    readings = read(reader, *documents)
    first = LINKER.link(readings, documents)
    random.Random(seed).shuffle(documents)
    random.Random(seed + 1).shuffle(readings)
    assert msgspec.json.encode(LINKER.link(readings, documents)) == msgspec.json.encode(first)


def independent_sources(reader: Reader, rooms: Rooms, *documents: Document) -> set[int]:
    copies = rooms.copies(documents)
    marked = [msgspec.structs.replace(d, copy_of=copies.get(d.id)) for d in documents]
    assert len(copies) == len(documents) - 1
    return {event.independent_sources for event in LINKER.link(read(reader, *marked), marked).events}


@pytest.mark.parametrize(
    "wire",
    [
        pytest.param(f"{SAID} selon le gouverneur de la province.", id="its source is named"),
        pytest.param(f"{SAID} au lever du jour.", id="nobody is named"),
    ],
)
def test_one_wire_in_three_papers_is_one_source(rooms: Rooms, reader: Reader, wire: str) -> None:
    """The ten copies of promise 5."""
    text = "\n\n".join(("Attaque contre une base du nord", DATE_LINE, wire, "Le calme est revenu dans la ville."))
    papers = [
        msgspec.structs.replace(cleaned(rooms, text + "\n" * n), outlet=outlet)
        for n, outlet in enumerate(("La Dépêche du Tigre", "Le Fil de Mossoul", "Le Quotidien des Alpes"))
    ]
    assert independent_sources(reader, rooms, *papers[:1]) == {1}
    assert independent_sources(reader, rooms, *papers) == {1}


def test_running_twice_changes_nothing_and_order_no_byte(run_house: Run, tmp_path: Path) -> None:
    """The real run into a real ledger: once, once more, and with the files in the other order."""
    kinds = load_kinds()
    once = export(run_house(tmp_path / "a.db", *FILES), kinds).content
    assert export(run_house(tmp_path / "a.db", *FILES), kinds).content == once
    assert export(run_house(tmp_path / "b.db", *reversed(FILES)), kinds).content == once
    assert export(run_house(tmp_path / "b.db", FILES[3], FILES[0]), kinds).content == once


def test_adding_an_article_changes_no_report_of_another(run_house: Run, tmp_path: Path) -> None:
    before = run_house(tmp_path / "c.db", *FILES[:4])
    after = run_house(tmp_path / "c.db", *FILES[4:6])
    assert set(before.readings) < set(after.readings)
