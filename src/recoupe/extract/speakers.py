"""Read the words that name a source: a person, an office, a body, a document; several when they are coordinated."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from recoupe.extract.speaker_words import SpeakerKind, SpeakerWords
from recoupe.extract.wordline import Word, WordLine
from recoupe.model.spans import CharSpan
from recoupe.model.values import Actor, Source

OrgOf = Callable[[CharSpan], Actor | None]

#: A run of capitals longer than this after "du" is a body and then a person: "le porte-parole du Pentagone Jonathan Hoffman".
_BODY_AND_PERSON = 3
#: Words looked at for an apposition or an age.
_OPEN_MARKS = frozenset('(«"')


class Speaker(msgspec.Struct, frozen=True):
    """Who speaks, as one noun phrase names it. `first` and `end` are word indices of the line it was read from."""

    source: Source
    span: CharSpan
    first: int
    end: int
    kind: SpeakerKind
    #: Head noun in the singular, lower case: what a later "cette source", "l'agent de santé" picks up.
    head: str
    plural: bool = False
    #: Universal feature of the head noun: "Masc", "Fem" or "" when unknown.
    gender: str = ""
    #: "ce responsable", "l'agent": a definite description without a name may stand for an earlier speaker.
    definite: bool = False
    #: Where the source was first named, for a pronoun, a description or a surname.
    named: CharSpan | None = None


class _Draft(msgspec.Struct):
    """What the reading of one phrase has found so far."""

    kind: SpeakerKind = "other"
    head: str = ""
    name: str | None = None
    role: str | None = None
    org: str | None = None
    org_span: CharSpan | None = None
    channel: str | None = None
    indefinite: bool = False
    definite: bool = False
    plural: bool = False
    gender: str = ""


class SpeakerReader:
    """Reads noun phrases of sources from a word line by their surface: it does not depend on how the parser attached them."""

    def __init__(self, words: SpeakerWords, channels: dict[str, str]) -> None:
        self._words = words
        self._table = words.table
        self._channels = channels

    def read(self, line: WordLine, at: int, org_of: OrgOf | None = None) -> tuple[Speaker, ...]:
        """The speakers named from word `at` on; empty when no noun phrase begins there."""
        found: list[Speaker] = []
        here: int | None = at
        while here is not None and len(found) < 6:
            one = self._one(line, here, org_of)
            if one is None or (found and one.kind in ("other", "pronoun", "document")):
                break
            found.append(one)
            here = self._after_and(line, one.end)
        return tuple(found)

    def _after_and(self, line: WordLine, at: int) -> int | None:
        """Where the next coordinated speaker begins: after "et", "ainsi que", or a comma that an "et" follows."""
        table = self._table
        if line.low(at) not in table.and_:
            return None
        at += 1
        while line.low(at) in table.after_and and at < len(line.words):
            at += 1
        word = line.words[at] if at < len(line.words) else None
        if word is None:
            return None
        starts = word.low in table.definite or word.low in table.indefinite or word.capital or word.pos == "NUM"
        return at if starts or self._words.head(line, at) is not None else None

    def _one(self, line: WordLine, at: int, org_of: OrgOf | None) -> Speaker | None:
        draft = _Draft()
        here = self._determiner(line, at, draft)
        if here >= len(line.words):
            return None
        here = self._noun(line, at, here, draft, org_of)
        if here is None:
            return None
        return self._finish(line, at, here, draft, org_of)

    def _determiner(self, line: WordLine, at: int, draft: _Draft) -> int:
        table = self._table
        while at < len(line.words):
            word = line.words[at]
            if self._words.head(line, at) is not None or word.low in table.anaphors and word.low not in table.before:
                break
            if word.low in table.indefinite:
                draft.indefinite = True
                draft.plural |= word.low not in table.singular_determiners
            elif word.low in table.definite:
                draft.definite = True
                draft.plural |= word.low in table.plural_determiners
            elif not (word.pos == "NUM" or word.low in table.before or word.low in _OPEN_MARKS):
                break
            at += 1
        return at

    def _noun(self, line: WordLine, first: int, at: int, draft: _Draft, org_of: OrgOf | None) -> int | None:
        table = self._table
        word = line.words[at]
        morph = line.sentence.tokens[word.first].morph
        draft.gender = next((g for g in ("Masc", "Fem") if f"Gender={g}" in morph), "")
        outlet = self._words.outlet(line, at)
        head = self._words.head(line, at)
        if word.text in table.titles or (word.low in table.ranks and self._name_follows(line, at + 1)):
            return self._titled(line, at, draft, org_of)
        if outlet is not None and (head is None or head[0] < outlet):
            draft.kind, draft.org, draft.org_span = "body", line.text(at, outlet), line.span(at, outlet)
            return outlet
        if head is not None:
            begin = at
            while begin > first and line.low(begin - 1) in table.before:
                begin -= 1
            draft.kind = head[1]
            phrase = line.text(at, head[0]).lower().replace("' ", "'")
            draft.head = self._words.singular.get(phrase, phrase)
            draft.plural |= draft.head != phrase
            if draft.kind == "body":
                return self._body(line, at, head[0], draft)
            if draft.kind == "document":
                return self._document(line, head[0], draft)
            return self._role(line, begin, head[0], draft, org_of)
        if word.low in table.anaphors or word.low in table.impersonal:
            draft.kind, draft.head = "pronoun", word.low
            draft.plural = word.low in table.plural
            return at + 1
        if word.capital and not (word.first == 0 and word.pos not in ("PROPN", "NOUN", "X", "SYM", "ADJ", "NUM")):
            return self._named(line, at, draft, org_of)
        if word.pos in ("NOUN", "PROPN") and word.low not in table.days:
            draft.kind, draft.head = "other", word.low
            end = self._adjectives(line, at + 1)
            draft.role = line.text(at, end)
            if self._name_follows(line, end):
                # "le boulanger Ali Hassan": a noun that no list knows, and a name.
                run = self._run(line, end)
                draft.kind, draft.name = "name", line.text(end, run)
                return run
            return end
        return None

    # Persons and offices

    def _titled(self, line: WordLine, at: int, draft: _Draft, org_of: OrgOf | None) -> int:
        """ "le général Pat Ryder", "M. Gallant": the run of capitals is a person."""
        draft.kind = "name"
        text = line.words[at].text
        titled = {"Masc": self._table.titles_masculine, "Fem": self._table.titles_feminine}
        draft.gender = next((gender for gender, titles in titled.items() if text in titles), "")
        begin = at
        while line.low(at) in self._table.ranks or (at < len(line.words) and line.words[at].text in self._table.titles):
            at += 1
        if line.low(begin) in self._table.ranks:
            draft.role = line.text(begin, at)
        end = self._person_run(line, at)
        if end > at:
            draft.name = line.text(at, end)
        return self._apposition(line, end, draft, org_of)

    def _role(self, line: WordLine, begin: int, at: int, draft: _Draft, org_of: OrgOf | None) -> int:
        """The noun of a person or office is read up to `at`: adjectives, complements, name and apposition follow."""
        end = self._adjectives(line, at)
        while line.low(end) in self._table.of and self._bare(line, end + 1):
            end = self._adjectives(line, end + 2)
        if draft.role is None or draft.kind not in ("name",):
            draft.role = line.text(begin, end)
        stop = self._complement(line, begin, end, draft)
        if draft.name is None and stop < len(line.words) and self._name_follows(line, stop):
            run = self._person_run(line, stop)
            draft.name = line.text(stop, run)
            stop = run
        return self._apposition(line, stop, draft, org_of)

    def _complement(self, line: WordLine, begin: int, at: int, draft: _Draft) -> int:
        """ "du Pentagone", "de la Défense", "au ministère": the body, or a part of the role."""
        place = self._at(line, at)
        if line.low(at) in self._table.of and at + 1 < len(line.words):
            start = at + 1
        elif place is not None and (self._bodyish(line, place) or draft.kind == "post"):
            start = place
        else:
            return at
        inner = start + 1 if line.low(start) in self._table.article | self._table.one else start
        if line.low(start) in self._table.one and not self._bodyish(line, inner):
            # "le père d'une orpheline": no body.
            return at
        if inner >= len(line.words) or line.words[inner].pos == "PUNCT" and line.words[inner].low not in _OPEN_MARKS:
            return at
        capitals = self._run(line, inner)
        contracted = inner > start or line.low(at) in self._table.contracted
        prefixed = line.words[inner].text in self._table.body_prefixes
        placed = contracted or (draft.kind in ("office", "post", "local") and not prefixed)
        if placed and capitals - inner == _BODY_AND_PERSON and draft.name is None:
            end = inner + 1
        else:
            scratch = _Draft()
            head = self._words.head(line, inner)
            end = self._body(line, inner, head[0] if head else max(inner + 1, capitals), scratch)
        named = line.words[inner].text[0].isupper() or self._bodyish(line, inner)
        if draft.kind in ("local", "post") or not named:
            draft.role = line.text(begin, end)
        else:
            draft.org, draft.org_span = line.text(inner, end), line.span(inner, end)
        return end

    def _at(self, line: WordLine, at: int) -> int | None:
        for phrase in sorted(self._table.at, key=len, reverse=True):
            words = phrase.split()
            if all(line.low(at + k) == w for k, w in enumerate(words)):
                return at + len(words)
        return None

    def _bodyish(self, line: WordLine, at: int) -> bool:
        at += line.low(at) in self._table.article
        head = self._words.head(line, at)
        return head is not None and head[1] == "body"

    def _bare(self, line: WordLine, at: int) -> bool:
        """A complement without an article is a part of the role: "source DE SÉCURITÉ", "agent DE SANTÉ"."""
        if at >= len(line.words) or line.low(at - 1) not in self._table.bare_of:
            return False
        word = line.words[at]
        return word.text[0].islower() and word.low not in self._table.article and word.pos in ("NOUN", "ADJ", "VERB")

    def _apposition(self, line: WordLine, at: int, draft: _Draft, org_of: OrgOf | None) -> int:
        """ ", Jonathan Hoffman," after a role; ", porte-parole du Pentagone," after a name."""
        if line.low(at) != "," or at + 1 >= len(line.words):
            return at
        start = at + 1
        if draft.name is None:
            here = start + (line.low(start) in self._table.article)
            ranked = (
                line.low(here) in self._table.ranks
                or line.words[min(here, len(line.words) - 1)].text in self._table.titles
            )
            if ranked and self._name_follows(line, here + 1):
                role, kind = draft.role, draft.kind
                end = self._titled(line, here, draft, org_of)
                draft.role, draft.kind = role, kind
                return end
            end = self._person_run(line, start)
            if end - start >= (1 if draft.definite and not draft.plural else 2) and self._closed(line, end):
                draft.name = line.text(start, end)
                return end
            return at
        here = start
        while (
            line.low(here) in self._table.article
            or line.low(here) in self._table.before
            or line.low(here) in self._table.one
        ):
            here += 1
        head = self._words.head(line, here)
        if head is None or head[1] in ("body", "document"):
            return at
        begin = here - 1 if line.low(here - 1) in self._table.before else here
        rank = draft.role
        draft.kind, draft.role = head[1], None
        morph = line.sentence.tokens[line.words[here].first].morph
        draft.gender = next((g for g in ("Masc", "Fem") if f"Gender={g}" in morph), draft.gender)
        draft.head = self._words.singular.get(line.text(here, head[0]).lower(), line.text(here, head[0]).lower())
        end = self._adjectives(line, head[0])
        while line.low(end) in self._table.of and self._bare(line, end + 1):
            end = self._adjectives(line, end + 2)
        draft.role = line.text(begin, end)
        end = self._complement(line, begin, end, draft)
        if draft.role is None:
            draft.role = rank
        return end

    def _closed(self, line: WordLine, at: int) -> bool:
        """After the name in apposition comes a mark, a preposition or the end: a verb would make it the subject of what follows."""
        return (
            at >= len(line.words) or line.words[at].pos in ("PUNCT", "ADP", "CCONJ") or line.low(at) in self._table.days
        )

    # Names and bodies

    def _named(self, line: WordLine, at: int, draft: _Draft, org_of: OrgOf | None) -> int | None:
        end = self._run(line, at)
        if end == at:
            return None
        if not (draft.definite or draft.indefinite) and end == at + 1 and line.words[at].pos == "PROPN":
            end = self._person_run(line, at)
        words = line.words[at:end]
        actor = org_of(line.span(at, end)) if org_of is not None else None
        first = words[0].text
        bodylike = (
            actor is not None
            or draft.definite
            or draft.indefinite
            or len(words) < 2
            or all(w.text.isupper() for w in words)
            or first.split("-")[0] + "-" in self._table.body_prefixes
            or first in self._table.body_prefixes
            or first.lower() in self._words.demonyms
        )
        role = (
            self._apposition(line, end, msgspec.structs.replace(draft, name="?"), org_of) if not draft.definite else end
        )
        if bodylike and role == end:
            draft.kind = "body"
            return self._body(line, at, end, draft)
        draft.kind, draft.name, draft.gender = "name", line.text(at, end), ""
        return self._apposition(line, end, draft, org_of)

    def _body(self, line: WordLine, at: int, end: int, draft: _Draft) -> int:
        """The name of a body: its head is read up to `end`; adjectives, complements and proper names follow."""
        table, words = self._table, line.words
        naming = line.low(at) in table.naming or line.low(end - 1) in table.naming
        start, headed, owns = at, self._words.head(line, at) is not None, False
        while end < len(words):
            word = words[end]
            if word.low in table.of and (step := self._of_step(line, end)) is not None:
                if word.low in table.bare_of and step == end + 2 and not headed and words[end + 1].text[0].islower():
                    # "accusé par l'ONU de massacres": a complement without an article belongs to the verb.
                    break
                end, owns = step, True
            elif word.low in table.body_links and (inner := self._link(line, start, end)) is not None:
                end = inner
            elif (
                owns
                and word.low in table.coordinated
                and line.low(end + 1) in table.of
                and (step := self._of_step(line, end + 1)) is not None
            ):
                end = step
            elif self._adjective(word):
                end += 1
            elif naming and (word.capital or word.low in table.name_links) and word.pos != "PUNCT":
                end = max(end + 1, self._run(line, end))
                if line.low(at) in table.naming and self._words.outlet(line, at + 1) is not None:
                    start = at + 1
                naming = False
            elif word.text[0].isupper() and words[end - 1].text[0].isupper() and word.pos != "PUNCT":
                end += 1
            else:
                break
        draft.org, draft.org_span = line.text(start, end), line.span(start, end)
        if line.low(end) == "(" and line.low(end + 2) == ")":
            # The acronym in brackets is a part of the name as the article gives it.
            draft.org = (
                f"{draft.org} ({line.words[end + 1].text})" if line.words[end + 1].text[0].isupper() else draft.org
            )
            end += 3
        return end

    def _link(self, line: WordLine, start: int, at: int) -> int | None:
        """End of "contre l'Etat islamique", "pour les réfugiés" in the name that begins at `start`, None where no name goes on."""
        inner = at + 1 + (line.low(at + 1) in self._table.article)
        if inner >= len(line.words):
            return None
        named = line.words[inner].text[0].isupper()
        titled = line.words[start].text[0].isupper() and (inner > at + 1 or line.low(at) in self._table.bare_links)
        return inner + 1 if named or titled else None

    def _of_step(self, line: WordLine, at: int) -> int | None:
        """End of "de + [article] + noun" at `at`, None when what follows is no noun."""
        here = at + 1
        here += line.low(here) in self._table.article
        if here >= len(line.words):
            return None
        word = line.words[here]
        if word.low in self._table.days or not (word.pos in ("NOUN", "PROPN", "ADJ", "X") or word.text[0].isupper()):
            return None
        head = self._words.head(line, here)
        return head[0] if head else max(here + 1, self._run(line, here))

    def _document(self, line: WordLine, at: int, draft: _Draft) -> int:
        """ "un communiqué de l'armée": the channel, and the body that its complement names."""
        draft.channel = self._channels.get(draft.head)
        end = self._adjectives(line, at)
        while end < len(line.words) and line.words[end].pos == "ADV":
            end = self._adjectives(line, end + 1)
        by = next((k for k in range(end, min(end + 5, len(line.words))) if line.low(k) in self._table.by), None)
        participle = (
            end < len(line.words) and line.words[end].pos in ("VERB", "ADJ") and line.low(end) not in self._words.cites
        )
        if by is not None and participle:
            # "un bilan communiqué dimanche par l'armée"
            end = by
        if line.low(end) in self._table.of or line.low(end) in self._table.by:
            inner = end + 1 + (line.low(end + 1) in self._table.article)
            if inner < len(line.words) and (self._words.head(line, inner) or line.words[inner].text[0].isupper()):
                head = self._words.head(line, inner)
                if head is not None and head[1] not in ("body", "document"):
                    draft.kind = head[1]
                    return self._role(line, inner, head[0], draft, None)
                return self._body(line, inner, head[0] if head else max(inner + 1, self._run(line, inner)), draft)
        return end

    def _adjectives(self, line: WordLine, at: int) -> int:
        """Past the adjectives at `at`, coordinated demonyms included ("sources irakiennes et occidentales")."""
        while at < len(line.words):
            joined = line.low(at) in self._table.coordinated and at + 1 < len(line.words)
            if self._adjective(line.words[at]):
                at += 1
            elif joined and self._adjective(line.words[at + 1]) and self._adjective(line.words[at - 1]):
                at += 2
            else:
                break
        return at

    def _adjective(self, word: Word) -> bool:
        """A demonym is an adjective whatever the tagger says; a day or a verb of saying is none."""
        if not word.text[0].islower() or word.low in self._table.days or word.low in self._words.speech:
            return False
        return word.pos == "ADJ" or word.low in self._words.demonyms

    def _name_follows(self, line: WordLine, at: int) -> bool:
        return at < len(line.words) and self._run(line, at) > at

    def _run(self, line: WordLine, at: int) -> int:
        """End of the run of capitalised words at `at`, with the small words inside names ("Mohamed ag Ali")."""
        end = at
        while end < len(line.words):
            word = line.words[end]
            linked = word.low in self._table.name_links and (
                end + 1 < len(line.words) and line.words[end + 1].text[0].isupper()
            )
            numbered = end > at and word.text.isdigit() and word.pos in ("PROPN", "NUM") and len(word.text) <= 2
            if not (word.capital or linked or numbered) or word.low in self._table.days or word.pos == "PUNCT":
                break
            if word.text[-1] == "." and end == at:
                # "sur X. Le ministre": a full stop that the sentence splitter took for an initial.
                break
            end += 1
        return end

    def _person_run(self, line: WordLine, at: int) -> int:
        """A run of capitals with the particle of a family name: "Régis de Jorna"."""
        end = self._run(line, at)
        if end > at and line.low(end) in self._table.particles and line.words[end - 1].text[0].isupper():
            end = max(end, self._run(line, end + 1)) if self._name_follows(line, end + 1) else end
        return end

    # Closing

    def _finish(self, line: WordLine, first: int, end: int, draft: _Draft, org_of: OrgOf | None) -> Speaker:
        org, org_id = draft.org, None
        actor = org_of(draft.org_span) if org_of is not None and draft.org_span is not None else None
        if actor is not None:
            org, org_id = actor.name, actor.id
        elif org is None and draft.role is not None:
            org = next((c for w in draft.role.split() if (c := self._words.demonyms.get(w)) is not None), None)
        anonymous = draft.name is None and draft.kind in ("person", "local", "other")
        source = Source(
            name=draft.name, org=org, role=draft.role, anonymous=anonymous, channel=draft.channel, org_id=org_id
        )
        return Speaker(
            source,
            line.span(first, end),
            first,
            end,
            draft.kind,
            draft.head,
            draft.plural,
            draft.gender,
            draft.definite and not draft.indefinite,
        )
