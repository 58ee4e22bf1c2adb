"""Turn the NLP library's document into our tokens, by whole columns: attribute access token by token is far slower."""

from __future__ import annotations

from spacy.attrs import DEP, HEAD, IDX, LEMMA, LENGTH, MORPH, POS
from spacy.strings import StringStore
from spacy.tokens import Doc

from recoupe.model.parse import Token
from recoupe.parse.prepare import Prepared

_COLUMNS = [IDX, LENGTH, LEMMA, POS, MORPH, DEP, HEAD]
_SIGN = 1 << 63
_WRAP = 1 << 64

Tokens = tuple[Token, ...]
Children = tuple[tuple[int, ...], ...]


class Converter:
    """Reads documents of one vocabulary; the strings behind its numbers are looked up once."""

    def __init__(self, strings: StringStore) -> None:
        self._strings = strings
        self._known: dict[int, str] = {0: ""}

    def tokens(self, doc: Doc, prepared: Prepared) -> tuple[Tokens, Children]:
        """Tokens with document offsets, and for each the indices of its dependents in text order."""
        tokens: list[Token] = []
        children: list[list[int]] = [[] for _ in range(len(doc))]
        text, string, morphs = prepared.text, self._string, self._morph
        for i, (at, length, lemma, pos, morph, dep, offset) in enumerate(doc.to_array(_COLUMNS).tolist()):
            head = i + (offset if offset < _SIGN else offset - _WRAP)
            if head != i:
                children[head].append(i)
            start, end = prepared.span(at, at + length)
            tokens.append(
                Token(
                    i, start, end, text[at : at + length], string(lemma), string(pos), morphs(morph), string(dep), head
                )
            )
        return tuple(tokens), tuple(map(tuple, children))

    def _morph(self, key: int) -> str:
        features = self._string(key)
        return "" if features == "_" else features

    def _string(self, key: int) -> str:
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._strings[key]
        return known
