"""Find the words that report speech in a sentence, who speaks by them and where what is said begins."""

from __future__ import annotations

from typing import Literal

import msgspec

from recoupe.extract.saying import SayingVerb, SayingWords
from recoupe.extract.speaker import OrgOf, Speaker
from recoupe.extract.speakers import SpeakerReader
from recoupe.extract.subjects import SubjectFinder, can_speak
from recoupe.extract.verb_group import CLOSE_QUOTES, OPEN_QUOTES, PAUSES, VerbGroups, VerbUse
from recoupe.extract.wordline import WordLine
from recoupe.model.values import Status

#: "clause": X says that ...; "incise": ..., says X; "around": according to X, ...; "by": ... confirmed by X.
Mode = Literal["clause", "incise", "around", "by"]

#: Words after a verb among which the noun or particle that makes it report must stand ("qualifier le raid de").
_OBJECT_REACH = 8
#: Zones whose last words in brackets name a source; acronyms of at most `_SHORT` letters are places or groups there.
_HEADS, _SHORT = frozenset({"title", "subhead"}), 2
#: Phrases stepped over behind a verb on the way to its subject.
_STEPS = 3
#: Words before "de source" among which a denied check of it stands.
_UNCONFIRMED = 12
#: Words after a verb of claiming among which "au nom de" stands.
_BEHALF = 12
#: Words between commas that may part a verb from the speaker behind it.
_ASIDE = 14


class Cue(msgspec.Struct, frozen=True):
    """Words that report: words `first`..`end` of their line.

    `said` is the word where a complement begins, None when the whole sentence is what is said.
    """

    mode: Mode
    first: int
    end: int
    speakers: tuple[Speaker, ...]
    status: Status
    said: int | None = None
    #: "Reuters, CITANT un officier": another's cue beside it names the outlet that relays these words.
    relayed: bool = False


class CueFinder:
    """Reads one word line after the other; the parser's relations help and are never trusted alone."""

    def __init__(self, words: SayingWords) -> None:
        self._words = words
        self._table = words.table
        self.reader = SpeakerReader(words.speakers, words.channel_of)
        self.subjects = SubjectFinder(words, self.reader)
        self.groups = VerbGroups(words)

    def find(self, line: WordLine, org_of: OrgOf | None = None) -> tuple[Cue, ...]:
        """Cues of the line in order."""
        starts = self._words.cue_starts
        cues: list[Cue] = self._bracketed(line, org_of) if line.sentence.zone in _HEADS else []
        if starts.isdisjoint(line.lows):
            return tuple(cues)
        for at, low in enumerate(line.lows):
            if low not in starts:
                continue
            cue = self._verb(line, at, org_of, cues) if low in self._words.verbs else None
            cue = cue if cue is not None else self._preposition(line, at, org_of)
            if cue is not None and not _repeats(cue, cues):
                cues.append(cue)
        return tuple(cues)

    def _bracketed(self, line: WordLine, org_of: OrgOf | None) -> list[Cue]:
        """A title's last words in brackets: "Huit morts dans un raid (armée)", but not "Une frappe à Kidal (Mali)"."""
        opened = next((k for k in range(len(line.words) - 1, -1, -1) if line.low(k) == "("), None)
        if opened is None or line.lows[-1] != ")":
            return []
        speakers = self.reader.read(line, opened + 1, org_of)
        whole = bool(speakers) and speakers[-1].end == len(line.words) - 1
        acronym = line.words[-2].text
        known = whole and (speakers[0].head or (acronym.isupper() and len(acronym) > _SHORT))
        return [Cue("around", opened, opened + 1, speakers, "claimed")] if known and can_speak(speakers) else []

    def _preposition(self, line: WordLine, at: int, org_of: OrgOf | None) -> Cue | None:
        """ "selon X", "de source X"."""
        found = self._words.prepositions.match(line, at)
        if found is None:
            return None
        row = self._words.preposition_of[found[1]]
        if row.inclusive and self._unconfirmed(line, at):
            return None
        if row.verbless and line.low(at - 1) not in ("(", ":", "–"):
            return None
        if line.low(found[0]) in self._table.who:
            # "raconte X, SELON QUI cinq hommes ont été tués"
            told = self.subjects.before(line, at, org_of)
            said = found[0] + 1
            return Cue("clause", at, said, told, "claimed", said) if told else None
        speakers = self.reader.read(line, at if row.verbless else found[0] - row.inclusive, org_of)
        if not speakers or self._measures(line, found[0], speakers[0]):
            return None
        if speakers[0].head in self._words.speakers.table.impersonal:
            return None
        if row.opening and not self._opens(line, at, speakers):
            return None
        return Cue("around", at, found[0], speakers, "claimed")

    def _unconfirmed(self, line: WordLine, at: int) -> bool:
        """ "L'information n'a pas pu être confirmée DE SOURCE indépendante": no source speaks."""
        near = line.lows[max(0, at - _UNCONFIRMED) : at]
        stop = max((k for k, low in enumerate(near) if low in (",", ";", ":")), default=-1)
        clause = near[stop + 1 :]
        checks = any(v.status == "confirmed" for low in clause for v in self._words.verbs.get(low, ()))
        checks = checks or not self._table.checked.isdisjoint(clause)
        return checks and not self._table.negation.isdisjoint(clause)

    def _opens(self, line: WordLine, at: int, speakers: tuple[Speaker, ...]) -> bool:
        """ "POUR LE POUVOIR, les soldats ont tiré": whose view opens the sentence, set off by a comma."""
        return at == 0 and can_speak(speakers) and speakers[0].kind != "document" and line.low(speakers[-1].end) == ","

    def _measures(self, line: WordLine, at: int, speaker: Speaker) -> bool:
        """ "selon la saison", "selon que": a measure, no source."""
        return line.low(at) in self._table.not_sources or speaker.head in self._table.not_sources

    def _verb(self, line: WordLine, at: int, org_of: OrgOf | None, earlier: list[Cue]) -> Cue | None:
        use = self.groups.use(line, at)
        if not self.groups.is_verb(use) or self.groups.first_person(use):
            return None
        if self.groups.negated(line, use.group, at) and not self.groups.nothing_said_of(use):
            return None
        for verb in self._words.verbs[line.low(at)]:
            end = self.groups.end(use, verb)
            # The parser takes "soupire un notable" for an infinitive: only the verb's own name is one.
            one = msgspec.structs.replace(
                use, infinitive=use.infinitive and line.low(at) in verb.lemma.replace("'", " ").split()
            )
            cue = None if end is None else self._framed(one, end, verb, org_of, earlier)
            if cue is not None:
                return cue
        return None

    def _framed(self, use: VerbUse, end: int, verb: SayingVerb, org_of: OrgOf | None, earlier: list[Cue]) -> Cue | None:
        """The cue that the verb's frame makes of its use."""
        if use.reflexive and not verb.forms and verb.lemma not in self._table.reflexive_verbs:
            # "le chômage s'établit", "se présente comme": nothing is said.
            return None
        if verb.frame == "cite":
            if not verb.unlike.isdisjoint(use.line.lows[end : end + _OBJECT_REACH]):
                return None
            cue = self._cue("around", use.at, end, self._after(use.line, end, org_of), verb)
            return None if cue is None else msgspec.structs.replace(cue, relayed=True)
        if verb.frame == "learn":
            return self._learnt(use, end, verb, org_of)
        if use.infinitive and self.groups.withheld(use):
            return None
        ended = use.line.low(use.group - 1) in self._table.by  # "a fini PAR admettre"
        if use.infinitive and not ended and use.token.dep.partition(":")[0] != "xcomp":
            # "reçoit ses homologues pour évoquer": a purpose is no statement.
            return None
        if use.passive:
            return self._by(use, end, verb, org_of)
        if verb.subjects:
            return None
        if use.inverted is not None:
            cue = self._cue("incise", use.group, end, self.reader.read(use.line, use.inverted, org_of), verb)
            return None if cue is None else msgspec.structs.replace(cue, status=verb.that or verb.status)
        said = self.groups.said(use.line, end, verb)
        return self._incise(use, end, verb, said, org_of) or self._clause(use, end, verb, said, org_of, earlier)

    def _cue(self, mode: Mode, first: int, end: int, speakers: tuple[Speaker, ...], verb: SayingVerb) -> Cue | None:
        return Cue(mode, first, end, speakers, verb.status) if can_speak(speakers) else None

    def _by(self, use: VerbUse, end: int, verb: SayingVerb, org_of: OrgOf | None) -> Cue | None:
        """ "confirmé par X"; "soutenu par X", "avancé par les chars" say nothing."""
        agent = self.groups.agent(use.line, end)
        unfit = verb.subjects and verb.subjects.isdisjoint(use.line.lows[: use.group])
        if agent is None or unfit or verb.frame in ("speak", "count"):
            return None
        return self._cue("by", use.at, end, self.reader.read(use.line, agent, org_of), verb)

    def _learnt(self, use: VerbUse, end: int, verb: SayingVerb, org_of: OrgOf | None) -> Cue | None:
        """ "a-t-on appris auprès de la police"; "a constaté un photographe de l'AFP"."""
        line, here = use.line, self.groups.skip(use.line, end)
        speakers: tuple[Speaker, ...] = ()
        if line.low(here) in self._table.from_:
            while line.low(here) in self._table.from_:
                here += 1
            speakers = self.reader.read(line, here, org_of)
        elif use.inverted is None and use.group and line.low(use.group - 1) in PAUSES | self._table.as_:
            speakers = self.reader.read(line, here, org_of)
        return self._cue("incise", use.group, end, speakers, verb)

    def _incise(self, use: VerbUse, end: int, verb: SayingVerb, said: int | None, org_of: OrgOf | None) -> Cue | None:
        """ "..., a indiqué X": after a pause, without a subject on its left."""
        line, before = use.line, use.line.low(use.group - 1)
        pause = use.group == 0 or before in PAUSES or before in self._table.as_
        fits = said is None or verb.frame in ("say", "speak")
        if not pause or not fits or use.infinitive or use.present_participle:
            return None
        if use.reflexive and not verb.forms:
            # "s'est dit prêt à partir": what follows describes the subject.
            return None
        speakers = self._after(line, end, org_of)
        if not can_speak(speakers, anyone=not use.bare) or not self._agrees(use, speakers):
            return None
        quoted = not OPEN_QUOTES.isdisjoint(line.lows[speakers[0].first : speakers[0].first + 2])
        if quoted and speakers[0].kind not in ("body", "person", "office", "post"):
            # "promettait un « bain de sang »": the words quoted are no speaker.
            return None
        after_quote = before == "," and line.low(use.group - 2) in CLOSE_QUOTES
        if not after_quote and self.subjects.own(line, use.at, use.group):
            return None
        return Cue("incise", use.group, end, speakers, verb.that or verb.status)

    def _agrees(self, use: VerbUse, speakers: tuple[Speaker, ...]) -> bool:
        """Whether a description behind a verb can be its subject: "les partis, ..., ont dénoncé CE PLAN" names none."""
        one = speakers[0]
        determined = use.line.low(one.first) in self._words.speakers.table.definite
        if len(speakers) > 1 or one.kind in ("name", "pronoun") or (one.kind == "body" and not determined):
            return True
        finite = [use.token, *use.line.sentence.dependents(use.token.i, "aux")]
        numbers = {n for t in finite for n in ("Sing", "Plur") if t.has("VerbForm=Fin") and t.has(f"Number={n}")}
        return len(numbers) != 1 or one.plural == ("Plur" in numbers)

    def _clause(
        self,
        use: VerbUse,
        end: int,
        verb: SayingVerb,
        said: int | None,
        org_of: OrgOf | None,
        earlier: list[Cue],
    ) -> Cue | None:
        """ "X a indiqué que ...", "X a annoncé une trêve"."""
        line = use.line
        that = said is not None and line.low(said) in self._table.that
        if said is None and verb.frame == "speak":
            return None
        if use.bare and line.low(end) not in self._table.that:
            # "le pays le plus menacé": a participle without auxiliary is an adjective.
            return None
        if verb.objects and verb.objects.isdisjoint(
            (*line.lows[use.group : use.at], *line.lows[end : end + _OBJECT_REACH])
        ):
            return None
        if not verb.unlike.isdisjoint(line.lows[end : end + _OBJECT_REACH]):
            return None
        if verb.frame == "count" and (use.present_participle or not self.groups.figure(line, end)):
            return None
        if use.present_participle and line.low(use.group - 1) in PAUSES:
            # "..., a dit X à la presse, AJOUTANT que": X adds it, not the noun beside.
            before = [c for c in earlier if c.end <= use.group and c.mode in ("clause", "incise") and not c.relayed]
            speakers = before[-1].speakers if before else self.subjects.main(line, use.at, org_of)
            speakers = speakers or self.subjects.subject(line, use.at, use.group, org_of)
        else:
            speakers = self.subjects.subject(line, use.at, use.group, org_of)
            if not speakers and use.present_participle:
                speakers = self.subjects.main(line, use.at, org_of)
            if not speakers and use.infinitive:
                speakers = self.subjects.main(line, use.at, org_of)
            joined = line.low(use.group - 1) in self._words.speakers.table.coordinated and not use.infinitive
            if not can_speak(speakers, anyone=True) and joined and earlier and earlier[-1].mode == "clause":
                speakers = earlier[-1].speakers  # "X nie toute implication ET AFFIRME que"
        if verb.frame == "object":
            speakers = self.behalf(line, end, org_of) or speakers
        if not can_speak(speakers, anyone=verb.frame == "speak" or that):
            return None
        status = verb.that if that and verb.that is not None else verb.status
        # "revendiquant dix hommes « neutralisés »": the whole object is claimed.
        begin = end if said is None or verb.frame == "object" else said
        return Cue("clause", use.group, end, speakers, status, begin)

    def behalf(self, line: WordLine, at: int, org_of: OrgOf | None) -> tuple[Speaker, ...]:
        """ "Un inconnu a revendiqué l'attaque AU NOM DU front": in whose name a claim is made."""
        for here in range(at, min(at + _BEHALF, len(line.words))):
            named = self._words.behalf.match(line, here)
            if named is not None:
                found = self.reader.read(line, named[0], org_of)
                return found if found and found[0].kind == "body" else ()
        return ()

    def _after(self, line: WordLine, at: int, org_of: OrgOf | None) -> tuple[Speaker, ...]:
        """The speakers behind a verb; a noun after a preposition ("averti avant LA MARCHE l'imam") is stepped over."""
        here = self.groups.skip(line, at)
        found: tuple[Speaker, ...] = ()
        for _ in range(_STEPS):
            found = self.reader.read(line, here, org_of)
            if self._of_a_thing(line, here, found):
                return self._past_aside(line, at, org_of)
            if can_speak(found) or not found or here == 0 or line.words[here - 1].pos != "ADP":
                break
            here, found = self.groups.skip(line, found[-1].end), ()
        if not can_speak(found) and (apart := self._past_aside(line, at, org_of)):
            return apart
        return found or (self.reader.read(line, at, org_of) if here != at else ())

    def _of_a_thing(self, line: WordLine, at: int, found: tuple[Speaker, ...]) -> bool:
        """ "s'est réjoui DE L'ACCORD": what a verb is about is no speaker; "a dit D'ANCIENS soldats" has one."""
        if line.low(at) not in self._words.speakers.table.bare_of or not found:
            return False
        return line.low(at + 1) not in self._words.speakers.table.before and found[0].kind in ("other", "document")

    def _past_aside(self, line: WordLine, at: int, org_of: OrgOf | None) -> tuple[Speaker, ...]:
        """ "a déclaré, TOUT DE BLANC VÊTU, l'imam Sow": the speaker behind words between commas."""
        if line.low(at) != ",":
            return ()
        near = range(at + 2, min(at + _ASIDE, len(line.words)))
        comma = next((k for k in near if line.low(k) == ","), None)
        found = () if comma is None else self.reader.read(line, comma + 1, org_of)
        return found if can_speak(found) else ()


def _repeats(cue: Cue, earlier: list[Cue]) -> bool:
    """A preposition whose speakers another cue names already ("apprendre DE SOURCE policière" is one cue)."""
    one = cue.speakers[0]
    same = (k for k in earlier if k.speakers[0].end == one.end and k.speakers[0].first <= one.first)
    return cue.mode == "around" and next(same, None) is not None
