"""Which drafts stand for an event at all: mood, grounding in time, place or people, and context."""

from __future__ import annotations

import datetime as dt

import msgspec

from recoupe.model.mentions import TallyMention
from recoupe.model.spans import CharSpan
from recoupe.model.status import NO_EVENT
from recoupe.report.draft import BOUND_TIME, Draft
from recoupe.report.kinds import HARM, KindRules
from recoupe.report.sources import WORDS

#: Moods in which nothing happened.
_UNREAL = NO_EVENT | {"hypothetical"}
#: Moods that only some kinds keep: a troop movement that is planned is news, a strike that is feared is not an event.
_NOT_YET = frozenset({"planned", "threatened"})
#: Days before a document was written that its own news may lie.
_RECENT = 400
#: How an event that is news is given first: "les manifestations" are known already.
_NEW = frozenset({"indefinite", "bare"})
#: Days after which what happened is history.
_ANOTHER_AGE = 25 * 365
#: Kinds that are told all the time in passing, and are events only with a date.
_PASSING = frozenset({"meet", "resume"})
#: What a verb must bring that tells an event without a date, in passing.
_UNDATED = 2


class Grounding:
    """Decides what is kept."""

    def __init__(self, kinds: KindRules) -> None:
        self._kinds = kinds

    def keep(self, drafts: list[Draft], tallies: tuple[TallyMention, ...]) -> list[Draft]:
        """Drafts that may stand for an event or repeat one: a running total counts events and is none."""
        real = [d for d in drafts if self._real(d)]
        conflict = any(self._kinds.has(d.kind, "conflict") and not _all_weak(d) for d in real)
        events = [d for d in real if not any(_counts(t, d) for t in tallies)]
        return [d for d in events if conflict or not all(r.trigger.context for r in d.readings)]

    def keep_groups(
        self, groups: list[Draft], opening: frozenset[int], written: dt.date | None, claimed: frozenset[CharSpan]
    ) -> list[Draft]:
        """Groups with enough to be an event: a bare noun that repeats nothing is dropped, unless it has parts.

        Args:
            groups: events of the document.
            opening: sentences of the title and the opening. Where nothing dates anything, all are news.
            written: when the document was written, if known.
            claimed: triggers of attacks that someone claims, denies or is accused of.
        """
        news = opening if any(g.times for g in groups) else frozenset(s for g in groups for s in g.sentences)
        kept = [
            n
            for n, g in enumerate(groups)
            if (
                (self._grounded(g, news) or any(r.trigger.span in claimed for r in g.readings))
                and self._in_place(g, opening, written)
                and not _history(g, written)
            )
            or any(p.part_of == n for p in groups)
        ]
        place: dict[int | None, int] = {old: new for new, old in enumerate(kept)}
        settled = [self._kinds.settled(g) for g in groups]
        return [msgspec.structs.replace(settled[n], part_of=place.get(groups[n].part_of)) for n in kept]

    def _real(self, draft: Draft) -> bool:
        moods = {r.mood for r in draft.readings}
        if moods <= _UNREAL:
            return False
        if moods <= _UNREAL | _NOT_YET:
            return self._kinds.has(draft.kind, "foreseen")
        return True

    def _in_place(self, group: Draft, opening: frozenset[int], written: dt.date | None) -> bool:
        """Whether an event belongs in a document about something else: it is its news, dated and recent."""
        if not all(r.trigger.aside for r in group.readings):
            return True
        dated = [t.time.interval for t in group.times if t.firmness != BOUND_TIME and t.time.interval is not None]
        old = written is not None and all((written - i.end).days > _RECENT for i in dated)
        told = any(r.trigger.pos == "verb" for r in group.readings) or group.given_as in _NEW
        return bool(dated) and not old and told and not opening.isdisjoint(group.sentences)

    def _in_the_course(self, group: Draft) -> bool:
        """Whether an event without a date happened in the course of what the page tells: a finite verb says what was
        done to somebody, or by whom troops were moved; a noun that is performed or announced, who did it.
        """
        dead_only = all(r.trigger.entry in HARM for r in group.readings)
        if _all_weak(group) or _denied(group) or dead_only:
            return False  # the dead told in passing are those of something told
        if all(r.trigger.pos == "noun" for r in group.readings):
            return bool(group.attackers)
        return group.finite and bool(group.targets if self._kinds.has(group.kind, "hostile") else group.attackers)

    def _grounded(self, group: Draft, opening: frozenset[int]) -> bool:
        evidence = sum(
            bool(x) for x in (group.times, group.where, group.attackers, group.targets, group.weapons, group.tolls)
        )
        passing = opening.isdisjoint(group.sentences)
        if all(r.trigger.standing for r in group.readings) and not group.own_times:
            # "Les otages sont retenus depuis ..." may be the news, "les soldats déployés ..." is a figure.
            return self._kinds.is_violent(group.kind) and not passing
        context = all(r.trigger.context for r in group.readings)
        if not group.times and passing and not context:
            # History without a date is none: it takes more than a place or a name, a noun more than a verb.
            told = group.told and not group.background
            evidence += told and self._in_the_course(group)
            return evidence + group.lasted >= (_UNDATED if told or group.lasted else _UNDATED + 1)
        if context:
            dated = bool(group.own_times) or (evidence >= _UNDATED and bool(group.times))
            if passing and group.kind in _PASSING and not group.times:
                return False
            return bool(group.attackers) or (dated and group.kind not in WORDS)
        nominal = all(r.trigger.pos == "noun" for r in group.readings)
        if _all_weak(group):
            return evidence >= (1 if nominal and group.told else 2) and bool(group.times or group.where)
        if nominal and group.told and group.given_as in _NEW:
            return evidence >= (1 if group.times else 2)  # "une grève paralyse", "a mené des frappes"
        if nominal and len(group.readings) == 1:
            if group.given_as in ("bare", "indefinite") and _plural_without_count(group):
                return evidence >= 2
            return evidence >= 2 or bool(group.tolls)
        return evidence >= 1


def _counts(tally: TallyMention, draft: Draft) -> bool:
    """Whether a draft is told by the words of a running total, or by a verb of which they are the subject or object."""
    for reading in draft.readings:
        trigger = reading.trigger
        if tally.span.overlaps(trigger.span):
            return True
        if trigger.sentence == tally.sentence and any(tally.anchor in a.tokens for a in trigger.arguments):
            return True
    return False


def _history(draft: Draft, written: dt.date | None) -> bool:
    """Whether everything dates an event to another age than the document's."""
    dates = [t.time.interval for t in draft.times if t.time.interval is not None]
    return written is not None and bool(dates) and all((written - i.end).days > _ANOTHER_AGE for i in dates)


def _denied(draft: Draft) -> bool:
    return all(r.mood == "denied" for r in draft.readings)


def _all_weak(draft: Draft) -> bool:
    return all(r.trigger.weak for r in draft.readings)


def _plural_without_count(draft: Draft) -> bool:
    return all(r.count == 1 for r in draft.readings)
