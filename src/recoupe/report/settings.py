"""Where an event without a place of its own happened, as far as the document leaves one choice.

Three rules, each resting on words of the text that the claim quotes:

* the clause points at a place named before ("y ont été tués", "un hôpital de la ville");
* the sentence goes on with the story that the one before sets somewhere, or the one before names one place;
* the document keeps naming the place of its news, or nearly all ground that it names is of one country: what happens on
  the ground happens there.

Events of words (who condemns, demands, meets) take place nowhere unless their own words say so.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter

import msgspec

from recoupe.model.findings import Findings, FoundPlace
from recoupe.model.mentions import TriggerMention
from recoupe.model.parse import Sentence, Token
from recoupe.report.claims import finest
from recoupe.report.discourse import Discourse
from recoupe.report.draft import Draft
from recoupe.report.index import DocumentIndex
from recoupe.report.kinds import KindRules
from recoupe.report.offsets import day

#: Characters over which a story stays where it is; sentences back to which "y" points.
_STORY, _POINTED = 400, 2
#: Kinds of inhabited places, listed or not; sentences back to which "la ville" points.
_SETTLED, _NAMED_AGAIN = frozenset({None, "city", "town", "village"}), 8
#: Characters from the start of a sentence within which a place opens it.
_OPENS = 5
#: UCDP precisions up to a district, of a vague region, a country, a sea.
_DISTRICT, _VAGUE, _COUNTRY, _SEA = 3, 5, 6, 7
#: Share of the ground named that must be of one country for it to be the document's, and how many times the next one's.
_MOST, _CLEAR = 0.5, 2
#: Sentences that tell the news, with the title; times that its place must be named.
_OPENING, _NAMED = 3, 2
#: From one day to the next a story is one; what verbs tell goes on within a few days.
_ONE_STORY, _LONG_STORY = dt.timedelta(days=1), dt.timedelta(days=4)


class Settings:
    """Gives the groups of one document the places that it leaves them."""

    def __init__(self, findings: Findings, index: DocumentIndex, kinds: KindRules, discourse: Discourse) -> None:
        self._findings = findings
        self._index = index
        self._kinds = kinds
        self._discourse = discourse
        self._there, self._settlements = discourse.table.there, discourse.table.settlements
        self._country = _country(findings)

    def place(self, groups: list[Draft]) -> list[Draft]:
        """Groups without a place given the one that the document leaves them."""
        out = list(groups)
        news = _news(self._findings, groups, self._kinds)
        for n in sorted(range(len(out)), key=lambda n: out[n].start):
            group = out[n]
            places = () if group.places else self._pointed(group)
            if not places and not group.where:
                places = self._named_again(group, out, news[0] if news is not None else None)
            if not places and not group.where and self._kinds.has(group.kind, "grounded"):
                story = goes_on(group, out, self._findings, self._kinds) or self._before(group)
                places = story or self._home(group, news)
            if places:
                out[n] = msgspec.structs.replace(group, loose_places=places)
        return out

    def _pointed(self, group: Draft) -> tuple[FoundPlace, ...]:
        """The place that an adverb on one of its verbs points back at."""
        for reading in group.readings:
            sentence = self._index[reading.trigger.sentence].sentence
            verbs = {reading.trigger.token, reading.trigger.clause, reading.trigger.support}
            adverb = next((t for t in sentence.tokens if t.text.lower() in self._there and t.head in verbs), None)
            if adverb is None:
                continue
            told = [
                p
                for p in self._findings.places
                if p.span.end <= adverb.start and self._sentence(p) >= sentence.index - _POINTED
            ]
            latest = max((self._sentence(p) for p in told), default=-1)
            return finest(tuple(p for p in told if self._sentence(p) == latest))[:1]
        return ()

    def _named_again(self, group: Draft, groups: list[Draft], news: FoundPlace | None) -> tuple[FoundPlace, ...]:
        """The town that a noun of its clause takes up: "un hôpital de la ville".

        The one that the sentence names or that opens the one before; else that of the news; else that of the event told
        last.
        """
        for reading in group.readings:
            sentence = self._index[reading.trigger.sentence].sentence
            noun = self._settlement(sentence, reading.trigger)
            if noun is None:
                continue
            home = {p.place.country for g in groups if self._kinds.has(g.kind, "grounded") for p in g.where}
            told = [
                p for p in self._findings.places if p.span.end <= noun.start and _is_town(p) and p.place.country in home
            ]
            pointed = self._discourse.points_at(sentence, noun.i)
            near = finest(tuple(p for p in told if self._in_view(p, sentence, pointed=pointed)))
            if len(near) == 1:
                return near
            if news is not None and _is_town(news):
                return (news,)
            events = (p for g in groups if self._kinds.has(g.kind, "grounded") for p in finest(g.where))
            latest = max((p for p in events if p in told), key=lambda p: p.span, default=None)
            if latest is not None and sentence.index - self._sentence(latest) <= _NAMED_AGAIN:
                return (latest,)
        return ()

    def _in_view(self, place: FoundPlace, sentence: Sentence, *, pointed: bool) -> bool:
        """Whether a place stands in a sentence or opens the one before: "À Gao, les écoles sont fermées.".

        "Ce village" points at any of the sentence before.
        """
        home = self._findings.parse.sentence_at(place.span.start)
        if home is None or home.index < sentence.index - 1:
            return False
        return pointed or home.index == sentence.index or place.span.start - home.start <= _OPENS

    def _settlement(self, sentence: Sentence, trigger: TriggerMention) -> Token | None:
        """The first noun for a town, known already and without a name, in the phrases that hang on a trigger."""
        heads = {trigger.token, trigger.clause, trigger.support}
        below = {i for h in heads if h is not None for i in sentence.subtree(h)}
        for i in sorted(below):
            token = sentence.tokens[i]
            if token.text.lower() in self._settlements and self._discourse.points_back(sentence, i):
                named = any(t.pos == "PROPN" for t in sentence.dependents(i, "nmod", "appos", "flat:name"))
                subject = token.dep.startswith("nsubj") and not token.dep.endswith("pass")
                if not named and not subject:
                    return token
        return None

    def _before(self, group: Draft) -> tuple[FoundPlace, ...]:
        """The one place that the sentence before names, in the same paragraph: "À Gao, on a peur. Une bombe ..."."""
        first = min(group.sentences)
        told = finest(tuple(p for p in self._findings.places if self._sentence(p) == first - 1))
        if len(told) != 1 or told[0].place.precision > _DISTRICT or group.series:
            return ()
        gap = self._findings.document.text[told[0].span.end : group.start]
        return told if "\n" not in gap and len(gap) <= _STORY else ()

    def _sentence(self, place: FoundPlace) -> int:
        sentence = self._findings.parse.sentence_at(place.span.start)
        return -1 if sentence is None else sentence.index

    def _home(self, group: Draft, news: tuple[FoundPlace, Draft] | None) -> tuple[FoundPlace, ...]:
        """The place of the news for what nothing dates to another day, else the document's country."""
        if news is not None and not group.series and not _apart(group, news[1]):
            return (news[0],)
        return () if self._country is None else (self._country,)


def _is_town(place: FoundPlace) -> bool:
    return place.place.kind in _SETTLED and place.place.precision == 1


def goes_on(group: Draft, groups: list[Draft], findings: Findings, kinds: KindRules) -> tuple[FoundPlace, ...]:
    """The place of the event told right before, in the same paragraph."""
    if group.background or group.series:
        return ()
    first = min(group.sentences)
    for other in sorted(groups, key=lambda g: -g.start):
        if other is group or other.start > group.start or not kinds.has(other.kind, "grounded") or other.background:
            continue
        told = finest(other.where)
        if not {first, first - 1} & other.sentences or len(told) != 1 or _apart(group, other):
            continue
        gap = findings.document.text[told[0].span.end : group.start]
        if told[0].place.precision < _COUNTRY and "\n" not in gap and 0 < len(gap) <= _STORY:
            return told
    return ()


def _country(findings: Findings) -> FoundPlace | None:
    """The country that nearly all ground named is of, by its first mention as ground."""
    ground = [p for p in findings.places if p.place.country is not None or p.place.precision == _SEA]
    counted = Counter(p.place.country for p in ground).most_common(2)
    if not counted or counted[0][0] is None or counted[0][1] < _MOST * len(ground):
        return None
    if len(counted) > 1 and counted[0][1] < _CLEAR * counted[1][1]:
        return None
    named = (p for p in ground if p.place.country == counted[0][0])
    return next((p for p in named if p.place.precision == _COUNTRY), None)


def _news(findings: Findings, groups: list[Draft], kinds: KindRules) -> tuple[FoundPlace, Draft] | None:
    """The one place of the news and the event that gives it: told first in the opening, and named again."""
    sentences = findings.parse.sentences
    body = [s.index for s in sentences if s.zone in ("lead", "body")][:_OPENING]
    opening = {*(s.index for s in sentences if s.zone == "title"), *body}
    named = Counter(p.place.id or p.place.name for p in findings.places)
    for group in sorted(groups, key=lambda g: g.start):
        if not kinds.has(group.kind, "grounded") or not group.sentences & opening or group.background:
            continue
        told = finest(group.where)
        if len(told) == 1:
            place = told[0]
            fine = place.place.precision <= _DISTRICT or place.place.precision == _SEA
            often = named[place.place.id or place.place.name] >= _NAMED
            if fine and place.place.kind != "site" and often:
                return place, group
    return None


def _apart(one: Draft, other: Draft) -> bool:
    """Whether two events are dated to days that lie apart; a noun that points elsewhere parts them sooner."""
    first, second = day(one), day(other)
    if first is None or second is None:
        return False
    limit = _ONE_STORY if one.given_as in ("definite", "demonstrative") else _LONG_STORY
    return first.start - second.end > limit or second.start - first.end > limit
