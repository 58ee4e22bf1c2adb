"""Which countries a document is about, and where in the text each is named."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Mapping

import msgspec

from recoupe.language.countries import Governments
from recoupe.model.mentions import PlaceMention
from recoupe.text.normalise import fold

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
#: Weight of a country named as ground, as a government, by an adjective.
_GROUND, _STATE, _ADJECTIVE = 3.0, 1.0, 0.5
#: Characters within which a country named next to a place says where it is.
_NEAR = 120
#: Characters within which "…, dans le nord du Liban" follows a place.
_CONTAINER = 60


class CountryEvidence(msgspec.Struct, frozen=True):
    """Countries named by a document. `grounds` are (offset, country), sorted: names that stand for ground."""

    weights: dict[str, float]
    grounds: tuple[tuple[int, str], ...]

    def of(self, country: str | None, mention: PlaceMention) -> float:
        """How strongly the text says that the place of `mention` is in `country`, 0 when it never names it."""
        if country is None or country not in self.weights:
            return 0.0
        total = sum(self.weights.values())
        score = 1.0 + 3.0 * self.weights[country] / total
        for offset, named in self.grounds[
            self._from(mention.span.start - _NEAR) : self._from(mention.span.end + _NEAR)
        ]:
            if named == country:
                score += 4.0 if 0 <= offset - mention.span.end <= _CONTAINER else 1.0
                break
        return score

    def _from(self, offset: int) -> int:
        return bisect.bisect_left(self.grounds, (offset, ""))

    def only_ground(self) -> str | None:
        """The country that all ground named belongs to, if it is one."""
        named = {country for _, country in self.grounds}
        return named.pop() if len(named) == 1 else None


def country_evidence(
    text: str,
    mentions: tuple[PlaceMention, ...],
    states: Governments,
    peoples: Mapping[str, str],
    *,
    shared: Callable[[str], bool],
) -> CountryEvidence:
    """Evidence from the names of countries and capitals among `mentions` and from the adjectives of `text`.

    A capital whose name big cities of other countries bear too (`shared`: Tripoli) is no evidence for its own country.
    """
    weights: dict[str, float] = {}
    grounds: list[tuple[int, str]] = []
    for mention in mentions:
        name = text[mention.name.start : mention.name.end]
        country = states.names.get(fold(name)) or states.adjectives.get(name)
        if country and (mention.metonym or fold(name) in states.countries or not shared(name)):
            weights[country] = weights.get(country, 0.0) + (_STATE if mention.metonym else _GROUND)
            if not mention.metonym:
                grounds.append((mention.name.start, country))
    adjectives = states.adjectives
    for word in _WORD.findall(text.lower()):
        country = adjectives.get(word) or peoples.get(word)
        if country:
            weights[country] = weights.get(country, 0.0) + _ADJECTIVE
    return CountryEvidence(weights, tuple(sorted(grounds)))
