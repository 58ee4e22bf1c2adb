"""Within one document, which drafts tell the same event.

A greedy left-to-right clustering: each draft joins the best-scoring earlier group or opens one. Hard clashes (days
apart, towns apart, "une autre
attaque") forbid a merge whatever the score, because a false merge hides deaths while a false split costs a reader one
click (codebook, section 4).
"""

from __future__ import annotations

import msgspec

from recoupe.model.actors import BACKED, ActorTree
from recoupe.model.actors import compatible as actors_compatible
from recoupe.model.places import compatible as places_compatible
from recoupe.model.spans import CharSpan
from recoupe.report.claims import finest
from recoupe.report.draft import CLAUSE_TIME, SPEECH_TIME, Draft, FoundTime, join
from recoupe.report.kinds import HARM, KindRules

#: Sentences over which "cette attaque" points back.
_POINTED = 4
#: The same where no other attack was told since.
_ALONE = 10
#: Sentences after "trois attaques" in which "la troisième" is one of them.
_PART_REACH = 3
#: Sentences after an attack in which harm told alone is what it did.
_HARM_REACH = 3
#: Precision of a place from which it is a country.
_COUNTRY = 6
#: Score at which a draft joins a group.
THRESHOLD = 2.0


#: Spans of the triggers of an answer and of its cause.
Apart = tuple[CharSpan, CharSpan]
#: Classes of those who fight.
_SIDES = frozenset({"state_force", "militia", "rebel", "jihadist", "coalition"})
#: The group of dead who attacked.
_ATTACKERS = "attackers"
#: A fight of two sides and an attack by one are told apart more often than not.
_CLASH = "armed_clash"


class Weights(msgspec.Struct, frozen=True):
    """What each piece of evidence adds. Chosen on the tune half of the gold; see decisions/0003-coreference.md."""

    same_day: float = 1.0
    near_day: float = 1.0
    same_period: float = -0.5
    same_place: float = 1.0
    same_country: float = 0.5
    same_attacker: float = 1.5
    attacker_clash: float = -3.0
    same_target: float = 2.5
    other_site: float = -1.5
    same_toll: float = 1.0
    same_kind: float = 0.75
    lasting_kind: float = 1.0
    same_word: float = 2.0
    clash_and_attack: float = -1.5
    background: float = -1.5
    demonstrative: float = 3.0
    definite: float = 2.0
    definite_more: float = 1.0
    indefinite: float = -0.5
    near: float = 1.5
    same_sentence: float = 1.25
    series: float = -2.0
    harm: float = 1.5
    harm_after: float = 2.0
    other_number: float = -2.5
    headline: float = 1.5


class Group(msgspec.Struct, frozen=True):
    """A draft grown by merging, with the number of the last sentence it was told in."""

    draft: Draft
    last_sentence: int
    headline: bool
    #: Whether the title or the opening tells it.
    news: bool = False


class Coreference:
    """Clusters the drafts of a document."""

    def __init__(self, kinds: KindRules, tree: ActorTree, weights: Weights | None = None) -> None:
        self._kinds = kinds
        self._tree = tree
        self._weights = weights or Weights()

    def cluster(
        self, drafts: list[Draft], headline: frozenset[int], opening: frozenset[int], apart: frozenset[Apart]
    ) -> list[Draft]:
        """Drafts merged where they tell one event, in text order.

        Args:
            drafts: in text order.
            headline: sentences of the title.
            opening: sentences that tell the title's news again (lead, first of the body).
            apart: trigger spans of two events that the text sets against each other ("en représailles à").
        """
        groups: list[Group] = []
        for draft in drafts:
            sentence = min(draft.sentences)
            if all(r.trigger.part for r in draft.readings):
                whole = _whole(groups, sentence)
                if whole is not None:
                    groups.append(Group(_part(groups[whole].draft, draft, whole), sentence, False))
                continue
            free = [not _set_apart(g.draft, draft, apart) for g in groups]
            best = self._best(groups, draft, free, opening=sentence in opening)
            if best is None:
                groups.append(Group(draft, max(draft.sentences), sentence in headline, sentence in headline | opening))
                continue
            group = groups[best]
            kind, firm = self._kinds.joint(group.draft, draft)
            joined = join(group.draft, draft, kind, firm)
            groups[best] = Group(joined, max(draft.sentences), False, group.news)
        return [g.draft for g in groups]

    def _best(self, groups: list[Group], draft: Draft, free: list[bool], *, opening: bool) -> int | None:
        plain = {n: self.score(g, draft, opening=opening, nearest=False) for n, g in enumerate(groups) if free[n]}
        fitting = [n for n, score in plain.items() if score is not None]
        family = self._kinds.family(draft.kind)
        latest = max((g.last_sentence for g in groups if self._kinds.family(g.draft.kind) == family), default=-1)
        # What "cette attaque" points at: of the events it can be, the one told last; what is condemned is the news.
        if draft.commented:
            nearest = max(fitting, key=lambda n: (groups[n].news, -n), default=None)
        else:
            nearest = max(fitting, key=lambda n: (groups[n].last_sentence, n), default=None)
        best, best_score = None, THRESHOLD
        for n in reversed(fitting):
            alone = n == nearest and groups[n].last_sentence == latest
            sole = alone and all(self._kinds.family(g.draft.kind) != family for g in groups if g is not groups[n])
            score = self.score(groups[n], draft, opening=opening, nearest=n == nearest, alone=alone, sole=sole)
            if score is not None and (score > best_score or (score == best_score and best is None)):
                best, best_score = n, score
        return best

    def score(
        self, group: Group, draft: Draft, *, opening: bool, nearest: bool, alone: bool = False, sole: bool = False
    ) -> float | None:
        """Evidence that a draft tells a group's event, or None where something forbids it. `alone`: no other attack was
        told since, so that what points back can only mean it; `sole`: none was told at all.
        """
        told = group.draft
        if draft.novel or told.part_of is not None or not self._kinds.compatible(told, draft):
            return None
        place = self._place(told, draft)
        if place is None and group.headline and opening and (_coarse(told) or _coarse(draft)):
            place = 0.0  # the title says a country or a border where the lead says a town
        parts = (self._time(told, draft), place, self._attacker(told, draft))
        if any(p is None for p in parts):
            return None
        w = self._weights
        total = sum(p for p in parts if p is not None) + self._target(told, draft) + self._toll(told, draft)
        total += w.same_kind if told.kind == draft.kind else 0.0
        total += 0.0 if self._kinds.is_violent(draft.kind) else w.lasting_kind
        # Two verbs of harm alone do not make one event: "a tué le général", and elsewhere "80 soldats ont été tués".
        total += w.same_word if (_entries(told) & _entries(draft)) - HARM else 0.0
        if (told.kind == _CLASH) != (draft.kind == _CLASH) and not (_only_harm(draft) or _only_harm(told)):
            total += w.clash_and_attack
        # What only the title names has to be told: the first attack of the text tells it, pluperfect or not.
        untold = sole and group.headline and draft.given_as == "verb" and _alone(told) and not draft.series
        total += w.headline if untold and not opening else 0.0
        rival = draft.rival and nearest and min(draft.sentences) - group.last_sentence <= 1
        total += w.demonstrative if rival else 0.0
        total += w.background if draft.background != told.background and not untold else 0.0
        total += w.attacker_clash if _other_way_round(told, draft, self._tree) else 0.0
        total += w.other_number if _one_and_many(told, draft) or _counts_differ(told, draft) else 0.0
        total += w.series if told.series != draft.series else 0.0
        total += w.attacker_clash if _hits_attackers(draft) and not _hits_attackers(told) else 0.0
        gap = min(draft.sentences) - group.last_sentence
        pointed = nearest and (gap <= (_ALONE if alone else _POINTED) or draft.commented)
        if draft.given_as == "demonstrative":
            total += w.demonstrative if pointed else 0.0
        elif draft.given_as == "definite":
            bare = _bare(draft)
            total += w.definite if pointed and bare else 0.0
            total += w.definite_more if pointed and not bare and _of_one_kind(told, draft) else 0.0
        elif draft.given_as == "indefinite" and not (group.headline and opening):
            total += w.indefinite
        # The title's event is told in the opening, and its dead with it: "trente personnes ont péri".
        if opening and (group.headline or (group.news and _only_harm(draft))):
            total += w.headline
        total += w.near if gap <= 1 else 0.0
        bare_harm = _only_harm(draft) and not (draft.own_times or draft.where)
        if nearest and bare_harm and 1 <= gap <= _HARM_REACH:
            total += w.harm_after
        if gap == 0:
            total += w.same_sentence + (w.harm if _only_harm(draft) or _vague_verb(draft) else 0.0)
        return total

    def _time(self, told: Draft, draft: Draft) -> float | None:
        first, second = _best_times(told.times), _best_times(draft.times)
        if not first or not second:
            return 0.0
        for a in first:
            for b in second:
                one, two = a.time.interval, b.time.interval
                if one is None or two is None or not one.overlaps(two):
                    continue
                if (one.start, one.end) == (two.start, two.end):
                    return self._weights.same_day
                exact = one.precision <= 2 and two.precision <= 2
                return self._weights.near_day if exact else self._weights.same_period
        return 0.0 if _conflict(first, second) or _soft(told) or _soft(draft) else None

    def _place(self, told: Draft, draft: Draft) -> float | None:
        # Only the finest: two towns of one country are two places, whatever else is told of the country.
        first = [p.place for p in finest(told.where)]
        second = [p.place for p in finest(draft.where)]
        if not first or not second:
            return 0.0
        pairs = [(a, b) for a in first for b in second if places_compatible(a, b)]
        if pairs:
            fine = any(a.precision <= 3 and b.precision <= 3 for a, b in pairs)
            return self._weights.same_place if fine else self._weights.same_country
        return None

    def _attacker(self, told: Draft, draft: Draft) -> float | None:
        first = [a.actor for a in told.attackers]
        second = [a.actor for a in draft.attackers]
        if not first or not second:
            return 0.0
        verdicts = {actors_compatible(a, b, self._tree) for a in first for b in second}
        if True in verdicts:
            return self._weights.same_attacker
        return 0.0 if None in verdicts else self._weights.attacker_clash

    def _target(self, told: Draft, draft: Draft) -> float:
        # "Des milices proches de X" are many: to have hit some of them twice is no sign of one attack.
        shared = {t.key for t in told.targets} & {t.key for t in draft.targets}
        # "Ont bombardé un camp des rebelles", then "ont coulé deux navires rebelles": sites of two kinds are two
        # events, whoever holds them, unless the second only tells more of the first ("l'attaque a visé un entrepôt").
        hit, also = _sites(told), _sites(draft)
        tells_more = draft.given_as in ("definite", "demonstrative") or _only_harm(draft)
        if hit and also and not hit & also and not tells_more:
            return self._weights.other_site
        return self._weights.same_target if any(not key.startswith(BACKED) for key in shared) else 0.0

    def _toll(self, told: Draft, draft: Draft) -> float:
        first = {(t.toll.kind, t.toll.low, t.toll.high) for t in told.tolls if t.toll.low > 1}
        second = {(t.toll.kind, t.toll.low, t.toll.high) for t in draft.tolls if t.toll.low > 1}
        return self._weights.same_toll if first & second else 0.0


def _sites(draft: Draft) -> frozenset[str]:
    return frozenset(t.site.site for t in draft.targets if t.site is not None)


def _entries(draft: Draft) -> frozenset[str]:
    return frozenset(r.trigger.entry for r in draft.readings)


def _bare(draft: Draft) -> bool:
    """Whether a definite noun brings nothing of its own: "l'attaque", not "l'attaque qui a tué trois soldats"."""
    return not draft.own_times and _alone(draft)


def _alone(draft: Draft) -> bool:
    """Whether an event comes with nothing of its own but, maybe, a time."""
    tolls = any(t.sentence in draft.sentences and t not in draft.beside for t in draft.tolls)
    return not (draft.where or tolls or draft.weapons or draft.targets)


def _soft(draft: Draft) -> bool:
    """Whether the time of an event may be that of something else of its sentence: of what is said, or what is said of
    an event known already ("l'attaque n'avait pas été revendiquée jeudi").
    """
    firmest = min(t.firmness for t in draft.times)
    known = draft.given_as in ("definite", "demonstrative") and _alone(draft)
    return firmest >= SPEECH_TIME or (firmest >= CLAUSE_TIME and known)


def _coarse(draft: Draft) -> bool:
    """Whether an event is placed by a country or a larger region only."""
    return all(p.place.precision >= _COUNTRY for p in finest(draft.where))


def _of_one_kind(told: Draft, draft: Draft) -> bool:
    """ "Les bombardements ont touché cinq sites": more of what was told, with no day and no dead of its own."""
    return told.kind == draft.kind and not (draft.own_times or draft.tolls)


def _only_harm(draft: Draft) -> bool:
    return all(r.trigger.entry in HARM for r in draft.readings)


def _other_way_round(told: Draft, draft: Draft, tree: ActorTree) -> bool:
    """Whether the doers of one are what the other was aimed at; in a clash each side is both, and attackers die too."""
    if _CLASH in (told.kind, draft.kind) or _only_harm(draft) or _only_harm(told):
        return False
    return any(
        actors_compatible(t.actor.actor, a.actor, tree) is True
        for one, other in ((told, draft), (draft, told))
        for t in one.targets
        if t.actor is not None
        and not t.victim
        and t.actor.actor.actor_class in _SIDES
        and not any(x.key == t.key for x in other.targets)
        for a in other.attackers
    )


def _hits_attackers(draft: Draft) -> bool:
    """ "L'armée a tué deux assaillants": the other side's answer, no deed of the attackers."""
    return bool(draft.attackers and draft.tolls) and all(_ATTACKERS in t.toll.whose for t in draft.tolls)


def _vague_verb(draft: Draft) -> bool:
    """ "visant", "ont touché": verbs that tell no means of their own."""
    return not draft.kind_firm and all(r.trigger.pos == "verb" for r in draft.readings)


def _one_and_many(told: Draft, draft: Draft) -> bool:
    """Whether one is told as a single attack and the other as several ("une attaque", "les attaques répétées")."""
    return {"one", "many"} == {_number(told), _number(draft)}


def _counts_differ(told: Draft, draft: Draft) -> bool:
    """Whether a counted series ("trois attaques") follows one that is not, or is counted otherwise."""
    counted = max(r.count for r in draft.readings)
    return counted > 1 and counted != max(r.count for r in told.readings)


def _number(draft: Draft) -> str | None:
    numbers = {r.number for r in draft.readings if r.trigger.pos == "noun"}
    return "one" if numbers == {"one"} else "many" if numbers == {"many"} else None


def _whole(groups: list[Group], sentence: int) -> int | None:
    """The group of several events told last before a part ("trois attaques ... la troisième")."""
    several = [
        n
        for n, g in enumerate(groups)
        if any(r.count > 1 for r in g.draft.readings) and 0 <= sentence - g.last_sentence <= _PART_REACH
    ]
    return several[-1] if several else None


def _part(whole: Draft, part: Draft, number: int) -> Draft:
    """A part with the kind, time, doer and weapon of its whole, where it has none of its own."""
    return msgspec.structs.replace(
        part,
        kind=whole.kind,
        kind_firm=whole.kind_firm,
        times=part.times or whole.times,
        attackers=part.attackers or whole.attackers,
        weapons=part.weapons or whole.weapons,
        part_of=number,
    )


def _set_apart(told: Draft, draft: Draft, apart: frozenset[Apart]) -> bool:
    first = {r.trigger.span for r in told.readings}
    second = {r.trigger.span for r in draft.readings}
    return any((a in first and b in second) or (a in second and b in first) for a, b in apart)


def _best_times(times: tuple[FoundTime, ...]) -> tuple[FoundTime, ...]:
    """The times tied most firmly to an event."""
    if not times:
        return ()
    firmest = min(t.firmness for t in times)
    return tuple(t for t in times if t.firmness == firmest)


def _conflict(first: tuple[FoundTime, ...], second: tuple[FoundTime, ...]) -> bool:
    """Whether two dates differ only because the text contradicts itself: one is marked as the other's rival."""
    return any(t.time.conflict_with is not None or not t.time.preferred for t in (*first, *second))
