"""The queue, one item after another, decided with single keys."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from recoupe.cli import decisions, words
from recoupe.cli.pages import Page
from recoupe.model.errors import DataError
from recoupe.model.event import Event
from recoupe.model.judgement import Judgement
from recoupe.model.kinds import Kind
from recoupe.pipeline.review import Review
from recoupe.review.queue import Item

_KEYS = "s same  d different  u unsure  x dismiss  c confirm  v set value  z undo  n next  q quit"
_PAIR = {"s": "same", "d": "different", "u": "unsure"}
_ONE = {"x": "dismiss", "c": "confirm"}
#: A linking that takes longer, in seconds, waits until the walk ends.
_PATIENT_FOR = 1.0
#: Accounts shown side by side; `recoupe show` has all.
_SIDES = 2


class Walk:
    """One person's walk through the queue."""

    def __init__(self, review: Review, console: Console, kinds: Mapping[str, Kind], who: str) -> None:
        self._review, self._console, self._kinds, self._who = review, console, kinds, who
        self._passed: set[tuple[str, str, tuple[str, ...]]] = set()
        self._made: list[Judgement] = []
        self._waiting = 0
        self._cost = 0.0

    def go(self) -> None:
        """Walk until the queue or the person's patience ends. What was decided is written at once, and takes effect on
        the events at the end at the latest, also when the walk is broken off.
        """
        try:
            while (item := self._next()) is not None or self._takes_back():
                if item is not None:
                    self._show(item)
                    if not self._ask(item):
                        break
        except (click.Abort, EOFError, KeyboardInterrupt):
            self._console.print("stopped. What was decided is kept.")
        finally:
            self._relink()
            self._console.print(f"{words.count(len(self._made), 'decision')} made.")

    def _next(self) -> Item | None:
        """The most important item that this walk has not passed."""
        return next((item for item in self._review.queue() if _name(item) not in self._passed), None)

    def _takes_back(self) -> bool:
        """At the end of the queue: whether the last decision was taken back, and its item comes again."""
        self._console.print("Nothing more in the queue.")
        while self._made:
            self._console.print("z undo  q quit")
            key = click.getchar().lower()
            if key == "z":
                return self._undo()
            if key in ("q", "n", ""):
                break
        return False

    def _ask(self, item: Item) -> bool:
        """Take keys until one decides or passes the item; False when the person quits."""
        while True:
            self._console.print(_KEYS)
            key = click.getchar().lower()
            if not key:
                raise click.Abort  # no more input
            if key == "q":
                return False
            if key == "n":
                self._passed.add(_name(item))
                return True
            try:
                decided = self._undo() if key == "z" else self._decide(key, item)
            except DataError as error:
                self._console.print(f"not done: {error}", soft_wrap=True)
                continue
            if decided:
                return True

    def _decide(self, key: str, item: Item) -> bool:
        decision = self._decision(key, item)
        if decision is None:
            return False
        why = self._prompt("why")
        if not why:
            self._console.print("not done: a judgement needs a reason.")
            return False
        made = decision(why)
        self._passed.add(_name(item))
        self._made.append(made)
        self._took_effect(made)
        return True

    def _decision(self, key: str, item: Item) -> Callable[[str], Judgement] | None:
        """What a key means for an item: a decision that waits for its reason."""
        review, who = self._review, self._who
        if key in _PAIR and item.kind == "proposal":
            pair: Callable[..., Judgement] = getattr(review, _PAIR[key])
            return lambda why: pair(*item.events, who=who, why=why)
        if key in _ONE and item.kind != "lapsed":
            one: Callable[..., Judgement] = getattr(review, _ONE[key])
            subject = self._which(item)
            return lambda why: one(subject, who=who, why=why)
        if key == "x" and item.kind == "lapsed":
            return lambda why: review.undo(item.key, who=who, why=why)
        if key == "v" and item.events:
            event = self._which(item) if item.kind == "proposal" else item.events[0]
            name = self._prompt("property", item.property or "")
            value = self._prompt("value")
            return lambda why: review.set_value(event, name, value, who=who, why=why)
        self._console.print(f"that key decides nothing about this {item.kind}.")
        return None

    def _which(self, item: Item) -> str:
        """What a verdict names: of two proposed events, the one that the person says."""
        if item.kind != "proposal":
            return item.key
        side = self._prompt("the first or the second event, 1 or 2")
        if side not in ("1", "2"):
            raise DataError(f"{side!r} is neither 1 nor 2.")
        return item.events[int(side) - 1]

    def _undo(self) -> bool:
        """Take back the last decision of this walk; its item comes again."""
        if not self._made:
            raise DataError("nothing was decided in this walk. For older ones: `recoupe review undo JUDGEMENT`.")
        why = self._prompt("why") or "a slip of the hand"
        last = self._made.pop()
        self._took_effect(self._review.undo(last.id, who=self._who, why=why))
        self._passed = {p for p in self._passed if last.subject not in (p[1], *p[2])}
        return True

    def _took_effect(self, made: Judgement) -> None:
        self._console.print(f"kept: {decisions.said(made)}  {made.id}", soft_wrap=True)
        self._waiting += 1
        if self._cost < _PATIENT_FOR:
            self._relink()

    def _relink(self) -> None:
        if not self._waiting:
            return
        before = time.monotonic()
        self._review.relink()
        self._cost, self._waiting = time.monotonic() - before, 0

    def _prompt(self, text: str, default: str = "") -> str:
        answer: str = click.prompt(text, default=default, show_default=bool(default))
        return answer.strip()

    def _show(self, item: Item) -> None:
        """An item: what is the matter, then the accounts side by side."""
        subjects = self._review.subjects
        page = Page(subjects.view, self._kinds)
        self._console.rule(f"{item.kind}, weight {item.weight:.1f}")
        self._console.print(words.safe(item.words), soft_wrap=True)
        if item.key in subjects.disagreements:
            for line in page.disagreements([subjects.disagreements[item.key]]):
                self._console.print(line, soft_wrap=True)
        columns = [_column(page, subjects.events.get(subjects.event_of.get(r, "")), r) for r in item.reports[:_SIDES]]
        columns = columns or [list(page.summary(subjects.events[e])) for e in item.events[:_SIDES]]
        if item.document in subjects.documents:
            columns.append([words.safe(subjects.documents[item.document].path)])
        if item.key in subjects.issues and (quote := subjects.issues[item.key].quote):
            columns.append([f"«{words.clip(quote.exact, 200)}»"])
        grid = Table.grid(padding=(0, 3), expand=True)
        for _ in columns:
            grid.add_column(ratio=1, overflow="fold")
        if columns:
            grid.add_row(*(Text("\n".join(column)) for column in columns))
            self._console.print(grid)


def _column(page: Page, event: Event | None, report: str) -> list[str]:
    head = [*page.summary(event), ""] if event is not None else []
    return [*head, *page.account(report)]


def _name(item: Item) -> tuple[str, str, tuple[str, ...]]:
    return item.kind, item.key, item.events
