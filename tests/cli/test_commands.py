"""What a person at a terminal sees, on a ledger made by hand."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
import recoupe_fakes as fakes
from click.testing import CliRunner, Result

import recoupe
from recoupe.cli.main import COMMANDS, group
from recoupe.cli.timeline import short_ids
from recoupe.ledger.store import Ledger
from recoupe.model.document import Refusal
from recoupe.model.event import EventLink
from recoupe.model.spans import Quote

A = fakes.make_document("Kidal: 14 killed.", "a.txt", outlet="Studio Essai")
B = fakes.make_document("Kidal: 20 killed. Gao: 1 killed.", "b.txt")
HOSTILE = fakes.make_document("Gao: 2 killed.", "c\x1b[2J\u202ec.txt", outlet="[bold]x[/bold] \x07")


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "l.db"
    with Ledger.open(path) as open_ledger:
        documents = (A, B, HOSTILE)
        open_ledger.add_documents(documents)
        open_ledger.add_readings([(d, fakes.read(d)) for d in documents], "fake-1")
        open_ledger.add_refusal(Refusal("d.pdf", "binary", "a PDF; give HTML or text"))
        open_ledger.snapshot(fakes.link(map(fakes.read, documents), documents), reader="fake-1")
    return path


def invoke(*arguments: object) -> Result:
    return CliRunner().invoke(group, [str(a) for a in arguments])


def event_id(ledger: Path, place: str) -> str:
    with Ledger.open(ledger) as open_ledger:
        return next(e.id for e in open_ledger.current().linked.events if e.where[0].name == place)


def test_every_command_has_help_and_the_list_says_what_it_says(ledger: Path) -> None:
    listed = invoke("--help").output
    for name in COMMANDS:
        assert f"  {name} " in listed
        assert invoke(name, "--help").exit_code == 0, name
    assert ledger.exists()


def test_version() -> None:
    assert invoke("--version").output == f"recoupe, version {recoupe.__version__}\n"


def test_timeline_tells_a_stranger(ledger: Path) -> None:
    shown = invoke("timeline", "--ledger", ledger)
    assert shown.exit_code == 0
    for words in ("7 Nov 2023", "Kidal, ML", "Forces armées maliennes → civils", "14 killed (civilians)"):
        assert words in shown.output, shown.output
    assert "fair, 2 sources" in shown.output
    short = event_id(ledger, "Kidal")[6:12]
    assert f"killed      {short}" in shown.output, shown.output
    assert invoke("show", short, "--ledger", ledger).output.startswith(f"event:{short}")
    assert "2 events of 2 in the ledger" in shown.output


def test_chains_tell_stories_and_suggestions_can_be_left_out(tmp_path: Path) -> None:
    path = tmp_path / "chains.db"
    documents = (A, B, HOSTILE)
    with Ledger.open(path) as open_ledger:
        open_ledger.add_documents(documents)
        open_ledger.add_readings([(d, fakes.read(d)) for d in documents], "fake-1")
        linked = fakes.link(map(fakes.read, documents), documents)
        ids = sorted(e.id for e in linked.events)
        said = EventLink("response_to", ids[1], ids[0], Quote(0, 5, "Kidal"), A.id)
        guessed = EventLink("response_to", ids[0], ids[1], None, None, suggested=True)
        open_ledger.snapshot(msgspec.structs.replace(linked, links=(said, guessed)), reader="fake-1")
    shown = invoke("timeline", "--ledger", path, "--chains").output
    assert "STORY 1" in shown
    assert "└─ answers" in shown
    assert "« Kidal », a.txt" in shown
    assert "└┄ may answer" in shown
    assert "may answer" not in invoke("timeline", "--ledger", path, "--chains", "--no-suggested").output
    with Ledger.open(path) as open_ledger:
        open_ledger.snapshot(msgspec.structs.replace(linked, links=(guessed,)), reader="fake-1")
    assert "0 stories" in invoke("timeline", "--ledger", path, "--chains", "--no-suggested").output


@pytest.mark.parametrize(
    ("options", "number"),
    [
        (("--place", "kidal"), 2),  # the province of both
        (("--place", "GAO"), 1),
        (("--place", "ml"), 2),
        (("--place", "m"), 0),
        (("--from", "2023"), 2),
        (("--from", "2023-11-07", "--to", "2023-11-07"), 2),
        (("--from", "2023-11-08"), 0),
        (("--to", "2023-10"), 0),
        (("--to", "2023-11"), 2),
    ],
)
def test_timeline_filters(ledger: Path, options: tuple[str, ...], number: int) -> None:
    shown = invoke("timeline", "--ledger", ledger, *options)
    assert f"{number} event{'' if number == 1 else 's'} of 2 in the ledger" in shown.output


@pytest.mark.parametrize("date", ["07/11/2023", "2023-13", "2023-02-30", "hier", "20231", "2023-1-1", "٢٠٢٣", ""])
def test_what_is_no_date_is_misuse(ledger: Path, date: str) -> None:
    shown = invoke("timeline", "--ledger", ledger, "--from", date)
    assert shown.exit_code == 2
    assert "Give YYYY, YYYY-MM or YYYY-MM-DD" in shown.output


def test_show_an_event_says_who_says_what_in_which_words(ledger: Path) -> None:
    shown = invoke("show", event_id(ledger, "Kidal")[:12], "--ledger", ledger)
    assert shown.exit_code == 0
    for words in (
        "a.txt, Studio Essai [reported] according to porte-parole, Pentagone (communiqué)",
        "toll         14 killed (civilians)  «Kidal: 14 killed.»",
        "sites        5 sites hit (3 in IQ, 2 in SY)",
        "disagreement on toll: killed, between accounts",
        "20 killed (civilians)",
        "weapon    drone TB2",
    ):
        assert words in shown.output, shown.output


def test_show_a_document_by_its_file_or_the_digits_of_its_id(ledger: Path) -> None:
    for name in ("a.txt", A.id, A.id.partition(":")[2][:6]):
        shown = invoke("show", name, "--ledger", ledger)
        assert "published 7 Nov 2023 (text: 7 novembre 2023)" in shown.output
        assert f"of {event_id(ledger, 'Kidal')}" in shown.output


def test_show_follows_merged_events(ledger: Path) -> None:
    old = event_id(ledger, "Gao")
    with Ledger.open(ledger) as open_ledger:
        view = open_ledger.current()
        reports = sorted((r for found in view.readings for r in found.reports), key=lambda r: r.id)
        merged = fakes.make_event("Mali", reports)
        one = type(view.linked)((merged,), (), ())
        open_ledger.snapshot(one, reader="fake-1")
    gone = old if old != merged.id else event_id(ledger, "Kidal")
    shown = invoke("show", gone, "--ledger", ledger)
    assert shown.output.startswith(f"{gone} is now part of {merged.id}.") or gone == merged.id


@pytest.mark.parametrize(
    ("name", "words"), [("nothing", "nothing in the ledger is called"), ("doc:", "stands for 3 things")]
)
def test_show_what_is_not_one_thing(ledger: Path, name: str, words: str) -> None:
    done = run_program("show", name, "--ledger", ledger)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_articles_cannot_drive_the_terminal(ledger: Path) -> None:
    for arguments in (("timeline",), ("show", event_id(ledger, "Gao")), ("show", HOSTILE.id)):
        output = invoke(*arguments, "--ledger", ledger).output
        assert not set("\x1b\x07\u202e") & set(output), arguments
    assert "[bold]x[/bold]" in invoke("show", HOSTILE.id, "--ledger", ledger).output


def test_refusals_are_listed(ledger: Path) -> None:
    shown = invoke("refusals", "--ledger", ledger)
    assert "d.pdf\tbinary\ta PDF; give HTML or text" in shown.output


def test_export_to_a_file_and_to_standard_output(ledger: Path, tmp_path: Path) -> None:
    assert invoke("export", "--ledger", ledger, "-o", tmp_path / "l.json").exit_code == 0
    text = (tmp_path / "l.json").read_text(encoding="utf-8")
    assert len(json.loads(text)["documents"]) == 3
    assert invoke("export", "--ledger", ledger, "--format", "json").stdout == text
    assert sorted(p.name for p in tmp_path.iterdir() if not p.name.startswith("l.db")) == ["l.json"]


def test_export_tells_its_losses_on_standard_error(ledger: Path) -> None:
    done = run_program("export", "--ledger", ledger, "--format", "csv")
    assert done.stdout.splitlines()[0].startswith("event,kind,")
    assert "not in the csv export: 28 claims" in done.stderr


def test_a_format_that_does_not_exist(ledger: Path) -> None:
    assert invoke("export", "--ledger", ledger, "--format", "xlsx").exit_code == 2


@pytest.mark.parametrize("command", ["timeline", "export", "refusals", "show"])
def test_no_ledger(tmp_path: Path, command: str) -> None:
    done = run_program(command, *(["x"] if command == "show" else []), "--ledger", tmp_path / "no.db")
    assert done.returncode == 2
    assert "there is no ledger here" in done.stderr


def test_an_export_that_cannot_be_written(ledger: Path, tmp_path: Path) -> None:
    done = run_program("export", "--ledger", ledger, "-o", tmp_path / "no" / "l.json")
    assert (done.returncode, "cannot be written" in done.stderr) == (2, True)


def run_program(*arguments: object) -> subprocess.CompletedProcess[str]:
    """The command line as a program: what `main` adds to the group is tried too."""
    line = [sys.executable, "-m", "recoupe.cli.main", *map(str, arguments)]
    return subprocess.run(line, capture_output=True, text=True, check=False)


def test_short_ids_grow_until_they_differ() -> None:
    assert short_ids(["event:aaaaaaaa1", "event:aaaaaaaa2"]) == {
        "event:aaaaaaaa1": "aaaaaaaa1",
        "event:aaaaaaaa2": "aaaaaaaa2",
    }
    assert short_ids(["event:0123456789", "event:1123456789"])["event:0123456789"] == "012345"
    assert short_ids([]) == {}
