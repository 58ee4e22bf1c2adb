"""Find the words that report speech in one sentence, with the phrase that names the speaker and what is said."""

from __future__ import annotations

from typing import Literal

import msgspec

from recoupe.extract.saying import SayingVerb, SayingWords
from recoupe.extract.speakers import OrgOf, Speaker, SpeakerReader
from recoupe.extract.wordline import WordLine
from recoupe.model.parse import Token
from recoupe.model.values import Status

#: "clause": X says that ...; "incise": ..., says X; "around": according to X, ...; "by": ... confirmed by X.
Mode = Literal["clause", "incise", "around", "by"]

#: Words looked over between a verb and its subject, clause or agent.
_REACH = 14
#: Words after a verb among which the noun or particle that makes it report must stand ("qualifier le raid de").
_OBJECT_REACH = 8
#: Words before a verb among which its subject must begin, and those among which it may begin in mid-clause.
_SUBJECT_REACH, _NEAR = 40, 16
#: Words before an infinitive among which its governor may be negated ("ne devrait pas dire").
_INFINITIVE_BACK = 5
#: Words after a verb among which its figure must stand ("compte, elle, le chiffre de dix").
_FIGURE_REACH = 6
_OPEN_QUOTES = frozenset('«"“')
_CLOSE_QUOTES = frozenset('»"”')
#: A quotation of at most this many words, its mark included, takes distance and states nothing.
_SCARE_WORDS = 5
_PAUSES = frozenset(',»"”–-?!…;:)')


class Cue(msgspec.Struct, frozen=True):
    """Words that report. `first`..`end` are the cue's words; `said` is the word where a complement begins, None when the sentence is what is said."""

    mode: Mode
    first: int
    end: int
    speakers: tuple[Speaker, ...]
    status: Status
    said: int | None = None
    verb: SayingVerb | None = None


class CueFinder:
    """Reads one word line after the other; the parser's relations are used where they help and never trusted alone."""

    def __init__(self, words: SayingWords) -> None:
        self._words = words
        self._table = words.table
        self.reader = SpeakerReader(words.speakers, words.channel_of)

    def find(self, line: WordLine, org_of: OrgOf | None = None) -> tuple[Cue, ...]:
        """Cues of the line in order."""
        cues: list[Cue] = []
        if self._words.cue_starts.isdisjoint(line.lows):
            return ()
        for at, low in enumerate(line.lows):
            if low not in self._words.cue_starts:
                continue
            cue = self._verb(line, at, org_of) if low in self._words.verbs else None
            if cue is None:
                cue = self._preposition(line, at, org_of)
            if cue is not None:
                cues.append(cue)
        return tuple(_without_repeats(cues))

    # "selon X"

    def _preposition(self, line: WordLine, at: int, org_of: OrgOf | None) -> Cue | None:
        found = self._words.prepositions.match(line, at)
        if found is None:
            return None
        row = self._words.preposition_of[found[1]]
        if row.verbless and not (line.low(at - 1) in ("(", ":", "–") and at > 0):
            return None
        start = at if row.verbless else found[0] - row.inclusive
        speakers = self.reader.read(line, start, org_of)
        if not speakers or self._measure(line, found[0], speakers[0]):
            return None
        if speakers[0].kind == "pronoun" and speakers[0].head in self._words.speakers.table.impersonal:
            return None
        return Cue("around", at, found[0], speakers, "claimed")

    def _measure(self, line: WordLine, at: int, speaker: Speaker) -> bool:
        """ "selon la saison", "selon que": a measure, no source."""
        return line.low(at) in self._table.not_sources or speaker.head in self._table.not_sources

    # Verbs

    def _verb(self, line: WordLine, at: int, org_of: OrgOf | None) -> Cue | None:
        token = line.sentence.tokens[line.words[at].last]
        group = self.group(line, at)
        auxiliary = self._finite(line, group, at)
        inverted = self._inverted(line, group, at)
        if not (token.pos in ("VERB", "AUX") or auxiliary or inverted is not None or self._mistagged(line, at)):
            return None
        if any(line.low(k) in self._table.first_person for k in range(max(0, group - 1), at)):
            return None
        if self.negated(line, group, at) and not self._nothing_said_of(line, group, at, token):
            return None
        for verb in self._words.verbs[line.low(at)]:
            end = self._with(line, at, verb)
            if end is None:
                continue
            cue = self._framed(line, at, end, group, token, verb, inverted, org_of)
            if cue is not None:
                return cue
        return None

    def _mistagged(self, line: WordLine, at: int) -> bool:
        """A form that the tagger took for a noun or adjective, where no determiner or preposition makes it one: ", rétorque l'armée"."""
        table = self._words.speakers.table
        low = line.low(at - 1) if at else ","
        nominal = low in table.definite or low in table.indefinite or low in table.of or low in table.before
        before = line.words[at - 1].pos if at else "PUNCT"
        after = line.low(at + 1)
        following = line.sentence.tokens[line.words[min(at + 1, len(line.words) - 1)].first]
        if not nominal and "VerbForm=Inf" in following.morph:
            return True
        named = at > 0 and at + 1 < len(line.words) and line.words[at + 1].text[0].isupper()
        return (
            not nominal
            and before in ("PUNCT", "CCONJ", "NOUN", "PROPN", "PRON")
            and (after in self._table.that or before in ("PUNCT", "CCONJ") and after in table.definite)
        )

    def _framed(
        self,
        line: WordLine,
        at: int,
        end: int,
        group: int,
        token: Token,
        verb: SayingVerb,
        inverted: int | None,
        org_of: OrgOf | None,
    ) -> Cue | None:
        if verb.subjects and not self._passive(line, group, at, token):
            return None
        reflexive = any(line.low(k) in self._table.reflexive for k in range(group, at))
        if reflexive and verb.lemma not in self._table.reflexive_verbs and not verb.forms:
            # "le chômage s'établit", "se présente comme": nothing is said.
            return None
        if verb.frame == "cite":
            speakers = self._after(line, end, org_of)
            return Cue("around", at, end, speakers, verb.status, verb=verb) if _can_speak(speakers) else None
        if verb.frame == "learn":
            return self._learnt(line, at, end, group, verb, inverted, org_of)
        if "VerbForm=Inf" in token.morph and token.dep.partition(":")[0] != "xcomp":
            # "reçoit ses homologues pour évoquer": a purpose is no statement.
            return None
        if self._passive(line, group, at, token):
            if verb.frame in ("speak", "count"):
                # "soutenu par l'Iran", "avancé par les chars" say nothing.
                return None
            if verb.subjects and verb.subjects.isdisjoint(line.lows[:group]):
                return None
            speakers = self._agent(line, end, org_of)
            return Cue("by", at, end, speakers, verb.status, verb=verb) if _can_speak(speakers) else None
        if inverted is not None:
            pronoun = self.reader.read(line, inverted, org_of)
            return Cue("incise", group, end, pronoun, verb.status, verb=verb) if pronoun else None
        said = self._said(line, end, verb)
        before = line.words[group - 1] if group else None
        pause = before is not None and (before.low in _PAUSES or before.low in self._table.as_) or group == 0
        non_finite = "VerbForm=Inf" in token.morph or ("Tense=Pres" in token.morph and "VerbForm=Part" in token.morph)
        if pause and not non_finite and (said is None or verb.frame in ("say", "speak")):
            speakers = self._after(line, end, org_of)
            after_quote = line.low(group - 1) == "," and line.low(group - 2) in _CLOSE_QUOTES
            bare = "VerbForm=Part" in token.morph and not self._finite(line, group, at)
            if _can_speak(speakers, anyone=not bare) and (after_quote or not self._own_subject(line, token, group)):
                return Cue("incise", group, end, speakers, verb.status, verb=verb)
        speakers = self.subject(line, at, group, token, org_of)
        if not speakers or (said is None and verb.frame == "speak"):
            return None
        bare = "VerbForm=Part" in token.morph and "Tense=Past" in token.morph
        if bare and not self._finite(line, group, at) and line.low(end) not in self._table.that:
            # "le pays le plus menacé": a participle without auxiliary is an adjective.
            return None
        if verb.objects and not any(line.low(k) in verb.objects for k in range(end, end + _OBJECT_REACH)):
            return None
        if verb.frame == "count" and not self._figure(line, end):
            return None
        strict = verb.frame != "speak" and (said is None or line.low(said) not in self._table.that)
        if not _can_speak(speakers, anyone=not strict):
            return None
        return Cue("clause", group, end, speakers, verb.status, end if said is None else said, verb)

    def _figure(self, line: WordLine, at: int) -> bool:
        here = self._skip(line, at)
        near = range(here, min(here + _FIGURE_REACH, len(line.words)))
        return any(line.words[k].pos == "NUM" or line.low(k) in self._table.figures for k in near)

    def _learnt(
        self,
        line: WordLine,
        at: int,
        end: int,
        group: int,
        verb: SayingVerb,
        inverted: int | None,
        org_of: OrgOf | None,
    ) -> Cue | None:
        """ "a-t-on appris auprès de la police"; "a constaté un photographe de l'AFP"."""
        here = self._skip(line, end)
        if line.low(here) in self._table.from_:
            while line.low(here) in self._table.from_:
                here += 1
            speakers = self.reader.read(line, here, org_of)
        elif inverted is None and group and line.low(group - 1) in _PAUSES | self._table.as_:
            speakers = self.reader.read(line, here, org_of)
        else:
            speakers = ()
        return Cue("incise", group, end, speakers, verb.status, verb=verb) if _can_speak(speakers) else None

    # Around the verb

    def group(self, line: WordLine, at: int) -> int:
        """First word of the verb group: auxiliaries, clitics, negation and adverbs before the verb."""
        table, start = self._table, at
        while start > 0:
            low = line.low(start - 1)
            helper = low in table.have or low in table.be or low in table.negation or low in table.clitics
            inverted = low.startswith("-")
            adverb = line.words[start - 1].pos == "ADV" and start < at + 1 and low not in table.as_
            if not (helper or inverted or adverb) or low == "-":
                break
            start -= 1
        if not self._finite(line, start, at):
            # "a d'abord signalé": small words between the auxiliary and the verb.
            helper = next((k for k in range(at - 1, max(-1, at - 5), -1) if line.low(k) in table.have | table.be), None)
            if helper is not None and all(line.low(k) in table.between for k in range(helper + 1, at)):
                return self.group(line, helper) if helper else helper
        # An article before a noun is no clitic of the verb, and an adverb that opens the clause is outside.
        while start < at and line.words[start].pos == "ADV" and line.low(start) not in table.negation:
            start += 1
        return start

    def _finite(self, line: WordLine, group: int, at: int) -> bool:
        """Whether the verb group has an auxiliary."""
        return any(line.low(k) in self._table.have or line.low(k) in self._table.be for k in range(group, at))

    def _inverted(self, line: WordLine, group: int, at: int) -> int | None:
        """Word of the inverted pronoun: "a-t-IL ajouté", "affirme-t-ELLE"."""
        for k in range(group, min(at + 3, len(line.words))):
            low = line.low(k)
            if low.startswith("-") and (
                low in self._words.speakers.table.anaphors or low in self._words.speakers.table.impersonal
            ):
                return k
        return None

    def negated(self, line: WordLine, group: int, at: int) -> bool:
        infinitive = "VerbForm=Inf" in line.sentence.tokens[line.words[at].last].morph
        near = range(max(0, min(group, at - (_INFINITIVE_BACK if infinitive else 2))), at)
        if any(line.low(k) in self._table.negation for k in near):
            return not any(line.low(k) in self._table.restriction for k in range(at + 1, at + 3) if k == at + 1)
        return any(line.low(k) in self._table.hypothesis for k in range(max(0, group - 3), group))

    def _nothing_said_of(self, line: WordLine, group: int, at: int, token: Token) -> bool:
        """ "Aucune victime n'a été signalée par la police": the police does say something."""
        none = self._words.speakers.table.none
        return any(line.low(k) in none for k in range(group)) and self._passive(line, group, at, token)

    def _with(self, line: WordLine, at: int, verb: SayingVerb) -> int | None:
        """End of the cue: past the word that the verb needs; None when it is not there."""
        if not verb.with_:
            return at + 1
        return next((k + 1 for k in range(at + 1, at + 5) if line.low(k) in verb.with_), None)

    def _passive(self, line: WordLine, group: int, at: int, token: Token) -> bool:
        helpers = [line.low(k) for k in range(group, at)]
        if any(low in self._table.be for low in helpers):
            return not any(low in self._table.reflexive for low in helpers)
        participle = "VerbForm=Part" in token.morph and "Tense=Pres" not in token.morph
        return participle and not helpers and self._agent_at(line, at + 1) is not None

    def _agent_at(self, line: WordLine, at: int) -> int | None:
        for k in range(at, min(at + 7, len(line.words))):
            if line.low(k) in self._table.by:
                return k + 1
            if line.words[k].pos in ("VERB", "AUX") or line.low(k) in ".;:":
                return None
        return None

    def _agent(self, line: WordLine, at: int, org_of: OrgOf | None) -> tuple[Speaker, ...]:
        start = self._agent_at(line, at)
        return () if start is None else self.reader.read(line, start, org_of)

    def _skip(self, line: WordLine, at: int) -> int:
        """Past what stands between a verb and its subject or clause: when, to whom, on what channel."""
        limit = at + _REACH
        while at < min(limit, len(line.words)):
            jump = self._words.via(line, at) or self._words.channel(line, at)
            if jump is not None:
                at = jump[0]
            elif line.low(at) == "," and at + 1 < len(line.words) and self._skip(line, at + 1) > at + 1:
                at = self._skip(line, at + 1)
                at += line.low(at) == ","
            elif self._stands_between(line, at):
                at += 1
            else:
                break
        return at

    def _stands_between(self, line: WordLine, at: int) -> bool:
        word = line.words[at]
        if word.pos == "ADV" or word.text.isdigit():
            return word.low not in self._table.that
        if (
            word.low in self._words.speakers.table.article
            or word.low in self._words.speakers.table.of
            or word.low in self._table.from_
        ):
            # "dans LA nuit" is skipped, "LA police" is the subject.
            following = line.low(at + 1)
            return (
                following in self._table.between
                and following not in self._words.speakers.table.article
                and (self._words.speakers.head(line, at + 1) is None)
            )
        return word.low in self._table.between

    def _after(self, line: WordLine, at: int, org_of: OrgOf | None) -> tuple[Speaker, ...]:
        """The speakers behind a verb; a noun after a preposition ("averti avant LA MARCHE l'imam Ali") is stepped over."""
        here = self._skip(line, at)
        for _ in range(3):
            found = self.reader.read(line, here, org_of)
            if not found or found[0].kind != "other" or here == 0 or line.words[here - 1].pos != "ADP":
                break
            here = self._skip(line, found[-1].end)
        return found or (self.reader.read(line, at, org_of) if here != at else ())

    def _said(self, line: WordLine, at: int, verb: SayingVerb) -> int | None:
        """Word where the complement begins: "que", a quotation, an infinitive."""
        here = self._skip(line, at)
        if here >= len(line.words):
            return None
        low = line.low(here)
        if low in _OPEN_QUOTES and verb.frame == "speak":
            return here if self._long_quotation(line, here) else None
        if low in self._table.that or low in _OPEN_QUOTES or low == ":":
            return here
        if low in self._table.infinitive_marks and verb.frame in ("speak", "say"):
            here += 1
        for k in range(here, min(here + 4, len(line.words))):
            token = line.sentence.tokens[line.words[k].first]
            if "VerbForm=Inf" in token.morph:
                return here
            if not (line.low(k) in self._table.clitics or token.pos == "ADV" or line.low(k) in self._table.negation):
                break
        for k in range(here, min(here + 4, len(line.words))):
            if line.words[k].low in _OPEN_QUOTES:
                return k if self._long_quotation(line, k) else None
            if line.words[k].low in (",", ";"):
                break
        for k in range(here, min(here + _REACH, len(line.words))):
            if line.words[k].pos in ("VERB", "AUX") or line.low(k) in self._words.verbs:
                break
            if line.low(k) in self._table.that and verb.frame != "object" and line.words[k].pos == "SCONJ":
                return k
        return None

    def _long_quotation(self, line: WordLine, at: int) -> bool:
        """Whether the quotation opened at `at` is a statement: "dénoncé un « acte lâche »" says nothing of what happened."""
        close = next((k for k in range(at + 1, len(line.words)) if line.low(k) in _CLOSE_QUOTES), len(line.words))
        return close - at > _SCARE_WORDS

    # Subjects

    def incised(self, line: WordLine, at: int, group: int) -> bool:
        """Whether a verb stands after a pause without a subject of its own before it: ", a accusé le ministre"."""
        token = line.sentence.tokens[line.words[at].last]
        pause = group > 0 and line.low(group - 1) in _PAUSES
        return pause and not self._own_subject(line, token, group)

    def _own_subject(self, line: WordLine, token: Token, group: int) -> bool:
        """Whether the parser has a subject of this very verb on its left that can speak ("L'armée, qui ..., a annoncé")."""
        for child in line.sentence.dependents(token.i, "nsubj"):
            word = line.of_token[child.i]
            if word < group and _can_speak(self.phrase(line, child, None)):
                return True
        return False

    def subject(self, line: WordLine, at: int, group: int, token: Token, org_of: OrgOf | None) -> tuple[Speaker, ...]:
        subject = self._subject_token(line, token)
        if subject is not None and line.of_token[subject.i] < at:
            found = self.phrase(line, subject, org_of)
            if _can_speak(found):
                return self._nearer(line, found, group, org_of) or self._wider(line, found, org_of)
            return self._adjacent(line, group, org_of) or found
        return self._adjacent(line, group, org_of)

    def _subject_token(self, line: WordLine, token: Token) -> Token | None:
        """The subject by the parser: its own, that of the verb it depends on, the noun before "qui"."""
        tokens, here = line.sentence.tokens, token
        for _ in range(4):
            subject = next(line.sentence.dependents(here.i, "nsubj"), None)
            if subject is not None and subject.text.lower() in self._table.who:
                before = self._before_who(line, line.of_token[subject.i])
                if before is not None:
                    return before
                return tokens[here.head] if here.dep.startswith("acl") else None
            if subject is not None:
                return subject
            if here.dep.startswith("acl") and here.head < here.i:
                return tokens[here.head]
            if here.dep not in ("conj", "xcomp", "advcl", "aux", "cop") or here.head == here.i:
                return None
            here = tokens[here.head]
        return None

    def _before_who(self, line: WordLine, who: int) -> Token | None:
        """First token of the speaker's phrase that ends right before "qui", whatever noun the parser hung the clause on."""
        best = None
        for start in range(who - 1, max(-1, who - _NEAR), -1):
            found = self.reader.read(line, start, None)
            end = who - 1 if line.low(who - 1) == "," else who
            if _can_speak(found) and len(found) == 1 and found[0].end == end and found[0].kind != "pronoun":
                best = line.sentence.tokens[line.words[start].first]
        return best

    def phrase(self, line: WordLine, head: Token, org_of: OrgOf | None) -> tuple[Speaker, ...]:
        """The speakers named by the noun phrase around the token `head`."""
        at = line.of_token[head.i]
        start = at
        table = self._words.speakers.table
        while start > 0:
            word = line.words[start - 1]
            joins = word.low in table.definite or word.low in table.indefinite or word.low in table.before
            if not (joins or word.pos == "NUM" or word.text in table.titles or word.low in table.ranks):
                if not (word.capital and line.words[start].capital and word.pos != "PUNCT"):
                    break
            start -= 1
        for begin in (start, at):
            found = self.reader.read(line, begin, org_of)
            if found:
                return found
        return ()

    def _nearer(
        self, line: WordLine, found: tuple[Speaker, ...], group: int, org_of: OrgOf | None
    ) -> tuple[Speaker, ...]:
        """ "Interrogé à la télévision, l'ORTM, le porte-parole Ali Touré, a nié": a holder between commas right before the verb is its subject."""
        if found[-1].end >= group - 1:
            return ()
        near = self._adjacent(line, group, org_of)
        fits = near and near[-1].end >= group - 1 and line.low(near[0].first - 1) == ","
        return near if fits and (near[0].kind in ("office", "post") or near[0].source.name is not None) else ()

    def _wider(self, line: WordLine, found: tuple[Speaker, ...], org_of: OrgOf | None) -> tuple[Speaker, ...]:
        """ "le porte-parole de l'armée, le colonel Ali Touré": the name in apposition is not the whole phrase."""
        first, end = found[0].first, found[-1].end
        if line.low(first - 1) != "," or found[0].source.name is None:
            return found
        for start in range(max(0, first - _NEAR), first - 1):
            wider = self.reader.read(line, start, org_of)
            if wider and wider[-1].end == end and wider[0].source.name == found[0].source.name:
                return wider
        return found

    def _adjacent(self, line: WordLine, group: int, org_of: OrgOf | None) -> tuple[Speaker, ...]:
        """The noun phrase before the verb group, for when the parser has no subject.

        It ends right before the group, or an insertion between commas stands between ("L'agence, basée à Rome, a dit"); then it must open its clause.
        """
        best: tuple[Speaker, ...] = ()
        apart: tuple[Speaker, ...] = ()
        inserted = line.low(group - 1) in (",", ")", "–")
        for start in range(group - 1, max(-1, group - _SUBJECT_REACH), -1):
            if line.low(start) in (".", ";", ":"):
                break
            opens = start == 0 or line.words[start - 1].pos in ("PUNCT", "SCONJ")
            if not opens and (line.words[start - 1].pos in ("ADP", "CCONJ") or start < group - _NEAR):
                continue
            found = self.reader.read(line, start, org_of)
            if not _can_speak(found):
                continue
            end = found[-1].end
            if end == group or (inserted and end == group - 1):
                best = found
            elif opens and inserted and end < group - 1 and line.low(end) in (",", "(", "–"):
                apart = found
        return best or apart


def _can_speak(speakers: tuple[Speaker, ...], *, anyone: bool = False) -> bool:
    """Whether a phrase can be a source at all; `anyone` also lets in nouns that no list knows ("le boulanger")."""
    return bool(speakers) and (anyone or speakers[0].kind != "other")


def _without_repeats(cues: list[Cue]) -> list[Cue]:
    """A preposition whose speakers another cue names already is dropped ("apprendre DE SOURCE policière" is one cue)."""
    kept: list[Cue] = []
    for cue in cues:
        same = (k for k in kept if k.speakers[0].end == cue.speakers[0].end and k.speakers[0].first <= cue.speakers[0].first)
        if cue.mode != "around" or next(same, None) is None:
            kept.append(cue)
    return kept
