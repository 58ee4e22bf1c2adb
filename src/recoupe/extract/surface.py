"""The words of a sentence as one string, so that rules on characters and rules on tokens see the same thing."""

from __future__ import annotations

from recoupe.model.parse import Sentence


def surface(sentence: Sentence) -> str:
    """Normalised text of a parsed sentence: offset `k` of the string is offset `sentence.start + k` of the document."""
    parts: list[str] = []
    at = sentence.start
    for token in sentence.tokens:
        if token.start > at:
            parts.append(" " * (token.start - at))
        width = token.end - token.start
        # A parser that rewrites a token (a ligature, say) must not move the offsets of the others.
        parts.append(token.text if len(token.text) == width else token.text.ljust(width)[:width])
        at = token.end
    return "".join(parts)
