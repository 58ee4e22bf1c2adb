"""Live pages: paragraphs headed by the hour at which they were written ("16h20. Le point sur la nuit")."""

from __future__ import annotations

from recoupe.model.spans import CharSpan

#: A page with as many entries is written as the day goes.
ENTRIES = 3
#: What may stand before and after the hour that heads an entry.
_BEFORE, _AFTER = " \t-–—•*[(", ".:-–—|])\t,"


def opens_paragraph(text: str, span: CharSpan) -> bool:
    """Whether a span stands alone at the start of its line, followed by the line's end or by a mark."""
    line = text.rfind("\n", 0, span.start) + 1
    if text[line : span.start].strip(_BEFORE):
        return False
    after = text[span.end : span.end + 2].lstrip(" ")
    return not after or after[0] == "\n" or after[0] in _AFTER
