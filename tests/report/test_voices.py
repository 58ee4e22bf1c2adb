"""Who is heard on an event: speakers of sentences that do not name it, and what they make of its status."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from recoupe.model.report import DocumentReading, Report

Read = Callable[[str], DocumentReading]


def of_kind(reading: DocumentReading, kind: str) -> Report:
    return next(r for r in reading.reports if r.kind == kind)


def said(report: Report) -> str:
    return " ".join(" ".join(filter(None, (s.name, s.role, s.org))) for s in report.according_to)


STRIKE = "Mardi, une frappe aérienne a touché le marché de Kidal. "

HEARD = [
    ("« Huit civils sont morts », a déclaré le maire Ali Touré.", "Ali Touré", True),
    ("Trois missiles ont été vus dans le ciel, a raconté un berger.", "berger", True),
    ("L'armée compte dix blessés parmi ses soldats.", "armée", True),
    ("Deux bombes sont tombées, a constaté un photographe de l'AFP.", "photographe", False),
    ("L'opposition a promis des sanctions contre les soldats coupables.", "opposition", False),
    ("Plus de 40 attaques ont visé la ville depuis janvier, selon l'ONU.", "Nations unies", False),
]


@pytest.mark.parametrize(("sentence", "who", "heard"), HEARD)
def test_who_tells_more_of_a_strike(read: Read, sentence: str, who: str, heard: bool) -> None:
    report = of_kind(read(STRIKE + sentence), "air_strike")
    assert (who.lower() in said(report).lower()) is heard, report.according_to


STATUS = [
    (
        "Une bombe a explosé mardi au marché de Gao. Le groupe État islamique a revendiqué l'attentat.",
        "bombing",
        "announced",
        "whoever claims the attack of the news says that it did it",
    ),
    (
        "Une bombe a explosé mardi au marché de Gao. L'attentat n'a pas été revendiqué.",
        "bombing",
        "reported",
        "nobody claims it",
    ),
    (
        "Des drones de l'armée malienne ont tué mardi six civils à Kidal, selon des habitants. "
        "L'armée malienne a reconnu avoir mené ces frappes.",
        "air_strike",
        "confirmed",
        "what others said and the doer admits",
    ),
    (
        "L'armée malienne a annoncé avoir bombardé Kidal mardi. Un élu a confirmé ce bombardement.",
        "air_strike",
        "announced",
        "what the doer said first stays its announcement",
    ),
    (
        "Selon un dernier bilan de la police, une frappe aérienne a tué six civils mardi à Kidal.",
        "air_strike",
        "reported",
        "a count takes the attack for granted",
    ),
    (
        "L'armée malienne a annoncé avoir arrêté dix hommes après l'attaque qui a tué trois soldats lundi à Gao.",
        "armed_attack",
        "reported",
        "what a statement only recalls",
    ),
    (
        "L'armée malienne a annoncé mardi que ses drones auraient frappé un camp près de Kidal.",
        "air_strike",
        "claimed",
        "the conditional of hearsay lowers an announcement",
    ),
    (
        "Une frappe aérienne a touché Kidal mardi, tuant six civils selon la Croix-Rouge.",
        "air_strike",
        "reported",
        "a selon without a comma holds in its own clause",
    ),
]


@pytest.mark.parametrize(("text", "kind", "status", "why"), STATUS, ids=lambda x: x if isinstance(x, str) else "")
def test_status_by_who_says_it(read: Read, text: str, kind: str, status: str, why: str) -> None:
    assert of_kind(read(text), kind).status == status, why


def test_who_condemns_is_no_source_of_it(read: Read) -> None:
    text = STRIKE + "La Russie a condamné cette frappe."
    condemned = of_kind(read(text), "condemn")
    assert condemned.according_to == ()
    assert condemned.status == "reported"


def test_who_claims_the_attack_is_heard_on_it(read: Read) -> None:
    text = "Une bombe a explosé mardi au marché de Gao. L'attentat a été revendiqué par le groupe État islamique."
    assert "État islamique" in said(of_kind(read(text), "bombing"))


def test_a_politician_who_tells_nothing_of_the_attack_is_not_heard_on_it(read: Read) -> None:
    tells = STRIKE + "Le président Ali Sow a affirmé que les secours cherchaient encore dix soldats dans les décombres."
    praises = STRIKE + "Le président Ali Sow a affirmé que le pays soutenait la paix et ses troupes."
    assert "Ali Sow" in said(of_kind(read(tells), "air_strike"))
    assert "Ali Sow" not in said(of_kind(read(praises), "air_strike"))


def test_two_deeds_of_one_statement_are_both_announced(read: Read) -> None:
    text = "L'armée malienne affirme avoir capturé lundi dix combattants près de Gao et être entrée mardi dans Kidal."
    assert {r.kind: r.status for r in read(text).reports} == {"arrest": "announced", "capture": "announced"}


def test_who_accuses_is_heard_on_the_attack_of_the_news(read: Read) -> None:
    text = "Une bombe a explosé mardi au marché de Gao. "
    blames = text + "Le maire Ali Touré montre du doigt le groupe État islamique."
    praises = text + "Le maire Ali Touré salue le courage des secours."
    assert "Ali Touré" in said(of_kind(read(blames), "bombing"))
    assert "Ali Touré" not in said(of_kind(read(praises), "bombing"))


def test_an_army_announces_what_it_says_was_shot_down(read: Read) -> None:
    army = "Deux roquettes ont été interceptées lundi au-dessus de Gao, selon l'armée malienne."
    passer_by = "Deux roquettes ont été interceptées lundi au-dessus de Gao, selon un berger."
    assert of_kind(read(army), "interception").status == "announced"
    assert of_kind(read(passer_by), "interception").status == "claimed"


def test_a_second_infinitive_is_the_speaker_s_deed_as_well(read: Read) -> None:
    text = "Le groupe État islamique a annoncé mardi avoir abattu un avion près de Gao et fait prisonnier son pilote."
    assert {r.kind: r.status for r in read(text).reports}["arrest"] == "announced"


def test_the_other_side_can_confirm_in_a_sentence_of_its_own(read: Read) -> None:
    text = "Une frappe aérienne a visé mardi une base de l'armée malienne à Kidal. "
    assert of_kind(read(text + "L'armée malienne a confirmé deux morts."), "air_strike").status == "confirmed"
    assert of_kind(read(text + "Un berger a confirmé deux morts."), "air_strike").status == "reported"


def test_whoever_claims_an_attack_need_not_be_in_the_registry(read: Read) -> None:
    text = "Une bombe a explosé mardi au marché de Gao. L'attentat a été revendiqué par "
    named = of_kind(read(text + "les Lions de la savane."), "bombing")
    assert "Lions de la savane" in said(named)
    assert named.status == "announced"
    nobody = "Une bombe a explosé mardi au marché de Gao. L'attentat n'a été revendiqué par aucun groupe."
    assert of_kind(read(nobody), "bombing").according_to == ()


def test_who_did_it_by_its_own_machines_announces_it(read: Read) -> None:
    text = "L'armée malienne a affirmé mardi que {} hélicoptères avaient bombardé une caserne à Gao."
    own, foreign = read(text.format("ses")), read(text.format("des"))
    assert of_kind(own, "air_strike").status == "announced"
    assert of_kind(foreign, "air_strike").status == "claimed"


def test_an_army_that_counts_dead_fighters_did_it(read: Read) -> None:
    text = "Des hélicoptères ont bombardé mardi un camp près de Gao. Neuf {} ont été tués, selon l'armée malienne."
    assert of_kind(read(text.format("rebelles")), "air_strike").status == "announced"
    assert of_kind(read(text.format("bergers")), "air_strike").status == "reported"


def test_a_police_force_announces_its_arrests(read: Read) -> None:
    text = "Dix suspects ont été arrêtés mardi à Gao, a annoncé {}."
    assert of_kind(read(text.format("la police malienne")), "arrest").status == "announced"
    assert of_kind(read(text.format("un berger")), "arrest").status == "claimed"


def test_who_assumes_an_attack_claims_it(read: Read) -> None:
    text = "Une bombe a explosé mardi au marché de Gao. Le groupe État islamique a {} l'opération."
    assert of_kind(read(text.format("assumé")), "bombing").status == "announced"
    assert of_kind(read(text.format("salué")), "bombing").status == "reported"


def test_a_running_total_is_no_voice_on_one_strike(read: Read) -> None:
    total = STRIKE + "L'ONU compte 240 blessés depuis janvier."
    toll = STRIKE + "L'ONU compte dix blessés."
    assert "Nations unies" not in said(of_kind(read(total), "air_strike"))
    assert "Nations unies" in said(of_kind(read(toll), "air_strike"))


def test_someone_with_a_name_alone_tells_what_he_felt(read: Read) -> None:
    text = STRIKE + "« L'immeuble a tremblé », raconte {}."
    assert "Iryna" not in said(of_kind(read(text.format("Iryna")), "air_strike"))
    assert "médecin" in said(of_kind(read(text.format("le médecin Iryna Bova")), "air_strike"))


def test_who_goes_on_in_a_paragraph_speaks_of_what_opens_it(read: Read) -> None:
    recalled = "Lundi, le village de Ménaka avait été bombardé par l'artillerie.{}Dix blessés, selon un berger."
    same, apart = read(STRIKE + "\n\n" + recalled.format(" ")), read(STRIKE + "\n\n" + recalled.format("\n\n"))
    assert "berger" in said(of_kind(same, "shelling"))
    assert "berger" in said(of_kind(apart, "air_strike"))


def test_a_state_that_is_no_party_does_not_confirm(read: Read) -> None:
    text = "Une frappe de l'armée malienne a touché mardi le marché de Gao. {} a confirmé cette frappe."
    assert of_kind(read(text.format("L'armée malienne")), "air_strike").status == "confirmed"
    assert of_kind(read(text.format("L'armée mauritanienne")), "air_strike").status != "confirmed"


def test_who_admits_a_strike_did_it_and_who_admits_an_attack_only_confirms_it(read: Read) -> None:
    text = "Dix civils sont morts mardi à Gao dans {0}. L'armée malienne a reconnu {0}."
    struck = of_kind(read(text.format("une frappe aérienne")), "air_strike")
    assert any(c.property == "attacker" for c in struck.claims)
    bombed = of_kind(read(text.format("un attentat à la bombe")), "bombing")
    assert not any(c.property == "attacker" for c in bombed.claims)
