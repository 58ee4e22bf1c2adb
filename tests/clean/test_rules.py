"""Every rule of the pack matches its examples and refuses its counter-examples."""

from __future__ import annotations

import re

import pytest

from recoupe.clean.languages import Languages
from recoupe.clean.posts import Posts, PostTable
from recoupe.clean.rules import DROP_REASONS, CalqueTable, NoiseTable, PageRules, PartsTable
from recoupe.language.pack import PACKS, LanguagePack, read_table
from recoupe.text.normalise import plain

PACK = LanguagePack("fr")
RULES = PageRules(PACK)
NOISE = PACK.table("rules/page_noise", NoiseTable).rules
PARTS = PACK.table("rules/page_parts", PartsTable)
CALQUES = PACK.table("rules/machine_translation", CalqueTable).rules


@pytest.mark.parametrize("rule", NOISE, ids=lambda r: r.id)
def test_noise(rule) -> None:
    for example in rule.examples:
        found = RULES.noise(example)
        assert found is not None, example
        assert found.id == rule.id, example
    for example in rule.counter_examples:
        assert RULES.noise(example) is None or RULES.is_byline(example), example


@pytest.mark.parametrize("rule", PARTS.dates, ids=lambda r: r.id)
def test_dates(rule) -> None:
    for example in rule.examples:
        found = RULES.date_line(example, in_head=True)
        assert found is not None, example
        assert found[0].id == rule.id, example
    for example in rule.counter_examples:
        found = RULES.date_line(example, in_head=True)
        assert found is None or found[0].id != rule.id, example


@pytest.mark.parametrize(
    ("rules", "matches"),
    [
        (PARTS.bylines, RULES.is_byline),
        (PARTS.captions, RULES.is_caption),
        (PARTS.datelines, RULES.dateline),
        ((PARTS.mastheads,), RULES.is_masthead),
        ((PARTS.time,), re.compile(PARTS.time.pattern, re.IGNORECASE).fullmatch),
        ((PARTS.owner,), RULES.owner),
        ((PARTS.crawl_header,), RULES.crawl_header),
        (CALQUES, lambda words: RULES.calques(plain(words))),
    ],
)
def test_other_rules(rules, matches) -> None:
    for rule in rules:
        for example in rule.examples:
            assert matches(example), (rule.pattern, example)
        for example in rule.counter_examples:
            assert not matches(example), (rule.pattern, example)


def test_post_signatures() -> None:
    table = read_table(PACKS / "common" / "posts.yml", PostTable)
    posts = Posts(RULES.calendar.months, Languages([PACK]))
    assert all(posts.is_signed(e) for e in table.examples)
    assert not any(posts.is_signed(e) for e in table.counter_examples)


def test_every_noise_reason_is_in_the_closed_list() -> None:
    assert {rule.reason for rule in NOISE} <= set(DROP_REASONS)


def test_rule_ids_are_unique_and_can_name_a_group() -> None:
    ids = [rule.id for rule in NOISE]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch("[a-z_]+", i) for i in ids)
