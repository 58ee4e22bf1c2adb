"""What dates and places an event, and what only stands in its sentence: read by the whole house."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from recoupe.model.report import DocumentReading, When
from recoupe.model.values import Place

Read = Callable[[str], DocumentReading]


def told(reading: DocumentReading, trigger: str) -> tuple[set[str], set[str]]:
    """Start days and names of places of the report that a word triggers."""
    report = next(r for r in reading.reports if any(trigger in t.exact for t in r.triggers))
    whens = {c.value.interval.start.isoformat() for c in report.claims if isinstance(c.value, When)}
    wheres = {c.value.name for c in report.claims if isinstance(c.value, Place)}
    return whens, wheres


WHEN = [
    # (text, trigger, days): the event's own day
    ("L'attaque du camp a eu lieu samedi près de Gao.", "attaque", {"2023-11-04"}),
    ("Une bombe a tué lundi deux soldats à Gao.", "tué", {"2023-11-06"}),
    ("Des hommes armés ont attaqué lundi le village, tuant dix habitants.", "tuant", {"2023-11-06"}),
    ("L'armée a mené samedi 4 novembre au soir des frappes contre Gao.", "frappes", {"2023-11-04"}),
    (
        "Les habitants parlent encore de l'attaque de Gao en mars 2020, qui a tué dix soldats.",
        "attaque",
        {"2020-03-01"},
    ),
    # A relative clause goes on with the story, or names the day that the words before it told.
    (
        "Des soldats ont débarqué lundi près d'un hôpital de Gao, où ils ont capturé cinq hommes.",
        "capturé",
        {"2023-11-06"},
    ),
    (
        "L'armée a fermé les routes depuis le 3 novembre, jour où des rebelles ont attaqué un camp de l'armée à Gao.",
        "attaqué",
        {"2023-11-03"},
    ),
    (
        "L'armée a fermé les routes depuis le 3 novembre et des rebelles ont attaqué un camp de l'armée à Gao.",
        "attaqué",
        set(),
    ),
    # The day of words that come back to an attack is not the attack's; a day before a noun is not the noun's.
    ("Le groupe a revendiqué lundi l'attaque du camp de Gao.", "attaque", set()),
    ("L'armée a reconnu lundi une frappe sur un marché de Gao.", "frappe", set()),
    ("L'armée a annoncé lundi une frappe sur un marché de Gao.", "frappe", {"2023-11-06"}),
    ("Le maire attribue lundi cette attaque, survenue samedi à Gao, aux rebelles.", "attaque", {"2023-11-04"}),
    (
        "Le président a suspendu à compter de lundi les vols vers Gao après une attaque.",
        "suspendu",
        {"2023-11-06"},
    ),
    # Of two days the nearer one.
    ("Dimanche la ville était calme ; les rebelles se sont emparés lundi de Gao.", "emparés", {"2023-11-06"}),
    (
        "Samedi, la ville de Gao a connu l'horreur : les bombardements ont tué deux civils.",
        "bombardements",
        {"2023-11-04"},
    ),
    ("Le président a suspendu dès le 3 novembre les vols vers Gao après une attaque.", "suspendu", {"2023-11-03"}),
    (
        "Une bombe a tué lundi dix soldats à Gao, le pire bilan depuis l'attaque du 3 mai 2020 à Kidal, qui avait fait"
        " vingt morts.",
        "tué",
        {"2023-11-06"},
    ),
    # What a weapon did that day is the event; what somebody did that day is not.
    ("Dix civils sont morts à Gao sous les bombes qui se sont abattues lundi sur le marché.", "morts", {"2023-11-06"}),
    ("Dix civils de Gao sont morts dans un raid avec le maire, qui avait été élu lundi.", "morts", set()),
    # A town is lost on the day since which it is held, an attack is not made on the day since which it goes on.
    ("Les rebelles occupent depuis lundi la ville de Gao et ont tué dix soldats.", "occupent", {"2023-11-06"}),
    # Dates of somebody's life are not those of what befell them.
    ("Né en 1997 à Gao, ce soldat a été abattu par des rebelles lors d'une attaque.", "abattu", set()),
    ("Né à Gao, ce soldat a été abattu lundi par des rebelles lors d'une attaque.", "abattu", {"2023-11-06"}),
    # Whoever will be judged was arrested before.
    ("Les rebelles ont attaqué Gao. Un homme arrêté lundi à Gao sera jugé pour l'attaque.", "arrêté", {"2023-11-06"}),
    ("Les rebelles attaquent depuis lundi la ville de Gao.", "attaquent", set()),
    # Said on a day that another day of the sentence tells apart, or of how things stand: no day of the event.
    (
        "Les rebelles ont affirmé lundi avoir tué dix soldats à Gao, en forçant un convoi parti samedi à se rendre.",
        "avoir tué",
        set(),
    ),
    ("Un drone a été abattu à Gao par des rebelles, a annoncé lundi l'armée.", "abattu", {"2023-11-06"}),
    # A curfew's hours are those of any day, and what begins on a day did not happen before it.
    (
        "Après l'attaque de Gao, qui a tué dix soldats, le gouverneur a imposé un couvre-feu de 21 h à 5 h.",
        "attaque",
        set(),
    ),
    # What is told as done was not done after the day of writing.
    (
        "Les rebelles ont attaqué mardi un camp à Gao. Ils ont exigé le retrait de l'armée sous douze mois.",
        "exigé",
        {"2023-11-07"},
    ),
    # a verb that only mentions the event has days of its own
    ("La France rend lundi un hommage aux deux soldats tués à Gao.", "tués", set()),
    ("Le maire est revenu samedi sur les lieux de l'attaque de Gao, où dix soldats sont morts.", "attaque", set()),
    ("Aujourd'hui âgée de vingt ans, elle a été enlevée par les rebelles à Gao.", "enlevée", set()),
    ("Le chef rebelle, élu en 2015 par ses hommes, a été tué à Gao.", "tué", set()),
    ("Revendiquée lundi par les rebelles, l'attaque de Gao a fait dix morts.", "attaque", set()),
]


@pytest.mark.parametrize(("text", "trigger", "days"), WHEN, ids=[row[0][:40] for row in WHEN])
def test_a_time_goes_to_the_event_that_its_clause_tells(read: Read, text: str, trigger: str, days: set[str]) -> None:
    assert told(read(text), trigger)[0] == days


WHERE = [
    # How far a place lies from another one says where it lies.
    ("Une bombe a tué lundi dix soldats à Ménaka, à 250 km à l'est de Gao, au Mali.", "tué", {"Ménaka"}),
    ("Une bombe a tué lundi dix soldats à 30 km à l'est de Gao, au Mali.", "tué", {"Gao"}),
    ("Une bombe a tué lundi dix soldats à Ménaka, au Mali. Une mine a sauté près de Gao.", "sauté", {"Gao"}),
    ("Des hommes armés ont attaqué lundi des civils à Gao, au Mali.", "attaqué", {"Gao"}),
    # the place told at large serves only events without one of their own
    ("Un homme né à Mopti a été tué par une bombe à Gao.", "tué", {"Gao"}),
    ("Au Mali, une bombe a tué deux soldats à Gao.", "tué", {"Gao"}),
    ("Le convoi a sauté à Tessit, un village de la région de Gao, au Mali.", "sauté", {"Tessit"}),
]


@pytest.mark.parametrize(("text", "trigger", "names"), WHERE, ids=[row[0][:40] for row in WHERE])
def test_a_place_goes_to_the_event_that_its_clause_tells(read: Read, text: str, trigger: str, names: set[str]) -> None:
    assert told(read(text), trigger)[1] == names
