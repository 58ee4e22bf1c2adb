"""Parse the sentences that the prefilter keeps: `Document` in, `Parse` out, no library object leaves."""

from __future__ import annotations

import hashlib
import importlib
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import msgspec
import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from recoupe.language.pack import LanguagePack
from recoupe.model.document import Document, Zone, ZoneKind
from recoupe.model.errors import LanguageError
from recoupe.model.ids import make_id
from recoupe.model.parse import Parse, Sentence
from recoupe.parse.convert import Converter
from recoupe.parse.prepare import Prepared, prepare
from recoupe.parse.segment import Segmenter, SentenceSpan

#: What follows the place of a dateline, up to the mark that ends it: ", 3 mai 2022 (AFP) - ", ") ".
#: A dash before the date ("GAO (AFP) - 3 mai 2022 - ") does not end it.
_DATELINE_END = re.compile(
    r"(?:(?:\s?\([^()]{1,40}\)|[^()–—-]){0,40}?(?<=[\s).])[–—-]{1,2}\s+(?=\d))?"
    r"(?:\s?\([^()]{1,40}\)|[^()–—-]){0,60}?(?:(?<=[\s)./])[–—-]{1,2}\s+|(?:\)|(?<=\)))\s+(?=[A-ZÀ-Ý«\"]))"
)
#: Says of a sentence's words whether it is worth parsing, or the answer for each sentence of the document in turn.
Keep = Callable[[str], bool] | Sequence[bool]

#: Sentences parsed in one go: enough to fill the matrix products, few enough to stay in the processor's cache
#: (measured: 64 beats 512 by a third).
BATCH_SENTENCES = 64
#: The pipeline's parts that `Token` needs; whatever else a pipeline brings (names, sentence finder) is left out.
_NEEDED = (
    "tok2vec",
    "transformer",
    "tagger",
    "morphologizer",
    "attribute_ruler",
    "lemmatizer",
    "trainable_lemmatizer",
    "parser",
)


class _Plan(msgspec.Struct, frozen=True):
    """A document cut into sentences, and for each kept sentence its place and its prepared words."""

    document: str
    sentences: tuple[SentenceSpan, ...]
    kept: tuple[tuple[int, Prepared], ...]


class Parser:
    """A syntax pipeline with the sentence rules of one language.

    Args:
        model: name of an installed spaCy pipeline with Universal Dependencies labels.
        pack: the language pack; sentences of other languages are listed but not parsed.

    Raises:
        LanguageError: the pipeline is not installed, is of another language, or has no parser.
    """

    def __init__(self, model: str = "recoupe_fr", pack: LanguagePack | None = None) -> None:
        self.pack = pack if pack is not None else LanguagePack("fr")
        self.segmenter = Segmenter(self.pack)
        self.name = model
        self._nlp = load_pipeline(model, self.pack.code)
        self._converter = Converter(self._nlp.vocab.strings)

    @property
    def version(self) -> str:
        """Name and version of the pipeline, for provenance: "recoupe_fr 0.1.0"."""
        return f"{self.name} {self._nlp.meta.get('version', '')}".strip()

    def parse(self, document: Document, keep: Keep = bool) -> Parse:
        """Sentences of `document`; those that `keep` accepts carry tokens."""
        plan = self._plan(document, keep)
        return self._assemble(plan, self._read(text for _, text in plan.kept))

    def parse_text(self, text: str) -> Parse:
        """All sentences of a bare text in the parser's language: for tests and for a look at a sentence."""
        return self.parse(document_from_text(text, self.pack.code))

    def parse_all(
        self,
        documents: Iterable[Document],
        keep: Callable[[str], bool] | Iterable[Sequence[bool]] = bool,
        spans: Iterable[tuple[SentenceSpan, ...]] | None = None,
    ) -> Iterator[Parse]:
        """The same for many documents, in order, their sentences parsed together, which is faster than one by one.

        `spans` are the sentences of each document when they are known already.
        """
        keeps: Iterable[Keep] = itertools.repeat(keep) if callable(keep) else keep
        group: list[_Plan] = []
        waiting = 0
        cuts: Iterable[tuple[SentenceSpan, ...] | None] = itertools.repeat(None) if spans is None else spans
        for document, chosen, cut in zip(documents, keeps, cuts, strict=False):
            group.append(self._plan(document, chosen, cut))
            waiting += len(group[-1].kept)
            if waiting >= BATCH_SENTENCES:
                yield from self._flush(group)
                group, waiting = [], 0
        yield from self._flush(group)

    def _flush(self, group: list[_Plan]) -> Iterator[Parse]:
        docs = self._read(text for plan in group for _, text in plan.kept)
        for plan in group:
            yield self._assemble(plan, docs)

    def _plan(self, document: Document, keep: Keep, spans: tuple[SentenceSpan, ...] | None = None) -> _Plan:
        if spans is None:
            spans = self.segmenter.segment(document)
        kept: list[tuple[int, Prepared]] = []
        for index, span in enumerate(spans):
            words = document.text[span.start : span.end]
            if span.language == self.pack.code and (keep(words) if callable(keep) else keep[index]):
                skip = _dateline_end(document, span, words)
                kept.append((index, prepare(words[skip:], span.start + skip)))
        return _Plan(document.id, spans, tuple(kept))

    def _read(self, texts: Iterable[Prepared]) -> Iterator[Doc]:
        return iter(list(self._nlp.pipe((self._doc(item.text) for item in texts), batch_size=BATCH_SENTENCES)))

    def _doc(self, text: str) -> Doc:
        """A library document of one sentence: the parser may not cut it again."""
        doc: Doc = self._nlp.make_doc(text)
        starts: Any = np.full((len(doc), 1), -1, dtype="int64")
        if len(doc):
            starts[0] = 1
            doc.from_array(["SENT_START"], starts.astype("uint64"))
        return doc

    def _assemble(self, plan: _Plan, docs: Iterator[Doc]) -> Parse:
        """Take the plan's documents from `docs` and put them at their place among the sentences."""
        read = {index: self._converter.tokens(doc, text) for (index, text), doc in zip(plan.kept, docs, strict=False)}
        return Parse(
            plan.document,
            tuple(
                Sentence(index, span.start, span.end, span.zone, span.language, *read.get(index, ((), ())))
                for index, span in enumerate(plan.sentences)
            ),
        )


def _dateline_end(document: Document, span: SentenceSpan, words: str) -> int:
    """Characters of a dateline ("LIMA, 3 mai (AFP) - ") at the start of a sentence, which is none of its syntax: read
    as a part of it, the town becomes the subject.
    """
    line = document.dateline
    if line is None or not span.start <= line.start <= span.start + 1:
        return 0
    end = _DATELINE_END.match(words, line.end - span.start)
    return end.end() if end is not None and end.end() < len(words) else 0


def document_from_text(text: str, language: str = "fr", kind: ZoneKind = "body") -> Document:
    """A document that is one zone of `language` and nothing else: no title, no outlet, no date."""
    identity = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(
        id=make_id("doc", identity),
        path="",
        uri=None,
        sha256=identity,
        title=None,
        outlet=None,
        languages=(language,),
        published=None,
        dateline=None,
        text=text,
        zones=(Zone(0, len(text), kind, language),),
    )


def load_pipeline(model: str, language: str) -> Language:
    """The spaCy pipeline `model`, cut down to what `Token` needs.

    Raises:
        LanguageError: not installed, of another language, or without a dependency parser.
    """
    try:
        package = importlib.import_module(model.replace("-", "_")) if model.replace("-", "_").isidentifier() else None
        nlp: Language = package.load() if package is not None and hasattr(package, "load") else spacy.load(model)
    except (ImportError, OSError, ValueError) as error:
        raise LanguageError(
            f"syntax pipeline {model!r} cannot be loaded ({error}); install it "
            "(`pip install ./models/recoupe-fr` from the checkout) "
            "or name another installed spaCy pipeline with Universal Dependencies labels"
        ) from error
    if nlp.lang != language:
        raise LanguageError(f"syntax pipeline {model!r} reads language {nlp.lang!r}, the language pack is {language!r}")
    if "parser" not in nlp.pipe_names:
        raise LanguageError(f"syntax pipeline {model!r} has no dependency parser (it has: {', '.join(nlp.pipe_names)})")
    nlp.select_pipes(enable=[name for name in nlp.pipe_names if name in _NEEDED])
    return nlp
