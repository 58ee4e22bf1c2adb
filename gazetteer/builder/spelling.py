"""Keys under which the spellings of a name meet. The rules are `spelling.yml`."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Any

_LATIN = re.compile(r"^['‘’ʿʾ`]?[A-ZÀ-ÖØ-ÞĀ-ſƀ-ɏḀ-ỿ][A-Za-zÀ-ÖØ-öø-ÿĀ-ſƀ-ɏḀ-ỿʻ-ʿ'‘’`´.\- ]{2,45}$")
_CODE = re.compile(r"^[A-Z0-9]{2,4}$")


class Spelling:
    """Rules of `spelling.yml`: loose keys and generic words."""

    def __init__(self, rules: dict[str, Any]) -> None:
        self._steps = [(re.compile(pattern), new) for pattern, new in rules["steps"]]
        self._generic = [re.compile(pattern, re.IGNORECASE) for pattern in rules["generic"]]
        self._refused = frozenset(rules["refused"])

    def loose(self, folded: str) -> str:
        key = folded
        for pattern, new in self._steps:
            key = pattern.sub(new, key)
        return key if len(key) >= 3 else folded.replace(" ", "")

    def exact(self, folded: str) -> int:
        """CRC-32 of the name without articles and spaces: "al qaim", "qaim" and "kfar kila", "kfarkila" are the same
        words.
        """
        pattern, new = self._steps[0]
        return zlib.crc32((pattern.sub(new, folded).replace(" ", "") or folded).encode())

    def variants(self, name: str) -> Iterator[str]:
        """The name, without what stands in brackets, and without generic words.

        Nothing for names that are codes or not in Latin letters.
        """
        name = re.sub(r"\s*\([^)]*\)", "", name).strip()
        if not _LATIN.match(name) or _CODE.match(name) or name in self._refused:
            return
        yield name
        for pattern in self._generic:
            short = pattern.sub("", name)
            if short != name and len(short) > 2:
                yield short
