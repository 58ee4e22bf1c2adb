"""Decide which actor each mention stands for, inside one document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from recoupe.language.actor_words import ActorLexicon, Noun, fill, load_actor_lexicon
from recoupe.language.pack import LanguagePack
from recoupe.language.registry import ActorRow, Registry
from recoupe.model.actors import STATE
from recoupe.model.document import Document
from recoupe.model.mentions import ActorMention
from recoupe.model.parse import Parse
from recoupe.model.spans import CharSpan
from recoupe.model.values import Actor, ActorClass
from recoupe.resolve.antecedents import Antecedents
from recoupe.text.level import level
from recoupe.text.normalise import fold

#: Weights of the evidence for one of several actors that share a name. An adjective beside it outweighs all else.
_SAID_COUNTRY, _SAID_ELSEWHERE, _DOCUMENT_COUNTRY, _PREFERRED_NAME, _OUT_OF_TIME = 4.0, 3.0, 2.0, 1.5, -1.0
#: Share of a document's armed state actors that one country needs before bare "soldats" are taken to be its own.
_DOMINANT = 0.6
#: How many times more than the next a country must be named for the document to be about it.
_CLEARLY = 1.5
#: Classes that write about every country.
_ONLOOKERS = frozenset({"media", "ngo"})
#: Branches that serve in their own country: "six gendarmes" are of the land told of, whoever else fights there.
_AT_HOME = frozenset({"police", "gendarmerie", "security"})
#: An acronym of so many letters may be anybody's.
_SHORT_ACRONYM = 4


def actor_of(actor_id: str, lexicon: ActorLexicon, registry: Registry) -> Actor:
    """The actor of an id: of the registry, or composed from a country."""
    row = registry.rows.get(actor_id)
    kind, country, branch = (*actor_id.split(":"), "", "")[:3]
    composed = lexicon.branch_names(country, branch) if kind == "state" and branch else ()
    if row is not None:
        parent = row.parent or (actor_id.rpartition(":")[0] if branch else None)
        names = tuple(n for n in dict.fromkeys((*row.other_names(), *composed)) if n != row.name)
        return Actor(row.id, row.name, row.actor_class, row.country, parent, names=names)
    demonym = lexicon.countries[country]
    if kind == "backed":
        return Actor(actor_id, fill(lexicon.words.backed.name, demonym), "militia", None)
    if not branch:
        return Actor(actor_id, demonym.name, "government", country, names=demonym.names)
    actor_class = registry.branches[branch].actor_class
    return Actor(actor_id, composed[0], actor_class, country, f"{STATE}{country}", names=composed[1:])


class ActorResolver:
    """Gives each mention its actor. Build once; holds no document."""

    def __init__(self, pack: LanguagePack, registry: Registry) -> None:
        self._lexicon = pack.made(load_actor_lexicon)
        self._registry = registry
        self._missions = frozenset(row.id for row in registry.rows.values() if row.theatre)

    def actor(self, actor_id: str) -> Actor:
        """The actor of an id: of the registry, or composed from a country ("state:ML:forces", "backed:IR")."""
        return actor_of(actor_id, self._lexicon, self._registry)

    def resolve(
        self,
        document: Document,
        mentions: Sequence[ActorMention],
        parse: Parse | None = None,
        countries: Sequence[str] = (),
    ) -> tuple[tuple[ActorMention, Actor | None], ...]:
        """Each mention, in the order given, with its actor; None when nothing honest can be said.

        `parse` lets a description prefer a subject as its antecedent; without it the nearest compatible actor is taken.
        `countries` are those of the places that the text names, one for each: "l'armée" is that of the country told of.
        """
        missions = self._missions
        return _Reading(self._lexicon, self._registry, document, mentions, parse, countries, missions).resolve()


class _Reading:
    """One document's state while its mentions are resolved."""

    def __init__(
        self,
        lexicon: ActorLexicon,
        registry: Registry,
        document: Document,
        mentions: Sequence[ActorMention],
        parse: Parse | None,
        countries: Sequence[str],
        missions: frozenset[str],
    ) -> None:
        self._lexicon, self._registry, self._document, self._mentions = lexicon, registry, document, mentions
        self._stateless = frozenset(level(word) for word in lexicon.words.stateless)
        self._bodies = frozenset(level(word) for word in lexicon.words.organisations)
        self._countries = Counter(c for m in mentions if (c := self._country(m)) is not None)
        self._countries.update(countries)
        self._heading = self._title_country()
        self._certain = frozenset(m.candidates[0] for m in mentions if m.how == "name" and len(m.candidates) == 1)
        spelled = [m for m in mentions if m.how in ("name", "person") and not self._is_acronym(m)]
        self._spelled = frozenset(one for m in spelled for one in m.candidates)
        self._named_countries = frozenset(
            [m.country for m in mentions if m.country]
            + [c for m in spelled if (c := self._country(m)) is not None]
            + list(countries)
        )
        self._year = document.published.interval.start.year if document.published else None
        self._antecedents = Antecedents(parse, missions)
        self._found: dict[CharSpan, Actor] = {}

    def resolve(self) -> tuple[tuple[ActorMention, Actor | None], ...]:
        for mention in self._mentions:
            if mention.alias_of is None and mention.how != "definite":
                self._keep(mention, self._direct(mention))
        for mention in self._mentions:
            if mention.alias_of is not None:
                self._keep(mention, self._found.get(mention.alias_of) or self._direct(mention))
        for mention in self._mentions:
            if mention.how == "definite" or self._is_bare_force(mention):
                self._keep(mention, self._described(mention))
        for mention in self._mentions:
            side = self._of_one_side(mention)
            if side is not None:
                self._found[mention.span] = side
        return tuple((mention, self._found.get(mention.span)) for mention in self._mentions)

    def _keep(self, mention: ActorMention, actor: Actor | None) -> None:
        if actor is not None:
            self._found[mention.span] = actor
            if mention.how != "metonym":
                self._antecedents.add(mention, actor, crew=self._is_crew(mention))

    def _is_crew(self, mention: ActorMention) -> bool:
        """Whether a mention begins with a word for men or machines of a force ("soldats", "avions")."""
        words = level(self._words(mention.span)).split()
        return bool(words) and words[0] in self._lexicon.crews

    def _country(self, mention: ActorMention) -> str | None:
        if mention.country is not None or not mention.candidates or len(mention.candidates) > 1:
            return mention.country
        row = self._registry.rows.get(mention.candidates[0])
        # Where a newspaper appears says nothing of the war it tells of.
        return row.country if row is not None and row.actor_class not in _ONLOOKERS else None

    def _is_acronym(self, mention: ActorMention) -> bool:
        words = self._words(mention.name or mention.span)
        rows = (self._registry.rows.get(one) for one in mention.candidates)
        return any(row is not None and words in row.acronyms for row in rows)

    def _words(self, span: CharSpan) -> str:
        return self._document.text[span.start : span.end]

    # Names

    def _direct(self, mention: ActorMention) -> Actor | None:
        if not mention.candidates:
            return None
        first, _, rest = mention.candidates[0].partition(":")
        if first == "noun":
            noun = self._lexicon.nouns[rest]
            if mention.how == "person":
                return self._person(mention, noun.actor_class)
            return self._named(mention, noun.actor_class) if mention.how == "name" else self._generic(mention, noun)
        if first == "class":
            kind: ActorClass = rest  # type: ignore[assignment]
            return self._person(mention, kind) if mention.how == "person" else self._named(mention, kind)
        if first == "people":
            return self._people(rest)
        row = self._registry.rows.get(mention.candidates[0])
        if row is not None and row.person and mention.how == "name":
            return self._actor(row.parent) if row.parent is not None else None  # "les forces du maréchal X"
        fitting = [one for one in mention.candidates if self._understood(mention, one)]
        return self._actor(self._choose(mention, fitting)) if fitting else None

    def _actor(self, actor_id: str) -> Actor:
        return actor_of(actor_id, self._lexicon, self._registry)

    def _understood(self, mention: ActorMention, actor_id: str) -> bool:
        """Whether an acronym may be taken for an actor: of another country than the text's, "FN" is somebody else's."""
        row = self._registry.rows.get(actor_id)
        if row is None or row.country is None or row.famous or actor_id in self._spelled:
            return True
        words = self._words(mention.name or mention.span)
        return len(words) > _SHORT_ACRONYM or words not in row.acronyms or row.country in self._named_countries

    def _choose(self, mention: ActorMention, candidates: Sequence[str]) -> str:
        if len(candidates) == 1:
            return candidates[0]
        return max(candidates, key=lambda one: (self._evidence(mention, one), -candidates.index(one)))

    def _evidence(self, mention: ActorMention, actor_id: str) -> float:
        """How much speaks for `actor_id` among those that share the words of `mention`."""
        row = self._registry.rows.get(actor_id)
        if row is None:
            return 0.0
        span = mention.name or mention.span
        words = level(self._words(span))
        top = max(self._countries.values(), default=1)
        score = _DOCUMENT_COUNTRY * self._countries[row.country] / top if row.country else 0.0
        if mention.country is not None and mention.country == row.country:
            score += _SAID_COUNTRY
        if actor_id in self._certain:
            score += _SAID_ELSEWHERE
        if level(row.name) == words:
            score += _PREFERRED_NAME
        if self._year is not None and not (row.start or 0) <= self._year <= (row.until or 9999):
            score += _OUT_OF_TIME
        return score

    def _named(self, mention: ActorMention, kind: ActorClass) -> Actor:
        """A proper name that the registry does not hold, kept as written."""
        name = self._words(mention.span)
        return Actor(f"as:{_slug(name)}", name[0].upper() + name[1:], kind, mention.country)

    def _person(self, mention: ActorMention, kind: ActorClass) -> Actor:
        name = self._words(mention.name or mention.span)
        org = next((self._actor(c) for c in mention.candidates[1:] if c in self._registry.rows), None)
        country = mention.country or (org.country if org else None)
        parent = org.id if org else None
        if org is not None and kind == "unknown":
            kind = org.actor_class
        if parent is None and country is not None and kind in ("government", "state_force"):
            parent = f"{STATE}{country}"
        return Actor(f"person:{_slug(name)}", name, kind, country, parent)

    def _people(self, country: str) -> Actor:
        plural = self._lexicon.countries[country].adjectives[2]
        return Actor(f"people:{country}", plural[0].upper() + plural[1:], "civilian", country)

    # Descriptions

    def _is_bare_force(self, mention: ActorMention) -> bool:
        return mention.how == "generic" and mention.span not in self._found

    def _of_one_side(self, mention: ActorMention) -> Actor | None:
        """ "Sept insurgés" in a text that knows one group of insurgents are its own; "des groupes armés" are not."""
        kind, _, noun_id = mention.candidates[0].partition(":") if mention.candidates else ("", "", "")
        if mention.how != "generic" or kind != "noun" or mention.country is not None:
            return None
        noun, words = self._lexicon.nouns[noun_id], level(self._words(mention.span)).split()
        if noun.role != "group" or self._stateless.intersection(words[1:]) or words[0].rstrip("s") in self._bodies:
            return None
        return self._antecedents.dominant_group(noun.antecedents, _DOMINANT)

    def _state_country(self, mention: ActorMention, branch: str) -> str | None:
        """The state of the same branch spoken of last, else the main one, else one of the same class."""
        before, main = self._antecedents, self._main_country()
        if mention.how == "generic":
            home = before.branch_country(mention, branch) or main
            if branch in _AT_HOME and home is not None:
                return home
            named = before.dominant_state(_DOMINANT, crews=main is None)
            return named or main if main is not None or not before.has_armed_state else named
        kind = self._registry.branches[branch].actor_class
        last = before.branch_country(mention, branch, crews=main is None or self._is_crew(mention))
        return last or main or before.class_country(mention, kind)

    def _is_theatre_noun(self, noun: Noun) -> bool:
        return noun.actor_class in ("coalition", "international_organisation")

    def _generic(self, mention: ActorMention, noun: Noun) -> Actor | None:
        if mention.country is None and (
            self._is_theatre_noun(noun) or (noun.role == "state" and noun.actor_class == "state_force")
        ):
            return None  # decided once the names are known
        return self._as_written(mention, noun)

    def _as_written(self, mention: ActorMention, noun: Noun) -> Actor:
        words = self._words(mention.span)
        if noun.role == "group" and noun.pl and level(words) in noun.sg:
            words = noun.pl[0]  # "une attaque rebelle", "un rebelle": of the rebels
        name = noun.name or words[0].upper() + words[1:]
        return Actor(f"as:{_slug(name)}", name, noun.actor_class, mention.country)

    def _described(self, mention: ActorMention) -> Actor | None:
        noun = self._lexicon.nouns[mention.candidates[0].partition(":")[2]]
        if noun.role == "state":
            return self._state(mention, noun)
        singular = (
            level(self._words(mention.span)).startswith(tuple(level(form) for form in noun.sg)) if noun.sg else False
        )
        before = self._antecedents.of(mention, noun, singular=singular)
        if before is not None and before.id != noun.default:
            return before
        local = self._of_theatre(noun)
        if local is not None:
            return self._actor(local)
        # "le groupe" alone says nothing of who it is; "les rebelles syriens", "les habitants" do.
        vague = noun.role == "group" and noun.actor_class == "unknown" and mention.country is None
        return None if vague and mention.how == "definite" else self._as_written(mention, noun)

    def _state(self, mention: ActorMention, noun: Noun) -> Actor | None:
        """ "l'armée", "le gouvernement", "des soldats": of the state spoken of last or most."""
        if self._stateless.intersection(level(self._words(mention.span)).split()):
            return msgspec.structs.replace(self._as_written(mention, noun), actor_class="unknown")
        branch = next((c.partition(":")[2] for c in mention.candidates if c.startswith("branch:")), noun.branch or "")
        if noun.title and mention.how == "definite":
            holder = self._antecedents.holder(mention, noun, branch)
            if holder is not None:
                return holder
        country = self._state_country(mention, branch)
        if country is None:
            return self._as_written(mention, noun)
        return self._actor(f"{STATE}{country}:{branch}")

    def _of_theatre(self, noun: Noun) -> str | None:
        """ "la coalition", "les Casques bleus" with no name in the text: the one at work in its country."""
        if not self._is_theatre_noun(noun):
            return None
        for country, _ in self._countries.most_common():
            here = [r for r in self._registry.rows.values() if country in r.theatre and self._at_work(r)]
            same = [r for r in here if r.actor_class == noun.actor_class]
            if len(same) == 1:
                return same[0].id
        return noun.default

    def _at_work(self, row: ActorRow) -> bool:
        return self._year is None or (row.start or 0) <= self._year <= (row.until or 9999)

    def _title_country(self) -> str | None:
        """The country with which a title begins, before a colon."""
        starts = {zone.start for zone in self._document.zones if zone.kind == "title"}
        for mention in self._mentions:
            if mention.how == "metonym" and mention.span.start in starts:
                country = self._country(mention)
                known = self._lexicon.countries.get(country) if country is not None else None
                # "Bagdad : ..." tells where, "Irak : ..." whose war it is.
                named = known is not None and self._words(mention.span) in (known.name, *known.names)
                heads = self._document.text[mention.span.end : mention.span.end + 2].lstrip().startswith(":")
                return country if heads and named else None
        return None

    def _main_country(self) -> str | None:
        """The country that heads the title ("Angola: ..."), else the one named clearly more than the others."""
        if self._heading is not None:
            return self._heading
        ranked = self._countries.most_common(2)
        if not ranked or (len(ranked) == 2 and ranked[0][1] < _CLEARLY * ranked[1][1]):
            return None
        country = ranked[0][0]
        return country if country in self._lexicon.countries else None


def _slug(words: str) -> str:
    return fold(words).replace(" ", "-")
