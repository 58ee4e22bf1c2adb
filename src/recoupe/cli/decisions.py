"""Judgements as lines of text."""

from __future__ import annotations

import msgspec

from recoupe.cli import words
from recoupe.model.event import Event
from recoupe.model.judgement import Judgement, Standing
from recoupe.model.report import ClaimValue
from recoupe.model.rulings import SETTABLE

#: Longest reason shown, in characters; the export has them whole.
_WHY = 160


def line(judgement: Judgement, standing: Standing | None) -> str:
    """ "2026-11-24 14:02 UTC, me: same event:1 event:2, because one strike [in force] judgement:3"."""
    when = judgement.when.strftime("%Y-%m-%d %H:%M")
    why = words.clip(judgement.why, _WHY)
    return f"{when}, {words.safe(judgement.who)}: {said(judgement)}, because {why} [{state(standing)}] {judgement.id}"


def said(judgement: Judgement) -> str:
    """What was decided, without who and why."""
    parts = [judgement.action, judgement.subject, judgement.object, judgement.property]
    if judgement.value is not None:
        parts.append(f"= {value(judgement.property or '', judgement.value)}")
    return words.safe(" ".join(part for part in parts if part))


def value(name: str, encoded: str) -> str:
    """A value as set, in words; the JSON itself when this version cannot read it."""
    try:
        found = msgspec.json.decode(encoded, type=SETTABLE[name])
    except (KeyError, msgspec.DecodeError):
        return encoded
    if isinstance(found, tuple):
        return "; ".join(_one(part) for part in found) or "none"
    return "none" if found is None else found if isinstance(found, str) else _one(found)


def _one(found: ClaimValue) -> str:
    return words.claim_value(found)


def state(standing: Standing | None) -> str:
    """ "in force", or why it is not obeyed."""
    if standing is None:
        return "takes effect with the next run or review"
    name = standing.state.replace("_", " ")
    by = f" by {standing.by}" if standing.by else ""
    return words.safe(f"{name}{by}: {standing.detail}" if standing.detail else f"{name}{by}")


def concerns(judgement: Judgement, standing: Standing | None, event: Event) -> bool:
    """Whether a judgement is about reports that are in the event now."""
    anchored = [a.report for a in judgement.anchors + judgement.object_anchors]
    return not set(event.reports).isdisjoint(standing.reports if standing is not None else anchored)
