"""What a document is about: a page of sport or of everyday news is not read for events of war."""

from __future__ import annotations

import pytest

from recoupe.extract.trigger_lexicon import TriggerLexicon
from recoupe.extract.trigger_topic import TopicReader
from recoupe.language.pack import LanguagePack

WAR = (
    "Des jihadistes ont attaqué dimanche un poste militaire dans le nord du pays, tuant huit soldats avant de se "
    "replier à moto vers la frontière, a indiqué une source sécuritaire. L'armée a dépêché des renforts et "
    "l'aviation a mené des frappes dans la soirée. Aucun groupe n'avait revendiqué l'attaque lundi matin. "
)
SPORT = (
    "Le club a pris d'assaut la surface adverse dès la première minute du match : une frappe, puis un tir, et le "
    "missile du buteur a fait exploser la défense. L'entraîneur a salué ses joueurs, qui restent en tête du "
    "championnat après ce raid victorieux. La finale aura lieu samedi. "
)
SHOP = (
    "Le fabricant lance une offensive sur le marché des jouets : ses prix ont été attaqués par la concurrence, qui "
    "bombarde les clients de publicités. Le directeur annonce l'ouverture de trois magasins et veut embaucher deux "
    "cents vendeurs avant les fêtes de fin d'année. "
)


@pytest.fixture(scope="module")
def topics() -> TopicReader:
    pack = LanguagePack("fr")
    return TopicReader(pack, TriggerLexicon(pack))


def test_news_of_a_conflict(topics: TopicReader) -> None:
    topic = topics.read(WAR)
    assert topic.conflict
    assert not topic.sport
    assert topics.records(topic, "armed_attack")


def test_metaphors_of_trade(topics: TopicReader) -> None:
    topic = topics.read(SHOP)
    assert not topics.records(topic, "armed_attack")
    assert topics.records(topic, "protest")


def test_a_page_of_sport_tells_nothing(topics: TopicReader) -> None:
    topic = topics.read(SPORT)
    assert topic.sport
    assert not topics.records(topic, "protest")


def test_war_in_a_stadium_is_war(topics: TopicReader) -> None:
    assert not topics.read(WAR + "Un match de football avait lieu au même moment. " + WAR).sport


def test_a_text_too_short_to_judge_is_read(topics: TopicReader) -> None:
    assert topics.read("Trois hommes ont été tués.").conflict


TRIAL = (
    "Devant la cour d'assises, l'accusé a répété mardi qu'il n'avait pas tiré. Son avocat a rappelé que le tribunal "
    "avait déjà rendu un verdict, et que la partie civile n'avait produit aucune arme. L'audience a repris avec "
    "l'attaque du fourgon, vingt ans plus tôt, où un convoyeur avait trouvé la mort sous les balles. "
)
CRASH = (
    "Cinq militaires sont morts lundi dans la collision de deux hélicoptères de l'armée, au cours d'une mission contre "
    "les jihadistes dans le nord du pays. Une enquête dira ce qui s'est passé. Les soldats tués avaient entre vingt et "
    "trente ans, a dit l'état-major. "
)


def test_a_page_of_courts_tells_no_arrest(topics: TopicReader) -> None:
    topic = topics.read(TRIAL)
    assert topic.court
    assert not topics.records(topic, "arrest")
    assert topics.records(topics.read(WAR), "arrest")


def test_a_trial_in_the_news_of_a_war_is_the_news_of_a_war(topics: TopicReader) -> None:
    assert not topics.read(WAR + "Le procès s'ouvre lundi devant le tribunal, a dit un avocat. " + WAR).court


def test_news_of_an_accident(topics: TopicReader) -> None:
    assert topics.read(CRASH).accident
    assert not topics.read(WAR).accident


STAGE = (
    "Le festival ouvre vendredi avec un spectacle sur le maquis : une embuscade, un bombardement lointain, des obus "
    "qui sont des balles de papier, joués par cinq comédiens. L'autrice a écouté les anciens pendant deux hivers ; le "
    "public suit les personnages de scène en scène. La billetterie ouvre jeudi à midi. "
)


def test_a_play_about_war_tells_none(topics: TopicReader) -> None:
    assert not topics.records(topics.read(STAGE), "armed_attack")


def test_a_theatre_that_is_hit_is_hit(topics: TopicReader) -> None:
    hit = "Le théâtre où se donnait un concert a été touché, ses spectateurs ont fui, un acteur a été blessé. "
    assert topics.records(topics.read(WAR + hit + WAR), "armed_attack")
