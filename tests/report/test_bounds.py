"""Dates that a document bounds without saying them, and the silence that dates nothing."""

from __future__ import annotations

import msgspec
import pytest
from recoupe_fakes import make_document
from values import STATE as GOVERNMENT
from values import draft, found_actor, interval, reading, time

from recoupe.language.kinds import load_kinds
from recoupe.model.document import Evidence, Published
from recoupe.model.findings import Findings
from recoupe.model.parse import Parse, Sentence
from recoupe.model.resolved_times import Reference
from recoupe.model.spans import Quote
from recoupe.model.time import DateInterval
from recoupe.report.bounds import with_bounds
from recoupe.report.draft import BOUND_TIME, Draft, FoundTime
from recoupe.report.kinds import KindRules

KINDS = KindRules(load_kinds())
SENTENCES = 6


def findings(
    *times: FoundTime, published: DateInterval | None = None, breaks: tuple[int, ...] = (), dated_at: int | None = None
) -> Findings:
    """A document of sentences of 100 characters; a line ends after those in `breaks`. `dated_at`: dated by the words
    there."""
    text = "".join(("x" * 99) + ("\n" if n in breaks else " ") for n in range(SENTENCES))
    document = make_document(text)
    stamp = Published(published, Evidence("text", "hier")) if published else None
    document = msgspec.structs.replace(document, published=stamp)
    sentences = tuple(Sentence(n, n * 100, n * 100 + 100, "body", "fr", (), ()) for n in range(SENTENCES))
    reference = None
    if dated_at is not None:
        words = Quote(dated_at, dated_at + 5, text[dated_at : dated_at + 5])
        reference = Reference(interval("2023-11-01", "2023-11-30", 4), "text", "from_text", words)
    resolved = tuple(t.time for t in times)
    return Findings(document, Parse(document.id, sentences), times=resolved, reference=reference)


def bounds(*drafts: Draft, **more: object) -> list[tuple[str, DateInterval] | None]:
    """Rule and interval of each draft that was bounded, None for the others."""
    times = [t for d in drafts for t in d.times]
    out = with_bounds(list(drafts), findings(*times, **more), KINDS)  # type: ignore[arg-type]
    bounded = [[t for t in d.times if t.firmness == BOUND_TIME] for d in out]
    return [(t[0].time.timex.rule, t[0].time.interval) if t else None for t in bounded]  # type: ignore[misc]


def attack(sentence: int, *days: str) -> Draft:
    return draft(sentence, times=tuple(time(d, start=sentence * 100 + 50) for d in days))


def words(sentence: int) -> Draft:
    told = reading(sentence, "condemn", entry="condemn", context=True)
    return draft(sentence, "condemn", readings=(told,), attackers=(found_actor(GOVERNMENT),))


DAY, NEXT = interval("2023-11-07"), interval("2023-11-08")


def test_publication_alone_dates_nothing() -> None:
    assert bounds(attack(0), words(3), published=NEXT) == [None, None]


def test_words_about_an_attack_lie_between_it_and_the_publication() -> None:
    assert bounds(attack(0, "2023-11-07"), words(3), published=NEXT) == [
        None,
        ("bounded_by_answer", interval("2023-11-07", "2023-11-08", 2)),
    ]


NOT_BOUNDED = [
    ({"published": interval("2023-11-30")}, "published weeks later"),
    ({"published": interval("2023-11-12")}, "published five days later: it can be of any of them"),
    ({"published": interval("2023-11-05")}, "published before the attack"),
    ({"published": interval("2023-11-01", "2023-11-30", 4)}, "published some day of the month"),
    ({}, "no date of publication"),
]


@pytest.mark.parametrize(("more", "why"), NOT_BOUNDED, ids=lambda x: x if isinstance(x, str) else "")
def test_words_that_nothing_bounds(more: dict[str, object], why: str) -> None:
    assert bounds(attack(0, "2023-11-07"), words(3), **more)[1] is None, why


def test_words_may_come_days_later_and_measures_come_at_once() -> None:
    late = interval("2023-11-09")
    measure = draft(3, "suspend")
    assert bounds(attack(0, "2023-11-07"), words(3), published=late)[1] is not None
    assert bounds(attack(0, "2023-11-07"), measure, published=late)[1] is None
    assert bounds(attack(0, "2023-11-07"), measure, published=NEXT)[1] is not None


def test_what_answers_an_attack_of_the_night_comes_the_morning_after() -> None:
    [told] = attack(0, "2023-11-07").times
    night = msgspec.structs.replace(told.time, interval=interval("2023-11-07", "2023-11-08", 1))
    struck = msgspec.structs.replace(attack(0), times=(FoundTime(night, told.firmness),))
    assert bounds(struck, words(3), published=NEXT)[1] == ("bounded_by_answer", interval("2023-11-08"))


def test_words_answer_the_last_attack_of_the_opening_not_one_told_later() -> None:
    reminder, news, other = attack(0, "2023-11-05"), attack(1, "2023-11-06"), attack(4, "2023-11-08")
    found = bounds(reminder, news, other, words(5), published=NEXT)[3]
    assert found == ("bounded_by_answer", interval("2023-11-06", "2023-11-08", 2))


def test_words_told_before_the_attack_are_not_bounded_by_it() -> None:
    assert bounds(words(0), attack(3, "2023-11-07"), published=NEXT) == [None, None]


def test_an_attack_is_never_bounded_by_another_one_and_the_publication() -> None:
    assert bounds(attack(0, "2023-11-07"), attack(3), published=NEXT) == [None, None]


def test_a_story_goes_on_in_the_next_sentence_of_its_paragraph() -> None:
    told, after = attack(0, "2023-11-07"), draft(1, "shelling")
    assert bounds(told, after) == [None, ("narrative", DAY)]


def test_a_story_ends_with_its_paragraph_and_with_a_sentence_between() -> None:
    told = attack(0, "2023-11-07")
    assert bounds(told, draft(1, "shelling"), breaks=(0,)) == [None, None]
    assert bounds(told, draft(2, "shelling")) == [None, None]
    assert bounds(told, draft(1, "shelling", background=True)) == [None, None]


def test_a_story_does_not_go_on_in_a_sentence_with_days_of_its_own_or_with_attacks_at_large() -> None:
    told, after = attack(0, "2023-11-07"), draft(1, "shelling")
    since = time("2023-11-05", start=150)
    out = with_bounds([told, after], findings(*told.times, since), KINDS)
    assert out[1].times == ()
    many = reading(1, "shelling", pos="noun", count=2)
    assert bounds(told, draft(1, "shelling", readings=(many,), given_as="indefinite")) == [None, None]


def test_what_is_told_as_done_was_not_done_after_the_day_of_writing() -> None:
    [late] = attack(0, "2023-11-20").times
    read = msgspec.structs.replace(late, time=msgspec.structs.replace(late.time, anchor="dct"))
    told = msgspec.structs.replace(attack(0), times=(read,))
    reference = Reference(interval("2023-11-09"), "dct", "document_date")
    made = msgspec.structs.replace(findings(*told.times), reference=reference)
    assert with_bounds([told], made, KINDS)[0].times == ()
    planned = tuple(msgspec.structs.replace(r, mood="planned") for r in told.readings)
    to_come = msgspec.structs.replace(told, readings=planned)
    assert with_bounds([to_come], made, KINDS) == [to_come]


def test_a_story_does_not_go_on_from_a_reminder_of_years_ago() -> None:
    told, after = attack(0, "2013-01-11"), draft(1, "shelling")
    assert bounds(told, after, published=NEXT) == [None, None]
    assert bounds(told, after) == [None, ("narrative", interval("2013-01-11"))]


def test_a_page_dated_by_its_own_words_bounds_what_it_tells() -> None:
    told = attack(0, "2023-11-07")
    assert bounds(told, attack(4), dated_at=50) == [None, ("bounded_by_page", interval("2023-11-01", "2023-11-30", 4))]


def test_what_a_sentence_with_days_of_its_own_tells_is_no_news_of_the_page() -> None:
    told = attack(0, "2023-11-07")
    since = time("2023-11-05", start=450)
    out = with_bounds([told, attack(4)], findings(*told.times, since, dated_at=50), KINDS)
    assert out[1].times == ()


def test_a_page_with_a_date_of_publication_is_not_dated_from_within() -> None:
    assert bounds(attack(0, "2023-11-07"), attack(4), dated_at=50, published=NEXT)[1] is None


def test_a_bound_rests_on_words_of_the_text() -> None:
    told = attack(0, "2023-11-07")
    [_, reaction] = with_bounds([told, words(3)], findings(*told.times, published=NEXT), KINDS)
    assert reaction.times[0].span == told.times[0].span


def test_what_has_a_date_keeps_it() -> None:
    told = [attack(0, "2023-11-07"), attack(1, "2023-11-02")]
    assert with_bounds(told, findings(*told[0].times, published=NEXT), KINDS) == told
