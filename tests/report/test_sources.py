"""Who says so, and the status that gives."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from recoupe.model.report import DocumentReading

Read = Callable[[str], DocumentReading]

#: Text, status of its only report, and a word of each source in order.
STATUS = [
    ("Mardi, une frappe aérienne a touché le marché de Kidal.", "reported", []),
    ("Selon l'ONU, une frappe aérienne a touché le marché de Kidal mardi.", "claimed", ["Nations unies"]),
    ("Une frappe aérienne aurait touché le marché de Kidal mardi.", "claimed", []),
    ("L'armée malienne a annoncé avoir bombardé Kidal mardi.", "announced", ["armée"]),
    ("L'armée malienne a confirmé avoir bombardé Kidal mardi.", "confirmed", ["armée"]),
    ("Une frappe a tué six civils mardi à Kidal, a indiqué un élu local à l'AFP.", "claimed", ["élu"]),
]


@pytest.mark.parametrize(("text", "status", "sources"), STATUS, ids=lambda x: x if isinstance(x, str) else "")
def test_status_of_a_report(read: Read, text: str, status: str, sources: list[str]) -> None:
    [report] = read(text).reports
    assert report.status == status
    said = [" ".join(filter(None, (s.name, s.org, s.role))) for s in report.according_to]
    assert len(said) == len(sources)
    assert all(word in words for word, words in zip(sources, said, strict=True)), said


def test_a_claim_has_the_speaker_of_its_own_words(read: Read) -> None:
    text = "Mardi, une frappe aérienne a touché le marché de Kidal. La frappe a tué six civils, selon la Croix-Rouge."
    [report] = read(text).reports
    by_property = {c.property: c for c in report.claims}
    assert by_property["where"].according_to == ()
    assert by_property["where"].status == "reported"
    [source] = by_property["toll"].according_to
    assert "Croix-Rouge" in str(source.org)
    assert by_property["toll"].status == "claimed"


def test_one_speaker_named_twice_is_one_source(read: Read) -> None:
    text = (
        "Selon le ministère de la Défense, une frappe a touché Kidal mardi. La frappe a tué six civils, "
        "a précisé le ministère de la Défense."
    )
    [report] = read(text).reports
    assert len(report.according_to) == 1


def test_who_a_pronoun_speaks_of_does_not_count_twice(read: Read) -> None:
    text = (
        "Le porte-parole de l'armée malienne a annoncé mardi avoir frappé Kidal. Il a ajouté que six civils étaient "
        "morts."
    )
    [report] = read(text).reports
    assert len(report.according_to) == 1
