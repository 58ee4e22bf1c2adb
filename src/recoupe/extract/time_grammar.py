"""The rules of the time grammar as a language pack writes them, and what they compile to."""

from __future__ import annotations

import re

import msgspec

from recoupe.model.time import TimeFields, TimeRole, TimexType


class Guards(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Regular expressions over the text before (anchored at its end) and after (anchored at its start) an
    expression."""

    only_after: str | None = None
    not_after: str | None = None
    only_before: str | None = None
    not_before: str | None = None


class TimeRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One rule. Examples hold the expression between brackets; counter-examples must not be matched by this rule."""

    id: str
    pattern: str
    type: TimexType
    meaning: TimeFields = TimeFields()
    role: TimeRole = "at"
    #: The amount counts from an event that the text names next.
    event: bool = False
    #: The words are recognised and name no time (an age): nothing is found there.
    drop: bool = False
    guards: Guards = Guards()
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...] = ()


class SignalRole(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What words of a class before an expression make of it."""

    word_class: str = msgspec.field(name="class")
    role: TimeRole


class TimeGrammar(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table `rules/times` of a language pack. `guards` hold for every rule; `links` may stand between a signal
    and an expression."""

    macros: dict[str, str]
    rules: tuple[TimeRule, ...]
    signals: tuple[SignalRole, ...]
    links: tuple[str, ...]
    guards: Guards = Guards()


class CompiledRule(msgspec.Struct, frozen=True):
    """A rule with its regular expression over class codes, the names of its groups, and its guards as (pattern,
    wanted)."""

    rule: TimeRule
    regex: re.Pattern[str]
    groups: tuple[str, ...]
    after: tuple[tuple[re.Pattern[str], bool], ...]
    before: tuple[tuple[re.Pattern[str], bool], ...]


def compile_rule(rule: TimeRule, regex: str, groups: tuple[str, ...], shared: Guards) -> CompiledRule:
    """`rule` with the guards shared by all rules added to its own."""

    def patterns(*pairs: tuple[str | None, str, bool]) -> tuple[tuple[re.Pattern[str], bool], ...]:
        return tuple((re.compile(form.format(p)), wanted) for p, form, wanted in pairs if p is not None)

    guards = rule.guards
    after, before = "(?:{})$", "(?:{})"
    return CompiledRule(
        rule,
        re.compile(regex),
        groups,
        patterns((guards.only_after, after, True), (guards.not_after, after, False), (shared.not_after, after, False)),
        patterns(
            (guards.only_before, before, True), (guards.not_before, before, False), (shared.not_before, before, False)
        ),
    )


def agree(patterns: tuple[tuple[re.Pattern[str], bool], ...], text: str) -> bool:
    """Whether the text is what the guards want: "after" guards end with `$` and search, "before" guards match at the
    start."""
    return all(
        ((p.search(text) if p.pattern.endswith("$") else p.match(text)) is not None) is wanted for p, wanted in patterns
    )
