"""What tests of the whole house share: the reader, and the samples read once for the session."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from recoupe.model.view import LedgerView
    from recoupe.pipeline.reader import Reader

SAMPLES = Path(__file__).parents[1] / "samples"
sys.path.insert(0, str(Path(__file__).parent / "_fakes"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="Write the golden files anew from what is read today."
    )


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The reader of French as a run uses it."""
    from recoupe.model.errors import RecoupeError
    from recoupe.pipeline.config import ReaderConfig
    from recoupe.pipeline.reader import Reader

    try:
        return Reader(ReaderConfig())
    except (RecoupeError, ImportError) as error:
        pytest.skip(f"needs the trained French pipeline and the gazetteer: {error}")


Run = Callable[..., "LedgerView"]


@pytest.fixture(scope="session")
def run_house(reader: Reader) -> Run:
    """Run the real rooms in this process, over paths in the order given, into a ledger; gives what it then holds."""
    from whole_house import rooms_around

    from recoupe.ledger.store import Ledger
    from recoupe.pipeline.run import RunOptions, run

    rooms = rooms_around(reader)

    def go(ledger: Path, *paths: Path) -> LedgerView:
        with Ledger.open(ledger) as open_ledger:
            options = RunOptions(paths=paths, workers=0)
            run(options, open_ledger, rooms, clock=lambda: dt.datetime(2024, 1, 1, tzinfo=dt.UTC))
            return open_ledger.current()

    return go


@pytest.fixture(scope="session")
def samples(run_house: Run, tmp_path_factory: pytest.TempPathFactory) -> LedgerView:
    """The ledger of samples/."""
    return run_house(tmp_path_factory.mktemp("golden") / "samples.db", SAMPLES)
