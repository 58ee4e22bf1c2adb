"""A verb of saying in its line: its auxiliaries, its polarity and voice, what stands around it."""

from __future__ import annotations

import msgspec

from recoupe.extract.saying import SayingVerb, SayingWords
from recoupe.extract.wordline import WordLine
from recoupe.model.parse import Token

#: Words looked over between a verb and its subject, clause or agent.
_REACH = 14
#: Words after a verb among which the word it needs, its agent, its infinitive, its figure must stand.
_WITH_REACH, _AGENT_REACH, _INFINITIVE_REACH, _FIGURE_REACH = 5, 7, 4, 6
#: Words before an infinitive among which its governor may be negated ("ne devrait pas dire").
_INFINITIVE_BACK = 5
#: Words before an infinitive among which a verb of refusing stands.
_WITHHELD = 4
#: Words between an auxiliary and its participle ("a, d'abord, dit").
_SPLIT = 4
#: A quotation of at most this many words, its mark included, takes distance and states nothing.
_SCARE_WORDS = 5
OPEN_QUOTES = frozenset('«"“')
CLOSE_QUOTES = frozenset('»"”')
#: Marks after which a verb without a subject of its own is an incise.
PAUSES = frozenset(',»"”–-?!…;:)')


class VerbUse(msgspec.Struct, frozen=True):
    """A form of a verb of saying at word `at`; its group (auxiliaries, clitics, negation) begins at `group`."""

    line: WordLine
    at: int
    group: int
    token: Token
    #: Word of the inverted pronoun ("a-t-IL dit"), None without.
    inverted: int | None
    #: An auxiliary stands in the group.
    auxiliary: bool
    reflexive: bool
    passive: bool
    infinitive: bool
    past_participle: bool
    present_participle: bool

    @property
    def bare(self) -> bool:
        """A past participle without auxiliary: "confirmé par", "le plus menacé"."""
        return self.past_participle and not self.auxiliary


class VerbGroups:
    """Reads the surroundings of verbs of saying by surface."""

    def __init__(self, words: SayingWords) -> None:
        self._words = words
        self._table = words.table
        self._speakers = words.speakers

    def use(self, line: WordLine, at: int) -> VerbUse:
        """The verb at word `at` with its group."""
        token, group = line.sentence.tokens[line.words[at].last], self.group(line, at)
        helpers = frozenset(line.lows[group:at])
        participle, present = "VerbForm=Part" in token.morph, "Tense=Pres" in token.morph
        infinitive = "VerbForm=Inf" in token.morph or self._named_infinitive(line, at)
        reflexive = not helpers.isdisjoint(self._table.reflexive)
        # "La défense aérienne dit avoir abattu": a present that is spelled like its participle heads its clause.
        active = token.dep == "ROOT" and not helpers and any(True for _ in line.sentence.dependents(token.i, "nsubj"))
        participle = participle and not active and not self._finite_by_form(line.low(at))
        being = not helpers.isdisjoint(self._table.be)
        passive = being and not reflexive
        if not being and participle and not present and not helpers:
            passive = self.agent(line, at + 1) is not None
        return VerbUse(
            line=line,
            at=at,
            group=group,
            token=token,
            inverted=self._inverted(line, group, at),
            auxiliary=self._auxiliary(line, group, at),
            reflexive=reflexive,
            passive=passive,
            infinitive=infinitive,
            past_participle=participle and not present,
            present_participle=line.low(at).endswith(self._table.participle_endings),
        )

    def _finite_by_form(self, low: str) -> bool:
        """ "renchérit" is no participle, whatever the tagger says: "renchéri" is."""
        ending = self._table.finite_ending
        return low.endswith(ending) and low.removesuffix(ending) in self._words.verbs

    def is_verb(self, use: VerbUse) -> bool:
        """Whether the form is a verb here; the tagger's word for it, or signs that it is mistaken."""
        verbal = use.token.pos in ("VERB", "AUX") or use.auxiliary or use.inverted is not None or use.infinitive
        return verbal or self._mistagged(use)

    def _named_infinitive(self, line: WordLine, at: int) -> bool:
        """ "a fini par ADMETTRE": the verb's own name behind "par" is an infinitive whatever the tagger says."""
        low = line.low(at)
        return line.low(at - 1) in self._table.by and any(v.lemma == low for v in self._words.verbs.get(low, ()))

    def _mistagged(self, use: VerbUse) -> bool:
        """ ", rétorque l'armée", "nie avoir tiré": no determiner makes it a noun, a subject or clause follows."""
        line, at, table = use.line, use.at, self._speakers.table
        low = line.low(at - 1) if at else ","
        if at + 1 >= len(line.words) or low in table.definite | table.indefinite | table.of | table.before:
            return False
        counted = line.words[at + 1].pos == "NUM"
        if low in self._table.bound and (counted or line.low(at) not in self._table.nouns):
            # "le Comité EN dénombre cent": only a verb stands there.
            return True
        if any(child.i < use.token.i for child in line.sentence.dependents(use.token.i, "nsubj")):
            return True
        after = line.words[at + 1]
        if "VerbForm=Inf" in line.sentence.tokens[after.first].morph or after.low in self._table.that:
            return True
        if self._speaks(line, at) and line.sentence.tokens[after.first].dep == "det":
            return True
        pause = at == 0 or line.words[at - 1].pos in ("PUNCT", "CCONJ")
        # ", dénoncent des riverains": a noun of speakers is the subject.
        somebody = after.low in table.indefinite and self._speakers.head(line, at + 2) is not None
        return pause and (after.low in table.definite or somebody or (at > 0 and after.text[0].isupper()))

    def _speaks(self, line: WordLine, at: int) -> bool:
        """ "leur porte-parole NIE toute implication": a noun of speakers right before a form that may be a verb."""
        return at > 0 and self._speakers.head(line, at - 1) is not None

    def group(self, line: WordLine, at: int) -> int:
        """First word of the verb group: auxiliaries, clitics, negation and adverbs before the verb."""
        table, start = self._table, at
        while start > 0 and self._in_group(line, start - 1):
            start -= 1
        if not self._auxiliary(line, start, at):
            # "a d'abord signalé": small words between the auxiliary and the verb.
            near = range(at - 1, max(-1, at - 1 - _SPLIT), -1)
            helper = next((k for k in near if line.low(k) in table.have or line.low(k) in table.be), None)
            if helper is not None and self._inserted(line, helper + 1, at):
                return self.group(line, helper) if helper else helper
        # An adverb that opens the clause is outside the group.
        while start < at and line.words[start].pos == "ADV" and line.low(start) not in table.negation:
            start += 1
        return start

    def _inserted(self, line: WordLine, first: int, end: int) -> bool:
        return all(low in self._table.between or low in self._table.inserted for low in line.lows[first:end])

    def _in_group(self, line: WordLine, at: int) -> bool:
        table, low = self._table, line.low(at)
        if low in table.have or low in table.be or low in table.negation or low in table.clitics:
            return True
        return (low.startswith("-") and len(low) > 1) or (line.words[at].pos == "ADV" and low not in table.as_)

    def _auxiliary(self, line: WordLine, group: int, at: int) -> bool:
        # "A titre de comparaison": at the head of a sentence stands a preposition without its accent.
        return any(low in self._table.have or low in self._table.be for low in line.lows[max(group, 1) : at])

    def _inverted(self, line: WordLine, group: int, at: int) -> int | None:
        table = self._speakers.table
        for k in range(group, min(at + 3, len(line.words))):
            low = line.low(k)
            if low[0] == "-" and (low in table.anaphors or low in table.impersonal):
                return k
        return None

    def first_person(self, use: VerbUse) -> bool:
        """ "Nous soutenons": the speaker of a quotation, whose words are quoted already; not "un berger NOUS a dit"."""
        table, before = self._table, use.line.lows[max(0, use.group - 1) : use.at]
        if not table.first_person.isdisjoint(before):
            return True
        finite = any(low.endswith(table.first_endings) for low in (*before, use.line.low(use.at)))
        return finite and not table.first_or_object.isdisjoint(before)

    def negated(self, line: WordLine, group: int, at: int) -> bool:
        """Whether nothing is said: "n'a pas dit", "sans confirmer", "si l'armée annonce"."""
        infinitive = "VerbForm=Inf" in line.sentence.tokens[line.words[at].last].morph
        start = max(0, min(group, at - _INFINITIVE_BACK)) if infinitive else group
        if not self._table.negation.isdisjoint(line.lows[start:at]):
            return line.low(self._past_insertion(line, at + 1)) not in self._table.restriction
        return not self._table.hypothesis.isdisjoint(line.lows[max(0, group - 3) : group])

    def _past_insertion(self, line: WordLine, at: int) -> int:
        """Past a pronoun between commas: "n'évoquent, EUX, qu'un blessé"."""
        if line.low(at) == "," and line.low(at + 1) in self._speakers.table.anaphors and line.low(at + 2) == ",":
            return at + 3
        return at

    def withheld(self, use: VerbUse) -> bool:
        """ "a refusé de CONFIRMER": who will not say so says nothing."""
        before = use.line.lows[max(0, use.group - _WITHHELD) : use.group]
        return not self._words.withholding.isdisjoint(before)

    def nothing_said_of(self, use: VerbUse) -> bool:
        """ "Aucune victime n'a été signalée par la police", "la police n'a signalé aucun blessé": something is said."""
        none = self._speakers.table.none
        if use.passive:
            return not none.isdisjoint(use.line.lows[: use.group])
        return use.line.low(self.skip(use.line, use.at + 1)) in none

    def end(self, use: VerbUse, verb: SayingVerb) -> int | None:
        """End of the cue: past the word that the verb needs; None when it is not there."""
        if not verb.with_:
            return use.at + 1
        near = range(use.at + 1, use.at + _WITH_REACH)
        return next((k + 1 for k in near if use.line.low(k) in verb.with_), None)

    def agent(self, line: WordLine, at: int) -> int | None:
        """Word after the "par" that names who did what the verb before `at` says."""
        for k in range(at, min(at + _AGENT_REACH, len(line.words))):
            if line.low(k) in self._table.by:
                return k + 1
            if line.words[k].pos in ("VERB", "AUX") or line.low(k) in (".", ";", ":"):
                return None
        return None

    def skip(self, line: WordLine, at: int) -> int:
        """Past what stands between a verb and its subject or clause: when, to whom, on what channel."""
        limit = min(at + _REACH, len(line.words))
        while at < limit:
            jump = self._words.via(line, at) or self._words.channel(line, at) or self._words.withheld.match(line, at)
            told = None if jump is not None else self._words.told(line, at)
            if jump is not None:
                at = jump[0]
            elif told is not None:
                at = told
            elif line.low(at) == "," and (beyond := self.skip(line, at + 1)) > at + 1:
                at = beyond + (line.low(beyond) == ",")
            elif self._between(line, at):
                at += 1
            else:
                break
        return at

    def _between(self, line: WordLine, at: int) -> bool:
        table, word = self._speakers.table, line.words[at]
        if word.pos == "ADV" or word.text.isdigit():
            return word.low not in self._table.that
        if word.low in table.article or word.low in table.of or word.low in self._table.from_:
            # "dans LA nuit" is skipped, "LA police" is the subject.
            after = line.low(at + 1)
            timed = after in self._table.between and after not in table.article
            return timed and self._speakers.head(line, at + 1) is None
        return word.low in self._table.between

    def said(self, line: WordLine, at: int, verb: SayingVerb) -> int | None:
        """Word where the complement of `verb`, whose cue ends at `at`, begins: "que", a quotation, an infinitive."""
        here = self.skip(line, at)
        if here >= len(line.words):
            return None
        low = line.low(here)
        if low in OPEN_QUOTES and verb.frame == "speak":
            return here if self._statement(line, here) else None
        if low in self._table.that or low in OPEN_QUOTES or low == ":":
            return here
        if low in self._table.infinitive_marks and verb.frame in ("speak", "say"):
            here += 1
        if self._infinitive(line, here):
            return here
        quoted = self._quoted(line, here)
        return quoted if quoted is not None else self._that(line, here, verb)

    def _infinitive(self, line: WordLine, at: int) -> bool:
        for k in range(at, min(at + _INFINITIVE_REACH, len(line.words))):
            if "VerbForm=Inf" in line.sentence.tokens[line.words[k].first].morph:
                return True
            thin = line.low(k) in self._table.clitics or line.low(k) in self._table.negation
            if not (thin or line.words[k].pos == "ADV"):
                return False
        return False

    def _quoted(self, line: WordLine, at: int) -> int | None:
        for k in range(at, min(at + _INFINITIVE_REACH, len(line.words))):
            if line.low(k) in OPEN_QUOTES:
                return k if self._statement(line, k) else None
            if line.low(k) in (",", ";"):
                return None
        return None

    def _that(self, line: WordLine, at: int, verb: SayingVerb) -> int | None:
        for k in range(at, min(at + _REACH, len(line.words))):
            if line.words[k].pos in ("VERB", "AUX") or line.low(k) in self._words.verbs:
                return None
            # "avance un bilan, QUE l'ONU n'a pu vérifier": it opens no clause behind an object and a comma.
            relative = line.low(k - 1) == "," and line.words[at].pos in ("DET", "NUM")
            compared = line.low(k - 1) in self._table.comparing or relative
            if line.low(k) in self._table.that and verb.frame != "object" and line.words[k].pos == "SCONJ":
                return None if compared else k
        return None

    def _statement(self, line: WordLine, at: int) -> bool:
        """Whether the quotation opened at `at` states something: "dénoncé un « acte lâche »" does not."""
        close = next((k for k in range(at + 1, len(line.words)) if line.low(k) in CLOSE_QUOTES), len(line.words))
        # "dit « examiner ces allégations »": an infinitive states something however short it is.
        return close - at > _SCARE_WORDS or self._infinitive(line, at + 1)

    def figure(self, line: WordLine, at: int) -> bool:
        """Whether a number follows: "compte pour sa part SIX blessés"."""
        here = self.skip(line, at)
        if line.low(here) in self._table.own:
            # "la ville compte SES morts" tells no number.
            return False
        near = range(here, min(here + _FIGURE_REACH, len(line.words)))
        return any(line.words[k].pos == "NUM" or line.low(k) in self._table.figures for k in near)
