"""Grades after Airwars, and what counts as an independent source."""

from __future__ import annotations

import msgspec
import pytest
from recoupe_fakes import make_document
from values import claim, report, toll

from recoupe.link.grade import grade, independent_sources, source_key
from recoupe.model.document import Document
from recoupe.model.event import Disagreement
from recoupe.model.report import Report
from recoupe.model.values import Source

WIRE = Source(org="AFP", org_id="afp")


def documents(**fields: dict[str, str]) -> dict[str, Document]:
    """Documents by id with the given outlet, copy ..."""
    return {
        name: msgspec.structs.replace(make_document(name), id=name, **more)  # type: ignore[arg-type]
        for name, more in fields.items()
    }


def told_in(document: str, *sources: Source) -> Report:
    return msgspec.structs.replace(report(f"r-{document}", document=document), according_to=sources)


def test_one_wire_in_three_papers_is_one_source() -> None:
    papers = documents(a={"outlet": "Le Phare"}, b={"outlet": "La Gazette"}, c={"outlet": "L'Écho"})
    assert independent_sources([told_in(d, WIRE) for d in papers], papers) == 1


def test_outlets_that_name_nobody_stand_for_themselves() -> None:
    papers = documents(a={"outlet": "Le Phare"}, b={"outlet": "La Gazette"}, c={"outlet": "le phare"})
    assert independent_sources([told_in(d) for d in papers], papers) == 2


def test_copies_of_one_text_are_one_source() -> None:
    papers = documents(a={}, b={"copy_of": "a"}, c={"copy_of": "a"})
    assert independent_sources([told_in(d) for d in papers], papers) == 1


def test_a_copy_in_another_paper_speaks_for_the_paper_it_copies() -> None:
    papers = documents(a={"outlet": "Le Phare"}, b={"outlet": "La Gazette", "copy_of": "a"}, c={"outlet": "Le Phare"})
    assert independent_sources([told_in(d) for d in papers], papers) == 1
    assert independent_sources([told_in("b")], {"b": papers["b"]}) == 1


def test_who_speaks_of_a_claim_counts_as_much_as_who_speaks_of_the_event() -> None:
    one = report(
        "r1", claim("toll", toll(3), said_by="mairie"), claim("toll", toll(4), said_by="hôpital"), said_by="ONU"
    )
    assert independent_sources([one], documents()) == 3


def test_an_unknown_document_is_a_source_of_its_own() -> None:
    assert independent_sources([told_in("a"), told_in("b")], {}) == 2


KEYS = [
    (Source(org="AFP", org_id="afp"), Source(org="Agence France-Presse", org_id="afp", via="Le Phare"), True),
    (Source(org="ministère", role="porte-parole"), Source(org="Ministère", name="Awa Diallo"), True),
    (Source(name="Awa Diallo"), Source(name="awa diallo", role="maire"), True),
    (Source(role="témoin"), Source(role="médecin"), False),
    (Source(org="ONU"), Source(org="AFP"), False),
]


@pytest.mark.parametrize(("a", "b", "same"), KEYS)
def test_source_keys(a: Source, b: Source, same: bool) -> None:
    assert (source_key(a) == source_key(b)) is same


def test_who_is_not_described_at_all_is_no_source() -> None:
    assert source_key(Source(anonymous=True)) is None


def dispute(prop: str) -> Disagreement:
    return Disagreement("event:x", prop, (), False)


GRADES = [
    ([report("a")], 1, [], "weak"),
    ([report("a"), report("b")], 2, [], "fair"),
    ([report("a", status="announced")], 1, [], "confirmed"),
    ([report("a"), report("b", status="confirmed")], 2, [], "confirmed"),
    ([report("a", status="claimed")], 1, [], "weak"),
    ([report("a", status="announced"), report("b")], 2, [dispute("attacker")], "contested"),
    ([report("a"), report("b")], 2, [dispute("status")], "contested"),
    ([report("a"), report("b")], 2, [dispute("toll.killed"), dispute("when")], "fair"),
]


@pytest.mark.parametrize(("reports", "sources", "disputes", "level"), GRADES)
def test_grades(reports: list[Report], sources: int, disputes: list[Disagreement], level: str) -> None:
    given, reason = grade(reports, sources, disputes)
    assert given == level
    assert reason
