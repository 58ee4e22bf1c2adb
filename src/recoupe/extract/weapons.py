"""Weapons named in a text: class of the codebook, and the model as written."""

from __future__ import annotations

from itertools import product

import ahocorasick_rs
import msgspec

from recoupe.language.inflect import Inflector
from recoupe.language.pack import LanguagePack
from recoupe.model.mentions import WeaponMention
from recoupe.model.spans import CharSpan
from recoupe.model.values import WeaponClass

#: Longest word of `not_after` and `not_before` looked at, in code points.
_CONTEXT = 24


class WeaponRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"weapon_class": "class"}):
    """One class of the table `words/weapons`; the fields are explained at its head."""

    weapon_class: WeaponClass
    words: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()


class WeaponWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table `words/weapons`."""

    links: frozenset[str]
    classes: tuple[WeaponRow, ...]


class _Entry(msgspec.Struct, frozen=True):
    row: WeaponRow
    model: bool
    #: One word alone: only then do `not_before` and `not_after` apply ("mine antipersonnel" is always a mine).
    bare: bool


class WeaponExtractor:
    """Finds weapons by one pass of an Aho-Corasick automaton over the text."""

    def __init__(self, pack: LanguagePack) -> None:
        inflector = Inflector(pack)
        entries: dict[str, _Entry] = {}
        words = pack.table("words/weapons", WeaponWords)
        for row in words.classes:
            for word in row.words:
                for form in _forms(word, inflector, words.links):
                    entries.setdefault(form.lower(), _Entry(row, False, " " not in word))
            for model in row.models:
                for form in _variants(model):
                    entries.setdefault(form.lower(), _Entry(row, True, False))
        self._entries = tuple(entries.values())
        self._automaton = ahocorasick_rs.AhoCorasick(
            list(entries), matchkind=ahocorasick_rs.MatchKind.Standard, store_patterns=False
        )

    def find(self, text: str, start: int = 0) -> tuple[WeaponMention, ...]:
        """Weapons of a plain text in order, without overlap; `start` is the offset of `text` in the document."""
        lower = _lower(text)
        found: list[WeaponMention] = []
        for begin, end, entry in self._longest(text, lower):
            model = text[begin:end] if entry.model else None
            mention = WeaponMention(CharSpan(begin + start, end + start), entry.row.weapon_class, model)
            # "un drone MQ-9" is one weapon.
            last = found[-1] if found else None
            if last and model and last.model is None and text[last.span.end - start : begin] in (" ", ' "', " « "):
                found[-1] = WeaponMention(last.span.cover(mention.span), last.weapon_class, model)
            else:
                found.append(mention)
        return tuple(found)

    def _longest(self, text: str, lower: str) -> list[tuple[int, int, _Entry]]:
        """Matches at word boundaries, longest first at each place."""
        best: dict[int, tuple[int, _Entry]] = {}
        for index, begin, stop in self._automaton.find_matches_as_indexes(lower, overlapping=True):
            entry = self._entries[index]
            end = _variant_end(text, stop) if entry.model else stop
            if not _bounded(text, begin, end) or (entry.model and not text[begin].isupper()):
                continue
            if begin not in best or end > best[begin][0]:
                best[begin] = (end, entry)
        kept: list[tuple[int, int, _Entry]] = []
        reached = 0
        for begin in sorted(best):
            end, entry = best[begin]
            if begin < reached:
                continue
            reached = end
            if not (entry.bare and self._refused(lower, begin, end, entry.row)):
                kept.append((begin, end, entry))
        return kept

    @staticmethod
    def _refused(lower: str, begin: int, end: int, row: WeaponRow) -> bool:
        after = lower[end : end + _CONTEXT].lstrip()
        if any(after.startswith(word) and not after[len(word) : len(word) + 1].isalnum() for word in row.not_before):
            return True
        before = lower[max(0, begin - _CONTEXT) : begin].rstrip()
        return any(
            before.endswith(word) and not before[: len(before) - len(word)][-1:].isalnum() for word in row.not_after
        )


def _forms(word: str, inflector: Inflector, links: frozenset[str]) -> set[str]:
    """A phrase and its plural: the words up to the first link agree ("engins explosifs improvisés", "bombes à
    retardement")."""
    parts = word.split(" ")
    head = next((k for k, part in enumerate(parts) if part in links or "'" in part), len(parts))
    plural = [next(iter(inflector.noun(part) - {part}), part) for part in parts[:head]]
    return {word, " ".join([*plural, *parts[head:]])}


def _variants(model: str) -> set[str]:
    """Spellings of a designation: "F-15", "F 15", "F15"."""
    pieces = model.split("-")
    return {
        "".join(p + j for p, j in zip(pieces, (*joins, ""), strict=True))
        for joins in product(("-", " ", ""), repeat=len(pieces) - 1)
    }


def _variant_end(text: str, end: int) -> int:
    """End of a designation with its variant letters ("F-15E") or the plural of a headline ("F-16s")."""
    stop = end
    while (
        stop - end < 2 and stop < len(text) and (text[stop].isupper() or text[stop] == "s") and text[end - 1].isdigit()
    ):
        stop += 1
    return stop


def _bounded(text: str, begin: int, end: int) -> bool:
    return not (begin and (text[begin - 1].isalnum() or (text[begin - 1] == "-"))) and not text[end : end + 1].isalnum()


def _lower(text: str) -> str:
    """Lower case, code point for code point."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
