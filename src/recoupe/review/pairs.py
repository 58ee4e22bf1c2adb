"""Judgements on pairs of events: same, different, unsure. Where they contradict each other the later one rules."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

import msgspec

Pair = tuple[str, str]


class PairRuling(msgspec.Struct, frozen=True):
    """One judgement in force: what its two sides mean among the reports read now."""

    judgement: str
    action: str
    left: tuple[str, ...]
    right: tuple[str, ...]

    @property
    def pairs(self) -> list[Pair]:
        """Every report of one side with every one of the other, each pair sorted; none with itself."""
        return [(min(a, b), max(a, b)) for a, b in itertools.product(self.left, self.right) if a != b]


class Constraints(msgspec.Struct, frozen=True):
    """Groups of reports that are one event and pairs that are two; judgements overruled, in full or in part, with the
    later judgement that does so.
    """

    same: tuple[tuple[str, ...], ...]
    different: tuple[Pair, ...]
    overruled: dict[str, str]
    in_part: dict[str, str]


def constrain(rulings: Sequence[PairRuling]) -> Constraints:
    """Settle rulings, given oldest first.

    The newest is obeyed first; an older one only as far as it fits. "Same" joins all that either side held when it was
    said, and falls as a whole: which of its reports was meant less cannot be told. "Different" loses only the pairs
    that later judgements joined. "Unsure" lets older judgements on its pairs go and decides nothing.
    """
    court = _Court()
    for ruling in reversed(rulings):
        court.hear(ruling)
    return court.constraints()


class _Court:
    """Groups joined so far, and what is known to be apart from what."""

    def __init__(self) -> None:
        self._home: dict[str, str] = {}
        self._members: dict[str, set[str]] = {}
        #: Who last said that a group is one event.
        self._joined_by: dict[str, str] = {}
        self._apart: dict[str, dict[str, str]] = {}
        self._open: dict[Pair, str] = {}
        self._different: set[Pair] = set()
        self._overruled: dict[str, str] = {}
        self._in_part: dict[str, str] = {}

    def hear(self, ruling: PairRuling) -> None:
        """Obey `ruling` as far as newer ones allow."""
        {"same": self._same, "different": self._different_from, "unsure": self._unsure}[ruling.action](ruling)

    def constraints(self) -> Constraints:
        """What was settled."""
        groups = sorted(tuple(sorted(group)) for group in self._members.values() if len(group) > 1)
        return Constraints(tuple(groups), tuple(sorted(self._different)), self._overruled, self._in_part)

    def _same(self, ruling: PairRuling) -> None:
        reports = sorted({*ruling.left, *ruling.right})
        against = next((self._open[pair] for pair in ruling.pairs if pair in self._open), None)
        against = against or self._parted(sorted({self._root(r) for r in reports}))
        if against is not None:
            self._overruled[ruling.judgement] = against
            return
        for report in reports[1:]:
            self._join(reports[0], report, ruling.judgement)
        self._joined_by.setdefault(self._root(reports[0]), ruling.judgement)

    def _different_from(self, ruling: PairRuling) -> None:
        against: list[str] = []
        kept = []
        for pair in ruling.pairs:
            one, other = (self._root(r) for r in pair)
            if one == other:
                against.append(self._joined_by[one])
            elif pair in self._open:
                against.append(self._open[pair])
            else:
                kept.append(pair)
        for pair in kept:
            self._different.add(pair)
            one, other = (self._root(r) for r in pair)
            self._apart.setdefault(one, {}).setdefault(other, ruling.judgement)
            self._apart.setdefault(other, {}).setdefault(one, ruling.judgement)
        if against:
            (self._in_part if kept else self._overruled)[ruling.judgement] = against[0]

    def _unsure(self, ruling: PairRuling) -> None:
        decided = [self._decided(pair) for pair in ruling.pairs]
        if decided and all(decided):
            self._overruled[ruling.judgement] = next(d for d in decided if d)
            return
        for pair, by in zip(ruling.pairs, decided, strict=True):
            if by is None:
                self._open.setdefault(pair, ruling.judgement)

    def _decided(self, pair: Pair) -> str | None:
        """The newer judgement that settles whether the pair is one event."""
        one, other = (self._root(r) for r in pair)
        return self._joined_by[one] if one == other else self._apart.get(one, {}).get(other)

    def _parted(self, roots: Iterable[str]) -> str | None:
        for one, other in itertools.combinations(roots, 2):
            if other in self._apart.get(one, {}):
                return self._apart[one][other]
        return None

    def _root(self, report: str) -> str:
        return self._home.get(report, report)

    def _join(self, left: str, right: str, judgement: str) -> None:
        keep, drop = self._root(left), self._root(right)
        if keep == drop:
            return
        moved = self._members.pop(drop, {drop})
        self._members.setdefault(keep, {keep}).update(moved)
        for report in moved:
            self._home[report] = keep
        for other, by in self._apart.pop(drop, {}).items():
            self._apart.setdefault(keep, {}).setdefault(other, by)
            self._apart[other].pop(drop)
            self._apart[other].setdefault(keep, by)
        self._joined_by.setdefault(keep, self._joined_by.pop(drop, judgement))
