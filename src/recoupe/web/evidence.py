"""What is held of an event, property by property, and every claim behind it. Nothing here is decided: claims are
gathered by equal value, and set beside the value that the ledger prefers and the sides that it tells apart.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import get_args

import msgspec

from recoupe.model.document import Document
from recoupe.model.event import Disagreement, Event
from recoupe.model.judgement import Judgement
from recoupe.model.report import Claim, ClaimValue, Property, Report, When
from recoupe.model.spans import Quote
from recoupe.model.values import Actor, Place, Sites, Source, Status, Toll, TollKind, Weapon
from recoupe.web.catalogue import Catalogue

#: Properties of an event in the order of the page, with the claims that they rest on.
_RESTS_ON: Mapping[str, tuple[Property, ...]] = {
    "when": ("when",),
    "where": ("where",),
    "attacker": ("attacker", "actor"),
    "target": ("target", "partner"),
    "weapon": ("weapon",),
    "sites": ("sites",),
}
#: The same the other way round: the property of an event that each claim speaks for.
_SPEAKS_FOR = {claimed: name for name, claims in _RESTS_ON.items() for claimed in claims}
_UNDATED = dt.date.max


class Account(msgspec.Struct, frozen=True):
    """One document's word on one property: value, quote, status, who says so. `claim` is None for the kind of an event,
    which rests on the words that tell it.
    """

    report: Report
    quote: Quote
    status: Status
    according_to: tuple[Source, ...]
    value: ClaimValue | None
    document: Document | None
    claim: str | None = None

    @property
    def day(self) -> dt.date:
        """Day of publication; the last day there is where it is not told."""
        published = self.document.published if self.document is not None else None
        return published.interval.start if published is not None else _UNDATED

    @property
    def is_copy(self) -> bool:
        """Whether the article is a copy of another one."""
        return self.document is not None and self.document.copy_of is not None

    @property
    def original(self) -> str:
        """The article, or the one that it copies."""
        copied = self.document.copy_of if self.document is not None else None
        return copied or self.report.document


class Group(msgspec.Struct, frozen=True):
    """Accounts that give one value. `held`: the event's own. `apart`: on another side of a disagreement than that."""

    value: ClaimValue | None
    kind: str
    accounts: tuple[Account, ...]
    held: bool = False
    apart: bool = False
    denied: bool = False

    @property
    def documents(self) -> int:
        """How many articles say so, copies not counted."""
        return len({a.original for a in self.accounts})

    @property
    def first(self) -> tuple[Account, ...]:
        """One account of each article, originals before copies: what is shown at once."""
        return tuple(self._by_article().values())

    @property
    def further(self) -> tuple[Account, ...]:
        """Copies of those articles, and further words in them."""
        at_once = set(map(id, self.first))
        return tuple(a for a in self.accounts if id(a) not in at_once)

    def _by_article(self) -> dict[str, Account]:
        found: dict[str, Account] = {}
        for account in sorted(self.accounts, key=lambda a: a.is_copy):
            found.setdefault(account.original, account)
        return found


class Held(msgspec.Struct, frozen=True):
    """One property of an event: `values` are preferred, `groups` are what the accounts say, the preferred first."""

    name: str
    values: tuple[ClaimValue, ...]
    groups: tuple[Group, ...]
    disputes: tuple[Disagreement, ...] = ()
    set_by: Judgement | None = None

    def behind(self, value: ClaimValue) -> Account | None:
        """The first account that gives a value; None where a person set it and nobody else says so."""
        same = (g for g in self.groups if not g.denied and _same(g.value) == _same(value))
        return next((g.accounts[0] for g in same), None) or self._beside()

    def _beside(self) -> Account | None:
        """For a value that no account gives in just that form (a date narrowed by two): the first account beside it."""
        if self.set_by is not None:
            return None
        return next((g.accounts[0] for g in self.groups if not g.denied and not g.apart), None)


def held(event: Event, catalogue: Catalogue) -> tuple[Held, ...]:
    """Every property of an event that it has or that an account tells."""
    accounts = _accounts(event, catalogue)
    disputes = catalogue.disagreements.get(event.id, ())
    rows = [_plain(event, name, accounts, disputes) for name in _RESTS_ON]
    rows += [_toll(event, kind, accounts, disputes) for kind in get_args(TollKind)]
    rows.append(_kind(event, catalogue))
    status = _status(disputes, catalogue)
    rows += [status] if status is not None else []
    return tuple(_set(row, event, catalogue) for row in rows if row.values or row.groups)


def speaks_for(claim: Claim) -> str:
    """The property of an event that a claim speaks for, as people set it: a toll by its kind of harm."""
    if isinstance(claim.value, Toll):
        return f"toll.{claim.value.kind}"
    return _SPEAKS_FOR.get(claim.property, claim.property)


def _accounts(event: Event, catalogue: Catalogue) -> list[tuple[Property, Account]]:
    """All claims of the event's reports, by day of publication."""
    return [(c.property, _account(c, r, catalogue)) for r in catalogue.accounts(event) for c in r.claims]


def _account(claim: Claim, report: Report, catalogue: Catalogue) -> Account:
    document = catalogue.documents.get(report.document)
    return Account(report, claim.quote, claim.status, claim.according_to, claim.value, document, claim.id)


def _kind(event: Event, catalogue: Catalogue) -> Held:
    """What reports call it: the words that tell it."""
    told: dict[Hashable, list[Account]] = {}
    for report in catalogue.accounts(event):
        document = catalogue.documents.get(report.document)
        for quote in report.triggers[:1]:
            account = Account(report, quote, report.status, report.according_to, None, document)
            told.setdefault(report.kind, []).append(account)
    groups = [Group(None, str(kind), tuple(of), held=kind == event.kind) for kind, of in told.items()]
    return Held("kind", (), _ordered(groups))


def _plain(
    event: Event, name: str, accounts: Sequence[tuple[Property, Account]], disputes: Sequence[Disagreement]
) -> Held:
    found = getattr(event, name)
    values = found if isinstance(found, tuple) else (found,) if found is not None else ()
    ours = [a for p, a in accounts if p in _RESTS_ON[name]]
    against = tuple(d for d in disputes if d.property == name)
    return Held(name, values, _grouped(ours, values, against), against)


def _toll(
    event: Event, kind: str, accounts: Sequence[tuple[Property, Account]], disputes: Sequence[Disagreement]
) -> Held:
    name = f"toll.{kind}"
    values = tuple(t for t in event.tolls if t.kind == kind)
    ours = [a for p, a in accounts if p == "toll" and isinstance(a.value, Toll) and a.value.kind == kind]
    against = tuple(d for d in disputes if d.property == name or d.property.startswith(f"{name}."))
    return Held(name, values, _grouped(ours, values, against), against)


def _status(disputes: Sequence[Disagreement], catalogue: Catalogue) -> Held | None:
    """Some say that it happened, others that it did not: each side as a group."""
    groups = []
    for dispute in (d for d in disputes if d.property == "status"):
        for n, side in enumerate(dispute.values):
            known = [catalogue.claims[c.id] for c in side.claims if c.id in catalogue.claims]
            of = tuple(_account(c, r, catalogue) for c, r in known)
            if of:
                groups.append(Group(None, of[0].status, of, held=n == 0, apart=n > 0, denied=of[0].status == "denied"))
    return Held("status", (), tuple(groups), tuple(d for d in disputes if d.property == "status")) if groups else None


def _grouped(
    accounts: Iterable[Account], values: Sequence[ClaimValue], disputes: Sequence[Disagreement]
) -> tuple[Group, ...]:
    """Accounts of one value together; what is denied stands apart from what is said."""
    told: dict[tuple[Hashable, bool], list[Account]] = {}
    for account in accounts:
        told.setdefault((_same(account.value), account.status == "denied"), []).append(account)
    preferred = {_same(value) for value in values}
    groups = []
    for (value, denied), of in told.items():
        is_held = value in preferred and not denied
        groups.append(Group(of[0].value, "", tuple(of), held=is_held, denied=denied))
    sides = [{claim.id for claim in side.claims} for dispute in disputes for side in dispute.values]
    ours = {a.claim for group in groups if group.held for a in group.accounts}
    against = {c for side in sides if not side & ours for c in side} if any(s & ours for s in sides) else set()
    marked = [
        msgspec.structs.replace(g, apart=not g.held and any(a.claim in against for a in g.accounts)) for g in groups
    ]
    return _ordered(marked)


def _ordered(groups: Iterable[Group]) -> tuple[Group, ...]:
    """The preferred value first, then what most articles say."""
    return tuple(sorted(groups, key=lambda g: (not g.held, -g.documents, g.denied)))


def _same(value: ClaimValue | None) -> Hashable:
    """What makes two values one to a reader: how they are worded in the article does not."""
    match value:
        case When():
            return (value.interval.start, value.interval.end)
        case Place():
            return (value.id or value.name, value.precision)
        case Actor():
            return value.id
        case Weapon():
            return (value.weapon_class, value.model)
        case Toll():
            return (value.kind, value.low, value.high, value.whose, value.part)
        case Sites():
            return (value.total, value.comparator, value.by_country)
    return None


def _set(row: Held, event: Event, catalogue: Catalogue) -> Held:
    """The same with the judgement that set its value, if a person did."""
    for key in event.judgements:
        judgement = catalogue.judgements.get(key)
        if judgement is not None and judgement.action == "set" and judgement.property == row.name:
            return msgspec.structs.replace(row, set_by=judgement)
    return row


#: Code points of the article shown around a quote.
_AROUND = 64


def around(account: Account) -> tuple[str, str]:
    """Words of the article before and after a quote, on its own line, whole words; "…" where the line goes on."""
    if account.document is None:
        return "", ""
    text, start, end = account.document.text, account.quote.start, account.quote.end
    before = text[max(0, start - _AROUND) : start].rpartition("\n")[2]
    after = text[end : end + _AROUND].partition("\n")[0]
    if len(before) == _AROUND:
        before = "… " + before.partition(" ")[2]
    if len(after) == _AROUND:
        after = after.rpartition(" ")[0] + " …"
    return before, after
