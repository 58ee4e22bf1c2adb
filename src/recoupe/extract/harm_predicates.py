"""Verbs of harm in a sentence, with their voice, and the nominals that are their victims."""

from __future__ import annotations

from typing import Literal

import msgspec

from recoupe.extract.harm import HarmLexicon, HarmVerb
from recoupe.extract.nominals import Nominal, Words

Voice = Literal["active", "passive", "bare"]

#: Tokens looked at between a verb and its auxiliary, between a verb and its object, and between a subject and its verb.
_AUXILIARY_REACH, _OBJECT_REACH, _SUBJECT_REACH = 7, 7, 12


class Predicate(msgspec.Struct, frozen=True):
    """A verb of harm: token, sense, voice; `start` is its first auxiliary, `end` the last word of its tail."""

    token: int
    verb: HarmVerb
    voice: Voice
    start: int
    end: int
    negated: bool = False
    unreal: bool = False


class PredicateFinder:
    """Finds the verbs of harm and their victims, by dependency first and by nearness where the parser fails."""

    def __init__(self, harm: HarmLexicon) -> None:
        self._harm = harm
        self._words = harm.words

    def find(self, words: Words, taken: frozenset[int]) -> list[Predicate]:
        """Predicates of a sentence; `taken` are tokens that are nouns already ("deux blessés")."""
        found: list[Predicate] = []
        for i, word in enumerate(words.lower):
            senses = self._harm.verbs.get(word)
            if senses is None or i in taken:
                continue
            if found and found[-1].verb.tails and i <= found[-1].end:
                continue  # "portés DISPARUS": the tail of the verb before
            # "condamné à mort", "menace de mort".
            if i and senses[0].role == "participle" and words.lower[i - 1] in self._words.infinitive_links:
                continue
            sense, end = self._sense(words, i, senses)
            if sense is not None:
                found.append(self._predicate(words, i, sense, end, found))
        return found

    def _sense(self, words: Words, i: int, senses: list[HarmVerb]) -> tuple[HarmVerb | None, int]:
        lower = words.lower
        for sense in senses:
            if not sense.tails:
                return sense, i
            for tail in sense.tails:
                # A word may slip in ("prendre plusieurs soldats en otage", "perdu hier la vie").
                for k in range(i + 1, min(i + 8, len(lower))):
                    if lower[k : k + len(tail)] == tail:
                        return sense, k + len(tail) - 1
                    if words.sentence.tokens[k].pos == "VERB":
                        break
        return None, i

    def _predicate(self, words: Words, i: int, sense: HarmVerb, end: int, before: list[Predicate]) -> Predicate:
        lower, tokens = words.lower, words.sentence.tokens
        start, voice = i, "active"
        unreal = sense.role == "other" and any(tokens[i].has(f) for f in ("Tense=Fut", "Mood=Cnd", "Person=2"))
        if sense.role == "participle":
            start, voice_found = self._voice(words, i)
            voice = voice_found
            if voice == "bare":
                voice = self._shared_voice(words, i, before)
            unreal = lower[start] in self._words.be and self._infinitive_unreal(words, start)
        elif sense.role == "infinitive":
            unreal = not self._achieved(words, i)
        if sense.role == "other" or lower[start] in self._words.be or tokens[start].has("Tense=Imp"):
            unreal = unreal or self._conditional(words, start)
        if sense.row.kind == "missing":
            unreal = False  # "pourraient encore se trouver sous les décombres": that is what missing means
        negated = self._negated(words, start, i)
        return Predicate(i, sense, voice if voice != "active" else "active", start, end, negated, unreal)  # type: ignore[arg-type]

    def _voice(self, words: Words, i: int) -> tuple[int, Voice]:
        lower, tokens = words.lower, words.sentence.tokens
        been = False
        skipped = i
        for k in range(i - 1, max(-1, i - 1 - _AUXILIARY_REACH), -1):
            word = lower[k]
            if k >= skipped:
                continue
            inserted = next((p for p in self._harm.inserted if lower[k - len(p) + 1 : k + 1] == p), None)
            if inserted is not None:
                skipped = k - len(inserted) + 1
            elif word in self._words.been:
                been = True
            elif word in self._words.have:
                return k, "passive" if been else "active"
            elif word in self._words.be:
                return k, "passive"
            elif (
                word not in self._words.light
                and word not in self._words.negation
                and tokens[k].pos not in ("ADV", "PRON")
                and word != ","
            ):
                break
        return (i, "passive") if been else self._tree_voice(words, i)

    def _tree_voice(self, words: Words, i: int) -> tuple[int, Voice]:
        """The voice by the parser's auxiliaries, where other words stand between ("avait par ailleurs tué")."""
        tokens, lower = words.sentence.tokens, words.lower
        helpers = [k for k in words.sentence.children[i] if k < i and tokens[k].pos == "AUX"]
        have = any(lower[k] in self._words.have for k in helpers)
        if not helpers or not (have or any(lower[k] in self._words.be for k in helpers)):
            return i, "bare"
        been = any(lower[k] in self._words.been for k in helpers)
        return helpers[0], "active" if have and not been else "passive"

    def _shared_voice(self, words: Words, i: int, before: list[Predicate]) -> Voice:
        """A participle that shares the auxiliary of another one ("a tué un combattant et blessé plusieurs autres")."""
        lower, tokens = words.lower, words.sentence.tokens
        head = tokens[i]
        if head.dep == "conj" and tokens[head.head].pos == "VERB" and head.head < i:
            auxiliaries = {lower[k] for k in words.sentence.children[head.head] if tokens[k].pos == "AUX"}
            if auxiliaries & self._words.have:
                return "passive" if auxiliaries & self._words.been else "active"
        previous = before[-1] if before else None
        joint = i > 0 and (lower[i - 1] in self._words.list_joints or lower[i - 1] in self._words.neither)
        if previous is None or previous.verb.role != "participle" or previous.voice == "bare" or not joint:
            return "bare"
        between = words.sentence.tokens[previous.token + 1 : i]
        if any(token.pos in ("VERB", "AUX") or token.text in (";", ".", ":") for token in between):
            return "bare"
        return previous.voice

    def _negated(self, words: Words, start: int, i: int) -> bool:
        """ "n'a pas tué": the particle before the auxiliary and a word of negation after it; "ne … que" is no
        negation."""
        lower = words.lower
        if not any(word in self._words.negative_particle for word in lower[max(0, start - 3) : start + 1]):
            return False
        # "n'ont plus donné signe de vie"; "plus" after the verb compares.
        no_longer = any(word in self._words.no_longer for word in lower[start:i])
        return no_longer or any(word in self._words.negation for word in lower[start : i + 2])

    def _achieved(self, words: Words, i: int) -> bool:
        lower, tokens = words.lower, words.sentence.tokens
        k = i - 1
        while k >= 0 and (lower[k] in self._words.infinitive_links or tokens[k].pos == "PRON"):
            k -= 1
        return k >= 0 and (lower[k] in self._harm.achieved or lower[k] in self._words.forced)

    def _conditional(self, words: Words, start: int) -> bool:
        """ "si un soldat est tué": a condition opens the clause of the verb."""
        for k in range(start - 1, max(-1, start - 7), -1):
            if words.lower[k] in self._words.conditions:
                return True
            if words.sentence.tokens[k].pos in ("VERB", "AUX", "PUNCT"):
                return False
        return False

    def noun_unreal(self, words: Words, nominal: Nominal) -> bool:
        """ "pourrait faire des dizaines de morts", "éviter des morts", "fera des morts": the noun of harm tells
        nothing that happened."""
        tokens, lower = words.sentence.tokens, words.lower
        verb = tokens[tokens[nominal.head].head]
        for _ in range(nominal.last - nominal.first):
            if nominal.first <= verb.i <= nominal.last:
                verb = tokens[verb.head]
        if any(word in self._harm.averted for word in lower[max(0, nominal.first - 3) : nominal.first]):
            return True
        if verb.i >= nominal.first or verb.pos not in ("VERB", "AUX"):
            return False
        before = lower[max(0, verb.i - 3) : verb.i]
        return verb.has("Tense=Fut") or (verb.has("VerbForm=Inf") and any(w in self._words.modal for w in before))

    def _infinitive_unreal(self, words: Words, start: int) -> bool:
        """ "pourrait être tué": an infinitive auxiliary under a modal verb."""
        modal = any(word in self._words.modal for word in words.lower[max(0, start - 3) : start])
        return modal and words.sentence.tokens[start].has("VerbForm=Inf")

    def victims(self, words: Words, predicate: Predicate, nominals: list[Nominal]) -> Nominal | None:
        """The first nominal that the predicate harms, or None."""
        frame = predicate.verb.row.frame
        if frame == "to":
            return self._after(words, predicate.end, nominals)
        if frame == "object" and predicate.voice == "active":
            if predicate.verb.row.tail and predicate.end > predicate.token:
                inside = [n for n in nominals if predicate.token < n.first and n.last < predicate.end]
                return inside[0] if inside else self._after(words, predicate.end, nominals)
            return self._object(words, predicate, nominals)
        if predicate.voice == "bare":
            modified = self._modified(words, predicate, nominals)
            # "ont été retrouvés morts" has a subject after all.
            if modified is not None or frame == "object":
                return modified
        return self._subject(words, predicate, nominals)

    def _object(self, words: Words, predicate: Predicate, nominals: list[Nominal]) -> Nominal | None:
        objects = [t.i for t in words.sentence.dependents(predicate.token, "obj")]
        for nominal in nominals:
            # A clitic before the verb is no nominal; the object follows.
            if nominal.first > predicate.token and any(nominal.first <= i <= nominal.last for i in objects):
                return nominal
        return self._after(words, predicate.token, nominals)

    def _after(self, words: Words, at: int, nominals: list[Nominal]) -> Nominal | None:
        tokens = words.sentence.tokens
        for nominal in nominals:
            if nominal.first <= at:
                continue
            if nominal.first - at > _OBJECT_REACH:
                return None
            between = tokens[at + 1 : nominal.first]
            if between and words.lower[at + 1] in self._words.only:
                between = between[1:]  # "n'a perdu QUE six hommes"
            if any(t.pos in ("VERB", "AUX", "SCONJ") or t.text in (".", ";", ":", "(") for t in between):
                return None
            if nominal.sort == "thing":
                # A thing between the verb and its object is an adverbial ("ont tué ce matin deux soldats").
                continue
            return nominal
        return None

    def _modified(self, words: Words, predicate: Predicate, nominals: list[Nominal]) -> Nominal | None:
        head = words.sentence.tokens[predicate.token].head
        for nominal in nominals:
            if nominal.first <= head <= nominal.last < predicate.token:
                return nominal
        return self._before(words, predicate.token, nominals, 8)

    def _subject(self, words: Words, predicate: Predicate, nominals: list[Nominal]) -> Nominal | None:
        sentence = words.sentence
        inverted = self._inverted(words, predicate, nominals)
        if inverted is not None:
            return inverted
        verb, hops = predicate.token, 0
        while hops < 3:
            for subject in sentence.dependents(verb, "nsubj"):
                if sentence.tokens[subject.i].morph.find("PronType=Rel") >= 0:
                    verb_head = sentence.tokens[verb].head
                    return _covering(nominals, verb_head)
                nominal = _covering(nominals, subject.i)
                if nominal is not None:
                    return nominal
            if sentence.tokens[verb].dep not in ("conj", "xcomp"):
                break
            # "trois ont été abattus et six autres capturés": who stands right before a coordinated participle.
            own = [n for n in nominals if n.last == predicate.start - 1 and n.first > sentence.tokens[verb].head]
            if own and sentence.tokens[verb].dep == "conj":
                return own[-1]
            verb, hops = sentence.tokens[verb].head, hops + 1
        if sentence.tokens[predicate.start].has("VerbForm=Inf"):
            # "faisant huit blessés avant d'être abattu": the subject is that of the main verb, never who stands near.
            return None
        before = self._before(words, predicate.start, nominals, _SUBJECT_REACH)
        if before is None and predicate.verb.row.frame == "subject" and predicate.verb.row.kind == "killed":
            # "l'attaque dans laquelle ont péri douze soldats": the subject follows its verb.
            return self._after(words, predicate.end, [n for n in nominals if n.first == predicate.end + 1])
        return before

    def _inverted(self, words: Words, predicate: Predicate, nominals: list[Nominal]) -> Nominal | None:
        """ "au cours duquel ont péri six hommes", "où sont morts deux gardes": the subject follows its verb."""
        pronoun = words.lower[predicate.start - 1] if predicate.start else ""
        if predicate.verb.row.frame != "subject" or pronoun not in self._words.inverting:
            return None
        return next((n for n in nominals if n.first == predicate.end + 1 and n.how == "number"), None)

    def right_before(self, words: Words, predicate: Predicate, nominals: list[Nominal]) -> Nominal | None:
        """Who stands right before the auxiliary, whatever the parser saw: "... et six autres ont été blessés".

        Not inside a complement: "la mère de deux enfants a été tuée".
        """
        active = predicate.voice == "active" and predicate.verb.row.frame != "subject"
        if active or (predicate.start == predicate.token and predicate.voice != "bare"):
            return None
        own = next((n for n in nominals if n.last == predicate.start - 1), None)
        if own is None or own.how != "number" or own.sort not in ("person", "pronoun"):
            return None
        if predicate.voice == "bare" and own.sort != "pronoun":
            return None  # "douze soldats tués" is the parser's
        before = words.sentence.tokens[own.first - 1] if own.first else None
        return own if before is None or before.pos in ("CCONJ", "PUNCT", "SCONJ") else None

    def _before(self, words: Words, at: int, nominals: list[Nominal], reach: int) -> Nominal | None:
        tokens = words.sentence.tokens
        for nominal in reversed(nominals):
            if nominal.last >= at:
                continue
            if at - nominal.last > reach:
                return None
            between = tokens[nominal.last + 1 : at]
            if any(t.pos in ("VERB", "AUX") or t.text in (".", ";", ":") for t in between):
                return None
            if nominal.sort == "thing" and nominal.how != "number":
                continue
            return nominal
        return None


def _covering(nominals: list[Nominal], token: int) -> Nominal | None:
    for nominal in nominals:
        if nominal.first <= token <= nominal.last:
            return nominal
    return None
