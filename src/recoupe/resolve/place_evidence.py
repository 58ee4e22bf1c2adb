"""Which countries a document is about, and where in the text each is named."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterable, Mapping

import msgspec

from recoupe.language.countries import Governments
from recoupe.model.mentions import PlaceMention
from recoupe.model.values import Place
from recoupe.text.normalise import fold

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
#: Weight of a country named as ground, as a government, by an adjective, of a place in it.
_GROUND, _STATE, _ADJECTIVE, _PLACE = 3.0, 1.0, 0.5, 1.0
#: Weight of the country on the other side of a border: its name says how near, not where.
_BORDER = 1.0
#: Share of the evidence that makes a country the document's own, and how many times the next one's that must be.
_MAIN, _CLEAR = 0.4, 1.5
#: UCDP precision of a country.
_COUNTRY = 6
#: That of a district, from which places are units.
_DISTRICT = 3
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
        score = 1.0 + 3.0 * self.share(country)
        for offset, named in self.grounds[
            self._from(mention.span.start - _NEAR) : self._from(mention.span.end + _NEAR)
        ]:
            if named == country:
                score += 4.0 if 0 <= offset - mention.span.end <= _CONTAINER else 1.0
                break
        return score

    def beside(self, country: str | None, mention: PlaceMention) -> bool:
        """Whether the text names a country as ground right beside a place."""
        near = self.grounds[self._from(mention.span.start - _NEAR) : self._from(mention.span.end + _NEAR)]
        return any(named == country for _, named in near)

    def _from(self, offset: int) -> int:
        return bisect.bisect_left(self.grounds, (offset, ""))

    def main_country(self) -> str | None:
        """The country that the document names most, None where another comes near."""
        ranked = sorted(self.weights, key=lambda c: (-self.weights[c], c))
        if not ranked or self.share(ranked[0]) < _MAIN:
            return None
        clear = len(ranked) == 1 or self.weights[ranked[0]] >= _CLEAR * self.weights[ranked[1]]
        return ranked[0] if clear else None

    def share(self, country: str | None) -> float:
        """How much of what the document names is of a country, 0 to 1."""
        total = sum(self.weights.values())
        return self.weights.get(country, 0.0) / total if country and total else 0.0

    def _speaks(self, place: Place) -> bool:
        """Whether a place that was found is evidence for its country."""
        return place.precision < _DISTRICT or (place.precision < _COUNTRY and place.country in self.weights)

    def with_places(self, places: Iterable[Place]) -> CountryEvidence:
        """This evidence and that of towns and provinces that the first round was sure of, each once."""
        weights = dict(self.weights)
        # A unit whose country the text never names ("le Plateau", a quarter of Abidjan) says nothing of that country.
        sure = {(p.country, p.id) for p in places if p.country and p.id and self._speaks(p)}
        for country, _ in sorted(sure):
            weights[country] = weights.get(country, 0.0) + _PLACE
        return CountryEvidence(weights, self.grounds)


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
            border = mention.modifier in ("near", "between") and mention.precision == 5
            weight = _STATE if mention.metonym else _BORDER if border else _GROUND
            weights[country] = weights.get(country, 0.0) + weight
            if not (mention.metonym or border):
                grounds.append((mention.name.start, country))
    adjectives = states.adjectives
    for word in _WORD.findall(text.lower()):
        country = adjectives.get(word) or peoples.get(word)
        if country:
            weights[country] = weights.get(country, 0.0) + _ADJECTIVE
    return CountryEvidence(weights, tuple(sorted(grounds)))
