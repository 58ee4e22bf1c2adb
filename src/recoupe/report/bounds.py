"""Dates that a document bounds without saying them: when an event without a date of its own can have been.

Four rules, named in the claim, each resting on words of the text:

* `narrative`: the sentence goes on with the story that the one before dates.
* `live_entry`: the entry of a live page is headed by its hour.
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
from recoupe.text.entries import ENTRIES, opens_paragraph

_NARRATIVE = "narrative"
_A_WEEK = 7
#: Days before a page's date beyond which a day told is a reminder.
_REMINDER = 180
#: Roles of times that tell no day.
_NO_DAY = frozenset({"duration", "set"})
#: Moods of what is told as having happened.
_DONE = frozenset({"actual", "conditional"})
#: How an event is given that was not told before.
_FRESH = frozenset({"verb", "indefinite", "bare"})
#: Characters over which a story goes on under one date.
_STORY = 600
#: Days between an attack and the publication beyond which they say little of the day of words, and of measures.
_WINDOW, _AT_ONCE = 3, 1
#: Armed men come into a place, and then they shoot.
_TAKEN = "capture"
#: The answer that is a deed all the same.
_MARCH = "protest"
#: Words that may come days after an attack; sentences that tell the news.
_REACTIONS, _OPENING = frozenset({"condemn", "demand", "reject"}), 4
#: Upper limits in days of the UCDP precisions 1 to 4.
_PRECISIONS: tuple[tuple[int, DatePrecision], ...] = ((1, 1), (6, 2), (7, 3), (31, 4))


def with_bounds(groups: list[Draft], findings: Findings, kinds: KindRules) -> list[Draft]:
    """Groups without a time given the interval that the document leaves them."""
    page = _page(findings)
    entries = _entries(findings)
    out = [_without_days_to_come(group, findings) for group in groups]
    # In text order, so that a story of several sentences is dated from its first.
    for n in sorted(range(len(out)), key=lambda n: out[n].start):
        if not out[n].times:
            found = (
                _narrative(out[n], out, findings, kinds)
                or _entry(out[n], entries, findings)
                or (page if not _beside_days(out[n], findings) else None)
                or _answer(out[n], out, findings, kinds)
            )
            out[n] = out[n] if found is None else msgspec.structs.replace(out[n], times=(found,))
    return out


def _narrative(group: Draft, groups: list[Draft], findings: Findings, kinds: KindRules) -> FoundTime | None:
    """The date of the event told in the sentence before, in the same paragraph."""
    if not _is_deed(group, kinds) or group.background or group.series or _told_at_large(group):
        return None
    # A title that tells the event too tells it before its story does.
    titles = {s.index for s in findings.parse.sentences if s.zone == "title"}
    start, sentence = min(
        ((r.trigger.span.start, r.trigger.sentence) for r in group.readings if r.trigger.sentence not in titles),
        default=(group.start, min(group.sentences)),
    )
    if _dated_apart(sentence, findings):
        return None
    for other in sorted(groups, key=lambda g: (g.background, g.start)):
        if other is group or sentence - 1 not in other.sentences or not _is_deed(other, kinds):
            continue
        if kinds.is_violent(group.kind) and not kinds.is_violent(other.kind) and other.kind != _TAKEN:
            continue  # harm told after an arrest or a plane shot down is part of that
        for told in other.times:
            gap = findings.document.text[told.span.end : start]
            if told.span.end > start:
                continue
            if told.time.interval is not None and _long_ago(told.time.interval, findings):
                continue
            firm = told.firmness <= SENTENCE_TIME or told.time.timex.rule == _NARRATIVE
            if firm and told.time.interval is not None and "\n" not in gap and len(gap) <= _STORY:
                return _bound(told.time, told.time.interval, _NARRATIVE, told.time.anchor)
    return None


def _beside_days(group: Draft, findings: Findings) -> bool:
    """Whether every sentence that tells an event has days of its own: it is no news of the page's day."""
    return all(_dated_apart(sentence, findings) for sentence in group.sentences)


def _dated_apart(sentence: int, findings: Findings) -> bool:
    """Whether a sentence has days of its own, though they are not known to be the event's."""
    here = next((s.span for s in findings.parse.sentences if s.index == sentence), None)
    own = (t for t in findings.times if t.interval is not None and t.role not in _NO_DAY)
    return here is not None and any(here.contains(t.timex.span) for t in own)


def _told_at_large(group: Draft) -> bool:
    """Attacks that a noun only mentions ("soupçonné d'avoir pris part à des attaques"): no story goes on with them."""
    several = all(r.count > 1 and r.trigger.pos == "noun" and r.trigger.support is None for r in group.readings)
    return several and group.given_as in ("indefinite", "bare") and not group.tolls


def _long_ago(interval: DateInterval, findings: Findings) -> bool:
    """Whether days lie so far before a page's date that a reminder was told: what comes next is as well the news."""
    published = findings.document.published
    return published is not None and (published.interval.end - interval.end).days > _REMINDER


def _without_days_to_come(group: Draft, findings: Findings) -> Draft:
    """What is told as done was not done after the day of writing: "ont réclamé des élections sous douze mois".

    A date with its year is believed all the same: it may be the day of writing that is wrong.
    """
    if findings.reference is None or any(r.mood not in _DONE for r in group.readings):
        return group
    last = findings.reference.interval.end
    times = tuple(
        t
        for t in group.times
        if t.time.interval is None or t.time.anchor == "text" or not _lies_ahead(t.time.interval, last)
    )
    return group if len(times) == len(group.times) else msgspec.structs.replace(group, times=times)


def _lies_ahead(interval: DateInterval, last: dt.date) -> bool:
    """Whether days come after `last`, or run from it for longer than a week ("pendant les trois prochaines années")."""
    return interval.start > last or (interval.start == last and interval.days > _A_WEEK)


def _entries(findings: Findings) -> list[ResolvedTime]:
    """The clock times that head the entries of a live page, in text order; none on a page with fewer than three."""
    text = findings.document.text
    heads = [
        t
        for t in findings.times
        if t.timex.fields.hour is not None
        and t.interval is not None
        and t.interval.precision == 1
        and opens_paragraph(text, t.timex.words)
    ]
    return sorted(heads, key=lambda t: t.timex.span) if len(heads) >= ENTRIES else []


def _entry(group: Draft, entries: list[ResolvedTime], findings: Findings) -> FoundTime | None:
    """The day of the entry of a live page in which an event is first told as news."""
    if group.background or group.series or group.given_as not in _FRESH or _told_at_large(group):
        return None
    head = next((t for t in reversed(entries) if t.timex.span.start < group.start), None)
    if head is None or head.interval is None:
        return None
    first = min(group.readings, key=lambda r: r.trigger.span.start).trigger.sentence
    others = [t for t in findings.times if t is not head]
    if _dated_apart(first, msgspec.structs.replace(findings, times=tuple(others))):
        return None
    return _bound(head, head.interval, "live_entry", head.anchor)


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
    """From the day of the attack that words or measures answer to the day of publication.

    The attack is the one that their object names, else the last that the opening tells, else the first told.
    """
    published = findings.document.published
    done = kinds.has(group.kind, "grounded") or all(r.mood in _DONE for r in group.readings)
    answers = kinds.has(group.kind, "answer") and done and not group.background
    if published is None or published.interval.precision != 1 or not answers:
        return None
    told = [g for g in groups if kinds.is_violent(g.kind) and not g.background and g.start < group.start]
    attacks = sorted(told, key=lambda g: _nearness(g, group, findings))
    end, window = published.interval.end, _WINDOW if group.kind in _REACTIONS else _AT_ONCE
    for attack in attacks:
        start = day(attack)
        if start is None or start.precision > 2 or not 0 <= (end - start.end).days <= window:
            continue
        found = min(attack.times, key=lambda t: (t.firmness, t.span.start))
        # What answers an attack of the night comes the morning after.
        interval = DateInterval(start.end, end, _precision(start.end, end))
        return _bound(found.time, interval, "bounded_by_answer", "dct")
    return None


def _nearness(attack: Draft, answer: Draft, findings: Findings) -> tuple[bool, bool, int, int]:
    """Sorting key: how near an attack is to what answers it."""
    opening = [s.index for s in findings.parse.sentences if s.zone in ("title", "lead", "body")][:_OPENING]
    opens, told = not attack.sentences.isdisjoint(opening), day(attack)
    since = -told.start.toordinal() if opens and told is not None else 0
    objects = {
        (r.trigger.sentence, t)
        for r in answer.readings
        for a in r.trigger.arguments
        if a.role == "partner"
        for t in a.tokens
    }
    named = any((r.trigger.sentence, r.trigger.token) in objects for r in attack.readings)
    return (not named, not opens, since, attack.start)


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
