"""What tests of this room need of the rooms before it: reports of a text as the whole house reads it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from recoupe_fakes import make_document

from recoupe.model.report import DocumentReading

if TYPE_CHECKING:
    from recoupe.pipeline.reader import Reader


@pytest.fixture(scope="session")
def read(reader: Reader) -> Callable[[str], DocumentReading]:
    """Reads a text published on 7 November 2023."""

    def go(text: str) -> DocumentReading:
        [reading] = reader.read_all([make_document(text)])
        return reading

    return go
