"""Parts of an article -> its text, with zones that cover every word of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from recoupe.clean.languages import UNKNOWN, Languages
from recoupe.clean.posts import Posts
from recoupe.model.document import Zone, ZoneKind

_BETWEEN = "\n\n"


class Part(msgspec.Struct, frozen=True):
    """A paragraph with its function."""

    text: str
    kind: ZoneKind


class Assembled(msgspec.Struct, frozen=True):
    """Text, zones, and languages by weight, the main one first."""

    text: str
    zones: tuple[Zone, ...]
    languages: tuple[str, ...]


def assemble(parts: Sequence[Part], languages: Languages, posts: Posts, hint: str | None = None) -> Assembled:
    """Join parts by blank lines; split embedded posts off; tell each zone's language.

    A short zone whose language cannot be told has the document's when it is in the same script; a byline stays unknown.

    Args:
        hint: language that the page or its container names; taken when the words do not tell.
    """
    told = [languages.of(part.text) for part in parts]
    main = _main(parts, told) or languages.of("\n".join(p.text for p in parts))
    if main == UNKNOWN:
        main = hint if hint in languages.supported else UNKNOWN
    text = _BETWEEN.join(part.text for part in parts)
    zones: list[Zone] = []
    at = 0
    for part, language in zip(parts, told, strict=True):
        zones.extend(_zones(part, at, language, main, languages, posts))
        at += len(part.text) + len(_BETWEEN)
    return Assembled(text, tuple(zones), _by_weight(zones, main))


def _main(parts: Sequence[Part], told: Sequence[str]) -> str | None:
    return next(iter(_ranked((language, len(part.text)) for part, language in zip(parts, told, strict=True))), None)


def _by_weight(zones: Sequence[Zone], main: str) -> tuple[str, ...]:
    ranked = _ranked((zone.language, zone.end - zone.start) for zone in zones)
    return tuple(dict.fromkeys((*((main,) if main != UNKNOWN else ()), *ranked)))


def _ranked(weights: Iterable[tuple[str, int]]) -> list[str]:
    total: dict[str, int] = {}
    for language, weight in weights:
        if language != UNKNOWN:
            total[language] = total.get(language, 0) + weight
    return sorted(total, key=lambda language: (-total[language], language))


def _zones(part: Part, at: int, language: str, main: str, languages: Languages, posts: Posts) -> list[Zone]:
    if part.kind == "title" or not posts.is_signed(part.text):
        return [Zone(at, at + len(part.text), part.kind, _settle(part, language, main, languages))]
    zones: list[Zone] = []
    for start, end, is_post in posts.split(part.text, main):
        words = part.text[start:end]
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        inner = Part(part.text[start:end], "embed" if is_post else part.kind)
        zones.append(Zone(at + start, at + end, inner.kind, _settle(inner, languages.of(inner.text), main, languages)))
    return zones


def _settle(part: Part, language: str, main: str, languages: Languages) -> str:
    if part.kind == "byline":
        return UNKNOWN
    if language != UNKNOWN or main == UNKNOWN:
        return language
    script = languages.script(part.text)
    return main if script is None or (script == "LATIN") == (main in languages.latin) else UNKNOWN
