"""A ledger linked as it came, article by article, is the ledger linked at once: to the last id, reason and weight."""

from __future__ import annotations

import random

import hypothesis.strategies as st
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from recoupe_fakes import make_document
from values import ARMY, GAO, KIDAL, MALI, REBELS, claim, interval, report, toll, when

from recoupe.language.kinds import load_kinds
from recoupe.link import blocking
from recoupe.link.linker import Linker
from recoupe.link.memory import Memory
from recoupe.link.weights import load_weights
from recoupe.model.actors import ActorTree
from recoupe.model.document import Document
from recoupe.model.event import LinkedLedger
from recoupe.model.report import DocumentReading, Report, ReportLink
from recoupe.model.rulings import NO_RULINGS, Rulings, SetValue, Verdict
from recoupe.model.spans import Quote

LINKER = Linker(load_weights(), ActorTree(), load_kinds())
KINDS = ("air_strike", "shelling", "armed_attack", "abduction", "release")
LINKS = ("response_to", "part_of", "update_of")
Article = tuple[DocumentReading, Document]


class World:
    """Articles on the war of one week, and decisions on their reports: much alike, so that everything is in doubt. The
    same seed gives the same articles.
    """

    def __init__(self, seed: int, articles: int) -> None:
        self._draw = random.Random(seed)
        self.articles = [self.article(n) for n in range(articles)]

    def article(self, number: int) -> Article:
        """Article number `number`, another one at each call."""
        draw, key = self._draw, f"doc:{number}"
        reports = tuple(self._report(f"{number}.{n}", key) for n in range(draw.choice((0, 1, 1, 2, 3))))
        links = ()
        if len(reports) > 1:
            links = (ReportLink(draw.choice(LINKS), reports[1].id, reports[0].id, Quote(0, 2, "en"), key),)  # type: ignore[arg-type]
        made = msgspec.structs.replace(make_document(key), id=key, outlet=f"outlet {draw.randrange(5)}")
        published = msgspec.structs.replace(made.published, interval=interval(f"2023-11-{draw.randint(6, 10):02}"))
        copied = f"doc:{draw.randrange(12)}" if draw.random() < 0.1 else None
        printed = published if draw.random() < 0.8 else None
        return (
            DocumentReading(key, reports, links, (), ()),
            msgspec.structs.replace(made, published=printed, copy_of=copied if copied != key else None),
        )

    def _report(self, id: str, document: str) -> Report:
        draw = self._draw
        day = when(f"2023-11-{draw.randint(5, 8):02}")
        claims = [claim("when", day)] if draw.random() < 0.7 else []
        claims += [claim("where", draw.choice((KIDAL, KIDAL, GAO, MALI)))] if draw.random() < 0.9 else []
        claims += [claim("attacker", draw.choice((ARMY, REBELS)))] if draw.random() < 0.6 else []
        claims += [claim("target", draw.choice((ARMY, REBELS)))] if draw.random() < 0.6 else []
        claims += [claim("toll", toll(draw.choice((3, 14, 15))))] if draw.random() < 0.5 else []
        words = tuple(sorted(draw.sample([f"mot{n}" for n in range(12)], draw.randrange(4))))
        return report(id, *claims, document=document, kind=draw.choice(KINDS), words=words)

    def rulings(self, articles: list[Article]) -> Rulings:
        """Decisions on some reports of these articles, and on one that nobody reads any more."""
        draw = self._draw
        reports = [*sorted(r.id for told, _ in articles for r in told.reports), "gone"]
        draw.shuffle(reports)
        joined, parted = reports[:5], reports[5:11]
        same = (tuple(sorted(joined[:2])), tuple(sorted(joined[2:])))
        pairs = zip(parted[::2], parted[1::2], strict=False)
        return Rulings(
            same=tuple(group for group in same if len(group) > 1),
            different=tuple(sorted((min(p), max(p)) for p in pairs)),
            values=tuple(SetValue(r, "kind", '"shelling"', f"j:{r}", "me") for r in draw.sample(reports, 1)),
            verdicts=tuple(Verdict(r, (), draw.random() < 0.5, f"v:{r}", "me", "why") for r in draw.sample(reports, 1)),
        )


def at_once(articles: list[Article], rulings: Rulings = NO_RULINGS) -> LinkedLedger:
    return LINKER.link([r for r, _ in articles], [d for _, d in articles], rulings)


def add(memory: Memory, articles: list[Article], rulings: Rulings | None = None) -> LinkedLedger:
    return memory.update([r for r, _ in articles], [d for _, d in articles], rulings=rulings)


def same(one: LinkedLedger, other: LinkedLedger) -> bool:
    return msgspec.json.encode(one) == msgspec.json.encode(other)


@pytest.fixture(params=[(40, 12), (4, 2), (3, 1)], ids=["blocks as they are", "small", "smaller"])
def sizes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks that count as large when few reports are in them: with large ones each example would take seconds."""
    monkeypatch.setattr(blocking, "_FULL", request.param[0])
    monkeypatch.setattr(blocking, "_WINDOW", request.param[1])


patient = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
seeds = st.integers(0, 2**32)


@pytest.mark.usefixtures("sizes")
@patient
@given(seeds, st.integers(1, 30), st.data())
def test_any_order_and_any_split(seed: int, number: int, data: st.DataObject) -> None:
    world, memory = World(seed, number), LINKER.memory()
    coming = data.draw(st.permutations(world.articles))
    split = sorted({*data.draw(st.lists(st.integers(0, number), max_size=6)), number})
    rulings = NO_RULINGS
    for start, end in zip([0, *split], split, strict=False):
        rulings = world.rulings(coming) if data.draw(st.booleans()) else rulings
        assert same(add(memory, coming[start:end], rulings), at_once(coming[:end], rulings))


@pytest.mark.usefixtures("sizes")
@patient
@given(seeds, st.integers(2, 25), st.data())
def test_articles_read_anew_and_taken_away(seed: int, number: int, data: st.DataObject) -> None:
    world, memory = World(seed, number), LINKER.memory()
    held = dict(enumerate(world.articles))
    add(memory, world.articles)
    for n in data.draw(st.lists(st.integers(0, number - 1), min_size=1, max_size=6)):
        if n in held and data.draw(st.booleans()):
            del held[n]
            linked = memory.update(gone=[f"doc:{n}"])
        else:
            held[n] = world.article(n)
            linked = add(memory, [held[n]])
        assert same(linked, at_once(list(held.values())))


@patient
@given(seeds, st.integers(1, 20), st.integers(0, 20))
def test_a_whole_ledger_in_place_of_another(seed: int, number: int, more: int) -> None:
    world, memory = World(seed, number + more), LINKER.memory()
    first, second = world.articles[:number], world.articles[more:]
    second = [world.article(n) if n % 3 == 0 else a for n, a in enumerate(second, more)]
    for articles in (first, second, second, first):
        rulings = world.rulings(articles)
        linked = memory.become([r for r, _ in articles], [d for _, d in articles], rulings)
        assert same(linked, at_once(articles, rulings))


@patient
@given(seeds, st.integers(4, 25))
def test_links_that_come_and_go_alone(seed: int, number: int) -> None:
    world, memory = World(seed, number), LINKER.memory()
    bare = [(msgspec.structs.replace(told, links=()), printed) for told, printed in world.articles]
    add(memory, bare)
    for n in range(number):
        assert same(add(memory, world.articles[n : n + 1]), at_once(world.articles[: n + 1] + bare[n + 1 :]))
    for n in range(number):
        assert same(add(memory, bare[n : n + 1]), at_once(bare[: n + 1] + world.articles[n + 1 :]))


def test_a_word_that_becomes_common_is_evidence_no_longer_for_those_who_told_it_before() -> None:
    def told(id: str) -> Article:
        claims = (claim("when", when("2023-11-07")), claim("where", MALI))
        made = report(id, *claims, kind="air_strike", words=("convoi",))
        return DocumentReading(f"doc:{id}", (made,), (), (), ()), msgspec.structs.replace(
            make_document(id), id=f"doc:{id}"
        )

    memory, articles = LINKER.memory(), [told(i) for i in "abcd"]
    few = add(memory, articles[:3])
    assert all("words: both say convoi (+0.7)" in p.reasons for p in few.proposals)
    assert few.proposals
    many = add(memory, articles[3:])
    assert not [reason for p in many.proposals for reason in p.reasons if reason.startswith("words")]


def test_one_more_article_leaves_the_rest_alone() -> None:
    """What is told of another week is not made again: it is the same object."""
    world, memory = World(3, 12), LINKER.memory()
    before = add(memory, world.articles)
    far = report("far", claim("when", when("2021-01-01")), claim("where", KIDAL))
    after = add(memory, [(DocumentReading("doc:far", (far,), (), (), ()), make_document("far"))])
    assert {id(e) for e in before.events} < {id(e) for e in after.events}
