"""A text page as lines: what a reader sees as one paragraph is one line here, whatever column it was wrapped at."""

from __future__ import annotations

import html
import re

import msgspec

from recoupe.model.document import ZoneKind
from recoupe.text.normalise import compose

#: "&eacute;", "&#8217;"; not "AT&T" nor "?a=1&copy=2".
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31}\d{0,2});")
_RUN = re.compile(r"[ \t]{2,}|\t")
_BLANK = re.compile(r"\n[ \t\u00a0]*\n")
#: "## Titre", "> citation" at the beginning of a line; not "#Gao" nor "> 5".
_MARKDOWN = re.compile(r"^(?:#{1,6}\s+|>\s+(?=[^\W\d]))")
#: "**Gao**", "[Gao](https://example.org)".
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.{1,300}?\S)\1")
_LINK = re.compile(r"!?\[([^\]\n]{0,300})\]\(https?://[^\s)]{1,500}\)")
#: Columns between which texts are wrapped.
_NARROW, _WIDE = 45, 130


class Line(msgspec.Struct, frozen=True):
    """One paragraph, heading or scrap of a page. `raw` keeps its runs of spaces (menus show by them).

    `gap` tells of a blank line above; `hint` is what markup says the line is.
    """

    text: str
    raw: str
    gap: bool
    hint: ZoneKind | None = None


def make_line(raw: str, gap: bool = True, hint: ZoneKind | None = None) -> Line | None:
    """A line from composed text; None when nothing is on it."""
    text = squeeze(raw)
    return Line(text, raw.strip(), gap, hint) if text else None


def squeeze(text: str) -> str:
    """Runs of plain spaces and tabs become one space; no-break spaces stay."""
    return _RUN.sub(" ", text).strip()


def unescape(text: str) -> str:
    """HTML entities that a text page was left with become their characters."""
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text) if "&" in text else text


def text_lines(text: str) -> tuple[Line, ...]:
    """Lines of a text page: composed, unescaped, without Markdown marks, joined again where they were wrapped."""
    composed = compose(unescape(text))
    marked = any(_MARKDOWN.match(line) for line in composed.split("\n", 60)[:60]) or "](http" in composed
    width = _wrap_width(composed)
    lines: list[Line] = []
    for block in _BLANK.split(composed):
        gap = True
        for raw in _joined(block.split("\n"), width):
            line = make_line(_without_marks(raw) if marked else raw, gap)
            if line:
                lines.append(line)
                gap = False
    return tuple(lines)


def _without_marks(line: str) -> str:
    return _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", _MARKDOWN.sub("", line)))


def _wrap_width(text: str) -> int:
    """The longest line of a text whose lines are all narrow; 0 for a text that is not wrapped."""
    longest = max((len(line) for line in text.split("\n")), default=0)
    return longest if _NARROW <= longest <= _WIDE else 0


def _joined(lines: list[str], width: int) -> list[str]:
    """Join lines that were broken only because the next word did not fit."""
    if width == 0 or len(lines) < 2:
        return lines
    joined = [lines[0]]
    last = lines[0]
    for line in lines[1:]:
        words = line.split(None, 1)
        if words and last.strip() and not line[0].isspace() and len(last.rstrip()) + 1 + len(words[0]) > width:
            joined[-1] = f"{joined[-1].rstrip()} {line}"
        else:
            joined.append(line)
        last = line
    return joined
