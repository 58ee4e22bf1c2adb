"""Counted harm in a sentence: tolls (codebook, section 3), and the numbers near a harm word that are none."""

from __future__ import annotations

import msgspec

from recoupe.extract.harm import HarmLexicon, VerbRow
from recoupe.extract.harm_predicates import Predicate, PredicateFinder
from recoupe.extract.nominals import Nominal, NominalFinder, Words, words_of_sentence
from recoupe.extract.numbers import NumberExtractor
from recoupe.extract.people import PeopleLexicon
from recoupe.extract.rejections import Rejecter
from recoupe.extract.since import SinceFinder, dates
from recoupe.extract.toll_counts import CountReader
from recoupe.extract.toll_deeds import DeedReader
from recoupe.extract.toll_lists import ListReader
from recoupe.extract.toll_parts import PartReader
from recoupe.extract.toll_values import Found, toll_of, total_of
from recoupe.extract.zero_tolls import ZeroFinder
from recoupe.language.inflect import Inflector
from recoupe.language.pack import LanguagePack
from recoupe.model.mentions import RejectedNumber, TollMention
from recoupe.model.parse import Sentence
from recoupe.model.spans import CharSpan
from recoupe.model.values import LATER_DEATH, Toll, TollKind

#: A subject and its verb farther apart than this many tokens are quoted by the subject alone.
_QUOTED_TOGETHER = 14
#: Smallest running totals: of dead, of others, of the dead of a war.
_RUNNING, _RUNNING_OTHERS, _LASTING = 2, 100, 200
#: Harms of which "nobody" is worth a toll; "aucun ne manque à l'appel" counts nothing.
_NOBODY_OF = frozenset({"killed", "wounded"})
#: Words after a verb of dying among which a hospital or wounds stand.
_LATER = 7
#: Words after a comma among which a name stands that is set off ("le chef de la police, le général X, ...").
_SET_OFF = 4
#: So many dead are a war's, whatever stands beside them ("Elle a fait plus de 230 000 morts").
_WAR = 10_000


class TollExtractor:
    """Reads tolls with the words of a language pack. Set-up is heavy; calls keep no state."""

    def __init__(self, pack: LanguagePack) -> None:
        inflector = Inflector(pack)
        self.harm = HarmLexicon(pack, inflector)
        self._words = self.harm.words
        self._numbers = pack.made(NumberExtractor)
        self._people = PeopleLexicon(pack, inflector)
        self._nominals = NominalFinder(self.harm, self._people)
        self._predicates = PredicateFinder(self.harm)
        self._lists = ListReader(self.harm)
        self._deeds = DeedReader(self.harm, self._people, self._lists)
        self._parts = PartReader(self.harm, self._people, self._lists)
        self._zeros = ZeroFinder(self.harm)
        self._counts = CountReader(self.harm)
        self._rejecter = Rejecter(pack)
        self._since = pack.made(SinceFinder)
        self._some_or_many = self._words.some | self._words.the_many

    def find(
        self, sentence: Sentence, before: TollKind | None = None
    ) -> tuple[tuple[TollMention, ...], tuple[RejectedNumber, ...]]:
        """Tolls of a parsed sentence in text order, and its other numbers with the reason why they are none. `before`
        is the harm counted last in the sentence before: "l'armée n'en reconnaît que sept" counts it again.

        A cut-off toll comes back as a rejected number with reason "truncated". `whose` holds nationalities as
        "foreigners:FR": whether the victims were foreigners where it happened is for whoever knows the place to say.
        """
        cut = self._rejecter.truncated(sentence, self.harm.forms)
        if self.harm.forms.isdisjoint(sentence.lower) and not (before and self.harm.recounts(sentence.lower)):
            return (), cut
        words = words_of_sentence(sentence, self._numbers.in_sentence(sentence))
        nominals = self._nominals.find(words)
        found = self._all(words, nominals)
        found = self._counts.by_recount(words, nominals, found, before)
        totals = self._running(sentence, found)
        found = [item for item in found if item not in totals]
        mentions = (_mention(sentence, item) for item in sorted(found, key=lambda item: (item.first, item.last)))
        tolls = tuple(t for t in mentions if not any(t.span.overlaps(c.span) for c in cut))
        running = tuple(RejectedNumber(_span(sentence, item), "running_total") for item in totals)
        known = (*(t.span for t in tolls), *(r.span for r in (*running, *cut)))
        return tolls, (*cut, *running, *self._rejecter.reject(words, nominals, known))

    def _running(self, sentence: Sentence, found: list[Found]) -> list[Found]:
        """Totals that have run for long ("plus de 500 morts depuis octobre") are figures, not the toll of an event.

        A long series of attacks may still be one report with its wounded, so smaller counts of them stay tolls.
        """
        far = [since for since in self._since.find(sentence) if since.far] if found else []
        lasting = not self._words.lasting.isdisjoint(sentence.lower)
        totals: list[Found] = []
        for item in found:
            killed = item.toll.kind == "killed"
            long = killed and (item.toll.low >= _WAR or (lasting and item.toll.low >= _LASTING))
            dated = item.toll.low >= (_RUNNING if killed else _RUNNING_OTHERS)
            if long or (dated and any(dates(sentence, since, item.anchor) for since in far)):
                totals.append(item)
        anchors = {item.anchor for item in totals}
        return totals + [i for i in found if i.toll.part and i.anchor in anchors and i not in totals]

    def _all(self, words: Words, nominals: list[Nominal]) -> list[Found]:
        nouns = [n for n in nominals if n.sort == "harm"]
        predicates = self._predicates.find(words, frozenset(n.head for n in nouns))
        # "ont laissé LA VIE et neuf ont été blessées": the last word of a phrase of harm is nobody.
        ends = {(p.token, p.end) for p in predicates if p.verb.tails}
        nominals = [n for n in nominals if not any(token < n.first and n.last == end for token, end in ends)]
        found = self._by_verb(words, nominals, predicates)
        harmed = {item.nominal.first for item in found if item.nominal is not None}
        nouns_left = [n for n in nouns if n.low == 0 or n.first not in harmed]
        found += [f for n in nouns_left if not self._predicates.noun_unreal(words, n) for f in self._by_noun(words, n)]
        deeds = self._deeds.find(words, nominals)
        done = {item.nominal.first for item in deeds if item.nominal is not None}
        found = [
            f for f in found if f.nominal is None or f.nominal.first not in done or f.nominal.sort != "harm"
        ] + deeds
        found += self._counts.by_balance(words, nominals)
        found += self._parts.find(words, nominals, found)
        taken = frozenset(n.head for n in nouns)
        found += [
            Found(Toll(kind, 0, 0), anchor, first, last, None)
            for kind, anchor, first, last in self._zeros.find(words, predicates, taken)
        ]
        return _distinct([f for f in found if f.toll.low > 0 or f.toll.high != 0 or f.toll.kind in _NOBODY_OF])

    def _by_noun(self, words: Words, nominal: Nominal) -> list[Found]:
        """ "14 morts", "aucune victime", "des blessés"."""
        row, head = nominal.harm, words.sentence.tokens[nominal.head]
        assert row is not None
        if nominal.how == "the" or (row.counted_only and nominal.low > 0 and nominal.how != "number"):
            return []
        # "pour aucun des blessés", "un des otages" choose among victims, they do not count them.
        between = words.lower[nominal.first : nominal.head]
        if nominal.low < 2 and not self._some_or_many.isdisjoint(between):
            return []
        if row.kind in ("captured", "displaced") and nominal.how == "some":
            return []
        # "une mort" is a death, "un mort" a dead man.
        feminine = nominal.how == "one" and words.sentence.tokens[nominal.first].has("Gender=Fem")
        if feminine and words.lower[nominal.head] in self.harm.deeds and not row.open:
            return []
        if row.kind == "captured" and not self.harm.freed.isdisjoint(words.lower):
            return []
        kinds: tuple[TollKind, ...] = ("killed", "wounded") if row.both and nominal.high == 0 else (row.kind,)
        part = self._lists.part_marker(words, nominal.first) is not None
        return [
            Found(toll_of(kind, nominal, part=part), head.i, nominal.first, nominal.last, nominal) for kind in kinds
        ]

    def _by_verb(self, words: Words, nominals: list[Nominal], predicates: list[Predicate]) -> list[Found]:
        whole = self._lists.wholes(words, nominals)
        pairs: list[tuple[Predicate, Nominal]] = []
        for predicate in predicates:
            if predicate.unreal or predicate.negated != predicate.verb.row.negated:
                continue
            victim = self._victim(words, predicate, whole, nominals)
            if victim is not None:
                pairs.append((predicate, victim))
        firsts = {victim.first for _, victim in pairs}
        found: list[Found] = []
        for predicate, victim in pairs:
            members = [victim]
            if victim in whole:
                members = self._lists.members(words, whole, victim, firsts - {victim.first})
            found += self._listed(words, predicate, members)
            found += self._as_well(words, predicate, whole)
        return found

    def _victim(
        self, words: Words, predicate: Predicate, whole: list[Nominal], nominals: list[Nominal]
    ) -> Nominal | None:
        """Victims of a verb: a whole count rather than a part of it ("quinze tués, dont deux femmes")."""
        own = self._one_more(words, predicate) or self._predicates.right_before(words, predicate, nominals)
        if own is not None and self._acceptable(words, own, predicate, nominals):
            return own
        head = words.sentence.tokens[predicate.token].head
        near = [n for n in nominals if predicate.voice == "bare" and n.first <= head <= n.last < predicate.token]
        for candidates in (near, whole, nominals):
            victim = self._predicates.victims(words, predicate, candidates) if candidates else None
            if victim is not None and self._acceptable(words, victim, predicate, nominals):
                return victim
        return self._named(words, predicate) or self._he(words, predicate)

    def _one_more(self, words: Words, predicate: Predicate) -> Nominal | None:
        """ "quatre soldats ont été tués et UN est porté disparu": one of those told before."""
        at = predicate.start - 1
        if predicate.start == predicate.token or at < 1 or words.lower[at] not in self._words.one:
            return None
        joined = words.lower[at - 1] in self._words.list_joints or words.lower[at - 1] in self._words.the_one
        return Nominal(at, at, at, 1, 1, "=", None, "pronoun", "one") if joined else None

    def _he(self, words: Words, predicate: Predicate) -> Nominal | None:
        """ "il a été tué": one person, named before (only where the verb says that someone did it)."""
        row = predicate.verb.row
        if predicate.voice != "passive" or row.frame != "object" or row.counted or row.least or predicate.verb.tails:
            return None
        for token in words.sentence.dependents(predicate.token, "nsubj"):
            if words.lower[token.i] in self._words.he and not token.dep.startswith("expl"):
                return Nominal(token.i, token.i, token.i, 1, 1, "=", "anaphor", "person", "the")
        return None

    def _acceptable(self, words: Words, victim: Nominal, predicate: Predicate, nominals: list[Nominal]) -> bool:
        row: VerbRow = predicate.verb.row
        if victim.sort == "harm":
            harm = victim.harm
            return harm is not None and row.kind == "killed" and harm.kind in ("wounded", "captured", "displaced")
        if row.people and not (set(victim.groups or (None,)) & set(row.people)):
            return False
        if victim.low < row.least or (row.counted and victim.how != "number"):
            return False
        if row.graded and words.lower[predicate.token - 1] not in self._words.graded:
            return False
        if victim.sort == "person":
            return True
        word = words.lower[victim.head]
        if victim.sort == "pronoun" and self._rejecter.is_date(words, victim.first, victim.low):
            return False
        if victim.sort == "pronoun":
            others = [n for n in nominals if n.sort in ("person", "harm") and n.first != victim.first]
            return bool(others) or not row.persons or self._of_theirs(words, victim)
        if victim.sort == "name":
            return not any(c.isdigit() for c in word) and (victim.how == "number" or not row.persons)
        head = words.sentence.tokens[victim.head]
        attached = head.head == predicate.token and head.dep.startswith(("nsubj", "obj"))
        return attached and not row.persons and not self._rejecter.is_unit(word)

    def _of_theirs(self, words: Words, victim: Nominal) -> bool:
        """ "quinze des leurs", "cent d'entre elles": people named before."""
        if words.lower[victim.last] in self._words.them:
            return True
        after = words.lower[victim.last + 1 : victim.last + 3]
        return (
            len(after) == 2 and after[0] in self._words.of_the_many | self._words.some and after[1] in self._words.own
        )

    def _named(self, words: Words, predicate: Predicate) -> Nominal | None:
        """A person named without a count ("a tué Jean Dupont"): one, and perhaps others."""
        row = predicate.verb.row
        if row.kind not in ("killed", "captured") or row.tail or row.counted:
            return None
        tokens = words.sentence.tokens
        active = predicate.voice == "active" and row.frame == "object"
        relations = ("obj",) if active else ("nsubj",)
        for token in words.sentence.dependents(predicate.token, *relations):
            if token.pos != "PROPN" or any(c.isdigit() for c in token.text):
                continue
            if words.lower[token.i] in self._words.nobody:
                continue
            if token.i and tokens[token.i - 1].pos == "DET":
                continue
            last = token.i
            while last + 1 < len(tokens) and tokens[last + 1].pos == "PROPN":
                last += 1
            if row.persons and last == token.i:
                continue
            return Nominal(token.i, last, token.i, 1, None, ">=", None, "name", "the")
        return self._name_after(words, predicate) if active else None

    def _name_after(self, words: Words, predicate: Predicate) -> Nominal | None:
        """A full name right after the verb, which may stand in quotation marks, where the parser saw no object."""
        tokens = words.sentence.tokens
        first = predicate.end + 1
        while first < len(tokens) and words.lower[first] in self._words.quotes:
            first += 1
        last = first
        while last < len(tokens) and tokens[last].pos == "PROPN":
            last += 1
        return Nominal(first, last - 1, first, 1, None, ">=", None, "name", "the") if last - first >= 2 else None

    def _later(self, words: Words, predicate: Predicate) -> bool:
        """ "un garçon a succombé", "est décédé à l'hôpital": dead of an attack that may have killed others before."""
        if words.lower[predicate.token] in self.harm.succumbing:
            return True
        subject = predicate.verb.row.frame == "subject"
        return subject and not self._words.later.after.isdisjoint(words.lower[predicate.end : predicate.end + _LATER])

    def _listed(self, words: Words, predicate: Predicate, members: list[Nominal]) -> list[Found]:
        row = predicate.verb.row
        kind = row.kind
        if kind == "wounded" and self._words.deadly & set(words.lower[predicate.token - 1 : predicate.end + 2]):
            kind = "killed"
        first, last = _quoted(predicate, members)
        if len(members) == 1:
            toll = toll_of(kind, members[0])
            named = members[0].how == "the" and toll.high == 1 and self._is_named(words, members[0], predicate)
            if row.open or (kind == "killed" and named):
                toll = msgspec.structs.replace(toll, high=None)
            elif kind == "captured" and toll.low == 1:
                toll = msgspec.structs.replace(toll, high=1)  # only the dead are counted among others
            harm = members[0].harm
            if kind == "killed" and harm is not None and harm.kind == "wounded":
                # "deux des blessés ont succombé": dead among others.
                toll = msgspec.structs.replace(toll, high=None)
            elif kind == "killed" and toll.rule is None and self._later(words, predicate):
                toll = msgspec.structs.replace(toll, rule=LATER_DEATH)
            return [Found(toll, predicate.token, first, last, members[0])]
        return total_of(kind, members, anchor=predicate.token, first=first, last=last)

    @staticmethod
    def _is_named(words: Words, victim: Nominal, predicate: Predicate) -> bool:
        """ "le chef de la police, le général Raziq, est mort": a name set off, which leaves the others uncounted."""
        tokens = words.sentence.tokens[victim.last + 1 : predicate.start]
        commas = [n for n, t in enumerate(tokens) if t.text == ","]
        return len(commas) > 1 and any(t.pos == "PROPN" for t in tokens[commas[0] + 1 : commas[0] + _SET_OFF])

    def _as_well(self, words: Words, predicate: Predicate, nominals: list[Nominal]) -> list[Found]:
        """ "… ont été touchés ainsi qu'un soldat"."""
        for phrase in self._words.as_well:
            begin = predicate.end + 1
            begin += words.lower[begin : begin + 1] == (",",)
            after_subject = predicate.voice != "active" or predicate.verb.row.frame == "subject"
            if after_subject and words.lower[begin : begin + len(phrase)] == phrase:
                for nominal in nominals:
                    if nominal.first == begin + len(phrase) and nominal.sort in ("person", "pronoun"):
                        toll = toll_of(predicate.verb.row.kind, nominal)
                        return [Found(toll, predicate.token, begin, nominal.last, nominal)]
        return []


def _quoted(predicate: Predicate, members: list[Nominal]) -> tuple[int, int]:
    """Tokens that a reader would quote: verb and victims where they stand close."""
    first, last = members[0].first, members[-1].last
    if last < predicate.token:
        return first, predicate.end if predicate.end - last <= _QUOTED_TOGETHER else last
    start = predicate.start if predicate.token - predicate.start <= 4 else predicate.token
    return (
        (start, max(last, predicate.end if predicate.verb.row.frame == "object" else last))
        if first - start <= _QUOTED_TOGETHER
        else (first, last)
    )


def _distinct(found: list[Found]) -> list[Found]:
    """Drop a toll said twice by two readings of the same words."""
    kept: dict[tuple[object, ...], Found] = {}
    for item in found:
        where = item.nominal.first if item.nominal is not None else item.anchor
        kept.setdefault((item.toll.kind, item.toll.low, item.toll.part, where), item)
    return list(kept.values())


def _mention(sentence: Sentence, item: Found) -> TollMention:
    return TollMention(_span(sentence, item), sentence.index, item.anchor, item.toll)


def _span(sentence: Sentence, item: Found) -> CharSpan:
    return CharSpan(sentence.tokens[item.first].start, sentence.tokens[item.last].end)
