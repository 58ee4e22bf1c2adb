"""Dates that a document bounds without saying them: when an event without a date of its own can have been.

Three rules, named in the claim, each resting on words of the text:

* `narrative`: the sentence goes on with the story that the one before dates.
* `bounded_by_page`: the page has no date and was dated from within; what it tells as news lies in that interval.
* `bounded_by_answer`: what follows an attack without being violent lies between that attack and the day of publication.

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
        found = _narrative(group, groups, findings, kinds) or page or _answer(group, groups, findings, kinds)
        out.append(group if found is None else msgspec.structs.replace(group, times=(found,)))
    return out


def _narrative(group: Draft, groups: list[Draft], findings: Findings, kinds: KindRules) -> FoundTime | None:
    """The date of the violent event told in the sentence before, in the same paragraph."""
    if not kinds.is_violent(group.kind) or group.background:
        return None
    sentence = min(group.sentences)
    for other in groups:
        if other is group or sentence - 1 not in other.sentences or not kinds.is_violent(other.kind):
            continue
        told = [t for t in other.own_times if findings.parse.sentence_at(t.span.start) is not None]
        here = [t for t in told if (s := findings.parse.sentence_at(t.span.start)) and s.index == sentence - 1]
        gap = findings.document.text[here[0].span.end : group.start] if here else "\n"
        if here and "\n" not in gap and here[0].time.interval is not None:
            return _bound(here[0].time, here[0].time.interval, "narrative", here[0].time.anchor)
    return None


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
    if published is None or published.interval.precision != 1 or kinds.is_violent(group.kind) or group.background:
        return None
    dated = [
        (r.trigger.span.start, g)
        for g in groups
        if kinds.is_violent(g.kind) and day(g) is not None and not g.background
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
