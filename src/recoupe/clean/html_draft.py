"""Draft of an HTML page: what trafilatura takes for the article, sifted, and what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from recoupe.clean.assemble import Part
from recoupe.clean.draft import REPEATED, Draft, build_draft, metadata_witnesses, one_line
from recoupe.clean.head import Head, find_head, find_outlet
from recoupe.clean.html_page import HtmlPage, read_html
from recoupe.clean.lines import make_line
from recoupe.clean.publication import line_witnesses
from recoupe.clean.rules import PageRules
from recoupe.clean.sift import LONG, Sieve
from recoupe.model.document import Dropped, RawPage
from recoupe.text.normalise import fold

#: Texts of an HTML page around its title among which a date line is looked for, and below it for a date alone.
_AROUND_TITLE, _BESIDE = 25, 8
#: Texts above an HTML article among which its title is looked for when nothing names it.
_ABOVE = 5
#: Words of a headline at least; words of an outlet's name at most.
_HEADLINE, _OUTLET = 5, 4
#: What sets an outlet's name apart in `<title>`.
_TITLE_MARKS = re.compile(r"\s[-|–—•]\s")
#: "https://www.example.org/a" -> "example.org".
_HOST = re.compile(r"https?://(?:www\d?\.)?([^/:?#\s]+\.[a-z]{2,})", re.IGNORECASE)


def draft_html(page: RawPage, text: str, sieve: Sieve, rules: Sequence[PageRules]) -> Draft:
    """Draft of an HTML page or piece, without parts when no article is in it.

    Raises:
        Malformed: see `read_html`.
    """
    read = read_html(text, page.uri)
    if not read.lines:
        return Draft(None, None, (), (), ())
    meta = read.meta
    lines = list(read.lines)
    lead = make_line(read.lead) if read.lead else None
    sifted, suffix = sieve.sift([lead, *lines] if lead else lines)
    title = one_line(page.metadata.title) or _stated_title(read, rules)
    head = Head(None, ())
    if title is None:
        head = find_head(sifted, rules)
        title = sifted[head.title].line.text if head.title is not None else _title_above(read, rules)
    outlet = one_line(page.metadata.outlet) or meta.outlet or find_outlet(sifted, head.above, rules, suffix)
    outlet = outlet or _stated_outlet(read, title, rules) or _host(meta.url)
    if title and outlet:
        title = _without_outlet(title, outlet)
    around = _around(read.visible, title)
    witnesses = [*metadata_witnesses(page, meta), *line_witnesses(around, rules, in_head=False)]
    bare = line_witnesses(_beside(read, title), rules, in_head=True)
    witnesses.extend(msgspec.structs.replace(witness, weak=True) for witness in bare)
    dropped = [Dropped(words, "page_furniture") for words in read.furniture]
    draft = build_draft(
        page, sifted, head, title=title, outlet=outlet, witnesses=witnesses, dropped=dropped, rules=rules
    )
    signed = _signed(draft, around, rules)
    kept = {part.text for part in signed.parts}
    return msgspec.structs.replace(signed, dropped=tuple(_without(signed.dropped, kept)), language=meta.language)


def _stated_title(read: HtmlPage, rules: Sequence[PageRules]) -> str | None:
    """The title that the page's metadata give, unless it is a button ("Version imprimable"). Where it is the outlet's
    name, the longest piece of `<title>` ("Le Phare - Frappes à Gao").
    """
    title = read.meta.title
    if title is None:
        return None
    pieces = _pieces(read.meta.document_title or "", rules)
    longest = max(pieces, key=lambda piece: len(piece.split()))
    named = any(r.is_masthead(piece) for r in rules for piece in pieces if piece in title)
    if named and longest != title and len(longest.split()) >= _HEADLINE:
        return longest
    return None if any(r.words.all_of(title) or r.noise(title) for r in rules) else title


def _pieces(title: str, rules: Sequence[PageRules]) -> list[str]:
    """ "Frappes à Gao | Le Phare", "Le Phare : frappes à Gao"; a colon sets nothing apart but a masthead."""
    pieces = [piece.strip() for piece in _TITLE_MARKS.split(title)]
    head, colon, rest = title.partition(" : ")
    if len(pieces) == 1 and colon and any(r.is_masthead(head) for r in rules):
        return [head.strip(), rest.strip()]
    return pieces


def _stated_outlet(read: HtmlPage, title: str | None, rules: Sequence[PageRules]) -> str | None:
    """Who publishes the page, from the piece of `<title>` that is not the title: the last one, or a masthead."""
    pieces = _pieces(read.meta.document_title or "", rules)
    others = [piece for piece in pieces[1:][-1:] + pieces[:1] if title and fold(piece) not in fold(title)]
    for piece in others:
        if any(r.is_masthead(piece) for r in rules) or (piece == pieces[-1] and _is_name(piece, rules)):
            return piece
    return None


def _is_name(piece: str, rules: Sequence[PageRules]) -> bool:
    return len(piece.split()) <= _OUTLET and any(
        not r.is_rubric(piece) and not r.words.all_of(piece) and not r.words.tells_violence(piece) for r in rules
    )


def _signed(draft: Draft, around: Sequence[str], rules: Sequence[PageRules]) -> Draft:
    """With the byline near the title but outside the article, when the article has none: it may name an agency."""
    if not draft.title or any(part.kind == "byline" for part in draft.parts):
        return draft
    words = next((words for words in around if any(r.is_byline(words) for r in rules)), None)
    if words is None:
        return draft
    return msgspec.structs.replace(draft, parts=(draft.parts[0], Part(words, "byline"), *draft.parts[1:]))


def _without(dropped: Sequence[Dropped], kept: set[str]) -> Iterator[Dropped]:
    """Stretches of furniture less the texts that were kept after all (title, byline)."""
    for item in dropped:
        words = item.exact
        if item.reason == "page_furniture":
            words = "\n".join(line for line in words.split("\n") if line not in kept)
        if words:
            yield Dropped(words, item.reason)


def _title_above(read: HtmlPage, rules: Sequence[PageRules]) -> str | None:
    """The nearest text above the article that is as long as a headline, on a page that names no title."""
    first = read.lines[0].text
    at = next((i for i, words in enumerate(read.visible) if words in first), 0)
    for words in reversed(read.visible[max(0, at - _ABOVE) : at]):
        if len(words.split()) >= REPEATED and len(words) <= LONG and not any(_is_furniture(words, r) for r in rules):
            return words
    return None


def _is_furniture(words: str, rules: PageRules) -> bool:
    return bool(rules.noise(words) or rules.date_line(words, True) or rules.is_byline(words) or rules.is_caption(words))


def _host(url: str | None) -> str | None:
    match = _HOST.match(url or "")
    return match[1].lower() if match else None


def _around(visible: Sequence[str], title: str | None) -> Sequence[str]:
    """Texts of a page near its title: other articles' dates stand further off."""
    at = next((i for i, words in enumerate(visible) if words == title), None)
    return visible[max(0, at - 5) : at + _AROUND_TITLE] if at is not None else ()


def _beside(read: HtmlPage, title: str | None) -> Sequence[str]:
    """Texts from right above the title to the first paragraph: a date alone there is the page's."""
    visible = read.visible
    at = next((i for i, words in enumerate(visible) if words == title), None)
    if at is None:
        return ()
    begins = (i for i in range(at, min(len(visible), at + _BESIDE)) if len(visible[i]) > LONG // 2 and i > at)
    return visible[max(0, at - 2) : next(begins, at + _BESIDE)]


def _without_outlet(title: str, outlet: str) -> str:
    """ "Frappes à Gao - Le Phare" without its outlet."""
    for mark in (" - ", " | ", " – ", " — "):
        head, found, tail = title.rpartition(mark)
        if found and fold(tail) == fold(outlet) and head.strip():
            return head.strip()
    return title
