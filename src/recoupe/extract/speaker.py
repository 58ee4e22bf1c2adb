"""Who speaks, as one noun phrase names it: what its reading gathers, and the speaker it makes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from recoupe.extract.speaker_words import SpeakerKind
from recoupe.extract.wordline import WordLine
from recoupe.model.actors import DESCRIBED, STATE
from recoupe.model.spans import CharSpan
from recoupe.model.values import Actor, Source
from recoupe.text.normalise import fold

OrgOf = Callable[[CharSpan], Actor | None]


class Speaker(msgspec.Struct, frozen=True):
    """Who speaks, as one noun phrase names it. `first` and `end` are word indices of the line it was read from."""

    source: Source
    span: CharSpan
    first: int
    end: int
    kind: SpeakerKind
    #: Head noun in the singular, lower case: what a later "cette source", "l'agent de santé" picks up.
    head: str
    plural: bool = False
    #: Universal feature of the head noun: "Masc", "Fem" or "" when unknown.
    gender: str = ""
    #: "ce responsable", "l'agent": a definite description without a name may stand for an earlier speaker.
    definite: bool = False
    #: Where the source was first named, for a pronoun, a description or a surname.
    named: CharSpan | None = None
    #: A paper or a channel: no "elle" stands for it.
    outlet: bool = False


class Draft(msgspec.Struct):
    """What the reading of one phrase has found so far."""

    kind: SpeakerKind = "other"
    head: str = ""
    name: str | None = None
    role: str | None = None
    org: str | None = None
    org_span: CharSpan | None = None
    acronym: CharSpan | None = None
    channel: str | None = None
    indefinite: bool = False
    definite: bool = False
    plural: bool = False
    gender: str = ""
    outlet: bool = False


def finished(
    draft: Draft, line: WordLine, words: tuple[int, int], *, org_of: OrgOf | None, demonyms: Mapping[str, str]
) -> Speaker:
    """The speaker that a phrase names; `words` are the indices of its first word and behind its last one."""
    first, end = words
    org, org_id = draft.org, None
    # "la mission de l'ONU (Minusca)" is the Minusca.
    spans = [s for s in (draft.acronym, draft.org_span) if s is not None and org_of is not None]
    actor = next((a for span in spans if org_of and (a := org_of(span)) is not None), None)
    role = draft.role
    if actor is not None:
        role = _organ(draft, actor) if role is None else role
        # A body that the text alone names keeps the words of the text.
        as_written = org is not None and actor.id.startswith(DESCRIBED)
        org, org_id = org if as_written else actor.name, actor.id
    elif org is None and draft.role is not None:
        org = next((c for w in draft.role.split() if (c := demonyms.get(w)) is not None), None)
    source = Source(
        name=draft.name,
        org=org,
        role=role,
        anonymous=draft.name is None and draft.kind in ("person", "local", "other"),
        channel=draft.channel,
        org_id=org_id,
    )
    return Speaker(
        source=source,
        span=line.span(first, end),
        first=first,
        end=end,
        kind=draft.kind,
        head=draft.head,
        plural=draft.plural,
        gender=draft.gender,
        definite=draft.definite and not draft.indefinite,
        outlet=draft.outlet,
    )


def _organ(draft: Draft, actor: Actor) -> str | None:
    """The organ that speaks as the text names it, where the actor is known by other words: "l'état-major" or "l'armée"
    of the armed forces.
    """
    if draft.kind != "body" or draft.org is None or not draft.head or not actor.id.startswith(STATE):
        return None
    known = frozenset(fold(actor.name).split()).issuperset(fold(draft.org).split())
    return None if known or draft.org[0].isupper() else draft.org
