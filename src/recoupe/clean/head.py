"""The head of a page: which line is the title, and who publishes it."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from recoupe.clean.rules import PageRules
from recoupe.clean.sift import LONG, Sifted, is_prose

#: "LePhare.fr"; not "X.Y." nor "M.".
_SITE = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,6}")
#: Words that make a headline of a line: rubrics and mastheads have fewer.
_HEADLINE_WORDS = 5
_LONGEST_TITLE = 250
#: Paragraphs among which a wire's dateline stands.
_FIRST = 3


class Head(msgspec.Struct, frozen=True):
    """Index of the title's line (None: no title), and indices of lines above it that are no part of the article."""

    title: int | None
    above: tuple[int, ...]


def find_head(sifted: Sequence[Sifted], rules: Sequence[PageRules], *, one_line_title: bool = False) -> Head:
    """The title of a text page: the first line above the prose with enough words, else the longest there.

    Args:
        one_line_title: the first line followed a crawler's header, so it is the title if it can be one.
    """
    candidates: list[int] = []
    for i, item in enumerate(sifted):
        if item.role == "prose" and not _may_be_title(item, i, sifted):
            break
        if item.role in ("short", "prose"):
            candidates.append(i)
            if item.role == "prose":
                break
    if not candidates or len(candidates) == sum(s.role in ("short", "prose") for s in sifted) == 1:
        return Head(None, ())
    if one_line_title and candidates[0] == 0:
        return Head(0, ())
    named = [i for i in candidates if not any(r.is_masthead(sifted[i].line.text) for r in rules)] or candidates
    headlines = [i for i in named if _is_headline(sifted[i].line.text)]
    # "La radio des deux rives" above "Direct | Podcasts": a slogan, and not what the page is about.
    title = next((i for i in headlines if not _above_menu(sifted, i)), headlines[0] if headlines else None)
    if title is not None:
        # "Accueil Monde Frappes à Gao" above "Frappes à Gao": the way to the page ends in its title.
        ends = (i for i in named if i > title and sifted[title].line.text.endswith(sifted[i].line.text))
        title = next(ends, title)
    if title is None:
        title = max(named, key=lambda i: (len(sifted[i].line.text.split()), -i))
    return Head(title, tuple(i for i in candidates if i < title))


def _is_headline(text: str) -> bool:
    return len(text.split()) >= _HEADLINE_WORDS and not text[0].islower()


def _above_menu(sifted: Sequence[Sifted], i: int) -> bool:
    return i + 1 < len(sifted) and sifted[i + 1].role == "drop" and sifted[i + 1].reason in ("menu", "login")


def _may_be_title(item: Sifted, i: int, sifted: Sequence[Sifted]) -> bool:
    """A long headline looks like prose: the first that does, without a full stop, above longer prose."""
    text = item.line.text
    above = all(s.role != "prose" and s.role != "caption" for s in sifted[:i])
    longer = any(is_prose(s.line.text) and len(s.line.text) > len(text) for s in sifted[i + 1 :])
    return above and longer and len(text) <= _LONGEST_TITLE and not text.rstrip('"» ').endswith(".")


def find_outlet(
    sifted: Sequence[Sifted], above: Sequence[int], rules: Sequence[PageRules], suffix: str | None
) -> str | None:
    """Who publishes the page, best evidence first: date line, copyright, masthead, signing site, captions, agency."""
    for rule in rules:
        for item in sifted:
            found = rule.date_line(item.line.text, True) if item.role == "date" else None
            if found and (name := (found[1]["outlet"] or "").strip(" ,-|–•([/")) and rule.may_be_outlet(name):
                return name
        for item in sifted:
            if item.role == "drop" and item.reason == "copyright" and (name := rule.owner(item.line.text)):
                return name
        for i in above:
            if rule.is_masthead(sifted[i].line.text) and not rule.is_rubric(sifted[i].line.text):
                return sifted[i].line.text
        for item in sifted:
            words = item.line.text.split()
            if item.role == "byline" and _SITE.fullmatch(words[0]):
                return words[0]
    if above and above[0] == 0 and (name := _first_line(sifted, above, rules)):
        return name
    if suffix:
        return suffix.strip(" -–—")
    return _agency(sifted, rules)


def _first_line(sifted: Sequence[Sifted], above: Sequence[int], rules: Sequence[PageRules]) -> str | None:
    """The first line of a page, where something stands between it and the title: a kicker touches the title."""
    name = re.split(r"\s[|•]\s", sifted[0].line.text)[0]
    apart = len(above) > 1 or sifted[1].role in ("date", "drop")
    return name if apart and any(rule.is_first_line(name) for rule in rules) else None


def _agency(sifted: Sequence[Sifted], rules: Sequence[PageRules]) -> str | None:
    """An agency that signs twice, in the dateline and at the end, publishes the page itself; so does one whose dateline
    stands above the initials of its desk.
    """
    desk = any(s.role == "drop" and s.reason == "desk_initials" for s in sifted)
    for rule in rules:
        signed = {rule.agency(s.line.text) for s in sifted if s.role == "byline" and len(s.line.text) < LONG} - {None}
        for item in [s for s in sifted if s.role in ("prose", "byline")][:_FIRST]:
            match = rule.dateline(item.line.text)
            if match is None:
                continue
            if match["agency"] and rule.agency(match["agency"]) in signed:
                return rule.agency(match["agency"])
            if desk and (name := rule.bracketed_agency(match[0])):
                return name
    return None
