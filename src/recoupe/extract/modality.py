"""Modality: whether a trigger is told as having happened, denied, planned, threatened, supposed."""

from __future__ import annotations

import re

from recoupe.extract.modality_words import ModalityRule, ModalityWords
from recoupe.extract.predicates import BACK, PredicateReader
from recoupe.language.pack import LanguagePack
from recoupe.model.mentions import Modality, Mood
from recoupe.model.parse import Sentence, Token

#: Governors above a trigger that are looked at.
_DEPTH = 7
_STRONGER: frozenset[Mood] = frozenset({"demanded", "threatened", "planned", "hypothetical", "conditional"})
#: Words around a trigger among which "régulièrement" is said of it, and before it among which "au cas où" is.
_NEAR, _SUPPOSED = 6, 8
_ACTUAL = Modality()
#: Relations of what stands beside a noun without being its complement.
_BESIDE = frozenset({"conj", "cc", "punct"})
_MOODS: dict[str, Mood] = {"habitual": "habitual", "historical": "historical", "hypothetical": "hypothetical"}
#: What a governing word makes of what it governs (None: nothing), and the token to go on from (None: nowhere).
_Step = tuple[Modality | None, int | None]


class ModalityReader:
    """Reads the modality of a token, walking up from it to what governs it. Built once per language pack."""

    def __init__(self, pack: LanguagePack) -> None:
        self._words = ModalityWords(pack)
        self._predicates = PredicateReader(self._words)
        table = self._words.table
        self._frame = re.compile(
            "|".join(
                f"(?P<{name}>{'|'.join(re.escape(p) for p in phrases)})"
                for name, phrases in (
                    ("habitual", table.habitual_phrases),
                    ("historical", table.historical_phrases),
                    ("hypothetical", table.if_phrases),
                )
            ),
            re.IGNORECASE,
        )

    def read(self, sentence: Sentence, token_index: int) -> Modality:
        """Modality of the trigger whose main word is `token_index` of `sentence`."""
        if not 0 <= token_index < len(sentence.tokens):
            return _ACTUAL
        found = self._walk(sentence, token_index)
        return found if found.mood != "actual" else self._framed(sentence, token_index) or found

    def goes_on(self, sentence: Sentence, token_index: int) -> bool:
        """Whether a verb tells what somebody does all the time: a relative clause without a comma and without an
        auxiliary ("des soldats qui réclamaient leur solde"; not "l'Union, qui condamne l'attaque").
        """
        token = sentence.tokens[token_index]
        if token.dep != "acl:relcl" or not token.has("VerbForm=Fin"):
            return False
        first = min((t.i for t in sentence.dependents(token_index, "nsubj")), default=0)
        return first > 0 and sentence.tokens[first - 1].text != ","

    def is_generic(self, sentence: Sentence, token_index: int) -> bool:
        """Whether a noun names a kind and no event: "toute attaque", "ce type de frappe", "un avion d'attaque".

        Nor does it where someone is charged with it ("poursuivi pour assassinats").
        """
        tokens, table = sentence.tokens, self._words.table
        token = tokens[token_index]
        if token.pos not in ("NOUN", "PROPN"):
            return False
        children = [tokens[c] for c in sentence.children[token_index]]
        if any(c.text.lower() in table.generic for c in children):
            return True
        head = tokens[token.head]
        if token.dep.startswith("nmod") and head.text.lower() in table.kinds:
            return True
        undetermined = not any(c.pos in ("DET", "NUM") for c in children)
        cased = any(c.dep == "case" for c in children)
        if undetermined and any(c.dep == "case" and c.text.lower() in table.charging for c in children):
            return True
        if undetermined and cased and token.dep.startswith("nmod") and head.text.lower() in table.carriers:
            return True
        if head.text.lower() in table.durations:
            return False  # "après deux heures de fusillade"
        bare = undetermined and not token.has("Number=Plur")
        after = any(c.i > token.i and c.dep.partition(":")[0] not in _BESIDE for c in children)
        return bare and cased and token.dep.startswith("nmod") and not after

    # Walking up

    def _walk(self, sentence: Sentence, at: int) -> Modality:
        soft: Modality | None = None
        seen: set[int] = set()
        for depth in range(_DEPTH):
            if at in seen:
                break
            seen.add(at)
            token = sentence.tokens[at]
            own = self._own(sentence, token, trigger=depth == 0)
            if own is not None and own.mood != "actual":
                return self._outrank(soft, self._reported_future(sentence, token, own))
            step = self._governor(sentence, token)
            if step is None:
                break
            modality, above = step
            if modality is not None:
                if modality.mood == "negated" and soft is None:
                    soft = modality
                elif modality.mood != "actual":
                    return self._outrank(soft, modality)
                else:
                    return soft or _ACTUAL
            if above is None:
                break
            at = above
        return soft or _ACTUAL

    def _outrank(self, soft: Modality | None, higher: Modality) -> Modality:
        """ "exige la fin des frappes": what is above an end or a prevention outranks it, and its negation stays."""
        if soft is None:
            return higher
        return Modality(higher.mood, True, higher.cue) if higher.mood in _STRONGER else soft

    # The word itself

    def _own(self, sentence: Sentence, token: Token, *, trigger: bool) -> Modality | None:
        if self._predicates.is_verbal(token, sentence):
            return self._predicates.verb(sentence, token)
        return self._noun(sentence, token) if trigger or token.pos == "NOUN" else None

    def _noun(self, sentence: Sentence, token: Token) -> Modality | None:
        tokens, table = sentence.tokens, self._words.table
        for child in sentence.children[token.i]:
            low = tokens[child].text.lower()
            if low in table.no_determiner:
                return Modality("negated", True, tokens[child].span)
            mood = self._words.adjectives.get(low)
            if mood is not None and abs(child - token.i) <= BACK:
                return Modality(mood, mood == "denied", tokens[child].span)
        return self._after_phrase(sentence, token)

    def _after_phrase(self, sentence: Sentence, token: Token) -> Modality | None:
        """ "en cas d'attaque", "en prévision d'une offensive": the phrase before the noun and its adjectives."""
        tokens, table = sentence.tokens, self._words.table
        cut = token.i
        while cut > 0 and token.i - cut <= BACK:
            before = " " + " ".join(t.text for t in tokens[max(0, cut - BACK) : cut]).lower().replace("' ", "'")
            for phrase, mood in self._words.before:
                if before.endswith(" " + phrase) or before.endswith("'" + phrase):
                    return Modality(mood, mood == "negated", tokens[cut - 1].span)
            if not (tokens[cut - 1].pos in ("DET", "ADJ", "NUM") or tokens[cut - 1].text.lower() in table.articles):
                return None
            cut -= 1
        return None

    # What governs it

    def _governor(self, sentence: Sentence, token: Token) -> _Step | None:
        """What the governing word makes of `token`, and where to go on; None when nothing governs it."""
        tokens = sentence.tokens
        before = self._predicates.before(sentence, token)
        known = before is not None and before.text.lower() in self._words.verbs
        if before is not None and (known or before.pos in ("VERB", "AUX", "NOUN", "ADJ")):
            found = self._by_verb(sentence, token, before, "inf") or self._by_noun(before) or self._pass(token, before)
            if found is None and before.pos == "NOUN" and before.head < before.i:
                # "demander AUX TROUPES de bombarder": the one who is to do it stands between.
                found = self._by_verb(sentence, token, sentence.tokens[before.head], "inf")
            if found is not None:
                return found
        head = tokens[token.head]
        if head.i == token.i:
            return None
        relation = token.dep.partition(":")[0]
        if self._predicates.is_verbal(token, sentence):
            if token.dep.startswith("acl:relcl"):
                return None
            if relation == "conj" and not self._predicates.finite(sentence, token):
                return None, head.i
            if relation in ("ccomp", "xcomp", "obj", "obl", "csubj"):
                kind = "clause" if self._predicates.finite(sentence, token) else "inf"
                return self._by_verb(sentence, token, head, kind) or (None, head.i if kind == "inf" else None)
            return self._by_noun(head) if relation == "acl" else None
        return self._noun_governor(sentence, token, head, relation)

    def _noun_governor(self, sentence: Sentence, token: Token, head: Token, relation: str) -> _Step | None:
        if relation == "conj":
            return None, head.i
        if relation == "nmod":
            by_noun = self._by_noun(head)
            rule = self._words.nouns.get(head.text.lower())
            if rule is not None and head.text.lower() in rule.indefinite_only and self._definite(sentence, token):
                return None
            if by_noun is not None:
                return by_noun
            return (None, head.i) if head.text.lower() in self._words.table.containers else None
        first = min((token.i, *(c for c in sentence.children[token.i] if c < token.i)))
        beside = sentence.tokens[first - 1] if first else head
        if beside.has("VerbForm=Inf") and beside.i != head.i:
            # "soupçonné de préparer un attentat a été arrêté": the noun may pass for the subject of what follows.
            head, relation = beside, "obj"
        if not self._predicates.is_verbal(head, sentence):
            return None
        if relation == "obl" and not self._governed(sentence, token):
            return None
        if relation in ("obj", "obl") or token.dep == "nsubj:pass":
            by_verb = self._by_verb(sentence, token, head, "object")
            if by_verb is not None:
                return by_verb
        forms = self._words.support_object if relation in ("obj", "obl") else self._words.support_subject
        if head.text.lower() in forms and relation in ("obj", "obl", "nsubj"):
            return None, head.i
        mood = self._predicates.verb(sentence, head)
        if relation == "nsubj" and mood is not None and mood.mood in ("conditional", "hypothetical"):
            return mood, None
        return None

    def _definite(self, sentence: Sentence, token: Token) -> bool:
        """Whether a noun has a definite article, its own or melted into the preposition ("des attentats")."""
        children = [sentence.tokens[c] for c in sentence.children[token.i]]
        if any(c.has("Definite=Def") for c in children):
            return True
        return any(c.dep == "case" and c.text.lower() in self._words.table.contracted for c in children)

    def _governed(self, sentence: Sentence, token: Token) -> bool:
        case = next(sentence.dependents(token.i, "case"), None)
        return case is None or case.text.lower() in self._words.table.governing

    def _by_verb(self, sentence: Sentence, token: Token, head: Token, kind: str) -> _Step | None:
        """The rule of the governing verb, read with the verb's own negation and tense."""
        found = self._words.verbs.get(head.text.lower())
        if found is None or head.i == token.i:
            return None
        rule, lemma = found
        blocked = (kind == "object" and lemma in rule.not_objects) or (kind != "object" and lemma in rule.only_objects)
        if blocked or (kind == "clause" and lemma in rule.not_clause):
            return None
        if kind == "object" and rule.cases:
            case = next(sentence.dependents(token.i, "case"), None)
            if case is not None and case.text.lower() not in rule.cases:
                return None
        return self._apply(sentence, head, rule, lemma), head.i

    def _apply(self, sentence: Sentence, head: Token, rule: ModalityRule, lemma: str) -> Modality:
        helpers = self._predicates.helpers(sentence, head)
        if self._predicates.negation(sentence, head, helpers) is not None:
            mood = rule.negated_of.get(lemma, rule.negated)
            return Modality(mood, mood == "negated", head.span)
        if lemma in rule.perfect and any(h.text.lower() in self._words.table.have for h in helpers):
            mood = rule.perfect[lemma]
            return Modality(mood, False, None if mood == "actual" else head.span)
        return Modality(rule.mood, rule.mood in ("negated", "denied"), head.span)

    def _by_noun(self, head: Token) -> _Step | None:
        rule = self._words.nouns.get(head.text.lower())
        if rule is None:
            return None
        return Modality(rule.mood, rule.mood in ("negated", "denied"), head.span), head.i

    def _pass(self, token: Token, head: Token) -> _Step | None:
        """An infinitive under a verb that no rule knows: go on from the verb ("a commencé à", "a annoncé vouloir")."""
        return (None, head.i) if head.pos in ("VERB", "AUX") and head.i < token.i else None

    def _reported_future(self, sentence: Sentence, token: Token, own: Modality) -> Modality:
        """A future in a reported clause: a threat under "menacer"; the conditional of "annoncé que" is a plan."""
        if own.mood not in ("planned", "conditional") or token.dep.partition(":")[0] != "ccomp":
            return own
        head = sentence.tokens[token.head]
        found = self._words.verbs.get(head.text.lower())
        if found is not None and found[0].mood in ("threatened", "hypothetical", "denied"):
            return Modality(found[0].mood, found[0].mood == "denied", head.span)
        simple = own.mood == "conditional" and self._predicates.conditional(token)
        return Modality("planned", False, own.cue) if simple else own

    def _framed(self, sentence: Sentence, at: int) -> Modality | None:
        """Adverbs and phrases that take a whole clause out of the here and now."""
        token, table = sentence.tokens[at], self._words.table
        told = token.has("VerbForm=Part") and token.has("Tense=Past") and token.pos != "NOUN"
        for other in sentence.tokens[max(0, at - _NEAR) : at + _NEAR + 1]:
            if other.text.lower() in table.habitual and not told:
                return Modality("habitual", False, other.span)
        words = " ".join(t.text for t in sentence.tokens).replace("' ", "'")
        match = self._frame.search(words)
        if match is None:
            return None
        cue = _locate(sentence, match.group()) or token
        mood = _MOODS[match.lastgroup or "habitual"]
        supposed = mood == "hypothetical" and not 0 < at - cue.i <= _SUPPOSED
        return None if supposed or (mood == "habitual" and told) else Modality(mood, False, cue.span)


def _locate(sentence: Sentence, phrase: str) -> Token | None:
    """First token of `phrase` in the sentence."""
    first = phrase.split()[0].lower().split("'")[0]
    return next((t for t in sentence.tokens if t.text.lower().rstrip("'") == first), None)
