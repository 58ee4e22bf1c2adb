"""Signs a human should see: a text cut off, a page that a machine translated."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from recoupe.clean.rules import PageRules
from recoupe.clean.sift import ends_like_sentence, is_prose
from recoupe.model.document import Zone
from recoupe.model.spans import CharSpan
from recoupe.text.normalise import plain

_DOTS = re.compile(r"\s*[\[(]?(?:\.{3,}|…)[\])]?$")
_LAST_WORD = re.compile(r"([^\W_]+'?)\W*$")
#: Ends a sentence even where the space after it is missing ("notamment.Sur les cinq"); not "2.500" nor "U.S."
_BOUNDARY = re.compile(r"(?<=[^\W\d_]{2})[.!?…][\"»”)]?\s*(?=[A-ZÀ-Þ«\"“])|(?<=[\d»”\")])[.!?…]\s+(?=[A-ZÀ-Þ«\"“])")
#: How much of a paragraph's end is looked at.
_TAIL = 80
_PROSE = ("body", "lead")
_CALQUE = "words that only a translation from English gives"


class Sign(msgspec.Struct, frozen=True):
    """An issue in the making; the span is into the document's text, None for the whole."""

    code: str
    span: CharSpan | None
    detail: str


def truncated(text: str, zones: Sequence[Zone], rules: Sequence[PageRules], paywalled: bool) -> Sign | None:
    """The sentence that the page breaks off in. No toll is taken from it.

    Dots alone are style ("À suivre..."): they count after a figure, after a word that ends no sentence, in brackets, or
    above a paywall.
    """
    last = next((z for z in reversed(zones) if z.kind in _PROSE), None)
    if last is None:
        return None
    body = plain(text[last.start : last.end])
    why = _why_cut(body, text, zones, rules, paywalled)
    if why is None:
        return None
    starts = [m.end() for m in _BOUNDARY.finditer(body) if m.end() < len(body)]
    begin = last.start + (starts[-1] if starts else 0)
    return Sign("truncated", CharSpan(begin, last.end), why)


def _why_cut(body: str, text: str, zones: Sequence[Zone], rules: Sequence[PageRules], paywalled: bool) -> str | None:
    unfinished = frozenset[str]().union(*(r.unfinished for r in rules))
    tail = body[-_TAIL:]
    dots = _DOTS.search(tail)
    rest = tail[: dots.start()] if dots else tail
    word = _LAST_WORD.search(rest)
    hanging = word is not None and (word[1].lower() in unfinished or word[1].endswith("'"))
    if dots:
        if paywalled or hanging or dots[0].lstrip()[0] in "[(" or rest[-1:].isdigit() or rest[-1:] == ",":
            return "the page breaks off with dots"
        return None
    if ends_like_sentence(body) or body.endswith((":", '"', "»", ")")):
        return None
    if hanging or body.endswith((",", ";", "-")):
        return "the page breaks off in the middle of a sentence"
    others = [text[z.start : z.end] for z in zones if z.kind in _PROSE][:-1]
    whole = sum(ends_like_sentence(o) for o in others)
    if is_prose(body) and len(others) >= 2 and whole >= 0.7 * len(others):
        return "the last paragraph has no end while the others have"
    return None


def translated(text: str, zones: Sequence[Zone], rules: Sequence[PageRules]) -> tuple[Sign, ...]:
    """Calques of English that no writer of the language makes: one of them shows a machine translation."""
    levelled = plain(text)
    signs: list[Sign] = []
    for rule in rules:
        for zone in zones:
            if zone.kind == "embed":
                continue
            signs.extend(
                Sign("machine_translation", CharSpan(zone.start + start, zone.start + end), _CALQUE)
                for start, end in rule.calques(levelled[zone.start : zone.end])
            )
    return tuple(signs)
