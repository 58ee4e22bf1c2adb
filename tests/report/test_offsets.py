"""Dates counted from another event."""

from __future__ import annotations

import msgspec
import pytest
from recoupe_fakes import make_document
from values import draft, interval, reading, time

from recoupe.model.findings import Findings
from recoupe.model.parse import Parse, Sentence
from recoupe.model.resolved_times import Reference
from recoupe.model.spans import CharSpan
from recoupe.model.time import DateInterval, ResolvedTime, Timex
from recoupe.report.draft import BOUND_TIME, OWN_TIME, SENTENCE_TIME, SPEECH_TIME, Draft
from recoupe.report.offsets import counted_apart, date_by_offset, day

TEXT = "x" * 300


def counted(days: int, start: int = 0) -> ResolvedTime:
    """ "Deux jours après ...": words that count from what is told next."""
    timex = Timex(CharSpan(start, start + 10), "DURATION", "after_event", event_offset_days=days)
    return ResolvedTime(timex, None, None, "none")


def findings(*times: ResolvedTime, today: DateInterval | None = None) -> Findings:
    document = make_document(TEXT)
    sentence = Sentence(0, 0, len(TEXT), "body", "fr", (), ())
    reference = Reference(today, "dct", "document_date") if today else None
    return Findings(document, Parse(document.id, (sentence,)), times=times, reference=reference)


def told_at(start: int, *days: str) -> Draft:
    return draft(readings=(reading(0, start=start),), times=tuple(time(d) for d in days))


def days_of(drafts: list[Draft]) -> list[str | None]:
    return [found.start.isoformat() if (found := day(d)) else None for d in drafts]


def test_the_event_counted_from_is_dated_by_the_other() -> None:
    # "Deux jours après [l'attaque], l'armée a [frappé] le 9."
    drafts = [told_at(20), told_at(60, "2023-11-09")]
    assert days_of(date_by_offset(drafts, findings(counted(2)))) == ["2023-11-07", "2023-11-09"]


def test_the_other_is_dated_by_the_event_counted_from() -> None:
    drafts = [told_at(20, "2023-11-07"), told_at(60)]
    assert days_of(date_by_offset(drafts, findings(counted(2)))) == ["2023-11-07", "2023-11-09"]


def test_words_in_the_middle_date_what_stands_before_them() -> None:
    # "L'armée a [frappé] trois jours après [l'attaque] du 7."
    drafts = [told_at(0), told_at(60, "2023-11-07")]
    assert days_of(date_by_offset(drafts, findings(counted(3, 20)))) == ["2023-11-10", "2023-11-07"]


def test_what_is_dated_keeps_its_date() -> None:
    drafts = [told_at(20, "2023-11-01"), told_at(60, "2023-11-09")]
    assert date_by_offset(drafts, findings(counted(2))) == drafts


def test_two_undated_events_stay_undated() -> None:
    drafts = [told_at(20), told_at(60)]
    assert date_by_offset(drafts, findings(counted(2))) == drafts


def test_alone_in_its_sentence_it_counts_back_from_the_day_of_writing() -> None:
    today = interval("2023-11-09")
    assert days_of(date_by_offset([told_at(20)], findings(counted(2), today=today))) == ["2023-11-07"]


@pytest.mark.parametrize("today", [None, interval("2023-11-01", "2023-11-30", 4)])
def test_a_day_of_writing_that_is_no_day_dates_nothing(today: DateInterval | None) -> None:
    assert days_of(date_by_offset([told_at(20)], findings(counted(2), today=today))) == [None]


def test_a_date_by_offset_quotes_the_words_that_count_and_says_its_anchor() -> None:
    words = counted(2)
    dated = date_by_offset([told_at(20), told_at(60, "2023-11-09")], findings(words))[0]
    assert dated.times[0].span == words.timex.words
    assert (dated.times[0].time.anchor, dated.times[0].firmness) == ("event", OWN_TIME)


def test_a_plain_date_counts_from_nothing() -> None:
    plain = msgspec.structs.replace(counted(2), timex=Timex(CharSpan(0, 10), "DATE", "full_date"))
    drafts = [told_at(20), told_at(60, "2023-11-09")]
    assert date_by_offset(drafts, findings(plain)) == drafts


def test_day_is_the_finest_that_is_firm() -> None:
    month = time("2023-11-01", "2023-11-30", precision=4, firmness=OWN_TIME)
    exact = time("2023-11-07", firmness=SENTENCE_TIME)
    loose = [time("2023-11-02", firmness=weak) for weak in (SPEECH_TIME, BOUND_TIME)]
    assert day(draft(times=(month, exact, *loose))) == interval("2023-11-07")
    assert day(draft(times=tuple(loose))) == interval("2023-11-02"), "who tells it says when"
    assert day(draft(times=(time("2023-11-02", firmness=BOUND_TIME),))) is None


def test_what_is_counted_from_an_event_is_another_event() -> None:
    # "Trois jours après [l'attaque], l'armée a [frappé]"; "au soir de [l'attaque], l'armée a [frappé]".
    drafts = [told_at(20), told_at(60)]
    pair = frozenset({(drafts[0].readings[0].trigger.span, drafts[1].readings[0].trigger.span)})
    assert counted_apart(drafts, findings(counted(3))) == pair
    assert counted_apart(drafts, findings(counted(0))) == frozenset()
    assert counted_apart(drafts[:1], findings(counted(3))) == frozenset()


def test_hours_before_or_after_an_event_do_not_date_it_by_the_day_of_writing() -> None:
    # "Quelques heures avant [l'attaque], il avait posté un message."
    today = interval("2023-11-09")
    assert days_of(date_by_offset([told_at(20)], findings(counted(0), today=today))) == [None]
    assert days_of(date_by_offset([told_at(20)], findings(counted(-2), today=today))) == [None]


def test_no_count_leads_beyond_the_day_of_writing() -> None:
    drafts = [told_at(20, "2023-11-07"), told_at(60)]
    today = interval("2023-11-08")
    assert days_of(date_by_offset(drafts, findings(counted(3), today=today))) == ["2023-11-07", None]
