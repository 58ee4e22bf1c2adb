"""Numbers near a harm word that count no victims, each with its reason: strict interpretation leaves none in
silence."""

from __future__ import annotations

import re

import msgspec

from recoupe.extract.nominals import Nominal, Words
from recoupe.language.inflect import Inflector
from recoupe.language.pack import LanguagePack
from recoupe.model.mentions import NumberMention, RejectedNumber
from recoupe.model.parse import Sentence
from recoupe.model.spans import CharSpan


class RejectionRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One reason, with the words that tell it."""

    reason: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    cue: tuple[str, ...] = ()


#: For "Le bilan est de 19 ..." and "l'homme a été tu..."; refuses "Ils étaient 19, tous partis..." (the last word is
#: whole).
_CUT = re.compile(r"(?P<word>\w+)(?P<gap>\s?)(?:\.\.\.|…)\s*[\"»)]?\s*$")
#: A fragment shorter than this may be the start of anything.
_FRAGMENT = 2


class Rejecter:
    """Names the reason why a number is no toll."""

    def __init__(self, pack: LanguagePack) -> None:
        inflector = Inflector(pack)
        self._rows = pack.table("words/rejections", tuple[RejectionRow, ...])
        self._after: dict[str, str] = {}
        self._both = {
            (before, form): row.reason
            for row in self._rows
            for before in row.before
            for word in row.after
            for form in inflector.noun(word)
        }
        for row in self._rows:
            for word in () if row.before else row.after:
                for form in inflector.noun(word):
                    self._after.setdefault(form.lower(), row.reason)
        self._cues = {word: row.reason for row in self._rows for word in row.cue}

    def is_unit(self, word: str) -> bool:
        """Whether a noun (lower case) counts time, distance, events or things, so never victims."""
        return word in self._after

    def is_date(self, words: Words, first: int, value: int) -> bool:
        """Whether a number without a noun is a year or a day of a month."""
        year = 1900 <= value <= 2100 and len(words.lower[first]) == 4
        around = (*words.lower[max(0, first - 1) : first], *words.lower[first + 1 : first + 2])
        return year or any(self._after.get(word) == "date" for word in around)

    def reject(self, words: Words, nominals: list[Nominal], tolls: tuple[CharSpan, ...]) -> tuple[RejectedNumber, ...]:
        """The quantities of a sentence that are in no toll, with their reasons."""
        heads = {id(n.number): n for n in nominals if n.number is not None}
        return tuple(
            RejectedNumber(number.span, self._reason(words, first, after, number, heads.get(id(number))))
            for first, (number, after) in words.numbers.items()
            if not any(toll.overlaps(number.span) for toll in tolls)
        )

    def _reason(self, words: Words, first: int, after: int, number: NumberMention, nominal: Nominal | None) -> str:
        lower = words.lower
        following = lower[after] if after < len(lower) else ""
        previous = lower[first - 1] if first else ""
        if nominal is not None and nominal.sort == "thing":
            following = lower[nominal.head]
        pair = " ".join(lower[after : after + 2])
        reason = self._both.get((previous, following)) or self._after.get(following) or self._after.get(pair)
        near = lower[max(0, first - 3) : first]
        if reason in ("duration", "age"):
            aged = any(word in self._cues for word in near) or (reason == "age" and self._apposed(words, first, after))
            return "age" if aged else "duration"
        if reason:
            return reason
        if any(word in self._cues for word in near):
            return "age"
        if number.rule is None and 1900 <= number.low <= 2100 and number.low == number.high and len(lower[first]) == 4:
            return "year"
        if nominal is None or nominal.sort in ("pronoun", "name"):
            return "bare"
        return "people" if nominal.sort in ("person", "harm") else "things"

    def _apposed(self, words: Words, first: int, after: int) -> bool:
        """ "une fillette de 7 ans", "Awa, 12 ans,": not "vingt ans de prison", "il y a deux ans"."""
        tokens = words.sentence.tokens
        before = tokens[first - 1] if first else None
        behind = tokens[after + 1] if after + 1 < len(tokens) else None
        if before is None or (
            behind is not None and behind.pos == "ADP" and words.lower[after + 1] == words.lower[first - 1]
        ):
            return False
        noun = first > 1 and tokens[first - 2].pos in ("NOUN", "PROPN", "ADJ")
        return noun and (
            before.pos == "ADP" or (before.pos == "PUNCT" and behind is not None and behind.pos in ("PUNCT", "CCONJ"))
        )

    def truncated(self, sentence: Sentence, harm: frozenset[str]) -> tuple[RejectedNumber, ...]:
        """A sentence cut off in the middle of a toll, if this is one."""
        if not any(token.text.endswith(("...", "…")) for token in sentence.tokens[-3:]):
            return ()
        text = sentence.surface
        match = _CUT.search(text)
        if match is None:
            return ()
        word = match.group("word").lower()
        number = word.isdigit()
        fragment = not match.group("gap") and len(word) >= _FRAGMENT and word not in harm
        cut = fragment and any(form.startswith(word) and form != word for form in harm) and self._unfinished(sentence)
        if not (number or cut):
            return ()
        start = sentence.start + match.start("word")
        return (RejectedNumber(CharSpan(start, sentence.start + match.end()), "truncated"),)

    @staticmethod
    def _unfinished(sentence: Sentence) -> bool:
        """Whether an auxiliary is among the last words before the cut: a participle was to come."""
        return any(token.pos == "AUX" for token in sentence.tokens[-5:-1])
