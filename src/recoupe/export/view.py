"""The view in the words of the export contract (DESIGN, section 4): plain objects that any client can read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from recoupe.model.document import Document, Published
from recoupe.model.event import Disagreement, Event, EventLink
from recoupe.model.judgement import Judgement, Standing
from recoupe.model.kinds import Kind
from recoupe.model.report import Claim, ClaimValue, Figure, Report, Tally, When
from recoupe.model.spans import Quote
from recoupe.model.time import DateInterval
from recoupe.model.values import Actor, Place, Sites, Source, Toll, Weapon

Object = dict[str, Any]


def quote(value: Quote | None) -> Object | None:
    """Words and where they stand, in code points."""
    return None if value is None else {"start": value.start, "end": value.end, "exact": value.exact}


def interval(value: DateInterval) -> Object:
    """ISO days, both included, and the UCDP precision."""
    return {"start": value.start.isoformat(), "end": value.end.isoformat(), "precision": value.precision}


def when(value: When | None) -> Object | None:
    """An interval with the rule and the anchor that gave it."""
    return None if value is None else {**interval(value.interval), "rule": value.rule, "anchor": value.anchor}


def place(value: Place) -> Object:
    """A place; coordinates in degrees, null where there is nothing honest to pin."""
    return {
        "id": value.id,
        "name": value.name,
        "country": value.country,
        "admin1": value.admin1,
        "lat": value.lat,
        "lon": value.lon,
        "precision": value.precision,
    }


def actor(value: Actor) -> Object:
    """An actor, and the kind of site when it is one."""
    found: Object = {"id": value.id, "name": value.name, "class": value.actor_class, "country": value.country}
    if value.parent is not None:
        found["parent"] = value.parent
    if value.site is not None:
        found["site"] = value.site
    if value.names:
        found["names"] = list(value.names)
    return found


def toll(value: Toll) -> Object:
    """Counted harm; `high` null is open. `part` is there only when it is inside another toll, `rule` only when one was
    used.
    """
    found: Object = {"kind": value.kind, "low": value.low, "high": value.high, "whose": list(value.whose)}
    if value.part:
        found["part"] = True
    if value.rule is not None:
        found["rule"] = value.rule
    return found


def weapon(value: Weapon) -> Object:
    """Class and model as written."""
    return {"class": value.weapon_class, "model": value.model}


def sites(value: Sites) -> Object:
    """Number of sites hit, and by country."""
    found: Object = {"total": value.total, "by_country": dict(value.by_country)}
    if value.comparator != "=":
        found["comparator"] = value.comparator
    return found


def claim_value(value: ClaimValue) -> Object | None:
    """Any value of a claim."""
    match value:
        case When():
            return when(value)
        case Place():
            return place(value)
        case Actor():
            return actor(value)
        case Weapon():
            return weapon(value)
        case Toll():
            return toll(value)
        case Sites():
            return sites(value)


def source(value: Source) -> Object:
    """Who says so."""
    return {
        "name": value.name,
        "org": value.org,
        "role": value.role,
        "anonymous": value.anonymous,
        "channel": value.channel,
        "via": value.via,
    }


def source_name(value: Source) -> str:
    """A source in one string: its name and role, or its organisation, or how it is described."""
    who = " ".join(part for part in (value.role, value.name, value.org) if part)
    return who or ("anonymous source" if value.anonymous else value.via or value.channel or "unnamed source")


def claim(value: Claim) -> Object:
    """One property, its quote, its status and who says so."""
    return {
        "id": value.id,
        "property": value.property,
        "value": claim_value(value.value),
        "quote": quote(value.quote),
        "status": value.status,
        "according_to": [source(s) for s in value.according_to],
    }


def published(value: Published | None) -> Object | None:
    """Document creation time with its evidence."""
    if value is None:
        return None
    evidence = {"kind": value.evidence.kind, "exact": value.evidence.exact}
    return {**interval(value.interval), "evidence": evidence}


def document(value: Document) -> Object:
    """A document, its text whole: every quote is found in it."""
    return {
        "id": value.id,
        "path": value.path,
        "uri": value.uri,
        "sha256": value.sha256,
        "title": value.title,
        "outlet": value.outlet,
        "languages": list(value.languages),
        "published": published(value.published),
        "dateline": quote(value.dateline),
        "text": value.text,
        "zones": [{"start": z.start, "end": z.end, "kind": z.kind, "language": z.language} for z in value.zones],
        "dropped": [{"exact": d.exact, "reason": d.reason} for d in value.dropped],
        "copy_of": value.copy_of,
    }


def report(value: Report, event_of: Mapping[str, str]) -> Object:
    """A report and the event it is taken to be about; null until it is linked."""
    return {
        "id": value.id,
        "document": value.document,
        "event": event_of.get(value.id),
        "kind": value.kind,
        "count": value.count,
        "status": value.status,
        "triggers": [quote(t) for t in value.triggers],
        "according_to": [source(s) for s in value.according_to],
        "claims": [claim(c) for c in value.claims],
    }


def event(value: Event, kinds: Mapping[str, Kind]) -> Object:
    """An event with its codes in the other schemes; null where they have none."""
    kind = kinds.get(value.kind)
    return {
        "id": value.id,
        "kind": value.kind,
        "plover": kind.plover if kind else None,
        "acled": kind.acled if kind else None,
        "title": value.title,
        "when": when(value.when),
        "where": [place(p) for p in value.where],
        "attacker": [actor(a) for a in value.attacker],
        "target": [actor(a) for a in value.target],
        "weapon": [weapon(w) for w in value.weapon],
        "sites": sites(value.sites) if value.sites is not None else None,
        "tolls": [toll(t) for t in value.tolls],
        "grade": value.grade,
        "grade_reason": value.grade_reason,
        "independent_sources": value.independent_sources,
        "reports": list(value.reports),
        "documents": list(value.documents),
        "judgements": list(value.judgements),
    }


def judgement(value: Judgement, standing: Standing | None) -> Object:
    """A human decision whole, and what it amounts to; `state` null until the next linking."""
    found: Object = msgspec.to_builtins(value)
    found["state"] = standing.state if standing else None
    found["by"] = standing.by if standing else None
    found["detail"] = standing.detail if standing else None
    return found


def link(value: EventLink) -> Object:
    """Event to event, with the words that say so."""
    return {
        "type": value.type,
        "from": value.source,
        "to": value.target,
        "quote": quote(value.quote),
        "document": value.document,
        "suggested": value.suggested,
    }


def disagreement(value: Disagreement) -> Object:
    """The sides of a disagreement: each value, the claims that hold it, who says so in words."""
    return {
        "event": value.event,
        "property": value.property,
        "values": [
            {
                "value": disputed(value.property, side.claims),
                "claims": [c.id for c in side.claims],
                "according_to": list(dict.fromkeys(source_name(s) for s in side.according_to)),
            }
            for side in value.values
        ],
        "inside_document": value.inside_document,
    }


def disputed(name: str, claims: tuple[Claim, ...]) -> Object | None:
    """The value that one side holds; in a disagreement on status, that status beside the value."""
    if not claims:
        return None
    found = claim_value(claims[0].value)
    return {**(found or {}), "status": claims[0].status} if name == "status" else found


def tally(value: Tally) -> Object:
    """A running total."""
    return {
        "id": value.id,
        "document": value.document,
        "kind": value.kind,
        "number": value.number,
        "comparator": value.comparator,
        "since": value.since.start.isoformat() if value.since else None,
        "as_of": value.as_of.end.isoformat() if value.as_of else None,
        "scope": list(value.scope),
        "target": [actor(a) for a in value.target],
        "quote": quote(value.quote),
        "according_to": [source(s) for s in value.according_to],
    }


def figure(value: Figure) -> Object:
    """A standing number."""
    return {
        "id": value.id,
        "document": value.document,
        "number": value.number,
        "comparator": value.comparator,
        "of": value.of,
        "where": value.where,
        "quote": quote(value.quote),
    }
