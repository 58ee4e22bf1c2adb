from __future__ import annotations

import datetime as dt

import pytest

from recoupe.extract.actors import ActorExtractor
from recoupe.language.pack import LanguagePack
from recoupe.language.registry import Registry, load_registry
from recoupe.model.document import Document, Evidence, Published, Zone
from recoupe.model.parse import Parse, Sentence, Token
from recoupe.model.time import DateInterval
from recoupe.resolve.actors import ActorResolver


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


@pytest.fixture(scope="module")
def extractor(registry: Registry) -> ActorExtractor:
    return ActorExtractor(LanguagePack("fr"), registry)


@pytest.fixture(scope="module")
def resolver(registry: Registry) -> ActorResolver:
    return ActorResolver(LanguagePack("fr"), registry)


def document(text: str, year: int | None = None) -> Document:
    day = dt.date(year or 2000, 6, 1)
    published = Published(DateInterval(day, day), Evidence("argument", str(day))) if year else None
    return Document(
        "d", "d.txt", None, "", None, None, ("fr",), published, None, text, (Zone(0, len(text), "body", "fr"),)
    )


def parse(text: str, subjects: tuple[str, ...]) -> Parse:
    """A parse that only knows sentences and which words are subjects."""
    sentences: list[Sentence] = []
    start = 0
    for index, words in enumerate(text.split(". ")):
        tokens = tuple(
            Token(i, at := text.index(s, start), at + len(s), s, s, "PROPN", "", "nsubj", i)
            for i, s in enumerate(subject for subject in subjects if subject in words)
        )
        end = start + len(words)
        sentences.append(Sentence(index, start, end, "body", "fr", tokens, tuple(() for _ in tokens)))
        start = end + 2
    return Parse("d", tuple(sentences))


def ids(extractor: ActorExtractor, resolver: ActorResolver, text: str, **kwargs: object) -> list[str | None]:
    year = kwargs.get("year")
    doc = document(text, year if isinstance(year, int) else None)
    given = kwargs.get("parse")
    found = resolver.resolve(doc, extractor.find(text), given if isinstance(given, Parse) else None)
    return [actor.id if actor else None for _, actor in found]


TEXT = "Le M23 a affronté les FDLR. Le groupe a pris la colline."


def test_the_nearest_group_without_a_parse(extractor: ActorExtractor, resolver: ActorResolver) -> None:
    assert ids(extractor, resolver, TEXT) == ["m23", "fdlr", "fdlr"]


def test_a_subject_before_the_nearest_with_one(extractor: ActorExtractor, resolver: ActorResolver) -> None:
    assert ids(extractor, resolver, TEXT, parse=parse(TEXT, ("M23",))) == ["m23", "fdlr", "m23"]


def test_a_group_with_no_group_in_the_text_is_nobody(extractor: ActorExtractor, resolver: ActorResolver) -> None:
    assert ids(extractor, resolver, "Le groupe a nié.") == [None]


def test_the_theatre_has_its_years(extractor: ActorExtractor, resolver: ActorResolver) -> None:
    text = "En Haïti, deux Casques bleus sont morts."
    assert ids(extractor, resolver, text, year=2010) == ["state:HT", "minustah"]
    assert ids(extractor, resolver, text, year=1995) == ["state:HT", "onu"]


def test_years_decide_between_two_of_one_name(extractor: ActorExtractor, resolver: ActorResolver) -> None:
    text = "L'Armée de libération nationale a attaqué."
    assert ids(extractor, resolver, text, year=2001) == ["eln-colombie"]
    assert ids(extractor, resolver, "En Macédoine, " + text, year=2001)[-1] == "uck-macedoine"


def test_an_actor_tells_its_parent_class_and_country(extractor: ActorExtractor, resolver: ActorResolver) -> None:
    text = "Le porte-parole du Pentagone, Samir Haddad, a confirmé que l'armée togolaise avançait."
    found = [actor for _, actor in resolver.resolve(document(text), extractor.find(text)) if actor]
    assert [(a.name, a.actor_class, a.country, a.parent) for a in found] == [
        ("Samir Haddad", "government", "US", "state:US:defence"),
        ("Forces armées togolaises", "state_force", "TG", "state:TG"),
    ]


def test_every_registered_actor_resolves_to_itself(registry: Registry, resolver: ActorResolver) -> None:
    for actor_id, row in registry.rows.items():
        actor = resolver.actor(actor_id)
        assert (actor.id, actor.name, actor.actor_class) == (row.id, row.name, row.actor_class)


def test_an_actor_is_known_by_its_other_names(resolver: ActorResolver) -> None:
    assert "ADF" in resolver.actor("adf").names
    assert "Armée tchadienne" in resolver.actor("state:TD:forces").names
    assert resolver.actor("state:TD:forces").name not in resolver.actor("state:TD:forces").names
