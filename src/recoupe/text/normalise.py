"""Give a string one form for typographic variants, and keep the way back to its offsets.

Publishers write the same apostrophe, dash and space with a dozen code points. Everything that matches or parses text
sees the normalised form; everything that quotes goes back through the `OffsetMap`, so a quote is the article's own
characters.
"""

from __future__ import annotations

import bisect
import functools
import re
import unicodedata

import msgspec

APOSTROPHE = "\N{APOSTROPHE}"
HYPHEN = "\N{HYPHEN-MINUS}"

#: One code point for one: offsets do not move.
_ONE_TO_ONE = {
    **dict.fromkeys(
        "\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}\N{PRIME}"
        "\N{ACUTE ACCENT}",
        APOSTROPHE,
    ),
    **dict.fromkeys(
        "\N{MODIFIER LETTER LEFT HALF RING}\N{MODIFIER LETTER RIGHT HALF RING}\N{MODIFIER LETTER TURNED COMMA}",
        APOSTROPHE,
    ),
    **dict.fromkeys("\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{MINUS SIGN}", HYPHEN),
    **dict.fromkeys("\N{EM DASH}\N{HORIZONTAL BAR}", "\N{EN DASH}"),
    **dict.fromkeys(
        "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}", '"'
    ),
    **dict.fromkeys(
        "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}\N{FIGURE SPACE}\N{EN SPACE}\N{EM SPACE}"
        "\N{SIX-PER-EM SPACE}\N{HAIR SPACE}\t",
        " ",
    ),
}
#: Ligatures of old typesetting become their letters ("œ" is a letter of French and stays).
_LIGATURES = {
    "\N{LATIN SMALL LIGATURE FI}": "fi",
    "\N{LATIN SMALL LIGATURE FL}": "fl",
    "\N{LATIN SMALL LIGATURE FF}": "ff",
}
#: Invisible: soft hyphen, zero-width characters, byte order mark, bidirectional controls.
_INVISIBLE = dict.fromkeys(
    "\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}\N{WORD JOINER}"
    "\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e",
    "",
)
_VARIANTS = tuple(_ONE_TO_ONE.items())
#: Texts of which `plain` keeps the result: ten readers ask for that of one document.
_REMEMBERED = 64
#: What a text cannot show: controls but tab and line ends, lone surrogates, marks of direction, noncharacters.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u180e\u2061-\u2064\u2066-\u206f\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
#: Line ends of all systems: CR LF, CR, vertical tab, form feed, next line, line and paragraph separators.
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_MOVING = str.maketrans({**_LIGATURES, **_INVISIBLE})
_MOVERS = frozenset(_LIGATURES) | frozenset(_INVISIBLE)
_ANY_MOVER = re.compile("[" + "".join(sorted(_MOVERS)) + "]")


class OffsetMap(msgspec.Struct, frozen=True):
    """Way from offsets of a derived string back to its source.

    `starts[i]` is a derived offset at which the difference to the source changes to `shifts[i]` code points.
    """

    starts: tuple[int, ...] = (0,)
    shifts: tuple[int, ...] = (0,)

    def to_source(self, offset: int) -> int:
        """Source offset of derived `offset`."""
        if len(self.starts) == 1:
            return offset + self.shifts[0]
        return offset + self.shifts[bisect.bisect_right(self.starts, offset) - 1]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Source span of the derived span `[start, end)`: the end is that of the last character kept."""
        return self.to_source(start), self.to_source(end - 1) + 1 if end > start else self.to_source(start)


class Normalised(msgspec.Struct, frozen=True):
    """A normalised string with the map back to its source."""

    text: str
    offsets: OffsetMap


IDENTITY = OffsetMap()


def normalise(source: str) -> Normalised:
    """Normalise typography. Idempotent: `normalise(normalise(s).text).text == normalise(s).text`."""
    text = _levelled(source)
    if text.isascii() or (not _MOVERS.intersection(text) and unicodedata.is_normalized("NFC", text)):
        return Normalised(text, IDENTITY)
    pieces: list[str] = []
    starts, shifts, out = [0], [0], 0
    for at, cluster in _clusters(text):
        piece = _levelled(unicodedata.normalize("NFC", cluster)).translate(_MOVING)
        if at - out != shifts[-1] and piece:
            starts.append(out)
            shifts.append(at - out)
        pieces.append(piece)
        out += len(piece)
    # An empty prefix that moved leaves two entries for offset 0: the last one rules.
    if len(starts) > 1 and starts[1] == 0:
        del starts[0], shifts[0]
    return Normalised("".join(pieces), OffsetMap(tuple(starts), tuple(shifts)))


@functools.lru_cache(_REMEMBERED)
def plain(text: str) -> str:
    """The same text with typographic variants levelled, code point for code point: `len(plain(t)) == len(t)`, so
    offsets hold in both.

    Extractors and the parser read `plain(document.text)`; quotes are cut from `document.text`.
    """
    return _levelled(text)


def _levelled(text: str) -> str:
    """Variants one by one: most texts hold few of them, and looking for one is a hundred times faster than
    `str.translate`. No variant is what another becomes, so their order does not matter.
    """
    for variant, level in _VARIANTS:
        if variant in text:
            text = text.replace(variant, level)
    return text


def compose(text: str) -> str:
    """The same text without what cannot be seen (controls, soft hyphens, zero-width characters) and without ligatures,
    in NFC.

    Lines end in line feeds; its own apostrophes, dashes, quotes and spaces stay. Idempotent. A `Document.text` has been
    through it.
    """
    text = _LINE_END.sub("\n", text)
    if text.isascii():
        return _UNPRINTABLE.sub("", text)
    text = _UNPRINTABLE.sub("", text)
    if _ANY_MOVER.search(text):
        text = text.translate(_MOVING)
    return unicodedata.normalize("NFC", text)


def _clusters(text: str) -> list[tuple[int, str]]:
    """Each base character with the combining marks after it, and its offset."""
    clusters: list[tuple[int, str]] = []
    for at, char in enumerate(text):
        if clusters and unicodedata.combining(char):
            start, cluster = clusters[-1]
            clusters[-1] = (start, cluster + char)
        else:
            clusters.append((at, char))
    return clusters


class _Folding(dict[int, str]):
    """What `fold` makes of a decomposed character; each is looked up once, the rest is `str.translate` at its pace."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = "" if unicodedata.combining(char) else char if char.isalnum() else " "
        self[code] = folded
        return folded


_FOLDING = _Folding({ord("œ"): "oe", ord("æ"): "ae", ord(APOSTROPHE): ""})


def fold(text: str) -> str:
    """Key for matching names: lower case, no accents, no apostrophes or hyphens at word joints (`Al-Qa'im` -> `al
    qaim`).
    """
    decomposed = unicodedata.normalize("NFKD", normalise(text).text.lower())
    return " ".join(decomposed.translate(_FOLDING).split())
