"""Measure the French pipeline on treebanks it was not trained on; print the table and write `evals/parser.json`.

    python training/fr/evaluate.py CORPUS_DIR [--model recoupe_fr] [--out evals/parser.json]

`CORPUS_DIR` is what `prepare.py` wrote. Scores are spaCy's (punctuation left out of UAS and LAS), from raw text:
a word cut otherwise than in the treebank counts as wrong. "sentences": each sentence alone, as recoupe parses; "texts":
eight sentences at a time, the model finding their ends.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from recoupe_fr import MODEL
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc, DocBin
from spacy.training import Example

from recoupe.parse.parser import Parser, document_from_text, load_pipeline

SETS = ("sequoia_test", "gsd_test")
_SHOWN = {
    "tokens": "token_f",
    "upos": "pos_acc",
    "features": "morph_acc",
    "lemma": "lemma_acc",
    "uas": "dep_uas",
    "las": "dep_las",
}
#: Texts are read this many times over for the speed: long enough to time, short enough to wait for.
_LAPS = 3


def gold(nlp: Language, path: Path) -> list[Doc]:
    """The documents of a prepared corpus."""
    return list(DocBin().from_disk(path).get_docs(nlp.vocab))


def scores(nlp: Language, reference: list[Doc], *, alone: bool) -> dict[str, float]:
    """Percentages, with the relations that recoupe's extractors lean on."""
    predicted = [one_sentence(nlp.make_doc(doc.text)) if alone else nlp.make_doc(doc.text) for doc in reference]
    pairs = zip(nlp.pipe(predicted, batch_size=64), reference, strict=True)
    found = Scorer(nlp).score([Example(guess, right) for guess, right in pairs])
    shown = {name: round(100 * found[key], 2) for name, key in _SHOWN.items()}
    relations = found["dep_las_per_type"]
    wanted = ("nsubj", "nsubj:pass", "obj", "obl:agent", "nmod", "nummod", "acl:relcl", "conj")
    return shown | {f"f_{name}": round(100 * relations[name]["f"], 1) for name in wanted if name in relations}


def one_sentence(doc: Doc) -> Doc:
    """The document, marked as one sentence."""
    for token in doc:
        token.is_sent_start = token.i == 0
    return doc


def speed(model: str, texts: list[str]) -> dict[str, int]:
    """Tokens a second from `Document` to `Parse`, sentence rules and conversion included.

    Processor time is counted: a busy neighbour does not slow it.
    """
    parser = Parser(model)
    documents = [document_from_text(text) for text in texts * _LAPS]
    parser.parse(documents[0])
    begin = time.process_time()
    tokens = sum(len(s.tokens) for document in documents for s in parser.parse(document).sentences)
    middle = time.process_time()
    list(parser.parse_all(documents))
    end = time.process_time()
    return {"one_by_one": round(tokens / (middle - begin)), "batch": round(tokens / (end - middle))}


def measure(corpus: Path, model: str) -> dict[str, object]:
    nlp = load_pipeline(model, "fr")
    table: dict[str, object] = {"model": model, "version": nlp.meta.get("version")}
    for name in SETS:
        docs = gold(nlp, corpus / f"{name}.spacy")
        table[name] = {
            "sentences": scores(nlp, [sent.as_doc() for doc in docs for sent in doc.sents], alone=True),
            "texts": scores(nlp, docs, alone=False),
        }
    table["tokens_per_second_one_core"] = speed(model, [doc.text for doc in gold(nlp, corpus / "sequoia_test.spacy")])
    if model == "recoupe_fr":
        table["megabytes"] = round(sum(f.stat().st_size for f in MODEL.rglob("*") if f.is_file()) / 1e6, 1)
    return table


def show(table: dict[str, object]) -> None:
    print(f"{'':24}" + "".join(f"{name:>10}" for name in _SHOWN))
    for name in SETS:
        for way, row in table[name].items():  # type: ignore[attr-defined]
            print(f"{name + ' ' + way:24}" + "".join(f"{row[key]:10.2f}" for key in _SHOWN))
    print({key: value for key, value in table.items() if key not in SETS})


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("corpus", type=Path)
    arguments.add_argument("--model", default="recoupe_fr")
    arguments.add_argument("--out", type=Path)
    chosen = arguments.parse_args()
    measured = measure(chosen.corpus, chosen.model)
    show(measured)
    if chosen.out:
        chosen.out.write_text(json.dumps(measured, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
