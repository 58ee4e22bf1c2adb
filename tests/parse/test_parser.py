from __future__ import annotations

import unicodedata
from pathlib import Path

import msgspec
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.language.pack import LanguagePack
from recoupe.model.document import Document, Zone
from recoupe.model.errors import LanguageError
from recoupe.model.parse import Parse
from recoupe.parse.parser import Parser, document_from_text
from recoupe.text.normalise import normalise

ARTICLE = (
    "Au moins huit combattants ont été tués mardi près de Tessalit, a-t-on appris.\n"
    "L’armée a démenti.Le gouverneur, lui, parle d’« une dizaine\u00a0» de morts dont 5\u202f000,5 %.\n"
    "\t  Un\u00adtitre   espacé \n"
)


def check(parse: Parse, document: Document) -> None:
    """What every parse promises, whatever the text."""
    assert [s.index for s in parse.sentences] == list(range(len(parse.sentences)))
    for sentence in parse.sentences:
        end = sentence.start
        assert len(sentence.children) == len(sentence.tokens)
        for i, token in enumerate(sentence.tokens):
            assert token.i == i
            assert end <= token.start < token.end <= sentence.end
            end = token.end
            words = normalise(document.text[token.start : token.end]).text
            bare = "".join(c for c in words if c.isprintable() and not unicodedata.combining(c))
            assert token.text in (words, bare)
            assert 0 <= token.head < len(sentence.tokens)
            assert (token.head == i) == (token.dep == "ROOT")
            assert token.head == i or i in sentence.children[token.head]
        assert sum(map(len, sentence.children)) == sum(t.head != t.i for t in sentence.tokens)


def test_offsets_and_tree(parser: Parser) -> None:
    document = document_from_text(ARTICLE)
    parse = parser.parse(document)
    check(parse, document)
    assert len(parse.sentences) == 4
    first = parse.sentences[0]
    killed = next(t for t in first.tokens if t.text == "tués")
    assert (killed.lemma, killed.pos) == ("tuer", "VERB")
    subject = next(first.dependents(killed.i, "nsubj"))
    assert subject.text == "combattants"
    assert next(first.dependents(subject.i, "nummod")).text == "huit"
    assert any(t.has("VerbForm=Fin") for t in first.tokens)


def test_one_sentence_has_one_root(parser: Parser) -> None:
    for sentence in parser.parse_text("Kidal : trois morts dans un raid\nOui ? Non : « rien », etc.").sentences:
        assert [t.dep for t in sentence.tokens].count("ROOT") == 1


def test_sentences_not_kept_are_listed_without_tokens(parser: Parser) -> None:
    document = document_from_text("Les tirs ont cessé. Il fait beau. Les tirs ont repris.")
    by_words = parser.parse(document, lambda words: "tirs" in words)
    assert [bool(s.tokens) for s in by_words.sentences] == [True, False, True]
    assert parser.parse(document, [True, False, True]) == by_words
    nothing = parser.parse(document, lambda _: False)
    assert [s.span for s in nothing.sentences] == [s.span for s in by_words.sentences]


def test_only_the_language_of_the_pack_is_parsed(parser: Parser) -> None:
    text = "Un titre\nUne phrase de plus.\nAn English line."
    zones = (Zone(0, 8, "title", "fr"), Zone(9, 28, "body", "fr"), Zone(29, 45, "embed", "en"))
    document = msgspec.structs.replace(document_from_text(text), zones=zones)
    parse = parser.parse(document)
    check(parse, document)
    assert [(s.zone, s.language, bool(s.tokens)) for s in parse.sentences] == [
        ("title", "fr", True),
        ("body", "fr", True),
        ("embed", "en", False),
    ]


def test_many_documents_read_as_one_by_one(parser: Parser) -> None:
    documents = [document_from_text(f"{ARTICLE} Le {n} mai, {n} soldats ont fui. " * (n % 4)) for n in range(30)]
    single = [parser.parse(document) for document in documents]
    assert list(parser.parse_all(documents)) == single
    flags = [[True] * len(parse.sentences) for parse in single]
    assert list(parser.parse_all(documents, flags)) == single
    assert list(parser.parse_all([])) == []


def test_a_sentence_without_end_is_parsed_in_pieces(parser: Parser) -> None:
    document = document_from_text("des villages ont brûlé et " * 400)
    parse = parser.parse(document)
    check(parse, document)
    assert all(0 < len(s.tokens) <= 300 for s in parse.sentences)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=60), st.text(alphabet="aé'-. 1\u00ad\u0301\n«»\"\ufb01\ud800", max_size=40)))
def test_any_text_is_read(parser: Parser, text: str) -> None:
    document = document_from_text(text)
    check(parser.parse(document), document)


def test_a_pipeline_that_is_not_installed_is_named() -> None:
    with pytest.raises(LanguageError, match="no_such_pipeline"):
        Parser("no_such_pipeline")


def test_a_pipeline_must_read_the_language_of_the_pack(tmp_path: Path) -> None:
    blank = tmp_path / "blank"
    spacy.blank("en").to_disk(blank)
    with pytest.raises(LanguageError, match="'en'"):
        Parser(str(blank), LanguagePack("fr"))
    spacy.blank("fr").to_disk(blank)
    with pytest.raises(LanguageError, match="no dependency parser"):
        Parser(str(blank), LanguagePack("fr"))
