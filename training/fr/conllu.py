"""Read CoNLL-U: words, the tokens as written, and the one-row-a-token form that the pipeline is trained on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

#: Features that the extractors ask for; the treebanks disagree on most others.
FEATURES = frozenset(
    ["Mood", "Tense", "VerbForm", "Voice", "Number", "Gender", "Person", "Polarity", "Definite", "PronType"]
)


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


@dataclass(frozen=True)
class Surface:
    """One token as written, standing for the UD words `first` to `last`."""

    first: int
    last: int
    form: str
    space_after: bool


@dataclass(frozen=True)
class Row:
    """One token as written, with the syntax of the word that governs it; `head` is a position, its own for the root."""

    form: str
    space_after: bool
    lemma: str
    upos: str
    feats: str
    head: int
    deprel: str


@dataclass(frozen=True)
class Tree:
    """One sentence of a treebank."""

    words: tuple[Word, ...]
    surfaces: tuple[Surface, ...]

    def rows(self) -> list[Row]:
        """Tokens as written; one that UD splits ("du" = de + le) has the syntax of its governing part."""
        home = {index: n for n, s in enumerate(self.surfaces) for index in range(s.first, s.last + 1)}
        rows = []
        for n, surface in enumerate(self.surfaces):
            inside = range(surface.first, surface.last + 1)
            part = [word for word in self.words if word.index in inside]
            word = next((w for w in part if w.head not in inside), part[0])
            head = n if word.head == 0 else home[word.head]
            relation = "ROOT" if word.head == 0 else word.deprel
            rows.append(
                Row(surface.form, surface.space_after, word.lemma, word.upos, coarse(word.feats), head, relation)
            )
        return rows


def coarse(feats: str) -> str:
    """The features of `FEATURES`: "Gender=Masc|Number=Sing|NumType=Ord" -> "Gender=Masc|Number=Sing"."""
    return "|".join(part for part in feats.split("|") if part.partition("=")[0] in FEATURES)


def read(path: Path) -> Iterator[Tree]:
    """The sentences of a CoNLL-U file."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = [line.split("\t") for line in block.split("\n") if line and not line.startswith("#")]
        if lines:
            yield tree(lines)


def tree(lines: Iterable[list[str]]) -> Tree:
    words: list[Word] = []
    surfaces: list[Surface] = []
    covered = 0
    for cells in lines:
        space = "SpaceAfter=No" not in cells[9]
        if "-" in cells[0]:
            first, covered = (int(n) for n in cells[0].split("-"))
            surfaces.append(Surface(first, covered, cells[1], space))
        elif "." not in cells[0]:
            index = int(cells[0])
            words.append(Word(index, cells[1], cells[2], cells[3], cells[5], int(cells[6]), cells[7]))
            if index > covered:
                surfaces.append(Surface(index, index, cells[1], space))
    return Tree(tuple(words), tuple(surfaces))
