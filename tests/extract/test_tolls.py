from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.extract.tolls import TollExtractor
from recoupe.language.pack import LanguagePack, read_table
from recoupe.model.mentions import TollMention
from recoupe.model.parse import Sentence, Token
from recoupe.parse.parser import Parser

CASES = Path(__file__).parent.parent / "cases" / "fr" / "tolls"
TOLLS = TollExtractor(LanguagePack("fr"))


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    text: str
    expect: tuple[str, ...]
    rejected: tuple[str, ...] = ()


def cases(*names: str) -> list[Case]:
    return [case for name in names for case in read_table(CASES / f"{name}.yml", tuple[Case, ...])]


def written(mention: TollMention, text: str) -> str:
    toll = mention.toll
    high = "" if toll.high is None else str(toll.high)
    what = " ".join((toll.kind, f"{toll.low}..{high}", *toll.whose, *(["part"] if toll.part else [])))
    return f"{what}: {text[mention.span.start : mention.span.end]}"


def read(parser: Parser, text: str) -> tuple[list[str], list[str]]:
    tolls: list[str] = []
    rejected: list[str] = []
    for sentence in parser.parse_text(text).sentences:
        found, refused = TOLLS.find(sentence)
        tolls += [written(mention, text) for mention in found]
        rejected += [f"{r.reason}: {text[r.span.start : r.span.end]}" for r in refused]
    return tolls, rejected


@pytest.mark.parametrize("case", cases("synthetic", "negative"), ids=lambda case: case.text)
def test_tolls_and_rejected_numbers(parser: Parser, case: Case) -> None:
    tolls, rejected = read(parser, case.text)
    assert tolls == list(case.expect)
    assert rejected == list(case.rejected)


@pytest.mark.parametrize("case", cases("known_failures"), ids=lambda case: case.text)
@pytest.mark.xfail(strict=True)
def test_known_failures(parser: Parser, case: Case) -> None:
    assert read(parser, case.text)[0] == list(case.expect)


WORDS = (  # noqa: SIM905
    "au moins huit soldats ont été tués blessés mort morts la mort de d' un une des les Américain dont enfants ni "
    "victime personne n' a tué pas ; : , . et ainsi que bilan à 20 perdu la vie otages depuis 2012 1 200 civils "
    "sans faire aucun Diallo qui"
).split()
POS = ("NOUN", "VERB", "AUX", "ADJ", "ADP", "DET", "PROPN", "PUNCT", "NUM", "PRON", "CCONJ", "ADV")
DEPS = ("nsubj", "obj", "nsubj:pass", "conj", "acl", "nmod", "ROOT", "obl", "xcomp", "case")


@st.composite
def sentences(draw: st.DrawFn) -> Sentence:
    """Any words under any tree, however wrong: the parser may be wrong in any way."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=18))
    start = draw(st.integers(min_value=0, max_value=500))
    tokens: list[Token] = []
    at = start
    for i, word in enumerate(words):
        head = draw(st.integers(min_value=0, max_value=len(words) - 1))
        tokens.append(
            Token(
                i=i,
                start=at,
                end=at + len(word),
                text=word,
                lemma=word,
                pos=draw(st.sampled_from(POS)),
                morph="",
                dep=draw(st.sampled_from(DEPS)),
                head=head,
            )
        )
        at += len(word) + 1
    children = tuple(tuple(t.i for t in tokens if t.head == i and t.i != i) for i in range(len(tokens)))
    return Sentence(0, start, at, "body", "fr", tuple(tokens), children)


@given(sentences())
def test_any_tree_is_read_without_error_and_quotes_lie_in_the_sentence(sentence: Sentence) -> None:
    tolls, rejected = TOLLS.find(sentence)
    for mention in (*tolls, *rejected):
        assert sentence.start <= mention.span.start < mention.span.end <= sentence.end
    for toll in tolls:
        assert 0 <= toll.anchor < len(sentence.tokens)
        assert toll.toll.high is None or toll.toll.low <= toll.toll.high


@given(sentences())
def test_no_quantity_is_both_a_toll_and_rejected(sentence: Sentence) -> None:
    tolls, rejected = TOLLS.find(sentence)
    assert not any(t.span == r.span for t in tolls for r in rejected)


def test_an_unparsed_sentence_has_no_toll() -> None:
    assert TOLLS.find(Sentence(0, 0, 10, "body", "fr", (), ())) == ((), ())
