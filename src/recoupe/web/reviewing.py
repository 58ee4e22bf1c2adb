"""What the review page shows of an item: the matter in words, the accounts side by side, what can be decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import get_origin

import msgspec

from recoupe.model.document import Document, Issue
from recoupe.model.event import Disagreement, Event
from recoupe.model.ids import make_id
from recoupe.model.judgement import Judgement
from recoupe.model.report import Claim, ClaimValue, Report
from recoupe.model.rulings import SETTABLE
from recoupe.model.spans import Quote
from recoupe.review.queue import Item
from recoupe.review.reasons import NOTHING, reasons
from recoupe.review.subjects import Subjects
from recoupe.web.catalogue import Catalogue
from recoupe.web.evidence import speaks_for
from recoupe.web.reasons import coded
from recoupe.web.tongue import Tongue
from recoupe.web.values import Teller

#: What can be decided of each kind of item, in the order of the page; see `Asked` for what each does.
ACTIONS: Mapping[str, tuple[str, ...]] = {
    "proposal": ("same", "different", "unsure", "set"),
    "disagreement": ("set", "confirm", "dismiss"),
    "issue": ("confirm", "dismiss"),
    "thin": ("confirm", "dismiss", "set"),
    "reopened": ("confirm", "dismiss"),
    "lapsed": ("undo",),
}
#: The key that picks each action; the same as in `recoupe review`.
KEYS = {
    "same": "s",
    "different": "d",
    "unsure": "u",
    "set": "v",
    "confirm": "c",
    "dismiss": "x",
    "undo": "z",
    "split": "p",
}
_TELLING = ("when", "where", "attacker", "target", "toll")
#: Most quotes shown for one value.
_QUOTES = 3


class Said(msgspec.Struct, frozen=True):
    """Words of a document that a value rests on."""

    exact: str
    document: Document | None
    start: int
    end: int


class Cell(msgspec.Struct, frozen=True):
    """A property of one event: its value in words ("" where nothing is told) and words that say so."""

    text: str
    said: tuple[Said, ...] = ()


class Row(msgspec.Struct, frozen=True):
    """A property of two events (or of one) side by side. `mark`: "same", "differ", "silent" (one tells nothing)."""

    property: str
    cells: tuple[Cell, ...]
    mark: str


class Choice(msgspec.Struct, frozen=True):
    """A value that an account gives, as JSON that `set` takes, in words, and who says so."""

    value: str
    text: str
    who: str
    said: tuple[Said, ...]
    status: str


class Matter(msgspec.Struct, frozen=True):
    """One item as the page shows it."""

    key: str
    item: Item
    words: str
    events: tuple[Event, ...] = ()
    shared: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    choices: tuple[Choice, ...] = ()
    document: Document | None = None
    issue: Issue | None = None
    judgement: Judgement | None = None
    actions: tuple[str, ...] = ()


def item_key(item: Item) -> str:
    """What an address calls an item: the same as long as the matter is the same."""
    return make_id("item", item.kind, item.key, *item.events).partition(":")[2]


class Bench:
    """Items of one catalogue, told in one tongue."""

    def __init__(self, catalogue: Catalogue, tongue: Tongue) -> None:
        self._catalogue, self._t, self._tell = catalogue, tongue, Teller(tongue)
        self._subjects = Subjects(catalogue.view)

    def matter(self, item: Item) -> Matter:
        """All of an item."""
        events = tuple(self._catalogue.events[e] for e in item.events if e in self._catalogue.events)
        shared, apart = self._reasons(events) if item.kind == "proposal" else ((), ())
        dispute = self._subjects.disagreements.get(item.key)
        return Matter(
            key=item_key(item),
            item=item,
            words=self.words(item),
            events=events,
            shared=shared,
            apart=apart,
            rows=tuple(self._rows(events)) if item.kind in ("proposal", "thin", "reopened") else (),
            choices=tuple(self.choices(dispute)) if dispute else (),
            document=self._catalogue.documents.get(item.document or ""),
            issue=self._subjects.issues.get(item.key),
            judgement=self._subjects.judgements.get(item.key),
            actions=ACTIONS[item.kind],
        )

    def words(self, item: Item) -> str:
        """What is the matter, in one line."""
        t = self._t
        match item.kind:
            case "proposal":
                events = [self._catalogue.events[e] for e in item.events if e in self._catalogue.events]
                shared, apart = self._reasons(events)
                return "; ".join(", ".join(side) for side in (shared, apart) if side)
            case "disagreement":
                dispute = self._subjects.disagreements[item.key]
                name = self._tell.property(dispute.property)
                if dispute.inside_document:
                    return t("review.differs_inside", what=name)
                return t("review.differs", what=name, n=len(dispute.values))
            case "issue":
                issue = self._subjects.issues[item.key]
                return t.value("issues", issue.code)
            case "thin":
                event = self._catalogue.events[item.events[0]]
                told = (event.when, event.where, event.attacker, event.target, event.tolls)
                missing = [self._tell.property(n) for n, there in zip(_TELLING, told, strict=True) if not there]
                return t("review.thin", missing=", ".join(missing))
            case "lapsed":
                judgement = self._subjects.judgements[item.key]
                return t("review.lapsed", what=t.value("actions", judgement.action), who=judgement.who)
            case "reopened":
                return t("review.reopened", n=len(item.reports))

    def about(self, item: Item) -> str:
        """The event or article that an item is about."""
        events = [self._tell.title(self._catalogue.events[e]) for e in item.events[:1] if e in self._catalogue.events]
        document = self._catalogue.documents.get(item.document or "")
        return next(iter(events), "") or (document.title or document.path if document else "")

    def choices(self, dispute: Disagreement) -> Iterable[Choice]:
        """Each side of a disagreement as a value to choose."""
        on_status = dispute.property == "status"
        for side in dispute.values:
            if side.claims:
                claim = side.claims[0]
                yield Choice(
                    value=settable(dispute.property, claim.value),
                    text=self._t.value("statuses", claim.status) if on_status else self._tell.value(claim.value),
                    who=self._tell.sources(side.according_to),
                    said=self._asserted(side.claims) if on_status else tuple(map(self._said, side.claims[:_QUOTES])),
                    status=claim.status,
                )

    def told(self, event: Event) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """For each property that can be set, the values that accounts give: (JSON, words), each once."""
        found: dict[str, dict[str, str]] = {}
        for report in self._catalogue.accounts(event):
            for claim in report.claims:
                name = speaks_for(claim)
                if name in SETTABLE:
                    found.setdefault(name, {}).setdefault(self._tell.value(claim.value), settable(name, claim.value))
        return {name: tuple((json, words) for words, json in values.items()) for name, values in found.items()}

    def _reasons(self, events: Iterable[Event]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        pair = tuple(events)
        if len(pair) != 2:
            return (), ()
        shared, apart = reasons(*pair)
        if not shared and not apart:
            return (), (coded(NOTHING, self._t),)
        return tuple(coded(r, self._t) for r in shared), tuple(coded(r, self._t) for r in apart)

    def _rows(self, events: tuple[Event, ...]) -> Iterable[Row]:
        """Properties of the events side by side; what none tells is left out."""
        accounts = [self._catalogue.accounts(event) for event in events]
        for name in SETTABLE:
            texts = [self._value(event, name) for event in events]
            if any(texts) and not (name == "kind" and len(events) == 1):
                pairs = zip(texts, accounts, strict=True)
                cells = tuple(Cell(text, self._quotes(name, reports)) for text, reports in pairs)
                told = [text for text in texts if text]
                mark = "silent" if len(told) < len(texts) else "same" if len(set(told)) == 1 else "differ"
                yield Row(name, cells, mark if len(events) > 1 else "same")

    def _value(self, event: Event, name: str) -> str:
        tell = self._tell
        if name.startswith("toll."):
            return tell.tolls(t for t in event.tolls if t.kind == name.removeprefix("toll."))
        match name:
            case "kind":
                return tell.kind(event.kind)
            case "when":
                return tell.date(event.when.interval) if event.when else ""
            case "where":
                return "; ".join(tell.place(p) for p in event.where)
            case "weapon":
                return ", ".join(tell.weapon(w) for w in event.weapon)
            case "sites":
                return tell.sites(event.sites) if event.sites else ""
        return tell.actors(event.attacker if name == "attacker" else event.target)

    def _quotes(self, name: str, reports: tuple[Report, ...]) -> tuple[Said, ...]:
        if name == "kind":
            return tuple(self._words(r.document, r.triggers[0]) for r in reports[:_QUOTES] if r.triggers)
        claims = [claim for report in reports for claim in report.claims if speaks_for(claim) == name]
        unique = {claim.quote.exact: claim for claim in claims}
        return tuple(self._said(claim) for claim in list(unique.values())[:_QUOTES])

    def _asserted(self, claims: tuple[Claim, ...]) -> tuple[Said, ...]:
        """The words that tell the event in the accounts of these claims: what is confirmed or denied."""
        told = (self._catalogue.claims[c.id][1] for c in claims if c.id in self._catalogue.claims)
        reports = {report.id: report for report in told}
        return tuple(self._words(r.document, t) for r in list(reports.values())[:_QUOTES] for t in r.triggers[:1])

    def _said(self, claim: Claim) -> Said:
        report = self._catalogue.claims[claim.id][1] if claim.id in self._catalogue.claims else None
        return self._words(report.document if report else "", claim.quote)

    def _words(self, document: str, quote: Quote) -> Said:
        return Said(quote.exact, self._catalogue.documents.get(document), quote.start, quote.end)


def settable(name: str, value: ClaimValue) -> str:
    """JSON of a value as `set` takes it for that property: in a list where it holds several, "" where it is not set."""
    if name not in SETTABLE:
        return ""
    several = get_origin(SETTABLE[name]) is tuple
    return msgspec.json.encode((value,) if several else value).decode()
