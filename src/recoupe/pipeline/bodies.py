"""The body for which a named person speaks, where the text leaves it unsaid: the registry knows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from recoupe.model.findings import FoundActor
from recoupe.model.mentions import Attribution


def with_bodies(
    attributions: Iterable[Attribution], actors: tuple[FoundActor, ...], name_of: Callable[[str], str]
) -> tuple[Attribution, ...]:
    """Attributions whose sources are persons, with the actor that each is a part of ("John Kirby": the Pentagon).

    `name_of` gives an actor's name by its id. What the text says of the body is never overruled.
    """
    return tuple(_with_body(a, actors, name_of) for a in attributions)


def _with_body(attribution: Attribution, actors: tuple[FoundActor, ...], name_of: Callable[[str], str]) -> Attribution:
    source = attribution.source
    words = attribution.named or attribution.speaker
    if source.name is None or source.org is not None or words is None:
        return attribution
    parents = (a.actor.parent for a in actors if a.how == "person" and a.span.overlaps(words))
    parent = next((p for p in parents if p is not None), None)
    if parent is None:
        return attribution
    return msgspec.structs.replace(
        attribution, source=msgspec.structs.replace(source, org=name_of(parent), org_id=parent)
    )
