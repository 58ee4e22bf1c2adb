"""Dates counted from another event: "deux jours après la mort de X dans une attaque, l'armée a frappé"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import msgspec

from recoupe.model.findings import Findings
from recoupe.model.parse import Sentence
from recoupe.model.spans import CharSpan
from recoupe.model.time import DateInterval, ResolvedTime
from recoupe.report.draft import OWN_TIME, SENTENCE_TIME, SPEECH_TIME, Draft, FoundTime


def date_by_offset(drafts: list[Draft], findings: Findings) -> list[Draft]:
    """Give the event told from the other its date, where one of the two is dated to a few days.

    The event counted from is the first one told after the expression; the one that is dated is the next told in the
    sentence, or the one told before the expression.
    """
    out = list(drafts)
    today = findings.reference.interval if findings.reference is not None else None
    for time, offset, base, host in _counts(out, findings):
        if base == host:
            continue
        if host is None:
            # "Deux jours après l'attaque, l'hôpital a revu son bilan": what is counted to is the news of the day.
            news = offset > 0 and not _looks_back(findings, time)
            if news and today is not None and today.precision == 1 and day(out[base]) is None:
                out[base] = _dated(out[base], time, _moved(today, -offset))
            continue
        base_day, host_day = day(out[base]), day(out[host])
        if host_day is not None and base_day is None:
            out[base] = _dated(out[base], time, _moved(host_day, -offset))
        elif base_day is not None and host_day is None:
            moved = _moved(base_day, offset)
            if today is None or moved.start <= today.end:
                out[host] = _dated(out[host], time, moved)
    return out


def _looks_back(findings: Findings, time: ResolvedTime) -> bool:
    """Whether a sentence is told in the imperfect or the pluperfect: its count leads to no news of the day."""
    sentence = findings.parse.sentence_at(time.timex.span.start)
    if sentence is None:
        return False
    roots = (t for t in sentence.tokens if t.head == t.i)
    return any(w.has("Tense=Imp") for t in roots for w in (t, *sentence.dependents(t.i, "aux", "cop")))


def counted_apart(drafts: list[Draft], findings: Findings) -> frozenset[tuple[CharSpan, CharSpan]]:
    """Trigger spans of events that the text sets days apart ("trois jours après l'attaque, un raid a visé ...")."""
    return frozenset(
        (one.trigger.span, other.trigger.span)
        for _, offset, base, host in _counts(drafts, findings)
        if offset and host is not None and host != base
        for one in drafts[base].readings
        for other in drafts[host].readings
    )


def _counts(drafts: list[Draft], findings: Findings) -> Iterator[tuple[ResolvedTime, int, int, int | None]]:
    """Every count of days from an event, with the number of the draft counted from and of the one that it dates."""
    for time in findings.times:
        offset = time.timex.event_offset_days
        sentence = findings.parse.sentence_at(time.timex.span.start)
        if offset is None or sentence is None:
            continue
        told = sorted(
            (r.trigger.span.start, i)
            for i, d in enumerate(drafts)
            for r in d.readings
            if r.trigger.sentence == sentence.index
        )
        after = [i for start, i in told if start >= time.timex.span.end]
        before = [i for start, i in told if start < time.timex.span.start]
        if after:
            base = after[0]
            # "Deux jours après les frappes qui ont touché la ville": what describes it is the event itself.
            after = [i for i in after if i == base or not _describes(sentence, drafts[i], drafts[base])]
            near = before[-1] if before else next((i for i in after if i != base), None)
            yield time, offset, base, _host(sentence, drafts, time, base, near)


def _describes(sentence: Sentence, draft: Draft, base: Draft) -> bool:
    """Whether all that a draft is told by in a sentence stands in a clause about `base`."""
    heads = {r.trigger.token for r in base.readings if r.trigger.sentence == sentence.index}
    tokens = [r.trigger.token for r in draft.readings if r.trigger.sentence == sentence.index]
    return all(any(up in heads for up in _ancestors(sentence, token)) for token in tokens)


def _host(sentence: Sentence, drafts: list[Draft], time: ResolvedTime, base: int, near: int | None) -> int | None:
    """The draft that a count dates: the one its verb tells, `near` where the syntax says nothing."""
    words = sentence.tokens_in(time.timex.words)
    ups = _ancestors(sentence, words[0].i) if words else ()
    verb = next((up for up in ups if sentence.tokens[up].pos == "VERB"), None)
    if verb is None:
        return near
    told = (
        i
        for i, d in enumerate(drafts)
        for r in d.readings
        if i != base
        and r.trigger.sentence == sentence.index
        and verb in (r.trigger.token, r.trigger.support, r.trigger.clause)
    )
    return next(told, None if _under(sentence, drafts[base], verb) else near)


def _under(sentence: Sentence, draft: Draft, verb: int) -> bool:
    """Whether a word of a draft hangs on a verb."""
    return any(
        verb in _ancestors(sentence, r.trigger.token) for r in draft.readings if r.trigger.sentence == sentence.index
    )


def _ancestors(sentence: Sentence, token: int) -> Iterator[int]:
    for _ in range(len(sentence.tokens)):
        head = sentence.tokens[token].head
        if head == token:
            return
        yield head
        token = head


def day(draft: Draft) -> DateInterval | None:
    """The finest interval that a draft is tied to: firmly, else by who tells it ("a annoncé lundi")."""
    for firmest in (SENTENCE_TIME, SPEECH_TIME):
        found = [t.time.interval for t in draft.times if t.time.interval is not None and t.firmness <= firmest]
        if found:
            return min(found, key=lambda t: (t.days, t.start))
    return None


def _moved(interval: DateInterval, days: int) -> DateInterval:
    delta = dt.timedelta(days=days)
    return msgspec.structs.replace(interval, start=interval.start + delta, end=interval.end + delta)


def _dated(draft: Draft, time: ResolvedTime, interval: DateInterval) -> Draft:
    resolved = msgspec.structs.replace(time, interval=interval, anchor="event", value=interval.start.isoformat())
    return msgspec.structs.replace(draft, times=(FoundTime(resolved, OWN_TIME), *draft.times))
