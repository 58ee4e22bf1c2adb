"""Quotations: the stretches of a document that are someone's own words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from recoupe.model.document import Zone
from recoupe.model.spans import CharSpan

#: Opening mark and its closing one. The straight mark closes itself.
_PAIRS = {"«": "»", '"': '"', "“": "”", "„": "”", "‹": "›"}
_MARK = re.compile('[«»"“”„‹›\n]')
#: A quotation of at most this many words is a name or takes distance ("frappes de précision"), unless it is a sentence.
_SCARE_WORDS = 3
#: What may stand before a short quotation that is speech: the start of a line, a full stop, a colon.
_OPENERS = frozenset("\n.:!?…–")


def has_mark(text: str) -> bool:
    """Whether a plain text opens or closes a quotation."""
    return any(mark in text for pair in _PAIRS.items() for mark in pair)


def closed(text: str) -> bool:
    """Whether a plain text closes in it every quotation that it opens, and the other way round."""
    return all(
        text.count(first) == text.count(last) if first != last else text.count(first) % 2 == 0
        for first, last in _PAIRS.items()
    )


def find_quotations(text: str, zones: Iterable[Zone] = ()) -> tuple[CharSpan, ...]:
    """Spans of speech in quotation marks, marks included, in order; one inside another belongs to the outer one.

    `text` is plain (`recoupe.text.normalise.plain`). A quotation ends with its paragraph at the latest, and with its
    zone where `zones` are given. Scare quotes ("frappes de précision") are left out.
    """
    spans: list[CharSpan] = []
    for start, end in [(zone.start, zone.end) for zone in zones] or [(0, len(text))]:
        spans.extend(span for span in _quoted(text, start, end) if is_speech(text, span))
    return tuple(sorted(spans))


def is_speech(text: str, span: CharSpan) -> bool:
    """Whether the quoted words are a statement rather than a name or scare quotes."""
    inner = text[span.start : span.end].strip('«»"“”„‹› \n')
    if len(inner.split()) > _SCARE_WORDS:
        return True
    before = text[: span.start].rstrip(" ")[-1:] or "\n"
    after = text[span.end : span.end + 1]
    return inner[:1].isupper() and before in _OPENERS and (after == "," or inner[-1:] in ".!?…,")


def _quoted(text: str, start: int, end: int) -> Iterable[CharSpan]:
    """Outermost quoted spans, unclosed ones up to the end of their paragraph."""
    stack: list[str] = []
    opened = start
    for match in _MARK.finditer(text, start, end):
        mark, at = match.group(), match.start()
        if mark == "\n":
            if stack:
                yield CharSpan(opened, at)
            stack = []
        elif mark in stack and _closes(text, mark, at, stack):
            # A closing mark also ends whatever was left open inside.
            del stack[stack.index(mark) :]
            if not stack:
                yield CharSpan(opened, at + 1)
        elif mark in _PAIRS and _opens(text, mark, at):
            if not stack:
                opened = at
            stack.append(_PAIRS[mark])
    if stack:
        yield CharSpan(opened, end)


def _opens(text: str, mark: str, at: int) -> bool:
    """A straight mark opens only after a blank, a bracket or an elision: 12" is a length, not speech."""
    return mark != '"' or at == 0 or not text[at - 1].isalnum()


def _closes(text: str, mark: str, at: int, stack: list[str]) -> bool:
    """A straight mark after a blank and before a word opens an inner quotation when guillemets are open."""
    if mark != '"' or (len(stack) < 2 and stack[0] == '"'):
        return True
    return not (text[at - 1 : at].isspace() and text[at + 1 : at + 2].isalnum())
