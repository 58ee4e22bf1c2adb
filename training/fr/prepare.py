"""Turn Universal Dependencies treebanks into spaCy training corpora.

    python training/fr/prepare.py UD_DIR OUT_DIR

Reads `train`, `dev` and `test` lists from `sources.yml` beside this file and writes one `.spacy` file for each.

Two things differ from `spacy convert`:

* Words that UD splits and French writes as one ("du" = de + le, "auquel" = à + lequel) become one token whose syntax is that of the part
  that governs from outside the word, so that tokens are what a reader sees and offsets are those of the article.
* The text passes through `recoupe.text`, as articles do before parsing: apostrophes, dashes and spaces have one form on both sides.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import spacy
import yaml
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from recoupe.text.normalise import normalise

HERE = Path(__file__).parent
#: Sentences joined into one training document: the parser must learn to find sentence ends, as in an article.
SENTENCES_PER_DOC = 8


@dataclass(frozen=True)
class Word:
    """One CoNLL-U line: `index` and `head` count from 1, 0 is the root."""

    index: int
    form: str
    lemma: str
    upos: str
    feats: str
    head: int
    deprel: str
    space_after: bool


@dataclass(frozen=True)
class Surface:
    """One token as written, standing for the UD words `first` to `last`."""

    first: int
    last: int
    form: str
    space_after: bool


def sentences(path: Path) -> Iterator[tuple[list[Word], list[Surface]]]:
    """Words and surface tokens of each sentence of a CoNLL-U file."""
    words: list[Word] = []
    surfaces: list[Surface] = []
    covered = 0
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line.strip():
            if words:
                yield words, surfaces
            words, surfaces, covered = [], [], 0
            continue
        if line.startswith("#"):
            continue
        cells = line.split("\t")
        space = "SpaceAfter=No" not in cells[9]
        if "-" in cells[0]:
            first, last = (int(n) for n in cells[0].split("-"))
            surfaces.append(Surface(first, last, cells[1], space))
            covered = last
        elif "." not in cells[0]:
            index = int(cells[0])
            words.append(Word(index, cells[1], cells[2], cells[3], cells[5], int(cells[6]), cells[7], space))
            if index > covered:
                surfaces.append(Surface(index, index, cells[1], space))


def governor(part: list[Word], inside: range) -> Word:
    """The word of a fused token whose head lies outside it (the first, where both do)."""
    return next((word for word in part if word.head not in inside), part[0])


def merged(words: list[Word], surfaces: list[Surface]) -> list[tuple[Surface, Word, int]]:
    """Each surface token with its governing word and the position of its head token (itself for the root)."""
    home = {index: n for n, s in enumerate(surfaces) for index in range(s.first, s.last + 1)}
    rows = []
    for n, surface in enumerate(surfaces):
        inside = range(surface.first, surface.last + 1)
        word = governor([w for w in words if w.index in inside], inside)
        rows.append((surface, word, n if word.head == 0 else home[word.head]))
    return rows


def documents(vocab: Vocab, paths: list[Path]) -> Iterator[Doc]:
    """Documents of a few sentences each, with tags, heads and lemmas."""
    for path in paths:
        batch: list[list[tuple[Surface, Word, int]]] = []
        for words, surfaces in sentences(path):
            batch.append(merged(words, surfaces))
            if len(batch) == SENTENCES_PER_DOC:
                yield document(vocab, batch)
                batch = []
        if batch:
            yield document(vocab, batch)


def document(vocab: Vocab, batch: list[list[tuple[Surface, Word, int]]]) -> Doc:
    columns: dict[str, list] = {
        k: [] for k in ("words", "spaces", "lemmas", "pos", "morphs", "heads", "deps", "sent_starts")
    }
    for rows in batch:
        base = len(columns["words"])
        for n, (surface, word, head) in enumerate(rows):
            last = n == len(rows) - 1
            columns["words"].append(normalise(surface.form).text)
            columns["spaces"].append(surface.space_after or last)
            columns["lemmas"].append(normalise(word.lemma).text)
            columns["pos"].append(word.upos)
            columns["morphs"].append("" if word.feats == "_" else word.feats)
            columns["heads"].append(base + head)
            columns["deps"].append("ROOT" if word.head == 0 else word.deprel)
            columns["sent_starts"].append(n == 0)
    return Doc(vocab, **columns)


def main(ud: Path, out: Path) -> None:
    vocab = spacy.blank("fr").vocab
    out.mkdir(parents=True, exist_ok=True)
    for name, files in yaml.safe_load((HERE / "sources.yml").read_text(encoding="utf-8")).items():
        docs = list(documents(vocab, [ud / f for f in files]))
        DocBin(docs=docs, store_user_data=False).to_disk(out / f"{name}.spacy")
        print(f"{name}: {len(docs)} documents, {sum(map(len, docs))} tokens")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
