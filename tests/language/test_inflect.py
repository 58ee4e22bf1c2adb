"""Generated forms: each paradigm's own examples, and forms that must not come out."""

from __future__ import annotations

import pytest

from recoupe.language.inflect import Conjugation, Inflector
from recoupe.language.pack import LanguagePack
from recoupe.model.errors import LanguageError

PACK = LanguagePack("fr")
TABLE = PACK.table("rules/conjugation", Conjugation)
INFLECTOR = Inflector(PACK)


@pytest.mark.parametrize(
    ("lemma", "forms"), [(lemma, forms) for paradigm in TABLE.verbs for lemma, forms in paradigm.examples.items()]
)
def test_examples_of_each_paradigm(lemma: str, forms: tuple[str, ...]) -> None:
    assert set(forms) <= INFLECTOR.verb(lemma)


@pytest.mark.parametrize(("lemma", "forms"), TABLE.noun_examples.items())
def test_nouns(lemma: str, forms: tuple[str, ...]) -> None:
    assert set(forms) <= INFLECTOR.noun(lemma)


@pytest.mark.parametrize(
    ("lemma", "wrong"),
    [("lancer", "lancait"), ("exiger", "exigait"), ("déployer", "déploye"), ("mourir", "mouri"), ("prendre", "prendu"),
     ("enlever", "enleve"), ("appeler", "appele"), ("partir", "partissent"), ("remettre", "remettu")],
)  # fmt: skip
def test_wrong_spellings_do_not_come_out(lemma: str, wrong: str) -> None:
    assert wrong not in INFLECTOR.verb(lemma)


def test_participles_are_the_four_forms() -> None:
    assert INFLECTOR.participles("détruire") == {"détruit", "détruite", "détruits", "détruites"}


def test_no_paradigm_is_said() -> None:
    with pytest.raises(LanguageError, match="no paradigm for the verb 'xyz'"):
        INFLECTOR.verb("xyz")
