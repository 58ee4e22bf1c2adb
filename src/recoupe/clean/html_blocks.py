"""The lines of an HTML page as its blocks set them apart, and those of the article that trafilatura left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

import msgspec
from lxml import etree

from recoupe.clean.lines import Line, make_line
from recoupe.clean.sift import ends_like_sentence, is_prose
from recoupe.text.normalise import compose

#: What no paragraph of an article stands in.
_AROUND = frozenset(("nav", "aside", "footer", "form", "figure", "figcaption", "select", "label", "blockquote"))
#: Names of classes that boxes beside or within an article have; not those of the wrappers of a whole page.
_BOX = re.compile(
    r"relat|share|social|promo|newsletter|comment|subscri|abonn|teaser|recirc|author|auteur|\bbio|cookie|consent"
    r"|caption|legend|credit|taboola|outbrain|sponsor|advert|\bads?\b|widget|embed|player|popular|trending|footer"
    r"|sidebar|breadcrumb|tags?\b|menu|\bnav|modal|banner|paywall|more\b|signature|tweet",
    re.IGNORECASE,
)
_WRAPPERS = frozenset(("html", "body", "main", "article"))
#: Share of a line's letters within links from which on it is a list of links.
_LINKED = 0.5
#: Paragraphs that an article has at least; where trafilatura finds fewer, the page's own lines are tried.
_FEWEST = 2
#: A sentence of a list below the title ("what is known") need only be this long.
_ITEM = 40


class Block(msgspec.Struct, frozen=True):
    """A line of a page. `boxed`: within an element named like a box; `item`: of a list; `titled`: below an `h1`."""

    text: str
    boxed: bool
    item: bool
    titled: bool


class _Walk:
    """Where a walk through a page has come to: what is open around it, and the words of the line so far."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.linked = self.links = self.boxes = self.items = 0
        self.titled = False

    def enter(self, node: etree._Element, step: int) -> None:
        if node.tag == "a":
            self.links += step
        elif node.tag == "li":
            self.items += step
        elif node.tag == "h1":
            self.titled = True
        if node.tag not in _WRAPPERS and _BOX.search(f"{node.get('class') or ''} {node.get('id') or ''}"):
            self.boxes += step

    def add(self, words: str | None) -> None:
        if words:
            self.words.append(words.replace("\n", " "))
            self.linked += len(words.strip()) if self.links else 0

    def flush(self) -> Block | None:
        """The line so far, unless most of it is links."""
        text = "".join(self.words)
        linked = self.linked >= _LINKED * max(1, len(text.strip()))
        self.words, self.linked = [], 0
        line = None if linked else make_line(compose(text))
        return Block(line.text, self.boxes > 0, self.items > 0, self.titled) if line else None


def page_blocks(tree: etree._Element, blocks: Set[str], silent: Set[str]) -> tuple[Block, ...]:
    """Lines of a whole page, less menus, forms, pictures and lists of links.

    Args:
        blocks: tags that begin a new line.
        silent: tags whose words no reader sees.
    """
    return tuple(_walk(tree, blocks, silent))


def _walk(tree: etree._Element, blocks: Set[str], silent: Set[str]) -> Iterator[Block]:
    at = _Walk()
    walk = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, node in walk:
        if node.tag in blocks and (block := at.flush()):
            yield block
        if event == "start":
            if node.tag in _AROUND or node.tag in silent:
                walk.skip_subtree()
            else:
                at.enter(node, 1)
                at.add(node.text)
            continue
        if event == "end" and node.tag not in _AROUND and node.tag not in silent:
            at.enter(node, -1)
        at.add(node.tail)
    if block := at.flush():
        yield block


def complete(lines: Sequence[Line], blocks: Sequence[Block]) -> tuple[Line, ...]:
    """The article's lines with the paragraphs that trafilatura lost between them (what follows a film or a box), or
    the page's own lines where it found hardly any (tables for layout, breaks for paragraphs).
    """
    if _paragraphs(lines) < _FEWEST:
        own = tuple(line for block in blocks if not block.boxed and (line := make_line(block.text)))
        return max(tuple(lines), own, key=_paragraphs)
    place = {_level(line.text): i for i, line in enumerate(lines)}
    article = " ".join(place)
    lost: dict[int, list[Line]] = {}
    pending: list[Line] = []
    last = -1
    for block in blocks:
        key = _level(block.text)
        if key in place:
            lost.setdefault(last, []).extend(pending)
            pending, last = [], place[key]
        elif key not in article and _is_lost(block, last) and (line := make_line(block.text)):
            pending.append(line)
    made = list(lost.get(-1, ()))
    for i, line in enumerate(lines):
        made += [line, *lost.get(i, ())]
    return tuple(made)


def _is_lost(block: Block, last: int) -> bool:
    """Whether a line left out reads like a paragraph of the article."""
    if block.boxed or not ends_like_sentence(block.text):
        return False
    listed = block.titled and block.item and len(block.text) >= _ITEM
    return listed or (last >= 0 and is_prose(block.text))


def _paragraphs(lines: Sequence[Line]) -> int:
    return sum(is_prose(line.text) for line in lines)


def _level(text: str) -> str:
    return " ".join(text.split())
