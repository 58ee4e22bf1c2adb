"""Promises of the clustering, on any reports and weights."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from recoupe.link.cluster import VETO, Pair, cluster

THRESHOLD = 2.0

Ledger = tuple[dict[str, str], dict[Pair, float]]


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    """Documents of reports, and weights of some of their pairs, ties among them likely."""
    reports = [f"r{n}" for n in range(draw(st.integers(2, 8)))]
    members = {r: draw(st.sampled_from(["d1", "d2", "d3", "d4", "d5"])) for r in reports}
    pairs = [(a, b) for a in reports for b in reports if a < b and members[a] != members[b]]
    listed = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    return members, {p: draw(st.sampled_from([-20.0, -9.0, -1.0, 1.9, 2.0, 3.0, 8.0])) for p in listed}


def weight(weights: dict[Pair, float], a: str, b: str) -> float | None:
    return weights.get((min(a, b), max(a, b)))


@given(ledgers(), st.randoms(use_true_random=False))
def test_order_never_changes_the_result(ledger: Ledger, shuffle: random.Random) -> None:
    members, weights = ledger
    reports, pairs = list(members.items()), list(weights.items())
    shuffle.shuffle(reports)
    shuffle.shuffle(pairs)
    assert cluster(dict(reports), dict(pairs), THRESHOLD) == cluster(members, weights, THRESHOLD)


@given(ledgers())
def test_every_report_is_in_one_group(ledger: Ledger) -> None:
    members, weights = ledger
    groups = cluster(members, weights, THRESHOLD)
    assert sorted(r for g in groups for r in g) == sorted(members)
    assert list(groups) == sorted(groups)
    assert all(list(g) == sorted(g) for g in groups)


@given(ledgers())
def test_reports_of_one_document_never_join(ledger: Ledger) -> None:
    members, weights = ledger
    for group in cluster(members, weights, THRESHOLD):
        documents = [members[r] for r in group]
        assert len(set(documents)) == len(documents)


@given(ledgers())
def test_a_veto_is_respected_however_many_friends_two_reports_share(ledger: Ledger) -> None:
    members, weights = ledger
    for group in cluster(members, weights, THRESHOLD):
        inside = [w for a in group for b in group if a < b and (w := weight(weights, a, b)) is not None]
        assert all(w > VETO for w in inside)


@st.composite
def ruled_ledgers(draw: st.DrawFn) -> tuple[Ledger, list[tuple[str, ...]], list[Pair]]:
    """A ledger, and decisions of people that do not contradict one another."""
    members, weights = draw(ledgers())
    shuffled = draw(st.permutations(sorted(members)))
    cut = draw(st.integers(0, len(shuffled)))
    together = [tuple(shuffled[:cut]), tuple(shuffled[cut:][:2])]
    home = {r: n for n, group in enumerate(together) for r in group}
    pairs = [(a, b) for a in members for b in members if a < b and home.get(a, a) != home.get(b, b)]
    return (members, weights), together, draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []


@given(ruled_ledgers(), st.randoms(use_true_random=False))
def test_what_people_decided_holds_whatever_the_weights_and_the_order(
    given: tuple[Ledger, list[tuple[str, ...]], list[Pair]], shuffle: random.Random
) -> None:
    (members, weights), together, apart = given
    groups = cluster(members, weights, THRESHOLD, together=together, apart=apart)
    home = {report: group for group in groups for report in group}
    assert sorted(home) == sorted(members)
    assert all(len({home[r] for r in group}) <= 1 for group in together)
    assert all(home[a] != home[b] for a, b in apart)
    backwards = [tuple(shuffle.sample(group, len(group))) for group in together[::-1]]
    parted = [shuffle.choice([pair, pair[::-1]]) for pair in apart[::-1]]
    assert cluster(members, weights, THRESHOLD, together=backwards, apart=parted) == groups


def test_people_may_join_two_reports_of_one_document_and_what_is_not_in_the_ledger_is_no_matter() -> None:
    members = {"a": "d1", "b": "d1", "c": "d2"}
    assert cluster(members, {}, THRESHOLD, together=[("b", "a", "gone")]) == (("a", "b"), ("c",))
    assert cluster(members, {("a", "c"): 9.0}, THRESHOLD, apart=[("c", "a"), ("a", "gone")]) == (("a",), ("b",), ("c",))


@given(ledgers())
def test_members_of_a_group_have_evidence_for_it(ledger: Ledger) -> None:
    members, weights = ledger
    for group in cluster(members, weights, THRESHOLD):
        for report in group if len(group) > 1 else ():
            assert any((weight(weights, report, other) or 0.0) >= THRESHOLD or len(group) > 2 for other in group)


def test_who_says_too_little_keeps_nobody_out() -> None:
    """Two full accounts of one event, a short one of it, and a reminder that matches the full ones only."""
    members = {r: r for r in "abcd"}
    weights = {("a", "b"): 9.0, ("a", "c"): 6.0, ("b", "c"): 6.0, ("a", "d"): 3.0, ("b", "d"): 3.0, ("c", "d"): -3.5}
    assert cluster(members, weights, THRESHOLD) == (("a", "b", "c"), ("d",))
    assert cluster(members, weights, THRESHOLD, silent=lambda _: True) == (("a", "b", "c", "d"),)
    weights["b", "d"] = -3.5
    assert cluster(members, weights, THRESHOLD, silent=lambda _: True) == (("a", "b", "c"), ("d",)), "one of three"


def test_a_chain_of_friends_is_no_group() -> None:
    members = {r: r for r in "abc"}
    assert cluster(members, {("a", "b"): 8.0, ("b", "c"): 7.0, ("a", "c"): -8.0}, THRESHOLD) == (("a", "b"), ("c",))


def test_the_strongest_pair_is_joined_first() -> None:
    members = {"a": "d1", "b": "d2", "c": "d1"}
    assert cluster(members, {("a", "b"): 3.0, ("b", "c"): 5.0}, THRESHOLD) == (("a",), ("b", "c"))


def test_what_is_not_compared_is_not_joined() -> None:
    assert cluster({"a": "d1", "b": "d2"}, {}, THRESHOLD) == (("a",), ("b",))
