from __future__ import annotations

import pytest

from recoupe.language.pack import LanguagePack
from recoupe.model.errors import LanguageError
from recoupe.parse.parser import Parser
from recoupe.parse.segment import Segmenter


@pytest.fixture(scope="session")
def segmenter() -> Segmenter:
    return Segmenter(LanguagePack("fr"))


@pytest.fixture(scope="session")
def parser() -> Parser:
    try:
        return Parser()
    except LanguageError as error:
        pytest.skip(f"needs the trained French pipeline: {error}")
