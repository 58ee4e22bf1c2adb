"""When a page was published (DCT), and the words that say so. Never the day of the run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from recoupe.clean.calendar import BadDate
from recoupe.clean.rules import PageRules
from recoupe.model.document import Evidence, Published
from recoupe.model.time import DateInterval

EvidenceKind = Literal["metadata", "header", "text", "argument"]


class Witness(msgspec.Struct, frozen=True):
    """Words that may tell the day of publication: `exact` is quoted, `words` are read (they differ for an address)."""

    kind: EvidenceKind
    exact: str
    words: str
    #: A date of change: believed only when nothing tells the date of publication.
    weak: bool = False
    #: A day and a month without a year: it makes a vaguer date finer, and tells nothing alone.
    yearless: bool = False


class Verdict(msgspec.Struct, frozen=True):
    """The date believed, words in the shape of a date that cannot be one, and dates that contradict the first."""

    published: Published | None
    bad: tuple[str, ...]
    against: tuple[str, ...] = ()


def decide(witnesses: Iterable[Witness], argument: str | None, rules: Sequence[PageRules]) -> Verdict:
    """The first witness with a full day; else the finest. `--published` speaks where the page is silent or vaguer.

    A date given for a whole folder must not overrule the pages that date themselves; where it contradicts one, both
    are told.
    """
    believed: list[tuple[bool, Published]] = []
    bad: list[str] = []
    witnesses = tuple(witnesses)
    for witness in witnesses:
        if witness.yearless:
            continue
        read = _read(witness.words, rules)
        if isinstance(read, BadDate):
            bad.append(read.words)
        elif read is not None:
            believed.append((witness.weak, Published(read, Evidence(witness.kind, witness.exact))))
    best = min(believed, key=lambda b: (b[0], b[1].interval.precision), default=(False, None))[1]
    best = _finer(best, witnesses, rules)
    given = _read(argument, rules) if argument else None
    if isinstance(given, BadDate) or (argument and given is None):
        bad.append(argument or "")
        given = None
    against: tuple[str, ...] = ()
    if isinstance(given, DateInterval) and argument:
        told = Published(given, Evidence("argument", argument))
        if best is None or (best.interval.contains(given) and given.precision < best.interval.precision):
            best = told
        elif not best.interval.overlaps(given):
            against = (argument,)
    return Verdict(best, tuple(dict.fromkeys(bad)), against)


def _finer(best: Published | None, witnesses: Sequence[Witness], rules: Sequence[PageRules]) -> Published | None:
    """The day that a dateline without a year ("GAO, 12 mai (AFP) -") names in the month or the year believed."""
    if best is None or best.interval.precision == 1:
        return best
    for witness in witnesses:
        for rule in rules if witness.yearless else ():
            if day := rule.calendar.read_short(witness.words, best.interval):
                return Published(day, Evidence(witness.kind, witness.exact))
    return best


def _read(words: str, rules: Sequence[PageRules]) -> DateInterval | BadDate | None:
    bad: BadDate | None = None
    for rule in rules:
        read = rule.calendar.read(words)
        if isinstance(read, DateInterval):
            return read
        bad = bad or read
    return bad


def line_witnesses(lines: Iterable[str], rules: Sequence[PageRules], in_head: bool) -> Iterator[Witness]:
    """Lines that say when the page was published ("Publié le …"), or was changed."""
    for line in lines:
        for rule in rules:
            found = rule.date_line(line, in_head)
            if found is None:
                continue
            date_rule, match = found
            told = match.string[max(0, match.end("outlet")) : match.start("rest")] if match["rest"] else match.string
            yield Witness("header", line, told, weak=date_rule.role == "updated")
            break
