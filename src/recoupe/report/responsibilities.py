"""Which attack a claim of responsibility, a denial or an accusation speaks of."""

from __future__ import annotations

import msgspec

from recoupe.model.actors import ActorTree, compatible
from recoupe.model.findings import Findings, Responsibility
from recoupe.model.parse import Sentence
from recoupe.model.spans import CharSpan
from recoupe.report.draft import Draft
from recoupe.report.kinds import KindRules


class Responsibilities:
    """Hands what is said of who did it to the attack that it speaks of."""

    def __init__(self, kinds: KindRules, tree: ActorTree) -> None:
        self._kinds = kinds
        self._tree = tree

    def settle(self, groups: list[Draft], findings: Findings) -> list[Draft]:
        """Groups with the claims, denials and accusations that are theirs, each given to one."""
        out = list(groups)
        for responsibility in findings.responsibilities:
            home = self._home(out, responsibility, findings.parse.sentence_at(responsibility.cue.start))
            if home is not None:
                out[home] = msgspec.structs.replace(
                    out[home], responsibilities=(*out[home].responsibilities, responsibility)
                )
        return out

    def _home(self, groups: list[Draft], said: Responsibility, told_in: Sentence | None) -> int | None:
        """The attack named, else the deed that hangs on the words, else the attack told last."""
        hostile = [
            i
            for i, g in enumerate(groups)
            if self._kinds.has(g.kind, "hostile") and not self._done_by_other(g, said, told_in)
        ]
        violent = [i for i in hostile if self._kinds.is_violent(groups[i].kind)]
        if said.attack is not None:
            named = [i for i in hostile if any(r.trigger.span.overlaps(said.attack) for r in groups[i].readings)]
            # "a été abattu par un tir attribué aux rebelles": the attack is an argument of what it did.
            named += [i for i in hostile if told_in is not None and _has_argument(groups[i], told_in, said.attack)]
            if named:
                return named[0]
        elif told_in is not None:
            behind = [i for i in hostile if _tells(groups[i], told_in) and _hangs_on(groups[i], told_in, said.cue)]
            if behind:
                return min(behind, key=lambda i: groups[i].start)
            if said.status == "alleged" and said.source is None:
                return None  # "trois hommes soupçonnés d'avoir fabriqué l'engin": of what, nobody says
        told = [
            (r.trigger.sentence, i)
            for i in violent
            for r in groups[i].readings
            if r.trigger.span.start < said.cue.start
        ]
        last = max((sentence for sentence, _ in told), default=None)
        # Of several deeds of one sentence ("a attaqué le village, enlevant dix femmes") the one told first is the news.
        return min((i for sentence, i in told if sentence == last), key=lambda i: groups[i].start, default=None)

    def _done_by_other(self, group: Draft, said: Responsibility, told_in: Sentence | None) -> bool:
        """Whether the text says elsewhere that the other side did what someone claims: then it is another attack."""
        if said.status != "claimed" or not group.attackers:
            return False
        if told_in is not None and any(told_in.span.contains(a.span) for a in group.attackers):
            return False
        claimant = said.actor.actor
        return all(compatible(a.actor, claimant, self._tree) is False for a in group.attackers)


def _tells(group: Draft, sentence: Sentence) -> bool:
    """Whether a deed is an event of its own: "d'avoir tiré cet obus" speaks of the one just told."""
    placed = any(sentence.span.contains(p.span) for p in group.where)
    return placed or bool(group.own_times or group.targets or group.tolls)


def _hangs_on(group: Draft, sentence: Sentence, cue: CharSpan) -> bool:
    """Whether an infinitive behind the words tells the deed, or leads to it: "le front est accusé [d'avoir tué] dix
    paysans", "soupçonné [d'avoir posé la bombe] qui a tué dix paysans".
    """
    behind = (r.trigger for r in group.readings if r.trigger.sentence == sentence.index)
    return any(t.span.start >= cue.end and _below_infinitive(sentence, t.token, cue) for t in behind)


def _has_argument(group: Draft, sentence: Sentence, words: CharSpan) -> bool:
    here = (r.trigger for r in group.readings if r.trigger.sentence == sentence.index)
    return any(sentence.tokens[a.head].span.overlaps(words) for trigger in here for a in trigger.arguments)


def _below_infinitive(sentence: Sentence, token: int, cue: CharSpan) -> bool:
    done = False
    for _ in range(len(sentence.tokens)):
        here = sentence.tokens[token]
        if cue.overlaps(here.span):
            return done
        done = done or here.has("VerbForm=Inf") or any(t.has("VerbForm=Inf") for t in sentence.dependents(token, "aux"))
        if here.head == token:
            break
        token = here.head
    return False
