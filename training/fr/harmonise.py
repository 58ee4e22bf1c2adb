"""Bring treebanks of different annotators to one scheme, that of French-Sequoia, where the difference is mechanical.

French-PUD writes a bare `obl` where Sequoia and GSD tell arguments (`obl:arg`), agents (`obl:agent`) and adjuncts
(`obl:mod`) apart. A parser trained on both learns to be unsure; so the bare label is refined by what the others do with
the same verb and preposition.

It also makes the verb of saying the root of "..., a dit X"; the others make it a `parataxis:insert` of what is said.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from conllu import Tree, Word

#: Subtypes of one or two treebanks only.
RENAMED = {"obj:lvc": "obj", "nsubj:outer": "nsubj", "dep:comp": "dep", "iobj:agent": "iobj"}
#: Relation and kind of the head of what is said.
_SAID = frozenset({"ccomp", "parataxis"})
_HEADS = frozenset({"VERB", "ADJ", "NOUN", "PROPN"})
_OBLIQUES = ("obl:mod", "obl:arg", "obl:agent")

Counts = dict[tuple[str, ...], Counter[str]]


def harmonise(trees: Iterable[Tree]) -> list[Tree]:
    """The same trees with one scheme of relations."""
    kept = [said(tree) for tree in trees]
    counts: Counts = defaultdict(Counter)
    for tree in kept:
        for word in tree.words:
            if word.deprel in _OBLIQUES:
                for key in keys(tree, word):
                    counts[key][word.deprel] += 1
    return [Tree(tuple(refined(tree, word, counts) for word in tree.words), tree.surfaces) for tree in kept]


def said(tree: Tree) -> Tree:
    """ "Il pleut, a dit Ali." with "pleut" as root, whatever it was."""
    root = next(word for word in tree.words if word.head == 0)
    below = [word for word in tree.words if word.head == root.index]
    content = next((w for w in below if w.index < root.index and w.deprel in _SAID and w.upos in _HEADS), None)
    inverted = any(w.index > root.index and w.deprel == "nsubj" for w in below)
    if content is None or not inverted:
        return tree
    turned = {
        content.index: replace(content, head=0, deprel="root"),
        root.index: replace(root, head=content.index, deprel="parataxis:insert"),
    }
    last = tree.words[-1]
    if last.deprel == "punct" and last.head == root.index:
        turned[last.index] = replace(last, head=content.index)
    return Tree(tuple(turned.get(word.index, word) for word in tree.words), tree.surfaces)


def keys(tree: Tree, word: Word) -> list[tuple[str, ...]]:
    """What an oblique's subtype depends on, most telling first: verb, preposition and passive voice; then less."""
    by_index = {w.index: w for w in tree.words}
    head = by_index.get(word.head)
    cases = [w.lemma for w in tree.words if w.head == word.index and w.deprel == "case"]
    case = cases[0] if cases else ""
    passive = str(any(w.head == word.head and w.deprel == "aux:pass" for w in tree.words))
    lemma = head.lemma if head else ""
    return [(lemma, case, passive), (head.upos if head else "", case, passive), (case,)]


def refined(tree: Tree, word: Word, counts: Counts) -> Word:
    """`word` with a bare `obl` refined by the most telling key seen at least twice."""
    relation = RENAMED.get(word.deprel, word.deprel)
    if relation == "obl":
        seen = next((counts[key] for key in keys(tree, word) if sum(counts.get(key, Counter()).values()) >= 2), None)
        relation = seen.most_common(1)[0][0] if seen else "obl:mod"
    return replace(word, deprel=relation)
