"""Which event of a document an answer answers, when the words do not name it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from recoupe.model.actors import ActorTree, compatible
from recoupe.model.findings import Findings
from recoupe.model.spans import CharSpan
from recoupe.model.time import DateInterval
from recoupe.report.draft import BOUND_TIME, Draft
from recoupe.report.kinds import KindRules
from recoupe.text.normalise import fold

#: Evidence for a cause: done by the other side, by nobody named, to the one who answers. Against: each sentence in
#: between, that something else answers it already, and that it is told only later.
_HOSTILE, _UNKNOWN, _SUFFERED, _FARTHER, _ANSWERED, _LATER = 3.0, 1.0, 2.0, 0.3, 1.5, 4.0
#: For: it is what its sentence tells first.
_LEADS = 0.2
#: Evidence from which a cause is named, and from which a second one is.
_ENOUGH, _SURE = -0.5, 0.5
#: Days in which several attacks are answered at once.
_LATELY = 60
#: Kinds of harm that nobody answers: what was shot down did not hit.
_HARMLESS = frozenset({"interception"})
#: Shortest word that names a person.
_NAME = 4


class Causes:
    """The events of one document as answers and causes. Events are numbers of `groups`."""

    def __init__(self, findings: Findings, groups: list[Draft], kinds: KindRules) -> None:
        self._groups = groups
        self._kinds = kinds
        self._text = findings.document.text
        self._tree = ActorTree()
        self._triggers = sorted(
            (r.trigger.span, n, r.trigger.sentence) for n, g in enumerate(groups) for r in g.readings
        )
        self._sentences = [s.start for s in findings.parse.sentences]

    def inside(self, span: CharSpan) -> list[int]:
        """Events told inside a stretch, in text order."""
        return list(dict.fromkeys(n for s, n, _ in self._triggers if span.start <= s.start < span.end))

    def first(self, group: int, within: CharSpan) -> int:
        """Offset of the first trigger of an event inside a stretch."""
        return min(s.start for s, n, _ in self._triggers if n == group and within.start <= s.start < within.end)

    def spoken_of(self, start: int, back: int, other: frozenset[int]) -> int | None:
        """The violent event told last before an offset, at most so many sentences back, that is none of `other`."""
        here = self._sentence(start)
        told = [(i, s, n) for s, n, i in self._triggers if s.start < start and n not in other and self._acts(n)]
        near = [(i, s, n) for i, s, n in told if here - i <= back]
        # Of one sentence the event told first: "a tiré sur X, le premier tir depuis le raid de mardi".
        return min(near, key=lambda t: (-t[0], t[1]))[2] if near else None

    def told_next(self, start: int, ahead: int) -> int | None:
        """The violent event told first after an offset, at most so many sentences on."""
        here = self._sentence(start)
        return next((n for s, n, i in self._triggers if s.start >= start and i - here <= ahead and self._acts(n)), None)

    def next_by_same_side(self, group: int) -> int | None:
        """The violent event told right after one, in its sentence or the next, by the same side or by nobody named."""
        last = max((s, i) for s, n, i in self._triggers if n == group)
        for span, n, i in self._triggers:
            if span > last[0] and i - last[1] <= 1 and n != group and self._acts(n):
                return n if self._same_side(group, n) is not False else None
        return None

    def in_time(self, answer: int, cause: int) -> bool:
        """Nothing answers what came after it. What is not dated may have come before."""
        ours, theirs = self._when(answer), self._when(cause)
        return ours is None or theirs is None or theirs.start <= ours.end

    def hostile(self, answer: int, at: int, told: Mapping[tuple[int, int], CharSpan]) -> int | None:
        """The likeliest violent event that the other side did before, told before `at` or else dated before."""
        answered = {b for a, b in told if a != answer}
        answers_us = {a for a, b in told if b == answer}
        best: tuple[float, int] | None = None
        for n in range(len(self._groups)):
            if n == answer or n in answers_us or (answer, n) in told or not self._can_be_answered(answer, n):
                continue
            score = self._score(answer, n, at) - (_ANSWERED if n in answered else 0.0)
            if best is None or score > best[0]:
                best = (score, n)
        enough = _SURE if any(a == answer for a, _ in told) else _ENOUGH
        return best[1] if best is not None and best[0] > enough else None

    def all_before(self, answer: int) -> list[int]:
        """Attacks of the other side or of nobody named, each with a day of its own in the weeks before."""
        ours = self._when(answer)
        found = []
        for n in range(len(self._groups)):
            theirs = self._when(n)
            if (
                n == answer
                or ours is None
                or theirs is None
                or theirs.precision > 2
                or not self._can_be_answered(answer, n)
            ):
                continue
            if theirs.end < ours.start and (ours.start - theirs.end) <= dt.timedelta(days=_LATELY):
                found.append(n)
        return found

    def demand(self, answer: int, at: int) -> int | None:
        """The demand told last before an offset, by somebody else."""
        for span, n, _ in reversed(self._triggers):
            group = self._groups[n]
            if span.start < at and n != answer and group.kind == "demand" and self._same_side(answer, n) is not True:
                return n
        return None

    def killing(self, phrase: str) -> int | None:
        """The event whose victims a phrase names ("la mort du général X")."""
        names = {word for word in fold(phrase).split() if len(word) >= _NAME}
        best: tuple[int, int] | None = None
        for n, group in enumerate(self._groups):
            spans = [*(t.span for t in group.targets), *(t.span for t in group.tolls)]
            victims = [self._text[s.start : s.end] for s in spans]
            shared = len(names & {w for v in victims for w in fold(v).split()})
            if shared and (best is None or shared > best[0]):
                best = (shared, n)
        return best[1] if best is not None else None

    def kept(self, vow: int, target: int, told: Mapping[tuple[int, int], CharSpan]) -> list[int]:
        """Attacks by the one who vowed, on the day of what is avenged or later, that answer nothing else."""
        answering = {a for a, _ in told}
        since = self._when(target)
        found = []
        for n, group in enumerate(self._groups):
            when = self._when(n)
            if n in (vow, target) or n in answering or not self._kinds.is_violent(group.kind):
                continue
            dated = when is not None and since is not None and when.end >= since.start
            if dated and self._same_side(vow, n) is True and self._same_side(n, target) is not True:
                found.append(n)
        return found

    def _can_be_answered(self, answer: int, cause: int) -> bool:
        group = self._groups[cause]
        violent = self._kinds.is_violent(group.kind) and group.kind not in _HARMLESS
        return violent and self._same_side(answer, cause) is not True and self.in_time(answer, cause)

    def _score(self, answer: int, cause: int, at: int) -> float:
        side = self._same_side(answer, cause)
        score = _UNKNOWN if side is None else _HOSTILE
        ours = [a.actor for a in self._groups[answer].attackers]
        hit = [t.actor.actor for t in self._groups[cause].targets if t.actor is not None]
        if any(compatible(x, y, self._tree) is True for x in ours for y in hit):
            score += _SUFFERED
        before = [i for s, n, i in self._triggers if n == cause and s.start < at]
        if not before:
            return score - _LATER
        last = max(before)
        leads = next(n for _, n, i in self._triggers if i == last) == cause
        return score - _FARTHER * (self._sentence(at) - last) + (_LEADS if leads else 0.0)

    def _same_side(self, a: int, b: int) -> bool | None:
        """Whether two events were done by one side; None where the text does not tell."""
        ours = [x.actor for x in self._groups[a].attackers]
        theirs = [x.actor for x in self._groups[b].attackers]
        theirs += [r.actor.actor for r in self._groups[b].responsibilities if r.status != "denied"]
        verdicts = {compatible(x, y, self._tree) for x in ours for y in theirs}
        if True in verdicts:
            return True
        return False if False in verdicts else None

    def _when(self, group: int) -> DateInterval | None:
        found = [t for t in self._groups[group].times if t.time.interval is not None and t.firmness < BOUND_TIME]
        best = min(found, key=lambda t: (not t.time.preferred, t.firmness, t.span.start), default=None)
        return best.time.interval if best is not None else None

    def _acts(self, group: int) -> bool:
        return self._kinds.is_violent(self._groups[group].kind)

    def _sentence(self, offset: int) -> int:
        return sum(start <= offset for start in self._sentences) - 1
