"""Turn Universal Dependencies treebanks into spaCy training corpora.

    python training/fr/prepare.py UD_DIR OUT_DIR

Reads the lists of `sources.yml` beside this file and writes one `.spacy` file for each.
Three things differ from `spacy convert`:

* words that UD splits and French writes as one ("du" = de + le) become one token: tokens are what a reader sees;
* the text passes through `recoupe.text`, as articles do before parsing: one form of apostrophes, dashes and spaces;
* the training part is harmonised (`harmonise.py`) and gets sentences of our own (`constructions.py`).
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

import spacy
import yaml
from conllu import Row, read
from constructions import constructions
from harmonise import harmonise
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from recoupe.text.normalise import normalise

HERE = Path(__file__).parent
#: Sentences joined into one document. recoupe gives single sentences, others whole texts: the model sees both.
JOINED = 8


#: Share of a corpus given sentence by sentence, the rest `JOINED`. The best checkpoint is chosen on single sentences.
ALONE = {"train": 0.5, "dev": 1.0}


def grouped(sentences: list[list[Row]], alone: float, seed: int = 7) -> Iterator[list[list[Row]]]:
    """Groups of `JOINED` neighbours, a share `alone` of them given sentence by sentence."""
    chance = random.Random(seed)
    for at in range(0, len(sentences), JOINED):
        group = sentences[at : at + JOINED]
        if chance.random() < alone:
            yield from ([sentence] for sentence in group)
        else:
            yield group


def document(vocab: Vocab, group: list[list[Row]]) -> Doc:
    """A document with heads, labels, features and lemmas."""
    rows = [row for sentence in group for row in sentence]
    bases = [base for base, size in zip(starts(group), map(len, group), strict=True) for _ in range(size)]
    lasts = {base + len(sentence) - 1 for base, sentence in zip(starts(group), group, strict=True)}
    return Doc(
        vocab,
        words=[normalise(row.form).text for row in rows],
        spaces=[row.space_after or n in lasts for n, row in enumerate(rows)],
        lemmas=[normalise(row.lemma).text for row in rows],
        pos=[row.upos for row in rows],
        morphs=[row.feats for row in rows],
        heads=[base + row.head for base, row in zip(bases, rows, strict=True)],
        deps=[row.deprel for row in rows],
        sent_starts=[n in set(starts(group)) for n in range(len(rows))],
    )


def starts(group: list[list[Row]]) -> list[int]:
    """Position of the first token of each sentence."""
    at = [0]
    for sentence in group[:-1]:
        at.append(at[-1] + len(sentence))
    return at


def main(ud: Path, out: Path) -> None:
    vocab = spacy.blank("fr").vocab
    out.mkdir(parents=True, exist_ok=True)
    for name, files in yaml.safe_load((HERE / "sources.yml").read_text(encoding="utf-8")).items():
        training = name == "train"
        trees = [tree for file in files for tree in read(ud / file)]
        sentences = [tree.rows() for tree in (harmonise(trees) if training else trees)]
        if training:
            sentences += constructions(HERE / "constructions.yml")
        docs = [document(vocab, group) for group in grouped(sentences, ALONE.get(name, 0.0))]
        DocBin(docs=docs, store_user_data=False).to_disk(out / f"{name}.spacy")
        print(f"{name}: {len(docs)} documents, {len(sentences)} sentences, {sum(map(len, docs))} tokens")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
