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


#: News of another day, so that what follows is told in passing.
NEWS = (
    "Des hommes armés ont tué deux gardes mardi à Kidal. Le maire a réuni son conseil. La ville a rouvert ses écoles. "
)


def test_how_long_it_lasted_makes_a_fight_an_event(read: Read) -> None:
    told = read(NEWS + "Le camp de Bourem a tenu après quatre jours d'affrontements près de Gao.")
    assert "armed_clash" in {r.kind for r in told.reports}
    told = read(NEWS + "Le camp de Bourem a tenu malgré des affrontements près de Gao.")
    assert "armed_clash" not in {r.kind for r in told.reports}


def test_an_attack_that_somebody_claims_happened(read: Read) -> None:
    told = read(NEWS + "L'enlèvement a été revendiqué par le Hezbollah.")
    assert len(told.reports) == 2
    told = read(NEWS + "L'enlèvement a effrayé les habitants.")
    assert len(told.reports) == 1


def test_what_is_done_besides_is_another_event(read: Read) -> None:
    told = read("L'aviation a bombardé un marché mardi à Kidal. L'aviation a également bombardé un pont.")
    assert [r.kind for r in told.reports] == ["air_strike", "air_strike"]
    told = read("L'aviation a bombardé un marché mardi à Kidal. Elle a également tué deux passants.")
    assert len(told.reports) == 1


def test_who_fires_what_falls_decides_the_kind(read: Read) -> None:
    told = read("Deux missiles tirés par un avion se sont abattus mardi sur une maison de Gao.")
    assert [r.kind for r in told.reports] == ["air_strike"]
    told = read("Deux missiles se sont abattus mardi sur une maison de Gao.")
    assert [r.kind for r in told.reports] == ["shelling"]


def test_a_shot_that_brings_down_is_no_attack_of_its_own(read: Read) -> None:
    told = read("Un hélicoptère de l'armée a été abattu mardi par un tir de missile près de Gao.")
    assert [r.kind for r in told.reports] == ["interception"]
    told = read("Un hélicoptère de l'armée a été abattu mardi près de Gao. Un tir de missile a tué trois civils.")
    assert [r.kind for r in told.reports] == ["interception", "shelling"]


def test_the_dead_of_a_fight_for_a_place_are_of_its_capture(read: Read) -> None:
    told = read("Les rebelles se sont emparés mardi d'un poste militaire de Gao, tuant dix soldats.")
    assert [r.kind for r in told.reports] == ["capture"]
    told = read("Les rebelles se sont emparés mardi de Gao. Dix soldats ont été tués mercredi à Kidal.")
    assert [r.kind for r in told.reports] == ["capture", "armed_attack"]


def test_what_is_done_to_somebody_happened_in_the_course_of_the_news(read: Read) -> None:
    told = read(NEWS + "Les rebelles ont incendié une école.")
    assert "destruction" in {r.kind for r in told.reports}
    told = read(NEWS + "Une école incendiée attend des volontaires.")
    assert "destruction" not in {r.kind for r in told.reports}


def test_what_somebody_used_to_demand_is_no_event(read: Read) -> None:
    told = read(NEWS + "Les soldats qui réclamaient leur solde ont manifesté mercredi.")
    assert "demand" not in {r.kind for r in told.reports}
    told = read(NEWS + "Les soldats ont réclamé mercredi leur solde au gouvernement malien.")
    assert "demand" in {r.kind for r in told.reports}


def test_what_a_strike_destroys_is_told_of_the_strike(read: Read) -> None:
    told = read("Une frappe a détruit un dépôt mardi à Gao.")
    assert [r.kind for r in told.reports] == ["air_strike"]
    told = read("Des miliciens ont incendié un dépôt mardi à Gao.")
    assert [r.kind for r in told.reports] == ["destruction"]
