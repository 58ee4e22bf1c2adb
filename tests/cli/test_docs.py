"""Generated means checked: the page on the command line is what `make build` would write now."""

from pathlib import Path

from recoupe.cli.docs import render
from recoupe.cli.main import COMMANDS

PAGE = Path(__file__).parents[2] / "docs" / "cli.md"


def test_the_page_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == render(), "run `make build` and commit docs/cli.md"


def test_every_command_is_on_the_page() -> None:
    assert [name for name in COMMANDS if f"\n## recoupe {name}\n" not in render()] == []


def test_the_list_says_what_each_command_says_of_itself() -> None:
    """The one-line texts are kept beside the names so that listing imports nothing; none may be empty."""
    assert all(line.endswith(".") for _, line in COMMANDS.values())
