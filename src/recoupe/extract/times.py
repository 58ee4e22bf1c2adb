"""Time expressions: a grammar over classes of words finds them and says what they mean before any anchor is applied.

Words come from `words/times.yml`, rules from `rules/times.yml` of the language pack. The text is coded word by word
(`time_words`), runs of coded words that hold a time word are matched against all rules that may begin there, first rule
first, and guards look at the text around.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from recoupe.extract.time_grammar import CompiledRule, TimeGrammar, TimeRule, agree, compile_rule
from recoupe.extract.time_lexicon import Meaning, as_meaning, load_time_words
from recoupe.extract.time_patterns import fast_regex, first_classes, parse_pattern, slow_regex
from recoupe.extract.time_words import CodedText, WordCoder
from recoupe.language.pack import LanguagePack
from recoupe.model.spans import CharSpan
from recoupe.model.time import TimeFields, TimeRole, Timex, TimexType

#: Characters before and after an expression that guards may look at.
_WINDOW = 40
#: Longest month, for days of a month whose year is not told.
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
#: Nobody counts more days than a century's from an event.
_FARTHEST_DAYS = 36_525
_DAYS = {"day": 1.0, "week": 7.0, "hour": 1 / 24, "minute": 0.0, "second": 0.0}


class _Found(msgspec.Struct):
    """What one match says, while it is read."""

    whole: dict[str, object]
    begin: dict[str, object]
    end: dict[str, object]
    first: int
    last: int
    begin_words: tuple[int, int] | None
    end_words: tuple[int, int] | None


class TimeExtractor:
    """Finds the time expressions of a text."""

    def __init__(self, pack: LanguagePack) -> None:
        grammar = pack.table("rules/times", TimeGrammar)
        self._coder = WordCoder(load_time_words(pack))
        charsets = self._coder.charsets
        self._rules: list[CompiledRule] = []
        by_code: dict[str, list[str]] = {}
        for number, rule in enumerate(grammar.rules):
            node = parse_pattern(rule.pattern, grammar.macros)
            regex, groups = slow_regex(node, charsets)
            self._rules.append(compile_rule(rule, regex, groups, grammar.guards))
            fast = f"(?P<r{number}>{fast_regex(node, charsets)})"
            for code in {c for name in first_classes(node)[0] for c in charsets[name][1:-1]}:
                by_code.setdefault(code, []).append(fast)
        self._starts = {code: re.compile("|".join(parts)) for code, parts in by_code.items()}
        self._signals = {code: s.role for s in grammar.signals for code in charsets[s.word_class][1:-1]}
        self._links = frozenset(code for name in grammar.links for code in charsets[name][1:-1])

    def find(self, text: str) -> tuple[Timex, ...]:
        """The time expressions of `text` (`plain(document.text)`), in text order; they never overlap."""
        coded = self._coder.code(text)
        codes = "".join(coded.codes)
        runs = self._coder.runs(codes)
        return tuple(timex for first, end in runs for timex in self._run(text, coded, codes, (first, end)))

    def _run(self, text: str, coded: CodedText, codes: str, run: tuple[int, int]) -> Iterator[Timex]:
        at, end = run
        floor = at
        while at < end:
            start = self._starts.get(codes[at])
            match = start.match(codes, at, end) if start is not None else None
            if match is None:
                at += 1
                continue
            found = self._match(text, coded, match, floor)
            if found is None:
                at += 1
                continue
            timex, at = found
            floor = at
            if timex is not None:
                yield timex

    def _match(self, text: str, coded: CodedText, match: re.Match[str], floor: int) -> tuple[Timex | None, int] | None:
        """The first rule that matches at word `at` and whose guards agree: its timex (None if dropped) and the next
        word to look at."""
        first = int((match.lastgroup or "r0")[1:])
        codes, at, end = match.string, match.start(), match.endpos
        for number in range(first, len(self._rules)):
            rule = self._rules[number]
            slow = rule.regex.match(codes, at, end)
            if slow is None or slow.end() == at:
                continue
            found = _read(slow, rule.groups, coded)
            begins, ends = coded.starts[at], coded.ends[slow.end() - 1]
            before, after = text[max(0, begins - _WINDOW) : begins], text[ends : ends + _WINDOW]
            if not agree(rule.after, before) or not agree(rule.before, after):
                continue
            if rule.rule.drop:
                return None, max(slow.end(), at + 1)
            timex = self._timex(rule.rule, coded, found, (floor, at, slow.end()))
            if timex is not None:
                return timex, max(slow.end(), at + 1)
        return None

    def _timex(self, rule: TimeRule, coded: CodedText, found: _Found, matched: tuple[int, int, int]) -> Timex | None:
        whole = {**found.whole, **as_meaning(rule.meaning)}
        fields = _fields(whole if not found.end_words else {**found.end, **whole})
        if fields is None:
            return None
        parts: tuple[Timex, ...] = ()
        if found.begin_words is not None and found.end_words is not None:
            begin, last = _fields(_inherit(found.begin, found.end)), _fields(found.end)
            if begin is None or last is None:
                return None
            parts = tuple(
                Timex(_span(coded, *words), _part_type(rule, said), f"{rule.id}.{name}", fields=said)
                for name, words, said in (("begin", found.begin_words, begin), ("end", found.end_words, last))
            )
        span = _span(coded, found.first, found.last)
        role, signal = self._role(rule, coded, found, matched)
        return Timex(
            span,
            rule.type,
            rule.id,
            event_offset_days=_event_offset(fields) if rule.event else None,
            fields=fields,
            parts=parts,
            signal=signal,
            role=role,
        )

    def _role(
        self, rule: TimeRule, coded: CodedText, found: _Found, matched: tuple[int, int, int]
    ) -> tuple[TimeRole, CharSpan | None]:
        """Role of the expression, and the words around it that say so; words before `floor` belong to the expression
        before."""
        floor, first, last = matched[0], matched[1], matched[2] - 1
        role = rule.role
        at = first - 1
        while at > floor and coded.codes[at] in self._links and first - at <= 2:
            at -= 1
        said = self._signals.get(coded.codes[at]) if floor <= at < first else None
        if said is not None:
            first = at
            role = said if role == "at" else role
        if first < found.first:
            return role, CharSpan(
                coded.starts[first], coded.ends[max(found.first - 1, last if last > found.last else 0)]
            )
        if last > found.last:
            return role, CharSpan(coded.starts[found.last + 1], coded.ends[last])
        return role, None


def _read(match: re.Match[str], groups: Sequence[str], coded: CodedText) -> _Found:
    """What each word of a match says, gathered for the whole expression and for the two ends of a range."""
    found = _Found({}, {}, {}, match.start(), match.end() - 1, None, None)
    target = found.whole
    opened = match.start()
    for number, name in enumerate(groups, 1):
        at = match.start(number)
        if at < 0:
            continue
        if name == "{":
            found.first = at
        elif name == "}":
            found.last = at - 1
        elif name in ("[begin:", "[end:"):
            target, opened = (found.begin if name == "[begin:" else found.end), at
        elif name == "]":
            if target is found.begin:
                found.begin_words = (opened, at - 1)
            else:
                found.end_words = (opened, at - 1)
            target = found.whole
        else:
            _add(target, coded.readings[at][name])
    return found


def _add(said: dict[str, object], more: Meaning) -> None:
    """Add what one more word says; a fraction adds to the count before it ("deux ans et demi")."""
    whole, part = said.get("amount"), more.get("amount")
    said.update(more)
    if isinstance(whole, float) and isinstance(part, float) and part < 1:
        said["amount"] = whole + part


def _fields(meaning: Meaning) -> TimeFields | None:
    """The fields, or None when no calendar has such a day."""
    month, day = meaning.get("month"), meaning.get("day")
    if isinstance(month, int) and isinstance(day, int) and day > _LONGEST[month - 1]:
        return None
    return TimeFields(**meaning)  # type: ignore[arg-type]


def _inherit(begin: Meaning, end: Meaning) -> dict[str, object]:
    """The begin of a range takes month and year from its end: "du 2 au 5 mars", "du 30 décembre au 2 janvier 2020"
    (2019)."""
    full = dict(begin)
    if "month" not in full and "day" in full and "month" in end:
        full["month"] = end["month"]
    year, first, last = end.get("year"), full.get("month"), end.get("month")
    if "year" not in full and isinstance(year, int) and isinstance(first, int) and isinstance(last, int):
        full["year"] = year - 1 if first > last else year
    for name in ("shift", "zone"):
        if name in end:
            full.setdefault(name, end[name])
    return full


def _part_type(rule: TimeRule, fields: TimeFields) -> TimexType:
    if fields.hour is not None or fields.part is not None:
        return "TIME"
    return "DATE" if rule.type == "TIME" else rule.type


def _span(coded: CodedText, first: int, last: int) -> CharSpan:
    return CharSpan(coded.starts[first], coded.ends[last])


def _event_offset(fields: TimeFields) -> int | None:
    if fields.unit is None or fields.amount is None or fields.unit not in _DAYS:
        return 0 if fields.vague and fields.unit in ("hour", "minute", "second") else None
    days = round(fields.amount * _DAYS[fields.unit]) * (fields.sign or 1)
    return days if abs(days) <= _FARTHEST_DAYS else None
