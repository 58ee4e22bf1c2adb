"""A page read but not yet joined: the article's parts, what was left out, and who says when it was published."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from recoupe.clean.assemble import Part
from recoupe.clean.head import Head, find_head, find_outlet
from recoupe.clean.html_meta import PageMeta, url_date
from recoupe.clean.html_page import Malformed
from recoupe.clean.lines import Line, make_line, squeeze, text_lines
from recoupe.clean.publication import Witness, line_witnesses
from recoupe.clean.rules import PageRules
from recoupe.clean.sift import Sieve, Sifted, ends_like_sentence
from recoupe.model.document import Dropped, RawPage, ZoneKind
from recoupe.text.normalise import compose, fold

#: Words a line must have to be taken for a repetition of one above.
REPEATED = 4
_LONGEST_SUBHEAD = 140
#: Paragraphs beyond which a text is a log or a list, not an article.
_MOST_LINES = 20_000
#: Parts at the top (title, lead) that pages say twice with other quotes or dashes.
_TOP = 3
#: Lines at the head of an article among which a dateline is looked for: standfirst, signature, first paragraph.
_FIRST = 4
#: Words of a line between title and text that is no standfirst; of one that ends in a number.
_SCRAP, _COUNTER = 2, 6
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


class Draft(msgspec.Struct, frozen=True):
    """Parts in order (title first, if there is one), words left out, witnesses of the date best first."""

    title: str | None
    outlet: str | None
    parts: tuple[Part, ...]
    dropped: tuple[Dropped, ...]
    witnesses: tuple[Witness, ...]
    language: str | None = None


def draft_text(page: RawPage, text: str, sieve: Sieve, rules: Sequence[PageRules]) -> Draft:
    """Draft of a text page, or of a row whose container has told its title.

    Raises:
        Malformed: far more paragraphs than an article has.
    """
    lines = list(text_lines(text))
    if len(lines) > _MOST_LINES:
        raise Malformed(f"more than {_MOST_LINES:,} paragraphs")
    witnesses = list(metadata_witnesses(page, None))
    dropped: list[Dropped] = []
    headed = _strip_crawl_header(lines, witnesses, dropped, rules)
    sifted, suffix = sieve.sift(lines)
    title = one_line(page.metadata.title)
    head = find_head(sifted, rules, one_line_title=headed) if title is None else Head(None, ())
    if head.title is not None:
        title = sifted[head.title].line.text
    outlet = one_line(page.metadata.outlet) or find_outlet(sifted, head.above, rules, suffix)
    return build_draft(
        page, sifted, head, title=title, outlet=outlet, witnesses=witnesses, dropped=dropped, rules=rules
    )


def build_draft(
    page: RawPage,
    sifted: Sequence[Sifted],
    head: Head,
    *,
    title: str | None,
    outlet: str | None,
    witnesses: list[Witness],
    dropped: list[Dropped],
    rules: Sequence[PageRules],
) -> Draft:
    """The draft of a page whose lines are sifted and whose title is told; `dropped` and `witnesses` are added to."""
    parts: list[Part] = [Part(title, "title")] if title else []
    lead = one_line(page.metadata.lead)
    if lead:
        parts.append(Part(lead, "lead"))
    header = [s.line.text for s in sifted if s.role == "date"]
    witnesses.extend(line_witnesses(header, rules, in_head=True))
    witnesses.extend(_dateline_witnesses(sifted, rules))
    if guess := next((w for w in witnesses if w.kind == "metadata" and w.weak), None):
        witnesses.remove(guess)
        witnesses.append(guess)
    said: set[str] = set()
    scraps = _scraps(sifted, head)
    for i, item in enumerate(sifted):
        if i == head.title:
            continue
        if i in head.above or i in scraps:
            dropped.append(Dropped(item.line.text, "head_matter"))
        elif item.role == "date":
            dropped.append(Dropped(item.line.text, "byline_date"))
            parts.extend(Part(words, "byline") for words in _signatures(item.line.text, rules))
        elif item.role == "drop":
            dropped.append(Dropped(item.line.text, item.reason or "page_furniture"))
        elif item.line.text in said or any(_repeats(item.line.text, part.text) for part in parts[:_TOP]):
            dropped.append(Dropped(item.line.text, "repeated"))
        else:
            parts.append(Part(item.line.text, _kind(item)))
            if len(item.line.text.split()) >= REPEATED:
                said.add(item.line.text)
    return Draft(title, outlet, tuple(_with_lead(parts)), tuple(dropped), tuple(witnesses))


def _scraps(sifted: Sequence[Sifted], head: Head) -> frozenset[int]:
    """Names of sections between a title and the first paragraph ("RDC", "Actualité"): a standfirst has more words."""
    first = next((i for i, item in enumerate(sifted) if item.role == "prose"), 0)
    above = range(0 if head.title is None else head.title + 1, first)
    short = (i for i in above if sifted[i].role == "short" and not ends_like_sentence(sifted[i].line.text))
    return frozenset(i for i in short if _is_scrap(sifted[i].line.text.split()))


def _is_scrap(words: Sequence[str]) -> bool:
    """A word or two, or a counter ("Note des lecteurs : 4 / 5")."""
    if not any(char.isdigit() for word in words for char in word):
        return len(words) <= _SCRAP
    # "25 septembre" heads the first entry of a chronology.
    return len(words) <= _COUNTER and words[-1].isdigit() and ":" in "".join(words)


def _signatures(line: str, rules: Sequence[PageRules]) -> Iterator[str]:
    """Who wrote it, from a date line that says so first: "Le Phare avec AFP, publié le …"."""
    for rule in rules:
        found = rule.date_line(line, True)
        words = (found[1]["outlet"] or "").strip(" ,-|–•") if found else ""
        if words and rule.is_byline(words):
            yield words


def _kind(item: Sifted) -> ZoneKind:
    if item.role in ("caption", "byline", "footnote"):
        return item.role
    if item.line.hint in ("subhead", "embed"):
        return item.line.hint
    heading = item.role == "short" and len(item.line.text) < _LONGEST_SUBHEAD and not ends_like_sentence(item.line.text)
    return "subhead" if heading else "body"


def _repeats(text: str, above: str) -> bool:
    """Whether a line says again what the title or lead above says, give or take its typography."""
    if abs(len(text) - len(above)) > 12 or len(text.split()) < REPEATED:
        return False
    return text == above or fold(text) == fold(above)


def _with_lead(parts: list[Part]) -> Iterator[Part]:
    """The first paragraph is the lead, if there is another below it."""
    bodies = [i for i, part in enumerate(parts) if part.kind == "body"]
    has_lead = any(part.kind == "lead" for part in parts)
    for i, part in enumerate(parts):
        yield Part(part.text, "lead") if not has_lead and len(bodies) > 1 and i == bodies[0] else part


def metadata_witnesses(page: RawPage, meta: PageMeta | None) -> Iterator[Witness]:
    """Who tells the date in the container, in the page's metadata, and in its address."""
    if page.metadata.published:
        yield Witness("metadata", page.metadata.published, page.metadata.published)
    for words in meta.dates if meta else ():
        yield Witness("metadata", words, words)
    url = page.uri or (meta.url if meta else None)
    if url and (found := url_date(url)):
        yield Witness("metadata", url, found)
    if meta and meta.guessed_date:
        yield Witness("metadata", meta.guessed_date, meta.guessed_date, weak=True)


def _dateline_witnesses(sifted: Sequence[Sifted], rules: Sequence[PageRules]) -> Iterator[Witness]:
    """ "PARIS, 12 mai 2021 (Reuters) -". "12 mai" alone is a day of no year: the year may stand at the foot of the
    wire, beside the same agency ("© 2021 Reuters").
    """
    first = [item.line.text for item in sifted if item.role in ("prose", "byline", "short")][:_FIRST]
    for text in first:
        for rule in rules:
            match = rule.dateline(text)
            if match is None or not match["date"]:
                continue
            words = match["date"]
            yearless = _YEAR.search(words) is None and not rule.calendar.read(words)
            yield Witness("text", text[match.start("date") : match.end("date")], words, yearless=yearless)
            if yearless and match["agency"]:
                yield from _copyright_years(sifted, match["agency"])


def _copyright_years(sifted: Sequence[Sifted], agency: str) -> Iterator[Witness]:
    for item in sifted:
        if item.role == "drop" and item.reason == "copyright" and agency.lower() in item.line.text.lower():
            years = _YEAR.findall(item.line.text)
            if len(years) == 1:
                yield Witness("text", years[0], years[0], weak=True)


def _strip_crawl_header(
    lines: list[Line], witnesses: list[Witness], dropped: list[Dropped], rules: Sequence[PageRules]
) -> bool:
    """Take " date 2019-12 " off the first line, in place; whether it was there."""
    for rule in rules:
        match = rule.crawl_header(lines[0].text) if lines else None
        if match is None:
            continue
        header = match[0].strip()
        witnesses.append(Witness("header", header, match["date"]))
        dropped.append(Dropped(header, "crawl_header"))
        rest = make_line(lines[0].text[match.end() :])
        lines[:1] = [rest] if rest else []
        return rest is not None
    return False


def one_line(words: str | None) -> str | None:
    """Composed words on one line; None when there are none."""
    return squeeze(compose(words).replace("\n", " ")) or None if words else None
