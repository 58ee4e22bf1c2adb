"""HTML: the article's lines by trafilatura, what the page says of itself, and every word left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
from lxml import etree, html
from trafilatura import bare_extraction
from trafilatura.utils import load_html

from recoupe.clean.html_blocks import complete, page_blocks
from recoupe.clean.html_meta import PageMeta, read_meta
from recoupe.clean.lines import Line, make_line, squeeze
from recoupe.text.normalise import compose

#: Tags beyond which a page is not read: the richest article met has some ten thousand.
MOST_TAGS = 30_000
MOST_CHARACTERS = 5_000_000
#: Pictures that a saved page carries in itself: megabytes that say nothing.
_INLINE = re.compile(r"data:[\w/+.-]{0,60};base64,[A-Za-z0-9+/=]{256,}")
#: `<html`, `<body`, `<head`: a page; without them a piece of one, in which everything is article.
_WHOLE = re.compile(r"<(?:html|body|head)[\s>]", re.IGNORECASE)
#: Elements that begin a new line, and elements whose words no reader sees.
BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "p div section article header footer aside nav ul ol li dl dt dd table tr td th blockquote figure figcaption"
        " h1 h2 h3 h4 h5 h6 br hr pre address form item list quote row cell head lb",
    )
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "head"))
SILENT = frozenset(("script", "style", "noscript", "template", "iframe", "svg", "head", "title", "option", "button"))
_TEXTS = etree.XPath(
    "//body//text()[not(parent::script or parent::style or parent::noscript or parent::template or parent::option)]"
)
#: What a standfirst is written in, and what it does not stand in: pictures, lists of links, boxes.
_PARAGRAPHS = frozenset(("p", "div", "h2", "h3"))
_ASIDES = frozenset(("figure", "figcaption", "aside", "nav", "footer", "ul", "ol", "form", "table"))
_SENTENCE_ENDS = frozenset(".!?…»")
#: Descriptions shorter than this are slogans, not standfirsts.
_LEAD = 60


class HtmlPage(msgspec.Struct, frozen=True):
    """What an HTML page holds. `furniture`: stretches of words outside the article; `visible`: its texts in order."""

    lines: tuple[Line, ...]
    meta: PageMeta
    lead: str | None
    furniture: tuple[str, ...]
    visible: tuple[str, ...]


class Malformed(Exception):
    """HTML that cannot be read within reason; the message says why."""


def read_html(text: str, uri: str | None) -> HtmlPage:
    """Read a page or a piece of one.

    Raises:
        Malformed: too many tags, nested too deep, or no tree can be made of it.
    """
    text = _INLINE.sub("data:,", text)
    if text.count("<") > MOST_TAGS:
        raise Malformed(f"more than {MOST_TAGS:,} tags")
    if len(text) > MOST_CHARACTERS:
        raise Malformed(f"more than {MOST_CHARACTERS:,} characters of HTML besides pictures")
    try:
        return _read_page(text, uri) if _WHOLE.search(text[:100_000]) else _read_piece(text)
    except RecursionError:
        raise Malformed("nested too deep") from None
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise Malformed(f"no tree can be made of it: {error}") from None


def _read_page(text: str, uri: str | None) -> HtmlPage:
    tree = load_html(text)
    if tree is None:
        raise Malformed("no tree can be made of it")
    extracted = bare_extraction(tree, include_comments=False, include_tables=False, with_metadata=False)
    body = getattr(extracted, "body", None)
    lines = tuple(_article_lines(body)) if body is not None else ()
    lines = complete(lines, page_blocks(tree, BLOCKS, SILENT))
    meta = read_meta(tree, uri)
    visible = tuple(words for node in _TEXTS(tree) if (words := squeeze(compose(str(node)).replace("\n", " "))))
    article = "\n".join(line.text for line in lines)
    lead = _missed_lead(meta.description, article, visible) or standfirst(tree, article)
    return HtmlPage(lines, meta, lead, tuple(_outside(visible, f"{meta.title}\n{lead}\n{article}")), visible)


def _article_lines(body: etree._Element) -> Iterator[Line]:
    for child in body:
        if not isinstance(child.tag, str):
            continue
        words = compose("".join(_words(child)))
        raw = [words.replace("\n", " ")] if child.tag == "quote" and "(@" in words else words.split("\n")
        for piece in raw:
            line = make_line(piece, True, "subhead" if child.tag in _HEADINGS else None)
            if line:
                yield line


def _words(element: etree._Element) -> Iterator[str]:
    """Text of an element and all below it, line feeds at the borders of blocks; without recursion, however deep."""
    for event, node in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        if event == "start":
            silent = node.tag in SILENT and node.tag != "head"
            if node.tag in BLOCKS:
                yield "\n"
            if node.text and not silent:
                yield node.text.replace("\n", " ")
        elif event == "end":
            if node.tag in BLOCKS:
                yield "\n"
            if node.tail and node is not element:
                yield node.tail.replace("\n", " ")
        elif node.tail:
            yield node.tail.replace("\n", " ")


def _read_piece(text: str) -> HtmlPage:
    """A cell of a table or an entry of a feed: everything in it is article."""
    if not text.strip():
        return HtmlPage((), PageMeta(), None, (), ())
    tree = html.fragment_fromstring(text.replace("\x00", ""), create_parent="div")  # type: ignore[no-untyped-call]
    pieces = compose("".join(_words(tree))).split("\n")
    return HtmlPage(tuple(line for piece in pieces if (line := make_line(piece))), PageMeta(), None, (), ())


def _missed_lead(description: str | None, body: str, visible: tuple[str, ...]) -> str | None:
    """The page's description, where a reader sees those very words above the article and trafilatura left them out."""
    if not description or len(description) < _LEAD or "\n" in description:
        return None
    lead = squeeze(compose(description))
    return lead if lead in visible and lead not in body else None


def standfirst(tree: html.HtmlElement, article: str) -> str | None:
    """A paragraph between the page's heading and its article that trafilatura left out ("chapo")."""
    elements = tree.iter()
    if not any(element.tag == "h1" for element in elements):
        return None
    for element in elements:
        if element.tag not in _PARAGRAPHS or any(child.tag in BLOCKS for child in element.iterdescendants()):
            continue
        words = squeeze(compose("".join(_words(element)).replace("\n", " ")))
        if len(words) < _LEAD:
            continue
        if words in article:
            return None
        aside = any(above.tag in _ASIDES for above in element.iterancestors())
        if not aside and words[-1] in _SENTENCE_ENDS:
            return words
    return None


def _outside(visible: tuple[str, ...], inside: str) -> Iterator[str]:
    """Stretches of the page's texts that are not in the article."""
    stretch: list[str] = []
    for words in visible:
        if words not in inside:
            stretch.append(words)
        elif stretch:
            yield "\n".join(stretch)
            stretch = []
    if stretch:
        yield "\n".join(stretch)
