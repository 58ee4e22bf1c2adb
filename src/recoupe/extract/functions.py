"""Grammatical functions around a word: who is subject, object, agent, and what comes with which preposition.

Universal Dependencies labels are read here and nowhere else in the room; relative pronouns, shared subjects,
participles and control are followed, so
that "des frappes qui ont tué" and "a annoncé avoir frappé" give "tuer" and "frapper" their subjects.
"""

from __future__ import annotations

from collections import defaultdict

from recoupe.extract.conjuncts import listed
from recoupe.extract.function_words import FunctionWords
from recoupe.extract.noun_reach import NounReach
from recoupe.language.inflect import Inflector
from recoupe.language.pack import LanguagePack
from recoupe.model.parse import Sentence, Token

#: Function name -> head tokens that hold it.
Functions = dict[str, list[int]]
#: Steps up the tree when a subject is looked for: a chain longer than this is a parser's slip.
_MAX_CLIMB = 4
#: Words to the right in which the agent of a passive is looked for, and signs that end its phrase.
_AGENT_REACH = 18
_STOPS = frozenset({",", ";", ":", ".", "(", "«"})


class FunctionReader:
    """Reads functions of verbs and nouns from a sentence."""

    def __init__(self, pack: LanguagePack) -> None:
        self._words = pack.table("rules/functions", FunctionWords)
        #: Prepositions that mark who does, who receives and who is acted against.
        self.marks = self._words.marks
        self._base = {form: base for base, forms in self._words.base.items() for form in forms}
        inflector = Inflector(pack)
        self._lemmas = {form for verb in self._words.unaccusative for form in inflector.participles(verb)}
        self._spoken_of = {form for verb in self._words.spoken_of for form in inflector.participles(verb)}
        self._compound = {form: base for base, forms in self._words.compound.items() for form in forms}
        self._performed = frozenset(form for verb in self._words.performed for form in inflector.participles(verb))
        self._noun_reach = NounReach(self._words, self._base, self._performed, self._expand)

    def preposition(self, sentence: Sentence, i: int) -> str | None:
        """Base form of the preposition that introduces token i, or None."""
        for case in sentence.dependents(i, "case"):
            words = [case.text.lower()]
            words += [t.text.lower() for t in sentence.dependents(case.i, "fixed")]
            start = case.i
            for length in (4, 3, 2):
                phrase = " ".join(sentence.lower[start : start + length]).replace("' ", "'")
                if phrase in self._compound:
                    return self._compound[phrase]
            return self._base.get(words[0], words[0])
        return None

    def resolve(self, sentence: Sentence, i: int) -> int:
        """The token that matters behind a counting noun: "une série de frappes" -> "frappes"."""
        token = sentence.tokens[i]
        counts = token.lemma.lower() in self._words.quantifiers or token.text.lower() in self._words.quantifiers
        if counts or token.pos == "NUM" or token.text.lower() in self._words.comparatives:
            # "plus de 300 drones", "huit des dix drones"
            for child in sentence.dependents(i, "nmod", "obl"):
                if self.preposition(sentence, child.i) == "de":
                    return child.i
        following = sentence.tokens[i + 1] if i + 1 < len(sentence.tokens) else None
        if token.text.lower() in self._words.numerals and following is not None and following.head == i:
            return following.i if following.pos in ("NOUN", "ADJ", "PROPN") else i
        if token.pos == "NUM":
            # "les deux (02) militaires": the parser sometimes hangs what is counted on its number.
            counted = [
                t.i for t in sentence.dependents(i, "amod", "nmod") if t.pos == "NOUN" and self._bare(sentence, t.i)
            ]
            return counted[0] if counted else i
        return i

    def _bare(self, sentence: Sentence, i: int) -> bool:
        return not any(True for _ in sentence.dependents(i, "case"))

    def is_reflexive(self, sentence: Sentence, i: int) -> bool:
        """Whether a verb is used with a reflexive pronoun."""
        return any(t.text.lower() in self._words.reflexive for t in sentence.dependents(i, "expl", "obj", "iobj"))

    def is_passive(self, sentence: Sentence, i: int) -> bool:
        """Whether a verb is passive: by its auxiliary, or as a bare past participle. A reflexive or
        causative verb is not."""
        if self._keeps_subject(sentence, i) or any(True for _ in sentence.dependents(i, "aux:caus")):
            return False
        if any(True for _ in sentence.dependents(i, "aux:pass", "nsubj:pass")):
            return True
        if any(t.text.lower() in self._words.passive for t in sentence.dependents(i, "aux")):
            return True
        token = sentence.tokens[i]
        bare = not any(True for _ in sentence.dependents(i, "aux"))
        # "Trois soldats tués": the parser often calls such a participle an adjective.
        # ... or a name, where it opens the sentence.
        participle = token.pos in ("ADJ", "PROPN") or (token.has("VerbForm=Part") and not token.has("Tense=Pres"))
        if not (bare and participle):
            return False
        # A participle coordinated to a verb with an auxiliary shares it ("ont attaqué le village et tué trois hommes").
        return not (token.dep == "conj" and not self.is_passive(sentence, token.head))

    def _keeps_subject(self, sentence: Sentence, i: int) -> bool:
        """Whether a verb looks passive and is not: "sont tombées", "s'est abattue"."""
        if sentence.tokens[i].text.lower() in self._lemmas:
            # "sont descendus" keeps it, "a été descendu par des tirs" does not.
            return not any(t.text.lower() in self._words.passive for t in sentence.dependents(i, "aux"))
        return self.is_reflexive(sentence, i)

    def verb(self, sentence: Sentence, i: int) -> Functions:
        """Functions of a verb."""
        found: Functions = defaultdict(list)
        passive = self.is_passive(sentence, i)
        for child in (sentence.tokens[c] for c in sentence.children[i]):
            self._place(sentence, child, passive, found)
            self._from_day(sentence, child, found)
            if child.dep.startswith("aux") and child.i < i:
                # "l'artillerie a de nouveau pilonné": the subject hung on the auxiliary is the verb's.
                for subject in sentence.dependents(child.i, "nsubj"):
                    self._place(sentence, subject, passive, found)
        self._from_object(sentence, i, found)
        self._from_relative(sentence, i, found, passive)
        if not passive and not found["subject"]:
            self._subject_taken_for_object(sentence, i, found)
        if not passive and not found["object"]:
            found["object"] += self._shared_object(sentence, i)
        if not found["object" if passive else "subject"]:
            self._from_noun(sentence, i, found, passive)
        if passive and not found["subject"]:
            self._reach_doer(sentence, i, found)
        wanted = "object" if passive else "subject"
        if not found[wanted]:
            found[wanted] += self._shared(sentence, i, wanted, _MAX_CLIMB)
        if passive and i == 0 and not found["object"]:
            # "Enlevés lundi à X, [six enseignants] ...": what a participle that opens the sentence tells of.
            found["object"] += self._opened(sentence)
        return {name: self._expand(sentence, heads) for name, heads in found.items() if heads}

    def noun(self, sentence: Sentence, i: int) -> Functions:
        """Functions of a noun: adjectives, complements by preposition, and those of the participles that follow it."""
        found: Functions = defaultdict(list)
        for child in (sentence.tokens[c] for c in sentence.children[i]):
            relation = child.dep.partition(":")[0]
            if relation in ("amod", "appos", "flat", "compound"):
                found["adjective"].append(child.i)
            elif relation in ("nmod", "obl"):
                base = self.preposition(sentence, child.i) or "adjective"
                if base == self._words.marks.agent and self._agent_of_verb(sentence, i):
                    continue
                found[base].append(child.i)
                self._lift(sentence, child.i, found)
                self._from_day(sentence, child, found)
            elif relation == "acl" and child.pos == "VERB":
                self._from_participle(sentence, child, found)
        return {name: self._expand(sentence, heads) for name, heads in found.items() if heads}

    def _agent_of_verb(self, sentence: Sentence, noun: int) -> bool:
        """Whether "par X" behind a noun tells who did what a passive above it says: "des images prises sur les lieux de
        l'attaque [par la police]".
        """
        token = sentence.tokens[noun]
        for _ in range(_MAX_CLIMB):
            if token.head == token.i:
                return False
            token = sentence.tokens[token.head]
            if token.pos == "VERB":
                spoken = token.dep == "acl" and token.text.lower() not in self._performed
                agents = any(True for _ in sentence.dependents(token.i, "obl:agent"))
                return spoken and not agents and self.is_passive(sentence, token.i)
        return False

    def reach(self, sentence: Sentence, i: int, found: Functions) -> None:
        """Add what only an event can take, where the parser hung it on a noun between."""
        self._noun_reach.reach(sentence, i, found)

    def _reach_doer(self, sentence: Sentence, i: int, found: Functions) -> None:
        """The agent of a passive, hung on a place between: "ont été tués sur la route [de Diffa [par X]]"."""
        for token in sentence.tokens[i + 1 : i + 1 + _AGENT_REACH]:
            if token.pos in ("VERB", "AUX") or token.text in _STOPS:
                return
            if token.dep == "case" and token.text.lower() == self._words.marks.agent:
                if sentence.tokens[token.head].dep.partition(":")[0] == "nmod":
                    found["subject"].append(token.head)
                    found["agent"].append(token.head)
                return

    def _from_day(self, sentence: Sentence, day: Token, found: Functions) -> None:
        """Complements hung on a day that stands before them: "s'est retiré [vendredi [de l'accord]]"."""
        for noun in self.on_day(sentence, day):
            base = self.preposition(sentence, noun.i)
            if base is not None and noun.i not in found[base]:
                found[base].append(noun.i)

    def _behind_day(self, sentence: Sentence, subject: Token) -> Token:
        """The subject that stands beside a day taken for it: "dimanche, [un car] a été visé"."""
        if subject.text.lower() not in self._words.days or any(True for _ in sentence.dependents(subject.i, "det")):
            return subject
        beside = (t for t in sentence.dependents(subject.i, "appos", "conj") if t.pos in ("NOUN", "PROPN"))
        return next((t for t in beside if t.text.lower() not in self._words.days), subject)

    def on_day(self, sentence: Sentence, day: Token) -> list[Token]:
        """Nouns hung on a day ("lundi") that cannot belong to it: no dates, no hours."""
        if day.text.lower() not in self._words.days:
            return []
        found = [
            t
            for t in sentence.dependents(day.i, "nmod")
            if t.i > day.i and t.pos in ("NOUN", "PROPN") and t.text.lower() not in self._words.days
        ]
        if any(True for _ in sentence.dependents(day.i, "case")):
            # "après un mois de siège" keeps its own; "à l'aube [sur un marché]" has none that is aimed at.
            return [t for t in found if self.preposition(sentence, t.i) in self._words.aimed]
        return found

    def _lift(self, sentence: Sentence, i: int, found: Functions) -> None:
        """Complements that only the event can take, hung one level too low: "une attaque à la roquette contre X"."""
        for child in sentence.dependents(i, "nmod", "obl"):
            base = self.preposition(sentence, child.i)
            if base in self._words.lifted or base in self._words.agents:
                found[base].append(child.i)

    def _place(self, sentence: Sentence, child: Token, passive: bool, found: Functions) -> None:
        relation, _, sub = child.dep.partition(":")
        if relation == "nsubj":
            child = self._behind_day(sentence, child)
            undergone = passive or (sub == "pass" and self.is_passive(sentence, child.head))
            found["object" if undergone else "subject"].append(child.i)
        elif relation == "xcomp" and child.pos == "PROPN":
            found["object"].append(child.i)  # "et accusé Israël": a name completes no predicate
        elif relation == "obj" and child.text.lower() not in self._words.reflexive:
            found["object"].append(child.i)
        elif relation == "iobj":
            found[self._words.marks.recipient].append(child.i)
        elif relation in ("obl", "nmod"):
            base = self.preposition(sentence, child.i)
            if (sub == "agent" or base == self._words.marks.agent) and passive:
                found["subject"].append(child.i)
                found["agent"].append(child.i)
            elif base is not None:
                found[base].append(child.i)
        elif relation in ("xcomp", "ccomp") and child.has("VerbForm=Inf"):
            found["infinitive"].append(child.i)

    def _from_relative(self, sentence: Sentence, i: int, found: Functions, passive: bool) -> None:
        """Put the antecedent in the place of its relative pronoun."""
        antecedent = self._antecedent(sentence, i)
        if antecedent is None:
            return
        for name, pronouns in self._words.relative.items():
            place = "object" if passive and name == "subject" else name
            if any(sentence.tokens[t].text.lower() in pronouns for t in found[place]):
                found[place] = [antecedent]

    def _from_object(self, sentence: Sentence, i: int, found: Functions) -> None:
        """What is aimed at, hung on what is fired: "tirer [une salve de missiles [sur une ville]]"."""
        for head in sentence.dependents(i, "obj"):
            fired = {head.i, self.resolve(sentence, head.i)}
            # "une voiture [piégée [contre un poste]]": a participle right behind the noun is but its adjective.
            fired |= {t.i for h in tuple(fired) for t in sentence.dependents(h, "acl") if t.i == h + 1}
            for child in (c for h in sorted(fired) for c in sentence.dependents(h, "nmod", "obl")):
                base = self.preposition(sentence, child.i)
                if base in self._words.aimed and child.i not in found[base]:
                    found[base].append(child.i)

    def _antecedent(self, sentence: Sentence, i: int) -> int | None:
        token = sentence.tokens[i]
        for _ in range(_MAX_CLIMB):
            if token.dep == "acl:relcl":
                return token.head
            if token.dep not in ("conj", "xcomp", "ccomp"):
                return None
            token = sentence.tokens[token.head]
        return None

    def _subject_taken_for_object(self, sentence: Sentence, i: int, found: Functions) -> None:
        """A noun before its verb is the subject, whatever the parser says: only pronouns are objects there."""
        before = [h for h in found["object"] if h < i and sentence.tokens[h].pos in ("NOUN", "PROPN")]
        if before:
            found["subject"] += before
            found["object"] = [h for h in found["object"] if h not in before]

    def _shared_object(self, sentence: Sentence, i: int) -> list[int]:
        """The object behind the second of two joined verbs is that of both: "avoir démasqué et interpellé un agent"."""
        token = sentence.tokens[i]
        if token.dep != "conj" or sentence.tokens[token.head].pos != "VERB":
            return []
        return [t.i for t in sentence.dependents(token.head, "obj") if t.i > i]

    def _opened(self, sentence: Sentence) -> list[int]:
        """What a participle that opens the sentence tells of: the subject, or the first noun behind the comma."""
        names = [t for t in sentence.tokens[1:] if t.pos in ("NOUN", "PROPN")]
        subjects = [t.i for t in names if t.dep.startswith("nsubj")]
        comma = next((t.i for t in sentence.tokens if t.text == ","), len(sentence.tokens))
        behind = [t.i for t in names if t.i > comma and not any(True for _ in sentence.dependents(t.i, "case"))]
        return (subjects or behind)[:1]

    def _beside_verb(self, sentence: Sentence, noun: int) -> bool:
        return sentence.tokens[sentence.tokens[noun].head].pos == "VERB"

    def _from_noun(self, sentence: Sentence, i: int, found: Functions, passive: bool) -> None:
        """A participle after a noun: "cinq bases visées" (object), "des tirs visant" (subject)."""
        token = sentence.tokens[i]
        # "Neuf ont été tués et onze enfants libérés": the noun that a gap leaves takes its verb as an adjective.
        gapped = token.dep == "amod" and sentence.tokens[token.head].dep == "conj"
        gapped = gapped and token.pos == "VERB" and self._beside_verb(sentence, token.head)
        if token.dep != "acl" and not gapped:
            return
        if i > 0 and token.has("Tense=Pres") and sentence.tokens[i - 1].text in _STOPS:
            # "a explosé devant un poste, tuant dix hommes": what the clause tells did it, not the poste.
            found["subject"] += self._clause_subject(sentence, token.head)
        else:
            found["object" if passive else "subject"].append(token.head)

    def _clause_subject(self, sentence: Sentence, i: int) -> list[int]:
        """Who or what does what the clause of a word tells: its subject, of a passive its agent."""
        token = sentence.tokens[i]
        for _ in range(_MAX_CLIMB):
            if token.pos == "VERB":
                relation = "obl:agent" if self.is_passive(sentence, token.i) else "nsubj"
                return [t.i for t in sentence.dependents(token.i, relation)]
            if token.head == token.i:
                break
            token = sentence.tokens[token.head]
        return []

    def _from_participle(self, sentence: Sentence, verb: Token, found: Functions) -> None:
        """What a participle says of its noun: "menée par X contre Y", "visant Z"."""
        passive = self.is_passive(sentence, verb.i)
        inner: Functions = defaultdict(list)
        for child in (sentence.tokens[c] for c in sentence.children[verb.i]):
            self._place(sentence, child, passive, inner)
        told = passive and verb.text.lower() in self._spoken_of
        for name, heads in inner.items():
            if name == "subject" and told:
                continue
            if name == "agent" or (name == "object" and passive):
                continue
            target = self._words.marks.agent if name == "subject" else name
            found[self._words.marks.opposed if name == "object" else target] += heads

    def _shared(self, sentence: Sentence, i: int, wanted: str, depth: int) -> list[int]:
        """The subject that a verb takes over from the verb it is joined to or governed by."""
        token = sentence.tokens[i]
        if depth == 0 or token.dep == "ROOT":
            return []
        relation = token.dep.partition(":")[0]
        if relation not in ("conj", "xcomp", "ccomp", "advcl", "parataxis"):
            return []
        governor = sentence.tokens[token.head]
        if relation == "conj" and not token.has("VerbForm=Inf"):
            # "a appelé les camps à cesser le feu et [brandi] la menace": an infinitive is joined to infinitives only.
            while governor.has("VerbForm=Inf") and governor.dep.partition(":")[0] in ("xcomp", "ccomp", "advcl"):
                governor = sentence.tokens[governor.head]
        if governor.pos not in ("VERB", "AUX"):
            return []
        if relation == "ccomp" and not token.has("VerbForm=Inf"):
            return []
        purpose = relation == "advcl" and token.has("VerbForm=Inf")
        passive = self.is_passive(sentence, governor.i)
        controlled = governor.lemma in self._words.object_control and (relation in ("xcomp", "ccomp") or purpose)
        if controlled and not passive:
            return [t.i for t in sentence.dependents(governor.i, "obj", "iobj", "obl:arg")][:1]
        subjects = [
            t.i
            for t in sentence.dependents(governor.i, "nsubj")
            if t.text.lower() not in self._words.relative["subject"]
        ]
        if not subjects:
            antecedent = self._antecedent(sentence, governor.i)
            subjects = [antecedent] if antecedent is not None else []
        if not subjects and governor.dep == "acl":
            subjects = [governor.head]
        if wanted == "subject" and passive and relation == "conj" and not self._keeps_subject(sentence, i):
            return []
        return subjects or self._shared(sentence, governor.i, wanted, depth - 1)

    def _expand(self, sentence: Sentence, heads: list[int]) -> list[int]:
        """Heads with their coordinated members, each behind its counting noun."""
        out: list[int] = []
        for head in heads:
            for member in (head, *listed(sentence, head, self.resolve(sentence, head))):
                real = self.resolve(sentence, member)
                if real not in out:
                    out.append(real)
        return out
