"""What tests of the desk share: the samples' ledger, and a desk on a copy of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from desks import desk_settings
from litestar.testing import TestClient

from recoupe.web.app import create_app

if TYPE_CHECKING:
    from litestar import Litestar

    from recoupe.model.view import LedgerView

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture(scope="session")
def samples_file(run_house: Callable[..., LedgerView], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of the samples; nobody writes to it: `ledger_file` is a copy."""
    file = tmp_path_factory.mktemp("desk") / "samples.db"
    run_house(file, SAMPLES)
    return file


@pytest.fixture
def ledger_file(samples_file: Path, tmp_path: Path) -> Path:
    """A copy of the samples' ledger for one test."""
    for part in samples_file.parent.glob("samples.db*"):
        shutil.copy(part, tmp_path / part.name)
    return tmp_path / "samples.db"


@pytest.fixture
def client(ledger_file: Path) -> Iterator[TestClient[Litestar]]:
    """A desk on `ledger_file`, asked without a browser."""
    with TestClient(create_app(desk_settings(ledger_file)), base_url="http://127.0.0.1") as open_client:
        yield open_client
