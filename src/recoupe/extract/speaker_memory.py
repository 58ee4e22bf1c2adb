"""Who has spoken so far in a document: what "il", "cette source", "M. Gallant" stand for."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from recoupe.extract.speaker import Speaker
from recoupe.extract.speaker_words import SpeakerTable
from recoupe.model.actors import STATE
from recoupe.model.values import Source
from recoupe.text.normalise import fold

#: Main subjects of earlier sentences, nearest first: looked up only when a pronoun needs one.
Subjects = Callable[[], tuple[Speaker, ...]]
#: Where a post was first named with its holder ("la ministre Florence Blanc" for a later "la ministre").
Introduced = Callable[[Speaker], Speaker | None]


#: Most words of a body named in short: its article and its noun.
_IN_SHORT = 2


class SpeakerMemory:
    """Speakers of one document in the order they were met. Made for one document and dropped with it."""

    def __init__(self, table: SpeakerTable, text: str) -> None:
        self._table = table
        self._text = text
        self._met: list[Speaker] = []
        self._heard: list[tuple[str, Speaker]] = []
        small = table.definite | table.indefinite | table.before | table.not_first_names
        self._stop = small | table.ranks | frozenset(table.offices)
        self._full: dict[str, str | None] = {}

    def resolve(
        self, speakers: tuple[Speaker, ...], subjects: Subjects, introduced: Introduced, *, remember: bool = True
    ) -> tuple[Speaker, ...]:
        """The speakers, with who stands behind pronouns, descriptions and surnames; unresolved pronouns are dropped."""
        found = tuple(one for speaker in speakers if (one := self._one(speaker, subjects, introduced)) is not None)
        if remember:
            self._met.extend(found)
        return found

    def hear(self, speaker: Speaker, channel: str | None) -> None:
        """Remember that a speaker spoke through a channel: a later "le communiqué" is its own."""
        if channel is not None and (speaker.source.org or speaker.source.name):
            self._heard.append((channel, speaker))

    def _one(self, speaker: Speaker, subjects: Subjects, introduced: Introduced) -> Speaker | None:
        if speaker.kind == "pronoun":
            earlier = self._pronoun(speaker, subjects)
            return None if earlier is None else _at(earlier, speaker)
        if speaker.source.name is not None:
            return self._named(speaker)
        if speaker.kind == "body" and speaker.source.org is not None and speaker.source.org_id is None:
            person = self._surname(speaker.source.org)
            if person is not None:
                return _at(person, speaker)
            return self._body(speaker)
        if speaker.kind == "body" and speaker.source.name is None:
            return self._named_in_full(speaker) or self._same_body(speaker)
        if speaker.kind == "document" and speaker.source.org is None:
            author = self._author(speaker)
            if author is not None:
                return _from(speaker, author)
        if speaker.definite and speaker.kind in ("person", "local", "office", "post", "document"):
            return self._description(speaker, introduced)
        return speaker

    def _pronoun(self, speaker: Speaker, subjects: Subjects) -> Speaker | None:
        if speaker.head in self._table.impersonal:
            return None
        plural = speaker.head in self._table.plural
        gender = "Fem" if speaker.head in self._table.feminine else "Masc"
        # An inverted pronoun ("a-t-elle dit") follows someone's words: who has spoken is meant, or the person of whom
        # the sentence right before tells.
        others = subjects()
        if speaker.head.startswith("-") and self._met:
            others = tuple(s for s in others if self._just_told(s, speaker))
        known = sorted({id(s): s for s in (*self._met, *others)}.values(), key=lambda s: -s.span.start)
        for earlier in known:
            fits = earlier.plural == plural and earlier.gender in ("", gender) and not earlier.outlet
            if fits and earlier.span.end <= speaker.span.start and earlier.kind not in ("pronoun", "document"):
                return earlier
        return None

    def _just_told(self, subject: Speaker, pronoun: Speaker) -> bool:
        """ "Le délégué n'a pas répondu. « Nous ne savons rien », a-t-il dit": a person, in the sentence before."""
        person = subject.kind in ("office", "post", "name") or subject.source.name is not None
        between = self._text[subject.span.end : pronoun.span.start]
        return person and between.count("\n") == 0

    def _author(self, document: Speaker) -> Speaker | None:
        """Who a document without an author is by.

        "Le communiqué" is the last speaker's that went through that channel, "le texte" the last document's;
        "un communiqué" only that of the one speaker who has used the channel so far.
        """
        channel = document.source.channel
        heard = [s for c, s in self._heard if channel in (None, c)]
        if not heard or (channel is None and not document.definite):
            return None
        authors = {(s.source.org, s.source.name) for s in heard}
        return heard[-1] if document.definite or len(authors) == 1 else None

    def _body(self, speaker: Speaker) -> Speaker:
        """ "l'ONG", "le groupe", "la chaîne", "le ministère" without a name: the last such body that has spoken."""
        noun, *rest = (speaker.source.org or "").lower().split()
        if not speaker.definite or noun != speaker.head or not self._table.adjectives.issuperset(rest):
            return speaker
        for earlier in reversed(self._met):
            if earlier.source.org is not None and self._stands_for(noun, earlier):
                source = Source(org=earlier.source.org, org_id=earlier.source.org_id, channel=speaker.source.channel)
                named = earlier.named or earlier.span
                return msgspec.structs.replace(speaker, source=source, named=named, outlet=earlier.outlet)
        return speaker

    def _named_in_full(self, speaker: Speaker) -> Speaker | None:
        """ "le ministère" alone is the ministry that spoke last, not the ministries of a country."""
        said = self._text[speaker.span.start : speaker.span.end].lower().replace("'", " ").split()
        if speaker.head not in self._table.in_short or said[-1] != speaker.head or len(said) > _IN_SHORT:
            return None
        for earlier in reversed(self._met):
            words = fold(earlier.source.org or "").split()
            if earlier.kind in ("body", "office", "post") and fold(speaker.head) in words and len(words) > 1:
                source = Source(org=earlier.source.org, org_id=earlier.source.org_id)
                return msgspec.structs.replace(speaker, source=source, named=earlier.named or earlier.span)
        return None

    def _same_body(self, speaker: Speaker) -> Speaker:
        """A body named again in other words ("l'armée", "l'armée malienne") speaks as it was first named."""
        head = speaker.head
        for earlier in self._met:
            same = earlier.source.org_id == speaker.source.org_id and earlier.source.name is None
            if same and earlier.kind == "body" and earlier.head == head and not earlier.source.anonymous:
                source = msgspec.structs.replace(speaker.source, role=earlier.source.role or speaker.source.role)
                return msgspec.structs.replace(speaker, source=source)
        return speaker

    def _stands_for(self, noun: str, earlier: Speaker) -> bool:
        outlet = earlier.outlet or earlier.head in self._table.outlet_bodies
        state = (earlier.source.org_id or "").startswith(STATE)
        if fold(noun) in fold(earlier.source.org or "").split():
            return True
        if outlet or state:
            return outlet and noun in self._table.outlet_bodies
        if noun in self._table.group_bodies and earlier.source.org_id is not None:
            return True
        helpers = earlier.kind == "body" and earlier.head in ("", *self._table.aid_bodies)
        return helpers and noun in self._table.aid_bodies

    def _named(self, speaker: Speaker) -> Speaker:
        """A surname alone takes the full name, role and body it was introduced with."""
        name = speaker.source.name or ""
        earlier = next((s for s in reversed(self._met) if _same_person(s.source.name, name)), None)
        if earlier is None:
            full = self._full_name(name) if " " not in name else None
            return msgspec.structs.replace(speaker, source=msgspec.structs.replace(speaker.source, name=full or name))
        return _from(speaker, earlier)

    def _surname(self, word: str) -> Speaker | None:
        return next((s for s in reversed(self._met) if s.source.name and s.source.name.split()[-1] == word), None)

    def _full_name(self, surname: str) -> str | None:
        """ "M. Gallant" after "Yoav Gallant": the first place where a capitalised word stands before the surname."""
        if surname not in self._full:
            match = re.search(rf"\b((?:[A-ZÀ-Þ][\w'-]+ ){{1,3}}){re.escape(surname)}\b", self._text)
            words = [] if match is None else match.group(1).split()
            # A title or an office before the surname is no first name ("Monsieur Gallant", "Le Président Gallant").
            while words and (words[0] in self._table.titles or words[0].lower() in self._stop):
                del words[0]
            self._full[surname] = " ".join((*words, surname)) if words else None
        return self._full[surname]

    def _description(self, speaker: Speaker, introduced: Introduced) -> Speaker:
        """ "cette source", "l'agent de santé": the last speaker of that description, with its name and body."""
        words = self._text[speaker.span.start : speaker.span.end].lower().split()
        pointing = any(word in self._table.demonstrative for word in words[:3])
        for earlier in reversed(self._met):
            same = earlier.head == speaker.head and (speaker.source.org in (None, earlier.source.org))
            if same and (pointing or not earlier.definite or earlier.source.name is not None):
                return _from(speaker, earlier)
        named = introduced(speaker) if speaker.kind in ("office", "post") and speaker.source.org is None else None
        if named is not None and named.source.name is not None:
            return _from(speaker, named)
        if pointing:
            # "ces témoins" are several persons, "cet officier" one.
            meant = [m for m in self._met if m.kind not in ("document", "pronoun")][-1:]
            if speaker.kind != "document":
                meant = [m for m in meant if m.plural == speaker.plural and not (speaker.plural and m.kind == "body")]
            return _at(meant[0], speaker) if meant else speaker
        return self._vaguely(speaker)

    def _vaguely(self, speaker: Speaker) -> Speaker:
        """ "le haut gradé", "le responsable" without more: the person who spoke last, if named."""
        last = self._met[-1] if self._met else None
        if last is None or last.source.name is None or speaker.plural or speaker.source.org is not None:
            return speaker
        return (
            _at(last, speaker) if speaker.head in self._table.vague and speaker.source.role == speaker.head else speaker
        )


def _at(earlier: Speaker, here: Speaker) -> Speaker:
    """The earlier speaker, named by the words of the later one."""
    named = earlier.named or earlier.span
    return msgspec.structs.replace(earlier, span=here.span, first=here.first, end=here.end, named=named)


def _from(speaker: Speaker, earlier: Speaker) -> Speaker:
    """`speaker` with what `earlier` tells of the same source, and where it was first named."""
    source = _fill(speaker.source, earlier.source)
    return msgspec.structs.replace(speaker, source=source, named=earlier.named or earlier.span)


def _same_person(left: str | None, right: str) -> bool:
    return left is not None and (left == right or left.endswith(" " + right) or right.endswith(" " + left))


def _fill(source: Source, earlier: Source) -> Source:
    """What `source` leaves open, as `earlier` gave it. The channel is of each statement and stays."""
    return Source(
        name=earlier.name if source.name is None or len(earlier.name or "") > len(source.name) else source.name,
        org=source.org or earlier.org,
        role=_role(source, earlier),
        anonymous=earlier.anonymous,
        channel=source.channel,
        via=source.via or earlier.via,
        org_id=source.org_id or earlier.org_id,
    )


def _role(source: Source, earlier: Source) -> str | None:
    """The fuller role: "source médicale" for a later "source"; a named person's office for "le responsable"."""
    if source.role is None or earlier.role is None:
        return source.role or earlier.role
    return earlier.role if source.role in earlier.role or earlier.name is not None else source.role
