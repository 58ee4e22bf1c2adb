"""Which sentences of a document are its events, and which tell one of them again: the builder over the whole house."""

from __future__ import annotations

from collections.abc import Callable

from recoupe.model.report import DocumentReading, When

Read = Callable[[str], DocumentReading]


def test_the_worst_attack_is_the_one_just_told(read: Read) -> None:
    text = (
        "Des jihadistes ont attaqué Kidal lundi, tuant dix soldats. Il s'agit de l'attaque la plus meurtrière du mois."
    )
    assert len(read(text).reports) == 1
    text = "Des jihadistes ont attaqué Kidal lundi, tuant dix soldats. Une attaque a fait deux morts à Gao mardi."
    assert len(read(text).reports) == 2


def test_what_is_burnt_in_an_attack_is_its_damage(read: Read) -> None:
    text = "Des inconnus ont attaqué puis incendié cinq camions mardi à Kidal."
    assert [r.kind for r in read(text).reports] == ["armed_attack"]
    text = "Des inconnus ont incendié cinq camions mardi à Kidal."
    assert [r.kind for r in read(text).reports] == ["destruction"]


def test_a_day_of_what_is_said_splits_no_event(read: Read) -> None:
    text = (
        "Le bilan du tir de missiles qui a frappé mercredi Kharkiv s'est alourdi : neuf personnes ont été tuées, ont "
        "indiqué vendredi les secours."
    )
    assert [r.kind for r in read(text).reports] == ["shelling"]


def test_since_an_attack_with_a_date_the_attack_has_it(read: Read) -> None:
    text = "L'armée n'a plus repris la ville de Kidal depuis l'attentat du 29 octobre 2022, qui avait tué 12 soldats."
    found = [c.value for r in read(text).reports for c in r.claims if isinstance(c.value, When)]
    assert "2022-10-29" in [when.interval.start.isoformat() for when in found]


def test_an_explosion_gives_way_to_the_means(read: Read) -> None:
    text = "Un bombardement a tué quatre civils mardi à Kharkiv. Ces tirs de roquettes ont visé un marché."
    assert {r.kind for r in read(text).reports} == {"shelling"}


def test_those_without_planes_raid_on_the_ground(read: Read) -> None:
    assert [r.kind for r in read("Un raid des jihadistes a fait dix morts mardi à Kidal.").reports] == ["armed_attack"]
    assert [r.kind for r in read("Un raid israélien a fait dix morts mardi à Gaza.").reports] == ["air_strike"]
    bombed = read("Des rebelles ont bombardé la ville de Kidal mardi.")
    assert [r.kind for r in bombed.reports] == ["shelling"]


def test_marches_known_already_are_not_the_news_of_another_page(read: Read) -> None:
    page = (
        "Le parti veut transformer les manifestations de juin en votes, dit sa présidente, qui présente mardi son "
        "programme pour les écoles, les hôpitaux et les transports de la ville devant ses partisans et ses élus. "
        "Elle promet aussi de baisser les impôts des petites entreprises et de planter mille arbres avant l'hiver. "
    )
    assert not read(page).reports


def test_a_word_of_a_name_tells_nothing(read: Read) -> None:
    text = "Le chef de l'Organisation de libération de la Palestine a dénoncé mardi une attaque contre Gaza."
    assert {r.kind for r in read(text).reports} <= {"condemn", "armed_attack"}
    text = "La libération de Gao par l'armée malienne a été annoncée mardi."
    assert [r.kind for r in read(text).reports] == ["capture"]
