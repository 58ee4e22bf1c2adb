"""An anchor finds its report again by the words that told it, and never another one."""

from __future__ import annotations

import msgspec
import pytest
from values import KIDAL, claim, report

from recoupe.model.judgement import Anchor
from recoupe.model.report import Report
from recoupe.model.spans import Quote

TEXT = "Kidal: trois soldats ont été tués dans une attaque. Gao: une attaque a été repoussée."


def told(id: str, *words: str, kind: str = "armed_attack", at: int = 0, where: str = "Kidal") -> Report:
    quotes = tuple(Quote(start, start + len(w), w) for w in words if (start := TEXT.index(w, at)) >= 0)
    place = msgspec.structs.replace(claim("where", KIDAL), quote=Quote(0, len(where), where))
    return msgspec.structs.replace(report(id, place, kind=kind, document="doc:1"), triggers=quotes)


ANCHOR = Anchor.of(told("a", "attaque"))
SECOND = TEXT.index("Gao")


@pytest.mark.parametrize(
    ("now", "found"),
    [
        ([told("a", "tués")], "a"),  # its own id
        ([told("b", "une attaque")], "b"),  # longer words
        ([told("b", "tués", "attaque")], "b"),  # another trigger first
        ([told("b", "attaque", kind="bombing")], "b"),  # another kind
        ([told("b", "attaque", at=SECOND), told("c", "une attaque")], "c"),  # the right one of two
        ([told("b", "attaque"), told("c", "attaque", kind="bombing")], "b"),  # of two alike, that of its kind
        ([told("b", "attaque", at=SECOND)], "b"),  # the text moved, and nothing else is told so
        ([told("b", "attaque", at=SECOND, where="Gao")], None),  # the same word for another attack
        ([told("b", "attaque", kind="bombing", at=SECOND)], None),
        ([told("b", "tués")], None),
        ([], None),
    ],
)
def test_an_anchor_and_what_is_read_now(now: list[Report], found: str | None) -> None:
    for order in (now, now[::-1]):
        there = ANCHOR.find(order)
        assert (there.id if there else None) == found


def test_two_moved_reports_told_in_the_same_words_cannot_be_told_apart() -> None:
    old = Anchor("a", "doc:1", "armed_attack", (Quote(900, 907, "attaque"),), ("Kidal",))
    assert old.find([told("b", "attaque"), told("c", "attaque", at=SECOND)]) is None
    assert old.find([told("b", "attaque")]) is not None


def test_other_words_at_the_same_offsets_are_another_report() -> None:
    there = ANCHOR.triggers[0]
    old = Anchor("a", "doc:1", "armed_attack", (Quote(there.start, there.end, "attache"),))
    assert old.find([told("b", "attaque")]) is None
