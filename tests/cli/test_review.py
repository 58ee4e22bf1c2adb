"""Decisions at a terminal and in scripts."""

from __future__ import annotations

import getpass
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from recoupe_fakes import make_document
from review_house import event_at, run, world

from recoupe.cli import review as module
from recoupe.cli.main import group
from recoupe.ledger.store import Ledger
from recoupe.model.errors import DataError
from recoupe.pipeline.review import Review


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Two accounts of Kidal in one event; two of Gao that are proposed."""
    texts = ("Kidal: 14 killed.", "Kidal: 20 killed. Gao: 3 killed.", "Gao: 90 killed.")
    open_ledger, _ = world(tmp_path / "l.db", *texts)
    open_ledger.close()
    return tmp_path / "l.db"


def events(ledger: Path, place: str) -> list[str]:
    with Ledger.open(ledger, create=False) as open_ledger:
        return event_at(Review(open_ledger, None, clock=None), place)  # type: ignore[arg-type]


def invoke(ledger: Path, *arguments: object, keys: str | None = None) -> Result:
    given = [*map(str, arguments), "--ledger", str(ledger)]
    return CliRunner().invoke(group, given, input=keys, catch_exceptions=False)


def decided(ledger: Path) -> list[str]:
    with Ledger.open(ledger, create=False) as open_ledger:
        return [j.action for j in open_ledger.judgements()]


SIGNED = ("--why", "one strike", "--by", "ana")


def test_same_and_what_it_amounts_to(ledger: Path) -> None:
    gao = events(ledger, "Gao")
    done = invoke(ledger, "review", "same", gao[0][:12], gao[1].partition(":")[2], *SIGNED)
    assert done.exit_code == 0, done.output
    assert "[in force]" in done.output
    [joined] = events(ledger, "Gao")
    assert f"  {joined}  " in done.output
    assert "2 reports" in done.output
    [former] = set(gao) - {joined}
    shown = invoke(ledger, "show", former)
    assert f"{former} is now part of {joined}." in shown.output
    assert "ana: same" in shown.output
    assert "because one strike [in force]" in shown.output


def test_a_split_says_where_each_part_went(ledger: Path) -> None:
    [kidal] = events(ledger, "Kidal")
    with Ledger.open(ledger) as open_ledger:
        reports = next(e.reports for e in open_ledger.current().linked.events if e.id == kidal)
    assert invoke(ledger, "review", "different", *reports, *SIGNED).exit_code == 0
    [other] = set(events(ledger, "Kidal")) - {kidal}
    shown = invoke(ledger, "show", kidal).output
    assert f"{kidal} once held more:\n  1 report of it is in {other} now" in shown


def test_an_event_of_which_nothing_is_left_says_so(ledger: Path) -> None:
    gao = events(ledger, "Gao")
    with Ledger.open(ledger) as open_ledger:
        run(open_ledger, (), "bad")
    gone = invoke(ledger, "show", gao[0])
    assert gone.exit_code == 2
    assert gone.output == (f"{gao[0]} was an event until version 1 of the ledger. 1 report of it is no longer read.\n")


def test_a_set_value_is_shown_with_who_set_it_and_the_history(ledger: Path) -> None:
    [kidal] = events(ledger, "Kidal")
    for value in ("17", "18"):
        done = invoke(ledger, "review", "set", kidal, "toll.killed", value, *SIGNED)
        assert done.exit_code == 0
    assert f"overrules set {kidal} toll.killed = 17 killed by ana, judgement:" in done.output
    shown = invoke(ledger, "show", kidal).output
    assert "toll      18 killed  [toll.killed set by ana]" in shown
    assert "grade     fair: 2 independent sources" in shown
    assert "toll.killed = 17 killed, because one strike [overruled by judgement:" in shown
    assert "toll.killed = 18 killed, because one strike [in force]" in shown
    assert "14 killed" in shown, "accounts stay"
    assert "disagreement on toll: killed" in shown


def test_a_dismissed_event_leaves_the_timeline_and_stays_listable(ledger: Path) -> None:
    [kidal] = events(ledger, "Kidal")
    invoke(ledger, "review", "dismiss", kidal, "--why", "a drill", "--by", "ana")
    short = kidal.partition(":")[2][:6]
    hidden, shown = invoke(ledger, "timeline").output, invoke(ledger, "timeline", "--dismissed").output
    assert short not in hidden
    assert "1 dismissed event left out; --dismissed shows them too." in hidden
    assert short in shown
    assert "discounted" in shown
    assert "grade     discounted: dismissed by ana: a drill" in invoke(ledger, "show", kidal).output
    judgement = json.loads(invoke(ledger, "review", "list", "--json").output)["judgement"]["id"]
    assert f"takes back dismiss {kidal} by ana" in invoke(ledger, "review", "undo", judgement, *SIGNED).output
    assert short in invoke(ledger, "timeline").output
    assert "left out" not in invoke(ledger, "timeline").output


def test_lists_for_scripts(ledger: Path) -> None:
    [kidal] = events(ledger, "Kidal")
    invoke(ledger, "review", "confirm", kidal, *SIGNED)
    row = json.loads(invoke(ledger, "review", "list", "--json").output)
    assert (row["judgement"]["who"], row["judgement"]["why"], row["standing"]["state"]) == (
        "ana",
        "one strike",
        "in_force",
    )
    items = [json.loads(line) for line in invoke(ledger, "review", "queue", "--json").output.splitlines()]
    assert items[0]["kind"] == "proposal"
    assert set(items[0]["events"]) == set(events(ledger, "Gao"))
    first = invoke(ledger, "review", "queue", "--limit", "1").output
    assert "proposal: same town, same attacker, same target; neither has a date, tolls 3 and 90 differ" in first
    assert f"{len(items)} item" in first
    assert "1 judgement." in invoke(ledger, "review", "list").output


def test_the_name_is_the_user_s_unless_told_otherwise(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "jeanne")
    invoke(ledger, "review", "confirm", events(ledger, "Kidal")[0], "--why", "seen")
    assert "jeanne: confirm" in invoke(ledger, "review", "list").output

    def nobody() -> str:
        raise KeyError("uid")

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert module.default_user() == "unknown"


def test_what_is_typed_before_the_command_holds_for_it(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [kidal] = events(ledger, "Kidal")
    monkeypatch.setenv("RECOUPE_LEDGER", "elsewhere.db")
    typed = ["review", "--ledger", str(ledger), "--by", "ana", "confirm", kidal, "--why", "seen"]
    assert CliRunner().invoke(group, typed, catch_exceptions=False).exit_code == 0
    assert CliRunner().invoke(group, [*typed, "--by", "ben"], catch_exceptions=False).exit_code == 0
    listed = invoke(ledger, "review", "list").output
    assert "ana: confirm" in listed
    assert "ben: confirm" in listed


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("same", "event:0", "event:1", *SIGNED), "no event or report 'event:0'"),
        (("set", "KIDAL", "mood", "grim", *SIGNED), "'mood' is no property that can be set"),
        (("set", "KIDAL", "when", "hier", *SIGNED), "is no date. Give YYYY"),
        (("undo", "judgement:0", *SIGNED), "`recoupe review list` shows all"),
        (("dismiss", "e", *SIGNED), "stands for .* things"),
        (("dismiss", "KIDAL", "--why", " "), "needs a reason"),
    ],
)
def test_misuse_is_told_and_writes_nothing(ledger: Path, arguments: tuple[str, ...], words: str) -> None:
    [kidal] = events(ledger, "Kidal")
    with pytest.raises(DataError, match=words):
        invoke(ledger, "review", *(kidal if a == "KIDAL" else a for a in arguments))
    assert decided(ledger) == []


def test_exit_codes_of_the_program(ledger: Path) -> None:
    [kidal] = events(ledger, "Kidal")

    def program(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "recoupe.cli.main", "review", *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)

    there = ("--ledger", str(ledger))
    assert program("confirm", kidal, *SIGNED, *there).returncode == 0
    refused = program("confirm", "event:0", *SIGNED, *there)
    assert (refused.returncode, refused.stderr.startswith("recoupe: there is no event or report")) == (2, True)
    assert program("confirm", kidal, *there).returncode == 2, "no reason"
    walk = program(*there)
    assert walk.returncode == 2
    assert "the walk needs a terminal" in walk.stderr


def test_a_judgement_about_what_is_no_longer_read_is_told_everywhere(ledger: Path) -> None:
    gao = events(ledger, "Gao")
    invoke(ledger, "review", "same", *gao, *SIGNED)
    with Ledger.open(ledger) as open_ledger:
        run(open_ledger, (), "bad")
    lapsed = "[lapsed: the report told by «killed» in doc:"
    assert lapsed in invoke(ledger, "review", "list").output
    assert "lapsed: «same» by ana is not obeyed" in invoke(ledger, "review", "queue").output
    assert any(lapsed in invoke(ledger, "show", name).output for name in ("1.txt", "2.txt"))
    exported = json.loads(invoke(ledger, "export", "--format", "json").output)
    assert [j["state"] for j in exported["judgements"]] == ["lapsed"]
    [issue] = [i for i in exported["issues"] if i["code"] == "judgement_lapsed"]
    assert issue["document"] in {d["id"] for d in exported["documents"]}
    assert "is no longer read" in issue["detail"]


# --- the walk


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "on_terminal", lambda: True)


@pytest.mark.usefixtures("terminal")
def test_the_walk_shows_both_accounts_side_by_side_and_asks_for_a_reason(ledger: Path) -> None:
    gao = events(ledger, "Gao")
    shown = invoke(ledger, "review", "--by", "ana", keys="sone strike\nq")
    assert shown.exit_code == 0, shown.output
    assert "same town, same attacker, same target; neither has a date, tolls 3 and 90 differ" in shown.output
    line = next(line for line in shown.output.splitlines() if "«Gao: 3 killed.»" in line and "toll " in line)
    assert "«Gao: 90 killed.»" in line
    assert f"kept: same {gao[0]} {gao[1]}" in shown.output or f"kept: same {gao[1]} {gao[0]}" in shown.output
    assert "1 decision made." in shown.output
    assert len(events(ledger, "Gao")) == 1
    assert decided(ledger) == ["same"]


@pytest.mark.usefixtures("terminal")
def test_every_key_of_the_walk(ledger: Path) -> None:
    keys = "u" + "cannot tell\n" + "z" + "\n"  # the proposal, taken back without many words: asked again
    keys += "x" + "3\n" + "x" + "1\n" + "no such attack\n"  # neither 1 nor 2; then the first of the two
    keys += "v" + "\n" + "17\n" + "the mayor's list\n"  # the disagreement on Kidal's toll: its property is offered
    keys += "k" + "z" + "the wrong list\n"  # the end of the queue: taken back, and asked again
    keys += "c" + "both may hold\n" + "q"
    shown = invoke(ledger, "review", keys=keys)
    assert "not done: '3' is neither 1 nor 2." in shown.output
    assert decided(ledger) == ["unsure", "undo", "dismiss", "set", "undo", "confirm"], shown.output
    assert "2 decisions made." in shown.output
    assert "    20 killed (civilians)         the article itself  «Kidal: 20 killed.»" in shown.output, "who differs"


@pytest.mark.usefixtures("terminal")
def test_what_a_key_does_not_mean_here_and_what_has_no_reason_is_not_done(ledger: Path) -> None:
    shown = invoke(ledger, "review", keys="y" + "s\n" + "z" + "n" + "s" + "nnnnq")
    assert "that key decides nothing about this proposal." in shown.output
    assert "not done: a judgement needs a reason." in shown.output
    assert "not done: nothing was decided in this walk" in shown.output
    assert "that key decides nothing about this disagreement." in shown.output
    assert "0 decisions made." in shown.output
    assert decided(ledger) == []


@pytest.mark.usefixtures("terminal")
def test_the_end_of_the_queue_and_a_walk_broken_off(ledger: Path) -> None:
    assert "Nothing more in the queue." in invoke(ledger, "review", keys="n" * 9).output
    broken = invoke(ledger, "review", keys="uunclear\n")
    assert "stopped. What was decided is kept." in broken.output
    assert decided(ledger) == ["unsure"]


@pytest.mark.usefixtures("terminal")
def test_a_value_that_is_none_is_told_and_asked_again(ledger: Path) -> None:
    shown = invoke(ledger, "review", keys="n" + "v\nmany\nbecause\n" + "q")
    assert "not done: toll.killed: 'many' is no toll" in shown.output
    assert decided(ledger) == []


@pytest.mark.usefixtures("terminal")
def test_a_hostile_page_does_not_write_on_the_terminal(tmp_path: Path) -> None:
    open_ledger, _ = world(tmp_path / "l.db", "Gao: 3 killed.")
    run(open_ledger, [make_document("Gao: 90 killed.", "x\x1b[2J.txt", outlet="[red]\x07")])
    open_ledger.close()
    assert "\x1b" not in invoke(tmp_path / "l.db", "review", keys="q").output
