from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.extract.times import TimeExtractor
from recoupe.language.pack import LanguagePack, read_table
from recoupe.model.document import Document, Evidence, Published, Zone
from recoupe.model.resolved_times import ResolvedTimes
from recoupe.model.time import DateInterval
from recoupe.resolve import calendar
from recoupe.resolve.landmarks import LandmarkFinder
from recoupe.resolve.time_context import ContextRules
from recoupe.resolve.times import TimeResolver
from recoupe.text.normalise import plain

CASES = Path(__file__).parent.parent / "cases" / "fr" / "times"
PACK = LanguagePack("fr")
FIND = TimeExtractor(PACK).find
RESOLVER = TimeResolver(PACK)


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    label: str
    text: str
    dct: str | None = None
    expect: tuple[tuple[str, str | None, str | None, str | None, int | None], ...] = ()
    issues: tuple[tuple[str, str], ...] = ()
    doubted: tuple[str, ...] = ()


SYNTHETIC = read_table(CASES / "synthetic.yml", tuple[Case, ...])
NEGATIVE = read_table(CASES / "negative.yml", tuple[Case, ...])
KNOWN_FAILURES = read_table(CASES / "known_failures.yml", tuple[Case, ...])


def published(written: str | None) -> Published | None:
    if written is None:
        return None
    numbers = [int(n) for n in written.split("-")]
    if len(numbers) == 3:
        interval = calendar.day(dt.date(*numbers))
    elif len(numbers) == 2:
        interval = calendar.month(*numbers)
    else:
        interval = calendar.year_span(numbers[0])
    return Published(interval, Evidence("metadata", written))


def document(text: str, dct: str | None, zones: tuple[Zone, ...] = ()) -> Document:
    return Document(
        id="doc:1",
        path="page.txt",
        uri=None,
        sha256="0",
        title=None,
        outlet=None,
        languages=("fr",),
        published=published(dct),
        dateline=None,
        text=text,
        zones=zones or (Zone(0, len(text), "body", "fr"),),
    )


def resolve(text: str, dct: str | None, zones: tuple[Zone, ...] = ()) -> ResolvedTimes:
    return RESOLVER.resolve(document(text, dct, zones), FIND(plain(text)), None)


def told(case: Case, resolved: ResolvedTimes) -> list[tuple[str, str | None, str | None, str | None, int | None]]:
    rows = []
    for time in resolved.times:
        words, days = case.text[time.timex.span.start : time.timex.span.end], time.interval
        ends = (days.start.isoformat(), days.end.isoformat(), days.precision) if days else (None, None, None)
        rows.append((words, time.value, *ends))
    return rows


@pytest.mark.parametrize("case", SYNTHETIC, ids=lambda case: case.label)
def test_values(case: Case) -> None:
    resolved = resolve(case.text, case.dct)
    assert told(case, resolved) == list(case.expect)
    issues = [(issue.code, issue.quote.exact) for issue in resolved.issues if issue.quote is not None]
    assert issues == list(case.issues)
    doubted = [t.timex.span for t in resolved.times if not t.preferred]
    assert [case.text[span.start : span.end] for span in doubted] == list(case.doubted)


@pytest.mark.parametrize("case", NEGATIVE, ids=lambda case: case.label)
def test_no_time_is_named(case: Case) -> None:
    assert told(case, resolve(case.text, "2024-05-15")) == []


@pytest.mark.xfail(strict=True)
@pytest.mark.parametrize("case", KNOWN_FAILURES, ids=lambda case: case.label)
def test_known_failures(case: Case) -> None:
    resolved = resolve(case.text, case.dct)
    parts = [part for time in resolved.times for part in (time.parts or (time,))]
    assert told(case, ResolvedTimes(tuple(parts))) == list(case.expect)


def test_publication_date_is_never_given_in_silence() -> None:
    resolved = resolve("Le siège a duré trois mois. La ville est désormais calme. Le ministre a parlé.", "2024-05-15")
    assert [time.interval for time in resolved.times] == [None, None]


def test_contradicted_date_points_at_the_one_that_is_supported() -> None:
    text = "Ils ont frappé dans la nuit du 2 au 3 janvier. Les raids de la nuit du 2 au 3 février ont tué."
    january, february = resolve(text, "2024-02").times
    assert (january.preferred, february.preferred) == (False, True)
    assert january.conflict_with == february.timex.span
    assert february.conflict_with == january.timex.span


def test_contradicted_date_does_not_carry_the_story() -> None:
    text = "Les raids de la nuit du 2 au 3 février ont tué. Le chef a confirmé ce 2 janvier. « C'est pour aujourd'hui »"
    today = resolve(text, "2024-02").times[-1]
    assert today.interval == DateInterval(dt.date(2024, 2, 2), dt.date(2024, 2, 3), 1)


def test_reference_is_told_with_its_evidence() -> None:
    text = "Samedi 4 janvier, trois obus sont tombés, au lendemain de la mort de Soleimani."
    reference = resolve(text, None).reference
    assert reference is not None
    assert (reference.interval.start, reference.interval.end) == (dt.date(2020, 1, 4), dt.date(2020, 1, 31))
    assert reference.anchor == "landmark:soleimani_killed"
    assert reference.evidence is not None
    assert reference.evidence.exact == "Samedi 4 janvier"


def test_anchors_name_their_evidence() -> None:
    text = "Mardi, un camp a brûlé. Le lendemain, un autre. Le 3 mai 2020, rien."
    assert [t.anchor for t in resolve(text, "2024-05-15").times] == ["dct", "timex:0", "text"]


def test_other_languages_are_left_out() -> None:
    text = "Mardi, un camp a brûlé.\nPublished le 3 mai by us."
    at = text.index("\n") + 1
    zones = (Zone(0, at, "body", "fr"), Zone(at, len(text), "embed", "en"))
    assert len(resolve(text, "2024-05-15", zones).times) == 1


def test_caption_does_not_carry_the_story() -> None:
    text = "Mardi, un camp a brûlé.\nPhoto du 3 mai.\nLe lendemain, un autre."
    ends = [0, 24, 40, len(text)]
    kinds = ("body", "caption", "body")
    zones = tuple(Zone(a, b, k, "fr") for a, b, k in zip(ends, ends[1:], kinds, strict=False))  # type: ignore[arg-type]
    *_, morrow = resolve(text, "2024-05-15", zones).times
    assert morrow.value == "2024-05-15"
    assert resolve(text, "2024-05-15", tuple(reversed(zones))) == resolve(text, "2024-05-15", zones)


CUES = ("future", "past", "bridge", "told_event", "happened", "lasting")


@pytest.mark.parametrize(
    ("cue", "text"),
    [(c, t) for c in CUES for t in ("examples", "counter_examples")],
)
def test_context_cues_run_on_their_examples(cue: str, text: str) -> None:
    import re

    row = getattr(PACK.table("rules/times_context", ContextRules), cue)
    wanted = text == "examples"
    assert [t for t in getattr(row, text) if (re.search(row.pattern, t) is not None) is not wanted] == []


def test_landmarks_need_their_cue() -> None:
    find = LandmarkFinder(PACK).find
    assert [m.id for m in find("la frappe qui a tué le général soleimani", ())] == ["soleimani_killed"]
    assert find("le général soleimani est à bagdad", ()) == ()
    assert find("le stade soleimanien a brûlé, un mort", ()) == ()


@pytest.mark.parametrize(("year", "day"), [(2019, (4, 21)), (2024, (3, 31)), (2038, (4, 25))])
def test_easter(year: int, day: tuple[int, int]) -> None:
    assert calendar.easter(year) == dt.date(year, *day)


@pytest.mark.parametrize(("lunar", "day"), [((1441, 9, 1), "2020-04-24"), ((1445, 9, 1), "2024-03-11")])
def test_islamic_calendar_is_right_within_a_day(lunar: tuple[int, int, int], day: str) -> None:
    assert abs((calendar.islamic(*lunar) - dt.date.fromisoformat(day)).days) <= 1


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)), st.integers(1, 7))
def test_weekdays_are_within_a_week(date: dt.date, number: int) -> None:
    before, after = calendar.weekday_on_or_before(date, number), calendar.weekday_on_or_after(date, number)
    assert before.isoweekday() == after.isoweekday() == number
    assert 0 <= (date - before).days < 7
    assert 0 <= (after - date).days < 7


PHRASES = [text.rstrip(".") for case in SYNTHETIC for text in case.text.split(". ")]
PHRASES += [f"Il y a {'9' * 400} {unit}, le fort tenait" for unit in ("jours", "mois", "ans", "siècles", "heures")]


@given(
    st.lists(st.sampled_from(PHRASES), max_size=6),
    st.sampled_from(
        [None, "2024", "2024-02", "2024-02-29", "1000", "2150-12-31", "1000-01-01", "0001-01-01", "9999-12-31"]
    ),
)
def test_resolving_holds_its_promises(phrases: list[str], dct: str | None) -> None:
    text = ". ".join(phrases)
    timexes = FIND(plain(text))
    page = document(text, dct)
    resolved = RESOLVER.resolve(page, timexes, None)
    assert resolved == RESOLVER.resolve(page, tuple(reversed(timexes)), None)
    assert [t.timex for t in resolved.times] == list(timexes)
    for time in resolved.times:
        if time.interval is None:
            continue
        assert time.interval.start <= time.interval.end
        assert time.anchor != "none"
    for issue in resolved.issues:
        assert issue.quote is not None
        assert text[issue.quote.start : issue.quote.end] == issue.quote.exact
