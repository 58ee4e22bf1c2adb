"""The samples from file to ledger: what is read today as text, and the facts that must hold however it is read.

The text is a record, not a judgement: when a reading changes on purpose, run

    pytest tests/golden --update-golden

and read the diff of samples.txt before you commit it. The facts below it are judgements: they come from reading the
samples, never from running recoupe. One that does not hold is an `xfail` with its reason, strict, so that the day it
holds is noticed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from ledger_text import render

from recoupe.export.json import issues
from recoupe.language.kinds import load_kinds
from recoupe.language.registry import load_registry
from recoupe.link.linker import Linker
from recoupe.link.weights import load_weights
from recoupe.model.document import Document
from recoupe.model.event import Disagreement, Event
from recoupe.model.report import Report
from recoupe.model.spans import Quote
from recoupe.model.values import Toll
from recoupe.model.view import LedgerView

GOLDEN = Path(__file__).parent / "samples.txt"
TREE = load_registry().tree()
KATAEB = "kataeb-hezbollah"


def bug(what: str) -> pytest.MarkDecorator:
    return pytest.mark.xfail(strict=True, reason=what)


def test_the_ledger_of_the_samples_is_the_golden_one(samples: LedgerView, request: pytest.FixtureRequest) -> None:
    found = render(samples)
    if request.config.getoption("--update-golden"):
        GOLDEN.write_text(found, encoding="utf-8")
    known = GOLDEN.read_text(encoding="utf-8").splitlines() if GOLDEN.exists() else []
    assert found.splitlines() == known, "meant to change? pytest tests/golden --update-golden, then read the diff"


class Facts:
    """Look-ups in a ledger, by file name and by actor."""

    def __init__(self, view: LedgerView) -> None:
        self.view = view
        self.files = {d.id: d.path.rsplit("/", 1)[-1] for d in view.documents}
        self.reports = {r.id: r for reading in view.readings for r in reading.reports}

    def document(self, name: str) -> Document:
        return next(d for d in self.view.documents if self.files[d.id] == name)

    def told_by(self, event: Event) -> set[str]:
        return {self.files[d] for d in event.documents}

    def of(self, name: str) -> list[Report]:
        return [r for r in self.reports.values() if self.files[r.document] == name]

    def event_at(self, name: str, words: str) -> Event:
        """The event that a document tells with `words` as a trigger: the first such words of the text."""
        told = [(q.start, r.id) for r in self.of(name) for q in r.triggers if q.exact == words]
        assert told, f"{name}: no trigger «{words}»"
        return next(e for e in self.view.linked.events if min(told)[1] in e.reports)

    def hitting(self, actor: str, *kinds: str) -> list[Event]:
        return [e for e in self.view.linked.events if e.kind in kinds and any(t.id == actor for t in e.target)]

    def disagreements(self, event: Event, name: str) -> list[Disagreement]:
        return [d for d in self.view.linked.disagreements if d.event == event.id and d.property == name]

    def claimed(self, event: Event, kind: str, *files: str) -> set[tuple[int, int | None]]:
        """Totals of one kind of harm that the event's reports (of some files) claim."""
        return {
            (c.value.low, c.value.high)
            for r in (self.reports[i] for i in event.reports)
            for c in r.claims
            if isinstance(c.value, Toll) and c.value.kind == kind and not c.value.part
            if not files or self.files[r.document] in files
        }

    def answers(self, event: Event) -> set[str]:
        return {k.target for k in self.view.linked.links if k.source == event.id and k.type == "response_to"}


@pytest.fixture(scope="module")
def facts(samples: LedgerView) -> Facts:
    return Facts(samples)


# --- the promises


def quotes(view: LedgerView) -> Iterator[tuple[str, Quote]]:
    for reading in view.readings:
        for report in reading.reports:
            yield from ((report.document, q) for q in (*report.triggers, *(c.quote for c in report.claims)))
        found = (*reading.links, *reading.tallies, *reading.figures)
        yield from ((reading.document, item.quote) for item in found)
    yield from ((i.document, i.quote) for i in issues(view) if i.quote is not None)
    yield from ((d.id, d.dateline) for d in view.documents if d.dateline is not None)


def test_every_quote_slices_back_exactly(samples: LedgerView) -> None:
    texts = {d.id: d.text for d in samples.documents}
    found = list(quotes(samples))
    assert len(found) > 100
    assert [(d, q) for d, q in found if not q.exact or texts[d][q.start : q.end] != q.exact] == []


def test_every_sample_is_read(samples: LedgerView) -> None:
    assert samples.refusals == ()
    assert len(samples.documents) == len(samples.readings) == 15
    assert all(d.published is not None and d.published.interval.precision == 1 for d in samples.documents)


def test_sport_yields_no_report(facts: Facts) -> None:
    assert facts.of("sport-1.txt") == []


def test_furniture_is_dropped_with_a_reason(facts: Facts) -> None:
    page = facts.document("irak-2-frappes.html")
    assert "cookies" not in page.text
    assert "Identifiez-vous" not in page.text
    assert page.dropped
    assert all(d.reason for d in page.dropped)


# --- Iraq, 2019-2020


def test_the_strike_on_kataeb_hezbollah_is_one_event_told_by_several(facts: Facts) -> None:
    (strike,) = facts.hitting(KATAEB, "air_strike")
    assert {"irak-2-frappes.html", "irak-3-bilan.txt"} <= facts.told_by(strike)
    assert strike.when is not None
    assert strike.when.interval.start.isoformat() == strike.when.interval.end.isoformat() == "2019-12-29"
    assert {TREE.root(a.id) for a in strike.attacker} == {"state:US"}


def test_its_tolls_disagree(facts: Facts) -> None:
    (strike,) = facts.hitting(KATAEB, "air_strike")
    (dispute,) = facts.disagreements(strike, "toll.killed")
    assert {c.value.low for side in dispute.values for c in side.claims if isinstance(c.value, Toll)} == {19, 25}


def test_each_account_brings_its_own_toll_of_the_strike(facts: Facts) -> None:
    (strike,) = facts.hitting(KATAEB, "air_strike")
    assert {(19, None), (25, 25)} <= facts.claimed(strike, "killed", "irak-2-frappes.html")
    assert {(35, 35), (51, 51)} <= facts.claimed(strike, "wounded", "irak-2-frappes.html")


def test_the_strike_answers_the_attack_of_kirkuk(facts: Facts) -> None:
    (strike,) = facts.hitting(KATAEB, "air_strike")
    kirkuk = facts.event_at("irak-1-kirkouk.txt", "attaque")
    assert kirkuk.id in facts.answers(strike)
    assert {"irak-1-kirkouk.txt", "irak-2-frappes.html", "irak-3-bilan.txt"} <= facts.told_by(kirkuk)


def test_kirkuk_is_one_dead_and_some_wounded(facts: Facts) -> None:
    kirkuk = facts.event_at("irak-1-kirkouk.txt", "attaque")
    assert (kirkuk.kind, kirkuk.when and kirkuk.when.interval.start.isoformat()) == ("shelling", "2019-12-27")
    assert {t.kind: (t.low, t.high) for t in kirkuk.tolls} == {"killed": (1, 1), "wounded": (2, None)}


@bug("'manifestants ont été blessés' has no trigger of its own and goes to the guards' fire")
def test_the_embassy_is_attacked_by_a_crowd_without_deaths(facts: Facts) -> None:
    embassy = facts.event_at("irak-4-ambassade.txt", "ont attaqué")
    assert any(t.site == "embassy" or "mbassade" in t.name for t in embassy.target)
    assert {t.kind: (t.low, t.high) for t in embassy.tolls}.get("wounded") == (16, 25)


def test_the_strike_on_soleimani_is_one_event_of_the_united_states(facts: Facts) -> None:
    (strike,) = facts.hitting("qassem-soleimani", "air_strike")
    assert "irak-5-soleimani.txt" in facts.told_by(strike)
    assert {TREE.root(a.id) for a in strike.attacker} == {"state:US"}
    assert strike.grade == "confirmed"


def test_eight_died_in_the_convoy(facts: Facts) -> None:
    (strike,) = facts.hitting("qassem-soleimani", "air_strike")
    assert (8, 8) in facts.claimed(strike, "killed")


def test_one_who_died_in_an_attack_is_no_attacker(facts: Facts) -> None:
    attackers = {a.name for e in facts.view.linked.events for a in e.attacker}
    assert not any("Mouhandis" in name for name in attackers)


def test_three_rocket_attacks_hurt_nobody(facts: Facts) -> None:
    attacks = facts.event_at("irak-6-roquettes.txt", "attaques")
    assert attacks.kind == "shelling"
    assert {t.kind: (t.low, t.high) for t in attacks.tolls} == {"killed": (0, 0), "wounded": (0, 0)}
    (report,) = [r for r in facts.of("irak-6-roquettes.txt") if r.id in attacks.reports]
    assert report.count == 3


def test_operations_are_suspended_and_resumed(facts: Facts) -> None:
    assert "suspend" in {r.kind for r in facts.of("irak-6-roquettes.txt")}
    assert "resume" in {r.kind for r in facts.of("irak-9-reprise.txt")}


def test_the_missiles_of_iran_answer_the_strike_on_soleimani(facts: Facts) -> None:
    (strike,) = facts.hitting("qassem-soleimani", "air_strike")
    missiles = facts.event_at("irak-7-missiles.txt", "a tiré")
    assert missiles.kind == "shelling"
    assert strike.id in facts.answers(missiles)
    assert facts.told_by(missiles) == {"irak-7-missiles.txt", "irak-8-missiles-depeche.txt"}
    assert {TREE.root(a.id) for a in missiles.attacker} == {"state:IR"}


def test_the_missiles_killed_nobody_or_eighty(facts: Facts) -> None:
    missiles = facts.event_at("irak-7-missiles.txt", "a tiré")
    (dispute,) = facts.disagreements(missiles, "toll.killed")
    assert {c.value.low for side in dispute.values for c in side.claims if isinstance(c.value, Toll)} == {0, 80}


def test_a_running_total_is_a_tally_and_no_event(facts: Facts) -> None:
    (tally,) = [t for reading in facts.view.readings for t in reading.tallies]
    assert (facts.files[tally.document], tally.number, tally.scope) == ("irak-9-reprise.txt", 13, ("IQ",))
    assert "13" not in {q.exact.split()[0] for r in facts.of("irak-9-reprise.txt") for q in r.triggers}


# --- Karabakh, 2020


def test_the_copy_is_marked(facts: Facts) -> None:
    first, copy = facts.document("karabakh-1-gandja.txt"), facts.document("karabakh-2-gandja-copie.txt")
    assert copy.copy_of == first.id
    assert {d.copy_of for d in facts.view.documents} == {None, first.id}


def test_the_copy_counts_as_no_further_source(facts: Facts) -> None:
    """Every event of the copy has as many independent sources as without the copy."""
    copy = facts.document("karabakh-2-gandja-copie.txt")
    others = [reading for reading in facts.view.readings if reading.document != copy.id]
    linker = Linker(load_weights(), TREE, load_kinds())
    alone = linker.link(others, [d for d in facts.view.documents if d.id != copy.id])
    counts = {frozenset(e.reports): e.independent_sources for e in alone.events}
    for event in facts.view.linked.events:
        rest = frozenset(r for r in event.reports if facts.reports[r].document != copy.id)
        if rest and copy.id in event.documents:
            assert event.independent_sources == counts[rest], event.title


def test_a_copy_tells_no_event_of_its_own(facts: Facts) -> None:
    alone = [e.title for e in facts.view.linked.events if facts.told_by(e) == {"karabakh-2-gandja-copie.txt"}]
    assert alone == []


def test_whoever_is_accused_and_denies_is_contested(facts: Facts) -> None:
    ganja = facts.event_at("karabakh-1-gandja.txt", "tir")
    assert {TREE.root(a.id) for a in ganja.attacker} <= {"state:AM"}
    assert ganja.grade == "contested"


def test_shelling_of_stepanakert_is_another_event_than_ganja(facts: Facts) -> None:
    ganja = facts.event_at("karabakh-1-gandja.txt", "tir")
    stepanakert = facts.event_at("karabakh-1-gandja.txt", "avait été bombardée")
    assert ganja.id != stepanakert.id
    assert {TREE.root(a.id) for a in stepanakert.attacker} == {"state:AZ"}


def test_ganja_is_one_event_whose_toll_rises(facts: Facts) -> None:
    ganja = facts.event_at("karabakh-1-gandja.txt", "tir")
    assert "karabakh-3-gandja-bilan.txt" in facts.told_by(ganja)
    assert {(13, 13), (15, 15), (18, 18)} <= facts.claimed(ganja, "killed")


def test_barda_and_the_maternity_are_two_events(facts: Facts) -> None:
    barda = facts.event_at("karabakh-4-barda.txt", "bombardement")
    maternity = facts.event_at("karabakh-4-barda.txt", "a été touchée")
    assert barda.id != maternity.id
    assert [(t.kind, t.low) for t in maternity.tolls if t.kind == "killed"] == [("killed", 0)]


def test_choucha_is_captured(facts: Facts) -> None:
    assert "capture" in {r.kind for r in facts.of("karabakh-5-fin.txt")}


def test_the_helicopter_is_shot_down_by_azerbaijan_with_two_dead(facts: Facts) -> None:
    shot_down = facts.event_at("karabakh-5-fin.txt", "avait été abattu")
    assert shot_down.kind == "interception"
    assert {TREE.root(a.id) for a in shot_down.attacker} <= {"state:AZ"}
    assert facts.claimed(shot_down, "killed") == {(2, 2)}


# --- what the samples do not say


def test_outlets_are_names_of_outlets(samples: LedgerView) -> None:
    outlets = {d.outlet for d in samples.documents if d.outlet is not None}
    known = {
        "La Dépêche du Tigre",
        "Agence du Tigre",
        "Le Fil de Mossoul",
        "Transcaucasie Presse",
        "Le Quotidien des Alpes",
    }
    assert outlets <= known


def test_the_order_of_the_readings_changes_no_event(samples: LedgerView) -> None:
    linker = Linker(load_weights(), TREE, load_kinds())
    again = linker.link(tuple(reversed(samples.readings)), tuple(reversed(samples.documents)))
    assert msgspec.json.encode(again) == msgspec.json.encode(samples.linked)
