"""Sources of one event without repeats: one speaker is one source, whatever channel it speaks through."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from recoupe.model.actors import ActorTree
from recoupe.model.values import Source
from recoupe.text.normalise import fold

#: First letters by which "armée" and "forces armées" are known to be one word.
_STEM = 5


def merged(sources: Iterable[Source], tree: ActorTree) -> tuple[Source, ...]:
    """The sources in order, those of one speaker joined: channel and outlet are the first that are given."""
    kept: list[Source] = []
    for source in sources:
        at = next((n for n, earlier in enumerate(kept) if same_speaker(earlier, source)), None)
        if at is None:
            kept.append(source)
        else:
            kept[at] = _joined(kept[at], source)
    known = [s for s in kept if s.name or s.org or s.role] or kept  # "selon un décompte" beside a name says nothing
    return tuple(s for s in known if not any(_above(s, other, tree) for other in known))


def _as_named(source: Source) -> bool:
    """Whether a role only names the body in other words: "armée" of the "Forces armées maliennes"."""
    if source.role is None or source.org is None or source.name is not None:
        return False
    return fold(source.role)[:_STEM] in fold(source.org)


def _bare(source: Source) -> Source:
    """The source without a role that only names its body in other words."""
    return msgspec.structs.replace(source, role=None) if _as_named(source) else source


def same_speaker(one: Source, other: Source) -> bool:
    """Whether two sources are one: the same name, or where one is unnamed the same office or body.

    "un responsable américain" and later "le responsable" count once: independent sources are never made up.
    """
    one, other = _bare(one), _bare(other)
    if one.name is not None and other.name is not None:
        return one.name == other.name
    orgs = one.org is None or other.org is None or one.org == other.org
    if one.name is not None or other.name is not None:
        return orgs and one.role is not None and other.role is not None and _head(one.role) == _head(other.role)
    if one.role is None or other.role is None:
        # "l'armée" and "l'état-major de l'armée" are one voice, "un officier de l'armée" is another.
        aloud = one.role == other.role or not (one.anonymous or other.anonymous)
        return aloud and one.org == other.org and (one.org is not None or one.channel == other.channel)
    same_role = one.role == other.role or (
        _head(one.role) == _head(other.role) and (one.org is None) != (other.org is None)
    )
    return orgs and same_role


def _head(role: str) -> str:
    """First word of a role without the mark of the plural."""
    return role.split()[0].lower().rstrip("s")


def _joined(one: Source, other: Source) -> Source:
    """What both tell; the longer role and name win."""
    role = max((_bare(one).role, _bare(other).role), key=lambda r: len(r or "")) or one.role or other.role
    return msgspec.structs.replace(
        one,
        name=one.name or other.name,
        org=one.org or other.org,
        role=role,
        anonymous=one.anonymous and other.anonymous,
        channel=one.channel or other.channel,
        via=one.via or other.via,
        org_id=one.org_id or other.org_id,
    )


def _above(source: Source, other: Source, tree: ActorTree) -> bool:
    """Whether a bare body only is the parent of another bare body: "l'armée américaine" beside "le Centcom"."""
    bare = all(s.name is None and _bare(s).role is None and s.org_id is not None for s in (source, other))
    return bare and source.org_id in tuple(tree.ancestors(other.org_id or ""))
