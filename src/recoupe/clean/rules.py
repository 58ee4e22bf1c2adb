"""Rules on lines of a page, as a language pack has them, compiled: one regular expression a question."""

from __future__ import annotations

import re
from typing import Literal, get_args

import msgspec
from ahocorasick_rs import AhoCorasick

from recoupe.clean.calendar import Calendar
from recoupe.clean.page_words import PageWords
from recoupe.language.pack import LanguagePack
from recoupe.text.normalise import plain

#: Why words of a page are not in the document: the closed list.
DropReason = Literal[
    "advert",
    "byline_date",
    "comments",
    "consent",
    "copyright",
    "crawl_header",
    "credit",
    "desk_initials",
    "foreign_furniture",
    "head_matter",
    "login",
    "menu",
    "page_furniture",
    "paywall",
    "related",
    "repeated",
    "share",
    "subscribe",
    "ui",
]
DROP_REASONS: tuple[str, ...] = get_args(DropReason)
#: No line of furniture is longer; a longer line is prose, and is not tried.
LONGEST_FURNITURE = 300
#: A longer line is tried only if it holds one of the words that furniture so long has.
LONG_LINE = 90
#: Words beside the date beyond which a line that ends like a sentence is one: among paragraphs, and above them.
_BESIDE, _BESIDE_IN_HEAD = 3, 6
_SENTENCE_ENDS = '.!?:»"'

#: A town as a dateline has it, and what stands in brackets beside it: country, agency.
_PLACE = r"(?P<place>(?-i:[A-ZÀ-Ý])[\w'.]+(?:[ /-][\w'.]+){0,3}?)"
_IN_BRACKETS = re.compile(r"\(([^()]{2,40})\)")
_BRACKET = r"(?:\s?\((?-i:[A-ZÀ-Ýa-z])[^()\n]{1,40}\))"


class NoiseRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    reason: DropReason
    scope: Literal["line", "list", "tail"]
    pattern: str
    meaning: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    #: `body`: only below the first long paragraph, where no title can be.
    place: Literal["anywhere", "body"] = "anywhere"


class NoiseTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    long_lines: tuple[str, ...]
    rules: tuple[NoiseRule, ...]


class DateRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    role: Literal["published", "updated"]
    place: Literal["anywhere", "head"]
    pattern: str
    meaning: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


class PartRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    pattern: str
    meaning: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


class Shape(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pattern: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


class PartsTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Shape of rules/page_parts.yml."""

    weekdays: tuple[str, ...]
    months: dict[str, int]
    ordinals: tuple[str, ...]
    time: Shape
    agencies: tuple[str, ...]
    dates: tuple[DateRule, ...]
    crawl_header: Shape
    bylines: tuple[PartRule, ...]
    captions: tuple[PartRule, ...]
    mastheads: Shape
    owner: Shape
    no_outlet: Shape
    datelines: tuple[PartRule, ...]
    rubrics: tuple[str, ...]
    unfinished: tuple[str, ...]


class CalqueRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    needs: tuple[str, ...]
    english: str
    pattern: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


class CalqueTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    rules: tuple[CalqueRule, ...]


class PageRules:
    """What one language pack knows of pages. Methods take a line as it stands; nothing changes after `__init__`."""

    def __init__(self, pack: LanguagePack) -> None:
        table = pack.table("rules/page_noise", NoiseTable)
        noise = table.rules
        self._long_lines = AhoCorasick(table.long_lines)
        parts = pack.table("rules/page_parts", PartsTable)
        self.calendar = Calendar(
            weekdays=parts.weekdays, months=parts.months, ordinals=parts.ordinals, time=parts.time.pattern
        )
        self._parts = parts
        self.noise_rules = {rule.id: rule for rule in noise}
        self._noise = _alternation({r.id: r.pattern for r in noise})
        self.date_rules = {rule.id: rule for rule in parts.dates}
        self._dates = {rule.id: self.compile(rule.pattern) for rule in parts.dates}
        self._bylines = self.compile("|".join(f"(?:{r.pattern})" for r in parts.bylines))
        self._captions = self.compile("|".join(f"(?:{r.pattern})" for r in parts.captions))
        self._datelines = tuple(self.compile(r.pattern) for r in parts.datelines)
        self._crawl_header = self.compile(parts.crawl_header.pattern)
        self._masthead = self.compile(parts.mastheads.pattern)
        self._no_outlet = self.compile(parts.no_outlet.pattern)
        self._owner = self.compile(parts.owner.pattern)
        self._agency = self.compile(r"\(?(AGENCY)\b")
        self.unfinished = frozenset(parts.unfinished)
        calques = pack.table("rules/machine_translation", CalqueTable).rules
        self._calques = tuple((rule.needs, re.compile(rule.pattern, re.IGNORECASE)) for rule in calques)
        self._rubrics = frozenset(parts.rubrics)
        self.words = PageWords(pack)

    def compile(self, pattern: str) -> re.Pattern[str]:
        """A pattern with DATE, SHORTDATE, TIME, AGENCY, PLACE, COUNTRY and NAMED spelt out."""
        agency = "(?:" + "|".join(re.escape(a) for a in self._parts.agencies) + r")(?![\w-])"
        spelt = pattern.replace("PLACE", _PLACE).replace("COUNTRY", _BRACKET).replace("NAMED", _BRACKET)
        spelt = spelt.replace("SHORTDATE", self.calendar.short).replace("AGENCY", agency)
        return re.compile(spelt.replace("DATE", self.calendar.date).replace("TIME", self.calendar.time), re.IGNORECASE)

    def noise(self, line: str, in_head: bool = False) -> NoiseRule | None:
        """The rule by which a whole line is no part of the article."""
        if len(line) > LONGEST_FURNITURE:
            return None
        levelled = plain(line).strip()
        if len(levelled) > LONG_LINE and not self._long_lines.find_matches_as_indexes(levelled.lower()):
            return None
        match = self._noise.fullmatch(levelled)
        rule = self.noise_rules[match.lastgroup] if match and match.lastgroup else None
        return None if rule and in_head and rule.place == "body" else rule

    def date_line(self, line: str, in_head: bool) -> tuple[DateRule, re.Match[str]] | None:
        """The rule by which a whole line tells when the page was published, with its match in the levelled line."""
        if len(line) > LONGEST_FURNITURE or not any(c.isdigit() for c in line):
            return None
        levelled = plain(line).strip()
        for name, pattern in self._dates.items():
            rule = self.date_rules[name]
            match = pattern.fullmatch(levelled) if in_head or rule.place == "anywhere" else None
            if match and not _is_told(match, _BESIDE_IN_HEAD if in_head else _BESIDE):
                return rule, match
        return None

    def is_byline(self, line: str) -> bool:
        """Whether a whole line says who wrote or supplied the article."""
        return len(line) <= 120 and self._bylines.fullmatch(plain(line).strip()) is not None

    def is_caption(self, line: str) -> bool:
        """Whether a whole line is the caption of a picture."""
        return len(line) <= LONGEST_FURNITURE and self._captions.fullmatch(plain(line).strip()) is not None

    def is_masthead(self, line: str) -> bool:
        """Whether a whole line names a newspaper or site."""
        return len(line) <= 60 and self._masthead.fullmatch(plain(line).strip()) is not None

    def is_rubric(self, words: str) -> bool:
        """Whether words name a section of a paper or a kind of text ("Justice", "GUERRE EN UKRAINE"), not a place."""
        lower = words.strip().lower()
        return lower in self._rubrics or any(word in self._rubrics for word in lower.split()[:1])

    def owner(self, line: str) -> str | None:
        """Who holds the copyright, from a line that says so."""
        match = self._owner.fullmatch(plain(line).strip()) if len(line) <= LONGEST_FURNITURE else None
        return match["name"].strip() if match else None

    def agency(self, line: str) -> str | None:
        """The agency that a line or a dateline's bracket begins with."""
        match = self._agency.match(plain(line).strip())
        return match[1] if match else None

    def may_be_outlet(self, words: str) -> bool:
        """Whether words before a date can name who publishes: not a town ("Gao, le 3 mai"), a weekday or a dateline."""
        if len(words) < 3 or any(char.isdigit() for char in words):
            return False
        several = len(words.split()) > 2
        return self.is_masthead(words) or bool(self.agency(words)) or (several and self._is_name(words))

    def _is_name(self, words: str) -> bool:
        return self._no_outlet.fullmatch(plain(words)) is None

    def is_first_line(self, line: str) -> bool:
        """Whether the first line of a page, apart from its title, can be the name of who publishes it."""
        if not 2 <= len(line.split()) <= 6 or not line[0].isupper() or any(char.isdigit() for char in line):
            return False
        return self._is_name(line) and not (
            self.is_rubric(line) or self.words.all_of(line) or self.words.tells_violence(line)
        )

    def bracketed_agency(self, dateline: str) -> str | None:
        """The name in the last brackets of a dateline: "LOMÉ, 3 mai 2022 (ABN) -"."""
        found = _IN_BRACKETS.findall(dateline)
        return found[-1] if found and not any(map(str.isdigit, found[-1])) else None

    def crawl_header(self, text: str) -> re.Match[str] | None:
        """The header a crawler wrote at the start of a text."""
        return self._crawl_header.match(text)

    def dateline(self, paragraph: str) -> re.Match[str] | None:
        """The dateline a paragraph begins with; groups `place`, `date`, `agency`. Offsets hold in `paragraph`."""
        head = plain(paragraph[:160])
        for pattern in self._datelines:
            match = pattern.match(head)
            if match and not self.is_rubric(match["place"]):
                return match
        return None

    def calques(self, levelled: str) -> tuple[tuple[int, int], ...]:
        """Where a levelled text has words that only a machine translation writes: `[start, end)`, one for each rule."""
        lower = levelled.lower()
        found = (p.search(levelled) for needs, p in self._calques if any(letters in lower for letters in needs))
        return tuple(match.span() for match in found if match)


def _is_told(match: re.Match[str], most: int) -> bool:
    """Whether a date line is a sentence of an article ("Un rapport publié le 3 mai 2021 compte dix morts.")."""
    if match.string[-1] not in _SENTENCE_ENDS:
        return False
    beside = re.split(r"\s+", f"{match['outlet'] or ''} {match['rest'] or ''}".strip(" .,"))
    return len(beside) > most and not any(char.isdigit() for char in match["rest"] or "")


def _alternation(patterns: dict[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in patterns.items()), re.IGNORECASE)
