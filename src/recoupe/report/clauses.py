"""What a clause shares with the one it hangs on: "ont attaqué lundi le village, tuant dix habitants" is one Monday."""

from __future__ import annotations

import msgspec

from recoupe.model.parse import Sentence
from recoupe.report.draft import CLAUSE_TIME, Draft, FoundTime
from recoupe.report.index import SentenceFindings
from recoupe.report.kinds import KindRules
from recoupe.report.reach import relation, told_at

#: Relations by which a verb goes on with what the verb above it tells.
_GOES_ON = frozenset({"conj", "xcomp", "parataxis"})
#: The same, for participles only: "après avoir quitté" is told of another moment.
_PARTICIPLE = "advcl"


def share(found: SentenceFindings, drafts: list[Draft], kinds: KindRules) -> list[Draft]:
    """Drafts of a sentence, where one that says neither when nor where takes it from the event its clause goes on
    with.
    """
    out = list(drafts)
    for i, draft in enumerate(out):
        above = _above(found.sentence, out, i)
        if above is None or not kinds.has(out[above].kind, "grounded"):
            continue
        source = out[above]
        times, places = draft.times, draft.places
        if not draft.own_times and source.own_times:
            times = tuple(FoundTime(t.time, CLAUSE_TIME) for t in source.own_times)
        if not places and kinds.has(draft.kind, "grounded"):
            places = source.places
        out[i] = msgspec.structs.replace(draft, times=times, places=places)
    return out


def _above(sentence: Sentence, drafts: list[Draft], number: int) -> int | None:
    """Number of the draft whose verb a draft's verb hangs on, without a noun between."""
    for reading in drafts[number].readings:
        if reading.trigger.pos != "verb":
            continue
        token = sentence.tokens[reading.trigger.token]
        while token.head != token.i:
            participle = relation(token) == _PARTICIPLE and token.has("VerbForm=Part")
            if relation(token) not in _GOES_ON and not participle:
                break
            above = told_at(drafts, token.head)
            if above is not None and above != number:
                return above
            token = sentence.tokens[token.head]
    return None
