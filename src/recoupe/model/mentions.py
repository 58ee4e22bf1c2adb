"""Spans that name something, as found by the `extract` room, before meaning is decided."""

from __future__ import annotations

from typing import Literal

import msgspec

from recoupe.model.spans import CharSpan
from recoupe.model.values import Comparator, PlacePrecision, Sites, Source, Status, Toll, WeaponClass


class PlaceMention(msgspec.Struct, frozen=True):
    """Words that name a place. `name` is the toponym itself; `span` may be wider ("près de la frontière syrienne").

    `modifier` is how the words stand to the toponym: "near" (près de, au large de), "part" (le nord du Mali), "admin"
    (province de X), "between", "site" (l'aéroport d'Erbil, la base de Balad: a place of its own, named after the
    toponym), or None. `metonym` marks a name that stands for a government ("Washington a annoncé"): the place resolver
    drops it, the actor resolver takes it.
    """

    span: CharSpan
    name: CharSpan
    modifier: Literal["near", "part", "admin", "between", "site"] | None = None
    metonym: bool = False
    #: Precision that the words themselves impose ("province de": 4), if any.
    precision: PlacePrecision | None = None


class ActorMention(msgspec.Struct, frozen=True):
    """Words that name an actor.

    `how`: "name" (registry name, acronym), "composed" (force or government noun with a nationality: "l'armée
    malienne"), "metonym" (capital or country for its government), "person" (a named person), "definite" (a description
    that needs an antecedent: "le groupe"), "generic" (unnamed: "des hommes armés", "des habitants"). `candidates` are
    ids, best first: of the registry, "state:ML:army" for a composed one, "backed:IR", "people:US" for people of a
    country, "noun:ID" for a common noun of words/actors, "class:rebel" for a name the registry does not hold.
    """

    span: CharSpan
    how: Literal["name", "composed", "metonym", "person", "definite", "generic"]
    candidates: tuple[str, ...] = ()
    #: ISO country code that the words themselves give.
    country: str | None = None
    #: The proper name inside the span ("le général Qassem Soleimani": the last two words), None when the whole span is
    #: the name or there is none.
    name: CharSpan | None = None
    #: For a short name that the text introduces ("(KH)", a surname alone): the mention it stands for.
    alias_of: CharSpan | None = None


class SiteMention(msgspec.Struct, frozen=True):
    """Words that name a kind of site: the noun phrase as written, the site's id in words/sites, the token index of its
    head in its sentence.
    """

    span: CharSpan
    site: str
    head: int


class WeaponMention(msgspec.Struct, frozen=True):
    """Words that name a weapon or a carrier of one."""

    span: CharSpan
    weapon_class: WeaponClass
    model: str | None = None


class NumberMention(msgspec.Struct, frozen=True):
    """A quantity in words or digits. `head` is the token index of the counted noun in its sentence, None if none was
    found.

    `best` is the nominal value ("une trentaine": 30 between 26 and 35), None for an indefinite plural.
    """

    span: CharSpan
    low: int
    high: int | None
    comparator: Comparator
    rule: str | None
    head: int | None = None
    best: int | None = None


class TollMention(msgspec.Struct, frozen=True):
    """Counted harm as written. `anchor` is the token index (in its sentence) of the word that says the harm: the verb
    or the noun.
    """

    span: CharSpan
    sentence: int
    anchor: int
    toll: Toll


class SitesMention(msgspec.Struct, frozen=True):
    """Number of sites hit, as written. `noun` is the token index (in its sentence) of the noun of site."""

    span: CharSpan
    sentence: int
    noun: int
    sites: Sites


class TallyMention(msgspec.Struct, frozen=True):
    """A running total as written ("plus de 60 attaques depuis le 17 octobre").

    `kind` is "attack" or a kind of the codebook. `since` are the words that say from when it runs (the caller maps them
    to a time expression); `clause` is the stretch in which the places and targets it counts are to be looked for.
    `anchor` is the token index of what is counted.
    """

    span: CharSpan
    sentence: int
    anchor: int
    kind: str
    number: int
    comparator: Comparator
    since: CharSpan | None
    clause: CharSpan


class FigureMention(msgspec.Struct, frozen=True):
    """A standing number that is no event ("2 500 militaires en Irak").

    `of` are the words of what is counted; `where` the stretch after it in which its place is to be looked for, None if
    there is none. `anchor` is the token index of what is counted.
    """

    span: CharSpan
    sentence: int
    anchor: int
    number: int
    comparator: Comparator
    of: CharSpan
    where: CharSpan | None


class RejectedNumber(msgspec.Struct, frozen=True):
    """A number near a harm word that is no toll, and why (age, year, calibre, distance ...): strict interpretation."""

    span: CharSpan
    reason: str


class Attribution(msgspec.Struct, frozen=True):
    """A source, its cue and the stretch it speaks for.

    `content` is what the source says (may be several sentences of a quotation); `status` is what being said by this
    source, in this mood, makes of it. `speaker` is the span of the words that name the source. `speech` is the token
    span of the verb or preposition that reports.
    """

    source: Source
    speaker: CharSpan | None
    cue: CharSpan
    content: CharSpan
    status: Status
    #: Where the source was first named, when `speaker` is a pronoun, a description or a surname ("il", "cette source",
    #: "M. Gallant").
    named: CharSpan | None = None
    #: Only a count is told by it ("selon un bilan de l'armée"): the event itself is taken for granted.
    counts: bool = False


class Argument(msgspec.Struct, frozen=True):
    """What fills a role of a trigger. `head` and `tokens` index the sentence's tokens; `function` is how it hangs
    there.
    """

    role: str
    head: int
    tokens: tuple[int, ...]
    function: str


class TriggerMention(msgspec.Struct, frozen=True):
    """Words that evoke an event, with their arguments.

    `token` is the head word (index in its sentence); `span` covers the words that make the sense ("ouvert le feu").
    `support` is the verb that lends a noun its arguments ("mener des frappes"), if any. `clause` is the token of the
    verb that heads its clause. `context` marks kinds that are only recorded where a document also holds violence or
    troops (words between powers). `weak` marks background senses. `aside`: the document is about something else than
    conflict. `standing`: the form tells how things stand rather than what happened ("les soldats déployés").
    """

    span: CharSpan
    sentence: int
    token: int
    entry: str
    kind: str
    pos: Literal["verb", "noun"]
    arguments: tuple[Argument, ...]
    support: int | None = None
    clause: int = 0
    context: bool = False
    weak: bool = False
    weapon_decides: bool = False
    #: Tells one of several events told before ("la troisième a visé").
    part: bool = False
    #: Leaves the kind open within its family ("bombardement").
    loose: bool = False
    aside: bool = False
    standing: bool = False


Mood = Literal[
    "actual",
    "conditional",
    "hypothetical",
    "planned",
    "threatened",
    "demanded",
    "denied",
    "negated",
    "habitual",
    "historical",
    "attempted",
]


class Modality(msgspec.Struct, frozen=True):
    """What the words around a trigger make of it.

    `mood`: "actual" it is told as having happened; "conditional" by hearsay ("aurait frappé"); the others as they say.
    `negated` is also true of what is demanded, threatened or planned to end ("exige la fin des frappes"). `cue` is the
    span of the words that decide, None when actual.
    """

    mood: Mood = "actual"
    negated: bool = False
    cue: CharSpan | None = None


class ResponsibilityMention(msgspec.Struct, frozen=True):
    """Words by which someone claims an attack, denies it or is accused of it.

    `actor` is the span of who did it by these words: the claimant, the one who denies, the accused; None for
    "unclaimed" ("aucun groupe n'a revendiqué") and where the words name nobody. `speaker` is the span of who says so
    (the accuser; the actor itself when it claims or denies). `attack` are the words that stand for the attack
    ("l'attentat", "en"), None when the clause has none. `source` is the speaker read as a source.
    """

    status: Literal["claimed", "denied", "alleged", "confirmed", "unclaimed"]
    sentence: int
    cue: CharSpan
    actor: CharSpan | None = None
    speaker: CharSpan | None = None
    attack: CharSpan | None = None
    source: Source | None = None
