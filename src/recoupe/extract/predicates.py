"""A verb in its clause: auxiliaries, negation, supposition, tense; what its own words make of it."""

from __future__ import annotations

from recoupe.extract.modality_words import ModalityWords
from recoupe.model.mentions import Modality
from recoupe.model.parse import Sentence, Token

#: Words looked back over from a verb to its negation or governor.
BACK = 5
#: Words looked back over for the noun without which nothing happened ("aucune frappe n'a"), and for "si".
_FAR_BACK = 8
#: Parts of speech between an infinitive and its governor.
_THIN = frozenset({"ADP", "ADV", "PRON", "PART", "DET"})
#: Relations that only a predicate has below it.
_VERBAL = frozenset({"aux", "cop", "nsubj", "mark"})


class PredicateReader:
    """Reads predicates of a parsed sentence, by surface where the parser errs most."""

    def __init__(self, words: ModalityWords) -> None:
        self._words = words

    def is_verbal(self, token: Token, sentence: Sentence) -> bool:
        """A verb, or a word the tagger took for something else that has a verb's dependents."""
        if token.pos in ("VERB", "AUX"):
            return True
        return any(c.dep.partition(":")[0] in _VERBAL for c in (sentence.tokens[k] for k in sentence.children[token.i]))

    def verb(self, sentence: Sentence, token: Token) -> Modality | None:
        """What the verb's own words make of it: negation, "si", conditional, future; None when it is told as a fact."""
        table, helpers = self._words.table, self.helpers(sentence, token)
        negated = self.negation(sentence, token, helpers)
        if negated is not None:
            return Modality("negated", True, negated.span)
        supposed = self._supposed(sentence, token)
        # "Si le premier tir A visé le port, le second ...": a compound past after "si" contrasts, it does not suppose.
        told = any(h.has("Tense=Pres") and h.text.lower() in self._words.table.have for h in helpers)
        if supposed is not None and not told:
            return Modality("hypothetical", False, supposed.span)
        for verb in (*helpers, token):
            low = verb.text.lower()
            if self.conditional(verb) or low in table.conditional:
                return Modality("conditional", False, verb.span)
            if verb.has("Tense=Fut") or (verb.pos == "VERB" and low.endswith(table.future_endings)):
                return Modality("planned", False, verb.span)
            if low in self._words.must and verb is not token:
                return Modality("planned", False, verb.span)
        if low in self._words.table.go or low in self._words.must:
            # The trigger may be the whole "vont envoyer": its first verb is then read.
            below = sentence.dependents(token.i, "xcomp", "ccomp")
            if any(t.has("VerbForm=Inf") for t in below):
                return Modality("planned", False, token.span)
        aim = self._aim(sentence, token)
        if aim is not None:
            return Modality("planned", False, aim.span)
        going = self._going(sentence, token)
        return Modality("planned", False, going.span) if going is not None else None

    def _aim(self, sentence: Sentence, token: Token) -> Token | None:
        """ "pour frapper", "afin de frapper": the word before an infinitive that makes it an aim.

        Not where the means is told ("a utilisé un drone pour frapper"), nor in a perfect ("pour avoir frappé").
        """
        table, tokens = self._words.table, sentence.tokens
        first = self.infinitive(sentence, token)
        if first is None or first is not token:
            return None
        at = token.i - 1
        while at >= 0 and tokens[at].pos == "PRON":
            at -= 1
        if at >= 1 and tokens[at].text.lower() in table.linking:
            at -= 1
        if at < 0 or tokens[at].text.lower() not in table.aims:
            return None
        return None if tokens[token.head].text.lower() in self._words.means else tokens[at]

    def conditional(self, verb: Token) -> bool:
        """Whether a form is in the conditional, by its ending where the tagger takes it for the past ("frapperait")."""
        ending = verb.text.lower().endswith(self._words.table.conditional_endings)
        return verb.has("Mood=Cnd") or (ending and verb.pos in ("VERB", "AUX"))

    def helpers(self, sentence: Sentence, token: Token) -> tuple[Token, ...]:
        """Auxiliaries of a verb; those of the first conjunct for a participle without ("aurait tué et blessé")."""
        own = tuple(t for t in sentence.dependents(token.i, "aux", "cop") if t.i < token.i)
        if own or not token.has("VerbForm=Part"):
            return own
        if token.dep == "conj":
            return tuple(t for t in sentence.dependents(token.head, "aux", "cop"))
        near = sentence.tokens[max(0, token.i - 3) : token.i]
        table = self._words.table
        return tuple(t for t in near if t.text.lower() in table.have | table.be | table.conditional)

    def negation(self, sentence: Sentence, token: Token, helpers: tuple[Token, ...]) -> Token | None:
        """The word that negates a verb: "sans" before an infinitive, "ne" with its second half."""
        tokens, table = sentence.tokens, self._words.table
        first = min((token.i, *(h.i for h in helpers)))
        start = first
        while (
            start > 0
            and first - start < BACK
            and (tokens[start - 1].pos in _THIN or tokens[start - 1].text.lower() in table.negation | table.negators)
        ):
            start -= 1
        window = tokens[start : token.i]
        without = next((t for t in window if t.text.lower() in table.without), None)
        if without is not None and self.infinitive(sentence, token) is not None:
            return without
        ne = next((t for t in window if t.text.lower() in table.negation), None)
        if ne is None:
            return None
        after = tokens[ne.i + 1 : token.i + 3]
        half = next((t for t in after if t.text.lower() in table.negators), None)
        if half is None:
            half = next((t for t in tokens[max(0, ne.i - _FAR_BACK) : ne.i] if t.text.lower() in table.negators), None)
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
        start = max(0, token.i - _FAR_BACK)
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
        before = tokens[token.i - 1].text.lower() if token.i else ""
        if low not in table.if_ or token.dep == "advmod" or before in table.not_if:
            return False
        after = tokens[token.i + 1] if token.i + 1 < len(tokens) else None
        if after is None:
            return False
        if low.endswith("'"):
            return after.text.lower() in table.if_pronouns
        return after.pos not in ("ADJ", "ADV")

    def _going(self, sentence: Sentence, token: Token) -> Token | None:
        """ "va frapper": the near future, found by the words before an infinitive."""
        before = self.before(sentence, token)
        if before is None:
            return None
        return before if before.text.lower() in self._words.table.go | self._words.must else None

    def infinitive(self, sentence: Sentence, token: Token) -> Token | None:
        """The first word of an infinitive: the verb itself, or "avoir" of "avoir frappé"."""
        helpers = [t for t in sentence.dependents(token.i, "aux") if t.i < token.i]
        first = min(helpers, key=lambda t: t.i, default=token)
        return first if first.has("VerbForm=Inf") else None

    def before(self, sentence: Sentence, token: Token) -> Token | None:
        """The word before an infinitive, small words skipped: its governor whatever the parser made of it."""
        first = self.infinitive(sentence, token)
        if first is None:
            return None
        for k in range(first.i - 1, max(-1, first.i - 2 - BACK), -1):
            low = sentence.tokens[k].text.lower()
            thin = sentence.tokens[k].pos in _THIN or low in self._words.table.negators
            if not thin or low in self._words.verbs:
                return sentence.tokens[k]
        return None

    def finite(self, sentence: Sentence, token: Token) -> bool:
        """Whether the predicate has a finite verb, itself or an auxiliary."""
        if self.infinitive(sentence, token) is not None:
            return False
        return token.has("VerbForm=Fin") or any(
            t.has("VerbForm=Fin") for t in sentence.dependents(token.i, "aux", "cop")
        )
