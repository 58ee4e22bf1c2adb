"""Which place of the gazetteer each name of a document is, and how finely the text tells it."""

from __future__ import annotations

import math
import re

import msgspec

from recoupe.language.countries import CountryWords, Territories, governments
from recoupe.language.pack import LanguagePack
from recoupe.model.document import Document, Issue
from recoupe.model.mentions import PlaceMention
from recoupe.model.places import PlaceReading, ResolvedPlace
from recoupe.model.spans import quote
from recoupe.model.values import Place, PlacePrecision
from recoupe.resolve.gazetteer import Entry, Gazetteer
from recoupe.resolve.place_evidence import CountryEvidence, country_evidence
from recoupe.text.normalise import fold, plain

#: Points of score; found on the cases of tests/cases/fr/places.
_EXACT, _CURATED, _KIND, _FRENCH, _FOREIGN, _NEIGHBOUR = 3.0, 4.0, 3.0, 1.0, -2.0, 2.0
#: Two places of different countries closer than this in score are left open.
_MARGIN = 1.0
#: A name that no evidence supports must be this populous to be taken all the same.
_KNOWN_BY_ITSELF = 100_000
#: Degrees within which a place counts as a neighbour of one already told, and beyond which two bearers of a name are told apart.
_NEIGHBOUR_DEGREES, _APART_DEGREES = 1.5, 0.3
_ALTERNATIVES = 4
_AREA_KINDS = ("country", "region", "county")
_POINT_KINDS = ("city", "village", "quarter")


class _Choice(msgspec.Struct, frozen=True):
    """A candidate with its score."""

    score: float
    entry: Entry


class PlaceResolver:
    """Resolves the place mentions of a document. Pure: the same document gives the same places."""

    def __init__(self, pack: LanguagePack, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._states = governments(pack)
        self._peoples = pack.table("words/territories", Territories).peoples
        rows = pack.table("words/demonyms", tuple[CountryWords, ...])
        self._of = {
            row.country: max(row.de, key=lambda form: (form.count(" ") + form.count("'"), -row.de.index(form)))
            for row in rows
            if row.de
        }
        self._name = {row.country: row.name for row in rows}

    def resolve(self, document: Document, mentions: tuple[PlaceMention, ...]) -> PlaceReading:
        """The place of each mention, in the order given."""
        text = plain(document.text)
        evidence = country_evidence(text, mentions, self._states, self._peoples)
        anchors: list[tuple[float, float]] = []
        first = [self._one(text, m, evidence, anchors) for m in mentions]
        for resolved in first:
            place = resolved.place
            if place is not None and place.lat is not None and place.lon is not None and not resolved.alternatives:
                anchors.append((place.lat, place.lon))
        places = tuple(self._one(text, m, evidence, anchors) for m in mentions)
        return PlaceReading(
            places, tuple(_ambiguity(document, r) for r in places if r.place is None and r.alternatives)
        )

    def _one(
        self, text: str, mention: PlaceMention, evidence: CountryEvidence, anchors: list[tuple[float, float]]
    ) -> ResolvedPlace:
        if mention.metonym:
            return ResolvedPlace(mention, None)
        name = text[mention.name.start : mention.name.end]
        adjective = self._states.adjectives.get(name.rpartition("-")[2] if "-" in name else name)
        if adjective and name[0].islower():
            return ResolvedPlace(mention, self._by_adjective(text, mention, adjective))
        choices = self._choices(name, mention, evidence, anchors)
        if not choices:
            return ResolvedPlace(mention, _unknown(text, mention, evidence.only_ground()))
        best = choices[0]
        rivals = [c for c in choices[1:] if best.score - c.score < _MARGIN]
        if any(c.entry.country != best.entry.country for c in rivals):
            entries = _one_a_country(choices)[:_ALTERNATIVES]
            return ResolvedPlace(mention, None, tuple(self._place(text, mention, e) for e in entries))
        place = self._place(text, mention, best.entry)
        if any(_apart(c.entry, best.entry) for c in rivals):
            # Two places of one name in one country: the country is sure, the point is not.
            place = msgspec.structs.replace(
                place, id=None, lat=None, lon=None, admin1=None, within=place.within[-1:], label=None
            )
        return ResolvedPlace(mention, place)

    def _choices(
        self, name: str, mention: PlaceMention, evidence: CountryEvidence, anchors: list[tuple[float, float]]
    ) -> list[_Choice]:
        entries = self._gazetteer.find(name)
        exact = [e for e in entries if e.exact]
        choices = [
            _Choice(self._score(e, mention, evidence, anchors), e)
            for e in exact or entries
            if _allowed(e, evidence, mention)
        ]
        if not choices and exact:
            choices = [
                _Choice(self._score(e, mention, evidence, anchors), e)
                for e in entries
                if _allowed(e, evidence, mention)
            ]
        return sorted(choices, key=lambda c: (-c.score, c.entry.id))

    def _score(
        self, entry: Entry, mention: PlaceMention, evidence: CountryEvidence, anchors: list[tuple[float, float]]
    ) -> float:
        score = (
            math.log10(entry.population + 1) / 2
            + (_EXACT if entry.exact else 0.0)
            + 2 * evidence.of(entry.country, mention)
        )
        score += _FRENCH if entry.rank == 0 else _FOREIGN if entry.rank == 3 else 0.0
        if entry.id.startswith("rc:") and not entry.id.startswith("rc:admin1"):
            score += _CURATED
        if entry.kind == "country":
            score += _CURATED
        score += _fit(entry, mention.precision, mention.modifier)
        if entry.lat is not None and entry.lon is not None and entry.kind != "country":
            lat, lon = entry.lat, entry.lon
            if any(0 < max(abs(lat - a), abs(lon - b)) < _NEIGHBOUR_DEGREES for a, b in anchors):
                score += _NEIGHBOUR
        return score

    def _place(self, text: str, mention: PlaceMention, entry: Entry) -> Place:
        name = text[mention.name.start : mention.name.end]
        within = self._gazetteer.within(entry)
        place = Place(
            id=entry.id,
            name=name,
            country=entry.country,
            admin1=self._gazetteer.label_of(entry.admin1)
            if entry.admin1
            else entry.label
            if entry.kind == "region"
            else None,
            lat=entry.lat,
            lon=entry.lon,
            precision=_precision(mention, entry),
            within=within,
            label=entry.label,
            kind=entry.kind,
        )
        if mention.modifier in ("part", "site") or mention.precision == 7:
            return _named_after(place, _bare(text, mention), mention)
        if mention.modifier == "near" and mention.precision == 5:
            return _named_after(msgspec.structs.replace(place, country=None, within=()), _bare(text, mention), mention)
        return place

    def _by_adjective(self, text: str, mention: PlaceMention, country: str) -> Place:
        """Ground of a country named by its adjective: "le sud libanais" is the "sud du Liban", "la frontière syrienne" lies in no country for sure."""
        words = text[mention.span.start : mention.span.end]
        entry = next((e for e in self._gazetteer.find(self._name.get(country, "")) if e.kind == "country"), None)
        identity = entry.id if entry else None
        if mention.modifier == "part":
            name = f"{words[: mention.name.start - mention.span.start].strip()} {self._of.get(country, '')}".strip()
            return Place(None, name, country, None, None, None, 5, (identity, country) if identity else (country,))
        if mention.precision == 6:
            return Place(
                identity,
                self._name.get(country, words),
                country,
                None,
                None,
                None,
                6,
                label=self._name.get(country),
                kind="country",
            )
        near = mention.modifier == "near"
        return Place(
            None,
            words if not near else _bare(text, mention),
            None if near else country,
            None,
            None,
            None,
            mention.precision or 5,
            () if near else (country,),
        )


def _allowed(entry: Entry, evidence: CountryEvidence, mention: PlaceMention) -> bool:
    """A minor place of a country that the document never names is a coincidence of names."""
    if entry.country is None or entry.country in evidence.weights:
        return entry.exact or entry.kind not in _POINT_KINDS or entry.country in evidence.weights
    return (
        entry.exact
        and entry.rank != 3
        and (
            entry.population >= _KNOWN_BY_ITSELF
            or entry.id.startswith("rc:")
            or entry.kind == "country"
            or not evidence.weights
        )
    )


def _fit(entry: Entry, precision: PlacePrecision | None, modifier: str | None) -> float:
    """How well the kind of place fits the words around its name."""
    if modifier == "admin" and precision == 4:
        return _KIND if entry.kind == "region" else 0.0
    if modifier == "admin" and precision == 3:
        return _KIND if entry.kind == "county" else 1.0 if entry.kind == "region" else 0.0
    if entry.kind in _AREA_KINDS:
        return -1.0 if entry.kind == "county" else 0.0 if entry.kind == "region" else _KIND
    return _KIND if entry.kind == "city" else 1.5


def _precision(mention: PlaceMention, entry: Entry) -> PlacePrecision:
    """UCDP where_prec: the words' own, never finer than the place's."""
    if mention.modifier == "part":
        return 5 if entry.kind == "country" else entry.precision
    if mention.modifier == "admin" and mention.precision == 4 and entry.kind not in ("region", "area"):
        # "la région d'Al-Akachat", where Al-Akachat is no region: around the town. "province de X" keeps its word.
        return 2 if entry.kind not in ("city", "county") else 4
    if mention.modifier == "site":
        # The gazetteer knows the town alone: the pin is in or near it.
        return 2 if entry.precision == 1 else entry.precision
    imposed = mention.precision or entry.precision
    return imposed if imposed == 7 else max(imposed, entry.precision)


def _named_after(place: Place, name: str, mention: PlaceMention) -> Place:
    """A place of its own that bears the toponym in its name: no id of its own; the toponym's place holds it."""
    pin = mention.modifier == "site"
    sea = mention.precision == 7
    identity = (place.id,) if place.id and not sea else ()
    return msgspec.structs.replace(
        place,
        id=None,
        name=name,
        country=None if sea else place.country,
        lat=place.lat if pin else None,
        lon=place.lon if pin else None,
        within=(*identity, *place.within, *((place.country,) if place.country and not place.within and not sea else ()))
        if not sea
        else (),
        label=None,
        kind="sea" if sea else "site" if pin else "area",
    )


_LEADING = re.compile(r"^(?:près d\w*'? ?|à la |à l'|aux? |non loin d\w*'? ?|l'|la |le |les )+", re.IGNORECASE)


def _bare(text: str, mention: PlaceMention) -> str:
    """The words of the mention, for a name."""
    return text[mention.span.start : mention.span.end]


def _unknown(text: str, mention: PlaceMention, country: str | None) -> Place:
    """A place that no gazetteer knows: its name, and the country only if the document names one alone."""
    name = (
        text[mention.name.start : mention.name.end]
        if mention.modifier not in ("part", "site")
        else _bare(text, mention)
    )
    precision = mention.precision or 1
    return Place(
        None,
        name,
        country,
        None,
        None,
        None,
        2 if mention.modifier == "admin" and precision == 4 else precision,
        (country,) if country else (),
    )


def _apart(a: Entry, b: Entry) -> bool:
    if a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        return False
    if a.kind in _AREA_KINDS or b.kind in _AREA_KINDS:
        return False
    return max(abs(a.lat - b.lat), abs(a.lon - b.lon)) > _APART_DEGREES


def _one_a_country(choices: list[_Choice]) -> list[Entry]:
    best: dict[str | None, Entry] = {}
    for choice in choices:
        best.setdefault(choice.entry.country, choice.entry)
    return list(best.values())


def _ambiguity(document: Document, resolved: ResolvedPlace) -> Issue:
    candidates = "; ".join(f"{p.label} ({p.country}, {p.id})" for p in resolved.alternatives)
    return Issue(document.id, "ambiguous_place", quote(document.text, resolved.mention.name), f"could be {candidates}")
