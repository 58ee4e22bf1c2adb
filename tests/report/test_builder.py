"""Who did it, where the words that tell it are someone's: the builder over the whole house."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from recoupe.model.report import DocumentReading, When
from recoupe.model.values import Actor, Toll, Weapon

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


def tolls(reading: DocumentReading, kind: str) -> list[str]:
    """Quotes of the toll claims of the reports of one kind."""
    return [c.quote.exact for r in reading.reports if r.kind == kind for c in r.claims if c.property == "toll"]


def test_the_harm_that_is_answered_is_not_what_the_answer_did(read: Read) -> None:
    text = "L'Iran a tiré mardi des missiles sur une base à Erbil en représailles à la mort de Qassem Soleimani."
    assert tolls(read(text), "shelling") == []


def test_harm_told_alone_goes_to_the_attack_of_the_news_not_to_one_told_in_passing(read: Read) -> None:
    text = (
        "L'Iran a tiré mardi des missiles sur une base à Erbil, en représailles à la frappe qui a tué le général "
        "Qassem Soleimani vendredi à Bagdad. Les missiles se sont abattus sur la base avant l'aube. La télévision "
        "iranienne affirme que 80 soldats ont été tués."
    )
    assert any("80 soldats" in words for words in tolls(read(text), "shelling"))


def test_what_an_event_did_is_that_event(read: Read) -> None:
    text = "Quinze personnes sont mortes dans le tir de missile qui a frappé Gandja dans la nuit du 16 au 17 octobre."
    assert [r.kind for r in read(text).reports] == ["shelling"]


def test_a_denial_by_the_accused_is_a_claim_on_the_attacker(read: Read) -> None:
    text = (
        "Treize civils ont été tués samedi par un tir de missile sur Gandja. L'Azerbaïdjan accuse l'armée arménienne "
        "d'avoir tiré le missile. Le ministère arménien de la Défense a démenti toute frappe sur la ville."
    )
    denied = [(words, status) for words, status in attackers(read(text)) if status == "denied"]
    assert [("démenti toute frappe" in words) for words, _ in denied] == [True]


def test_a_denial_by_another_is_no_claim_on_the_attacker(read: Read) -> None:
    text = (
        "Treize civils ont été tués samedi par un tir de missile de l'armée arménienne sur Gandja. "
        "L'Azerbaïdjan a démenti toute frappe sur la ville."
    )
    assert all(status != "denied" for _, status in attackers(read(text)))


def test_a_second_in_command_counts_nobody(read: Read) -> None:
    text = "Abou Mahdi al-Mouhandis, numéro deux du Hachd al-Chaabi, est mort vendredi dans une frappe à Bagdad."
    found = [c.value for r in read(text).reports for c in r.claims if isinstance(c.value, Toll)]
    assert [(toll.kind, toll.low, toll.high) for toll in found] == [("killed", 1, None)]


def test_since_a_day_when_an_attack_happened_dates_the_attack(read: Read) -> None:
    text = (
        "La tension ne cesse de monter depuis fin mai 2023, lorsqu'une attaque attribuée aux rebelles a tué trois "
        "soldats à Kidal."
    )
    found = [c.value for r in read(text).reports for c in r.claims if isinstance(c.value, When)]
    assert [when.interval.start.isoformat() for when in found] == ["2023-05-21"]


CRASH = (
    "Cinq militaires sont morts lundi dans la collision accidentelle de deux hélicoptères de l'armée malienne à Gao. "
    "Les cinq soldats tués seront enterrés vendredi à Bamako. "
)


def test_the_dead_of_an_accident_were_not_attacked(read: Read) -> None:
    assert not read(CRASH).reports


def test_an_attack_told_beside_an_accident_is_one(read: Read) -> None:
    text = CRASH + "Dimanche, trois soldats avaient été tués par des jihadistes à Kidal."
    assert [r.kind for r in read(text).reports] == ["armed_attack"]


def test_troops_that_stand_somewhere_were_not_sent_there_now(read: Read) -> None:
    text = "L'armée a repris la ville de Kidal lundi. Quelque 500 soldats français sont déployés au Mali."
    assert "deploy" not in {r.kind for r in read(text).reports}
    text = "L'armée a repris la ville de Kidal lundi. La France a déployé mardi 500 soldats au Mali."
    assert "deploy" in {r.kind for r in read(text).reports}


def test_what_happened_in_another_age_is_history(read: Read) -> None:
    text = "Les rebelles ont attaqué Kidal lundi. En 1963, l'armée avait déjà bombardé la ville de Gao."
    assert [r.kind for r in read(text).reports] == ["armed_attack"]


def test_a_march_in_passing_is_not_the_news_of_another_page(read: Read) -> None:
    page = (
        "La chanteuse sort son troisième album vendredi. Elle y parle de son enfance, de ses voyages et de son père, "
        "qui lui a appris la guitare. Le disque a été enregistré en trois semaines dans une maison de campagne. "
        "Ses musiciens jouent ensemble depuis longtemps, dit-elle. Le public a pu entendre deux titres en avril. "
    )
    march = "Des milliers de personnes ont manifesté samedi à Lyon contre la réforme. "
    assert not read(page + march).reports
    assert [r.kind for r in read(march + page).reports] == ["protest"]


def weapons(reading: DocumentReading) -> list[str]:
    """Classes of the weapons of all attacks told."""
    claims = [c for r in reading.reports for c in r.claims if c.property == "weapon"]
    return [c.value.weapon_class for c in claims if isinstance(c.value, Weapon)]


WEAPONS = [
    ("Les attaques contre le camp ont commencé mardi à l'aide de drones.", ["drone"]),
    ("Un kamikaze s'est fait exploser mardi devant une école de Kaboul.", ["bomb"]),
    ("Une attaque a visé mardi un dépôt de missiles à Gao.", []),
    ("Une attaque a visé mardi un camp à Gao, où stationnent des blindés.", []),
]


@pytest.mark.parametrize(("text", "expect"), WEAPONS, ids=lambda x: x if isinstance(x, str) else "")
def test_means_beside_the_words_of_the_event(read: Read, text: str, expect: list[str]) -> None:
    assert weapons(read(text)) == expect


def test_a_count_told_again_is_one_toll_with_all_who_give_it(read: Read) -> None:
    text = (
        "Huit soldats ont été tués mardi à Gao dans une embuscade. L'état-major a confirmé que huit soldats avaient "
        "été tués dans cette embuscade."
    )
    report = next(r for r in read(text).reports if r.kind == "armed_clash")
    told = [c for c in report.claims if c.property == "toll"]
    assert [c.quote.exact for c in told] == ["Huit soldats ont été tués"]
    assert told[0].according_to


def test_a_group_told_without_a_number_is_left_to_its_count(read: Read) -> None:
    text = (
        "Des avions ont bombardé Kidal mardi, tuant plusieurs habitants, dont des enfants. Le bombardement a tué "
        "quatorze personnes, dont huit enfants, selon la mairie."
    )
    report = next(r for r in read(text).reports if r.kind == "air_strike")
    children = [c.quote.exact for c in report.claims if isinstance(c.value, Toll) and "children" in c.value.whose]
    assert children == ["huit enfants"]
    alone = read("Des avions ont bombardé Kidal mardi, tuant neuf habitants, dont des enfants.")
    [strike] = alone.reports
    assert "des enfants" in [c.quote.exact for c in strike.claims if c.property == "toll"]


def test_two_sources_that_count_alike_on_their_own_stay_two(read: Read) -> None:
    text = (
        "Huit soldats ont été tués mardi à Gao dans une embuscade, selon l'hôpital. "
        "Cette embuscade a tué huit soldats, selon la Croix-Rouge."
    )
    report = next(r for r in read(text).reports if r.kind == "armed_clash")
    assert len([c for c in report.claims if c.property == "toll"]) == 2


def test_two_named_dead_are_two(read: Read) -> None:
    text = "La frappe de mardi à Bagdad a tué Ali Hassan. La frappe a également tué Omar Saleh."
    named = [c.quote.exact for r in read(text).reports for c in r.claims if c.property == "toll"]
    assert len(named) == 2
