"""Hand the time expressions of a sentence to the events that they date."""

from __future__ import annotations

import msgspec

from recoupe.model.parse import Sentence
from recoupe.model.time import ResolvedTime
from recoupe.report.attach import draft_of, sister
from recoupe.report.discourse import Discourse
from recoupe.report.draft import OWN_TIME, SENTENCE_TIME, SPEECH_TIME, Draft, FoundTime
from recoupe.report.index import SentenceFindings

#: A time that belongs to something else of the sentence ("depuis le début de la guerre").
_NOWHERE = -2
#: Words between a count and the noun of what it is counted from ("jours après la").
_FEW_WORDS = 3


class Timing:
    """Dates the drafts of one sentence."""

    def __init__(self, discourse: Discourse) -> None:
        self._discourse = discourse

    def with_times(self, found: SentenceFindings, drafts: list[Draft], speech: frozenset[int]) -> list[Draft]:
        """Drafts with their times: their own, else those that frame the sentence; `speech` are verbs of saying."""
        usable = [
            t
            for t in found.times
            if t.interval is not None and (t.role in ("at", "after", "before") or self._when_clause(found, drafts, t))
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
            mine = own_here or [t for t in loose if self._may_take(found, draft, t)]
            out.append(msgspec.structs.replace(draft, times=tuple(mine)))
        return out

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

    def _home_of_time(
        self, found: SentenceFindings, drafts: list[Draft], time: ResolvedTime, speech: frozenset[int]
    ) -> tuple[int | None, int]:
        anchor = found.anchor(time.timex.span)
        if anchor is None:
            return None, SENTENCE_TIME
        if self._discourse.counted_from(found.sentence, anchor):
            return _NOWHERE, SENTENCE_TIME
        seen_speech = False
        for step in found.ancestors(anchor)[1:]:
            if self._discourse.is_anchor(found.sentence, step):
                return _NOWHERE, SENTENCE_TIME
            home = draft_of(drafts, step)
            if home is None and step not in speech:
                home = sister(found, drafts, step)
            if home is not None and not seen_speech:
                return home, OWN_TIME
            seen_speech = seen_speech or step in speech
        if not seen_speech:
            return None, SENTENCE_TIME
        # "Samedi, l'armée a annoncé avoir ...": a time before its verb frames the whole sentence.
        fronted = anchor < min((s for s in speech if s in found.ancestors(anchor)), default=0)
        return None, SENTENCE_TIME if fronted else SPEECH_TIME

    def _may_take(self, found: SentenceFindings, draft: Draft, time: FoundTime) -> bool:
        """A time that hangs on no trigger serves those it stands before, or all when it frames the sentence."""
        if self._counts_from(found, draft, time):
            return False
        if time.firmness == SPEECH_TIME:
            return draft.given_as in ("verb", "indefinite")
        return draft.given_as != "demonstrative" or len(found.times) == 1

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


def _right_after(sentence: Sentence, anchor: int, trigger: int) -> bool:
    """Whether nothing but "après le", "avant cette" stands between a count and a trigger: syntax may not tie them."""
    between = sentence.tokens[anchor + 1 : trigger]
    return 0 < len(between) <= _FEW_WORDS and all(t.pos in ("ADP", "DET", "NUM") for t in between)
