"""Posts of social networks that a page embeds: known by their signature, split off the paragraph around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from recoupe.clean.languages import UNKNOWN, Languages
from recoupe.language.pack import PACKS, read_table


class PostTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Shape of language/common/posts.yml."""

    months: tuple[str, ...]
    signature: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


#: Where a sentence ends and the next begins: "communiqué. U.S. forces"; not inside "U.S. forces" nor "3.5".
_SENTENCE = re.compile(r"(?<=[.!?…»])\s+(?=[^\W\da-zà-ÿ]|[«\"'@#])")


class Posts:
    """Finds embedded posts."""

    def __init__(self, months: Iterable[str], languages: Languages) -> None:
        table = read_table(PACKS / "common" / "posts.yml", PostTable)
        names = "|".join(sorted({re.escape(m) for m in (*table.months, *months)}, key=len, reverse=True))
        self._signature = re.compile(table.signature.replace("MONTH", f"(?:{names})"), re.IGNORECASE)
        self._languages = languages

    def is_signed(self, text: str) -> bool:
        """Whether a post's signature stands in `text`."""
        return "(@" in text and self._signature.search(text) is not None

    def split(self, text: str, main: str) -> Iterator[tuple[int, int, bool]]:
        """`[start, end)` of each stretch of `text` and whether it is a post; they cover it but for white space.

        A post reaches back from its signature over sentences that are not in the `main` language. Where it is in the
        main language too, it is a short paragraph of its own, or the one sentence before the signature.
        """
        done = 0
        for signature in self._signature.finditer(text) if "(@" in text else ():
            start = self._start(text, done, signature.start(), main)
            if start > done and text[done:start].strip():
                yield done, start, False
            yield start, signature.end(), True
            done = signature.end()
        if text[done:].strip():
            yield done, len(text), False

    def _start(self, text: str, low: int, high: int, main: str) -> int:
        breaks = [low, *(m.end() for m in _SENTENCE.finditer(text, low, high)), high]
        start = high
        for begin, end in zip(breaks[-2::-1], breaks[:0:-1], strict=False):
            language = self._languages.of(text[begin:end])
            if language == main or (language == UNKNOWN and end != high):
                break
            start = begin
        if start == high:
            # The post is in the page's own language: where it began cannot be told unless it began the paragraph.
            return low if len(breaks) <= 4 and low == 0 else breaks[-2]
        return start + len(text[start:high]) - len(text[start:high].lstrip())
