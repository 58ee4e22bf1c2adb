"""Read the words that name a source: a person, an office, a body, a document; several when they are coordinated."""

from __future__ import annotations

from recoupe.extract.noun_steps import BodyName, NounSteps
from recoupe.extract.speaker import Draft, OrgOf, Speaker, finished
from recoupe.extract.speaker_words import SpeakerKind, SpeakerWords
from recoupe.extract.wordline import WordLine
from recoupe.text.normalise import fold

#: So many capitals after "du" are a body and a person: "le porte-parole du Pentagone Jonathan Hoffman".
_BODY_AND_PERSON = 3
#: Words after a document's noun among which "par" names its author.
_AUTHOR_REACH = 5
#: Speakers coordinated in one phrase.
_MOST = 6
_OPEN_MARKS, _CLOSE_MARKS = frozenset('(«"'), frozenset(')»"')
_NAME_POS = frozenset({"PROPN", "NOUN", "X", "SYM", "ADJ", "NUM"})


class SpeakerReader:
    """Reads the noun phrases of sources by their surface: it does not depend on how the parser attached their words."""

    def __init__(self, words: SpeakerWords, channels: dict[str, str]) -> None:
        self._words = words
        self._table = words.table
        self._channels = channels
        self._steps = NounSteps(words)

    def read(self, line: WordLine, at: int, org_of: OrgOf | None = None) -> tuple[Speaker, ...]:
        """The speakers named from word `at` on; empty when no noun phrase begins there."""
        found: list[Speaker] = []
        here: int | None = at
        while here is not None and len(found) < _MOST:
            one = self._one(line, here, org_of)
            if one is None or (found and one.kind in ("other", "pronoun", "document")):
                break
            found.append(one)
            here = self._after_and(line, one.end)
        return tuple(found)

    def _after_and(self, line: WordLine, at: int) -> int | None:
        """Where the next coordinated speaker begins: after "et", "ainsi que"."""
        table = self._table
        if line.low(at) not in table.and_:
            return None
        at += 1
        while line.low(at) in table.after_and:
            at += 1
        if at >= len(line.words):
            return None
        word = line.words[at]
        if word.low in table.bare_of and not (
            line.low(at + 1) in table.before or self._steps.adjective_at(line, at + 1)
        ):
            # "des sources locales et DE SÉCURITÉ" are one speaker.
            return None
        starts = word.low in table.definite or word.low in table.indefinite or word.capital or word.pos == "NUM"
        return at if starts or self._words.head(line, at) is not None else None

    def _one(self, line: WordLine, at: int, org_of: OrgOf | None) -> Speaker | None:
        draft = Draft()
        here = self._determiner(line, at, draft)
        if here >= len(line.words):
            return None
        draft.gender = line.gender(here)
        end = self._noun(line, at, here, draft, org_of)
        return None if end is None else finished(draft, line, (at, end), org_of=org_of, demonyms=self._words.demonyms)

    def _determiner(self, line: WordLine, at: int, draft: Draft) -> int:
        table = self._table
        while at < len(line.words):
            word = line.words[at]
            qualifies = self._steps.qualifies(line, at)
            anaphor = word.low in table.anaphors and word.low not in table.before and not qualifies
            if anaphor or self._words.head(line, at) is not None or self._words.outlet(line, at) is not None:
                break
            if word.low in table.indefinite:
                draft.indefinite = True
                draft.plural |= word.low not in table.singular_determiners
            elif word.low in table.definite:
                draft.definite = True
                draft.plural |= word.low in table.plural_determiners
            elif not (word.pos == "NUM" or word.low in table.before or word.low in _OPEN_MARKS or qualifies):
                break
            at += 1
        return at

    def _noun(self, line: WordLine, first: int, at: int, draft: Draft, org_of: OrgOf | None) -> int | None:
        """Read the head at `at` and what belongs to it; the end of the phrase, None when it is no phrase."""
        table, word = self._table, line.words[at]
        outlet, head = self._words.outlet(line, at), self._words.head(line, at)
        if self._titled_at(line, at):
            return self._titled(line, at, draft)
        if outlet is not None and (head is None or head[0] < outlet):
            draft.kind, draft.org, draft.org_span = "body", line.text(at, outlet), line.span(at, outlet)
            draft.outlet = True
            return outlet
        if head is not None and not self._name_of_body(line, at, head, org_of):
            return self._headed(line, first, at, draft)
        if word.low in table.anaphors or word.low in table.impersonal:
            draft.kind, draft.head, draft.plural = "pronoun", word.low, word.low in table.plural
            return at + 1
        if word.capital and (word.first > 0 or word.pos in _NAME_POS):
            return self._named(line, at, draft, org_of)
        if word.pos in ("NOUN", "PROPN") and word.low not in table.days:
            return self._unlisted(line, at, draft)
        return None

    def _name_of_body(self, line: WordLine, at: int, head: tuple[int, SpeakerKind], org_of: OrgOf | None) -> bool:
        """A noun of persons that with its capital names an actor: "le Cadre du Nord", "les Volontaires du peuple"."""
        if org_of is None or head[1] not in ("person", "local") or not line.words[at].text[0].isupper() or at == 0:
            return False
        return org_of(line.span(at, at + 2)) is not None

    def _headed(self, line: WordLine, first: int, at: int, draft: Draft) -> int:
        """A noun that the lists know."""
        begin = at
        while begin > first and line.low(begin - 1) in self._table.before - self._table.demonstrative:
            begin -= 1
        end, draft.kind, draft.head, plural = self._head(line, at)
        draft.plural |= plural
        if draft.kind == "body":
            return self._body(line, at, draft)
        return self._document(line, end, draft) if draft.kind == "document" else self._role(line, begin, end, draft)

    def _head(self, line: WordLine, at: int) -> tuple[int, SpeakerKind, str, bool]:
        """End, kind, singular and plurality of the listed noun at `at`."""
        found = self._words.head(line, at)
        end, kind = found if found is not None else (at + 1, "other")
        phrase = line.text(at, end).lower()
        singular = self._words.singular.get(phrase, phrase)
        return end, kind, singular, singular != phrase

    def _unlisted(self, line: WordLine, at: int, draft: Draft) -> int:
        """A noun that no list knows: "le boulanger", and a name when one follows ("le boulanger Ali Hassan")."""
        draft.kind, draft.head = "other", line.low(at)
        end = self._steps.adjectives(line, at + 1)
        draft.role = line.text(at, end)
        run = self._steps.run(line, end)
        if run > end and line.low(end) not in self._table.of:
            draft.kind, draft.name = "name", line.text(end, run)
            return run
        return self._apposition(line, end, draft) if draft.definite and not draft.plural else end

    # Persons and offices

    def _titled_at(self, line: WordLine, at: int) -> bool:
        if at >= len(line.words):
            return False
        ranked = line.low(at) in self._table.ranks and self._steps.name_follows(line, at + 1)
        return ranked or line.words[at].text in self._table.titles

    def _titled(self, line: WordLine, at: int, draft: Draft) -> int:
        """ "le général Pat Ryder", "M. Gallant": the run of capitals is a person."""
        table = self._table
        titled = {"Masc": table.titles_masculine, "Fem": table.titles_feminine}
        draft.kind = "name"
        draft.gender = next((gender for gender, titles in titled.items() if line.words[at].text in titles), "")
        begin = at
        while line.low(at) in table.ranks or (at < len(line.words) and line.words[at].text in table.titles):
            at += 1
        if line.low(begin) in table.ranks:
            draft.role = line.text(begin, at)
        end = self._steps.person(line, at)
        draft.name = line.text(at, end) if end > at else None
        return self._apposition(line, end, draft)

    def _role(self, line: WordLine, begin: int, at: int, draft: Draft) -> int:
        """The noun of a person or office is read up to `at`: what describes it, its body, its name."""
        stop = self._described(line, begin, at, draft)
        run = self._steps.person(line, stop)
        if run > stop:
            draft.name = line.text(stop, run)
        return self._apposition(line, run, draft)

    def _described(self, line: WordLine, begin: int, at: int, draft: Draft) -> int:
        end = self._steps.description(line, at)
        draft.role = line.text(begin, end)
        return self._complement(line, begin, end, draft)

    def _complement(self, line: WordLine, begin: int, at: int, draft: Draft) -> int:
        """ "du Pentagone", "de la Défense", "au ministère": the body, or a part of the role."""
        start = self._complement_start(line, at, draft)
        if start is None:
            return at
        if line.low(start) in self._table.demonstrative:
            # "un agent de santé de CE bastion": neither a body nor a part of the role.
            return self._steps.pointed_at(line, start + 1, at)
        inner = start + (line.low(start) in self._table.article | self._table.one)
        inner += line.low(inner) in _OPEN_MARKS
        if inner >= len(line.words) or (line.words[inner].pos == "PUNCT" and line.low(inner) not in _OPEN_MARKS):
            return at
        bodyish = self._steps.bodyish(line, inner)
        if line.low(start) in self._table.one and not bodyish:
            # "le père d'une orpheline": no body.
            return at
        contracted = inner > start or line.low(at) in self._table.contracted
        titular = draft.kind in ("office", "post", "local") and line.words[inner].text not in self._table.body_prefixes
        capitals = self._steps.run(line, inner) - inner
        if (contracted or titular) and capitals == _BODY_AND_PERSON and draft.name is None:
            end = inner + 1
        else:
            end = self._steps.body(line, inner).end
        if draft.kind in ("local", "post") or not (line.words[inner].text[0].isupper() or bodyish):
            draft.role = line.text(begin, end)
        else:
            draft.org, draft.org_span = line.text(inner, end), line.span(inner, end)
        return end + (inner > 0 and line.low(inner - 1) in _OPEN_MARKS and line.low(end) in _CLOSE_MARKS)

    def _complement_start(self, line: WordLine, at: int, draft: Draft) -> int | None:
        if line.low(at) in self._table.of and at + 1 < len(line.words):
            return at + 1
        place = self._steps.place(line, at)
        if (
            place is not None
            and line.low(place + (line.low(place) in self._table.article)) in self._table.outlet_bodies
        ):
            # "une source militaire À L'AGENCE": whom it told.
            return None
        fits = place is not None and (self._steps.bodyish(line, place) or draft.kind == "post")
        return place if fits else None

    def _apposition(self, line: WordLine, at: int, draft: Draft) -> int:
        """ ", Jonathan Hoffman," after a role; ", porte-parole du Pentagone," after a name."""
        at = self._steps.aside(line, at) if draft.name is None and draft.role else at
        if line.low(at) != "," or at + 1 >= len(line.words):
            return at
        return self._name_after(line, at, draft) if draft.name is None else self._role_after(line, at, draft)

    def _name_after(self, line: WordLine, at: int, draft: Draft) -> int:
        here = at + 1 + (line.low(at + 1) in self._table.article)
        if self._titled_at(line, here) and self._steps.name_follows(line, here + 1):
            role, kind = draft.role, draft.kind
            end = self._titled(line, here, draft)
            draft.role, draft.kind = role, kind
            return end
        end = self._steps.person(line, at + 1)
        shortest = 1 if draft.definite and not draft.plural else 2
        if end - at - 1 < shortest or not self._closed(line, end):
            return at
        draft.name = line.text(at + 1, end)
        return end

    def _role_after(self, line: WordLine, at: int, draft: Draft) -> int:
        table, here = self._table, at + 1
        while line.low(here) in table.article or line.low(here) in table.before or line.low(here) in table.one:
            here += 1
        head = self._words.head(line, here)
        if head is None or head[1] in ("body", "document"):
            return at
        begin = here - 1 if line.low(here - 1) in table.before else here
        end, draft.kind, draft.head, _ = self._head(line, here)
        draft.gender = line.gender(here) or draft.gender
        return self._described(line, begin, end, draft)

    def _closed(self, line: WordLine, at: int) -> bool:
        """After a name in apposition comes a mark, a preposition or the end; a verb would make it a subject."""
        if at >= len(line.words):
            return True
        if line.low(at) == "." and len(line.words[at - 1].text) == 1 and at + 1 < len(line.words):
            # "Selon le maire, Ali K. avait fui": an initial's full stop ends no phrase.
            at += 1
        return line.words[at].pos in ("PUNCT", "ADP", "CCONJ") or line.low(at) in self._table.days

    # Names, bodies, documents

    def _named(self, line: WordLine, at: int, draft: Draft, org_of: OrgOf | None) -> int | None:
        """A run of capitals without a listed noun: a person, or a body."""
        end = self._steps.run(line, at)
        if end == at:
            return None
        bare = not (draft.definite or draft.indefinite)
        if bare and end == at + 1 and line.words[at].pos == "PROPN":
            end = self._steps.person(line, at)
        scratch = Draft(name="?")
        holder = bare and self._apposition(line, end, scratch) > end
        if not holder and (not bare or self._looks_body(line, at, end, org_of)):
            draft.kind = "body"
            return self._body(line, at, draft)
        draft.kind, draft.name, draft.gender = "name", line.text(at, end), ""
        return self._apposition(line, end, draft)

    def _looks_body(self, line: WordLine, at: int, end: int, org_of: OrgOf | None) -> bool:
        words, first = line.words[at:end], line.words[at].text
        prefixes = self._table.body_prefixes
        if len(words) == 1 and fold(first) in self._words.firstnames:
            return False
        if len(words) < 2 or all(w.text.isupper() for w in words) or first.lower() in self._words.demonyms:
            return True
        if first in prefixes or first.split("-")[0] + "-" in prefixes:
            return True
        return org_of is not None and org_of(line.span(at, end)) is not None

    def _body(self, line: WordLine, at: int, draft: Draft) -> int:
        name = self._steps.body(line, at)
        if draft.indefinite and name.text.islower() and (named := self._called(line, name.after)) is not None:
            name = named
        draft.org, draft.org_span = name.text, line.span(name.first, name.end)
        draft.acronym = line.span(name.end + 1, name.end + 2) if name.after > name.end + 2 else None
        return name.after

    def _called(self, line: WordLine, at: int) -> BodyName | None:
        """ "un groupe inconnu, LES BRIGADES DU SUD, a revendiqué": the name that a body without one gets, in commas."""
        while at < len(line.words) and line.words[at].text[0].islower() and line.words[at].pos in ("NOUN", "ADJ"):
            at += 1
        here = at + 1
        if line.low(at) != "," or line.low(here) not in self._table.definite or here + 1 >= len(line.words):
            return None
        here += 1
        head = self._words.head(line, here)
        if not line.words[here].text[0].isupper() or (head is not None and head[1] != "body"):
            return None
        named = self._steps.body(line, here)
        return named if line.low(named.after) == "," else None

    def _document(self, line: WordLine, at: int, draft: Draft) -> int:
        """ "un communiqué de l'armée": the channel, and the author that its complement names."""
        draft.channel = self._channels.get(draft.head)
        end = self._steps.adjectives(line, at)
        while end < len(line.words) and line.words[end].pos == "ADV":
            end = self._steps.adjectives(line, end + 1)
        end = self._author(line, end)
        inner = end + 1 + (line.low(end + 1) in self._table.article)
        if line.low(end) not in self._table.of | self._table.by or inner >= len(line.words):
            return end
        head = self._words.head(line, inner)
        if head is not None and head[1] not in ("body", "document"):
            draft.kind = head[1]
            return self._role(line, inner, head[0], draft)
        if head is None and not line.words[inner].text[0].isupper():
            return end
        return self._body(line, inner, draft)

    def _author(self, line: WordLine, at: int) -> int:
        """ "un bilan communiqué dimanche PAR l'armée": on to "par"; who cites a document is not its author."""
        if at >= len(line.words) or line.words[at].pos not in ("VERB", "ADJ") or line.low(at) in self._words.cites:
            return at
        near = range(at, min(at + _AUTHOR_REACH, len(line.words)))
        return next((k for k in near if line.low(k) in self._table.by), at)
