"""Which place of the gazetteer each name of a document is."""

from __future__ import annotations

import itertools
import math
from collections import Counter

import msgspec

from recoupe.language.countries import CountryWords, Territories, governments
from recoupe.language.pack import LanguagePack
from recoupe.model.document import Document, Issue
from recoupe.model.mentions import PlaceMention
from recoupe.model.places import PlaceReading, ResolvedPlace
from recoupe.model.spans import quote
from recoupe.model.values import Place
from recoupe.resolve.gazetteer import Entry, Gazetteer
from recoupe.resolve.place_evidence import CountryEvidence, country_evidence
from recoupe.resolve.place_values import AREA_KINDS, SETTLEMENT_KINDS, VAGUE_KINDS, place_of, unknown_place
from recoupe.text.normalise import plain

#: Points of score; tests/cases/fr/places holds the cases that they were set on.
_EXACT, _OURS, _KIND, _FRENCH, _FOREIGN, _NEIGHBOUR, _COUNTRY = 3.0, 4.0, 3.0, 1.0, -2.0, 2.0, 2.0
#: For each tenfold of people.
_SIZE = 0.8
#: Two places of different countries closer than this in score are left open.
_MARGIN = 1.0
#: A name whose country the text names nowhere must be this populous to be taken all the same.
_KNOWN_BY_ITSELF = 100_000
#: Share of the evidence from which a country is one that the text is about.
_CONCERNED = 0.25
#: A town smaller than this does not give its name to a unit, unless somebody wrote it down by hand.
_SEAT = 5_000
#: Degrees within which a place is a neighbour of one already told, and beyond which two bearers of a name are two
#: places.
_NEIGHBOUR_DEGREES, _APART_DEGREES = 1.5, 0.3
_ALTERNATIVES = 4
#: Characters between a place and what it is said to lie in.
_CONTAINER = 60
_HAND, _MAIN_NAME, _OTHER_LANGUAGE = 0, 2, 4
#: UCDP precision of a country; places of one country, and share of all, that make it the one of what nobody knows.
_COUNTRY_WIDE, _SEVERAL, _MOST = 6, 2, 0.6


class _Choice(msgspec.Struct, frozen=True):
    """A candidate with its score."""

    score: float
    entry: Entry


class _CapitalWord(msgspec.Struct, frozen=True):
    """What is read here of `words/places`."""

    capital: str


class PlaceResolver:
    """Resolves the place mentions of a document. Pure: the same document gives the same places."""

    def __init__(self, pack: LanguagePack, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._capital_noun = pack.table("words/places", _CapitalWord).capital.rpartition(" ")[2]
        self._states = pack.made(governments)
        peoples = pack.table("words/territories", Territories).peoples
        self._peoples = {form: people.country for people in peoples for form in people.forms}
        self._countries = {row.country: row for row in pack.table("words/demonyms", tuple[CountryWords, ...])}

    def resolve(self, document: Document, mentions: tuple[PlaceMention, ...]) -> PlaceReading:
        """The place of each mention, in the order given; an `ambiguous_place` issue for each name that is left open.

        Two rounds: the places that the first one is sure of speak for their neighbours in the second.
        """
        text = plain(document.text)
        evidence = country_evidence(text, mentions, self._states, self._peoples, shared=self._shared)
        first = [p for m in mentions if (p := self._one(text, m, evidence, ()).place) is not None]
        anchors = tuple(p for p in first if p.lat is not None)
        evidence = evidence.with_places(first)
        places = _held(text, [self._one(text, m, evidence, anchors) for m in mentions])
        return PlaceReading(places, tuple(_ambiguity(document, r) for r in places if r.alternatives))

    def _one(
        self, text: str, mention: PlaceMention, evidence: CountryEvidence, anchors: tuple[Place, ...]
    ) -> ResolvedPlace:
        if mention.metonym:
            return ResolvedPlace(mention, None)
        name = text[mention.name.start : mention.name.end]
        country = self._states.adjectives.get(name) or self._states.adjectives.get(name.rpartition("-")[2])
        if country and name[0].islower():
            return ResolvedPlace(mention, self._by_adjective(text, mention, country))
        if name == self._capital_noun:
            return ResolvedPlace(mention, self._home_capital(text, mention, evidence, anchors))
        choices = self._choices(text, mention, evidence, anchors)
        if not choices:
            country = _ground_country(anchors) or evidence.main_country()
            return ResolvedPlace(mention, unknown_place(text, mention, country))
        best = choices[0]
        rivals = [c.entry for c in choices[1:] if best.score - c.score < _MARGIN]
        if any(rival.country != best.entry.country for rival in rivals):
            entries = _one_a_country([c.entry for c in choices])[:_ALTERNATIVES]
            return ResolvedPlace(mention, None, tuple(place_of(self._gazetteer, text, mention, e) for e in entries))
        place = place_of(self._gazetteer, text, mention, best.entry)
        if place.country and any(_apart(rival, best.entry) for rival in rivals):
            # Two places of one name in one country: the country is sure, the point is not.
            place = msgspec.structs.replace(
                place, id=None, lat=None, lon=None, admin1=None, within=(place.country,), label=None
            )
        return ResolvedPlace(mention, place)

    def _shared(self, name: str) -> bool:
        """Whether big cities of several countries bear the name."""
        cities = (e for e in self._gazetteer.find(name) if e.exact and e.population >= _KNOWN_BY_ITSELF)
        return len({e.country for e in cities if e.rank != _OTHER_LANGUAGE}) > 1

    def _choices(
        self,
        text: str,
        mention: PlaceMention,
        evidence: CountryEvidence,
        anchors: tuple[Place, ...],
    ) -> list[_Choice]:
        """Candidates that the text allows, best first."""
        entries: tuple[Entry, ...] = ()
        if mention.modifier == "site":
            whole = self._gazetteer.find(text[mention.span.start : mention.span.end])
            entries = tuple(e for e in whole if e.exact and e.kind not in SETTLEMENT_KINDS | AREA_KINDS)
        entries = entries or self._gazetteer.find(text[mention.name.start : mention.name.end])
        allowed = [e for e in entries if _allowed(e, evidence) and not _coincidence(e, mention, evidence, anchors)]
        exact = [e for e in allowed if e.exact]
        choices = [_Choice(_score(e, mention, evidence, anchors), e) for e in exact or allowed]
        choices += self._own_unit(text, mention, evidence, choices)
        ranked = sorted(choices, key=lambda c: (-c.score, c.entry.id))
        return _seat_first(ranked, mention)

    def _own_unit(
        self, text: str, mention: PlaceMention, evidence: CountryEvidence, choices: list[_Choice]
    ) -> list[_Choice]:
        """ "La région du Sahel", in a text on a country that has one of that name: its unit beside the wide area."""
        name, main = text[mention.name.start : mention.name.end], evidence.main_country()
        if main is None or not name[:1].islower() or not any(c.entry.kind in VAGUE_KINDS for c in choices):
            return []
        last = name.replace("'", " ").split()[-1]
        units = (e for e in self._gazetteer.find(last) if e.exact and e.kind == "region" and e.country == main)
        return [_Choice(_OURS + _score(e, mention, evidence, ()), e) for e in units]

    def _by_adjective(self, text: str, mention: PlaceMention, country: str) -> Place:
        """Ground named by an adjective: "le sud libanais" is the "sud du Liban", "la frontière syrienne" is in no
        country for sure.
        """
        phrase = text[mention.span.start : mention.span.end]
        row = self._countries.get(country)
        entries = self._gazetteer.find(row.name) if row else ()
        identity = next((e.id for e in entries if e.kind == "country"), None)
        within = (identity, country) if identity else (country,)
        if mention.modifier == "near":
            return Place(None, phrase, None, None, None, None, 5, kind="border")
        if mention.modifier == "part" and row is not None:
            direction = text[mention.span.start : mention.name.start].strip()
            return Place(None, f"{direction} {_of(row)}", country, None, None, None, 5, within, kind="area")
        if mention.precision == 6 and row is not None:
            return Place(identity, row.name, country, None, None, None, 6, label=row.name, kind="country")
        if mention.precision == 1 and row is not None and row.capital:
            return self._capital(text, mention, country, row.capital[0])
        return Place(None, phrase, country, None, None, None, mention.precision or 5, within)

    def _home_capital(
        self, text: str, mention: PlaceMention, evidence: CountryEvidence, anchors: tuple[Place, ...]
    ) -> Place | None:
        """ "Dans la capitale" is that of the country that the text is about, where it is about one."""
        country = _ground_country(anchors) or evidence.main_country()
        row = self._countries.get(country) if country is not None else None
        if country is None or row is None or not row.capital:
            return None
        place = self._capital(text, mention, country, row.capital[0])
        near = mention.modifier is not None and mention.modifier != "admin"
        return msgspec.structs.replace(place, precision=2) if near else place

    def _capital(self, text: str, mention: PlaceMention, country: str, name: str) -> Place:
        """ "la capitale afghane" is Kaboul."""
        entry = next((e for e in self._gazetteer.find(name) if e.country == country and e.kind == "city"), None)
        if entry is None:
            return Place(None, name, country, None, None, None, 1, (country,))
        place = place_of(self._gazetteer, text, PlaceMention(mention.span, mention.name), entry)
        return msgspec.structs.replace(place, name=name)


def _ground_country(anchors: tuple[Place, ...]) -> str | None:
    """The country of nearly all towns and units that a text names, whatever powers it speaks of."""
    ids = {(p.country, p.id) for p in anchors if p.country is not None and p.precision < _COUNTRY_WIDE}
    counted = Counter(country for country, _ in ids).most_common(1)
    if not counted or counted[0][1] < _SEVERAL or counted[0][1] < _MOST * len(ids):
        return None
    return counted[0][0]


def _held(text: str, places: list[ResolvedPlace]) -> tuple[ResolvedPlace, ...]:
    """Places that nobody knows with the country of what they are said to lie in: "à Kisanda, en territoire de Goma"."""
    out = list(places)
    for i, (one, holder) in enumerate(itertools.pairwise(places)):
        if one.place is None or holder.place is None or one.place.id is not None or one.place.lat is not None:
            continue
        between = text[one.mention.span.end : holder.mention.span.start]
        if holder.place.country is not None and between.startswith((",", " (")) and len(between) <= _CONTAINER:
            place = msgspec.structs.replace(one.place, country=holder.place.country, within=(holder.place.country,))
            out[i] = msgspec.structs.replace(one, place=place) if one.place.kind is None else one
    return tuple(out)


def _score(entry: Entry, mention: PlaceMention, evidence: CountryEvidence, anchors: tuple[Place, ...]) -> float:
    score = _SIZE * math.log10(_weight(entry) + 1) + _COUNTRY * evidence.of(entry.country, mention)
    score += _EXACT if entry.exact else 0.0
    score += _FRENCH if entry.rank < 2 else _FOREIGN if entry.rank == _OTHER_LANGUAGE else 0.0
    if entry.rank == _HAND or entry.kind == "country":
        score += _OURS
    score += _fit(entry, mention)
    if any(_neighbours(entry, anchor) for anchor in anchors):
        score += _NEIGHBOUR
    return score


def _seat_first(ranked: list[_Choice], mention: PlaceMention) -> list[_Choice]:
    """ "à Dohouk" is the town, however many people its province has; "la province de Dohouk" says what it means."""
    if not ranked or ranked[0].entry.kind not in ("region", "county") or mention.modifier == "admin":
        return ranked
    unit = ranked[0].entry
    for choice in ranked[1:]:
        town = choice.entry
        inside = unit.number in (town.admin1, town.admin2)
        if inside and town.kind in SETTLEMENT_KINDS and (town.rank == _HAND or town.population >= _SEAT):
            rest = [c for c in ranked if c is not choice and c.entry.country != town.country]
            return [msgspec.structs.replace(choice, score=ranked[0].score), *rest]
    return ranked


def _weight(entry: Entry) -> int:
    """How many people speak for an entry. A sea or a base of ours has none, and is named as often as a city."""
    ours = entry.rank == _HAND and entry.kind not in SETTLEMENT_KINDS
    return max(entry.population, _KNOWN_BY_ITSELF) if ours else entry.population


def _neighbours(entry: Entry, anchor: Place) -> bool:
    """Whether another place of the text lies beside `entry`.

    One of the same name is no witness: it may be the same row twice.
    """
    if entry.lat is None or entry.lon is None or anchor.lat is None or anchor.lon is None or entry.kind in AREA_KINDS:
        return False
    distance = max(abs(entry.lat - anchor.lat), abs(entry.lon - anchor.lon))
    return distance < _NEIGHBOUR_DEGREES and anchor.label != entry.label and anchor.id != entry.id


def _allowed(entry: Entry, evidence: CountryEvidence) -> bool:
    """A minor place, or a look-alike spelling, in a country that the text never names is a coincidence of names."""
    if entry.country is None or entry.country in evidence.weights:
        return True
    if not entry.exact or entry.rank == _OTHER_LANGUAGE:
        return False
    # The Plateau of Nigeria, the Assaba of Mauritania: units of a country that a text on another one never names.
    unit = entry.kind == "region" and (entry.rank < _MAIN_NAME or evidence.main_country() is None)
    named_by_hand = entry.rank == _HAND or entry.kind == "country" or unit
    return entry.population >= _KNOWN_BY_ITSELF or named_by_hand or not evidence.weights


def _coincidence(entry: Entry, mention: PlaceMention, evidence: CountryEvidence, anchors: tuple[Place, ...]) -> bool:
    """Whether a small place bears the name in a country that the text only mentions, far from all that it places."""
    main = evidence.main_country()
    if main is None or entry.country in (None, main) or entry.rank == _HAND or entry.population >= _KNOWN_BY_ITSELF:
        return False
    if entry.kind in ("country", "region") or evidence.share(entry.country) >= _CONCERNED:
        return False
    near = any(a.country == entry.country and _neighbours(entry, a) for a in anchors)
    return not near and not evidence.beside(entry.country, mention)


def _fit(entry: Entry, mention: PlaceMention) -> float:
    """How well the kind of place fits the words around its name."""
    if mention.precision == 4:
        return _KIND if entry.kind == "region" else 0.0
    if mention.precision == 3:
        return _KIND if entry.kind == "county" else 1.0 if entry.kind == "region" else 0.0
    if mention.modifier == "admin" and mention.precision is None:
        return _KIND if entry.kind == "region" else 1.0
    if entry.kind == "county":
        return -1.0
    if entry.kind == "region":
        return 0.0
    return _KIND if entry.kind in ("city", "country") or entry.kind in VAGUE_KINDS else 1.5


def _of(row: CountryWords) -> str:
    """The country after "de", with its article where it has one ("de l'Irak" rather than "d'Irak")."""
    own = [form for form in row.de if form.endswith(row.name)]
    return max(own, key=len) if own else row.de[0] if row.de else row.name


def _apart(a: Entry, b: Entry) -> bool:
    if a.lat is None or b.lat is None or a.lon is None or b.lon is None or {a.kind, b.kind} & AREA_KINDS:
        return False
    return max(abs(a.lat - b.lat), abs(a.lon - b.lon)) > _APART_DEGREES


def _one_a_country(entries: list[Entry]) -> list[Entry]:
    best: dict[str | None, Entry] = {}
    for entry in entries:
        best.setdefault(entry.country, entry)
    return list(best.values())


def _ambiguity(document: Document, resolved: ResolvedPlace) -> Issue:
    candidates = "; ".join(f"{p.label or p.name} ({p.country or '-'}, {p.id})" for p in resolved.alternatives)
    where = quote(document.text, resolved.mention.name)
    return Issue(document.id, "ambiguous_place", where, f"could be {candidates}")
