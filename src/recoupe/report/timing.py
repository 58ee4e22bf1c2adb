"""Hand the time expressions of a sentence to the events that they date."""

from __future__ import annotations

import msgspec

from recoupe.model.parse import Sentence
from recoupe.model.time import ResolvedTime
from recoupe.report.attach import sister
from recoupe.report.discourse import Discourse
from recoupe.report.draft import CLAUSE_TIME, OWN_TIME, SENTENCE_TIME, SPEECH_TIME, Draft, FoundTime
from recoupe.report.index import SentenceFindings
from recoupe.report.reach import (
    NOUNS,
    beside,
    describes,
    goes_on,
    relation,
    set_off,
    told_aside,
    told_at,
    told_by_clause,
)

#: A time that belongs to something else of the sentence ("depuis le début de la guerre").
_NOWHERE = -2
#: Words between a count and the noun of what it is counted from ("jours après la").
_FEW_WORDS = 3
#: Kind of event by which a place changes hands.
_TAKEN = "capture"
_A_DAY_OR_NIGHT = 2
#: Where one day must be chosen.
_SEVERAL = 2
#: A stretch longer than this is no day of an event when it stands in a clause that describes somebody ("élu en 2015").
_A_WEEK = 7


class Timing:
    """Dates the drafts of one sentence."""

    def __init__(self, discourse: Discourse) -> None:
        self._discourse = discourse

    def with_times(self, found: SentenceFindings, drafts: list[Draft], speech: frozenset[int]) -> list[Draft]:
        """Drafts with their times: their own, else those that frame the sentence; `speech` are verbs of saying."""
        usable = [
            t
            for t in found.times
            if t.interval is not None
            and not _hours_only(t)
            and (
                t.role == "at"
                or (t.role in ("after", "before") and t.timex.type == "TIME")
                or self._is_moment(found, t)
                or self._when_clause(found, drafts, t)
                or self._named_day(found, drafts, t) is not None
                or self._lost_since(found, drafts, t)
            )
        ]
        own: dict[int, list[FoundTime]] = {i: [] for i in range(len(drafts))}
        loose: list[FoundTime] = []
        for time in usable:
            home, firmness = self._home_of_time(found, drafts, time, speech)
            if home is None:
                loose.append(FoundTime(time, firmness))
            elif home != _NOWHERE:
                own[home].append(FoundTime(time, firmness))
        out = []
        for i, draft in enumerate(drafts):
            own_here = [t for t in own[i] if not self._counts_from(found, draft, t)]
            mine = _nearest(found, draft, own_here) or [t for t in loose if self._may_take(found, draft, t, speech)]
            out.append(msgspec.structs.replace(draft, times=tuple(mine)))
        return out

    def _is_moment(self, found: SentenceFindings, time: ResolvedTime) -> bool:
        """ "A suspendu dès le 17 janvier": a start that is the moment itself."""
        signal = found.sentence.tokens_in(time.timex.signal) if time.timex.signal is not None else ()
        return any(t.text.lower() in self._discourse.table.punctual for t in signal)

    def _when_clause(self, found: SentenceFindings, drafts: list[Draft], time: ResolvedTime) -> bool:
        """ "La tension monte depuis fin mai, lorsqu'une attaque a tué ...": the start is the date of what follows."""
        anchor = found.anchor(time.timex.span)
        if time.role != "since" or anchor is None:
            return False
        sentence = found.sentence
        return any(
            sentence.tokens[r.trigger.clause].dep.startswith("advcl")
            and any(
                t.text.lower() in self._discourse.table.when
                for t in sentence.dependents(r.trigger.clause, "mark", "advmod")
            )
            for d in drafts
            for r in d.readings
            if r.trigger.span.start > time.timex.span.end
        )

    def _named_day(self, found: SentenceFindings, drafts: list[Draft], time: ResolvedTime) -> int | None:
        """ "Depuis le 25 août, jour où des postes ont été attaqués": the first draft under the noun that takes up the
        day."""
        sentence = found.sentence
        after = next((t for t in sentence.tokens if t.span.start >= time.timex.span.end and t.pos != "PUNCT"), None)
        if after is None or after.text.lower() not in self._discourse.table.day_nouns:
            return None
        if not any(t.pos == "PUNCT" for t in sentence.tokens[max(after.i - 1, 0) : after.i]):
            return None
        if any(sentence.tokens[c].text.lower() in self._discourse.table.memorial for c in sentence.children[after.i]):
            return None  # "ce 11 septembre, date anniversaire des attentats"
        head = sentence.tokens[after.i].head  # where the parser makes the noun the subject of what happened
        homes = (
            i
            for i, d in enumerate(drafts)
            if any(after.i in found.ancestors(r.trigger.token)[1:] or head == r.trigger.token for r in d.readings)
        )
        return next(homes, None)

    def _lost_since(self, found: SentenceFindings, drafts: list[Draft], time: ResolvedTime) -> bool:
        """ "Ils occupent la ville depuis dimanche": a place changed hands on the day since which it is held."""
        anchor = found.anchor(time.timex.span)
        if anchor is None or time.role != "since" or time.interval is None or time.interval.days > _A_DAY_OR_NIGHT:
            return False
        verb = next((i for i in found.ancestors(anchor)[1:] if found.sentence.tokens[i].pos == "VERB"), None)
        return any(
            r.trigger.token == verb and r.trigger.kind == _TAKEN and found.sentence.tokens[verb].has("Tense=Pres")
            for d in drafts
            for r in d.readings
            if verb is not None
        )

    def _home_of_time(
        self, found: SentenceFindings, drafts: list[Draft], time: ResolvedTime, speech: frozenset[int]
    ) -> tuple[int | None, int]:
        """Number of the draft that a time dates (None: the sentence at large) and how firmly it is tied to it."""
        anchor = found.anchor(time.timex.span)
        if anchor is None:
            return None, SENTENCE_TIME
        # "Depuis l'attaque du 7 octobre": the day is the attack's, whatever is counted from it.
        noun = found.ancestors(anchor)[1:2]
        # "A revendiqué lundi l'attaque": a day told before a noun is not the noun's.
        after_noun = bool(noun) and noun[0] < anchor and found.sentence.tokens[noun[0]].pos in NOUNS
        dated = told_at(drafts, noun[0]) if after_noun else None
        if dated is not None:
            return dated, OWN_TIME
        if self._discourse.counted_from(found.sentence, anchor):
            return _NOWHERE, SENTENCE_TIME
        named = self._named_day(found, drafts, time)
        if named is not None:
            return named, OWN_TIME
        below = self._hangs_on(found, drafts, time)
        if below is None:
            below = set_off(found, drafts, anchor)
        if below is not None:
            return below, OWN_TIME
        seen_speech = described = False
        for step in found.ancestors(anchor)[1:]:
            if self._discourse.is_anchor(found.sentence, step):
                return _NOWHERE, SENTENCE_TIME
            home, firmness = told_at(drafts, step), OWN_TIME
            if home is None and found.sentence.tokens[step].text.lower() in self._discourse.table.life:
                return _NOWHERE, SENTENCE_TIME
            if described and self._of_weapon(found, anchor):
                described = False  # "ont péri sous les bombes qui se sont abattues mardi"
            if described and (home is None or found.sentence.tokens[step].pos not in NOUNS):
                near = beside(found, drafts, anchor)
                return (near, OWN_TIME) if near is not None else self._describing(found, anchor, time)
            if home is None and step not in speech:
                home, firmness = told_by_clause(found, drafts, step), CLAUSE_TIME
            if home is None and step not in speech:
                home = sister(found, drafts, step)
            if home is not None and not seen_speech:
                return home, firmness
            seen_speech = seen_speech or step in speech
            described = describes(found.sentence, step)
        if not seen_speech:
            return None, SENTENCE_TIME
        # "Samedi, l'armée a annoncé avoir ...": a time before its verb frames the whole sentence.
        fronted = anchor < min((s for s in speech if s in found.ancestors(anchor)), default=0)
        return None, SENTENCE_TIME if fronted else SPEECH_TIME

    def _hangs_on(self, found: SentenceFindings, drafts: list[Draft], time: ResolvedTime) -> int | None:
        """ "Au soir des frappes": the draft whose noun hangs on the words of a time."""
        words = {t.i for t in found.sentence.tokens_in(time.timex.words)}
        tokens = found.sentence.tokens
        homes = (
            i
            for i, d in enumerate(drafts)
            if any(r.trigger.pos == "noun" and tokens[r.trigger.token].head in words for r in d.readings)
        )
        return next(homes, None) if time.timex.event_offset_days is None else None

    def _of_weapon(self, found: SentenceFindings, anchor: int) -> bool:
        """Whether a time stands in a past clause about a weapon: what the weapon did that day is the event."""
        tokens = found.sentence.tokens
        clause = next((step for step in found.ancestors(anchor)[1:] if describes(found.sentence, step)), None)
        if clause is None or tokens[clause].pos != "VERB" or not tokens[clause].has("Tense=Past"):
            return False
        weapon = tokens[tokens[clause].head].span
        return any(w.span.overlaps(weapon) for w in found.weapons)

    def _describing(self, found: SentenceFindings, anchor: int, time: ResolvedTime) -> tuple[int | None, int]:
        """A time in a clause about somebody is not the event's, unless it tells what went on that day."""
        clause = next(step for step in found.ancestors(anchor)[1:] if describes(found.sentence, step))
        if time.interval is not None and time.interval.days <= _A_WEEK and goes_on(found.sentence, clause):
            return None, SPEECH_TIME
        return _NOWHERE, SENTENCE_TIME

    def _may_take(self, found: SentenceFindings, draft: Draft, time: FoundTime, speech: frozenset[int]) -> bool:
        """A time that hangs on no trigger serves those it stands before, or all when it frames the sentence."""
        if self._counts_from(found, draft, time):
            return False
        anchor = found.anchor(time.time.timex.span)
        if anchor is not None and told_aside(found, draft, anchor, speech):
            return False
        if time.firmness == SPEECH_TIME and _only_described(found.sentence, draft):
            return False  # "a évoqué dimanche des habitants tués dans leur sommeil"
        if time.firmness == SPEECH_TIME and self._known_before(found, draft):
            return False  # "a reconnu vendredi une frappe"
        if time.firmness == SPEECH_TIME:
            # "A affirmé jeudi avoir abattu lundi un drone", "les hommes détenus, a révélé jeudi ...": said that day.
            alone = all(t.interval in (None, time.time.interval) for t in found.times if t.role == "at")
            standing = all(r.trigger.standing for r in draft.readings)
            # "A revendiqué samedi la prise de la ville": a capture is told as it happens.
            fresh = draft.given_as in ("verb", "indefinite") or draft.kind == _TAKEN
            return alone and not standing and fresh
        return draft.given_as != "demonstrative" or len(found.times) == 1

    def _known_before(self, found: SentenceFindings, draft: Draft) -> bool:
        """Whether an event is told as the object of a verb that comes back to what was known."""
        tokens = found.sentence.tokens
        heads = (tokens[tokens[r.trigger.token].head].text.lower() for r in draft.readings if r.trigger.pos == "noun")
        return any(head in self._discourse.speaking.looking_back for head in heads)

    def _counts_from(self, found: SentenceFindings, draft: Draft, time: FoundTime) -> bool:
        """Whether a time is told as counted from the draft's event ("au lendemain de l'attaque"): then it is not its
        date.
        """
        if time.time.timex.event_offset_days is None:
            return False
        anchor = found.anchor(time.time.timex.span)
        if anchor is None:
            return False
        return any(
            anchor in found.ancestors(r.trigger.token)[1:] or _right_after(found.sentence, anchor, r.trigger.token)
            for r in draft.readings
        )


def _only_described(sentence: Sentence, draft: Draft) -> bool:
    """Whether an event is told only by participles that describe who was hurt."""
    tokens = (sentence.tokens[r.trigger.token] for r in draft.readings)
    return all(relation(t) == "acl" and t.has("VerbForm=Part") and t.has("Tense=Past") for t in tokens)


def _hours_only(time: ResolvedTime) -> bool:
    """ "De 21 heures à 5 heures": hours of any day."""
    parts = time.timex.parts
    return bool(parts) and all(p.fields.hour is not None and p.fields.day is None for p in parts)


def _nearest(found: SentenceFindings, draft: Draft, times: list[FoundTime]) -> list[FoundTime]:
    """Of several days tied equally firmly to an event, the one told nearest to its words; others stay as they are."""
    if len(times) < _SEVERAL:
        return times
    firmest = min(t.firmness for t in times)
    days = [t for t in times if t.firmness == firmest and t.time.interval is not None and t.time.interval.days == 1]
    if len({t.time.interval for t in days}) < _SEVERAL or any(t.time.conflict_with is not None for t in times):
        return times

    def distance(time: FoundTime) -> int:
        anchor = found.anchor(time.time.timex.span)
        return min((abs((anchor or 0) - r.trigger.token) for r in draft.readings), default=0)

    best = min(days, key=lambda t: (distance(t), t.span.start))
    return [t for t in times if t is best or t not in days]


def _right_after(sentence: Sentence, anchor: int, trigger: int) -> bool:
    """Whether nothing but "après le", "avant cette" stands between a count and a trigger: syntax may not tie them."""
    between = sentence.tokens[anchor + 1 : trigger]
    return 0 < len(between) <= _FEW_WORDS and all(t.pos in ("ADP", "DET", "NUM") for t in between)
