"""Find the subject of a verb of saying: by the parser where it can be trusted, else by surface."""

from __future__ import annotations

from recoupe.extract.saying import SayingWords
from recoupe.extract.speaker import OrgOf, Speaker
from recoupe.extract.speakers import SpeakerReader
from recoupe.extract.wordline import WordLine
from recoupe.model.parse import Token

Speakers = tuple[Speaker, ...]

#: Words before a verb among which its subject must begin, and those among which it may begin in mid-clause.
_SUBJECT_REACH, _NEAR = 40, 16
#: Verbs above a verb that may hold its subject ("a voulu préciser").
_CLIMB = 4
#: Relations over which a verb shares the subject of the verb above it.
_SHARED = frozenset({"conj", "xcomp", "advcl", "aux", "cop"})


def can_speak(speakers: Speakers, *, anyone: bool = False) -> bool:
    """Whether a phrase can be a source at all; `anyone` also lets in nouns that no list knows ("le boulanger")."""
    return bool(speakers) and (anyone or speakers[0].kind != "other")


class SubjectFinder:
    """Subjects of verbs of one word line."""

    def __init__(self, words: SayingWords, reader: SpeakerReader) -> None:
        self._words = words.speakers
        self._who = words.table.who
        self._reader = reader

    def before(self, line: WordLine, end: int, org_of: OrgOf | None) -> Speakers:
        """The longest phrase of one speaker that ends right before word `end`, or before a comma there."""
        stop = end - 1 if line.low(end - 1) == "," else end
        best: Speakers = ()
        for start in range(stop - 1, max(-1, stop - _NEAR), -1):
            found = self._reader.read(line, start, org_of)
            if can_speak(found) and found[-1].end == stop and found[0].kind != "pronoun":
                best = found
        return best

    def main(self, line: WordLine, at: int, org_of: OrgOf | None) -> Speakers:
        """The subject of the sentence's main verb, when it stands before word `at`."""
        root = next((t for t in line.sentence.tokens if t.dep == "ROOT"), None)
        subjects = () if root is None else line.sentence.dependents(root.i, "nsubj")
        subject = next((t for t in subjects if line.of_token[t.i] < at), None)
        return () if subject is None else self.phrase(line, subject, org_of)

    def subject(self, line: WordLine, at: int, group: int, org_of: OrgOf | None) -> Speakers:
        """The subject of the verb at word `at`, whose verb group begins at `group`; empty when none is found."""
        found = self._found(line, at, group, org_of)
        return self._described(line, found, org_of) or found

    def _found(self, line: WordLine, at: int, group: int, org_of: OrgOf | None) -> Speakers:
        subject = self._token(line, line.sentence.tokens[line.words[at].last])
        if subject is None or line.of_token[subject.i] >= at or self._is_topic(line, subject, group):
            return self._adjacent(line, group, org_of)
        found = self.phrase(line, subject, org_of)
        if can_speak(found):
            return self._nearer(line, found, group, org_of) or self._wider(line, found, org_of)
        return self._adjacent(line, group, org_of) or found

    @staticmethod
    def _is_topic(line: WordLine, subject: Token, group: int) -> bool:
        """ "Barda : au moins 21 morts, Erevan dément": what stands before a colon is no subject of what follows it."""
        return any(line.low(at) == ":" for at in range(line.of_token[subject.i], group))

    def own(self, line: WordLine, at: int, group: int) -> bool:
        """Whether the parser has a subject of this very verb on its left that can speak ("L'armée, qui ..., a dit")."""
        for child in line.sentence.dependents(line.words[at].last, "nsubj"):
            # "Faux, répondent les notables": what is answered is no subject.
            if child.pos != "ADJ" and line.of_token[child.i] < group and can_speak(self.phrase(line, child, None)):
                return True
        return False

    def phrase(self, line: WordLine, head: Token, org_of: OrgOf | None) -> Speakers:
        """The speakers named by the noun phrase around the token `head`."""
        at = start = line.of_token[head.i]
        while start > 0 and self._joins(line, start - 1):
            start -= 1
        return self._reader.read(line, start, org_of) or self._reader.read(line, at, org_of)

    def _joins(self, line: WordLine, at: int) -> bool:
        """Whether the word at `at` belongs to the noun phrase that goes on behind it."""
        table, word = self._words.table, line.words[at]
        if word.low in table.definite or word.low in table.indefinite or word.low in table.before:
            return True
        if word.pos == "NUM" or word.text in table.titles or word.low in table.ranks:
            return True
        return word.capital and line.words[at + 1].capital and word.pos != "PUNCT"

    def _token(self, line: WordLine, token: Token) -> Token | None:
        """The subject by the parser: the verb's own, that of the verb it depends on, the noun before "qui"."""
        tokens, here = line.sentence.tokens, token
        for _ in range(_CLIMB):
            subject = next(line.sentence.dependents(here.i, "nsubj"), None)
            if subject is not None and subject.text.lower() in self._who:
                above = tokens[here.head] if here.dep.startswith("acl") else None
                return self._before_who(line, line.of_token[subject.i]) or above
            if subject is not None:
                return subject
            if here.dep.startswith("acl") and here.head < here.i:
                return tokens[here.head]
            if here.dep not in _SHARED or here.head == here.i:
                return None
            here = tokens[here.head]
        return None

    def _before_who(self, line: WordLine, who: int) -> Token | None:
        """First token of the phrase that ends right before "qui", whatever noun the parser hung the clause on."""
        best = None
        end = who - 1 if line.low(who - 1) == "," else who
        for start in range(who - 1, max(-1, who - _NEAR), -1):
            found = self._reader.read(line, start)
            if can_speak(found) and len(found) == 1 and found[0].end == end and found[0].kind != "pronoun":
                best = line.sentence.tokens[line.words[start].first]
        return best

    def _nearer(self, line: WordLine, found: Speakers, group: int, org_of: OrgOf | None) -> Speakers:
        """A holder between commas right before the verb is its subject, not the name further left.

        "Interrogé à la télévision, l'ORTM, le porte-parole Ali Touré, a nié ..."
        """
        if found[-1].end >= group - 1:
            return ()
        near = self._adjacent(line, group, org_of)
        described = near and found[0].source.name is not None and near[0].source.name is None
        if described and near[0].first <= found[-1].end + 1:
            # "le lieutenant Ali Sow, porte-parole de l'armée en Ituri, dit": what describes the one named.
            return ()
        fits = near and near[-1].end >= group - 1 and line.low(near[0].first - 1) == ","
        return near if fits and (near[0].kind in ("office", "post") or near[0].source.name is not None) else ()

    def _described(self, line: WordLine, found: Speakers, org_of: OrgOf | None) -> Speakers:
        """ "le Cadre (CSP), UNE ALLIANCE de mouvements, a dit": what describes the subject in apposition is not it."""
        if not found or line.low(found[0].first) not in self._words.table.one or line.low(found[0].first - 1) != ",":
            return ()
        end = found[0].first - 1
        for start in range(max(0, end - _NEAR), end):
            described = self._reader.read(line, start, org_of)
            if can_speak(described) and described[-1].end == end and line.words[start].pos != "PUNCT":
                return described
        return ()

    def _wider(self, line: WordLine, found: Speakers, org_of: OrgOf | None) -> Speakers:
        """ "le porte-parole de l'armée, le colonel Ali Touré": the name in apposition is not the whole phrase."""
        first, end = found[0].first, found[-1].end
        if line.low(first - 1) != "," or found[0].source.name is None:
            return found
        for start in range(max(0, first - _NEAR), first - 1):
            wider = self._reader.read(line, start, org_of)
            if wider and wider[-1].end == end and wider[0].source.name == found[0].source.name:
                return wider
        return found

    def _adjacent(self, line: WordLine, group: int, org_of: OrgOf | None) -> Speakers:
        """The longest phrase that ends right before the verb group.

        Or one that opens its clause with an insertion between commas behind it: "L'agence, basée à Rome, a dit".
        """
        best: Speakers = ()
        apart: Speakers = ()
        inserted = line.low(group - 1) in (",", ")", "–")
        for start in range(group - 1, max(-1, group - _SUBJECT_REACH), -1):
            if line.low(start) in (".", ";", ":"):
                break
            before = line.words[start - 1].pos if start else "PUNCT"
            opens = before in ("PUNCT", "SCONJ")
            if line.low(start) == "(" or (not opens and (before in ("ADP", "CCONJ") or start < group - _NEAR)):
                continue
            found = self._reader.read(line, start, org_of)
            if not can_speak(found):
                continue
            end = found[-1].end
            if end == group or (inserted and end == group - 1):
                best = found
            elif opens and inserted and end < group - 1 and line.low(end) in (",", "(", "–"):
                apart = found
        return best or apart
