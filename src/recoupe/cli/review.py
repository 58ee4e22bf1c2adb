"""`recoupe review`."""

from __future__ import annotations

import datetime as dt
import getpass
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from recoupe.cli.options import inherited, ledger_option

if TYPE_CHECKING:
    from recoupe.model.judgement import Judgement
    from recoupe.pipeline.review import Review


def default_user() -> str:
    """Name of the person at the terminal; "unknown" where the system knows none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


why_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--why", required=True, metavar="TEXT", help="The reason."
)
by_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--by",
    "who",
    default=default_user,
    metavar="NAME",
    callback=inherited,
    help="Who decides.  [default: your user name]",
)
json_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--json", "as_json", is_flag=True, help="As JSON, one object a line, with whole ids."
)


@click.group(name="review", invoke_without_command=True)
@ledger_option
@by_option
@click.pass_context
def command(context: click.Context, ledger: Path, who: str) -> None:
    """Decide what a program cannot; without a command, walk the queue with single keys.

    Every decision is kept with who, when and why. It outranks the program, holds through every later run, and can be
    undone. The keys:

    \b
      s same        d different     u unsure
      x dismiss     c confirm       v set a value
      z undo        n next          q quit
    """
    if context.invoked_subcommand is not None:
        return
    from recoupe.cli.screen import out
    from recoupe.cli.walk import Walk
    from recoupe.language.kinds import load_kinds

    if not on_terminal():
        raise click.UsageError("the walk needs a terminal. In scripts: `recoupe review queue` and the commands below.")
    with opened(ledger) as review:
        Walk(review, out(), load_kinds(), who).go()


def on_terminal() -> bool:
    """Whether somebody can press keys."""
    return sys.stdin.isatty()


@contextmanager
def opened(ledger: Path) -> Iterator[Review]:
    """The review of a ledger that is there."""
    from recoupe.ledger.store import Ledger
    from recoupe.pipeline.house import link_room
    from recoupe.pipeline.review import Review

    with Ledger.open(ledger, create=False) as open_ledger:
        yield Review(open_ledger, link_room(), clock=_now)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _decide(ledger: Path, decision: Callable[[Review], Judgement]) -> None:
    """Write a decision, let it take effect, and say what it amounts to."""
    from recoupe.cli import decisions, words
    from recoupe.cli.screen import out

    with opened(ledger) as review:
        made = decision(review)
        review.relink()
        subjects = review.subjects
        console = out()
        console.print(f"{made.id}  {decisions.said(made)} [{decisions.state(subjects.standings.get(made.id))}]")
        standing = subjects.standings.get(made.id)
        told = {subjects.event_of[r] for r in (standing.reports if standing else ()) if r in subjects.event_of}
        for key in sorted(told):
            event = subjects.events[key]
            told_by = words.count(len(event.reports), "report")
            console.print(f"  {event.id}  {words.safe(event.title)}, {event.grade}, {told_by}", soft_wrap=True)
        for other in subjects.standings.values():
            if other.by == made.id:
                earlier = subjects.judgements[other.judgement]
                verb = "takes back" if other.state == "undone" else "overrules"
                said = f"{decisions.said(earlier)} by {words.safe(earlier.who)}"
                console.print(f"  {verb} {said}, {earlier.id}", soft_wrap=True)


def _pair(action: str, words: str) -> click.Command:
    @click.command(name=action, help=words)
    @click.argument("left", metavar="A")
    @click.argument("right", metavar="B")
    @why_option
    @by_option
    @ledger_option
    def one(*, left: str, right: str, why: str, who: str, ledger: Path) -> None:
        from recoupe.cli.lookup import find_subject

        def decision(review: Review) -> Judgement:
            found = find_subject(left, review), find_subject(right, review)
            made: Judgement = getattr(review, action)(*found, who=who, why=why)
            return made

        _decide(ledger, decision)

    return one


def _single(action: str, metavar: str, words: str) -> click.Command:
    @click.command(name=action, help=words)
    @click.argument("key", metavar=metavar)
    @why_option
    @by_option
    @ledger_option
    def one(key: str, why: str, who: str, ledger: Path) -> None:
        from recoupe.cli.lookup import find_subject

        def decision(review: Review) -> Judgement:
            made: Judgement = getattr(review, action)(find_subject(key, review), who=who, why=why)
            return made

        _decide(ledger, decision)

    return one


command.add_command(_pair("same", "A and B, two events or reports, are one event."))
command.add_command(_pair("different", "A and B, two events or reports, are two events."))
command.add_command(_pair("unsure", "A and B were looked at and left open; earlier decisions on them no longer hold."))


@command.command(name="set")
@click.argument("event", metavar="EVENT")
@click.argument("name", metavar="PROPERTY")
@click.argument("value", metavar="VALUE")
@why_option
@by_option
@ledger_option
def set_command(*, event: str, name: str, value: str, why: str, who: str, ledger: Path) -> None:
    """Set a value of EVENT; what the accounts say stays visible beside it.

    PROPERTY is kind, when, where, attacker, target, weapon, sites, or toll.KIND. VALUE is written as 2023-11-07,
    2023-11 or 2023-11-02/2023-11-03; as a name or an id, several with ";" between them; as 14, 8+ (or more), 12-15 or
    "14 civilians"; as "none"; or as JSON.
    """
    from recoupe.cli.lookup import find_subject

    _decide(ledger, lambda r: r.set_value(find_subject(event, r), name, value, who=who, why=why))


command.add_command(
    _single("dismiss", "KEY", "An event does not count: it is discounted. A disagreement or an issue is none.")
)
command.add_command(
    _single("confirm", "KEY", "An event is right as it stands. A disagreement or an issue was looked at and stays.")
)
command.add_command(
    _single("undo", "JUDGEMENT", "Take a judgement back; to undo an undo brings back what it took away.")
)


@command.command(name="list")
@json_option
@ledger_option
def list_command(as_json: bool, ledger: Path) -> None:
    """All judgements, oldest first: who decided what, when and why, and what it amounts to now."""
    import msgspec

    from recoupe.cli import decisions, words
    from recoupe.cli.screen import out

    with opened(ledger) as review:
        subjects = review.subjects
    console = out()
    for judgement in subjects.view.judgements:
        standing = subjects.standings.get(judgement.id)
        if as_json:
            click.echo(msgspec.json.encode({"judgement": judgement, "standing": standing}))
        else:
            console.print(decisions.line(judgement, standing), soft_wrap=True)
    if not as_json:
        console.print(f"{words.count(len(subjects.view.judgements), 'judgement')}.")


@command.command(name="queue")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Only the N that matter most.")
@json_option
@ledger_option
def queue_command(limit: int | None, as_json: bool, ledger: Path) -> None:
    """What needs a human, most important first."""
    import msgspec

    from recoupe.cli import words
    from recoupe.cli.screen import out

    with opened(ledger) as review:
        items = review.queue()
    console = out()
    for item in items[:limit]:
        if as_json:
            click.echo(msgspec.json.encode(item))
            continue
        about = " ".join(item.events) or item.document or ""
        key = "" if item.key in item.events else f"  {item.key}"
        console.print(f"{item.weight:5.1f}  {item.kind}: {words.safe(item.words)}  {about}{key}", soft_wrap=True)
    if not as_json:
        console.print(f"{words.count(len(items), 'item')} in the queue.")
