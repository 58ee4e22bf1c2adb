"""Links that the words of one document draw between its events."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from recoupe.model.report import DocumentReading

Read = Callable[[str], DocumentReading]

#: Text; type, source and target (by words of their first trigger), and the words that say so.
LINKED = [
    (
        "L'armée israélienne a frappé Tyr dimanche 3 mars 2024 en réponse à des tirs de roquettes contre Haïfa samedi "
        "2 mars 2024.",
        ("response_to", "a frappé", "tirs", "en réponse à"),
    ),
    (
        "Mardi 7 novembre 2023, les rebelles du M23 ont attaqué la base de Goma, tuant trois soldats. Mercredi 8 "
        "novembre 2023, l'armée congolaise a bombardé Rutshuru en représailles à l'attaque de la base de Goma.",
        ("response_to", "a bombardé", "ont attaqué", "en représailles à"),
    ),
    (
        "Londres a suspendu ses vols le 9 novembre 2023 en raison des tirs de roquettes sur Bagdad du 7 novembre 2023.",
        ("response_to", "a suspendu", "tirs", "en raison des"),
    ),
    (
        "Trois attaques ont visé Gao le 7 novembre 2023. La troisième a touché un marché.",
        ("part_of", "a touché", "attaques", "a touché"),
    ),
]
#: Told in another sentence, or without naming what is answered: answer, cause and the words that say so.
BETWEEN = [
    (
        "Des roquettes tirées par le Hezbollah ont frappé Haïfa vendredi 1er mars 2024. L'armée israélienne a riposté "
        "en bombardant Tyr samedi 2 mars 2024.",
        ("bombardant", "ont frappé", "riposté"),
    ),
    (
        "L'armée israélienne a frappé Tyr samedi 2 mars 2024, tuant quatre combattants du Hezbollah. Dimanche 3 mars "
        "2024, le Hezbollah a tiré en représailles une salve de roquettes sur Haïfa.",
        ("a tiré", "a frappé", "en représailles"),
    ),
    (
        "L'armée israélienne a frappé Tyr samedi 2 mars 2024, tuant quatre combattants du Hezbollah. Le Hezbollah a "
        "promis de se venger.",
        ("a promis", "a frappé", "venger"),
    ),
    (
        "Des drones des Houthis ont touché un pétrolier lundi 4 mars 2024 en mer Rouge. En représailles, des avions "
        "américains ont bombardé mardi 5 mars 2024 un radar près de Hodeïda.",
        ("ont bombardé", "ont touché", "En représailles"),
    ),
    (
        "Un kamikaze a tué six gendarmes lundi 4 mars 2024 à Quetta. La riposte n'a pas tardé. Mardi 5 mars 2024, "
        "l'armée pakistanaise a pilonné un camp des séparatistes au Baloutchistan.",
        ("a pilonné", "a tué", "La riposte n'a pas tardé"),
    ),
    (
        "Lundi 4 mars 2024, des combattants de l'ELN ont attaqué une patrouille dans le Catatumbo, tuant deux soldats. "
        "Les militaires colombiens ont répliqué, tuant quatre guérilleros.",
        ("ont répliqué", "ont attaqué", "ont répliqué"),
    ),
    (
        "Des hommes armés ont tué onze éleveurs peuls lundi 4 mars 2024 à Koulogon. Par vengeance, des éleveurs ont "
        "attaqué mardi 5 mars 2024 le village voisin, tuant huit cultivateurs.",
        ("ont attaqué", "ont tué", "Par vengeance"),
    ),
    (
        "La Turquie a bombardé lundi 4 mars 2024 des positions kurdes dans le nord de la Syrie. Ces frappes font suite "
        "à l'attentat qui a fait six morts dimanche à Istanbul.",
        ("frappes", "attentat", "font suite"),
    ),
    (
        "Ankara a répliqué lundi 4 mars 2024 à un tir de mortier syrien qui avait tué cinq civils turcs à Akçakale.",
        ("a répliqué", "tir", "a répliqué"),
    ),
    (
        "Des manifestants ont attaqué lundi 4 mars 2024 l'ambassade des États-Unis à Bagdad pour protester contre les "
        "frappes qui ont tué 25 combattants dimanche.",
        ("ont attaqué", "frappes", "pour protester contre"),
    ),
]


@pytest.mark.parametrize(("text", "link"), BETWEEN, ids=lambda x: x if isinstance(x, str) else "")
def test_links_between_sentences(read: Read, text: str, link: tuple[str, str, str]) -> None:
    reading = read(text)
    words = {r.id: [t.exact for t in r.triggers] for r in reading.reports}
    [found] = reading.links
    assert found.type == "response_to"
    assert link[0] in words[found.source]
    assert link[1] in words[found.target]
    assert found.quote.exact == link[2]


def test_nothing_answers_what_came_after_it(read: Read) -> None:
    text = (
        "L'armée israélienne a frappé Tyr samedi 2 mars 2024. Lundi 4 mars 2024, le Hezbollah a tiré des roquettes sur "
        "Haïfa. Le Hezbollah avait attaqué Safed vendredi 1er mars 2024."
    )
    reading = read(text)
    day = {r.id: next(c.value.interval for c in r.claims if c.property == "when") for r in reading.reports}
    assert all(day[k.target].start <= day[k.source].end for k in reading.links)


#: Two events that nothing in the words sets in a relation, and why one might think so.
NOT_LINKED = [
    (
        "L'armée israélienne a frappé Tyr dimanche 3 mars 2024. Une attaque a visé Haïfa samedi 2 mars 2024.",
        "one after the other",
    ),
    (
        "L'armée a frappé Kidal le 9 novembre 2023, deux jours après une attaque qui a tué quatre soldats à Gao.",
        "after it, not because of it",
    ),
    (
        "L'armée a frappé Kidal le 9 novembre 2023 en raison des tirs de roquettes sur Gao du 7 novembre 2023.",
        "a strike because of shots is told by other words",
    ),
    (
        "Les rebelles ont bombardé Taëz lundi 4 mars 2024. « C'est faux », a répliqué leur porte-parole.",
        "words answer no shells",
    ),
    (
        "Le M23 a pris Masisi lundi 4 mars 2024. L'armée congolaise promet une contre-offensive qui ne tardera pas.",
        "an answer that is only promised",
    ),
    ("Le ministre a parlé mardi à Kidal pour répondre aux journalistes. L'armée a frappé Gao mardi.", "no attack"),
]


def linked(reading: DocumentReading) -> list[tuple[str, str, str, str]]:
    name = {r.id: r.triggers[0].exact for r in reading.reports}
    return [(k.type, name[k.source], name[k.target], k.quote.exact) for k in reading.links]


@pytest.mark.parametrize(("text", "link"), LINKED, ids=lambda x: x if isinstance(x, str) else "")
def test_links(read: Read, text: str, link: tuple[str, str, str, str]) -> None:
    assert linked(read(text)) == [link]


@pytest.mark.parametrize(("text", "why"), NOT_LINKED, ids=lambda x: x)
def test_no_links(read: Read, text: str, why: str) -> None:
    assert linked(read(text)) == [], why


def test_the_words_of_a_link_slice_back(read: Read) -> None:
    for text, _ in LINKED:
        for link in read(text).links:
            assert text[link.quote.start : link.quote.end] == link.quote.exact
