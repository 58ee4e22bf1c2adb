from __future__ import annotations

import itertools
from pathlib import Path

import msgspec
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.extract.actors import ActorExtractor
from recoupe.language.pack import LanguagePack
from recoupe.language.registry import Registry, load_registry
from recoupe.model.document import Document, Zone
from recoupe.resolve.actors import ActorResolver
from recoupe.text.normalise import plain

CASES = Path(__file__).parent.parent / "cases" / "fr" / "actors"


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    label: str
    text: str
    expect: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()


def cases(name: str) -> list[Case]:
    return msgspec.convert(yaml.safe_load((CASES / f"{name}.yml").read_text(encoding="utf-8")), list[Case])


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


@pytest.fixture(scope="module")
def extractor(pack: LanguagePack, registry: Registry) -> ActorExtractor:
    return ActorExtractor(pack, registry)


@pytest.fixture(scope="module")
def resolver(pack: LanguagePack, registry: Registry) -> ActorResolver:
    return ActorResolver(pack, registry)


def document(text: str) -> Document:
    zone = Zone(0, len(text), "body", "fr")
    return Document("d", "d.txt", None, "", None, None, ("fr",), None, None, text, (zone,))


def read(extractor: ActorExtractor, resolver: ActorResolver, text: str) -> list[str]:
    """Mentions as "words: how id"."""
    words = plain(text)
    resolved = resolver.resolve(document(text), extractor.find(words))
    return [f"{words[m.span.start : m.span.end]}: {m.how} {a.id if a else None}" for m, a in resolved]


@pytest.mark.parametrize("case", cases("synthetic") + cases("in_the_wild"), ids=lambda case: case.label)
def test_actors_of_a_text(extractor: ActorExtractor, resolver: ActorResolver, case: Case) -> None:
    found = read(extractor, resolver, case.text)
    for expected in case.expect:
        assert expected in found, found


@pytest.mark.parametrize("case", cases("negative"), ids=lambda case: case.label)
def test_near_misses(extractor: ActorExtractor, case: Case) -> None:
    words = plain(case.text)
    found = [words[m.span.start : m.span.end] for m in extractor.find(words)]
    for absent in case.absent:
        assert not any(absent in mention for mention in found), found


@pytest.mark.parametrize("case", cases("known_failures"), ids=lambda case: case.label)
@pytest.mark.xfail(strict=True)
def test_known_failures(extractor: ActorExtractor, resolver: ActorResolver, case: Case) -> None:
    assert set(case.expect) <= set(read(extractor, resolver, case.text))


FRAGMENTS = [
    *("l'armée", "malienne", "des", "soldats", "du", "Hezbollah", "(KH)", "KH", "le groupe", "Kataëb Hezbollah"),
    *(
        "président",
        "Joe",
        "Biden",
        ",",
        ".",
        "\n",
        "Washington",
        "pro-iraniens",
        "soutenus par",
        "l'Iran",
        "habitants de",
    ),
    *("Kidal", "alias", "X", "«", "»", "d'", "et", "é", "\N{RIGHT SINGLE QUOTATION MARK}", "("),
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=25).map(" ".join) | st.text(max_size=80))
def test_spans_are_sorted_inside_the_text_and_apart(
    extractor: ActorExtractor, resolver: ActorResolver, text: str
) -> None:
    mentions = extractor.find(plain(text))
    spans = [m.span for m in mentions]
    assert spans == sorted(spans)
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert not any(a.overlaps(b) for a, b in itertools.pairwise(spans))
    assert [m for m, _ in resolver.resolve(document(text), mentions)] == list(mentions)
