"""Dates that a document bounds without saying them: when an event without a date of its own can have been.

Three rules, named in the claim, each resting on words of the text:

* `narrative`: the sentence goes on with the story that the one before dates.
* `bounded_by_page`: the page has no date and was dated from within; what it tells as news lies in that interval.
* `bounded_by_answer`: words and measures that follow an attack lie between that attack and the day of publication.

Publication alone dates nothing: without words to rest on, an event stays undated.
"""

from __future__ import annotations

import datetime as dt

import msgspec

from recoupe.model.findings import Findings
from recoupe.model.time import DateInterval, DatePrecision, ResolvedTime
from recoupe.report.draft import BOUND_TIME, SENTENCE_TIME, Draft, FoundTime
from recoupe.report.kinds import KindRules
from recoupe.report.offsets import day

_NARRATIVE = "narrative"
#: Characters over which a story goes on under one date.
_STORY = 600
#: Days between an attack and the publication beyond which they say little of the day of a reaction.
_WINDOW = 1
#: Armed men come into a place, and then they shoot.
_TAKEN = "capture"
#: The answer that is a deed all the same.
_MARCH = "protest"
#: Upper limits in days of the UCDP precisions 1 to 4.
_PRECISIONS: tuple[tuple[int, DatePrecision], ...] = ((1, 1), (6, 2), (7, 3), (31, 4))


def with_bounds(groups: list[Draft], findings: Findings, kinds: KindRules) -> list[Draft]:
    """Groups without a time given the interval that the document leaves them."""
    page = _page(findings)
    out = list(groups)
    # In text order, so that a story of several sentences is dated from its first.
    for n in sorted(range(len(out)), key=lambda n: out[n].start):
        if not out[n].times:
            found = _narrative(out[n], out, findings, kinds) or page or _answer(out[n], out, findings, kinds)
            out[n] = out[n] if found is None else msgspec.structs.replace(out[n], times=(found,))
    return out


def _narrative(group: Draft, groups: list[Draft], findings: Findings, kinds: KindRules) -> FoundTime | None:
    """The date of the event told in the sentence before, in the same paragraph."""
    if not _is_deed(group, kinds) or group.background or group.series:
        return None
    # A title that tells the event too tells it before its story does.
    titles = {s.index for s in findings.parse.sentences if s.zone == "title"}
    start, sentence = min(
        ((r.trigger.span.start, r.trigger.sentence) for r in group.readings if r.trigger.sentence not in titles),
        default=(group.start, min(group.sentences)),
    )
    for other in sorted(groups, key=lambda g: (g.background, g.start)):
        if other is group or sentence - 1 not in other.sentences or not _is_deed(other, kinds):
            continue
        if kinds.is_violent(group.kind) and not kinds.is_violent(other.kind) and other.kind != _TAKEN:
            continue  # harm told after an arrest or a plane shot down is part of that
        for told in other.times:
            gap = findings.document.text[told.span.end : start]
            if told.span.end > start:
                continue
            firm = told.firmness <= SENTENCE_TIME or told.time.timex.rule == _NARRATIVE
            if firm and told.time.interval is not None and "\n" not in gap and len(gap) <= _STORY:
                return _bound(told.time, told.time.interval, _NARRATIVE, told.time.anchor)
    return None


def _is_deed(group: Draft, kinds: KindRules) -> bool:
    """What is done on some ground and answers nothing: attacks, arrests, marches; not measures nor words."""
    return kinds.has(group.kind, "grounded") and (group.kind == _MARCH or not kinds.has(group.kind, "answer"))


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
    if (
        published is None
        or published.interval.precision != 1
        or group.background
        or not kinds.has(group.kind, "answer")
    ):
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
