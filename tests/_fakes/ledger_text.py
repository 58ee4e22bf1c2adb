"""A ledger as text that a person can read and a diff can tell apart: no ids, one line for each value."""

from __future__ import annotations

from collections.abc import Iterator

from recoupe.export.json import issues
from recoupe.model.document import Document
from recoupe.model.event import Disagreement, Event
from recoupe.model.report import Claim, Report, When
from recoupe.model.values import Actor, Place, Sites, Toll, Weapon
from recoupe.model.view import LedgerView

NO_DATE = "no date"


def render(view: LedgerView) -> str:
    """The whole ledger, events in the order of their dates."""
    return "\n".join([*_documents(view), "", *_Events(view).lines(), *_rest(view)]) + "\n"


def _documents(view: LedgerView) -> Iterator[str]:
    names = {d.id: d.path.rsplit("/", 1)[-1] for d in view.documents}
    yield "DOCUMENTS"
    for document in sorted(view.documents, key=lambda d: names[d.id]):
        copy = f"  copy of {names[document.copy_of]}" if document.copy_of else ""
        yield f"  {names[document.id]}  {_published(document)}  {document.outlet or '?'}{copy}"


def _published(document: Document) -> str:
    return document.published.interval.start.isoformat() if document.published else NO_DATE


class _Events:
    """Lines of events; events are named by day, kind and place where they are told of one another."""

    def __init__(self, view: LedgerView) -> None:
        self._view = view
        self._files = {d.id: d.path.rsplit("/", 1)[-1] for d in view.documents}
        self._reports = {r.id: r for reading in view.readings for r in reading.reports}
        self._events = {e.id: e for e in view.linked.events}

    def lines(self) -> Iterator[str]:
        events = sorted(self._events.values(), key=self._rank)
        yield f"EVENTS ({len(events)})"
        for event in events:
            yield from self._event(event)
            yield ""

    def _rank(self, event: Event) -> tuple[str, str, list[str]]:
        told = sorted(f"{self._files[r.document]}:{r.triggers[0].start:06d}" for r in self._told(event))
        return _days(event.when), event.kind, told

    def _told(self, event: Event) -> list[Report]:
        reports = [self._reports[r] for r in event.reports]
        return sorted(reports, key=lambda r: (self._files[r.document], r.triggers[0].start))

    def _event(self, event: Event) -> Iterator[str]:
        yield f"{_days(event.when)}  {event.kind}  {event.grade}"
        if event.when is not None:
            yield f"  when      precision {event.when.interval.precision}, {event.when.rule}, {event.when.anchor}"
        for name, values in (
            ("where", [_place(p) for p in event.where]),
            ("attacker", [_actor(a) for a in event.attacker]),
            ("target", [_actor(a) for a in event.target]),
            ("weapon", [_weapon(w) for w in event.weapon]),
            ("tolls", [_toll(t) for t in event.tolls]),
        ):
            if values:
                yield f"  {name:<9} {'; '.join(values)}"
        yield f"  sources   {event.independent_sources} independent, {len(event.documents)} documents"
        for report in self._told(event):
            words = " | ".join(t.exact for t in report.triggers)
            yield f"  told by   {self._files[report.document]}  {report.status}  «{words}»"
        for dispute in sorted(self._view.linked.disagreements, key=lambda d: d.property):
            if dispute.event == event.id:
                yield f"  differ    {_dispute(dispute)}"
        yield from sorted(self._links(event))

    def _links(self, event: Event) -> Iterator[str]:
        for link in self._view.linked.links:
            if link.source == event.id:
                target = self._events[link.target]
                words = f"  «{link.quote.exact}»" if link.quote else "  suggested"
                yield f"  {link.type}  {_days(target.when)} {target.kind}{words}"


def _rest(view: LedgerView) -> Iterator[str]:
    files = {d.id: d.path.rsplit("/", 1)[-1] for d in view.documents}
    tallies = [t for reading in view.readings for t in reading.tallies]
    figures = [f for reading in view.readings for f in reading.figures]
    yield "TALLIES"
    yield from sorted(
        f"  {files[t.document]}  {t.kind} {t.comparator} {t.number} since {t.since.start if t.since else '?'} "
        f"in {', '.join(t.scope) or '?'}  «{t.quote.exact}»"
        for t in tallies
    )
    yield "FIGURES"
    yield from sorted(
        f"  {files[f.document]}  {f.comparator} {f.number} {f.of} in {f.where or '?'}  «{f.quote.exact}»"
        for f in figures
    )
    yield "ISSUES"
    yield from sorted(
        f"  {files[i.document]}  {i.code}  «{i.quote.exact if i.quote else ''}»  {i.detail}" for i in issues(view)
    )
    yield "REFUSALS"
    yield from sorted(f"  {r.path.rsplit('/', 1)[-1]}  {r.code}" for r in view.refusals)


def _days(when: When | None) -> str:
    if when is None:
        return NO_DATE
    start, end = when.interval.start.isoformat(), when.interval.end.isoformat()
    return start if start == end else f"{start}..{end}"


def _place(place: Place) -> str:
    return f"{place.label or place.name} {place.country or '?'} ({place.precision})"


def _actor(actor: Actor) -> str:
    return f"{actor.name} [{actor.site}]" if actor.site else actor.name


def _weapon(weapon: Weapon) -> str:
    return f"{weapon.weapon_class} {weapon.model}" if weapon.model else weapon.weapon_class


def _toll(toll: Toll) -> str:
    high = "+" if toll.high is None else "" if toll.high == toll.low else f" to {toll.high}"
    groups = f" ({', '.join(toll.whose)})" if toll.whose else ""
    return f"{toll.kind} {toll.low}{high}{groups}"


def _dispute(dispute: Disagreement) -> str:
    sides = [" ".join(dict.fromkeys(_said(c) for c in side.claims)) for side in dispute.values]
    scope = "in one document" if dispute.inside_document else "between documents"
    return f"{dispute.property} {scope}: {' / '.join(sorted(sides))}"


def _said(claim: Claim) -> str:
    match claim.value:
        case When():
            value = _days(claim.value)
        case Place():
            value = _place(claim.value)
        case Actor():
            value = _actor(claim.value)
        case Weapon():
            value = _weapon(claim.value)
        case Toll():
            value = _toll(claim.value)
        case Sites():
            value = f"{claim.value.total} sites"
    denied = " denied" if claim.status == "denied" else ""
    return f"{value}{denied} «{claim.quote.exact}»"
