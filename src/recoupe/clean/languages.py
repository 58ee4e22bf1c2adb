"""Which language a text is in: by script, by words that only one pack has, or by a trained identifier."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from recoupe.language.pack import PACKS, LanguagePack, read_table
from recoupe.text.normalise import plain

UNKNOWN = "und"
#: Letters below which an identifier's guess means nothing ("Kidal", "Moussa K. TRAORÉ").
_FEWEST_LETTERS = 24
#: An open set: what the identifier is less sure of than this is in no language we can name.
_LEAST_SURE = 0.75
#: Share of distinctive words that French prose never falls below over a line or two.
_DISTINCTIVE_SHARE = 0.14
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
#: Any letter beyond the Latin, combining and phonetic blocks.
_NOT_LATIN = re.compile(r"[\u0370-\u1dff\u1f00-\u1fff\u2c00-\ua6ff\ua840-\ufaff\ufb1d-\ufeff]")
_HEAD = 1200


class ScriptTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Shape of language/common/scripts.yml."""

    latin: tuple[str, ...]
    scripts: dict[str, tuple[str, ...]]


class CommonWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Shape of words/common.yml."""

    distinctive: tuple[str, ...]


class Languages:
    """Tells languages apart. The identifier's model (half a second to load) is read when a text first needs it."""

    def __init__(self, packs: Sequence[LanguagePack]) -> None:
        table = read_table(PACKS / "common" / "scripts.yml", ScriptTable)
        #: Languages in Latin letters that can be told apart.
        self.latin = tuple(dict.fromkeys((*table.latin, *(pack.code for pack in packs))))
        self._scripts: Mapping[str, tuple[str, ...]] = table.scripts
        self._words = {p.code: frozenset(p.table("words/common", CommonWords).distinctive) for p in packs}
        self.supported = frozenset(self._words)

    def of(self, text: str) -> str:
        """ISO 639-1 code of the language of `text`; "und" when it is too short or too strange to tell."""
        script = self.script(text)
        if script is None:
            return UNKNOWN
        if script == "LATIN":
            return self._by_words(text) or self._identify(text, self.latin, _FEWEST_LETTERS)
        languages = self._scripts.get(script, ())
        if len(languages) == 1:
            return languages[0]
        return self._identify(text, languages, 8) if languages else UNKNOWN

    def script(self, text: str) -> str | None:
        """Unicode name of the script most letters are in; None for a text without letters."""
        if not _NOT_LATIN.search(text):
            return "LATIN" if any(map(str.isalpha, text)) else None
        seen = Counter(_script(c) for c in text[:_HEAD] if c.isalpha())
        if seen["HIRAGANA"] + seen["KATAKANA"] > 2:
            return "HIRAGANA"
        return max(seen, key=lambda name: (seen[name], name)) if seen else None

    def _by_words(self, text: str) -> str | None:
        words = _WORD.findall(plain(text[:_HEAD]).lower())
        for code, distinctive in self._words.items():
            found = [word for word in words if word in distinctive]
            if len(set(found)) >= 2 and len(found) >= _DISTINCTIVE_SHARE * len(words):
                return code
        return None

    def _identify(self, text: str, languages: tuple[str, ...], fewest: int) -> str:
        if sum(map(str.isalpha, text)) < fewest:
            return UNKNOWN
        language, sure = _identifier(languages).classify(text[:_HEAD])  # type: ignore[no-untyped-call]
        return str(language) if float(sure) >= _LEAST_SURE else UNKNOWN


def _script(char: str) -> str:
    return unicodedata.name(char, "UNKNOWN").partition(" ")[0]


@functools.lru_cache(maxsize=8)
def _identifier(languages: tuple[str, ...]) -> LanguageIdentifier:
    """The trained model, asked only about `languages`."""
    identifier: LanguageIdentifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)  # type: ignore[no-untyped-call]
    identifier.set_languages(languages)  # type: ignore[no-untyped-call]
    return identifier
