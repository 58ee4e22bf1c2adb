from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import pytest

from recoupe.language.actor_words import load_actor_lexicon
from recoupe.language.pack import LanguagePack
from recoupe.language.registry import load_registry
from recoupe.model.errors import LanguageError
from recoupe.text.level import level

BAD = [
    (
        "an id given twice",
        "- {id: a, name: A, class: rebel}\n- {id: a, name: B, class: rebel}",
        "a: this id is already",
    ),
    ("an unknown class", "- {id: a, name: A, class: army}", "class"),
    ("an unknown key", "- {id: a, name: A, class: rebel, colour: red}", "colour"),
    ("an unknown parent", "- {id: a, name: A, class: rebel, parent: nobody}", "'nobody' is in no file"),
    ("an unknown branch", "- {id: a, name: A, class: rebel, parent: 'state:ML:cavalry'}", "no branch of a state"),
    ("a circle", "- {id: a, name: A, class: rebel, parent: b}\n- {id: b, name: B, class: rebel, parent: a}", "circle"),
    ("a country that is no code", "- {id: a, name: A, class: rebel, country: Mali}", "'Mali' is not an ISO"),
    ("an id that is no slug", "- {id: À B, name: A, class: rebel}", "an id is a slug"),
    ("an end before the start", "- {id: a, name: A, class: rebel, from: 2000, until: 1999}", "ends (1999) before"),
]


@pytest.mark.parametrize(("rows", "says"), [bad[1:] for bad in BAD], ids=[bad[0] for bad in BAD])
def test_a_bad_row_is_refused_with_its_file(tmp_path: Path, rows: str, says: str) -> None:
    (tmp_path / "sahel.yml").write_text(rows, encoding="utf-8")
    with pytest.raises(LanguageError) as error:
        load_registry(tmp_path)
    assert "sahel.yml" in str(error.value)
    assert says in str(error.value)


def test_the_registry_covers_the_world_and_loads_fast() -> None:
    start = time.process_time()
    registry = load_registry()
    assert time.process_time() - start < 1.5  # a tenth of it on a quiet machine
    organisations = [row for row in registry.rows.values() if not row.person]
    assert len(organisations) >= 700
    classes = Counter(row.actor_class for row in organisations)
    assert all(
        classes[kind] >= 20 for kind in ("rebel", "militia", "jihadist", "state_force", "coalition", "ngo", "media")
    )


def test_ambiguous_names_are_listed() -> None:
    ambiguous = load_registry().ambiguous
    assert set(ambiguous["Hezbollah"]) == {"hezbollah", "kataeb-hezbollah"}
    assert "Hamas" not in ambiguous


def test_no_name_begins_with_an_article(pack: LanguagePack) -> None:
    """ "la Résistance islamique" would hide the name after another determiner."""
    articles = load_actor_lexicon(pack).words.backed.articles
    faulty = [
        name
        for row in load_registry().rows.values()
        for name in row.names.get("fr", ())
        if name[0].islower() and level(name).split()[0] in articles
    ]
    assert faulty == []


def test_countries_of_the_registry_have_a_nationality(pack: LanguagePack) -> None:
    countries = load_actor_lexicon(pack).countries
    assert {row.country for row in load_registry().rows.values() if row.country} <= set(countries)


@pytest.fixture
def pack() -> LanguagePack:
    return LanguagePack("fr")


def test_branches_have_a_name_for_every_country(pack: LanguagePack) -> None:
    lexicon, registry = load_actor_lexicon(pack), load_registry()
    names = {lexicon.branch_name("ML", branch) for branch in registry.branches}
    assert {"Forces armées maliennes", "Parlement malien", "Ministère malien de la Défense"} <= names
    assert all("{" not in name for name in names)
