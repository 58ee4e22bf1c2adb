"""What each line of a page is: prose, heading, caption, byline, note, date line, or furniture with its reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

import msgspec

from recoupe.clean.languages import Languages
from recoupe.clean.lines import Line
from recoupe.clean.rules import DropReason, PageRules

Role = Literal["prose", "short", "caption", "byline", "footnote", "date", "drop"]

#: A line this long is prose whatever it ends with; one that ends like a sentence need only be this long.
LONG, SENTENCE = 200, 60
_ENDS = re.compile(r"[.!?…](?:\s?[\"»”’')\]*])*$")
_INNER_END = re.compile(r"[.!?…][\"»”')]?\s+[^\W\da-z_]")
_MENU_SPLIT = re.compile(r"\s{2,}|\s[|•·›>]\s|\t")
#: "Moussa K. TRAORÉ", "Awa de Souza"; not "Le Caire calme" (lower case) nor "Kidal".
_NAME = re.compile(
    r"[^\W\d_a-zà-ÿ][\w'’.-]*(?:\s+(?:de|du|d'|ben|bin|el|al|ag|ould|van|von|[^\W\d_a-zà-ÿ][\w'’.-]*)){1,4}"
)
#: Captions of one house end alike: "… à Gao - Le Phare".
_SUFFIX = re.compile(r"\s[-–—]\s([^-–—.!?]{3,30})$")
#: Furniture that stands within an article too, so that a last sentence may follow it.
_WITHIN = ("related", "advert")
#: Items of a list and quotes are an article's own.
_BEGINNINGS = ("-", "–", "•", "*", "·", "«", '"', "“")
#: A line below the article that no sentence ends is furniture up to this length; a longer one was cut off.
_LONGEST_SCRAP = 120
#: Share of a page's prose that must stand above the readers' comments before all below them is dropped.
_ARTICLE_ABOVE = 0.35


class Sifted(msgspec.Struct, frozen=True):
    """A line, its role, and the reason when its role is to go."""

    line: Line
    role: Role
    reason: DropReason | None = None
    #: How much below the line goes with it.
    scope: Literal["line", "list", "tail"] = "line"


class Sieve:
    """Sorts lines with the rules of all language packs."""

    def __init__(self, rules: Sequence[PageRules], languages: Languages) -> None:
        self._rules = tuple(rules)
        self._languages = languages

    def sift(self, lines: Sequence[Line]) -> tuple[tuple[Sifted, ...], str | None]:
        """The role of every line, in order; and the outlet that captions end with, if they do."""
        suffix = _caption_suffix(lines)
        first_prose = next((i for i, line in enumerate(lines) if self._begins_article(line.text)), len(lines))
        sifted = [self._one(line, i < first_prose, suffix) for i, line in enumerate(lines)]
        sifted = _drop_tail(sifted)
        sifted = _drop_lists(sifted)
        return tuple(self._trail(_linked_headlines(sifted))), suffix

    def _begins_article(self, text: str) -> bool:
        """Whether a line is the first long paragraph: no note on the page, however long."""
        return len(text) > 99 and is_prose(text) and not any(r.noise(text) for r in self._rules)

    def _one(self, line: Line, in_head: bool, suffix: str | None) -> Sifted:
        text = line.text
        for rules in self._rules:
            if rules.date_line(text, in_head):
                return Sifted(line, "date")
            dateline = rules.dateline(text)
            if rules.is_byline(text) or (dateline and dateline.end() == len(text)):
                return Sifted(line, "byline")
            if noise := rules.noise(text, in_head):
                return Sifted(line, "drop", noise.reason, noise.scope)
            if in_head and len(text.split()) <= 2 and rules.is_rubric(text):
                return Sifted(line, "drop", "head_matter")
        if is_menu(line.raw):
            return Sifted(line, "drop", "menu")
        if any(_is_page_talk(text, rules, in_head) for rules in self._rules):
            return Sifted(line, "drop", "page_furniture")
        if line.hint == "caption" or (suffix and text.endswith(suffix)) or any(r.is_caption(text) for r in self._rules):
            return Sifted(line, "caption")
        if text.startswith("*") and text[1:2].isalpha():
            return Sifted(line, "footnote")
        return Sifted(line, "prose" if is_prose(text) else "short")

    def _trail(self, sifted: list[Sifted]) -> list[Sifted]:
        """Below the last prose, what is left in short lines is furniture: names of other articles and of services.

        An article's own last lines are sentences, or tell of violence, or sign it.
        """
        last = self._last_prose(sifted)
        if last < 0:
            return sifted
        out = sifted[: last + 1]
        furniture = over = False
        for i, item in enumerate(sifted[last + 1 :], last + 1):
            over = over or (item.role == "drop" and item.reason not in _WITHIN)
            if item.role == "short" and not over and ends_like_sentence(item.line.text):
                out.append(item)
                continue
            furniture = furniture or item.role == "drop"
            runs_on = i + 1 < len(sifted) and sifted[i + 1].line.text[0].islower()
            if item.role == "prose":
                out.append(Sifted(item.line, "drop", "page_furniture"))
            elif item.role != "short":
                out.append(item)
            elif not furniture and self._signs(item.line.text):
                out.append(Sifted(item.line, "byline"))
            elif furniture or not (runs_on or self._may_be_last(item.line.text)):
                foreign = self._is_foreign(item.line.text)
                out.append(Sifted(item.line, "drop", "foreign_furniture" if foreign else "related"))
            else:
                out.append(item)
        return out

    def _last_prose(self, sifted: Sequence[Sifted]) -> int:
        """Index of the last prose that is not said to the reader of the page; -1 without any prose."""
        prose = [i for i, s in enumerate(sifted) if s.role == "prose"]
        said = (i for i in reversed(prose) if not any(r.words.is_appeal(sifted[i].line.text) for r in self._rules))
        return next(said, prose[-1] if prose else -1)

    def _is_foreign(self, text: str) -> bool:
        return self._languages.script(text) not in ("LATIN", None)

    def _signs(self, text: str) -> bool:
        return _NAME.fullmatch(text) is not None or any(r.words.is_signature(text) for r in self._rules)

    def _may_be_last(self, text: str) -> bool:
        """Whether a short line that no rule knows can be the last of an article."""
        if ends_like_sentence(text) or text.startswith(_BEGINNINGS) or text[0].islower() or len(text) > _LONGEST_SCRAP:
            return True
        if self._is_foreign(text):
            return True
        last = re.findall(r"\w+'?", text.lower())[-1:]
        hanging = text.endswith((",", ":", ";")) or any(last and last[0] in r.unfinished for r in self._rules)
        return hanging or any(r.words.tells_violence(text) for r in self._rules)


def _is_page_talk(text: str, rules: PageRules, in_head: bool) -> bool:
    """A line of the page about itself; a paper may be named in such words ("La Dépêche du soir")."""
    if in_head:
        return rules.words.all_of(text) and (rules.words.begins(text) or not rules.is_masthead(text))
    return rules.words.all_of(text) or rules.words.is_appeal(text, strict=ends_like_sentence(text))


def is_prose(text: str) -> bool:
    """Whether a line reads like a paragraph: long, or as long as a sentence and ending or running on like one."""
    if len(text) >= LONG:
        return True
    return len(text) >= SENTENCE and (ends_like_sentence(text) or _INNER_END.search(text) is not None)


def ends_like_sentence(text: str) -> bool:
    """Whether the last sign of a line ends a sentence."""
    return _ENDS.search(text[-12:]) is not None


def is_menu(raw: str) -> bool:
    """ "Accueil | Monde | Sport", "Rechercher  Menu  Mon compte": items set apart, none of them a sentence."""
    if len(raw) > 400 or ends_like_sentence(raw):
        return False
    items = [item for item in _MENU_SPLIT.split(raw.strip()) if item]
    wide = "  " in raw or "\t" in raw
    return len(items) >= (2 if wide else 3) and all(len(item.split()) <= 4 and len(item) <= 32 for item in items)


def _caption_suffix(lines: Sequence[Line]) -> str | None:
    """ " - Le Phare" when at least two short lines end with it."""
    seen: dict[str, int] = {}
    for line in lines:
        match = _SUFFIX.search(line.text) if len(line.text) <= LONG else None
        if match and match[1][0].isupper():
            seen[match[0]] = seen.get(match[0], 0) + 1
    return next((suffix for suffix, times in seen.items() if times >= 2), None)


def _drop_tail(sifted: list[Sifted]) -> list[Sifted]:
    """Below the first heading of the readers' comments that follows the article, everything goes."""
    total = sum(len(s.line.text) for s in sifted if s.role == "prose")
    above = 0
    for i, item in enumerate(sifted):
        if item.scope == "tail" and total and above >= _ARTICLE_ABOVE * total:
            below = [s if s.role == "drop" else Sifted(s.line, "drop", item.reason) for s in sifted[i + 1 :]]
            return sifted[: i + 1] + [_named(s) for s in below]
        above += len(item.line.text) if item.role == "prose" else 0
    return sifted


def _named(item: Sifted) -> Sifted:
    return Sifted(item.line, "drop", item.reason or "comments")


def _drop_lists(sifted: list[Sifted]) -> list[Sifted]:
    """Headlines under "À lire aussi": inside an article the one below (or those that touch), at its end all of them."""
    last_prose = max((i for i, s in enumerate(sifted) if s.role == "prose"), default=-1)
    out = list(sifted)
    for i, item in enumerate(sifted):
        if item.role != "drop" or item.scope != "list":
            continue
        for j in range(i + 1, len(sifted)):
            below = sifted[j]
            if below.role not in ("short", "caption") or (ends_like_sentence(below.line.text) and i < last_prose):
                break
            if i < last_prose and j > i + 1 and below.line.gap:
                break
            out[j] = Sifted(below.line, "drop", item.reason)
    return out


def _linked_headlines(sifted: list[Sifted]) -> list[Sifted]:
    """Inside an article, a headline set right under a picture's caption, then a gap: a link to another article."""
    out = list(sifted)
    begun = False
    for i, item in enumerate(sifted):
        begun = begun or item.role == "prose"
        if not begun or item.role != "short" or i == 0 or item.line.gap or item.line.hint:
            continue
        closed = i + 1 == len(sifted) or sifted[i + 1].line.gap
        if sifted[i - 1].role == "caption" and closed and not ends_like_sentence(item.line.text):
            out[i] = Sifted(item.line, "drop", "related")
    return out
