"""Find the words that evoke events, with their arguments."""

from __future__ import annotations

from collections import defaultdict

import msgspec

from recoupe.extract.conditions import ConditionReader, Context, Tags, Whereabouts
from recoupe.extract.functions import FunctionReader, Functions
from recoupe.extract.trigger_arguments import ArgumentReader
from recoupe.extract.trigger_lexicon import TriggerEntry, TriggerLexicon
from recoupe.extract.trigger_topic import CONTEXT_KINDS, UNKNOWN_TOPIC, Topic, TopicReader
from recoupe.language.pack import LanguagePack
from recoupe.model.mentions import TriggerMention
from recoupe.model.parse import Sentence, Token
from recoupe.model.spans import CharSpan

#: Kind of what starts again.
_RESUMED = "resume"
#: Relations that lead from a noun to the verb whose subject or object it is.
_SUBJECT, _OBJECT = "nsubj", "obj"


class TriggerExtractor:
    """Finds `TriggerMention`s in parsed sentences."""

    def __init__(self, pack: LanguagePack) -> None:
        self.lexicon = TriggerLexicon(pack)
        self.functions = FunctionReader(pack)
        self.topics = TopicReader(pack, self.lexicon)
        self._conditions = ConditionReader(self.lexicon)
        self._arguments = ArgumentReader(self.lexicon, self._conditions, self.functions.marks)

    def find(self, sentence: Sentence, tags: Tags, topic: Topic = UNKNOWN_TOPIC) -> tuple[TriggerMention, ...]:
        """Triggers of one sentence of a document about `topic`; `tags[i]` are those that mentions give to token i."""
        found = []
        verbs, nouns = self.lexicon.verbs, self.lexicon.nouns
        where: Whereabouts | None = None
        for token in sentence.tokens:
            form = sentence.lower[token.i]
            if form not in verbs and form not in nouns:
                continue
            pos, senses = self._senses(sentence, token, form)
            if not senses:
                continue
            if where is None:
                where = self._conditions.whereabouts(sentence, tags)
            mention = self._read(sentence, tags, where, token, pos, senses)
            if mention is None or not self.topics.records(topic, mention.kind):
                continue
            if topic.accident and mention.entry in self.lexicon.accidental and not _has_doer(mention):
                continue
            # Elsewhere than in the news of a conflict a word alone proves little.
            aside = topic.court or not topic.conflict
            found.append(msgspec.structs.replace(mention, weak=mention.weak or aside, aside=aside))
        # "pris d'assaut": the noun inside the verb's words tells nothing more.
        return tuple(
            m
            for m in found
            if not any(o is not m and (o.span.contains(m.span) or _goes_on(sentence, o, m)) for o in found)
        )

    def _senses(self, sentence: Sentence, token: Token, form: str) -> tuple[str, list[TriggerEntry]]:
        nominal = token.pos in ("NOUN", "PROPN") or (token.pos != "AUX" and self._after_determiner(sentence, token))
        # "un intense pilonnage" read as adjective after noun: a word that is never a verb is the noun it looks like.
        nominal = nominal or (
            token.pos == "ADJ" and form not in self.lexicon.verbs and token.lemma.lower() in self.lexicon.nouns
        )
        # "une dizaine de sorties" read as a participle: what has a preposition and no auxiliary is a noun.
        nominal = nominal or (
            token.pos == "VERB" and form in self.lexicon.nouns and self._after_preposition(sentence, token)
        )
        if nominal and form in self.lexicon.nouns:
            return "noun", self.lexicon.nouns[form]
        # "Enlevés lundi à X, six enseignants ...": a participle that opens a sentence looks like a name.
        if token.i == 0 and token.pos == "PROPN" and form in self.lexicon.participles and form in self.lexicon.verbs:
            return "verb", self.lexicon.verbs[form]
        # "ont investi la ville" read as a name: what has an auxiliary is a verb.
        if nominal and any(True for _ in sentence.dependents(token.i, "aux")):
            nominal = False
        # "hissent le drapeau" read as a noun: a word with an object that is never a noun is the verb it looks like.
        if nominal and form not in self.lexicon.nouns and any(True for _ in sentence.dependents(token.i, "obj")):
            nominal = False
        # "abattent" read as an adverb: what has a subject is a verb.
        if token.pos in ("ADV", "X") and any(True for _ in sentence.dependents(token.i, "nsubj")):
            return ("verb", self.lexicon.verbs[form]) if form in self.lexicon.verbs else ("", [])
        verbal = (
            token.pos == "VERB" or (token.pos in ("ADJ", "AUX", "NOUN", "PROPN") and not nominal) or token.pos == "ADJ"
        )
        if verbal and form in self.lexicon.verbs:
            return "verb", self.lexicon.verbs[form]
        return "", []

    def _after_determiner(self, sentence: Sentence, token: Token) -> bool:
        return any(True for _ in sentence.dependents(token.i, "det", "nummod"))

    def _after_preposition(self, sentence: Sentence, token: Token) -> bool:
        return any(True for _ in sentence.dependents(token.i, "case")) and not any(
            True for _ in sentence.dependents(token.i, "aux", "nsubj", "obj")
        )

    def _read(
        self,
        sentence: Sentence,
        tags: Tags,
        where: Whereabouts,
        token: Token,
        pos: str,
        senses: list[TriggerEntry],
    ) -> TriggerMention | None:
        support: Token | None = None
        supports: frozenset[str] = frozenset()
        if pos == "verb":
            functions = self.functions.verb(sentence, token.i)
            self._reach_object(sentence, tags, token, functions)
        else:
            functions = self.functions.noun(sentence, token.i)
            self.functions.reach(sentence, token.i, functions)
            self._reach_nationality(sentence, tags, token, functions)
            support, supports = self._support(sentence, token)
            if support is not None:
                functions = self._lend(sentence, functions, support, supports)
        context = Context(sentence, tags, token.i, functions, supports, where)
        for entry in senses:
            if pos == "verb" and entry.frame == "harm" and not functions and token.has("VerbForm=Part"):
                continue  # "douze tués": a count of victims, told by the toll
            if entry.plain and self.functions.is_reflexive(sentence, token.i):
                continue
            if entry.pronominal and not self.functions.is_reflexive(sentence, self._carrier(sentence, token, entry)):
                continue
            if self._conditions.holds(entry, context):
                if pos == "verb" and entry.with_:
                    context = msgspec.structs.replace(context, functions=self._through(entry, context))
                return self._mention(context, token, pos, entry, support)
        return None

    def _through(self, entry: TriggerEntry, context: Context) -> Functions:
        """Functions without the companion noun, and with what hangs on it.

        "Ouvrir [le feu] sur X", "prendre [le contrôle] de X".
        """
        companions = self.lexicon.companions[entry.id]
        kept: Functions = defaultdict(list)
        for name, heads in context.functions.items():
            for head in heads:
                if context.sentence.tokens[head].text.lower() not in companions:
                    kept[name].append(head)
                    continue
                for inner, below in self.functions.noun(context.sentence, head).items():
                    kept[inner] += below
                if context.functions.get("subject"):
                    kept["object"] += self._bare_complements(context.sentence, head)
        return {name: heads for name, heads in kept.items() if heads}

    def _bare_complements(self, sentence: Sentence, noun: int) -> list[int]:
        """The verb's object, hung on the noun that makes its sense: "ont mis en [garde] [le gouvernement]".

        Without a subject it is who speaks: "« ... », a mis en garde le ministre".
        """
        return [
            t.i for t in sentence.dependents(noun, "nmod") if not any(True for _ in sentence.dependents(t.i, "case"))
        ]

    def _carrier(self, sentence: Sentence, token: Token, entry: TriggerEntry) -> int:
        """The verb that carries the reflexive pronoun: the head, in "s'est fait exploser"."""
        if entry.with_ and token.dep in ("xcomp", "ccomp") and sentence.tokens[token.head].pos in ("VERB", "AUX"):
            return token.head
        return token.i

    def _reach_object(self, sentence: Sentence, tags: Tags, verb: Token, functions: Functions) -> None:
        """Give an active verb the object that the parser hung on a circumstance between them.

        "Ont bombardé dans la nuit de jeudi à vendredi des positions": the first target to the right, before another
        verb.
        """
        if functions.get("object") or self.functions.is_passive(sentence, verb.i) or verb.has("VerbForm=Inf"):
            return
        hung = None if self.functions.is_reflexive(sentence, verb.i) else self._hung_on_date(sentence, verb)
        if hung is not None:
            functions["object"] = [hung]
            return
        for token in sentence.tokens[verb.i + 1 : verb.i + 1 + _OBJECT_REACH]:
            if token.pos in ("VERB", "AUX"):
                return
            if token.pos == "NOUN" and tags[token.i] & _TARGETS and self._bare(sentence, token):
                functions["object"] = [token.i]
                return

    def _reach_nationality(self, sentence: Sentence, tags: Tags, noun: Token, functions: Functions) -> None:
        """Give a noun the nationality right behind it that the parser hung on the verb: "un bombardement saoudien"."""
        behind = sentence.tokens[noun.i + 1 : noun.i + 2]
        if (
            behind
            and "nationality" in tags[behind[0].i]
            and behind[0].head != noun.i
            and not functions.get("adjective")
        ):
            functions["adjective"] = [behind[0].i]

    def _hung_on_date(self, sentence: Sentence, verb: Token) -> int | None:
        """The object hung on the day before it, which takes none: "a fourni [dimanche [des blindés]]"."""
        for day in sentence.tokens[verb.i + 1 : verb.i + 1 + _DATE_REACH]:
            for noun in self.functions.on_day(sentence, day) if day.head == verb.i else ():
                whole = any(c.i > day.i for c in sentence.dependents(noun.i, "det"))  # "de la nourriture"
                partitive = self.functions.preposition(sentence, noun.i) in (None, "de")
                if noun.pos == "NOUN" and partitive and (whole or self._bare(sentence, noun)):
                    return noun.i
        return None

    def _bare(self, sentence: Sentence, noun: Token) -> bool:
        """Whether a noun stands with nothing but an article that may also be a preposition ("des").

        "De" is one before an adjective only: "d'un collectif de femmes" has none.
        """
        cases = list(sentence.dependents(noun.i, "case"))
        words = self.lexicon.supports
        return all(
            c.text.lower() in words.articles and (c.text.lower() not in words.bare_prepositions or noun.i - c.i > 1)
            for c in cases
        )

    def _support(self, sentence: Sentence, noun: Token) -> tuple[Token | None, frozenset[str]]:
        """The verb that lends a noun its arguments, and how ("perform", "undergo", "occur", "move", "subject")."""
        words = self.lexicon.supports
        if noun.dep == "nmod" and self.functions.resolve(sentence, noun.head) == noun.i:
            # "des milliers de manifestants": the counting noun holds the place of what it counts.
            noun = sentence.tokens[noun.head]
        head = sentence.tokens[noun.head]
        kinds = set()
        relation, _, sub = noun.dep.partition(":")
        if relation == _SUBJECT:
            kinds.add("subject")
            passive = sub == "pass"
            if passive and head.lemma in words.perform:
                kinds.add("perform")
            elif head.lemma in words.occur:
                kinds.add("occur")
        elif relation == _OBJECT or (relation == "obl" and self._is_indirect(sentence, noun)):
            if head.lemma in words.undergo and relation == _OBJECT:
                kinds.add("undergo")
            elif head.lemma in words.perform:
                kinds.add("perform")
            if head.lemma in words.move:
                kinds.add("move")
        elif relation == "obl" and self.functions.preposition(sentence, noun.i) in words.undergo_in.get(head.lemma, ()):
            kinds.add("undergo")  # "tomber dans une embuscade"
        elif relation == "nmod" and head.text.lower() in _flatten(words.undergo_with):
            # "être la cible de tirs", "faire l'objet d'une attaque"
            kinds.add("undergo")
            if head.dep == _OBJECT:
                head = sentence.tokens[head.head]
        return (head, frozenset(kinds)) if kinds - {"subject"} else (None, frozenset(kinds))

    def _is_indirect(self, sentence: Sentence, noun: Token) -> bool:
        """Whether an oblique is the verb's indirect object, not a circumstance.

        "Procéder à des frappes", not "après des frappes".
        """
        return (
            noun.dep == "obl:arg" or self.functions.preposition(sentence, noun.i) in self.lexicon.supports.prepositions
        )

    def _lend(self, sentence: Sentence, functions: Functions, support: Token, supports: frozenset[str]) -> Functions:
        """Functions of a noun with what its support verb adds."""
        lent: Functions = defaultdict(list, {name: list(heads) for name, heads in functions.items()})
        theirs = self.functions.verb(sentence, support.i)
        if "occur" in supports:
            # "ont éclaté entre X et Y", "ont opposé X à Y", "a fait dix morts dans un hôtel"
            between = self.lexicon.supports.between
            for name in between:
                lent[name] += [h for h in theirs.get(name, []) if h not in lent[name]]
            if support.lemma in self.lexicon.supports.oppose:
                lent[between[0]] += theirs.get("object", [])
                for name in self.lexicon.supports.prepositions:
                    lent[between[1]] += theirs.get(name, [])
            for name in self.lexicon.supports.within:
                lent["within"] += theirs.get(name, [])
            return {name: heads for name, heads in lent.items() if heads}
        passive = self.functions.is_passive(sentence, support.i)
        place = "contre" if "undergo" in supports else "par"
        for name, heads in theirs.items():
            if name == "subject":
                lent[place] += heads
            elif name not in ("object", "agent", "infinitive") or (passive and name == "agent"):
                lent[name] += [h for h in heads if h not in lent[name]]
        opposed, recipients = self.lexicon.supports.between[1], self.lexicon.supports.prepositions
        if "perform" in supports and not lent.get(opposed):
            # "tendre une embuscade [à un convoi]"
            lent[opposed] += [h for name in recipients for h in theirs.get(name, [])]
        return {name: heads for name, heads in lent.items() if heads}

    def _mention(
        self, context: Context, token: Token, pos: str, entry: TriggerEntry, support: Token | None
    ) -> TriggerMention:
        arguments = tuple(self._arguments.read(context, entry, pos))
        kind = self._arguments.kind(context, entry, arguments)
        return TriggerMention(
            span=self._span(context.sentence, token, entry),
            sentence=context.sentence.index,
            token=token.i,
            entry=entry.id,
            kind=kind,
            pos="verb" if pos == "verb" else "noun",
            arguments=arguments,
            support=support.i if support is not None else None,
            clause=self._clause(context.sentence, support.i if support is not None else token.i),
            context=kind in CONTEXT_KINDS,
            weak=entry.weak,
            part=entry.part,
            loose=entry.loose and not self._arguments.weapon_known(context, arguments),
            standing=entry.state and pos == "verb" and self._stands(context.sentence, token),
            weapon_decides=entry.by_weapon or entry.by_weapon_air,
        )

    def _stands(self, sentence: Sentence, verb: Token) -> bool:
        """Whether a verb tells a state: a participle without auxiliary, or the present of itself or its auxiliary."""
        # "a dénoncé X et dépêché Y": a second participle shares the auxiliary of the first.
        first = verb.head if verb.dep == "conj" else verb.i
        helpers = [t for t in sentence.dependents(first, "aux") if t.i < verb.i]
        if not helpers:
            return (verb.has("VerbForm=Part") and verb.has("Tense=Past")) or verb.has("Tense=Pres")
        passive = any(t.dep == "aux:pass" for t in helpers)
        return passive and len(helpers) == 1 and helpers[0].has("Tense=Pres")

    def _span(self, sentence: Sentence, token: Token, entry: TriggerEntry) -> CharSpan:
        """The trigger with its auxiliaries before it and the word that makes its sense after it."""
        start, end = token.start, token.end
        for child in sentence.dependents(token.i, "aux"):
            if child.i < token.i and token.i - child.i <= _AUX_REACH:
                start = min(start, child.start)
        last = self.lexicon.companion_end(entry, sentence, token.i, _WITH_REACH) if entry.with_ else None
        if last is not None:
            end = sentence.tokens[last].end
        return CharSpan(start, end)

    def _clause(self, sentence: Sentence, i: int) -> int:
        """The verb that heads the clause of token i (i itself for a verb)."""
        token = sentence.tokens[i]
        for _ in range(len(sentence.tokens)):
            if token.pos in ("VERB", "AUX") or token.head == token.i:
                return token.i
            token = sentence.tokens[token.head]
        return i


_AUX_REACH = 3
#: Words to the right of a verb among which its day stands.
_DATE_REACH = 3
#: Words to the right of a verb in which its object is looked for, and the tags that make a noun a target.
_OBJECT_REACH = 12
_TARGETS = frozenset({"site", "armed", "people"})
_WITH_REACH = 5
#: Roles that tell who or what did it.
_DOERS = frozenset({"attacker", "weapon", "event"})


def _goes_on(sentence: Sentence, mention: TriggerMention, noun: TriggerMention) -> bool:
    """ "A repris son offensive", "la reprise des combats": what starts again is told by the words that say so."""
    return mention.kind == _RESUMED and noun.pos == "noun" and sentence.tokens[noun.token].head == mention.token


def _has_doer(mention: TriggerMention) -> bool:
    return any(a.role in _DOERS for a in mention.arguments)


def _flatten(table: dict[str, frozenset[str]]) -> frozenset[str]:
    return frozenset(word for words in table.values() for word in words)
