"""Who did it, where the words that tell it are someone's: the builder over the whole house."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from recoupe.model.report import DocumentReading
from recoupe.model.values import Actor

Read = Callable[[str], DocumentReading]


def attackers(reading: DocumentReading) -> list[tuple[str, str]]:
    """(quote, status) of each attacker claim of the attacks told."""
    claims = [c for r in reading.reports for c in r.claims if c.property == "attacker"]
    assert all(isinstance(c.value, Actor) for c in claims)
    return [(c.quote.exact, c.status) for c in claims]


ATTACKERS = [
    ("L'armée malienne dit avoir frappé un camp à Kidal mardi.", [("armée malienne", "reported")]),
    ("Washington accuse la Russie d'avoir bombardé Kharkiv mardi.", [("Russie", "alleged")]),
    (
        "Les Gardiens de la Révolution ont tiré des missiles sur Erbil mardi.",
        [("Gardiens de la Révolution", "reported")],
    ),
    ("L'attaque de mardi à Kidal a été revendiquée par le groupe État islamique.", [("État islamique", "claimed")]),
    ("Trois soldats ont été tués mardi à Kidal.", []),
]


@pytest.mark.parametrize(("text", "expect"), ATTACKERS, ids=lambda x: x if isinstance(x, str) else "")
def test_attackers(read: Read, text: str, expect: list[tuple[str, str]]) -> None:
    found = attackers(read(text))
    assert len(found) == len(expect), found
    for (words, status), (part, wanted) in zip(found, expect, strict=True):
        assert part in words
        assert status == wanted


def test_who_accuses_did_not_do_it(read: Read) -> None:
    text = (
        "Une roquette a tué un soldat mardi dans un camp de l'armée à Gao. Paris accuse depuis des mois des milices "
        "pro-russes de viser les camps de l'armée."
    )
    assert not any("Paris" in words for words, _ in attackers(read(text)))


def test_every_quote_slices_back_and_ids_are_unique(read: Read) -> None:
    text = " ".join(text for text, _ in ATTACKERS)
    reading = read(text)
    quotes = [q for r in reading.reports for q in (*r.triggers, *(c.quote for c in r.claims))]
    assert quotes
    assert all(text[q.start : q.end] == q.exact for q in quotes)
    ids = [x.id for r in reading.reports for x in (r, *r.claims)]
    assert len(set(ids)) == len(ids)


def test_reports_stand_in_text_order(read: Read) -> None:
    reading = read("Mardi, un raid aérien a visé Kidal. Lundi, des roquettes sont tombées sur Gao.")
    starts = [min(t.start for t in r.triggers) for r in reading.reports]
    assert len(starts) == 2
    assert starts == sorted(starts)
