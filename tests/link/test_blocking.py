"""Which pairs of reports are compared at all."""

from __future__ import annotations

import datetime as dt
import random

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from recoupe_fakes import make_document
from values import GAO, KIDAL, MALI, NIGER, claim, interval, report, when

from recoupe.language.kinds import load_kinds
from recoupe.link.blocking import candidate_pairs
from recoupe.link.profile import profiles
from recoupe.model.document import Evidence, Published
from recoupe.model.report import Report

FAMILIES = {k.id: k.family for k in load_kinds().values()}


def pairs(*reports: Report) -> set[tuple[str, str]]:
    return set(candidate_pairs(profiles(reports), FAMILIES))


def dated(id: str, first: str, last: str | None = None, **more: object) -> Report:
    return report(id, claim("when", when(first, last)), **more)  # type: ignore[arg-type]


def test_one_day_and_one_family() -> None:
    assert pairs(dated("a", "2023-11-07"), dated("b", "2023-11-07", kind="shelling")) == {("a", "b")}


def test_another_day_or_family_is_not_compared() -> None:
    assert not pairs(dated("a", "2023-11-07"), dated("b", "2023-11-20"))
    assert not pairs(dated("a", "2023-11-07"), dated("b", "2023-11-07", kind="condemn"))


def test_a_stretch_meets_the_days_of_its_country() -> None:
    month = report("a", claim("when", when("2023-11-01", "2023-11-30", 4)), claim("where", KIDAL))
    inside, outside = (
        report(n, claim("when", when(day)), claim("where", KIDAL))
        for n, day in (("b", "2023-11-07"), ("c", "2023-12-25"))
    )
    assert pairs(month, inside, outside) == {("a", "b")}


def test_a_large_block_is_compared_with_its_neighbours_only() -> None:
    told = [report(f"r{n:03}", claim("when", when("2023-11-07")), claim("where", KIDAL)) for n in range(300)]
    assert len(pairs(*told)) < 300 * 60


def test_midnight_at_the_end_of_a_month_parts_nothing() -> None:
    assert pairs(dated("a", "2023-11-30"), dated("b", "2023-12-01")) == {("a", "b")}
    assert pairs(dated("a", "2023-12-31"), dated("b", "2024-01-01")) == {("a", "b")}


def test_reports_of_one_document_are_not_compared() -> None:
    assert not pairs(dated("a", "2023-11-07", document="d"), dated("b", "2023-11-07", document="d"))


def test_undated_reports_are_compared_by_country() -> None:
    gao, kidal, niamey = (report(n, claim("where", p)) for n, p in (("a", GAO), ("b", KIDAL), ("c", NIGER)))
    assert pairs(gao, kidal, niamey) == {("a", "b")}


def test_what_has_neither_date_nor_country_is_compared_with_nothing() -> None:
    assert not pairs(report("a"), report("b"), dated("c", "2023-11-07"))


days = st.dates(dt.date(2022, 11, 1), dt.date(2023, 3, 1))


@given(st.lists(days, min_size=2, max_size=8), st.randoms(use_true_random=False))
def test_days_next_to_each_other_are_always_compared_and_each_pair_once(
    told: list[dt.date], shuffle: random.Random
) -> None:
    reports = [dated(f"r{n}", day.isoformat()) for n, day in enumerate(told)]
    shuffle.shuffle(reports)
    listed = list(candidate_pairs(profiles(reports), FAMILIES))
    assert len(set(listed)) == len(listed)
    assert all(a < b for a, b in listed)
    near = {
        (f"r{m}", f"r{n}") for m, a in enumerate(told) for n, b in enumerate(told) if m < n and abs((a - b).days) <= 1
    }
    assert near <= set(listed)


def test_undated_news_meets_what_happened_before_it_was_printed() -> None:
    undated, before, long_before = (
        report("a", claim("where", KIDAL)),
        report("b", claim("when", when("2023-11-07")), claim("where", MALI)),
        report("c", claim("when", when("2023-10-07")), claim("where", MALI)),
    )
    printed = Published(interval("2023-11-09"), Evidence("argument", ""))
    document = msgspec.structs.replace(make_document("x"), id=undated.document, published=printed)
    known = profiles([undated, before, long_before], documents={undated.document: document})
    assert ("a", "b") in set(candidate_pairs(known, FAMILIES))
    assert ("a", "c") not in set(candidate_pairs(known, FAMILIES))
