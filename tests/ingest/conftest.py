import pytest

from recoupe.clean.cleaner import CleanTools, load_tools


@pytest.fixture(scope="session")
def tools() -> CleanTools:
    return load_tools()
