"""What each property of two reports says for and against one event."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from recoupe_fakes import make_document
from values import (
    ARMY,
    GAO,
    JIHADISTS,
    KIDAL,
    KIDAL_REGION,
    MALI,
    NIGER,
    REBELS,
    STATE,
    actor,
    claim,
    interval,
    point,
    report,
    toll,
    when,
)

from recoupe.language.kinds import load_kinds
from recoupe.link.evidence import Comparer, Feature
from recoupe.link.profile import Profile, profiles
from recoupe.link.toll_evidence import tolls_agree, tolls_clash
from recoupe.link.weights import load_weights
from recoupe.model.actors import ActorTree
from recoupe.model.document import Evidence, Published
from recoupe.model.report import Claim, When
from recoupe.model.spans import Quote
from recoupe.model.time import DayPart
from recoupe.model.values import Sites, Toll, Weapon

WEIGHTS = load_weights()
COMPARER = Comparer(WEIGHTS, ActorTree(), {k.id: k.family for k in load_kinds().values()})


def profile(*claims: Claim, id: str = "a", **more: object) -> Profile:
    [one] = profiles([report(id, *claims, **more)]).values()  # type: ignore[arg-type]
    return one


def compare(a: Claim, b: Claim) -> Feature | None:
    """The feature of the claims' property."""
    prop = {"actor": "attacker", "partner": "target"}.get(a.property, a.property)
    features = COMPARER.features(profile(a, id="a"), profile(b, id="b"))
    return next((f for f in features if f.name == prop), None)


DAY = claim("when", when("2023-11-07"))
WEEK = claim("when", when("2023-11-06", "2023-11-12", 3))
LATE = claim("when", when("2023-10-21", "2023-10-31", 4))
YEAR = claim("when", when("2023-01-01", "2023-12-31", 5))
BOUND = claim("when", When(interval("2023-11-20", "2023-11-30", 4), "bounded_by_page", "dct"))

FEATURES = [
    (DAY, DAY, WEIGHTS.when["same_day"]),
    (DAY, claim("when", when("2023-11-05", "2023-11-08", 2)), WEIGHTS.when["overlap"]),
    (DAY, WEEK, WEIGHTS.when["overlap_week"]),
    (LATE, claim("when", when("2023-10-25")), WEIGHTS.when["overlap_fortnight"]),
    (LATE, claim("when", when("2023-11-02")), WEIGHTS.when["stretch_edge"]),
    (LATE, DAY, WEIGHTS.when["apart"]),
    (BOUND, claim("when", when("2023-11-21")), WEIGHTS.when["bounded"]),
    (BOUND, DAY, WEIGHTS.when["bounded_apart"]),
    (DAY, YEAR, WEIGHTS.when["overlap_wide"]),
    (DAY, claim("when", when("2023-11-08")), WEIGHTS.when["next_day"]),
    (DAY, claim("when", when("2023-11-09")), WEIGHTS.when["apart"]),
    (claim("where", KIDAL), claim("where", KIDAL), WEIGHTS.where["same_point"]),
    (claim("where", KIDAL), claim("where", KIDAL_REGION), WEIGHTS.where["inside"]),
    (claim("where", KIDAL), claim("where", MALI), WEIGHTS.where["same_country"]),
    (claim("where", MALI), claim("where", MALI), WEIGHTS.where["same_country"]),
    (claim("where", KIDAL), claim("where", GAO), WEIGHTS.where["apart_fine"]),
    (claim("where", MALI), claim("where", NIGER), WEIGHTS.where["other_country"]),
    (claim("attacker", ARMY), claim("attacker", ARMY), WEIGHTS.attacker["same"]),
    (claim("attacker", ARMY), claim("attacker", STATE), WEIGHTS.attacker["same"]),
    (claim("attacker", ARMY), claim("attacker", JIHADISTS), WEIGHTS.attacker["clash"]),
    (claim("attacker", ARMY), claim("attacker", actor("people:ML", "unknown", "ML")), None),
    (claim("attacker", REBELS, status="denied"), claim("attacker", ARMY), None),
    (claim("target", ARMY), claim("target", ARMY), WEIGHTS.target["same"]),
    (claim("target", ARMY), claim("target", REBELS), WEIGHTS.target["other"]),
    (
        claim("target", actor("person:diallo", "government", "ML", "state:ML")),
        claim("target", actor("person:diallo", "government", "ML", "state:ML")),
        WEIGHTS.target["same_person"],
    ),
    (
        claim("target", actor("person:diallo", "government", "ML", "state:ML")),
        claim("target", actor("person:keita", "government", "ML", "state:ML")),
        WEIGHTS.target["other_person"],
    ),
    (claim("sites", Sites(5)), claim("sites", Sites(5)), WEIGHTS.sites["same"]),
    (claim("sites", Sites(5)), claim("sites", Sites(3)), WEIGHTS.sites["other"]),
    (claim("sites", Sites(1)), claim("sites", Sites(1)), None),
    (claim("toll", toll(14)), claim("toll", toll(14)), WEIGHTS.toll["same_many"]),
    (claim("toll", toll(3)), claim("toll", toll(3)), WEIGHTS.toll["same_few"]),
    (claim("toll", toll(3)), claim("toll", toll(200)), WEIGHTS.toll["far"]),
    (claim("toll", toll(1)), claim("toll", toll(14)), WEIGHTS.toll["wide"]),
    (claim("toll", toll(1)), claim("toll", toll(7)), WEIGHTS.toll["other"]),
    (claim("toll", toll(1)), claim("toll", toll(1)), WEIGHTS.toll["compatible"]),
    (claim("toll", toll(8, None)), claim("toll", toll(14)), WEIGHTS.toll["compatible"]),
    (claim("toll", toll(14)), claim("toll", toll(20)), WEIGHTS.toll["other"]),
    (claim("toll", toll(14)), claim("toll", toll(14, 14, "wounded")), None),
    (claim("toll", toll(14)), claim("toll", toll(8, 8, part=True)), None),
    (claim("weapon", Weapon("drone")), claim("weapon", Weapon("drone", "TB2")), WEIGHTS.weapon["same"]),
    (claim("weapon", Weapon("drone")), claim("weapon", Weapon("rocket")), WEIGHTS.weapon["other"]),
]


@pytest.mark.parametrize(("a", "b", "weight"), FEATURES)
def test_features(a: Claim, b: Claim, weight: float | None) -> None:
    for one, other in ((a, b), (b, a)):
        found = compare(one, other)
        assert (found.weight if found else None) == weight
        assert found is None or found.reason


def test_kinds() -> None:
    def kinds(a: str, b: str) -> float:
        features = COMPARER.features(profile(kind=a), profile(kind=b))
        return next(f.weight for f in features if f.name == "kind")

    assert kinds("shelling", "shelling") == WEIGHTS.kind["same"]
    assert kinds("shelling", "armed_attack") == WEIGHTS.kind["compatible"]
    assert kinds("shelling", "air_strike") == WEIGHTS.kind["compatible"]
    assert kinds("shelling", "suicide_bombing") == WEIGHTS.kind["other_means"]
    assert kinds("suspend", "suspend") == WEIGHTS.kind["same_rare"]


def test_a_series_is_not_one_attack_and_a_part_not_the_whole() -> None:
    one = profile()
    series, part = msgspec.structs.replace(one, series=True), msgspec.structs.replace(one, part=True)
    told = {
        pair: next((f.weight for f in COMPARER.features(*both) if f.name == "told"), None)
        for pair, both in (("s1", (series, one)), ("ss", (series, series)), ("p1", (part, one)), ("pp", (part, part)))
    }
    w = WEIGHTS.told
    assert told == {"s1": w["one_series"], "ss": w["both_series"], "p1": w["one_part"], "pp": None}


def test_what_one_side_does_not_give_adds_nothing_but_a_missing_date_counts_against() -> None:
    full = profile(DAY, claim("where", KIDAL), claim("attacker", ARMY), claim("toll", toll(14)))
    found = COMPARER.features(full, profile())
    assert [f.name for f in found] == ["when", "kind"]
    assert found[0].weight == WEIGHTS.when["missing"]


def test_rare_words_add_up_to_a_cap() -> None:
    def words(*told: str) -> float:
        known = profiles([report("a", words=told), report("b", words=told)])
        found = [f.weight for f in COMPARER.features(known["a"], known["b"]) if f.name == "words"]
        return found[0] if found else 0.0

    assert words() == 0.0
    assert words("tessalit") == pytest.approx(WEIGHTS.words["each"])
    assert words(*(f"mot{n}" for n in range(20))) == WEIGHTS.words["cap"]


def test_a_word_that_most_documents_use_is_no_evidence() -> None:
    known = profiles([report(f"r{n}", words=("soldats", "tessalit") if n < 2 else ("soldats",)) for n in range(10)])
    assert known["r0"].words == {"tessalit"}


def test_a_document_counts_a_word_once_however_many_reports_it_has() -> None:
    known = profiles([report(f"r{n}", document="d", words=("tessalit",)) for n in range(8)])
    assert known["r0"].words == {"tessalit"}


def dated(day: str, part: DayPart | None = None) -> Claim:
    return claim("when", When(interval(day), "date", "text", part))


MIDNIGHT = [
    (dated("2024-02-02", "EV"), dated("2024-02-03"), "over_midnight", "an evening, the next day"),
    (dated("2024-02-02"), dated("2024-02-03", "NI"), "over_midnight", "a day, the night after it"),
    (dated("2024-02-02", "NI"), dated("2024-02-03", "MO"), "over_midnight", "a night, the morning after it"),
    (dated("2024-02-02", "MO"), dated("2024-02-03"), "next_day", "a morning is over by the next day"),
    (dated("2024-02-02", "EV"), dated("2024-02-03", "EV"), "next_day", "two evenings"),
    (dated("2024-02-02"), dated("2024-02-03"), "next_day", "two days"),
]


@pytest.mark.parametrize(("a", "b", "name", "why"), MIDNIGHT, ids=lambda x: x if isinstance(x, str) else "")
def test_one_night_has_two_dates(a: Claim, b: Claim, name: str, why: str) -> None:
    for one, other in ((a, b), (b, a)):
        found = compare(one, other)
        assert found is not None
        assert found.weight == WEIGHTS.when[name], why


def printed(day: str, *claims: Claim, id: str = "a") -> Profile:
    """A report of a document published on a day."""
    told = report(id, *claims)
    published = Published(interval(day), Evidence("argument", ""))
    document = msgspec.structs.replace(make_document("x"), id=told.document, published=published)
    [one] = profiles([told], documents={told.document: document}).values()
    return one


UNDATED = [
    ("2023-11-07", "fresh", "printed on the day"),
    ("2023-11-10", "fresh", "printed within days"),
    ("2023-11-06", "fresh", "printed the day before: it is already tomorrow elsewhere"),
    ("2023-12-10", "missing", "printed a month later"),
    ("2023-11-03", "untold", "printed before it happened"),
]


@pytest.mark.parametrize(("day", "name", "why"), UNDATED, ids=lambda x: x)
def test_what_is_undated_has_a_day_of_publication(day: str, name: str, why: str) -> None:
    undated, dated = printed(day, claim("where", KIDAL)), printed("2024-01-01", DAY, id="b")
    for one, other in ((undated, dated), (dated, undated)):
        when = COMPARER.features(one, other)[0]
        assert when.weight == WEIGHTS.when[name], why


def test_a_weekday_that_nothing_anchors_is_a_bound() -> None:
    loose = When(interval("2023-11-10", "2023-11-30", 4), "weekday", "dct")
    assert profile(claim("when", loose)).bounded
    assert not profile(claim("when", When(interval("2023-11-10"), "weekday", "dct"))).bounded


def test_a_camp_named_after_its_town_is_near_it() -> None:
    town = msgspec.structs.replace(point("Jabalia", 31.53, 34.48), kind="city")
    camp = msgspec.structs.replace(point("camp de Jabalia", 31.54, 34.50), kind="village")
    other = msgspec.structs.replace(point("Beit Lahia", 31.55, 34.50), kind="city")
    near = [compare(claim("where", town), claim("where", place)) for place in (camp, other)]
    assert [f.weight for f in near if f] == [WEIGHTS.where["near"], WEIGHTS.where["neighbours"]]


def test_what_is_denied_is_still_told_of_a_day_and_a_place() -> None:
    denied = profile(
        claim("when", when("2023-11-07"), status="denied"),
        claim("where", KIDAL, status="denied"),
        claim("attacker", ARMY, status="denied"),
    )
    assert denied.when == (interval("2023-11-07"),)
    assert denied.where == (KIDAL,)
    assert denied.attackers == ()
    doubtful = profile(claim("where", KIDAL), claim("where", GAO, status="denied"))
    assert doubtful.where == (KIDAL,)


def test_a_country_brings_two_towns_no_nearer() -> None:
    """A march in Gao against the coup in Niger is not the march in Niamey."""
    niamey = point("Niamey", 13.5, 2.1, country="NE")
    here, there = profile(claim("where", GAO), claim("where", NIGER)), profile(claim("where", niamey), id="b")
    [where] = [f for f in COMPARER.features(here, there) if f.name == "where"]
    assert where.weight == WEIGHTS.where["apart"]
    [where] = [f for f in COMPARER.features(profile(claim("where", NIGER)), there) if f.name == "where"]
    assert where.weight == WEIGHTS.where["same_country"]


def test_a_place_named_far_from_its_event_forbids_nothing() -> None:
    far = msgspec.structs.replace(claim("where", GAO), quote=Quote(900, 901, "x"))
    told = profile(claim("where", KIDAL), id="b")
    [where] = [f for f in COMPARER.features(profile(far), told) if f.name == "where"]
    assert where.weight == WEIGHTS.where["set_elsewhere"]
    near = profile(far, claim("where", NIGER))
    assert not near.set_there
    [where] = [f for f in COMPARER.features(near, told) if f.name == "where"]
    assert where.weight == WEIGHTS.where["apart_fine"]


def test_the_preferred_date_speaks_for_a_report() -> None:
    two = profile(DAY, claim("when", when("2023-12-07")))
    assert two.when == (interval("2023-11-07"),)


def test_total_is_prior_and_features() -> None:
    features = (Feature("a", 2.0, "x"), Feature("b", -0.5, "y"))
    assert COMPARER.total(features) == WEIGHTS.prior + 1.5


AGREE = [(toll(14), toll(14)), (toll(8, None), toll(14)), (toll(8, 15), toll(14)), (toll(0), toll(0, 3))]
CLASH = [(toll(14), toll(20)), (toll(8, 15), toll(16)), (toll(20, None), toll(14)), (toll(0), toll(1, None))]


@pytest.mark.parametrize(("a", "b", "hold"), [(*p, True) for p in AGREE] + [(*p, False) for p in CLASH])
def test_tolls_that_can_both_hold(a: Toll, b: Toll, hold: bool) -> None:
    assert tolls_agree(a, b) is hold
    assert tolls_agree(b, a) is hold


counts = st.integers(0, 50)


@given(counts, counts)
def test_two_open_tolls_always_hold(a: int, b: int) -> None:
    assert tolls_agree(toll(a, None), toll(b, None))


GROUPS = [
    (toll(40, 40, "killed", "soldiers"), toll(2), True, "a part is greater than the whole"),
    (toll(3, 3, "killed", "soldiers"), toll(5), False, "three soldiers of five"),
    (toll(3, 3, "killed", "soldiers"), toll(5, 5, "killed", "civilians"), False, "other people"),
    (toll(8, 8, "killed", "children"), toll(10, 10, "killed", "children"), True, "the same people"),
    (toll(1, None), toll(14), False, "an open count"),
]


@pytest.mark.parametrize(("a", "b", "clash", "why"), GROUPS, ids=lambda x: x if isinstance(x, str) else "")
def test_tolls_that_cannot_both_hold(a: Toll, b: Toll, clash: bool, why: str) -> None:
    assert tolls_clash(a, b) is clash, why
    assert tolls_clash(b, a) is clash, why


@given(st.permutations(range(len(FEATURES))), st.integers(0, 6), st.integers(0, 6))
def test_weighing_without_reasons_gives_the_same(order: list[int], first: int, second: int) -> None:
    claims = [FEATURES[n][0] for n in order]
    a, b = profile(*claims[:first], id="a"), profile(*claims[-second:], id="b")
    assert COMPARER.weigh(a, b) == pytest.approx(COMPARER.total(COMPARER.features(a, b)))
