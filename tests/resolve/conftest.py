"""The installed gazetteer, once a session; tests that need it skip in words where it is missing."""

from __future__ import annotations

import pytest

from recoupe.model.errors import LanguageError
from recoupe.resolve.gazetteer import Gazetteer, installed_gazetteer


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    try:
        return installed_gazetteer()
    except LanguageError as error:
        pytest.skip(str(error))
