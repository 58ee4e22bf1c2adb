"""What people decided, put into events: it outranks whatever the accounts amount to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import msgspec

from recoupe.model.errors import BugError
from recoupe.model.event import Event
from recoupe.model.rulings import SETTABLE, Rulings, SetValue, Verdict

_TOLL = "toll."


class Bench:
    """The rulings of one ledger, by report."""

    def __init__(self, rulings: Rulings) -> None:
        self._values: dict[str, list[tuple[int, SetValue]]] = defaultdict(list)
        self._verdicts: dict[str, list[tuple[int, Verdict]]] = defaultdict(list)
        for n, value in enumerate(rulings.values):
            self._values[value.report].append((n, value))
        for n, verdict in enumerate(rulings.verdicts):
            for report in (verdict.report, *verdict.others):
                self._verdicts[report].append((n, verdict))

    def apply(self, event: Event, title: Callable[[Event], str]) -> Event:
        """`event` with the values that people set, and their last word on whether it counts; titled anew by `title`."""
        values = sorted((v for r in event.reports for v in self._values.get(r, ())), key=lambda v: v[0])
        met = sorted((v for r in event.reports for v in self._verdicts.get(r, ())), key=lambda v: v[0])
        verdicts = [verdict for _, verdict in met if _meant(verdict, event)]
        rule: dict[str, str] = {}
        for _, value in values:
            event = _with(event, value)
            rule[value.property] = value.judgement
        if verdicts:
            event, rule["verdict"] = _judged(event, verdicts[-1]), verdicts[-1].judgement
        return msgspec.structs.replace(event, title=title(event), judgements=tuple(sorted(rule.values())))


def _with(event: Event, value: SetValue) -> Event:
    if value.property not in SETTABLE:
        raise BugError(f"{value.judgement} sets {value.property!r}, which is no property of an event")
    decoded = msgspec.json.decode(value.value, type=SETTABLE[value.property])
    if not value.property.startswith(_TOLL):
        return msgspec.structs.replace(event, **{value.property: decoded})
    others = tuple(t for t in event.tolls if t.kind != value.property.removeprefix(_TOLL))
    return msgspec.structs.replace(event, tolls=tuple(sorted(others + decoded, key=lambda t: (t.kind, t.part))))


def _meant(verdict: Verdict, event: Event) -> bool:
    """Whether the event is the one that was judged, or a part of it. One account of it among others is no part."""
    return verdict.report in event.reports or {verdict.report, *verdict.others}.issuperset(event.reports)


def _judged(event: Event, verdict: Verdict) -> Event:
    if verdict.dismissed:
        return msgspec.structs.replace(
            event, grade="discounted", grade_reason=f"dismissed by {verdict.who}: {verdict.why}"
        )
    return msgspec.structs.replace(event, grade_reason=f"{event.grade_reason}; checked by {verdict.who}")
