"""Modality: whether a trigger is told as having happened, denied, planned, threatened, supposed."""

from __future__ import annotations

import re

from recoupe.extract.modality_words import ModalityRule, ModalityWords
from recoupe.language.pack import LanguagePack
from recoupe.model.mentions import Modality, Mood
from recoupe.model.parse import Sentence, Token
from recoupe.model.spans import CharSpan

#: Governors above a trigger that are looked at.
_DEPTH = 7
#: Words looked back over from a verb to its governor, and from a noun to a phrase before it.
_BACK = 5
_STRONGER: frozenset[Mood] = frozenset({"demanded", "threatened", "planned", "hypothetical", "conditional"})
#: Parts of speech between an infinitive and its governor.
_THIN = frozenset({"ADP", "ADV", "PRON", "PART", "DET"})
#: Relations that only a predicate has below it.
_VERBAL = frozenset({"aux", "cop", "nsubj", "mark"})
_ACTUAL = Modality()


class ModalityReader:
    """Reads the modality of a token, walking up from it to what governs it. Built once per language pack."""

    def __init__(self, pack: LanguagePack) -> None:
        self._words = ModalityWords(pack)
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

    def is_generic(self, sentence: Sentence, token_index: int) -> bool:
        """Whether a noun names a kind and no event: "toute attaque", "ce type de frappe", "un avion d'attaque"."""
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
        bare = not any(c.pos in ("DET", "NUM") for c in children) and not token.has("Number=Plur")
        cased = any(c.dep == "case" for c in children)
        return bare and cased and token.dep.startswith("nmod") and not any(c.i > token.i for c in children)

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
        if self._is_verbal(token, sentence):
            return self._verb(sentence, token)
        return self._noun(sentence, token) if trigger or token.pos == "NOUN" else None

    def _is_verbal(self, token: Token, sentence: Sentence) -> bool:
        """A verb, or a word the tagger took for something else that has a verb's dependents."""
        if token.pos in ("VERB", "AUX"):
            return True
        return any(c.dep.partition(":")[0] in _VERBAL for c in (sentence.tokens[k] for k in sentence.children[token.i]))

    def _verb(self, sentence: Sentence, token: Token) -> Modality | None:
        helpers = self._helpers(sentence, token)
        negated = self._negation(sentence, token, helpers)
        if negated is not None:
            return Modality("negated", True, negated.span)
        supposed = self._supposed(sentence, token)
        # "Si le premier tir A visé le port, le second ...": a compound past after "si" contrasts, it does not suppose.
        told = any(h.has("Tense=Pres") and h.text.lower() in self._words.table.have for h in helpers)
        if supposed is not None and not told:
            return Modality("hypothetical", False, supposed.span)
        for verb in (*helpers, token):
            low = verb.text.lower()
            if verb.has("Mood=Cnd") or low in self._words.table.conditional:
                return Modality("conditional", False, verb.span)
            if verb.has("Tense=Fut"):
                return Modality("planned", False, verb.span)
            if low in self._words.must and verb is not token:
                return Modality("planned", False, verb.span)
        if token.text.lower() in self._words.table.go | self._words.must:
            # The trigger may be the whole "vont envoyer": its first verb is then read.
            if any(t.has("VerbForm=Inf") for t in sentence.dependents(token.i, "xcomp", "ccomp")):
                return Modality("planned", False, token.span)
        going = self._going(sentence, token)
        return Modality("planned", False, going.span) if going is not None else None

    def _helpers(self, sentence: Sentence, token: Token) -> tuple[Token, ...]:
        """Auxiliaries of a verb; those of the first conjunct for a participle that has none ("aurait tué deux hommes et blessé trois")."""
        own = tuple(t for t in sentence.dependents(token.i, "aux", "cop") if t.i < token.i)
        if own or not token.has("VerbForm=Part"):
            return own
        if token.dep == "conj":
            return tuple(t for t in sentence.dependents(token.head, "aux", "cop"))
        near = sentence.tokens[max(0, token.i - 3) : token.i]
        table = self._words.table
        return tuple(t for t in near if t.text.lower() in table.have | table.be | table.conditional)

    def _negation(self, sentence: Sentence, token: Token, helpers: tuple[Token, ...]) -> Token | None:
        """The word that negates a verb: "sans" before an infinitive, "ne" with its second half anywhere in the clause."""
        tokens, table = sentence.tokens, self._words.table
        first = min((token.i, *(h.i for h in helpers)))
        start = first
        while (
            start > 0
            and first - start < _BACK
            and (tokens[start - 1].pos in _THIN or tokens[start - 1].text.lower() in table.negation | table.negators)
        ):
            start -= 1
        window = tokens[start : token.i]
        without = next((t for t in window if t.text.lower() in table.without), None)
        if without is not None and self._infinitive(sentence, token) is not None:
            return without
        ne = next((t for t in window if t.text.lower() in table.negation), None)
        if ne is None:
            return None
        after = tokens[ne.i + 1 : token.i + 3]
        half = next((t for t in after if t.text.lower() in table.negators), None)
        if half is None:
            half = next((t for t in tokens[max(0, ne.i - 8) : ne.i] if t.text.lower() in table.negators), None)
        if half is None:
            objects = (tokens[i] for c in sentence.dependents(token.i, "obj", "obl") for i in sentence.children[c.i])
            half = next((t for t in objects if t.text.lower() in table.no_determiner and token.dep == "conj"), None)
        return half

    def _supposed(self, sentence: Sentence, token: Token) -> Token | None:
        """ "si" at the head of the verb's clause."""
        table, tokens = self._words.table, sentence.tokens
        for child in sentence.children[token.i]:
            if self._is_if(sentence, tokens[child]) and child < token.i:
                return tokens[child]
        start = max(0, token.i - 8)
        for k in range(token.i - 1, start - 1, -1):
            if tokens[k].text in ",;:»" or (tokens[k].has("VerbForm=Fin") and k < token.i - 2):
                return None
            if self._is_if(sentence, tokens[k]) and (k == 0 or tokens[k - 1].text.lower() not in table.not_if):
                return tokens[k]
        return None

    def _is_if(self, sentence: Sentence, token: Token) -> bool:
        """ "si" that supposes: not "même si", not the intensive one ("si violent que"), "s'" only before "il"."""
        table, tokens = self._words.table, sentence.tokens
        low = token.text.lower()
        if low not in table.if_ or token.dep == "advmod" or (token.i and tokens[token.i - 1].text.lower() in table.not_if):
            return False
        after = tokens[token.i + 1] if token.i + 1 < len(tokens) else None
        if after is None:
            return False
        if low.endswith("'"):
            return after.text.lower() in table.if_pronouns
        return after.pos not in ("ADJ", "ADV")

    def _going(self, sentence: Sentence, token: Token) -> Token | None:
        """ "va frapper": the near future, found by the words before an infinitive."""
        before = self._before(sentence, token)
        if before is None:
            return None
        return before if before.text.lower() in self._words.table.go | self._words.must else None

    def _infinitive(self, sentence: Sentence, token: Token) -> Token | None:
        """The first word of an infinitive: the verb itself, or "avoir" of "avoir frappé"."""
        helpers = [t for t in sentence.dependents(token.i, "aux") if t.i < token.i]
        first = min(helpers, key=lambda t: t.i, default=token)
        return first if first.has("VerbForm=Inf") else None

    def _before(self, sentence: Sentence, token: Token) -> Token | None:
        """The word before an infinitive, small words skipped: its governor whatever the parser made of it."""
        first = self._infinitive(sentence, token)
        if first is None:
            return None
        k = first.i - 1
        while (
            k >= 0
            and first.i - k <= _BACK
            and (sentence.tokens[k].pos in _THIN or sentence.tokens[k].text.lower() in self._words.table.negators)
        ):
            k -= 1
        return sentence.tokens[k] if k >= 0 else None

    def _noun(self, sentence: Sentence, token: Token) -> Modality | None:
        tokens, table = sentence.tokens, self._words.table
        for child in sentence.children[token.i]:
            low = tokens[child].text.lower()
            if low in table.no_determiner:
                return Modality("negated", True, tokens[child].span)
            mood = self._words.adjectives.get(low)
            if mood is not None and abs(child - token.i) <= _BACK:
                return Modality(mood, mood == "denied", tokens[child].span)
        return self._after_phrase(sentence, token)

    def _after_phrase(self, sentence: Sentence, token: Token) -> Modality | None:
        """ "en cas d'attaque", "en prévision d'une offensive": the phrase right before the noun, its articles and adjectives skipped."""
        tokens, table = sentence.tokens, self._words.table
        cut = token.i
        while cut > 0 and token.i - cut <= _BACK:
            before = " " + " ".join(t.text for t in tokens[max(0, cut - _BACK) : cut]).lower().replace("' ", "'")
            for phrase, mood in self._words.before:
                if before.endswith(" " + phrase) or before.endswith("'" + phrase):
                    return Modality(mood, mood == "negated", tokens[cut - 1].span)
            if not (tokens[cut - 1].pos in ("DET", "ADJ", "NUM") or tokens[cut - 1].text.lower() in table.articles):
                return None
            cut -= 1
        return None

    # What governs it

    def _governor(self, sentence: Sentence, token: Token) -> tuple[Modality | None, int | None] | None:
        """What the governing word makes of `token`, and where to go on; None when nothing governs it."""
        tokens = sentence.tokens
        before = self._before(sentence, token)
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
        if self._is_verbal(token, sentence):
            if token.dep.startswith("acl:relcl"):
                return None
            if relation == "conj" and not self._finite(sentence, token):
                return None, head.i
            if relation in ("ccomp", "xcomp", "obj", "obl", "csubj"):
                kind = "clause" if self._finite(sentence, token) else "inf"
                return self._by_verb(sentence, token, head, kind) or (None, head.i if kind == "inf" else None)
            return self._by_noun(head) if relation == "acl" else None
        return self._noun_governor(sentence, token, head, relation)

    def _noun_governor(
        self, sentence: Sentence, token: Token, head: Token, relation: str
    ) -> tuple[Modality | None, int | None] | None:
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
            # "soupçonné de préparer un attentat a été arrêté": the parser may make the noun the subject of what follows.
            head, relation = beside, "obj"
        if not self._is_verbal(head, sentence):
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
        mood = self._verb(sentence, head)
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
        cases = [sentence.tokens[c] for c in sentence.children[token.i] if sentence.tokens[c].dep == "case"]
        return all(case.text.lower() in self._words.table.governing for case in cases[:1])

    def _by_verb(
        self, sentence: Sentence, token: Token, head: Token, kind: str
    ) -> tuple[Modality | None, int | None] | None:
        """The rule of the governing verb, read with the verb's own negation and tense."""
        found = self._words.verbs.get(head.text.lower())
        if found is None or head.i == token.i:
            return None
        rule, lemma = found
        blocked = (kind == "object" and lemma in rule.not_objects) or (kind != "object" and lemma in rule.only_objects)
        if blocked or (kind == "clause" and lemma in rule.not_clause):
            return None
        if kind == "object" and rule.cases:
            cases = [sentence.tokens[c].text.lower() for c in sentence.children[token.i] if sentence.tokens[c].dep == "case"]
            if cases and cases[0] not in rule.cases:
                return None
        return self._apply(sentence, head, rule, lemma), head.i

    def _apply(self, sentence: Sentence, head: Token, rule: ModalityRule, lemma: str) -> Modality:
        helpers = self._helpers(sentence, head)
        if self._negation(sentence, head, helpers) is not None:
            mood = rule.negated_of.get(lemma, rule.negated)
            return Modality(mood, mood == "negated", head.span)
        if lemma in rule.perfect and any(h.text.lower() in self._words.table.have for h in helpers):
            mood = rule.perfect[lemma]
            return Modality(mood, False, None if mood == "actual" else head.span)
        return Modality(rule.mood, rule.mood in ("negated", "denied"), head.span)

    def _by_noun(self, head: Token) -> tuple[Modality | None, int | None] | None:
        rule = self._words.nouns.get(head.text.lower())
        if rule is None:
            return None
        return Modality(rule.mood, rule.mood in ("negated", "denied"), head.span), head.i

    def _pass(self, token: Token, head: Token) -> tuple[Modality | None, int | None] | None:
        """An infinitive under a verb that no rule knows: go on from the verb ("a commencé à", "a annoncé vouloir")."""
        return (None, head.i) if head.pos in ("VERB", "AUX") and head.i < token.i else None

    def _finite(self, sentence: Sentence, token: Token) -> bool:
        if self._infinitive(sentence, token) is not None:
            return False
        return token.has("VerbForm=Fin") or any(
            t.has("VerbForm=Fin") for t in sentence.dependents(token.i, "aux", "cop")
        )

    def _reported_future(self, sentence: Sentence, token: Token, own: Modality) -> Modality:
        """A future in a reported clause: threatened under a verb of threat; the conditional after "a annoncé que" is a plan."""
        if own.mood not in ("planned", "conditional") or token.dep.partition(":")[0] != "ccomp":
            return own
        head = sentence.tokens[token.head]
        found = self._words.verbs.get(head.text.lower())
        if found is not None and found[0].mood in ("threatened", "hypothetical", "denied"):
            return Modality(found[0].mood, found[0].mood == "denied", head.span)
        simple = own.mood == "conditional" and token.has("Mood=Cnd")
        return Modality("planned", False, own.cue) if simple else own

    def _framed(self, sentence: Sentence, at: int) -> Modality | None:
        """Adverbs and phrases that take a whole clause out of the here and now."""
        token, table = sentence.tokens[at], self._words.table
        open_tense = not any(t.has("VerbForm=Part") and t.has("Tense=Past") for t in (token,)) or token.pos == "NOUN"
        if open_tense:
            for other in sentence.tokens[max(0, at - 6) : at + 7]:
                if other.text.lower() in table.habitual:
                    return Modality("habitual", False, other.span)
        words = " ".join(t.text for t in sentence.tokens).replace("' ", "'")
        match = self._frame.search(words)
        if match is None:
            return None
        mood: Mood = next(m for m in ("habitual", "historical", "hypothetical") if match.group(m) is not None)  # type: ignore[assignment]
        if mood == "habitual" and not open_tense:
            return None
        return Modality(mood, False, _locate(sentence, match.group()) or token.span)


def _locate(sentence: Sentence, phrase: str) -> CharSpan | None:
    """Span of the first token of `phrase` in the sentence."""
    first = phrase.split()[0].lower().split("'")[0]
    return next((t.span for t in sentence.tokens if t.text.lower().rstrip("'") == first), None)
