"""What belongs to a noun that tells an event where the parser hung it on another one."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping

from recoupe.extract.function_words import FunctionWords
from recoupe.model.parse import Sentence, Token

#: Words to the right in which a noun's complement is looked for, and signs that end its phrase.
_REACH = 9
#: The same for a participle that says who did it.
_AGENT_REACH = 18
_STOPS = frozenset({",", ";", ":", ".", "(", "«"})


class NounReach:
    """Looks to the right of an event's noun for what only an event can take."""

    def __init__(
        self,
        words: FunctionWords,
        base: Mapping[str, str],
        performed: frozenset[str],
        expand: Callable[[Sentence, list[int]], list[int]],
    ) -> None:
        self._words, self._base = words, base
        self._performed, self._expand = performed, expand

    def reach(self, sentence: Sentence, i: int, found: dict[str, list[int]]) -> None:
        """Add the first complement to the right that only an event can take, when the parser hung it elsewhere.

        "Un mort dans des tirs contre une base": "contre" belongs to "tirs". The search stops at a verb or a clause end.
        """
        self._reach_agent(sentence, i, found)
        self._reach_by(sentence, i, found)
        self._reach_own(sentence, i, found)
        if any(found.get(base) for base in self._words.lifted):
            return
        for token in sentence.tokens[i + 1 : i + 1 + _REACH]:
            beside = token.dep == "acl" and token.head == token.i - 1 and not token.has("Tense=Pres")
            if (token.pos in ("VERB", "AUX") and not beside) or token.text in _STOPS:
                return  # past "piégée" of "une voiture piégée contre un poste"
            if token.dep == "case" and self._base.get(token.text.lower()) in self._words.lifted:
                found.setdefault(self._base[token.text.lower()], []).append(token.head)
                return

    def _reach_agent(self, sentence: Sentence, i: int, found: dict[str, list[int]]) -> None:
        """Who did it, told by a participle hung on a noun between: "l'attaque contre la base, menée par X".

        Only an event is "menée" or "perpétrée"; the participle agrees with it.
        """
        by = self._words.marks.agent
        if found.get(by):
            return
        for token in sentence.tokens[i + 1 : i + 1 + _AGENT_REACH]:
            if token.text.lower() in self._performed and token.head != i and token.agrees(sentence.tokens[i]):
                agents = [t.i for t in sentence.dependents(token.i, "obl:agent")]
                if agents:
                    found[by] = self._expand(sentence, agents)
                return
            if token.pos == "AUX" or (token.pos == "VERB" and not token.has("VerbForm=Part")):
                return

    def _reach_by(self, sentence: Sentence, i: int, found: dict[str, list[int]]) -> None:
        """Who did it, hung on a word of the noun's own complement, or on a verb that has no agent: "l'arrestation d'un
        officier moldave [par la milice]", "ont péri dans le bombardement [par l'aviation]".
        """
        by = self._words.marks.agent
        if found.get(by):
            return
        below = set(sentence.subtree(i))
        for token in sentence.tokens[i + 1 : i + 1 + _AGENT_REACH]:
            if token.pos in ("VERB", "AUX") or token.text in _STOPS:
                return
            if token.dep == "case" and token.text.lower() == by:
                above = sentence.tokens[sentence.tokens[token.head].head]
                if above.i in below - {i} or _is_active(sentence, above):
                    found[by] = self._expand(sentence, [token.head])
                return

    def _reach_own(self, sentence: Sentence, i: int, found: dict[str, list[int]]) -> None:
        """The complement that stands behind a circumstance set off by commas: "l'arrestation, dans un hôtel de X, d'un
        chef", "l'exécution, le 12 mai, de six détenus".
        """
        own = self._words.marks.complement
        if i + 1 >= len(sentence.tokens) or sentence.tokens[i + 1].text != "," or found.get(own):
            return
        for before, token in itertools.pairwise(sentence.tokens[i + 1 : i + 1 + _AGENT_REACH]):
            if token.pos in ("VERB", "AUX"):
                return
            if before.text == "," and self._base.get(token.text.lower()) == own and token.head > token.i:
                found[own] = self._expand(sentence, [token.head])
                return


def _is_active(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb stands in the active voice, which has no agent."""
    helpers = list(sentence.dependents(verb.i, "aux"))
    passive = any(t.dep == "aux:pass" for t in helpers)
    return verb.pos == "VERB" and not passive and (bool(helpers) or verb.has("VerbForm=Fin"))
