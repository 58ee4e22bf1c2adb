"""Words as Universal Dependencies cuts them in French, by one regex built from lists in the pipeline's configuration.

spaCy's tokenizer cuts at every blank and hyphen before anything else; the treebanks keep "5 000", "Qa'im" and
"Croix-Rouge" whole and cut the "-t-il" of "a-t-il". The lists (elided words, clitics, abbreviations) are saved in the
`config.cfg` of each trained pipeline, so this file names no French word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import registry
from spacy.vocab import Vocab


@dataclass(frozen=True)
class WordLists:
    """What the tokenizer must know of a language, in lower case.

    Attributes:
        elided: beginnings cut off after their apostrophe ("l", "qu").
        clitics: endings cut off before their hyphen ("t-il", "ce").
        whole: words that the two rules above would cut wrongly ("aujourd'hui", "rendez-vous").
        abbreviations: words that keep their final dot before a blank ("m", "etc").
        ordinals: endings of numbers written in digits ("er", "e").
        domains: last parts of web addresses ("fr", "org").
    """

    elided: list[str]
    clitics: list[str]
    whole: list[str]
    abbreviations: list[str]
    ordinals: list[str]
    domains: list[str]


class RuleTokenizer:
    """Cuts text with straight apostrophes and plain hyphens. Lossless: blanks beyond one become tokens, as in spaCy."""

    def __init__(self, vocab: Vocab, lists: WordLists) -> None:
        self.vocab = vocab
        self._find = re.compile(token_pattern(lists)).findall

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        for word in self._find(text):
            if word == " " and words and not spaces[-1] and not words[-1].isspace():
                spaces[-1] = True
            else:
                words.append(word)
                spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)

    def score(self, examples: Iterable[Example], **_: object) -> dict[str, Any]:
        """Agreement with the gold words: `spacy evaluate` asks for it."""
        scores: dict[str, Any] = Scorer.score_tokenization(examples)
        return scores

    def to_disk(self, _path: str | Path, **_: object) -> None:
        """Nothing to save: the rules are in the pipeline's configuration."""

    def from_disk(self, _path: str | Path, **_: object) -> RuleTokenizer:
        """Nothing to read, for the same reason."""
        return self

    def to_bytes(self, **_: object) -> bytes:
        """Nothing to save."""
        return b""

    def from_bytes(self, _data: bytes, **_kwargs: object) -> RuleTokenizer:
        """Nothing to read."""
        return self


@registry.tokenizers("recoupe.RuleTokenizer.v1")
def create_tokenizer(
    *,
    elided: list[str],
    clitics: list[str],
    whole: list[str],
    abbreviations: list[str],
    ordinals: list[str],
    domains: list[str],
) -> Callable[[Language], RuleTokenizer]:
    """Factory for `[nlp.tokenizer]` of a spaCy configuration; see `WordLists`."""
    lists = WordLists(elided, clitics, whole, abbreviations, ordinals, domains)
    return lambda nlp: RuleTokenizer(nlp.vocab, lists)


def token_pattern(lists: WordLists) -> str:
    """The regex whose matches, one after the other, are the words and blanks of a text; first alternative wins."""
    elided, whole, abbreviations = _any(lists.elided), _any(lists.whole), _any(lists.abbreviations)
    ordinals, domains = _any(lists.ordinals), _any(lists.domains)
    # In capitals only those of several letters: "Jean-Y." is a name.
    enclitic = "|".join([_any(lists.clitics), _any([c.upper() for c in lists.clitics if len(c) > 1])])
    kinds = [
        # Most of a text: a word before a blank or a comma, and the blank. Nothing below would cut these otherwise.
        r"[^\W\d_]+(?=[ ,])",
        r" ",
        # Addresses: "https://site.fr/a?b=1", "nom@site.org", "www.site.fr", "site.fr"; handles "@nom", "#mot".
        r"(?:https?://|www\.)[^\s«»\"<>]*[^\s«»\"<>.,;:!?)\]']",
        r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
        rf"\w+(?:[.-]\w+)*\.(?:{domains})(?![\w-])",
        r"(?<![^\W_])[@#]\w+",
        # Numbers: "5 000,5", "1.200", "2,5", "-2,5", "2006-08-07", "1/10", "1er"; "20h30" and "35km" are cut.
        r"(?<![\w,.])\d{1,3}(?: \d{3})+(?:,\d+)?(?![\w,.]?\d)",
        rf"\d+(?i:{ordinals})(?!\w)",
        r"\d+(?:[.,/-]\d+)+(?![\w-])",
        r"(?<= )-\d+(?:[.,]\d+)*(?!\w|-\w)",
        r"\d+(?:[.,]\d+)*(?=(?:h|H|km|m|kg|mm|cm|ans|mn|min|s|M|K|k)(?:\d|\b))",
        # Words listed as they are.
        rf"(?i:{whole})(?!\w|-\w)",
        r"[nN]°",
        # "l'", "qu'" before a word or a quotation mark.
        rf"(?i:{elided})'(?=[\w«\"(])",
        # Abbreviations, initials, acronyms: "M.", "J.-C.", "U.S.", "etc.".
        rf"(?i:{abbreviations})\.(?=[ ,)-])",
        r"(?:[^\W\d_]\.-?)+[^\W\d_]\.(?!\w)",
        r"[^\W\d_a-zà-öø-ÿ]\.(?= ?[^\W\d_a-zà-öø-ÿ])",
        # "-t-il", "-ce" after a verb; and the verb before them.
        rf"(?<=\w)-(?:{enclitic})(?!['\w]|-\w)",
        rf"[^\W\d_]+(?:['-][^\W\d_]+)*?(?=-(?:{enclitic})(?!['\w]|-\w))",
        # The letter of "20h30".
        r"(?<=\d)[hH](?=\d|\b)",
        # Words: "Qa'im", "Croix-Rouge", "F-15", "traité(e)".
        r"\w+(?:['-]\w+)*(?:\((?i:s|e|es|x)\))?",
        r"°C\b",
        r"[+]/-",
        r"\.{2,}|-{2,}|[!?]{2,}",
        r"\s",
        r"[^\w\s]",
    ]
    return "|".join(kinds)


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
