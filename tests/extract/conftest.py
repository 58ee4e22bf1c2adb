from __future__ import annotations

import os

import pytest

from recoupe.language.pack import LanguagePack
from recoupe.model.errors import LanguageError
from recoupe.parse.parser import Parser


@pytest.fixture(scope="session")
def pack() -> LanguagePack:
    return LanguagePack("fr")


@pytest.fixture(scope="session")
def parser(pack: LanguagePack) -> Parser:
    """The trained pipeline; RECOUPE_TEST_MODEL names another one (a folder, while a new one is in training)."""
    try:
        return Parser(os.environ.get("RECOUPE_TEST_MODEL", "recoupe_fr"), pack)
    except LanguageError as error:
        pytest.skip(f"needs the trained French pipeline: {error}")
