"""What the linker compares: the values of a report, without its quotes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from recoupe.link.words import Rarity
from recoupe.model.actors import ActorTree
from recoupe.model.document import Document
from recoupe.model.places import may_contain
from recoupe.model.report import Report, When
from recoupe.model.time import DateInterval, DayPart
from recoupe.model.values import Actor, Place, Sites, Toll, Weapon
from recoupe.text.normalise import fold

#: Properties whose denial leaves nothing to compare: who did it and whom it hit. A denied day or place is still the
#: day or place of what is denied.
_DENIABLE = frozenset({"attacker", "actor", "target", "partner"})
#: Rules that date a report by what surrounds it: bounds, no dates.
_BOUND, _WEEKDAY = "bounded", "weekday"
#: Characters from the words for an event beyond which a place is where the story is set.
_FAR_OFF = 200
#: UCDP precision up to which a day of publication counts.
_FEW_DAYS = 2
#: Ids of people that no registry holds.
_PERSON = "person:"
#: Interval precision (UCDP) from which a date is a stretch rather than a day.
LOOSE = 3

#: A bomb tells no more of a suicide bombing than its kind does.
_SAID_BY_KIND = ("suicide_bombing", "bomb")


class Profile(msgspec.Struct, frozen=True):
    """Values of one report. `when` holds the preferred interval only, `where` no place that only holds another one,
    `words` only those rare in the ledger.
    """

    report: str
    document: str
    kind: str
    when: tuple[DateInterval, ...]
    where: tuple[Place, ...]
    attackers: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    persons: frozenset[str]
    weapons: frozenset[str]
    tolls: tuple[Toll, ...]
    sites: int | None
    words: frozenset[str]
    #: The date is what the document leaves open, not what it says.
    bounded: bool = False
    #: Part of the day that the date's words name ("vendredi soir"), for nights that two dates share.
    part_of_day: DayPart | None = None
    #: One of the events that another report of its document tells as a whole.
    part: bool = False
    #: Attacks told together ("les attaques répétées").
    series: bool = False
    #: ISO codes of the places' countries; empty when a place has none.
    countries: frozenset[str] = frozenset()
    #: Its place is named far from its words: where the story is set, perhaps not where this happened.
    set_there: bool = False
    #: When its document was published, where that is known to a few days.
    published: DateInterval | None = None

    @property
    def loose(self) -> bool:
        """No day of its own: other events of the kind can fall where this one does."""
        return not self.when or self.bounded or self.when[0].precision >= LOOSE


def profiles(
    reports: Iterable[Report],
    tree: ActorTree | None = None,
    parts: frozenset[str] = frozenset(),
    documents: Mapping[str, Document] | None = None,
) -> dict[str, Profile]:
    """Profiles of reports by report id; `parts` are the reports that their documents tell as part of another."""
    listed = list(reports)
    told: dict[str, set[str]] = {}
    for report in listed:
        told.setdefault(report.document, set()).update(report.words)
    rarity = Rarity()
    rarity.update((document, None, words) for document, words in told.items())
    persons = tree.persons if tree is not None else frozenset()
    known = documents or {}
    return {r.id: profile(r, rarity, persons, part=r.id in parts, document=known.get(r.document)) for r in listed}


def profile(
    report: Report, rarity: Rarity, persons: frozenset[str], *, part: bool = False, document: Document | None = None
) -> Profile:
    """The profile of one report among others. `persons` are ids of named people; `part` says that its document tells it
    as part of another.
    """

    def values(name: str) -> list[object]:
        held = [c for c in report.claims if c.property == name]
        said = [c for c in held if c.status != "denied"]
        return [c.value for c in (said if said or name in _DENIABLE else held)]

    whens = [v for v in values("when") if isinstance(v, When)]
    places = finest([v for v in values("where") if isinstance(v, Place)])
    set_there = _set_there(report)
    published = document.published.interval if document is not None and document.published is not None else None
    sites = [v.total for v in values("sites") if isinstance(v, Sites)]
    targets = tuple(v for v in (*values("target"), *values("partner")) if isinstance(v, Actor))
    return Profile(
        report=report.id,
        document=report.document,
        kind=report.kind,
        when=tuple(w.interval for w in whens[:1]),
        where=places,
        attackers=tuple(v for v in (*values("attacker"), *values("actor")) if isinstance(v, Actor)),
        targets=targets,
        persons=frozenset(t.id for t in targets if t.id in persons or t.id.startswith(_PERSON)),
        weapons=frozenset(
            v.weapon_class
            for v in values("weapon")
            if isinstance(v, Weapon) and (report.kind, v.weapon_class) != _SAID_BY_KIND
        ),
        tolls=tuple(v for v in values("toll") if isinstance(v, Toll) and not v.part),
        sites=max(sites) if sites else None,
        words=_told_only_in_words(report, rarity),
        bounded=bool(whens) and _is_bound(whens[0]),
        part_of_day=whens[0].part if whens else None,
        part=part,
        series=report.series,
        countries=frozenset() if set_there else _countries(places),
        set_there=set_there,
        published=published if published is not None and published.precision <= _FEW_DAYS else None,
    )


def _set_there(report: Report) -> bool:
    """Whether no words for its place stand near words for the report."""
    told = [c.quote for c in report.claims if c.property == "where"]
    near = (t.start - _FAR_OFF <= q.start <= t.end + _FAR_OFF for q in told for t in report.triggers)
    return bool(told) and not any(near)


def _is_bound(when: When) -> bool:
    """Whether a date is inferred: a bound, or a day of the week that no day of publication anchors."""
    return when.rule.startswith(_BOUND) or (when.rule.startswith(_WEEKDAY) and when.interval.precision >= LOOSE)


def _countries(places: tuple[Place, ...]) -> frozenset[str]:
    known = frozenset(p.country for p in places if p.country is not None)
    return known if all(p.country is not None for p in places) else frozenset()


def _told_only_in_words(report: Report, rarity: Rarity) -> frozenset[str]:
    """Rare words without numbers and without the names of what the claims hold: those are weighed on their own."""
    names = " ".join(c.value.name for c in report.claims if isinstance(c.value, Place | Actor))
    named = set(fold(names).split())
    told = {w for w in report.words if w not in named and rarity.rare(w)}
    return frozenset(w for w in told if not w.isdigit() and not set(w.split()) <= named)


def finest(places: list[Place]) -> tuple[Place, ...]:
    """Distinct places without those that another one is finer than: "Kidal, dans le nord du Mali" is Kidal."""
    listed = list(dict.fromkeys(places))
    return tuple(
        p for p in listed if not any(q.precision < p.precision and may_contain(p, q) for q in listed if q is not p)
    )
