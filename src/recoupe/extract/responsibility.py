"""Claims of responsibility, denials, accusations: statuses of an attack's attacker (codebook, section 3)."""

from __future__ import annotations

from typing import Literal

import msgspec

from recoupe.extract.saying import SayingWords
from recoupe.extract.speaker import OrgOf, Speaker
from recoupe.extract.speech_cues import CueFinder
from recoupe.extract.verb_group import PAUSES
from recoupe.extract.wordline import WordLine
from recoupe.language.inflect import Inflector
from recoupe.language.pack import LanguagePack
from recoupe.model.mentions import Attribution, ResponsibilityMention
from recoupe.model.parse import Parse, Token
from recoupe.model.spans import CharSpan

#: Words after or before a verb among which the attack, the accused or the denied thing must stand.
_REACH = 12
#: The same after a participle that opens its sentence, and for "à X", which an apposition may part from its verb
#: ("attribue ce tir, parti de l'est, aux insurgés").
_TO_REACH = 20

_Status = Literal["claimed", "denied", "alleged", "confirmed"]
_Family = Literal["claim", "deny", "accept", "blame", "blame_to"]
_STATUS: dict[_Family, _Status] = {
    "claim": "claimed",
    "deny": "denied",
    "accept": "confirmed",
    "blame": "alleged",
    "blame_to": "alleged",
}


class _With(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    verb: str
    word: str


class ResponsibilityTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table `words/responsibility`; see the comment at its head."""

    claim: tuple[str, ...]
    claim_named: tuple[str, ...]
    deny: tuple[str, ...]
    accept: tuple[str, ...]
    blame: tuple[str, ...]
    blame_with: tuple[_With, ...]
    blame_to: tuple[str, ...]
    irregular: dict[str, tuple[str, ...]]
    denied: frozenset[str]
    doing: frozenset[str]
    attacks: frozenset[str]
    several: frozenset[str]
    own_attacks: frozenset[str]
    pronouns: frozenset[str]
    anonymous: frozenset[str]
    negation: frozenset[str]
    by: frozenset[str]
    to: frozenset[str]
    of: frozenset[str]
    who: frozenset[str]
    whom: frozenset[str]
    be: frozenset[str]
    reflexive: frozenset[str]
    pointing: tuple[str, ...]


class _Use(msgspec.Struct, frozen=True):
    """One verb in its line: `group` is the first word of its verb group, `passive` whether the agent follows "par"."""

    line: WordLine
    at: int
    end: int
    group: int
    family: _Family
    negated: bool
    passive: bool
    reflexive: bool = False


class ResponsibilityExtractor:
    """Finds who claims, denies, accepts or is accused of an attack. Built once per language pack."""

    def __init__(self, pack: LanguagePack) -> None:
        self._table = table = pack.table("words/responsibility", ResponsibilityTable)
        words = pack.made(SayingWords)
        self._cues = CueFinder(words)
        self._saying = words
        self._language = pack.code
        inflector = Inflector(pack)
        self._forms: dict[str, tuple[_Family, str | None]] = {}
        families: tuple[tuple[_Family, tuple[str, ...]], ...] = (
            ("claim", (*table.claim, *table.claim_named)),
            ("deny", table.deny),
            ("accept", table.accept),
            ("blame", table.blame),
            ("blame_to", table.blame_to),
        )
        for family, lemmas in families:
            for lemma in lemmas:
                for form in table.irregular.get(lemma) or inflector.verb(lemma):
                    self._forms[form] = (family, None)
        self._named = frozenset(form for lemma in table.claim_named for form in inflector.verb(lemma))
        self._with = {form: row.verb for row in table.blame_with for form in inflector.verb(row.verb)}
        self._pointing = tuple(tuple(p.replace("'", "' ").split()) for p in table.pointing)

    def find(
        self, parse: Parse, *, org_of: OrgOf | None = None, attributions: tuple[Attribution, ...] = ()
    ) -> tuple[ResponsibilityMention, ...]:
        """Mentions of `parse` in text order. `attributions` of the same document tell who a pronoun stands for."""
        found: list[ResponsibilityMention] = []
        for sentence in parse.sentences:
            if not sentence.tokens or sentence.language != self._language:
                continue
            low = frozenset(sentence.lower)
            pointed = any(p[0] in low and all(w in low for w in p) for p in self._pointing)
            if not pointed and low.isdisjoint(self._forms) and low.isdisjoint(self._with):
                continue
            line = WordLine(sentence)
            for at in range(len(line.words)):
                mention = self._at(line, at, org_of)
                if mention is not None:
                    found.append(_resolved(mention, attributions))
        return tuple(found)

    def _at(self, line: WordLine, at: int, org_of: OrgOf | None) -> ResponsibilityMention | None:
        low = line.low(at)
        family = self._forms.get(low)
        if family is not None:
            return self._read(self._use(line, at, at + 1, family[0]), org_of)
        if low in self._with:
            for row in self._table.blame_with:
                if row.verb == self._with[low]:
                    end = next(
                        (k + 1 for k in range(at + 1, min(at + _REACH, len(line.words))) if line.low(k) == row.word),
                        None,
                    )
                    if end is not None:
                        return self._read(self._use(line, at, end, "blame"), org_of)
        for phrase in self._pointing:
            if low == phrase[0] and all(line.low(at + k) == w for k, w in enumerate(phrase)):
                return self._pointed(line, at, at + len(phrase), org_of)
        return None

    def _use(self, line: WordLine, at: int, end: int, family: _Family) -> _Use:
        group = self._cues.groups.group(line, at)
        helpers = [line.low(k) for k in range(group, at)]
        negated = any(low in self._table.negation for low in helpers) or self._cues.groups.negated(line, group, at)
        token = line.sentence.tokens[line.words[at].last]
        reflexive = any(low in self._table.reflexive for low in helpers)
        bare = not helpers and "VerbForm=Part" in token.morph and "Tense=Pres" not in token.morph
        bare = bare and not self._shares_active(line, token)
        passive = (any(low in self._table.be for low in helpers) and not reflexive) or bare
        return _Use(line, at, end, group, family, negated, passive, reflexive)

    def _shares_active(self, line: WordLine, token: Token) -> bool:
        """ "a dénoncé un crime et accusé l'armée": a participle joined to one with an auxiliary of its own."""
        if token.dep != "conj":
            return False
        helpers = [t.text.lower() for t in line.sentence.dependents(token.head, "aux")]
        return bool(helpers) and self._table.be.isdisjoint(helpers)

    def _read(self, use: _Use, org_of: OrgOf | None) -> ResponsibilityMention | None:
        if use.family == "claim" or (use.family == "blame_to" and use.reflexive):
            return self._claim(use, org_of)  # "s'est attribué l'attaque"
        if use.negated:
            return None
        if use.family in ("deny", "accept"):
            return self._own(use, org_of)
        return self._blame(use, org_of)

    # "revendiquer"

    def _claim(self, use: _Use, org_of: OrgOf | None) -> ResponsibilityMention | None:
        line = use.line
        attack = self._attack(line, use.at, use.group, passive=use.passive)
        actor = self._agent(use, org_of) if use.passive else self._claimant(use, org_of)
        nobody = any(line.low(k) in self._table.anonymous for k in range(max(0, use.group - 4), use.at))
        if use.negated:
            if attack is None and not nobody:
                return None
            return self._mention(use, "unclaimed", None, None, attack) if use.passive or nobody else None
        if actor is None or (attack is None and not use.passive and not self._ends_clause(line, use.end)):
            return None
        if attack is None and line.low(use.at) in self._named:
            return None  # "un accord signé par le pouvoir"
        return self._mention(use, "claimed", actor, actor, attack)

    def _claimant(self, use: _Use, org_of: OrgOf | None) -> Speaker | None:
        """The subject, which need not be one that speaks: "les islamistes du mouvement ont revendiqué l'attaque"."""
        behalf = self._cues.behalf(use.line, use.end, org_of)
        if behalf:
            return behalf[0]
        found = self._cues.subjects.subject(use.line, use.at, use.group, org_of)
        if not found or found[0].kind != "other":
            return found[0] if found else None
        acts = org_of is not None and org_of(found[0].span) is not None
        return found[0] if acts else None

    def _ends_clause(self, line: WordLine, end: int) -> bool:
        """Whether nothing follows: "dix morts à Gao, le Front revendique"."""
        return end >= len(line.words) or line.words[end].pos == "PUNCT"

    # "nier", "reconnaître"

    def _own(self, use: _Use, org_of: OrgOf | None) -> ResponsibilityMention | None:
        line, table = use.line, self._table
        if use.passive:
            return None
        near = range(use.end, min(use.end + _REACH, len(line.words)))
        thing = next((k for k in near if line.low(k) in table.denied), None)
        doing = next((k for k in near if line.low(k) in table.doing and self._infinitive(line, k)), None)
        attack = self._attack(line, use.at, use.group, passive=False)
        own = attack is not None and not table.own_attacks.isdisjoint(line.lows[use.end : use.end + _REACH])
        if thing is None and doing is None and (use.family == "deny" or not own):
            return None
        actor = self._subject(use, org_of)
        if actor is None:
            return None
        return self._mention(use, _STATUS[use.family], actor, actor, attack)

    def _infinitive(self, line: WordLine, at: int) -> bool:
        return "VerbForm=Inf" in line.sentence.tokens[line.words[at].first].morph

    # "accuser X", "imputer à X"

    def _blame(self, use: _Use, org_of: OrgOf | None) -> ResponsibilityMention | None:
        line = use.line
        attack = self._attack(line, use.at, use.group, passive=use.passive)
        if use.family == "blame_to":
            accused = self._after(use, self._table.to, org_of)
            speaker = self._agent(use, org_of) if use.passive else self._subject(use, org_of)
            if accused is None or attack is None:
                return None
            return self._mention(use, "alleged", accused, speaker, attack)
        if use.passive:
            accused, speaker = self._passive_subject(use, org_of), self._agent(use, org_of)
            if speaker is None and accused is not None and accused.kind == "other":
                return None
        elif self._incised(use):
            return None
        else:
            accused, speaker = self._object(use, org_of), self._subject(use, org_of)
        if accused is None or (speaker is None and not use.passive) or (accused.kind == "other" and attack is None):
            return None
        if attack is None and self._of_policy(line, use.end if use.passive else max(use.end, accused.end)):
            return None
        return self._mention(use, "alleged", accused, speaker, attack)

    def _of_policy(self, line: WordLine, start: int) -> bool:
        """Whether someone is accused of what goes on ("d'affaiblir la coalition", "de liens avec la guérilla"), not of
        a deed ("d'avoir tiré").
        """
        for k in range(start, min(start + _REACH, len(line.words) - 1)):
            if line.low(k) in self._table.of and self._infinitive(line, k + 1):
                return line.low(k + 1) not in self._table.doing
        return start < len(line.words) - 1 and line.low(start) in self._table.of and line.words[start + 1].pos == "NOUN"

    def _pointed(self, line: WordLine, at: int, end: int, org_of: OrgOf | None) -> ResponsibilityMention | None:
        accused = self._first(line, end, org_of)
        if accused is None:
            return None
        use = _Use(line, at, end, at, "blame", False, False)
        attack = self._attack(line, at, at, passive=True) or line.span(at, at + 1)
        return self._mention(use, "alleged", accused, None, attack)

    # Who and what

    def _mention(
        self,
        use: _Use,
        status: Literal["claimed", "denied", "alleged", "confirmed", "unclaimed"],
        actor: Speaker | None,
        speaker: Speaker | None,
        attack: CharSpan | None,
    ) -> ResponsibilityMention:
        return ResponsibilityMention(
            status,
            use.line.sentence.index,
            use.line.span(use.group, use.end),
            None if actor is None else actor.span,
            None if speaker is None else speaker.span,
            attack,
            None if speaker is None else speaker.source,
        )

    def _subject(self, use: _Use, org_of: OrgOf | None) -> Speaker | None:
        found = self._cues.subjects.subject(use.line, use.at, use.group, org_of)
        return found[0] if found and found[0].kind != "other" else None

    def _incised(self, use: _Use) -> bool:
        """ ", a accusé le ministre": a verb after a pause without a subject before it has the speaker behind it."""
        pause = use.group > 0 and use.line.low(use.group - 1) in PAUSES
        return pause and not self._cues.subjects.own(use.line, use.at, use.group)

    def _passive_subject(self, use: _Use, org_of: OrgOf | None) -> Speaker | None:
        found = self._cues.subjects.subject(use.line, use.at, use.group, org_of)
        return found[0] if found else None

    def _agent(self, use: _Use, org_of: OrgOf | None) -> Speaker | None:
        return self._after(use, self._table.by, org_of)

    def _after(self, use: _Use, marks: frozenset[str], org_of: OrgOf | None) -> Speaker | None:
        """The speaker after the first of `marks` behind the verb: "revendiqué PAR x", "imputer le tir À x"."""
        line = use.line
        for k in range(use.end, min(use.end + _TO_REACH, len(line.words))):
            if line.low(k) in (".", ";", ":"):
                break
            if line.low(k) in marks:
                found = self._first(line, k + 1, org_of)
                if found is not None:
                    return found
        return None

    def _first(self, line: WordLine, at: int, org_of: OrgOf | None) -> Speaker | None:
        found = self._cues.reader.read(line, at, org_of)
        return found[0] if found and found[0].kind not in ("pronoun", "document") else None

    def _object(self, use: _Use, org_of: OrgOf | None) -> Speaker | None:
        """The accused right after the verb; for "tenir X pour responsable" between its words."""
        found = self._first(use.line, use.at + 1, org_of)
        return found if found is not None and found.kind != "other" else self._first(use.line, use.end, org_of)

    def _attack(self, line: WordLine, at: int, group: int, *, passive: bool) -> CharSpan | None:
        """Words for the attack: before a passive, after an active, else the pronoun in "l'a revendiquée"."""
        before = range(group - 1, max(-1, group - _REACH), -1)
        # "Revendiquée hier par X à travers son agence, l'attaque ...": past all that hangs on an opening participle.
        reach = _TO_REACH if passive and group <= 1 else _REACH
        after = range(at + 1, min(at + reach, len(line.words)))
        for k in (*before, *after) if passive else after:
            if self._is_attack(line, k):
                return line.span(k, k + 1)
        if passive:
            # "L'attentat contre le siège de la police, boulevard X, a été revendiqué": the subject, however far.
            verb = line.sentence.tokens[line.words[at].last]
            for k in range(max(0, group - _REACH) - 1, -1, -1):
                word = line.sentence.tokens[line.words[k].last]
                if word.dep == "nsubj:pass" and word.head == verb.i and self._is_attack(line, k):
                    return line.span(k, k + 1)
        if not passive:
            # "un massacre que le gouvernement attribue à X"
            for k in before:
                if line.low(k + 1) in self._table.whom and self._is_attack(line, k):
                    return line.span(k, k + 1)
        clitic = next((k for k in range(group, at) if line.low(k) in self._table.pronouns), None)
        return None if clitic is None else line.span(clitic, clitic + 1)

    def _is_attack(self, line: WordLine, at: int) -> bool:
        """A word for an attack, alone or as the first of a compound ("attentat-suicide")."""
        if line.low(at) in self._table.several:
            return line.low(at + 1) not in self._table.of
        return line.low(at).partition("-")[0] in self._table.attacks and line.words[at].pos != "VERB"


def _resolved(mention: ResponsibilityMention, attributions: tuple[Attribution, ...]) -> ResponsibilityMention:
    """The mention with speaker and actor as the attribution of the same words has resolved them."""
    same = next((a for a in attributions if a.speaker == mention.speaker and a.cue.overlaps(mention.cue)), None)
    if same is None or mention.speaker is None:
        return mention
    named = same.named or mention.speaker
    actor = named if mention.actor == mention.speaker else mention.actor
    return msgspec.structs.replace(mention, actor=actor, speaker=named, source=same.source)
