"""Dates that a document bounds without saying them: when an event without a date of its own can have been.

Two rules, named in the claim, each resting on words of the text:

* `bounded_by_page`: the page has no date and was dated from within; what it tells as news lies in that interval.
* `bounded_by_answer`: words between powers about an attack lie between that attack and the day of publication.

Publication alone dates nothing: without words to rest on, an event stays undated.
"""

from __future__ import annotations

import datetime as dt

import msgspec

from recoupe.model.findings import Findings
from recoupe.model.time import DateInterval, DatePrecision, ResolvedTime
from recoupe.report.draft import BOUND_TIME, Draft, FoundTime
from recoupe.report.kinds import KindRules
from recoupe.report.offsets import day

#: Days between an attack and the publication beyond which a reaction is not bounded by them.
_WINDOW = 10
#: Upper limits in days of the UCDP precisions 1 to 4.
_PRECISIONS: tuple[tuple[int, DatePrecision], ...] = ((1, 1), (6, 2), (7, 3), (31, 4))


def with_bounds(groups: list[Draft], findings: Findings, kinds: KindRules) -> list[Draft]:
    """Groups without a time given the interval that the document leaves them."""
    page = _page(findings)
    out = []
    for group in groups:
        if group.times:
            out.append(group)
            continue
        found = page or _answer(group, groups, findings, kinds)
        out.append(group if found is None else msgspec.structs.replace(group, times=(found,)))
    return out


def _page(findings: Findings) -> FoundTime | None:
    reference = findings.reference
    if findings.document.published is not None or reference is None or reference.evidence is None:
        return None
    base = next((t for t in findings.times if t.timex.words.overlaps(reference.evidence.span)), None)
    if base is None:
        return None
    return _bound(base, reference.interval, "bounded_by_page", reference.anchor)


def _answer(group: Draft, groups: list[Draft], findings: Findings, kinds: KindRules) -> FoundTime | None:
    """From the day of the attack told last before the words to the day of publication."""
    published = findings.document.published
    if published is None or published.interval.precision != 1 or not all(r.trigger.context for r in group.readings):
        return None
    dated = [
        (r.trigger.span.start, g)
        for g in groups
        if kinds.is_violent(g.kind) and day(g) is not None
        for r in g.readings
        if r.trigger.span.start < group.start
    ]
    for _, attack in sorted(dated, key=lambda pair: -pair[0]):
        start, end = day(attack), published.interval.end
        if start is None or start.precision > 2 or not 0 <= (end - start.end).days <= _WINDOW:
            continue
        found = min(attack.times, key=lambda t: (t.firmness, t.span.start))
        interval = DateInterval(start.start, end, _precision(start.start, end))
        return _bound(found.time, interval, "bounded_by_answer", "dct")
    return None


def _precision(start: dt.date, end: dt.date) -> DatePrecision:
    days = (end - start).days + 1
    return next((p for limit, p in _PRECISIONS if days <= limit), 5)


def _bound(base: ResolvedTime, interval: DateInterval, rule: str, anchor: str) -> FoundTime:
    timex = msgspec.structs.replace(base.timex, rule=rule)
    value = f"{interval.start.isoformat()}/{interval.end.isoformat()}"
    time = msgspec.structs.replace(
        base, timex=timex, interval=interval, anchor=anchor, value=value, conflict_with=None, preferred=True
    )
    return FoundTime(time, BOUND_TIME)
