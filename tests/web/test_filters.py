"""Filters: written back as they were read, refused in words, and choosing what a plain reading of them chooses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs

import many_events
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from many_events import ACTORS, KINDS, PLACES, catalogue

from recoupe.language.registry import load_registry
from recoupe.model.errors import DataError
from recoupe.model.event import Event
from recoupe.text.normalise import fold
from recoupe.web.columns import Columns
from recoupe.web.filters import GRADES, ORDERS, SORTS, Filter, Paging, Window
from recoupe.web.rows import Orders
from recoupe.web.shown import Shown
from recoupe.web.spots import place_key
from recoupe.web.told import most_killed
from recoupe.web.tongue import tongue
from recoupe.web.values import Teller

SIZE = 150
CATALOGUE = catalogue(SIZE)
COLUMNS = Columns(CATALOGUE, load_registry())

days = st.dates(dt.date(2022, 12, 1), dt.date(2024, 3, 1))
edges = st.tuples(st.floats(-180, 180), st.floats(-90, 0), st.floats(-180, 180), st.floats(0, 90))


def some(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), unique=True, max_size=2).map(lambda found: tuple(sorted(found)))


@st.composite
def filters(draw: st.DrawFn) -> Filter:
    since, until = sorted((draw(days), draw(days)))
    places = tuple({place_key(place) for place in PLACES} | {"gn:R1", "gn:NE", "ML", "gn:none"})
    return Filter(
        since=draw(st.sampled_from((None, since))),
        until=draw(st.sampled_from((None, until))),
        place=draw(some(places)),
        country=draw(some(("ML", "NE", "FJ", "ZZ"))),
        kind=draw(some(KINDS)),
        actor=draw(some((*(actor.id for actor in ACTORS), "state:ML:forces"))),
        source=draw(some(("garnison", "org:hopital central", "outlet:le fleuve", "none"))),
        grade=draw(some(GRADES)),
        disputed=draw(st.booleans()),
        review=draw(st.booleans()),
        q=draw(
            st.sampled_from(("", "", "raid", "march", "MARCHÉ fle", "aérienne", "dune attentat", "oeuv", "...", "Kid"))
        ),
        box=draw(st.none() | edges.map(lambda box: tuple(round(edge, 3) for edge in box))),  # type: ignore[arg-type]
    )


@given(filters())
def test_a_filter_is_written_as_it_is_read(wanted: Filter) -> None:
    assert Filter.parse(parse_qs(wanted.query())) == wanted


@settings(max_examples=300, deadline=None)
@given(filters())
def test_columns_choose_what_a_plain_reading_chooses(wanted: Filter) -> None:
    chosen = [COLUMNS.events[n].id for n in COLUMNS.matching(wanted).nonzero()[0]]
    assert chosen == [event.id for event in CATALOGUE.events.values() if plainly(event, wanted)]


def plainly(event: Event, wanted: Filter) -> bool:
    """Whether an event is asked for, one question after the other."""
    days = event.when.interval if event.when else None
    if wanted.since and (days is None or days.end < wanted.since):
        return False
    if wanted.until and (days is None or days.start > wanted.until):
        return False
    if wanted.kind and event.kind not in wanted.kind:
        return False
    if event.grade not in (wanted.grade or [grade for grade in GRADES if grade != "discounted"]):
        return False
    if wanted.disputed and event.id not in CATALOGUE.disagreements:
        return False
    if wanted.review and not any(event.id in item.events for item in CATALOGUE.queue):
        return False
    countries = {place.country for place in event.where}
    if wanted.country and not countries & set(wanted.country):
        return False
    inside = {key for place in event.where for key in (place_key(place), *place.within)}
    inside |= {"gn:ML"} if "ML" in countries else set()
    if wanted.place and not inside & set(wanted.place):
        return False
    above = {key for actor in (*event.attacker, *event.target) for key in (actor.id, *ABOVE.get(actor.id, ()))}
    if wanted.actor and not above & set(wanted.actor):
        return False
    if wanted.source and not told_by(event) & set(wanted.source):
        return False
    if wanted.box and not any(boxed(place, wanted.box) for place in event.where):
        return False
    words = [word for part in parts(event) for word in fold(part).split()]
    return all(any(word.startswith(asked) for word in words) for asked in fold(wanted.q).split())


ABOVE = {"state:ML:army": ("state:ML:forces", "state:ML")}


def told_by(event: Event) -> set[str]:
    found = set()
    for key in event.reports:
        report = CATALOGUE.reports[key]
        for source in (*report.according_to, *(s for claim in report.claims for s in claim.according_to)):
            found |= {source.org_id or f"org:{fold(source.org)}"} if source.org else set()
    outlets = {CATALOGUE.documents[key].outlet for key in event.documents}
    return found | {f"outlet:{fold(outlet)}" for outlet in outlets if outlet}


def boxed(place: Any, box: tuple[float, float, float, float]) -> bool:
    west, south, east, north = box
    if place.lat is None or place.precision == 6:
        return False
    across = west <= place.lon <= east if west <= east else place.lon >= west or place.lon <= east
    return across and south <= place.lat <= north


def parts(event: Event) -> Iterator[str]:
    yield event.title
    for language in ("fr", "en"):
        yield tongue(language).value("kinds", event.kind)
        yield from (tongue(language).country(place.country) for place in event.where)
    for place in event.where:
        yield from (place.name, place.admin1 or "")
    for actor in (*event.attacker, *event.target):
        yield from (actor.name, *actor.names)
    for key in event.documents:
        yield from (CATALOGUE.documents[key].title or "", CATALOGUE.documents[key].outlet or "")
    for key in event.reports:
        report = CATALOGUE.reports[key]
        yield from (trigger.exact for trigger in report.triggers)
        yield from (claim.quote.exact for claim in report.claims)
        yield from (part for source in report.according_to for part in (source.name, source.org) if part)


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("from", "yesterday", "a day is written as 2020-01-31"),
        ("to", "2020-13-01", "a day is written as 2020-01-31"),
        ("country", "Mali", "two letters"),
        ("grade", "good", "a grade is one of confirmed"),
        ("disputed", "perhaps", "1 or 0"),
        ("bbox", "1,2,3", "four numbers"),
        ("bbox", "1,50,3,40", "south before north"),
        ("bbox", "nan,0,3,40", "degrees from -180 to 180"),
        ("q", "x" * 201, "more than 200 characters"),
    ],
)
def test_what_cannot_be_used_is_refused_in_words(name: str, value: str, told: str) -> None:
    with pytest.raises(DataError, match=told) as refused:
        Filter.parse({name: [value]})
    assert str(refused.value).startswith(name)


def test_days_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(DataError, match="from=2021-01-02 is after to=2021-01-01"):
        Filter.parse({"from": ["2021-01-02"], "to": ["2021-01-01"]})
    with pytest.raises(DataError, match="the first day is after the last"):
        Window.parse("2021-01-02..2021-01-01")


@pytest.mark.parametrize(
    "query", [{"sort": ["size"]}, {"order": ["up"]}, {"limit": ["5000"]}, {"offset": ["-1"]}, {"limit": ["²"]}]
)
def test_a_page_that_cannot_be_is_refused(query: dict[str, list[str]]) -> None:
    with pytest.raises(DataError, match=next(iter(query))):
        Paging.parse(query)


def test_empty_values_ask_for_nothing() -> None:
    assert Filter.parse({name: [""] for name in ("from", "to", "kind", "q", "bbox", "disputed", "grade")}) == Filter()


def test_the_last_of_several_single_values_counts() -> None:
    assert Filter.parse({"from": ["2020-01-01", "2021-01-01"]}).since == dt.date(2021, 1, 1)


@given(filters(), st.sampled_from(SORTS), st.sampled_from(ORDERS))
@settings(max_examples=60, deadline=None)
def test_rows_come_in_the_order_asked_for_and_all_of_them(wanted: Filter, sort: Any, order: Any) -> None:
    chosen = COLUMNS.matching(wanted)
    rows = Orders(COLUMNS, tongue("fr")).rows(chosen, Paging(sort=sort, order=order))
    assert sorted(rows) == chosen.nonzero()[0].tolist()
    values = [VALUE[sort](COLUMNS.events[row]) for row in rows]
    known = [value for value in values if value is not None]
    assert values == [*sorted(known, reverse=order == "desc"), *[None] * (len(values) - len(known))]


VALUE: dict[str, Any] = {
    "date": lambda event: event.when.interval.start if event.when else None,
    "event": lambda event: fold(Teller(tongue("fr")).title(event)),
    "place": lambda event: fold(min(event.where, key=lambda p: p.precision).name) if event.where else None,
    "kind": lambda event: fold(tongue("fr").value("kinds", event.kind)),
    "grade": lambda event: GRADES.index(event.grade),
    "killed": lambda event: None if most_killed(event) < 0 else most_killed(event),
    "sources": lambda event: event.independent_sources,
}


@settings(max_examples=60, deadline=None)
@given(filters())
def test_each_count_is_what_choosing_that_value_leaves(wanted: Filter) -> None:
    found = Shown(CATALOGUE, load_registry()).overview(wanted, Paging(), tongue("fr"), parts=("facets",))
    for name in ("country", "kind", "grade", "source"):
        for value in found["facets"][name][:3]:
            alone = Filter(**{**_fields(wanted), name: (value["key"],)})
            if name != "grade" and value["key"] and wanted.grade == () and "discounted" in alone.grade:
                continue
            assert value["count"] == int(COLUMNS.matching(alone).sum())


def _fields(wanted: Filter) -> dict[str, Any]:
    return {name: getattr(wanted, name) for name in wanted.__struct_fields__}


def test_the_made_events_vary() -> None:
    """Else the tests above would compare nothing."""
    assert {event.grade for event in COLUMNS.events} == set(GRADES)
    assert COLUMNS.disputed.any()
    assert not COLUMNS.disputed.all()
    assert COLUMNS.waiting.any()
    assert len(many_events.PLACES) == len({(p.id, p.precision) for e in COLUMNS.events for p in e.where})
